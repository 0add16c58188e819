"""Check 201: the activity code is one of the published codes on the period end."""

SOURCE = "docs/published-facts.md, Checks and layout: 201"

TABLE = """
base     period_end  activity_code  birth_date  characteristics  review_date  due_to_lapse_date  predicted_end_date  codes
in_2016  2018-03-31  720            2001-03-15  130              2018-04-15   2018-04-30         2018-07-31          -      # the last day of 720
in_2016  2018-04-30  720            2001-03-15  130              2018-04-15   2018-04-30         2018-07-31          201
in_2016  2018-04-30  999            2001-03-15  130              2018-04-15   2018-04-30         2018-07-31          201
"""
