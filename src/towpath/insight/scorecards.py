"""
Reading DfE's own files of councils' figures: the NEET and participation scorecard, and the statistical neighbours.

Columns are found by their headings, so that a later year with columns added needs no change here.
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from hashlib import sha256

from towpath.insight.figures import GroupMember, Level, PublishedValue, Reading, Source
from towpath.rules.problems import Problem
from towpath.rules.ranks import Measure

LICENCE = "Contains public sector information licensed under the Open Government Licence v3.0."
SCORECARD_WORDS = "DfE, NEET and participation local authority scorecard"
NEIGHBOURS = "Statistical neighbours"
NEIGHBOUR_WORDS = "DfE, children's services statistical neighbours"

AGES = {"", "16-17", "16 to 17", "16 and 17"}
"""The ages that the measures are of, however written; rows of one age alone are passed over."""
LEVELS = {
    "national": Level.NATIONAL,
    "regional": Level.REGIONAL,
    "local authority": Level.COUNCIL,
    "local_authority": Level.COUNCIL,
}
MANY = 10
ALIKE = 0.9
NOT_GIVEN = "x"
SYMBOLS = {"c", "z", "x", "low", "-", ":", "..", "k", "u"}
HEADINGS = 1
MOST_PERCENT = 150
"""Offers have been published that come to a little more than the cohort; far more is a count in the wrong column."""

# Each measure's value, cohort and quintile, by every heading that a year's file has given it, tidied as `_tidied`.
VALUE_HEADINGS: Mapping[Measure, tuple[str, ...]] = {
    Measure.COMBINED: ("neet_not_known_percent", "neet_nk_percent", "neetnk_percent"),
    Measure.NEET: ("neet_percent",),
    Measure.NOT_KNOWN: ("notknown_percent", "not_known_percent", "nk_percent"),
    Measure.PARTICIPATION: (
        "total_participating_in_education_and_training_percent",
        "total_participating_in_education_training_percent",
    ),
    Measure.GUARANTEE: ("september_guarantee_offer_made_percent", "sep_guarantee_offer_made_percent"),
}
_WINTER_COHORT = ("cohort_djfavg", "cohort_neetnk", "cohort_djf_avg")
COHORT_HEADINGS: Mapping[Measure, tuple[str, ...]] = {
    Measure.COMBINED: _WINTER_COHORT,
    Measure.NEET: _WINTER_COHORT,
    Measure.NOT_KNOWN: _WINTER_COHORT,
    Measure.PARTICIPATION: ("cohort_march", "cohort_participation"),
    Measure.GUARANTEE: ("cohort_september_guarantee", "september_guarantee_cohort"),
}
QUINTILE_HEADINGS: Mapping[Measure, tuple[str, ...]] = {
    Measure.COMBINED: ("neet_nk_quintile", "neet_not_known_quintile"),
    Measure.NEET: ("neet_quintile",),
    Measure.NOT_KNOWN: ("notknown_quintile", "not_known_quintile"),
    Measure.PARTICIPATION: ("participation_et_quintile", "participation_quintile"),
    Measure.GUARANTEE: ("sep_guarantee_quintile", "september_guarantee_quintile"),
}
SCORECARD_NEEDS = ("time_period", "geographic_level", "la_name")
NEIGHBOURS_NEED = ("la_number", "rank", "neighbour_la_number", "neighbour_name")

_Row = Mapping[str, str]


class UnknownFileError(Exception):
    """The file is neither of those that can be read; `problem` says what it has and what to give."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


def read_published_file(content: bytes, name: str) -> Reading:
    """
    Return what one of DfE's files holds.

    :raises UnknownFileError: it is not a scorecard nor a list of neighbours, by its headings
    """
    headings, rows = _rows(content, name)
    source = Source(name=name, words="", sha256=sha256(content).hexdigest())
    if all(needed in headings for needed in SCORECARD_NEEDS) and _measures_in(headings):
        return _scorecard(headings, rows, source)
    if all(needed in headings for needed in NEIGHBOURS_NEED):
        return _neighbours(rows, source)
    raise UnknownFileError(_unknown(name, headings))


def _rows(content: bytes, name: str) -> tuple[list[str], Sequence[tuple[int, _Row]]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        # What is not UTF-8 was most often saved from a spreadsheet.
        text = content.decode("cp1252", errors="replace")
    if "\0" in text:
        raise UnknownFileError(_unknown(name, []))
    given = list(csv.reader(io.StringIO(text, newline="")))
    headings = [_tidied(cell) for cell in given[0]] if given else []
    rows: list[tuple[int, _Row]] = [
        (number, dict(zip(headings, (cell.strip() for cell in cells), strict=False)))
        for number, cells in enumerate(given[HEADINGS:], start=HEADINGS + 1)
        if any(cell.strip() for cell in cells)
    ]
    return headings, rows


def _tidied(heading: str) -> str:
    """Return a heading in small letters and underscores, its last word written out."""
    tidied = re.sub(r"[^a-z0-9]+", "_", heading.strip().lower()).strip("_")
    return re.sub(r"_(perc|pct|percentage)$", "_percent", tidied)


def _unknown(name: str, headings: Sequence[str]) -> Problem:
    seen = f"Its headings begin {', '.join(headings[:6])}." if headings else "It has no headings that can be read."
    return Problem(
        code="not-a-published-file",
        message=f"{name} is neither DfE's NEET and participation scorecard nor its list of statistical neighbours."
        f" {seen} Give the scorecard as CSV, with the columns {', '.join(SCORECARD_NEEDS)} and one for each measure,"
        f" or the neighbours with {', '.join(NEIGHBOURS_NEED)}.",
        value=name,
    )


def _measures_in(headings: Sequence[str]) -> dict[Measure, str]:
    return {measure: column for measure, names in VALUE_HEADINGS.items() if (column := _found(names, headings))}


def _found(names: Sequence[str], headings: Sequence[str]) -> str:
    return next((name for name in names if name in headings), "")


def _scorecard(headings: Sequence[str], rows: Sequence[tuple[int, _Row]], source: Source) -> Reading:
    measures = _measures_in(headings)
    problems = [_missing_measure(measure, source.name) for measure in VALUE_HEADINGS if measure not in measures]
    values: dict[tuple[object, ...], PublishedValue] = {}
    skipped = 0
    for number, row in rows:
        if row.get("age", "").lower() not in AGES:
            skipped += 1
            continue
        place, wrong = _place(number, row, source.name)
        problems += wrong
        if place is None:
            continue
        for measure, column in measures.items():
            value = _value(place, row, headings, measure, column)
            key = (value.year, value.level, value.area_code, value.name, measure)
            problem = _value_problem(value, number, column, source.name, is_repeated=key in values)
            if problem:
                problems.append(problem)
            if not problem or problem.severity == "warning":
                values[key] = value
    for measure in _all_alike(values.values()):
        problems.append(_alike_problem(measure, measures[measure], source.name))
        values = {key: value for key, value in values.items() if value.measure is not measure}
    years = ", ".join(str(year) for year in sorted({each.year for each in values.values()}))
    words = f"{SCORECARD_WORDS}, {years}. {LICENCE}"
    return Reading(
        source=replace(source, words=words),
        read=len(rows),
        skipped=skipped,
        values=tuple(values.values()),
        problems=tuple(problems),
    )


def _all_alike(values: Iterable[PublishedValue]) -> list[Measure]:
    """Return the measures of which nearly all councils have one value, as in a file made to try screens with."""
    numbers: dict[Measure, list[Decimal]] = {measure: [] for measure in Measure}
    for each in values:
        if each.level is Level.COUNCIL and each.value is not None:
            numbers[each.measure].append(each.value)
    return [
        measure
        for measure, given in numbers.items()
        if len(given) >= MANY and Counter(given).most_common(1)[0][1] >= len(given) * ALIKE
    ]


def _alike_problem(measure: Measure, column: str, name: str) -> Problem:
    return Problem(
        code="all-alike",
        message=f"Nearly every council in {name} has the same {measure.value}, so these are no published figures."
        " None of them was kept. Download the scorecard again.",
        sheet=name,
        column=column,
    )


def _missing_measure(measure: Measure, name: str) -> Problem:
    return Problem(
        code="no-such-column",
        message=f"{name} has no column for {measure.value}, so nothing of it was loaded. It is looked for as"
        f" {' or '.join(VALUE_HEADINGS[measure])}.",
        severity="warning",
        column=VALUE_HEADINGS[measure][0],
    )


def _place(number: int, row: _Row, name: str) -> tuple[PublishedValue | None, list[Problem]]:
    """Return a value with nothing but its year and place filled in, and what was wrong with them."""
    level = LEVELS.get(row["geographic_level"].lower())
    year = _year(row["time_period"])
    if level is None or year is None:
        column = "geographic_level" if level is None else "time_period"
        told = "national, regional or local authority" if level is None else "a year, as 2024 or 202324"
        return None, [_row_problem("not-understood", number, column, row[column], name, f"Write {told}.")]
    names = {
        Level.NATIONAL: ("", row.get("country_code", ""), row.get("country_name", "")),
        Level.REGIONAL: ("", row.get("region_code", ""), row.get("region_name", "")),
        Level.COUNCIL: (row.get("old_la_code", ""), row.get("new_la_code", ""), row["la_name"]),
    }
    code, ons_code, place_name = names[level]
    # A single letter says that the cell does not apply.
    code, ons_code = (re.sub(r"^[a-z]$", "", each) for each in (code, ons_code))
    if not re.fullmatch(r"(\d{3})?", code):
        return None, [_row_problem("not-understood", number, "old_la_code", code, name, "Write three digits.")]
    if not re.fullmatch(r"([A-Z]\d{8})?", ons_code):
        return None, [_row_problem("not-understood", number, "new_la_code", ons_code, name, "Write it as E08000014.")]
    place = PublishedValue(
        year=year,
        level=level,
        area_code=code,
        ons_code=ons_code,
        name=place_name,
        region=row.get("region_name", "") if level is not Level.NATIONAL else "",
        measure=Measure.NEET,
        text="",
        value=None,
    )
    if not (code or ons_code):
        words = f"{place_name or 'A row'} has no code, so it is no council that we know. It stays in the list, because"
        words += " the file has it there, and whoever asks for a rank is told of it."
        return place, [
            Problem(
                code="no-area-code",
                message=words,
                severity="warning",
                sheet=name,
                row=number,
                column="old_la_code",
                value=place_name,
            )
        ]
    return place, []


def _year(text: str) -> int | None:
    """Return the year in which the winter of a period ends: 2024, 202324 and 2023/24 are all 2024."""
    if re.fullmatch(r"(19|20)\d\d", text):
        return int(text)
    if found := re.fullmatch(r"(20\d\d)[/-]?(\d\d)", text):
        return int(found[1]) + 1 if int(found[2]) == (int(found[1]) + 1) % 100 else None
    return None


def _value(place: PublishedValue, row: _Row, headings: Sequence[str], measure: Measure, column: str) -> PublishedValue:
    text = row.get(column, "")
    is_symbol = not text or text.lower() in SYMBOLS
    quintile = row.get(_found(QUINTILE_HEADINGS[measure], headings), "")
    return replace(
        place,
        measure=measure,
        text=text,
        value=None if is_symbol else _number(text),
        symbol=(text.lower() or NOT_GIVEN) if is_symbol else "",
        cohort=_number(row.get(_found(COHORT_HEADINGS[measure], headings), "")),
        quintile=int(quintile) if re.fullmatch("[1-5]", quintile) else None,
    )


def _number(text: str) -> Decimal | None:
    try:
        number = Decimal(text.replace(",", "").removesuffix("%"))
    except InvalidOperation:
        return None
    return number.quantize(Decimal("0.0001")) if number.is_finite() and abs(number) < Decimal("1e9") else None


def _value_problem(value: PublishedValue, number: int, column: str, name: str, *, is_repeated: bool) -> Problem | None:
    if is_repeated:
        return _row_problem("place-given-twice", number, column, value.name, name, "Keep one row for each place.")
    if value.symbol:
        return None
    if value.value is None or not 0 <= value.value <= MOST_PERCENT:
        return _row_problem("not-a-percentage", number, column, value.text, name, "Write a number from 0 to 100.")
    if value.value > 100:
        message = (
            f"Row {number}, {column} is {value.text}. It was kept as published, though more than all is not possible."
        )
        return Problem(
            code="more-than-all",
            message=message,
            severity="warning",
            sheet=name,
            row=number,
            column=column,
            value=value.text,
        )
    return None


def _row_problem(code: str, number: int, column: str, value: str, name: str, advice: str) -> Problem:
    message = f"Row {number}, {column} is {value!r}. {advice} It was left out."
    return Problem(code=code, message=message, sheet=name, row=number, column=column, value=value)


def _neighbours(rows: Sequence[tuple[int, _Row]], source: Source) -> Reading:
    members: dict[tuple[str, int], GroupMember] = {}
    problems = []
    dated = dated_of(source.name)
    for number, row in rows:
        place, code, other = row["rank"], row["la_number"], row["neighbour_la_number"]
        if not (re.fullmatch(r"\d{1,2}", place) and re.fullmatch(r"\d{3}", code) and re.fullmatch(r"\d{3}", other)):
            given = f"{code} {place} {other}"
            advice = "Write three digits for each council and a place from 1."
            problems.append(_row_problem("not-understood", number, "la_number", given, source.name, advice))
            continue
        members[code, int(place)] = GroupMember(
            group=NEIGHBOURS,
            dated=dated,
            area_code=code,
            place=int(place),
            member_code=other,
            name=row["neighbour_name"],
            closeness=row.get("closeness", ""),
        )
    words = f"{NEIGHBOUR_WORDS}, {f'model of {dated}' if dated else source.name}. {LICENCE}"
    return Reading(
        source=replace(source, words=words), read=len(rows), members=tuple(members.values()), problems=tuple(problems)
    )


def dated_of(name: str) -> str:
    """Return the year and month of a model of neighbours, which stand in its file's name alone; empty where not."""
    found = re.search(r"(20\d\d)[_-](0[1-9]|1[0-2])", name)
    return f"{found[1]}-{found[2]}" if found else ""
