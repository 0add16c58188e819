"""Check 904: the cohort status is one of the published letters."""

SOURCE = "docs/published-facts.md, Checks and layout: 904"

TABLE = """
cohort_status  codes
P              -
A              -
D              -
M              -
L              -
Z              904
p              904
X              FR-STATUSX  # told once, by its own code
"""
