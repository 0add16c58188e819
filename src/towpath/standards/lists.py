"""How each published list is spelt in CSV and read into rows; a bad row names its file, line, column and value."""

import csv
from collections.abc import Callable, Mapping
from datetime import date
from importlib.resources.abc import Traversable
from types import MappingProxyType
from typing import Any

from towpath.standards import model


class StandardsError(Exception):
    """A published list or an overlay cannot be read as it stands; the words say where and what to do."""


Cells = Mapping[str, str]
RowReader = Callable[[Cells], model.Row]

CHANGES = ("added", "changed", "withdrawn")
UNCHANGED, EMPTIED = "", "-"


def read_cells(file: Traversable) -> list[dict[str, str]]:
    """Return the file's rows as they are spelt, each with its line number under ":line"."""
    with file.open(encoding="utf-8") as lines:
        reader = csv.DictReader(lines)
        return [{**row, ":line": f"{file.name} line {reader.line_num}"} for row in reader]


def resolve(base: Mapping[str, dict[str, str]], differences: list[dict[str, str]]) -> dict[str, dict[str, str]]:
    """
    Return the list of one edition: the earlier one with rows added, changed and withdrawn.

    In a changed row a blank leaves the earlier value and "-" empties it.

    :raises StandardsError: a row is added twice, changes or withdraws one that is not there, or a code stands twice
    """
    resolved = {code: dict(cells) for code, cells in base.items()}
    seen: set[str] = set()
    for cells in differences:
        code, change, where = cells["code"], cells["change"], cells[":line"]
        if change not in CHANGES:
            raise StandardsError(f"{where}: change is {change!r}. Use one of {', '.join(CHANGES)}.")
        if code in seen:
            raise StandardsError(f"{where}: code {code} stands twice in one edition. Keep one of the rows.")
        if (change == "added") == (code in resolved):
            told = "is already in the edition before" if change == "added" else "is not in the edition before"
            raise StandardsError(f"{where}: code {code} is {change} but {told}.")
        seen.add(code)
        if change == "withdrawn":
            del resolved[code]
        else:
            resolved[code] = _laid_over(resolved.get(code, {}), cells)
    return resolved


def _laid_over(earlier: Mapping[str, str], later: Cells) -> dict[str, str]:
    laid = dict(earlier)
    for column, cell in later.items():
        if column != "change" and cell != UNCHANGED:
            laid[column] = "" if cell == EMPTIED else cell
    return laid


def keyed(rows: list[dict[str, str]]) -> dict[str, dict[str, str]]:
    """Return rows by code, refusing a code that stands twice."""
    by_code: dict[str, dict[str, str]] = {}
    for cells in rows:
        if cells["code"] in by_code:
            raise StandardsError(f"{cells[':line']}: code {cells['code']} stands twice. Keep one of the rows.")
        by_code[cells["code"]] = cells
    return by_code


def built(cells_by_code: Mapping[str, Cells], reader: RowReader) -> Mapping[str, Any]:
    """Return frozen rows by code, in the order of the list."""
    return MappingProxyType({code: _built_row(cells, reader) for code, cells in cells_by_code.items()})


def _built_row(cells: Cells, reader: RowReader) -> model.Row:
    try:
        return reader(cells)
    except (ValueError, KeyError) as reason:
        where = cells.get(":line", "overlay")
        raise StandardsError(
            f"{where}: code {cells.get('code', '')}: {reason}. Check the row against its column names."
        ) from reason


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _claim(text: str) -> bool:
    known = {"Y": True, "yes": True, "N": False, "no": False}
    if text not in known:
        raise ValueError(f"{text!r} is neither Y nor N")
    return known[text]


def _row(cells: Cells) -> dict[str, Any]:
    return {
        "code": cells["code"],
        "label": cells["label"],
        "valid_from": _day(cells.get("valid_from", "")),
        "valid_to": _day(cells.get("valid_to", "")),
        "confidence": model.Confidence(cells["confidence"]),
        "note": cells.get("note", ""),
        "basis": tuple(cells["basis"].split()),
    }


def _terms(cells: Cells) -> model.CurrencyTerms:
    lapse_from = model.LapseFrom(cells["lapse_from"])
    counted = lapse_from in (model.LapseFrom.VERIFIED, model.LapseFrom.REVIEW)
    if counted != bool(cells["lapse_amount"]) or counted != bool(cells["lapse_unit"]):
        raise ValueError(f"lapse_amount and lapse_unit do not go with lapse_from {lapse_from.value!r}")
    return model.CurrencyTerms(
        lapse_from=lapse_from,
        amount=int(cells["lapse_amount"]) if counted else None,
        unit=model.LapseUnit(cells["lapse_unit"]) if counted else None,
        capped_by_expected_end=_claim(cells["capped_by_expected_end"]),
    )


def _activity_code(cells: Cells) -> model.Row:
    return model.ActivityCode(
        **_row(cells),
        group=model.Group(cells["group"]),
        subgroup=cells["subgroup"],
        participation=model.Participation(cells["participation"]),
        measure=cells["measure"],
        terms=_terms(cells),
        expected_end=cells["expected_end"],
        review_date=cells["review_date"],
        lapse_date=cells["lapse_date"],
        neet_start_date=cells["neet_start_date"],
        participation_confidence=model.Confidence(cells["participation_confidence"]),
        currency_confidence=model.Confidence(cells["currency_confidence"]),
    )


def _characteristic(cells: Cells) -> model.Row:
    return model.Characteristic(**_row(cells), in_vulnerable_group=_claim(cells["vulnerable_group"]))


def _cohort_status(cells: Cells) -> model.Row:
    return model.CohortStatus(**_row(cells), in_measures=_claim(cells["in_measures"]))


def _intended_destination(cells: Cells) -> model.Row:
    return model.IntendedDestination(**_row(cells))


def _guarantee_status(cells: Cells) -> model.Row:
    return model.GuaranteeStatus(
        **_row(cells),
        category=cells["category"],
        for_year_11=_claim(cells["year11"]),
        for_year_12=_claim(cells["year12"]),
        category_confidence=model.Confidence(cells["category_confidence"]),
    )


def _ethnicity(cells: Cells) -> model.Row:
    return model.Ethnicity(**_row(cells), group=cells["group"])


def _field(cells: Cells) -> model.Row:
    return model.Field(
        **_row(cells),
        element=cells["element"],
        parent=cells["parent"],
        dataset=cells["dataset"],
        field_code=cells["field_code"],
        format=cells["format"],
        mandatory=cells["mandatory"],
        when=cells["when"],
        values=cells["values"],
    )


def _check(cells: Cells) -> model.Row:
    return model.Check(**_row(cells), severity=cells["severity"], level=cells["level"])


def area(cells: Cells) -> model.Row:
    """Return one council or place outside England."""
    return model.Area(
        **_row({**cells, "label": cells["name"]}),
        region=cells["region"],
        ons_code=cells["ons_code"],
        kind=cells["kind"],
        successors=tuple(cells["successors"].split()),
    )


EDITION_LISTS: Mapping[str, RowReader] = MappingProxyType(
    {
        "activity_codes": _activity_code,
        "characteristics": _characteristic,
        "cohort_statuses": _cohort_status,
        "intended_destinations": _intended_destination,
        "guarantee_statuses": _guarantee_status,
        "ethnicities": _ethnicity,
        "fields": _field,
        "checks": _check,
    }
)
