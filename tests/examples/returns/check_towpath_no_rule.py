"""Check TOWPATH-NO-RULE: every check in the list has its rule here."""

SOURCE = "ours: nothing in a return is passed over in silence"

TABLE = """
added_check  gender  codes
-            F       -
999          F       TOWPATH-NO-RULE
999          -       4 TOWPATH-NO-RULE
"""
