"""How one history counts on chosen days: the day before, on and after each edge."""

SOURCE = (
    "docs/adr: the ledger; docs/published-facts.md, Currency: an expired record keeps its code and counts as not known"
)

GIVEN = """
code  start       end         verified    review  recorded
210   2025-09-03  -           2025-09-20  -       2025-09-20
330   2025-11-03  2026-06-30  2025-11-03  -       2025-11-05   # lapses on 3 May 2026, before its end
619   2026-07-10  2026-07-31  2026-07-10  -       2026-07-10
"""

EXPECTED = """
on          group      standing      code
2025-09-02  NOT_KNOWN  NO_STATEMENT  -
2025-09-03  EET        CURRENT       210
2025-11-02  EET        CURRENT       210
2025-11-03  EET        CURRENT       330
2026-05-03  EET        CURRENT       330   # the last day of its currency
2026-05-04  NOT_KNOWN  LAPSED        330   # lapsed, and sent with its code
2026-06-30  NOT_KNOWN  LAPSED        330
2026-07-01  NOT_KNOWN  ENDED         330   # both ended and lapsed: ended is said first
2026-07-09  NOT_KNOWN  ENDED         330
2026-07-10  NEET       CURRENT       619
2026-07-31  NEET       CURRENT       619
2026-08-01  NOT_KNOWN  ENDED         619
"""

WITHOUT_CURRENCY = """
on          group      standing  code
2026-05-04  EET        CURRENT   330
2026-06-30  EET        CURRENT   330
2026-07-01  NOT_KNOWN  ENDED     330
"""
