import io
from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rules.returns.tables import HEADER, SIXTH_FORMER
from towpath.rules.returns.layout import HEADER_ELEMENTS, RECORD_ELEMENTS, Spelling
from towpath.rules.returns.model import GivenDate, Header, Record, given_date, read_date
from towpath.rules.returns.read import read_return
from towpath.rules.returns.write import UnwritableError, write_return

NOT_XML = "".join(chr(n) for n in range(32) if n not in (9, 10, 13)) + "\ufffe\uffff"
TEXTS = st.text(st.characters(codec="utf-8", exclude_characters=NOT_XML), max_size=12).filter(
    lambda text: text == "" or not text.isspace()
)
SOME_TEXT = TEXTS.filter(bool)
DATES = st.one_of(TEXTS.map(read_date), st.dates().map(given_date).map(lambda given: read_date(given.text)))


def values_of(kind: type[Header] | type[Record], elements: tuple[object, ...]) -> dict[str, st.SearchStrategy[object]]:
    names = {element.field for element in elements}  # type: ignore[attr-defined]
    shapes: dict[str, st.SearchStrategy[object]] = {
        "str": TEXTS,
        "GivenDate": DATES,
        "tuple[str, ...]": st.lists(SOME_TEXT, max_size=3).map(tuple),
    }
    by_field = {
        field.name: field.type if isinstance(field.type, str) else str(getattr(field.type, "__name__", field.type))
        for field in fields(kind)
    }
    return {name: shapes["tuple[str, ...]" if by_field[name].startswith("tuple") else by_field[name]] for name in names}


HEADERS = st.builds(Header, **values_of(Header, HEADER_ELEMENTS))
RECORDS = st.builds(Record, **values_of(Record, RECORD_ELEMENTS))


def written(header: Header, *records: Record, spelling: Spelling = Spelling.XSD, omit_empty: bool = True) -> bytes:
    out = io.BytesIO()
    assert write_return(out, header, records, spelling=spelling, omit_empty=omit_empty) == len(records)
    return out.getvalue()


@given(
    header=HEADERS, records=st.lists(RECORDS, max_size=3), spelling=st.sampled_from(Spelling), omit_empty=st.booleans()
)
def test_what_is_written_reads_back_the_same(
    header: Header, records: list[Record], spelling: Spelling, omit_empty: bool
) -> None:
    content = written(header, *records, spelling=spelling, omit_empty=omit_empty)

    assert list(read_return(content)) == [header, *records]


@pytest.mark.parametrize("part", ["has_details", "has_activities"])
def test_a_missing_part_stays_missing(part: str) -> None:
    empty = Record(has_details=part != "has_details", has_activities=part != "has_activities")

    _, record = read_return(written(HEADER, empty))

    assert record == empty


def test_elements_stand_in_the_order_of_the_layout() -> None:
    every_text = {element.field: "x" for element in RECORD_ELEMENTS if element.field != "characteristics"}
    dates = {name: GivenDate("x") for name in every_text if name.endswith("_date")}
    full = replace(SIXTH_FORMER, **{**every_text, **dates, "characteristics": ("110", "160")})

    content = written(HEADER, full).decode()

    tags = [
        line.strip().partition(">")[0].lstrip("<") for line in content.splitlines() if "</" in line and "><" not in line
    ]
    leaves = [tag for tag in tags if not tag.startswith("/")]
    expected = [element.tag for element in (*HEADER_ELEMENTS, *RECORD_ELEMENTS)]
    place = expected.index("CharacteristicCode")
    assert leaves == [*expected[:place], "CharacteristicCode", *expected[place:]]


def test_the_other_spelling_is_written_when_asked_for() -> None:
    neet = replace(SIXTH_FORMER, neet_start_date=read_date("2025-11-10"))

    published, other = written(HEADER, neet), written(HEADER, neet, spelling=Spelling.VARIANT)

    for tag, variant in (
        (b"DatabaseId", b"DatabaseID"),
        (b"LevelOfNeedCode", b"LevelofNeedCode"),
        (b"NEETStart", b"NeetStart"),
    ):
        assert (tag in published, variant in published) == (True, False)
        assert (tag in other, variant in other) == (False, True)


def test_empty_elements_are_left_out_unless_asked_for() -> None:
    assert b"<MiddleName>" not in written(HEADER, SIXTH_FORMER)

    content = written(HEADER, SIXTH_FORMER, omit_empty=False)

    assert b"<MiddleName></MiddleName>" in content
    assert b"YouthContract" not in content


def test_the_file_is_utf_8_and_says_so() -> None:
    content = written(HEADER, replace(SIXTH_FORMER, given_name="Zoë", family_name="Marsh & <Son>"))

    assert content.startswith(b'<?xml version="1.0" encoding="UTF-8"?>\n<NCCIS>\n')
    assert "<GivenName>Zoë</GivenName>".encode() in content
    assert b"<FamilyName>Marsh &amp; &lt;Son&gt;</FamilyName>" in content


@pytest.mark.parametrize(
    ("character", "code"),
    [("\x00", "U+0000"), ("\x1f", "U+001F"), ("\x0b", "U+000B"), ("\ud800", "U+D800"), ("\uffff", "U+FFFF")],
)
def test_a_character_that_xml_cannot_hold_fails_loudly(character: str, code: str) -> None:
    spoilt = replace(SIXTH_FORMER, town=f"Nether{character}by")

    with pytest.raises(
        UnwritableError, match=rf"Record 2 \(1230000000001\): Town holds the character {code.replace('+', '.')}"
    ):
        written(HEADER, SIXTH_FORMER, spoilt)


def test_a_header_that_xml_cannot_hold_fails_loudly() -> None:
    with pytest.raises(UnwritableError, match="SupplierName"):
        written(replace(HEADER, supplier_name="\x00"))


def test_a_date_to_be_written_is_one_that_reads_the_same() -> None:
    day = read_date("2026-01-31").day

    assert given_date(day) == read_date("2026-01-31")
    assert given_date(None) == read_date("")
