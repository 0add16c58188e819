"""Check 908: the same names and date of birth on two records are worth a look."""

SOURCE = "docs/published-facts.md, Checks and layout: 908"

TABLE = """
file       young_persons_id  given_name  family_name  birth_date  uln         codes
names      1230000000001     Amara       Lockwood     2009-03-15  1000000001  -
names      1230000000002     Beth        Lockwood     2009-03-15  1000000002  -
same       1230000000001     Amara       Lockwood     2009-03-15  1000000001  -
same       1230000000002     Amara       Lockwood     2009-03-15  1000000002  908
birthdays  1230000000001     Amara       Lockwood     2009-03-15  1000000001  -
birthdays  1230000000002     Amara       Lockwood     2009-03-16  1000000002  -
capitals   1230000000001     Amara       Lockwood     2009-03-15  1000000001  -
capitals   1230000000002     AMARA       LOCKWOOD     2009-03-15  1000000002  908
unknown    1230000000001     Amara       Lockwood     -           1000000001  8
unknown    1230000000002     Amara       Lockwood     -           1000000002  8      # not known twice is not the same
"""
