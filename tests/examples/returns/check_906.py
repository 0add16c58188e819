"""
Check 906: someone marked for the September Guarantee has its status and council.

April to August: Year 11 owes the Year 11 part, Year 12 the Year 12 part. September to March: Year 12 and Year 13.
"""

SOURCE = "docs/published-facts.md, Checks and layout: 906; 9, month logic"

TABLE = """
guarantee_indicator  period_end  birth_date  guarantee_11_status  guarantee_11_la  guarantee_12_status  guarantee_12_la  due_to_lapse_date  codes
Y                    2026-01-31  2009-03-15  110                  343              -                    -                2027-07-31         -
Y                    2026-01-31  2009-03-15  -                    -                -                    -                2027-07-31         906    # Year 12 in January: the Year 11 part is due
Y                    2026-01-31  2009-03-15  110                  -                -                    -                2027-07-31         906
Y                    2026-01-31  2009-03-15  -                    343              -                    -                2027-07-31         906
Y                    2026-01-31  2009-03-15  -                    -                140                  343              2027-07-31         906    # the other part will not do
Y                    2026-01-31  2008-03-15  -                    -                140                  343              2027-07-31         -      # Year 13 in January: the Year 12 part
Y                    2026-01-31  2008-03-15  -                    -                140                  -                2027-07-31         906
Y                    2026-03-31  2009-03-15  110                  343              -                    -                2027-07-31         -      # the last month of last year's guarantee
Y                    2026-04-30  2009-03-15  110                  343              -                    -                2027-07-31         906    # from April Year 12 owes the Year 12 part
Y                    2026-04-30  2009-03-15  -                    -                140                  343              2027-07-31         -
Y                    2026-08-31  2009-03-15  -                    -                140                  343              2027-07-31         -
Y                    2026-09-30  2009-03-15  -                    -                140                  343              2027-07-31         -      # Year 13 from 1 September: the same part is due
Y                    2026-09-30  2009-03-15  -                    -                -                    -                2027-07-31         906
Y                    2026-04-30  2008-03-15  -                    -                -                    -                2027-07-31         -      # Year 13 in April owes nothing
N                    2026-01-31  2009-03-15  -                    -                -                    -                2027-07-31         -
"""
