import io
from collections.abc import Iterator
from typing import BinaryIO

import pytest

from tests.rules.returns.tables import HEADER, SIXTH_FORMER
from towpath.rules.returns.layout import Spelling
from towpath.rules.returns.model import Fault, FaultKind, Header, Record, read_date
from towpath.rules.returns.read import CHUNK_BYTES, DEEPEST, LONGEST_TEXT, read_return
from towpath.rules.returns.write import write_return

HEADER_XML = """<FileHeader>
<Databases><DatabaseID>123</DatabaseID><DatabaseID>124</DatabaseID></Databases>
<SourceLEAs><LEACode>343</LEACode></SourceLEAs>
<DateOfSend>2026-02-05</DateOfSend><PeriodEnd>2026-01-31</PeriodEnd>
<SupplierName>Other</SupplierName><SupplierXMLVersion>1</SupplierXMLVersion><XMLSchemaVersion>1</XMLSchemaVersion>
</FileHeader>"""


def file_of(records: str, *, before: str = "", root: str = "NCCIS") -> bytes:
    return f"{before}<{root}>{HEADER_XML}\n{records}</{root}>".encode()


def one_record(details: str = "", rest: str = "") -> bytes:
    return file_of(f"<YoungPersonsRecord><PersonalDetails>{details}</PersonalDetails>{rest}</YoungPersonsRecord>")


def records_in(source: bytes | BinaryIO) -> list[Record]:
    return [item for item in read_return(source) if isinstance(item, Record)]


def faults_in(source: bytes) -> list[Fault]:
    return [item for item in read_return(source) if isinstance(item, Fault)]


def kinds_in(source: bytes) -> list[FaultKind]:
    return [fault.kind for fault in faults_in(source)]


def test_the_header_comes_first_and_says_where_it_stood() -> None:
    header = next(read_return(file_of("")))

    assert isinstance(header, Header)
    assert header.database_ids == ("123", "124")
    assert header.source_las == ("343",)
    assert header.period_end == read_date("2026-01-31")
    assert (header.line, header.lines["period_end"]) == (1, 4)


def test_every_value_has_the_line_it_stands_on() -> None:
    (record,) = records_in(one_record("\n<YoungPersonsID>1230000000001</YoungPersonsID>\n<GivenName>Amara</GivenName>"))

    assert (record.number, record.line) == (1, 7)
    assert (record.lines["young_persons_id"], record.lines["given_name"]) == (8, 9)
    assert "family_name" not in record.lines


def test_each_value_of_a_repeating_element_has_its_own_line() -> None:
    code = "<CharacteristicCode>{}</CharacteristicCode>".format
    codes = "\n".join((code("110"), code(""), code("160")))
    (record,) = records_in(one_record(rest=f"<LevelOfNeed><Characteristics>{codes}</Characteristics></LevelOfNeed>"))

    assert record.characteristics == ("110", "160")
    assert (record.lines["characteristics[0]"], record.lines["characteristics[1]"]) == (7, 9)


@pytest.mark.parametrize("spelling", list(Spelling))
def test_both_spellings_of_an_element_are_read(spelling: Spelling) -> None:
    out = io.BytesIO()
    write_return(out, HEADER, [SIXTH_FORMER], spelling=spelling)

    header, record = read_return(out.getvalue())

    assert (header, record) == (HEADER, SIXTH_FORMER)


@pytest.mark.parametrize("root", ["NCCIS", "NCCIS2015", "NCCIS2013"])
def test_the_root_may_carry_its_year(root: str) -> None:
    assert kinds_in(file_of("", root=root)) == []


def test_a_bare_document_type_is_ordinary() -> None:
    assert kinds_in(file_of("", before='<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE NCCIS>\n')) == []


@pytest.mark.parametrize(
    "element", ["<MiddleName/>", "<MiddleName></MiddleName>", "<MiddleName>\n  </MiddleName>"], ids=repr
)
def test_an_empty_element_gives_nothing(element: str) -> None:
    (record,) = records_in(one_record(element))

    assert record.middle_name == ""


def test_text_is_kept_as_it_was_given() -> None:
    (record,) = records_in(one_record("<GivenName> Amara </GivenName><DOB>15/03/2009</DOB>"))

    assert record.given_name == " Amara "
    assert (record.birth_date.text, record.birth_date.day, record.birth_date.is_unreadable) == (
        "15/03/2009",
        None,
        True,
    )


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        ("UTF-8", "utf-8"),
        ("UTF-8", "utf-8-sig"),
        ("UTF-16", "utf-16"),
        ("ISO-8859-1", "latin-1"),
        ("windows-1252", "cp1252"),
    ],
)
def test_the_encoding_that_a_file_declares_is_read(declared: str, encoding: str) -> None:
    text = one_record("<GivenName>Zoë</GivenName>").decode()

    (record,) = records_in(f'<?xml version="1.0" encoding="{declared}"?>{text}'.encode(encoding))

    assert record.given_name == "Zoë"


def test_letters_in_another_encoding_than_declared_end_the_reading() -> None:
    faults = faults_in('<?xml version="1.0" encoding="UTF-8"?>\n<NCCIS>Zoë</NCCIS>'.encode("latin-1"))

    assert [(fault.kind, fault.line) for fault in faults] == [(FaultKind.MALFORMED, 2)]


def test_a_bomb_of_entities_is_refused_at_its_first_declaration() -> None:
    entities = '<!ENTITY a "ha">' + "".join(f'<!ENTITY a{n} "&a{n - 1};&a{n - 1};">' for n in range(1, 60))
    bomb = f"<!DOCTYPE NCCIS [{entities}]><NCCIS><FileHeader>&a59;</FileHeader></NCCIS>".encode()

    faults = faults_in(bomb)

    assert [(fault.kind, fault.value) for fault in faults] == [(FaultKind.ENTITY, "a")]


@pytest.mark.parametrize(
    "declared",
    ['<!DOCTYPE NCCIS SYSTEM "file:///secret">', '<!DOCTYPE NCCIS PUBLIC "-//A//B" "http://example.org/nccis.dtd">'],
)
def test_a_document_type_outside_the_file_is_refused(declared: str) -> None:
    assert kinds_in(file_of("", before=declared)) == [FaultKind.EXTERNAL]


def test_an_entity_from_outside_is_refused() -> None:
    declared = '<!DOCTYPE NCCIS [<!ENTITY secret SYSTEM "file:///secret">]>'

    assert kinds_in(file_of("&secret;", before=declared)) == [FaultKind.ENTITY]


def test_a_file_cut_short_gives_what_came_before_the_break() -> None:
    whole = file_of("<YoungPersonsRecord/><YoungPersonsRecord/>")

    items = list(read_return(whole[: whole.rindex(b"<YoungPersonsRecord/>") + 5]))

    assert [type(item) for item in items] == [Header, Record, Fault]
    assert isinstance(items[-1], Fault)
    assert items[-1].kind is FaultKind.NOT_CLOSED


@pytest.mark.parametrize("content", [b"", b"  \n", b'<?xml version="1.0"?>'], ids=repr)
def test_an_empty_file_holds_no_return(content: bytes) -> None:
    assert kinds_in(content) == [FaultKind.EMPTY]


def test_two_files_run_together_are_told() -> None:
    declared = b'<?xml version="1.0"?>'

    assert kinds_in(declared + file_of("") + declared + file_of("")) == [FaultKind.SECOND_ROOT]


def test_text_up_to_the_limit_is_read_and_one_letter_more_is_refused() -> None:
    (record,) = records_in(one_record(f"<Town>{'x' * LONGEST_TEXT}</Town>"))
    faults = faults_in(one_record(f"<Town>{'x' * (LONGEST_TEXT + 1)}</Town>"))

    assert len(record.town) == LONGEST_TEXT
    assert [(fault.kind, fault.element) for fault in faults] == [(FaultKind.TOO_LONG, "Town")]


def test_text_in_pieces_is_joined() -> None:
    (record,) = records_in(one_record("<Town>Mill<!-- a comment -->town</Town>"))

    assert record.town == "Milltown"


@pytest.mark.parametrize(("depth", "kinds"), [(DEEPEST - 1, [FaultKind.NO_PLACE]), (DEEPEST, [FaultKind.TOO_DEEP])])
def test_elements_may_stand_only_so_deep(depth: int, kinds: list[FaultKind]) -> None:
    nested = "<A>" * depth + "</A>" * depth

    assert [kind for kind in kinds_in(file_of(nested)) if kind in (FaultKind.TOO_DEEP, *kinds)][-1:] == kinds


def test_what_has_no_place_is_told_once_with_its_first_line_and_how_many() -> None:
    inside = "<YoungPersonsRecord>\n<RONI>1</RONI></YoungPersonsRecord>"

    (fault,) = faults_in(file_of(inside * 3))

    assert (fault.kind, fault.element, fault.line, fault.times) == (FaultKind.NO_PLACE, "YoungPersonsRecord/RONI", 8, 3)


def test_an_attribute_is_told_and_the_value_beside_it_is_read() -> None:
    items = list(read_return(one_record('<Gender source="school">F</Gender><Town xsi:nil="true"/>')))

    assert [(item.gender, item.town) for item in items if isinstance(item, Record)] == [("F", "")]
    assert [item.element for item in items if isinstance(item, Fault)] == ["Gender/@source"]


def test_an_element_inside_a_value_is_told_and_its_text_is_not_taken() -> None:
    items = list(read_return(one_record("<Town>Mill<b>stone</b>town</Town>")))

    assert [item.town for item in items if isinstance(item, Record)] == ["Milltown"]
    assert [item.element for item in items if isinstance(item, Fault)] == ["YoungPersonsRecord/PersonalDetails/Town/b"]


def test_a_second_value_is_told_with_whose_record_it_is_and_the_first_is_kept() -> None:
    details = "<YoungPersonsID>1230000000001</YoungPersonsID><Gender>F</Gender>\n<Gender>M</Gender>"

    items = list(read_return(one_record(details)))

    (fault,) = [item for item in items if isinstance(item, Fault)]
    (record,) = [item for item in items if isinstance(item, Record)]
    assert (fault.kind, fault.element, fault.young_persons_id) == (FaultKind.REPEATED, "Gender", "1230000000001")
    assert (fault.line, record.gender) == (8, "F")


def test_missing_parts_of_a_record_are_known() -> None:
    (record,) = records_in(file_of("<YoungPersonsRecord/>"))

    assert (record.has_details, record.has_activities) == (False, False)


def test_records_are_yielded_while_the_file_is_still_being_read() -> None:
    class Endless(io.RawIOBase):
        """A return that never ends, so that only a stream can read it."""

        def __init__(self) -> None:
            self.parts = self._parts()
            self.given = 0

        def _parts(self) -> Iterator[bytes]:
            yield f"<NCCIS>{HEADER_XML}".encode()
            while True:
                yield b"<YoungPersonsRecord/>"

        def read(self, size: int = -1) -> bytes:
            self.given += 1
            return b"".join(next(self.parts) for _ in range(100))

    stream = Endless()
    items = read_return(stream)  # type: ignore[arg-type]

    numbers = [item.number for item, _ in zip(items, range(1000), strict=False) if isinstance(item, Record)]

    assert numbers[-1] == 999
    assert stream.given <= 12


def test_a_large_file_reads_the_same_across_chunks() -> None:
    records = "".join(
        f"<YoungPersonsRecord><PersonalDetails><Town>Town {n}</Town></PersonalDetails></YoungPersonsRecord>"
        for n in range(3 * CHUNK_BYTES // 100)
    )

    towns = [record.town for record in records_in(io.BytesIO(file_of(records)))]

    assert towns == [f"Town {n}" for n in range(3 * CHUNK_BYTES // 100)]


@pytest.mark.parametrize(
    ("text", "is_date"),
    [
        ("2009-03-15", True),
        ("2008-02-29", True),
        ("2009-02-29", False),
        ("15/03/2009", False),
        ("20090315", False),
        ("2009-W11-7", False),
        ("2009-3-15", False),
        ("2009-03-15 ", False),
        ("1900-01-01", True),
        ("1899-12-31", False),
        ("9999-12-31", True),
    ],
)
def test_a_date_is_written_one_way(text: str, is_date: bool) -> None:
    given = read_date(text)

    assert (given.day is not None) is is_date
    assert given.is_unreadable is not is_date
    assert given.text == text
