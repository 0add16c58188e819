"""Check 228: an establishment number is seven digits beginning with a council's code; that code and 9999 are allowed."""

SOURCE = "docs/published-facts.md, Checks and layout: 228"

TABLE = """
establishment_number  start_date  codes
3434001               2025-09-08  -
3439999               2025-09-08  -      # no number of its own
343400                2025-09-08  228    # six digits
34340011              2025-09-08  228    # eight
343400A               2025-09-08  228
9994001               2025-09-08  228    # no such council
0004001               2025-09-08  228    # abroad is no council
9094001               2023-03-31  -      # Cumbria stood when the activity started
9094001               2023-04-01  228    # and did not the day after
-                     2025-09-08  -
"""
