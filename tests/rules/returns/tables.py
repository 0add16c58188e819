"""Reading the tables of the checks, one for each, into returns; `a_sound_return` says what their columns mean."""

import io
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from importlib import import_module
from pathlib import Path
from typing import TypeVar

from tests.examples import returns
from tests.examples.drawn import UNKNOWN, rows
from tests.examples.returns import a_sound_return
from towpath.rules.returns.model import GivenDate, Header, Record, read_date
from towpath.rules.returns.write import write_return

Part = TypeVar("Part", Header, Record)

FOLDER = Path(returns.__file__).resolve().parent
NOT_FIELDS = {"base", "codes", "file", "xml", "added_check"}


PEOPLE = ("sixth_former", "year_11", "seeking", "with_plan", "in_cumbria", "year_11_in_2020", "in_2016")


@dataclass(frozen=True, slots=True)
class Drawn:
    """One return as drawn: its bytes, the codes expected in it, and a check to be added to the list first."""

    name: str
    content: bytes
    codes: tuple[str, ...]
    added_check: str


def drawn_checks() -> list[str]:
    """Return the module name of every check that has a table."""
    return sorted(path.stem for path in FOLDER.glob("check_*.py"))


def returns_drawn(check: str) -> Iterator[Drawn]:
    """Yield each return that a check's table draws."""
    table = rows(import_module(f"tests.examples.returns.{check}").TABLE)
    files: dict[str, list[dict[str, str]]] = {}
    for number, cells in enumerate(table, start=1):
        files.setdefault(cells.get("file", str(number)), []).append(cells)
    for name, lines in files.items():
        codes = [code for cells in lines for code in cells["codes"].split() if code != UNKNOWN]
        yield Drawn(f"{check} {name}", _content(lines), tuple(sorted(codes)), lines[0].get("added_check", UNKNOWN))


def _content(lines: list[dict[str, str]]) -> bytes:
    header, _ = BASES[lines[0].get("base", "sixth_former")]
    records = [_laid_over(BASES[cells.get("base", "sixth_former")][1], cells) for cells in lines]
    out = io.BytesIO()
    write_return(out, _laid_over(header, lines[0]), records)
    template = lines[0].get("xml")
    return out.getvalue() if template is None else _filled(template, out.getvalue().decode()).encode()


def _filled(template: str, written: str) -> str:
    parts = {name: _between(written, name) for name in ("FileHeader", "YoungPersonsRecord")}
    header, inside = parts["FileHeader"], parts["YoungPersonsRecord"]
    filled = template.replace("{header}", f"<FileHeader>{header}</FileHeader>")
    filled = filled.replace("{record}", f"<YoungPersonsRecord>{inside}</YoungPersonsRecord>")
    return filled.replace("{inside}", inside)


def _between(written: str, name: str) -> str:
    return written.partition(f"<{name}>")[2].partition(f"</{name}>")[0]


def _laid_over(base: Part, cells: dict[str, str]) -> Part:
    ours = {field.name for field in fields(base)}
    both = ours | {field.name for kind in (Header, Record) for field in fields(kind)} | NOT_FIELDS
    assert cells.keys() <= both, f"{cells.keys() - both} are no fields of a return"
    return replace(base, **{name: _value(getattr(base, name), cells[name]) for name in ours & cells.keys()})


def _value(before: object, cell: str) -> object:
    given = "" if cell == UNKNOWN else cell
    if isinstance(before, GivenDate):
        return read_date(given)
    if isinstance(before, bool):
        return given == "yes"
    return tuple(given.split()) if isinstance(before, tuple) else given


def _cells(table: str) -> dict[str, str]:
    return {row["field"]: row["value"] for row in rows(table)}


HEADER = _laid_over(Header(), _cells(a_sound_return.HEADER))
SIXTH_FORMER = _laid_over(Record(), _cells(a_sound_return.SIXTH_FORMER))
BASES = {
    name: (_laid_over(HEADER, cells), _laid_over(SIXTH_FORMER, cells))
    for name in PEOPLE
    for cells in [_cells(getattr(a_sound_return, name.upper()))]
}
YEAR_11 = BASES["year_11"][1]
