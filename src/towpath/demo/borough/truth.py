"""
The truth, kept apart: plain CSVs that say who every row is, what was really so, and what was done to it. Never
loaded, only scored against.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from towpath.demo.borough.borough import Borough
from towpath.demo.borough.council import known_people
from towpath.demo.borough.lives import first_six_months
from towpath.demo.borough.mess import Planted
from towpath.demo.borough.paths import NEET_CODES
from towpath.demo.borough.tables import Table
from towpath.demo.borough.xml_files import XmlFile
from towpath.rules.dates import month_ends

Row = Sequence[object]
COLUMNS: dict[str, dict[str, str]] = {
    "people": {
        "person_id": "the true person: every other truth file uses it",
        "legal_given_name": "",
        "middle_names": "",
        "legal_family_name": "",
        "preferred_given_name": "",
        "preferred_family_name": "",
        "former_family_name": "",
        "birth_date": "",
        "gender": "F, M, U or W",
        "ethnicity": "school census code",
        "first_language": "census code",
        "year_group": "National Curriculum year on the day, counted on past 13",
        "upn": "",
        "former_upn": "",
        "uln": "empty before Year 10",
        "nccis_id": "",
        "local_id": "number in the previous system",
        "address": "true address, protected ones too",
        "postcode": "",
        "former_postcode": "where old records may still put them",
        "is_resident": "Y or N: N learns here and lives elsewhere",
        "is_tracked": "Y where the monthly return covers them",
        "is_newcomer": "Y where the previous system has never heard of them",
        "is_protected": "Y where the address must not leave",
        "household": "people with one number are one family",
        "is_placed": "Y where care has placed them away from the family's home",
        "twin_of": "person_id",
        "held_for": "cohort, plan or care",
        "schooling": "here, outside, independent, home or missing, up to Year 11",
        "school": "LA and DfE number of the school here up to Year 11",
        "sharing_limited": "Y where only name, address and birth date may be used",
    },
    "risk": {
        "person_id": "",
        "fsm": "Y or N",
        "sen": "N, K (support) or E (plan)",
        "characteristics": "published codes with spaces between",
        "attendance": "true percentage of the autumn term",
        "attainment": "standard deviations from the mean",
        "suspensions": "",
        "child_in_need": "Y or N",
        "in_year_move": "Y or N",
        "predictor": "logit of being NEET after Year 11, luck left out",
        "luck": "what no record holds, on the same scale",
    },
    "support": {
        "person_id": "leavers: at risk or not, supported or not",
        "left_school": "year of leaving Year 11",
        "at_risk": "Y where their school's list of Year 11 gave points enough",
        "supported": "Y or N",
        "adviser": "",
        "start_date": "",
        "level": "1 intensive, 2 supported",
        "window_days": "days of the first six months that have passed: 1 September to the end of February",
        "neet_days": "NEET days in the window as it was",
        "neet_days_without": "as it would have been without support",
        "neet_days_with": "as it would have been with support",
    },
    "early_support": {"person_id": "supported in Years 9 to 11 now", "adviser": "", "start_date": "", "level": ""},
    "status": {
        "person_id": "tracked people past Year 11",
        "month_end": "",
        "code": "true activity code",
        "status": "EET, NEET or OTHER: what was really so, known or not",
        "start_date": "of the true activity",
        "place": "school, provider or employer",
    },
    "recorded": {
        "person_id": "",
        "month_end": "the end of last month: what the previous system held",
        "code": "",
        "start_date": "",
        "verified_date": "",
        "lapses_date": "last day it counts as known; empty where it does not lapse",
        "status": "EET, NEET, OTHER or NOT_KNOWN on that day",
    },
    "spells": {
        "person_id": "",
        "code": "",
        "start_date": "",
        "end_date": "empty where still going on",
        "place": "",
        "expected_end_date": "",
    },
    "confirmations": {
        "person_id": "",
        "date": "",
        "code": "what was true",
        "how": "",
        "told_by": "",
        "adviser": "",
        "outcome": "confirmed, or why an attempt failed",
    },
    "september": {
        "person_id": "",
        "what": "gone: moved away in the summer; unlisted: left off their list; twice: listed by another place too",
        "where": "council they live in now, or the other place",
    },
    "rows": {
        "file": "path in the inbox",
        "sheet": "",
        "row": "row number as a spreadsheet shows it, or the line of an XML record",
        "person_id": "whose row it truly is",
        "fault": "kind of fault planted on it, if any",
    },
    "faults": {
        "kind": "",
        "level": "cell, row or file",
        "file": "",
        "sheet": "",
        "row": "empty for a whole file, or somebody left out",
        "column": "canonical field",
        "person_id": "",
        "true": "as the sender should have written it",
        "given": "as it was written",
        "expect": "what a good reader does",
        "words": "",
    },
}
"""
Each truth file's columns in order, and what they hold where the name does not say it all. The how-to lists the same.
"""


def truth_files(
    borough: Borough, tables: Sequence[Table], xml: Sequence[XmlFile], planted: Sequence[Planted]
) -> Iterator[tuple[str, str]]:
    """Yield (name, text) for each truth file. Tables must have been written, so that their rows are numbered."""
    contents: dict[str, Iterable[Row]] = {
        "people": _people(borough),
        "risk": _risk(borough),
        "support": _support(borough),
        "early_support": ((i, s.adviser, s.start_date, s.level) for i, s in borough.early_support.items()),
        "status": _status(borough),
        "recorded": _recorded(borough),
        "spells": (
            (p, s.code, s.start_date, s.end_date, s.place, s.expected_end_date)
            for p, life in borough.lives.items()
            for s in life.spells
        ),
        "confirmations": (
            (c.person_id, c.day, c.spell.code, c.how, c.told_by, c.adviser, c.outcome)
            for told in borough.confirmations.values()
            for c in told
        ),
        "september": _september(borough),
        "rows": _rows(tables, xml, planted),
        "faults": _faults(planted),
    }
    for name, rows in contents.items():
        yield f"{name}.csv", to_csv(tuple(COLUMNS[name]), rows)


def to_csv(header: Row, rows: Iterable[Row]) -> str:
    """Return rows as CSV; truth values as Y and N, nothing as an empty cell."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(
        [("Y" if cell else "N") if isinstance(cell, bool) else "" if cell is None else cell for cell in row]
        for row in rows
    )
    return out.getvalue()


def group_of(code: str) -> str:
    """Return how a code counts: EET, NEET, NOT_KNOWN or OTHER."""
    if code in NEET_CODES:
        return "NEET"
    return "NOT_KNOWN" if code in ("810", "820", "830") else "OTHER" if code == "710" or code < "200" else "EET"


def _people(borough: Borough) -> Iterator[Row]:
    for p in borough.people:
        facts, gone = borough.facts[p.id], borough.september.gone.get(p.id)
        home, former = (gone, p.home) if gone else (p.home, p.former_home)
        yield (
            p.id,
            p.legal_given_name,
            p.middle_names,
            p.legal_family_name,
            p.preferred_given_name,
            p.preferred_family_name,
            p.former_family_name,
            p.birth_date,
            p.gender,
            p.ethnicity,
            p.first_language,
            p.year_group,
            p.upn,
            p.former_upn,
            p.uln,
            p.nccis_id,
            p.local_id,
            f"{home.line_1}, {home.town}",
            home.postcode,
            former.postcode if former else "",
            borough.is_resident(p),
            borough.is_tracked(p, borough.on),
            p.id in borough.newcomers,
            p.protected,
            p.family.number,
            p.placement is not None,
            borough.twins.get(p.id, ""),
            p.held_for,
            facts.schooling,
            facts.school.laestab if facts.school else "",
            facts.sharing_limited,
        )


def _risk(borough: Borough) -> Iterator[Row]:
    for person_id, f in borough.facts.items():
        if person_id in borough.predictors:
            yield (
                person_id,
                f.fsm,
                f.sen,
                " ".join(sorted(f.characteristics)),
                f"{f.attendance:.1f}",
                f"{f.attainment:.2f}",
                f.suspensions,
                f.child_in_need,
                f.in_year_move,
                f"{borough.predictors[person_id]:.4f}",
                f"{f.late_luck:.4f}",
            )


def _support(borough: Borough) -> Iterator[Row]:
    for person_id, life in borough.lives.items():
        s = life.support
        first, last = first_six_months(life.left_school, borough.on)
        yield (
            person_id,
            life.left_school,
            life.at_risk,
            s is not None,
            s.adviser if s else "",
            s.start_date if s else "",
            s.level if s else "",
            (last - first).days + 1,
            life.days_with if s else life.days_without,
            life.days_without,
            life.days_with,
        )


def _status(borough: Borough) -> Iterator[Row]:
    for person in borough.people:
        if not borough.is_tracked(person, borough.on) or person.id not in borough.lives:
            continue
        life = borough.lives[person.id]
        for end in month_ends(life.spells[0].start_date, borough.on):
            spell = next((s for s in life.spells if s.holds(end)), None)
            if spell:
                yield person.id, end, spell.code, group_of(spell.code), spell.start_date, spell.place


def _recorded(borough: Borough) -> Iterator[Row]:
    on = borough.last_month
    for person, known in known_people(borough):
        last = known[-1]
        lapsed = last.lapses_date is not None and last.lapses_date < on
        yield (
            person.id,
            on,
            last.code,
            last.start_date,
            last.verified_date,
            last.lapses_date,
            "NOT_KNOWN" if lapsed else group_of(last.code),
        )


def _september(borough: Borough) -> Iterator[Row]:
    happened = borough.september
    yield from ((person_id, "gone", home.la) for person_id, home in happened.gone.items())
    yield from ((person_id, "unlisted", "") for person_id in sorted(happened.unlisted))
    yield from ((person_id, "twice", provider.name) for person_id, provider in happened.twice.items())


def _rows(tables: Sequence[Table], xml: Sequence[XmlFile], planted: Sequence[Planted]) -> Iterator[Row]:
    struck = {id(p.line): p.kind.kind for p in planted if p.line is not None}
    for table in tables:
        for line in table.lines:
            if line.person_id:
                yield table.path, table.sheet, line.row, line.person_id, struck.get(id(line), "")
    for file in xml:
        for person_id, row in file.rows:
            yield file.path, "", row, person_id, ""


def _faults(planted: Sequence[Planted]) -> Iterator[Row]:
    for p in planted:
        row = p.line.row if p.line else ""
        yield (
            p.kind.kind,
            p.kind.level,
            p.table.path,
            p.table.sheet,
            row,
            p.column,
            p.person_id,
            p.true,
            p.given,
            p.kind.expect,
            p.kind.words,
        )
