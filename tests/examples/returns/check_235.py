"""Check 235: someone with activity 650 has characteristic 180."""

SOURCE = "docs/published-facts.md, Checks and layout: 235"

TABLE = """
base     activity_code  characteristics  codes
seeking  650            180              -
seeking  650            110 180          -
seeking  650            110              235
seeking  650            -                235
seeking  619            -                -
"""
