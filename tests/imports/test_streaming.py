"""A whole borough's roll is read row by row: what is held at once does not grow with the file."""

import tracemalloc

import pytest

from tests.imports.files import ADA, ARRIVAL, HEADERS, as_bytes, as_xlsx
from towpath.imports.formats import format_named
from towpath.imports.reading.read import read_file

ROWS = 6_000
PUPILS = 4_000
EXTRA = ["Gender", "Address 1"]


def roll():
    yield [*HEADERS, *EXTRA]
    for number in range(ROWS):
        yield [*ADA, "F", f"{number} Marsh Lane"]


def pupils():
    yield "<CTfile><CTFpupilData>"
    for number in range(PUPILS):
        yield f"<Pupil><UPN>{ADA[0]}</UPN><Surname>Okonkwo</Surname><Forename>Ada</Forename><DOB>2010-02-03</DOB>"
        yield f"<Address><AddressLine1>{number} Marsh Lane</AddressLine1></Address></Pupil>"
    yield "</CTFpupilData></CTfile>"


# A row kept is more than 1.2 kB, so 6,000 kept would be nearly twice the bound.
BOUND = 4_000_000


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "write", "expected"),
    [
        ("school_roll", lambda: as_bytes(roll()), ROWS),
        ("school_roll", lambda: as_xlsx(roll(), options={"constant_memory": True}), ROWS),
        ("ctf", lambda: "".join(pupils()).encode(), PUPILS),
    ],
    ids=["csv", "xlsx", "xml"],
)
def test_reading_a_large_roll_holds_one_row_at_a_time(name, write, expected, tmp_path):
    file = tmp_path / "roll"
    file.write_bytes(write())
    count = 0

    tracemalloc.start()
    try:
        reading = read_file(format_named(name), file, "roll", arrival=ARRIVAL)
        for row in reading.rows():
            count += row.outcome_hint == "ready"
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert count == expected
    assert most < BOUND
