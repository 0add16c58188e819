"""Check 31: there is some part of an address."""

SOURCE = "docs/published-facts.md, Checks and layout: 31"

TABLE = """
address_line_1  address_line_2  address_line_3  address_line_4  town      county      codes
1 Canal Row     -               -               -               -         -           -
-               1 Canal Row     -               -               -         -           -
-               -               1 Canal Row     -               -         -           -
-               -               -               1 Canal Row     -         -           -
-               -               -               -               Netherby  -           -
-               -               -               -               -         Merseyside  -
-               -               -               -               -         -           31
"""
