"""People drawn as a line each, and a caseload of others for them to be found among."""

from collections.abc import Iterable

import pyarrow as pa

COLUMNS = ("given_name", "family_name", "birth_date", "postcode", "gender", "upn", "uln")
GIVEN = "Ada Bea Cai Dev Eli Fay Gus Hal Ira Jed Kit Lea Max Ned Oda Pia Raj Sol Tia Una Vic Wyn Yan Zed".split()
FAMILY = "Ashdown Birtwell Cawthra Dunmore Eastoft Fenwick Garside Holroyd Inskip Jagger Kershaw Lumb Marsden".split()

Person = dict[str, str | None]


def person(line: str) -> Person:
    """Return somebody drawn as `given | family | born | postcode | gender | upn | uln`, the last left out or not."""
    cells = [cell.strip() or None for cell in line.split("|")]
    return dict(zip(COLUMNS, [*cells, *[None] * (len(COLUMNS) - len(cells))], strict=True))


def table(people: Iterable[tuple[str, Person]]) -> pa.Table:
    rows = [{"id": number, **each} for number, each in people]
    return pa.table({name: pa.array([row[name] for row in rows], pa.string()) for name in ("id", *COLUMNS)})


def others(count: int = 400) -> list[tuple[str, Person]]:
    """Return people who are none of those drawn: no two with the same names, nor born on the same day."""
    return [
        (
            f"other{number}",
            person(
                f"{GIVEN[number % 24]} | {FAMILY[number * 7 % 13]}{'aeiou'[number // 24 % 5]}n"
                f" | {2006 + number % 6}-{1 + number * 5 % 12:02}-{1 + number * 11 % 28:02}"
                f" | ZX{1 + number % 9} {number % 7}{'ABDEFGH'[number // 9 % 7]}{'JLNPQRS'[number // 63 % 7]}"
                f" | {'FM'[number % 2]} | | {8_000_000_000 + number * 97}"
            ),
        )
        for number in range(count)
    ]
