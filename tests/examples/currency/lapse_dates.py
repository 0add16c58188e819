"""
When each activity code lapses.

Periods are inferred from the sample records of 2019-20 (docs/published-facts.md, Currency), not quoted from the requirement. Academic years end on 31 August.
"""

SOURCE = "docs/published-facts.md, Currency"

TABLE = """
code  start       verified    review      expected    stated      lapses      because
110   2025-09-03  2025-09-20  -           2026-06-26  -           2026-06-26  EXPECTED_END                # the course end comes first
110   2025-09-03  2025-09-20  -           -           -           2026-08-31  ACADEMIC_YEAR_ENDS
120   2025-09-03  2025-09-20  -           -           -           2026-08-31  ACADEMIC_YEAR_ENDS
130   2025-09-03  2025-09-20  -           -           -           2026-08-31  ACADEMIC_YEAR_ENDS
140   2025-09-03  2025-09-20  -           -           -           2026-08-31  ACADEMIC_YEAR_ENDS
150   2025-09-03  2025-09-20  -           -           -           2026-08-31  ACADEMIC_YEAR_ENDS
210   2025-09-03  2025-09-20  -           2027-07-16  -           2026-08-31  ACADEMIC_YEAR_ENDS          # a two-year course lapses in its first August
210   2025-09-03  2025-08-31  -           -           -           2026-08-31  ACADEMIC_YEAR_ENDS          # verified before the start: vouches from the start
210   2024-09-03  2025-08-31  -           2026-07-17  -           2025-08-31  ACADEMIC_YEAR_ENDS          # verified on the last day of the year
210   2024-09-03  2025-09-01  -           2026-07-17  -           2026-07-17  EXPECTED_END                # verified on the first day of the next
220   2025-09-03  -           -           -           -           2026-08-31  ACADEMIC_YEAR_ENDS          # never verified: from the start
230   2026-06-01  2026-06-02  -           2026-08-31  -           2026-08-31  ACADEMIC_YEAR_ENDS          # equal dates: the year ends
240   2025-09-22  2025-10-01  -           -           -           2026-08-31  ACADEMIC_YEAR_ENDS
250   2025-09-22  2025-10-01  -           -           -           2026-08-31  ACADEMIC_YEAR_ENDS
270   2025-09-22  2025-10-01  -           -           -           2026-08-31  ACADEMIC_YEAR_ENDS
280   2025-09-22  2025-10-01  -           -           -           2026-08-31  ACADEMIC_YEAR_ENDS
260   2025-09-01  2025-09-10  2026-01-31  -           -           2026-02-28  COUNTED_FROM_REVIEW         # 31 January + 28 days
290   2025-09-01  2025-09-10  2025-12-01  -           -           2025-12-29  COUNTED_FROM_REVIEW
350   2025-12-01  2025-12-02  2025-12-31  -           -           2026-01-28  COUNTED_FROM_REVIEW
350   2025-12-01  2025-12-02  2025-12-31  2026-01-10  -           2026-01-10  EXPECTED_END
350   2025-12-01  2025-12-02  -           -           2026-02-01  2026-02-01  STATED_BY_SENDER
350   2025-12-01  2025-12-02  -           -           -           2025-12-30  NO_REVIEW_DATE              # 2 December + 28 days
710   2025-09-01  2025-09-10  2026-02-01  -           -           2026-03-01  COUNTED_FROM_REVIEW         # 2026 is no leap year
720   2017-01-09  2017-01-09  2017-03-01  -           -           2017-03-29  COUNTED_FROM_REVIEW
310   2025-09-01  2025-10-15  -           -           -           2026-10-15  COUNTED_FROM_VERIFICATION   # 12 months
310   2024-02-01  2024-02-29  -           -           -           2025-02-28  COUNTED_FROM_VERIFICATION   # 29 February falls back a day
310   2025-09-01  2025-10-15  -           2026-03-31  -           2026-03-31  EXPECTED_END
320   2025-09-01  2025-10-15  -           -           -           2026-10-15  COUNTED_FROM_VERIFICATION
330   2025-08-01  2025-08-31  -           -           -           2026-02-28  COUNTED_FROM_VERIFICATION   # 6 months from a 31st
330   2025-08-01  2025-08-31  -           -           2026-05-01  2026-02-28  COUNTED_FROM_VERIFICATION   # what a sender states is not believed where terms decide
340   2025-09-01  2025-10-15  -           -           -           2026-04-15  COUNTED_FROM_VERIFICATION
360   2025-09-01  2025-10-15  -           -           -           2026-04-15  COUNTED_FROM_VERIFICATION
380   2025-09-01  2025-10-15  -           -           -           2026-04-15  COUNTED_FROM_VERIFICATION
381   2025-09-01  2025-10-15  -           -           -           2026-04-15  COUNTED_FROM_VERIFICATION
550   2025-09-01  2025-10-15  -           -           -           2026-04-15  COUNTED_FROM_VERIFICATION
410   2025-09-01  2025-10-15  -           -           -           2026-04-15  COUNTED_FROM_VERIFICATION
410   2025-09-01  2025-10-15  -           2026-01-30  -           2026-01-30  EXPECTED_END
430   2025-09-01  2025-10-15  -           -           -           2026-04-15  COUNTED_FROM_VERIFICATION
440   2025-09-01  2025-10-15  -           -           -           2026-04-15  COUNTED_FROM_VERIFICATION
450   2022-09-01  2022-10-15  -           -           -           2023-04-15  COUNTED_FROM_VERIFICATION
460   2025-09-01  2025-10-15  -           -           -           2026-04-15  COUNTED_FROM_VERIFICATION
530   2025-09-01  2025-11-30  -           -           -           2026-02-28  COUNTED_FROM_VERIFICATION   # 3 months
540   2025-09-01  2025-10-15  -           2025-12-01  -           -           DOES_NOT_LAPSE              # NEET does not lapse, even past an expected end
610   2025-09-01  2025-10-15  -           -           -           -           DOES_NOT_LAPSE
615   2025-09-01  2025-10-15  -           -           -           -           DOES_NOT_LAPSE
616   2025-09-01  2025-10-15  2025-11-01  -           -           -           DOES_NOT_LAPSE
619   2025-09-01  2025-10-15  -           -           -           -           DOES_NOT_LAPSE
620   2025-09-01  2025-10-15  -           -           -           -           DOES_NOT_LAPSE
630   2025-09-01  2025-10-15  -           -           -           -           DOES_NOT_LAPSE
640   2025-09-01  2025-10-15  -           -           -           -           DOES_NOT_LAPSE
650   2025-09-01  2025-10-15  -           -           -           -           DOES_NOT_LAPSE
660   2025-09-01  2025-10-15  -           -           -           -           DOES_NOT_LAPSE
670   2025-09-01  2025-10-15  -           -           -           -           DOES_NOT_LAPSE
680   2025-09-01  2025-10-15  -           -           -           -           DOES_NOT_LAPSE
810   2025-09-01  2025-10-15  -           -           -           -           DOES_NOT_LAPSE
820   2025-09-01  2025-10-15  -           -           -           -           DOES_NOT_LAPSE
830   2025-09-01  2025-10-15  -           -           -           -           DOES_NOT_LAPSE
999   2025-09-01  2025-10-15  -           -           -           2025-08-31  CODE_NOT_PUBLISHED
"""
