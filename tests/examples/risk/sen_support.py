"""Whether somebody has SEN support without a plan. The flag staff correct speaks before a school's code."""

SOURCE = "src/towpath/standards/risk/SOURCES.md"

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
