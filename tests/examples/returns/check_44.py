"""Check 44: a given name holds no digit and none of the characters that names refuse."""

SOURCE = "docs/published-facts.md, Checks and layout: 44"

TABLE = """
period_end  given_name  codes
2026-04-30  Amara       -
2026-04-30  Amara2      44
2026-04-30  Anne-Marie  -      # hyphens
2026-04-30  O'Neill     -      # apostrophes
2026-04-30  Zoë         -      # accents
2026-04-30  Mc.Kay      -      # a full stop is not on the list
2026-04-30  Kay (Kit)   44
2026-04-30  Kay/Kit     44
2026-04-30  Kay & Kit   44
2026-04-30  Kay=Kit     44
2026-04-30  Kay\\Kit    44
2026-04-30  Kay|Kit     44
2026-03-31  Amara2      -      # the check began on 1 April 2026
"""
