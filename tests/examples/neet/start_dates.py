"""Since when somebody is NEET: the first day of the unbroken run of NEET codes, with and without gaps not known breaking it."""

from tests.examples.drawn import Example

CHECKS = "docs/published-facts.md, Checks and layout, checks 224 to 226"

# `expected` draws: on, the start where a gap breaks the run, the start where it does not.
EXAMPLES = [
    Example(
        name="a change between NEET codes does not start the run again",
        source=CHECKS,
        given="""
            code  start       end  verified    recorded
            230   2025-09-01  -    2025-09-20  2025-09-20
            619   2025-11-03  -    2025-11-03  2025-11-03
            640   2026-01-05  -    2026-01-05  2026-01-05
        """,
        expected="""
            on          breaks      does_not_break
            2025-11-02  -           -
            2025-11-03  2025-11-03  2025-11-03
            2026-01-31  2025-11-03  2025-11-03
        """,
    ),
    Example(
        name="a job between two NEET spells starts the run again",
        source=CHECKS,
        given="""
            code  start       end         verified    review      recorded
            619   2025-09-01  2025-10-31  2025-09-05  -           2025-09-05
            350   2025-11-01  2025-11-30  2025-11-01  2025-11-20  2025-11-01
            619   2025-12-01  -           2025-12-01  -           2025-12-01
        """,
        expected="""
            on          breaks      does_not_break
            2026-01-31  2025-12-01  2025-12-01
        """,
    ),
    Example(
        name="a gap in which nobody knew breaks the run only by the council's setting",
        source=CHECKS + "; how a gap counts is not published",
        given="""
            code  start       end         verified    recorded
            619   2025-09-01  2025-10-31  2025-09-05  2025-09-05
            619   2025-12-01  -           2025-12-01  2025-12-01
        """,
        expected="""
            on          breaks      does_not_break
            2025-10-31  2025-09-01  2025-09-01
            2025-11-15  -           -            # not known on the day itself
            2026-01-31  2025-12-01  2025-09-01
        """,
    ),
    Example(
        name="a code that says not known is a gap like any other",
        source=CHECKS + "; how a gap counts is not published",
        given="""
            code  start       end  verified    recorded
            619   2025-09-01  -    2025-09-05  2025-09-05
            810   2025-11-01  -    2025-11-01  2025-11-01
            615   2025-12-01  -    2025-12-01  2025-12-01
        """,
        expected="""
            on          breaks      does_not_break
            2025-11-15  -           -
            2026-01-31  2025-12-01  2025-09-01
        """,
    ),
    Example(
        name="a lapsed job before NEET is no part of the run",
        source=CHECKS,
        given="""
            code  start       end  verified    recorded
            330   2025-01-01  -    2025-01-01  2025-01-01
            619   2025-09-01  -    2025-09-01  2025-09-01
        """,
        expected="""
            on          breaks      does_not_break
            2025-12-31  2025-09-01  2025-09-01
        """,
    ),
    Example(
        name="nobody is NEET who was never said to be",
        source=CHECKS,
        given="code  start       end  verified  recorded",
        expected="""
            on          breaks  does_not_break
            2025-12-31  -       -
        """,
    ),
]
