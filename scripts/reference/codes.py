"""The pages of published codes: each edition's lists as they stand, its differences laid over what came before."""

from collections.abc import Iterable

from scripts.reference.markdown import page, table
from towpath.standards import load_standards
from towpath.standards.model import ActivityCode, Edition, LapseFrom, Row

ORDINARY = (
    ("Characteristics", "characteristics"),
    ("Cohort statuses", "cohort_statuses"),
    ("Intended destinations", "intended_destinations"),
    ("September Guarantee statuses", "guarantee_statuses"),
    ("Ethnicities", "ethnicities"),
)
WORDS = """A row's confidence is high where it was read in a source, medium where it fits several signs, and low where
it was inferred. A council may lay a dated correction over any row without touching the list.
"""


def pages() -> dict[str, str]:
    """Return one page for each edition's codes and one for each edition's fields and checks."""
    editions = load_standards().editions
    found = {f"reference/codes-{edition.name}.md": codes_page(edition) for edition in editions}
    return found | {f"reference/return-{edition.name}.md": return_page(edition) for edition in editions}


def codes_page(edition: Edition) -> str:
    parts = [opening(edition), "## Activities\n"]
    headings = ("Code", "Activity", "Group", "Duty to participate", "Lapses", "From", "To", "Confidence")
    parts.append(table(headings, (activity(row) for row in in_order(edition.activity_codes.values()))))
    for title, name in ORDINARY:
        rows = in_order(getattr(edition, name).values())
        cells = ((f"`{row.code}`", row.label, row.valid_from, row.valid_to, row.confidence) for row in rows)
        parts += [f"## {title}\n", table(("Code", "Meaning", "From", "To", "Confidence"), cells)]
    return page(f"Codes in {edition.name}", *parts)


def return_page(edition: Edition) -> str:
    fields = table(
        ("Element", "In", "Format", "Asked for", "When", "Confidence"),
        (
            (f"`{row.element}`", row.parent, row.format, row.mandatory, row.when, row.confidence)
            for row in edition.fields.values()
        ),
    )
    checks = table(
        ("Check", "What is wrong", "Severity", "Of the", "Confidence"),
        (
            (f"`{row.code}`", row.label, row.severity, row.level, row.confidence)
            for row in in_order(edition.checks.values())
        ),
    )
    return page(f"The return in {edition.name}", opening(edition), "## Fields\n", fields, "## Checks\n", checks)


def opening(edition: Edition) -> str:
    whole = "read whole" if edition.read_whole else "not read whole: only its differences were"
    return f"In force from {edition.starts_on}; {whole}. {edition.words}\n\n{WORDS}"


def in_order(rows: Iterable[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: row.code)


def activity(row: ActivityCode) -> tuple[object, ...]:
    duty = row.participation.replace("_", " ")
    return f"`{row.code}`", row.label, row.group, duty, lapse(row), row.valid_from, row.valid_to, row.confidence


def lapse(row: ActivityCode) -> str:
    """Return when an activity lapses, in words."""
    terms = row.terms
    if terms.lapse_from is LapseFrom.NONE:
        return "does not lapse"
    after = f"{terms.amount} {terms.unit} after " if terms.amount else ""
    start = {
        LapseFrom.ACADEMIC_YEAR_END: "the academic year's end",
        LapseFrom.VERIFIED: "it was verified",
        LapseFrom.REVIEW: "its review date",
    }[terms.lapse_from]
    return f"{after}{start}{', or its expected end if sooner' if terms.capped_by_expected_end else ''}"
