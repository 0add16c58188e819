"""Check 233: someone with activity 620 has characteristic 140."""

SOURCE = "docs/published-facts.md, Checks and layout: 233"

TABLE = """
base     activity_code  characteristics  codes
seeking  620            140              -
seeking  620            110 140          -
seeking  620            110              233
seeking  620            -                233
seeking  619            -                -
"""
