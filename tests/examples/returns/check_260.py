"""Check 260: characteristic 180 (pregnancy) is queried where gender is M."""

SOURCE = "docs/published-facts.md, Checks and layout: 260"

TABLE = """
gender  characteristics  codes
F       180              -
U       180              -
M       180              260
M       110              -
"""
