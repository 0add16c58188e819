"""Whether somebody has an education, health and care plan. The flag staff correct speaks before a school's code."""

SOURCE = "src/towpath/standards/risk/SOURCES.md"

TABLE = """
send_flag  sen_provision  value
yes        -              yes
no         -              no
-          E              yes
-          K              no     # support without a plan
-          N              no
no         E              no     # the flag was corrected by staff
-          -              -
"""
