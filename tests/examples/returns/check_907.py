"""Check 907: a unique learner number belongs to one young person, leaving aside duplicates sent as M."""

SOURCE = "docs/published-facts.md, Checks and layout: 907"

TABLE = """
file       young_persons_id  given_name  uln         cohort_status  codes
different  1230000000001     Amara       1000000001  P              -
different  1230000000002     Beth        1000000002  P              -
shared     1230000000001     Amara       1000000001  P              -
shared     1230000000002     Beth        1000000001  P              907
duplicate  1230000000001     Amara       1000000001  P              -
duplicate  1230000000002     Beth        1000000001  M              -      # a duplicate has it by nature
none       1230000000001     Amara       -           P              -
none       1230000000002     Beth        -           P              -      # two people without one do not share it
twice      1230000000001     Amara       1000000001  P              -
twice      1230000000001     Beth        1000000001  P              902    # one person, by identifier
"""
