"""Check 902: an identifier stands once in a file, leaving aside those kept only for the guarantee."""

SOURCE = "docs/published-facts.md, Checks and layout: 902"

TABLE = """
file       young_persons_id  given_name  uln         cohort_status  guarantee_11_status  guarantee_11_la  codes
different  1230000000001     Amara       1000000001  P              -                    -                -
different  1230000000002     Beth        1000000002  P              -                    -                -
same       1230000000001     Amara       1000000001  P              -                    -                -
same       1230000000001     Beth        1000000002  P              -                    -                902
same       1230000000001     Cass        1000000003  P              -                    -                902
guarantee  1230000000001     Amara       1000000001  P              -                    -                -
guarantee  1230000000001     Beth        1000000002  G              110                  343              -      # status G is left aside
"""
