"""
What is true, due, allowed or owed, given facts on a date: plain Python over plain values, with no clock and no
database.
"""
