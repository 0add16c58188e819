"""Which ward each postcode lies in, read from a look-up that the council has, and who lives in none that it knows."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from towpath.rules.believable import is_postcode

_HEADINGS = {
    "postcode": ("pcds", "pcd8", "pcd2", "pcd7", "pcd", "postcode", "postcode1", "postcode2", "postcode3"),
    "code": ("osward", "wdcd", "wardcode", "electoralwardcode"),
    "name": ("wdnm", "wardname", "electoralwardname"),
    "either": ("ward", "electoralward", "adminward"),
    "area": ("oslaua", "laua", "ladcd", "localauthoritycode", "districtcode"),
}
"""
Our field and the headings that it has, best first, without case, punctuation or the two digits of a year.

Source: ONS, National Statistics Postcode Lookup and ONS Postcode Directory, their user guides; `pcd7`, `pcd8`,
`lad25cd` and `wd25cd` as the files of 2025 are headed (docs/published-facts.md).
"""
_GSS = re.compile(r"[EWSN]\d{8}")
_NO_WARD = re.compile(r"[EWSN]99999999|[LM]99999999")
_SHOWN = 3
_TITLES = 20
"""How many rows of a title may stand above the headings."""


class WardsRefusedError(ValueError):
    """A look-up cannot be taken; the words say what is wrong, where, and what to do."""


@dataclass(frozen=True, slots=True)
class Ward:
    """One electoral ward: its nine-character GSS code, empty where the look-up gives names alone, and its name."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class WardsRead:
    """
    What a look-up says: the ward of each whole postcode, written as "SB9 8FJ".

    `split` are postcodes whose rows name more than one ward; the ward that most rows name is taken, and the first of
    those named as often. `unread` counts rows with no whole postcode, `first_unread` is the line of the first.
    """

    wards: Mapping[str, Ward]
    split: int = 0
    unread: int = 0
    first_unread: int | None = None


Rows = Iterable[tuple[int, Sequence[str]]]
"""Rows of a file with the number that a person sees beside each."""


def read_wards(rows: Rows, *, area: str = "", names: Mapping[str, str] | None = None) -> WardsRead:
    """
    Read a look-up, with its headings in one of its first rows.

    Terminated postcodes stay: an old address keeps its ward. Rows that name no ward are passed over.

    :param area: the GSS code of the council whose rows to keep, needed where the look-up holds those of several
    :param names: the name of each ward by its code, where the look-up gives codes alone; as `read_ward_names` returns
    :raises WardsRefusedError: no column holds postcodes or wards, it is of several councils and none was named, no row
        is of the one that was, or a ward has no name
    """
    numbered = iter(rows)
    columns = _columns(_headed(numbered, "postcode"))
    votes: dict[str, Counter[str]] = {}
    told_names: dict[str, str] = {}
    areas: Counter[str] = Counter()
    unread, first_unread = 0, None
    for number, line in numbered:
        cells = {field: line[place].strip() for field, place in columns.items() if place < len(line)}
        if not any(cells.values()):
            continue
        its_area = cells.get("area", "").upper()
        areas[its_area] += 1
        if area and "area" in columns and its_area != area.upper():
            continue
        postcode, ward = whole_postcode(cells.get("postcode", "")), cells.get("code") or cells.get("name", "")
        if not postcode:
            unread, first_unread = unread + 1, first_unread or number
        elif ward and not _NO_WARD.fullmatch(ward):
            votes.setdefault(postcode, Counter())[ward] += 1
            told_names.setdefault(ward, cells.get("name", ""))
    _refuse_areas(areas, area, in_file="area" in columns, found=bool(votes))
    wards = {code: Ward(code if _GSS.fullmatch(code) else "", told_names[code]) for code in told_names}
    named = _named(wards, names or {})
    return WardsRead(
        wards={postcode: named[counts.most_common(1)[0][0]] for postcode, counts in votes.items()},
        split=sum(len(counts) > 1 for counts in votes.values()),
        unread=unread,
        first_unread=first_unread,
    )


def read_ward_names(rows: Rows) -> dict[str, str]:
    """
    Return the name of each ward by its GSS code, from a file of names and codes with its headings in a first row.

    :raises WardsRefusedError: no column holds the codes, or none the names
    """
    numbered = iter(rows)
    fields = _fields(_headed(numbered, "code"))
    if "code" not in fields or not ("name" in fields or "either" in fields):
        raise WardsRefusedError(
            "The file of names has no column of ward codes and one of names, such as WD25CD and WD25NM. "
            "Head its columns so, and give it again."
        )
    code, name = fields["code"], fields.get("name", fields.get("either", 0))
    return {row[code].strip(): row[name].strip() for _, row in numbered if len(row) > max(code, name) and row[name]}


def words_of_read(read: WardsRead) -> list[str]:
    """Return what whoever gave a look-up should know of how it was read, a sentence or two for each thing."""
    words = []
    if read.unread:
        rows = "1 row has" if read.unread == 1 else f"{read.unread:,} rows have"
        words.append(f"{rows} no whole postcode, the first in row {read.first_unread:,}. Left out.")
    if read.split:
        postcodes = "1 postcode has" if read.split == 1 else f"{read.split:,} postcodes have"
        words.append(f"{postcodes} rows in more than one ward. The ward that most of them name is taken.")
    return words


def whole_postcode(cell: str) -> str:
    """Return a postcode in capitals with one space, however it was spaced; nothing where it is no whole postcode."""
    packed = "".join(cell.split()).upper()
    spaced = f"{packed[:-3]} {packed[-3:]}"
    return spaced if is_postcode(spaced) else ""


def _headed(rows: Iterator[tuple[int, Sequence[str]]], field: str) -> Sequence[str]:
    """Return the first of the first rows with a heading of this field, past any title; else the very first row."""
    top: Sequence[str] = ()
    for number, (_, row) in enumerate(rows, start=1):
        top = top or row
        if field in _fields(row):
            return row
        if number == _TITLES:
            break
    return top


def _fields(headings: Sequence[str]) -> dict[str, int]:
    plain = [_plain(heading) for heading in headings]
    found: dict[str, int] = {}
    for field, known in _HEADINGS.items():
        place = next((plain.index(heading) for heading in known if heading in plain), None)
        if place is not None:
            found[field] = place
    return found


def _plain(heading: str) -> str:
    packed = re.sub(r"[^a-z0-9]", "", heading.casefold())
    return re.sub(r"^(wd|lad)\d\d(cd|nm)$", r"\1\2", packed)


def _columns(headings: Sequence[str]) -> dict[str, int]:
    found = _fields(headings)
    # A column headed "Ward" holds codes in the national files and names in a council's own.
    ward = found.pop("either", None)
    if ward is not None:
        found.setdefault("name" if "code" in found else "code", ward)
    for field, words, example in (("postcode", "postcodes", "pcds or Postcode"), ("code", "wards", "osward or Ward")):
        if field not in found and not (field == "code" and "name" in found):
            given = ", ".join(repr(heading) for heading in headings[:8]) or "nothing"
            raise WardsRefusedError(
                f"No column holds {words}. The first line has {given}. Head that column {example}, and give it again."
            )
    return found


def _refuse_areas(areas: Counter[str], area: str, *, in_file: bool, found: bool) -> None:
    most = ", ".join(code for code, _ in areas.most_common(_SHOWN))
    if not area and in_file and len(areas) > 1:
        raise WardsRefusedError(
            f"The look-up is of {len(areas):,} councils, such as {most}. Say which is yours by its nine-character code."
        )
    if area and in_file and not areas[area.upper()]:
        raise WardsRefusedError(f"No row is of the council {area!r}. The look-up has {most or 'no rows'}.")
    if not found:
        raise WardsRefusedError("No row has both a whole postcode and a ward. Check that it is the right file.")


def _named(wards: Mapping[str, Ward], names: Mapping[str, str]) -> dict[str, Ward]:
    named = {
        key: Ward(ward.code, names.get(key, "") or ward.name or ("" if ward.code else key))
        for key, ward in wards.items()
    }
    nameless = sorted(key for key, ward in named.items() if not ward.name)
    if nameless:
        raise WardsRefusedError(
            f"{len(nameless)} of the {len(named)} wards have no name, such as {_listed(nameless)}. "
            "Give the file of ward names and codes too; it comes with the look-up."
        )
    return named


def _listed(values: Sequence[str]) -> str:
    return ", ".join(values[:_SHOWN])


def wards_in_order(wards: Iterable[Ward]) -> Iterator[tuple[Ward, int]]:
    """Yield each ward with how many of these are it, in the order of their names."""
    counts = Counter(wards)
    yield from sorted(counts.items(), key=lambda each: each[0].name.casefold())
