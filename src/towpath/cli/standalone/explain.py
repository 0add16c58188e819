"""`towpath explain CODE`: what a published code means in each list that holds it, with dates, source and doubt."""

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from towpath import clock
from towpath.cli.arguments import iso_date, overlaid_standards
from towpath.rules.duty import DUTY_WORDS
from towpath.rules.risk.meaning import FactorMeaning, factors_named
from towpath.standards import (
    ActivityCode,
    Area,
    Characteristic,
    Check,
    Confidence,
    CurrencyTerms,
    Edition,
    Group,
    GuaranteeStatus,
    LapseFrom,
    Standards,
    load_standards,
)
from towpath.standards.model import Row

LISTS = {
    "activity": "activity_codes",
    "check": "checks",
    "characteristic": "characteristics",
    "guarantee": "guarantee_statuses",
    "cohort": "cohort_statuses",
    "destination": "intended_destinations",
    "ethnicity": "ethnicities",
}
GROUP_WORDS = {
    Group.COMPULSORY: "Counts outside the 16 to 17 measures: of compulsory school age.",
    Group.EET: "Counts as EET: in education, employment or training.",
    Group.NEET: "Counts as NEET: not in education, employment or training.",
    Group.OTHER: "Left out of the measures, both above and below the line.",
    Group.NOT_KNOWN: "Counts as not known.",
}
MEASURE_WORDS = {
    "full_time_education": "full-time education",
    "part_time_education": "part-time education",
    "apprenticeship": "apprenticeships",
    "employment_with_study": "employment with study towards a regulated qualification",
    "work_based_learning": "work-based learning",
    "other_training": "other training",
}


@dataclass(frozen=True, slots=True)
class Meaning:
    """One meaning of a code: the list it stands in, its words, and every fact worth saying as (heading, words)."""

    list_name: str
    row: Row | FactorMeaning
    facts: tuple[tuple[str, str], ...]


def main(arguments: Sequence[str]) -> int:
    """Say what a code means and return 0, or 1 where nothing published has that code."""
    given = _parser().parse_args(arguments)
    meanings = list(meanings_of(given.code, given.list, given.on or clock.today(), given.overlay))
    if given.json:
        print(json.dumps({"code": given.code, "meanings": [_as_json(meaning) for meaning in meanings]}))
    elif meanings:
        print("\n\n".join(_as_text(meaning) for meaning in meanings))
    else:
        where = f" in the list {given.list}" if given.list else ""
        print(f"Nothing published has the code {given.code!r}{where}. Codes are as in the return, such as 330 or P.")
    return 0 if meanings else 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="towpath explain", description=__doc__)
    parser.add_argument("code", help="a code of the return, such as 330, a check's number, or a council's code")
    parser.add_argument("--list", choices=[*LISTS, "area", "factor"], help="only this list")
    parser.add_argument("--on", type=iso_date, metavar="DATE", help="as published on this day (default: today)")
    parser.add_argument("--overlay", type=overlaid_standards, metavar="FILE", default=load_standards())
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    return parser


def meanings_of(code: str, only_list: str | None, on: date, standards: Standards) -> Iterator[Meaning]:
    """Yield every meaning of a code, each under its list's name, as published on a day."""
    edition = standards.edition_on(on)
    for list_name, attribute in LISTS.items():
        row = getattr(edition, attribute).get(code.upper())
        if row is not None and only_list in (None, list_name):
            yield Meaning(list_name, row, (*_facts(row), *_standing(row, edition)))
    area = standards.areas.get(code)
    if area is not None and only_list in (None, "area"):
        yield Meaning("area", area, (*_facts(area), *_provenance(area)))
    if only_list in (None, "factor"):
        for factor in factors_named(code):
            yield Meaning("factor", factor, factor.facts)


def _facts(row: Row) -> Iterator[tuple[str, str]]:
    match row:
        case ActivityCode():
            yield "Status", GROUP_WORDS[row.group]
            yield "Duty", DUTY_WORDS[row.participation] + _doubt(row.participation_confidence)
            yield "Measure", _measure(row)
            yield "Currency", _currency(row.terms) + _doubt(row.currency_confidence)
            asked = [
                ("expected end", row.expected_end),
                ("review date", row.review_date),
                ("lapse date", row.lapse_date),
                ("NEET start date", row.neet_start_date),
            ]
            required = [words for words, need in asked if need == "required"]
            yield "Return asks for", ", ".join(required) or "no further date"
        case Check():
            yield "Severity", row.severity.replace("_", " ")
            yield "Looks at", "each record" if row.level == "record" else "the whole file"
        case Characteristic():
            yield (
                "Vulnerable group",
                "in the published group" if row.in_vulnerable_group else "not in the published group",
            )
        case GuaranteeStatus():
            years = [words for words, used in (("Year 11", row.for_year_11), ("Year 12", row.for_year_12)) if used]
            yield "Used for", " and ".join(years)
            yield "Published as", row.category.replace("_", " ") + _doubt(row.category_confidence)
        case Area():
            yield "Region", row.region or "none"
            yield "ONS code", row.ons_code or "none"
            if row.successors:
                yield "Replaced by", ", ".join(row.successors)


def _measure(row: ActivityCode) -> str:
    if row.measure in MEASURE_WORDS:
        return f"In the published participation figure, under {MEASURE_WORDS[row.measure]}."
    return "Not in the published participation figure."


def _currency(terms: CurrencyTerms) -> str:
    unit = "days" if terms.unit is None else terms.unit.value
    words = {
        LapseFrom.NONE: "Does not lapse.",
        LapseFrom.ACADEMIC_YEAR_END: "Lapses after 31 August of the academic year in which it was verified.",
        LapseFrom.VERIFIED: f"Lapses {terms.amount} {unit} after it was verified.",
        LapseFrom.REVIEW: f"Lapses {terms.amount} {unit} after its review date.",
    }[terms.lapse_from]
    return words + (" Never after the expected end." if terms.capped_by_expected_end else "")


def _doubt(confidence: Confidence) -> str:
    return "" if confidence is Confidence.HIGH else f" ({confidence.value} confidence)"


def _standing(row: Row, edition: Edition) -> Iterator[tuple[str, str]]:
    whole = "" if edition.read_whole else ", not read whole"
    yield "Edition", f"{edition.name}{whole}"
    yield from _provenance(row)


def _provenance(row: Row) -> Iterator[tuple[str, str]]:
    if row.valid_from or row.valid_to:
        start = row.valid_from.isoformat() if row.valid_from else "the beginning"
        yield "In force", f"from {start} to {row.valid_to.isoformat() if row.valid_to else 'now'}"
    if row.note:
        yield "Note", row.note[0].upper() + row.note[1:]
    yield "Confidence", row.confidence.value
    yield "Source", ", ".join(row.basis)


def _as_text(meaning: Meaning) -> str:
    lines = [f"{meaning.list_name} {meaning.row.code}: {meaning.row.label}"]
    lines += [f"  {heading + ':':<18} {words}" for heading, words in meaning.facts]
    return "\n".join(lines)


def _as_json(meaning: Meaning) -> dict[str, object]:
    facts = {heading.lower().replace(" ", "_"): words for heading, words in meaning.facts}
    return {"list": meaning.list_name, "label": meaning.row.label, **facts}
