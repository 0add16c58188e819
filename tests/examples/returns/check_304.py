"""Check 304: the SEN support flag is Y or N."""

SOURCE = "nccis.md 12, 304"

TABLE = """
sen_support_flag  codes
N                 -
Y                 -
Q                 304
"""
