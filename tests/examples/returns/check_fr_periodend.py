"""Check FR-PERIODEND: the header has its period end."""

SOURCE = "docs/published-facts.md, Checks and layout: FR-PERIODEND"

TABLE = """
period_end  birth_date  cohort_status  guarantee_indicator  due_to_lapse_date  activity_code  codes
2026-01-31  2009-03-15  P              N                    2026-08-31         210            -
-           2009-03-15  P              N                    2026-08-31         210            FR-PERIODEND
2026-02-30  2009-03-15  P              N                    2026-08-31         210            FR-PERIODEND
-           1990-03-15  G              Y                    2020-08-31         110            FR-PERIODEND  # ages, guarantee and lapse cannot be judged
-           2009-03-15  P              N                    2026-08-31         440            FR-PERIODEND
"""
