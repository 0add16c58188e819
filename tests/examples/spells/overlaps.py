"""Overlaps, late news and confirmation: on any day the highest-ranked statement already started speaks."""

from tests.examples.drawn import Example

LEDGER = "docs/adr: one rule for overlaps, late news, confirmation and conflict"
PRACTICE = "docs/published-facts.md, Days NEET"

EXAMPLES = [
    Example(
        name="nothing said is not known on every day",
        source="docs/adr: a person with no statement counts as not known by subtraction",
        given="code  start       end  verified  recorded",
        expected="from  to  code  group",
    ),
    Example(
        name="one statement speaks from its start until it lapses",
        source="docs/published-facts.md, Currency: education lapses on 31 August",
        given="""
            code  start       end  verified    recorded
            230   2025-09-08  -    2025-10-03  2025-10-03
        """,
        expected="""
            from        to          code  group
            2025-09-08  2026-08-31  230   EET
        """,
    ),
    Example(
        name="a list dated 1 October and loaded on 20 November loses to a call verified on 10 November",
        source=LEDGER,
        given="""
            code  start       end  verified    recorded
            619   2025-11-03  -    2025-11-10  2025-11-10
            230   2025-09-08  -    2025-10-01  2025-11-20   # late news of an earlier day
        """,
        expected="""
            from        to          code  group
            2025-09-08  2025-11-02  230   EET
            2025-11-03  -           619   NEET
        """,
    ),
    Example(
        name="a back-filled spell that has ended cannot wipe out a later one",
        source=LEDGER,
        given="""
            code  start       end         verified    recorded
            310   2025-11-01  -           2025-11-05  2025-11-05
            619   2025-09-01  2025-10-31  2025-12-01  2025-12-01   # written down last, vouches only to its end
        """,
        expected="""
            from        to          code  group
            2025-09-01  2025-10-31  619   NEET
            2025-11-01  2026-11-05  310   EET
        """,
        why="The apprenticeship lapses 12 months after 5 November 2025.",
    ),
    Example(
        name="confirming again extends the activity without a gap",
        source=LEDGER,
        given="""
            code  start       end  verified    recorded
            330   2025-09-01  -    2025-09-15  2025-09-15   # alone, would lapse on 15 March 2026
            330   2025-09-01  -    2026-03-10  2026-03-10
        """,
        expected="""
            from        to          code  group
            2025-09-01  2026-09-10  330   EET
        """,
        why="Both start on 1 September, so the later verification speaks from the first day and the earlier one on none.",
    ),
    Example(
        name="once a later statement has started and ended the earlier one does not resume",
        source=LEDGER,
        given="""
            code  start       end         verified    recorded
            230   2025-09-01  -           2025-09-20  2025-09-20
            350   2025-12-01  2025-12-24  2025-12-02  2025-12-02   # a Christmas job
        """,
        expected="""
            from        to          code  group
            2025-09-01  2025-11-30  230   EET
            2025-12-01  2025-12-24  350   EET
        """,
        why="From 25 December the job has ended and college is not taken up again until somebody says so.",
    ),
    Example(
        name="two statements of one day: the one written down last speaks",
        source=LEDGER,
        given="""
            code  start       end  verified    recorded
            619   2025-10-01  -    2025-10-01  2025-10-02
            230   2025-10-01  -    2025-10-01  2025-10-02   # same day, same record date, later in the book
        """,
        expected="""
            from        to          code  group
            2025-10-01  2026-08-31  230   EET
        """,
    ),
    Example(
        name="a statement recorded later wins where both vouch from the same day",
        source=LEDGER,
        given="""
            code  start       end  verified    recorded
            230   2025-10-01  -    2025-10-06  2025-10-09
            619   2025-10-01  -    2025-10-06  2025-10-07
        """,
        expected="""
            from        to          code  group
            2025-10-01  2026-08-31  230   EET
        """,
    ),
    Example(
        name="an activity of one day counts that day",
        source="docs/adr: end is the last day that counts",
        given="""
            code  start       end         verified    recorded
            619   2025-10-01  2025-10-01  2025-10-01  2025-10-01
        """,
        expected="""
            from        to          code  group
            2025-10-01  2025-10-01  619   NEET
        """,
    ),
    Example(
        name="a verification before the start vouches from the start",
        source="docs/published-facts.md, Checks and layout: check 256: verification may not precede the start",
        given="""
            code  start       end  verified    recorded
            330   2025-10-01  -    2025-09-20  2025-09-20
        """,
        expected="""
            from        to          code  group
            2025-10-01  2026-04-01  330   EET
        """,
    ),
    Example(
        name="no verification means verified on the start date",
        source="docs/adr: the ledger",
        given="""
            code  start       end  verified  recorded
            330   2025-10-01  -    -         2025-11-20
        """,
        expected="""
            from        to          code  group
            2025-10-01  2026-04-01  330   EET
        """,
    ),
    Example(
        name="a start in the future does not speak before it comes",
        source=LEDGER,
        given="""
            code  start       end  verified    recorded
            615   2025-09-01  -    2025-09-02  2025-09-02
            230   2026-01-05  -    2025-12-15  2025-12-15
        """,
        expected="""
            from        to          code  group
            2025-09-01  2026-01-04  615   NEET
            2026-01-05  2026-08-31  230   EET
        """,
        why="A start date agreed is NEET until the start.",
    ),
    Example(
        name="an activity already lapsed when the next one starts leaves a gap not known",
        source="docs/published-facts.md, Currency",
        given="""
            code  start       end  verified    recorded
            330   2025-01-10  -    2025-01-10  2025-01-10
            619   2025-09-01  -    2025-09-05  2025-09-05
        """,
        expected="""
            from        to          code  group
            2025-01-10  2025-07-10  330   EET
            2025-09-01  -           619   NEET
        """,
    ),
    Example(
        name="a statement verified before another starts still gives way when that one starts later and vouches later",
        source=LEDGER,
        given="""
            code  start       end  verified    recorded
            230   2025-09-01  -    2025-12-01  2025-12-01
            619   2025-10-01  -    2025-10-20  2025-10-20   # vouched for earlier than the college was
        """,
        expected="""
            from        to          code  group
            2025-09-01  2026-08-31  230   EET
        """,
        why="College was confirmed on 1 December, after the NEET report of 20 October, and had started first.",
    ),
    Example(
        name="three statements: only what is outranked by something already started falls silent",
        source=LEDGER,
        given="""
            code  start       end         verified    recorded
            230   2025-09-01  -           2025-09-10  2025-09-10
            619   2025-11-01  2025-11-30  2025-11-03  2025-11-03
            310   2025-12-01  -           2025-12-04  2025-12-04
        """,
        expected="""
            from        to          code  group
            2025-09-01  2025-10-31  230   EET
            2025-11-01  2025-11-30  619   NEET
            2025-12-01  2026-12-04  310   EET
        """,
    ),
    Example(
        name="re-engagement is not NEET and a young adult in custody is left out",
        source=PRACTICE + "; docs/published-facts.md, Cohort",
        given="""
            code  start       end         verified    review      recorded
            530   2025-09-01  2025-10-31  2025-09-01  -           2025-09-01
            710   2025-11-01  -           2025-11-01  2026-01-10  2025-11-01
        """,
        expected="""
            from        to          code  group
            2025-09-01  2025-10-31  530   EET
            2025-11-01  2026-02-07  710   OTHER
        """,
        why="Custody lapses 28 days after its review date: 10 January + 21 days is 31 January, + 7 days is 7 February.",
    ),
    Example(
        name="a code that says not known is a spell of its own that never lapses",
        source="docs/published-facts.md, Currency: 810 to 830 have no lapse date",
        given="""
            code  start       end  verified    recorded
            810   2025-09-01  -    2025-09-01  2025-09-01
        """,
        expected="""
            from        to  code  group
            2025-09-01  -   810   NOT_KNOWN
        """,
    ),
    Example(
        name="a code never published says nothing, yet silences what it outranks",
        source=LEDGER,
        given="""
            code  start       end  verified    recorded
            230   2025-09-01  -    2025-09-10  2025-09-10
            999   2025-11-01  -    2025-11-10  2025-11-10
        """,
        expected="""
            from        to          code  group
            2025-09-01  2025-10-31  230   EET
        """,
    ),
]
