"""
The page of what is assumed: every published row of low confidence, with what is taken to hold until somebody corrects
it.
"""

from itertools import groupby

from scripts.reference.markdown import page
from towpath.standards import load_standards
from towpath.standards.assumed import LISTS, Assumed, list_assumed

WORDS = """Every figure that used one of these says so and links here. They were inferred or are weakly remembered; a
council that holds the requirement corrects them by a dated overlay (`docs/how-to/correct-a-published-list.md`), and no
code is touched.
"""


def pages() -> dict[str, str]:
    """Return the one page."""
    edition = load_standards().editions[-1]
    parts = [_part(list(group)) for _, group in groupby(list_assumed(edition), key=lambda each: each.anchor)]
    return {"reference/assumptions.md": page("What is assumed", WORDS, *parts)}


def _part(assumed: list[Assumed]) -> str:
    first = assumed[0]
    listed = "\n".join(f"- Taken to {each.words}." for each in assumed)
    title = f"{LISTS[first.list_name].capitalize()} {first.row.code}: {first.row.label}"
    return f'<a id="{first.anchor}"></a>\n\n## {title}\n\n{listed}\n'
