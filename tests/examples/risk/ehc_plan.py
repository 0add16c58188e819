"""Whether somebody has an education, health and care plan. The flag staff correct speaks before a school's code."""

SOURCE = "shared facts of the published approaches, service-practice.md 2.2"

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
