"""Check 3: there is a family name."""

SOURCE = "docs/published-facts.md, Checks and layout: 3"

TABLE = """
family_name  codes
Lockwood     -
-            3
"""
