"""Check 46: a middle name holds no digit and none of the characters that names refuse."""

SOURCE = "docs/published-facts.md, Checks and layout: 46"

TABLE = """
period_end  middle_name  codes
2026-04-30  Jo           -
2026-04-30  Jo2          46
2026-04-30  Anne-Marie   -      # hyphens
2026-04-30  O'Neill      -      # apostrophes
2026-04-30  Zoë          -      # accents
2026-04-30  Mc.Kay       -      # a full stop is not on the list
2026-04-30  Kay (Kit)    46
2026-04-30  Kay/Kit      46
2026-04-30  Kay & Kit    46
2026-04-30  Kay=Kit      46
2026-04-30  Kay\\Kit     46
2026-04-30  Kay|Kit      46
2026-03-31  Jo2          -      # the check began on 1 April 2026
"""
