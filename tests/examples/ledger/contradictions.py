"""
When two senders contradict each other, with a setting of 14 days.

Each row is one pair: what already stands, what arrives, and whether the new one is held as a conflict.
"""

SOURCE = "docs/adr: the ledger. Late news and contradiction are held for a person, never silence (docs/published-facts.md, What practice asks)"
WITHIN_DAYS = 14

TABLE = """
standing  stood_from  stood_to    vouched     new  starts      ends        verified    same_sender  held
619       2025-11-03  -           2025-11-10  230  2025-09-08  -           2025-11-20  no           yes   # ten days apart, of the same days
619       2025-11-03  -           2025-11-10  230  2025-09-08  -           2025-11-24  no           yes   # 14 days apart
619       2025-11-03  -           2025-11-10  230  2025-09-08  -           2025-11-25  no           no    # 15 days apart: later news
619       2025-11-03  -           2025-11-10  230  2025-09-08  -           2025-10-01  no           no    # older news by 40 days
619       2025-11-03  -           2025-11-10  230  2025-09-08  -           2025-11-20  yes          no    # a sender may correct itself
619       2025-11-03  -           2025-11-10  619  2025-11-01  -           2025-11-12  no           no    # they agree
619       2025-11-03  -           2025-11-10  230  2025-11-11  -           2025-11-12  no           no    # started the day after: progress
619       2025-11-03  -           2025-11-10  230  2025-11-10  -           2025-11-12  no           yes   # claims the very day
230       2025-09-08  2025-10-31  2025-11-05  619  2025-11-01  -           2025-11-03  no           no    # vouches only to its end on 31 October
230       2025-09-08  2025-10-31  2025-11-05  619  2025-10-31  -           2025-11-03  no           yes   # both claim 31 October
810       2025-09-01  -           2025-11-10  230  2025-09-08  -           2025-11-20  no           no    # nobody knew, and now somebody does
830       2025-09-01  -           2025-11-10  230  2025-09-08  -           2025-11-10  no           no    # they would not say; the college does, that day
810       2025-09-01  -           2025-11-10  230  2025-09-08  -           2025-11-05  no           yes   # somebody looked since, and did not find them
230       2025-09-08  -           2025-11-10  810  2025-09-01  -           2025-11-12  no           yes   # one knows, the other has lost them since
"""
