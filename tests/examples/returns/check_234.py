"""Check 234: someone with activity 630 has characteristic 120."""

SOURCE = "docs/published-facts.md, Checks and layout: 234"

TABLE = """
base     activity_code  characteristics  codes
seeking  630            120              -
seeking  630            110 120          -
seeking  630            110              234
seeking  630            -                234
seeking  619            -                -
"""
