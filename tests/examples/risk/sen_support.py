"""Whether somebody has SEN support without a plan. The flag staff correct speaks before a school's code."""

SOURCE = "shared facts of the published approaches, service-practice.md 2.2"

TABLE = """
sen_support_flag  sen_provision  value
yes               -              yes
no                -              no
-                 K              yes
-                 E              no     # a plan is more than support, and is asked apart
-                 N              no
no                K              no     # the flag was corrected by staff
-                 -              -
"""
