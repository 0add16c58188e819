"""Check 33: nobody aged 20 or over is sent without the SEND flag."""

SOURCE = "docs/published-facts.md, Checks and layout: 33"

TABLE = """
base     period_end  birth_date  send_flag  codes
in_2016  2016-01-31  1996-02-01  N          -      # 20 tomorrow; 19 on 31 August 2015
in_2016  2016-01-31  1996-01-31  N          33     # 20 today
in_2016  2016-01-31  1996-01-31  Y          -
in_2016  2016-03-31  1996-02-01  N          33     # the check's last day
in_2016  2016-04-30  1996-02-01  N          40     # the check has ended; check 40 has come down to 18
in_2016  2016-01-31  -           N          8
"""
