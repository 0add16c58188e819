"""A file that is no list is refused in words that say what it is and what to send; nothing of it is kept but itself."""

import pytest

from tests.bad_input.lists import PEOPLE, TABLES, XMLS, example
from tests.imports.files import as_xlsx, compound, zipped
from towpath.files.actions import open_kept
from towpath.imports.formats import FORMATS
from towpath.imports.models import Batch, Row
from towpath.people.models import Person

pytestmark = [pytest.mark.once, pytest.mark.django_db]
EVERY = tuple(layout.name for layout in FORMATS)

PASSWORD = (
    "The file is protected with a password, so we cannot open it. Save a copy without a password and send it by the "
    "secure route agreed."
)
NO_LIST = {
    "a PDF": (
        b"%PDF-1.7\n...",
        "This is a PDF document, not a list. Send a CSV file or a workbook (XLSX, XLS or ODS).",
    ),
    "a picture": (
        b"\x89PNG\r\n\x1a\n....",
        "This is a picture, not a list. Send a CSV file or a workbook (XLSX, XLS or ODS).",
    ),
    "a letter": (
        zipped(word__document_dot_xml="<w:document/>"),
        "This is a text document, not a list. Send a CSV file or a workbook (XLSX, XLS or ODS).",
    ),
    "a program": (
        b"MZ\x90\x00....",
        "This is a program, not a list. Send a CSV file or a workbook (XLSX, XLS or ODS).",
    ),
    "a zip called xlsx": (
        zipped(list_dot_csv="UPN,Surname"),
        "This is a compressed folder. Unpack it and send the list inside.",
    ),
    "a workbook with a password": (
        compound("EncryptedPackage", b"x" * 64),
        PASSWORD,
    ),
    "a workbook cut short": (
        as_xlsx([["UPN"], ["x"]])[:-200],
        "The file is damaged and cannot be opened. Open it where it came from, save it again and send the new copy.",
    ),
    "nothing": (b"", "The file is empty. Check that the right file was chosen and send it again."),
    "blank lines": (b"\r\n\r\n", "The file is empty. Check that the right file was chosen and send it again."),
}
NOT_XML = "This format is an XML file and what was sent is not. Choose the format that matches the file."
NOT_A_TABLE = (
    "This is an XML file, and this list should be a CSV file or a workbook. Choose the format that matches the file."
)


def nothing_but_the_file_is_kept(batch: Batch, content: bytes) -> bool:
    with open_kept(batch.file) as kept:
        return (
            batch.state == Batch.State.REFUSED
            and not Row.objects.exists()
            and not Person.objects.exists()
            and kept.read() == content
        )


@pytest.mark.parametrize("format_name", EVERY)
def test_whatever_is_no_list_is_refused_by_every_format(command, format_name):
    for kind, (content, words) in NO_LIST.items():
        # To ask for a workbook where XML is wanted would mislead; what is damaged may have been a zip of XML.
        is_told_as_it_is = format_name not in XMLS or not content.strip() or kind == "a workbook cut short"
        expected = words if is_told_as_it_is else NOT_XML

        answer = command(content, format_name, name="roll.xlsx")

        assert answer.code == 1
        assert answer.words.splitlines() == [
            f"Batch {answer.batch.number}: refused, and nothing of it kept but the file.",
            "0 rows read = 0 created + 0 updated + 0 unchanged + 0 rejected + 0 held; 0 skipped",
            f"  file: {expected}",
        ]
        assert nothing_but_the_file_is_kept(answer.batch, content)


@pytest.mark.parametrize("kind", [kind for kind, (content, _) in NO_LIST.items() if content])
def test_whatever_is_no_list_is_refused_on_the_page(page, kind):
    content, words = NO_LIST[kind]

    answer = page(content, "school_roll")

    assert "We could not read this file" in answer.words
    assert words in answer.words
    assert nothing_but_the_file_is_kept(answer.batch, content)


@pytest.mark.parametrize("format_name", XMLS)
def test_a_table_is_not_taken_for_xml(command, format_name):
    answer = command(example("school_roll").content(), format_name)

    assert (answer.code, answer.words.splitlines()[-1]) == (1, f"  file: {NOT_XML}")


@pytest.mark.parametrize("format_name", TABLES)
def test_xml_is_not_taken_for_a_table(command, format_name):
    answer = command(example("ctf").content(), format_name)

    assert (answer.code, answer.words.splitlines()[-1]) == (1, f"  file: {NOT_A_TABLE}")


@pytest.mark.parametrize("format_name", PEOPLE)
def test_a_list_is_known_by_what_it_is_and_not_by_its_name(command, format_name):
    answer = command(example(format_name).content(), format_name, name="a list.pdf")

    assert (answer.code, answer.batch.state) == (0, Batch.State.APPLIED)
