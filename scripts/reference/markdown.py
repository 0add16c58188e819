"""Tables and links as the generated pages write them."""

from collections.abc import Iterable, Sequence

MADE = "<!-- Written by make docs. Change what it is written from, not this page. -->\n"


def page(title: str, *parts: str) -> str:
    return "\n".join([MADE, f"# {title}\n", *parts])


def table(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return a table, or a sentence where it would be empty."""
    lines = [f"| {' | '.join(cell(value) for value in row)} |" for row in rows]
    if not lines:
        return "None.\n"
    return "\n".join([f"| {' | '.join(headings)} |", f"|{'---|' * len(headings)}", *lines]) + "\n"


def cell(value: object) -> str:
    """Return a value as one cell; an unknown one is blank, never a nought."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return " ".join(str(value).split()).replace("|", "\\|")


def anchor(heading: str) -> str:
    """Return the link to a heading on the same page."""
    kept = "".join(letter for letter in heading.lower() if letter.isalnum() or letter in " -_")
    return "#" + kept.replace(" ", "-")
