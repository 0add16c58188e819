"""XML from school systems: read leniently by element name, and never allowed to reach outside itself."""

import io
import zipfile

import pytest

from tests.imports.files import ARRIVAL, as_ods, as_xlsx, codes, example_of, read, records, zipped
from towpath.imports.formats import format_named
from towpath.imports.reading import xml_records
from towpath.imports.reading.read import read_file
from towpath.imports.reading.refusals import FileRefused, Limits
from towpath.rules.returns.model import Record
from towpath.rules.returns.read import read_return

PUPIL = (
    "<Pupil><UPN>V343400012345</UPN><Surname>Okonkwo</Surname><Forename>Ada</Forename><DOB>2010-02-03</DOB>{}</Pupil>"
)
FILE = (
    "<CTfile><Header><SourceSchool><LEA>343</LEA><Estab>4000</Estab></SourceSchool></Header>"
    "<CTFpupilData>{}</CTFpupilData></CTfile>"
)


def ctf(inside: str = "", before: str = "<?xml version='1.0'?>") -> bytes:
    return (before + FILE.format(PUPIL.format(inside))).encode()


def refused(content: bytes, name: str = "ctf"):
    with pytest.raises(FileRefused) as found:
        read(content, name)
    return found.value.problem


@pytest.mark.parametrize(
    ("before", "code"),
    [
        ('<!DOCTYPE CTfile [<!ENTITY a "b">]>', "xml.entity"),
        ('<!DOCTYPE CTfile [<!ENTITY a SYSTEM "file:///etc/passwd">]>', "xml.entity"),
        ('<!DOCTYPE CTfile [<!ENTITY % p SYSTEM "http://127.0.0.1/x.dtd"> %p;]>', "xml.entity"),
        ('<!DOCTYPE CTfile [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;"><!ENTITY c "&b;&b;">]>', "xml.entity"),
        ('<!DOCTYPE CTfile SYSTEM "http://127.0.0.1/ctf.dtd">', "xml.external"),
        ('<!DOCTYPE CTfile PUBLIC "-//X//Y" "ctf.dtd">', "xml.external"),
    ],
)
def test_a_file_that_could_reach_out_or_blow_up_is_refused(before, code):
    problem = refused(ctf(before="<?xml version='1.0'?>" + before))

    assert (problem.code, problem.line) == (code, 1)


def test_a_bare_doctype_is_ordinary():
    _, rows = read(ctf(before="<?xml version='1.0'?><!DOCTYPE CTfile>"), "ctf")

    assert rows[0].outcome_hint == "ready"


def test_a_broken_file_is_refused_with_its_line_before_any_row_is_taken():
    content = ctf().replace(b"</CTFpupilData>", b"\n\n</CTFpupil>")

    problem = refused(content)

    assert (problem.code, problem.line) == ("xml.malformed", 3)


@pytest.mark.parametrize("cut", [10, 60, 200])
def test_a_file_cut_short_is_refused(cut):
    assert refused(ctf()[:-cut]).code == "xml.malformed"


def test_a_file_with_no_records_is_refused():
    assert refused(b"<?xml version='1.0'?><Message><Other/></Message>").code == "xml.no_records"


def test_nesting_past_the_limit_is_refused():
    assert refused(ctf("<a>" * 50 + "</a>" * 50)).code == "xml.too_deep"


def test_a_huge_text_is_refused():
    assert refused(ctf(f"<Notes>{'x' * 40_000}</Notes>")).code == "file.cell_too_long"


def test_more_records_than_the_limit_are_refused():
    content = FILE.format(PUPIL.format("") * 11).encode()

    with pytest.raises(FileRefused) as found:
        list(xml_records.records(content, format_named("ctf"), Limits(rows=10)))

    assert found.value.problem.code == "file.too_many_rows"


def test_a_file_past_the_size_limit_is_refused():
    with pytest.raises(FileRefused) as found:
        list(xml_records.records(ctf(), format_named("ctf"), Limits(file_bytes=100)))

    assert found.value.problem.code == "file.too_large"


@pytest.mark.parametrize("beside", [[], ["read me.txt"], ["__MACOSX/out/._3434000_CTF.xml"]])
def test_the_one_xml_file_inside_a_zip_is_read(beside):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("out/3434000_CTF.XML", ctf())
        for name in beside:
            package.writestr(name, "nothing of ours")

    reading, rows = read(packed.getvalue(), "ctf")

    assert (reading.how, [row.values["legal_family_name"] for row in rows]) == ("xml", ["Okonkwo"])
    # From the top each time, as any other file.
    assert len(list(reading.rows())) == 1


@pytest.mark.parametrize(
    ("content", "code", "words"),
    [
        (zipped(a_dot_xml=ctf(), b_dot_xml=ctf()), "file.several_in_archive", "of 2 XML files"),
        (zipped(a_dot_csv="UPN"), "file.xml_expected", "what was sent is not"),
        (zipped(a_dot_xml="UPN,Surname"), "file.xml_expected", "what was sent is not"),
        (zipped(a_dot_xml=zipped(b_dot_xml=ctf())), "file.xml_expected", "what was sent is not"),
        (zipped(a_dot_xml=""), "file.empty", "empty"),
        (zipped(a_dot_xml=ctf())[:-30], "file.damaged", "damaged"),
        (zipped(a_dot_xml=ctf()[:-20]), "xml.malformed", "broken"),
        (as_xlsx([["UPN"]]), "file.xml_expected", "what was sent is not"),
        (as_ods([["UPN"]]), "file.xml_expected", "what was sent is not"),
        (b"Rar!\x1a\x07....", "file.archive", "Unpack it"),
    ],
)
def test_any_other_compressed_folder_is_refused_in_words_that_help(content, code, words):
    problem = refused(content)

    assert problem.code == code
    assert words in problem.message


def test_a_zip_with_a_password_is_told_so():
    content = bytearray(zipped(a_dot_xml=ctf()))
    # The first bit of the flags, in the part's own head and in the index, says that it is encrypted.
    content[6] |= 1
    content[content.index(b"PK\1\2") + 8] |= 1

    assert refused(bytes(content)).code == "file.password"


def test_a_zip_that_unpacks_to_more_than_we_read_is_refused_by_what_comes_out():
    content = zipped(a_dot_xml=ctf("<Notes/>" * 200_000))

    with pytest.raises(FileRefused) as found:
        read_file(format_named("ctf"), content, arrival=ARRIVAL, limits=Limits(file_bytes=1024 * 1024))

    assert len(content) < 10_000
    assert found.value.problem.code == "file.too_large"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-1", "windows-1252"])
def test_declared_alphabets_are_obeyed(encoding):
    text = f"<?xml version='1.0' encoding='{encoding}'?>" + FILE.format(PUPIL.format("<MiddleNames>Zoë</MiddleNames>"))

    _, rows = read(text.encode(encoding), "ctf")

    assert rows[0].values["middle_names"] == "Zoë"


def test_an_unknown_alphabet_is_refused():
    assert refused(ctf(before="<?xml version='1.0' encoding='klingon'?>")).code == "xml.malformed"


def test_prefixes_on_element_names_are_passed_over():
    content = ctf().decode().replace("<Surname>", "<c:Surname>").replace("</Surname>", "</c:Surname>")
    content = content.replace("<CTfile>", "<CTfile xmlns:c='urn:x'>")

    _, rows = read(content.encode(), "ctf")

    assert rows[0].values["legal_family_name"] == "Okonkwo"


def test_an_unknown_element_is_reported_once_and_kept():
    reading, rows = read(FILE.format(PUPIL.format("<ShoeSize>5</ShoeSize>") * 3).encode(), "ctf")

    assert [(problem.code, problem.element) for problem in reading.problems] == [("column.unknown", "ShoeSize")]
    assert all(("ShoeSize", "5") in row.as_given for row in rows)


# A contact's surname and an old school's number are not the pupil's.
def test_a_name_inside_another_block_is_not_the_pupils():
    inside = (
        "<Contacts><Contact><Surname>Bello</Surname><Forename>Ngozi</Forename><UPN>A123456789012</UPN></Contact></Contacts>"
        "<SchoolHistory><School><LEA>340</LEA><Estab>1111</Estab><LeavingDate>2020-07-20</LeavingDate></School></SchoolHistory>"
        "<SENhistory><SEN><SENprovision>K</SENprovision></SEN></SENhistory>"
    )

    _, rows = read(ctf(inside), "ctf")

    values = rows[0].values
    assert values["legal_family_name"] == "Okonkwo"
    assert values["upn"] == "V343400012345"
    assert values["parent_name"] == "Ngozi Bello"
    assert values["establishment_number"] == "3434000"
    assert "leaving_date" not in values
    assert "sen_provision" not in values


def test_of_several_contacts_the_first_is_read_and_all_are_kept():
    contact = "<Contact><Surname>{}</Surname></Contact>"

    _, rows = read(ctf(f"<Contacts>{contact.format('Bello')}{contact.format('Adeyemi')}</Contacts>"), "ctf")

    assert rows[0].values["parent_name"] == "Bello"
    assert ("Contacts/Contact/Surname", "Bello") in rows[0].as_given
    assert ("Contacts/Contact/Surname (2)", "Adeyemi") in rows[0].as_given


def test_what_the_header_says_of_the_sender_belongs_to_every_pupil():
    _, rows = read(FILE.format(PUPIL.format("") * 2).encode(), "ctf")

    assert [row.values["establishment_number"] for row in rows] == ["3434000", "3434000"]


def test_the_school_sent_to_is_not_the_school_sent_from():
    content = ctf().replace(b"</Header>", b"<DestSchool><LEA>341</LEA><Estab>2222</Estab></DestSchool></Header>")

    _, rows = read(content, "ctf")

    assert rows[0].values["establishment_number"] == "3434000"


def test_the_year_of_collection_is_not_a_year_group():
    census = (
        "<Message><Header><CollectionDetails><Year>2026</Year></CollectionDetails></Header><PupilsOnRoll><PupilOnRoll>"
        "<UPN>V343400012345</UPN><Surname>Okonkwo</Surname><Forename>Ada</Forename><DOB>2010-02-03</DOB>"
        "</PupilOnRoll></PupilsOnRoll></Message>"
    )

    _, rows = read(census.encode(), "school_census")

    assert "year_group" not in rows[0].values
    assert rows[0].problems == ()


def test_an_empty_element_gives_nothing():
    _, rows = read(ctf("<FormerUPN></FormerUPN><LookedAfter/>"), "ctf")

    assert "former_upn" not in rows[0].values
    assert "in_care" not in rows[0].values


def test_rows_are_numbered_by_the_line_they_start_on():
    _, rows = read(example_of(format_named("ctf")), "ctf")

    assert [row.row for row in rows] == [11, 31]


def test_both_spellings_of_the_return_are_read():
    text = example_of(format_named("nccis_xml")).read_text(encoding="utf-8")
    other = text.replace("DatabaseID", "DatabaseId").replace("NEETStartDate", "NeetStartDate")
    other = other.replace("LevelOfNeedCode", "LevelofNeedCode")

    _, rows = read(text.encode(), "nccis_xml")
    _, others = read(other.encode(), "nccis_xml")

    assert [row.values for row in rows] == [row.values for row in others]


def test_years_of_guarantee_are_kept_apart():
    text = example_of(format_named("nccis_xml")).read_text(encoding="utf-8")
    both = text.replace(
        "</Year11>", "</Year11><Year12><GuaranteeStatus>114</GuaranteeStatus><LEACode>340</LEACode></Year12>"
    )

    _, rows = read(both.encode(), "nccis_xml")

    values = rows[0].values
    assert (values["guarantee_status_code"], values["guarantee_la"]) == ("110", "343")
    assert (values["year_12_guarantee_status_code"], values["year_12_guarantee_la"]) == ("114", "340")


def test_an_unknown_activity_code_in_a_return_rejects_its_record():
    text = example_of(format_named("nccis_xml")).read_text(encoding="utf-8").replace(">619<", ">999<")

    _, rows = read(text.encode(), "nccis_xml")

    assert codes(rows[0].problems)[0] == "activity_codes.unknown"
    assert records(rows)[0].outcome_hint == "rejected"


def test_the_import_and_the_checker_read_the_same_facts_from_a_return():
    content = example_of(format_named("nccis_xml")).read_bytes()

    _, rows = read(content, "nccis_xml")
    (record,) = (found for found in read_return(content) if isinstance(found, Record))

    values = rows[0].values
    assert record.young_persons_id == values["nccis_id"]
    for field in ("activity_code", "cohort_status", "gender", "ethnicity", "postcode", "uln", "level_of_need"):
        assert getattr(record, field) == values.get(field, "")
    for field in ("birth_date", "start_date", "verified_date", "neet_start_date", "review_date"):
        assert getattr(record, field).day == values.get(field)
