"""
The page of what is assumed: every published row of low confidence, with what is taken to hold until somebody corrects
it.
"""

from collections.abc import Iterator

from scripts.reference.markdown import page
from towpath.standards import ActivityCode, Confidence, load_standards

WORDS = """Every figure that used one of these says so and links here. They were inferred or are weakly remembered; a
council that holds the requirement corrects them by a dated overlay (`docs/how-to/correct-a-published-list.md`), and no
code is touched.
"""


def pages() -> dict[str, str]:
    """Return the one page."""
    edition = load_standards().editions[-1]
    parts = [part for row in edition.activity_codes.values() for part in _assumed(row)]
    return {"reference/assumptions.md": page("What is assumed", WORDS, *parts)}


def _assumed(row: ActivityCode) -> Iterator[str]:
    told = [
        (row.confidence, "How it counts (EET, NEET, not known) is weakly known."),
        (row.currency_confidence, f"Taken to lapse {_lapses(row)}."),
        (
            row.participation_confidence,
            f"Taken to stand to the duty to participate as: {row.participation.replace('_', ' ')}.",
        ),
    ]
    low = [words for confidence, words in told if confidence is Confidence.LOW]
    if low:
        listed = "\n".join(f"- {words}" for words in low)
        yield f'<a id="activity-{row.code}"></a>\n\n## Activity {row.code}: {row.label}\n\n{listed}\n'


def _lapses(row: ActivityCode) -> str:
    terms = row.terms
    capped = ", or at its expected end if that is sooner" if terms.capped_by_expected_end else ""
    if terms.amount is None:
        return terms.lapse_from.replace("_", " ")
    return f"{terms.amount} {terms.unit} after it was verified{capped}"
