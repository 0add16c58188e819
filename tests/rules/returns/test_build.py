"""One record from plain facts: what is sent, what stands in, and that nothing is left out in silence."""

from dataclasses import fields, replace
from datetime import date
from io import BytesIO

import pytest

from tests.rules.returns.test_build_tables import WREN, panel, terms
from towpath.rules.returns.build import build_record
from towpath.rules.returns.check import check_return
from towpath.rules.returns.facts import (
    Guarantee,
    ReturnAddress,
    ReturnPlace,
    RollPlace,
    Stated,
    ToldActivity,
    guarantee_cohort_year,
)
from towpath.rules.returns.layout import ELEMENTS
from towpath.rules.returns.members import guarantee_year
from towpath.rules.returns.model import Header, Record, given_date
from towpath.rules.returns.omissions import OMISSIONS, Omission, omission_words
from towpath.rules.returns.read import read_return
from towpath.rules.returns.write import write_return
from towpath.rules.statements import Statement
from towpath.standards import load_standards

JANUARY = date(2026, 1, 31)
HOME = ReturnAddress(lines=("4 Ropewalk", "", "", ""), town="Saltmarsh", postcode="SM1 2AB")
SCHOOL = ReturnPlace(name="Saltmarsh High School", number="3434001", ukprn="10000001", la_code="343")
PUPIL = replace(WREN, birth_date=date(2010, 3, 15), address=HOME)
"""In Year 11 until 31 August 2026."""


def told(code, start=date(2025, 9, 8), place=None, number=1, **given):
    statement = Statement(id=number, code=code, start_date=start, **given)
    return ToldActivity(statement, statement.effective_date, place)


def record_of(facts, period_end=JANUARY, **given):
    [record] = build_record(facts, terms(period_end, **given)).records
    return record


def omitted(facts, period_end=JANUARY, **given):
    return [(each.code, each.value) for each in build_record(facts, terms(period_end, **given)).omissions]


SIXTH_FORMER = replace(WREN, address=HOME, activities=(told("210", place=SCHOOL, expected_end_date=date(2027, 7, 31)),))


def test_a_sound_record_is_built_of_sound_facts():
    record = record_of(SIXTH_FORMER)
    out = BytesIO()
    header = Header(
        database_ids=("343",),
        source_las=("343",),
        send_date=given_date(JANUARY),
        period_end=given_date(JANUARY),
        supplier_name="Towpath",
        supplier_xml_version="1",
        xml_schema_version="1",
    )
    write_return(out, header, [record])

    assert omitted(SIXTH_FORMER) == []
    assert check_return(out.getvalue(), load_standards()).problems == ()
    assert [item for item in read_return(out.getvalue()) if isinstance(item, Record)] == [record]


def test_whoever_is_not_sent_has_no_record_and_a_reason():
    moved_away = replace(SIXTH_FORMER, values=panel(lead_la="341"))

    built = build_record(moved_away, terms(JANUARY))

    assert (built.records, built.not_sent.value) == ((), "another council leads")


def test_whoever_is_not_sent_for_want_of_an_activity_is_listed():
    built = build_record(replace(SIXTH_FORMER, activities=()), terms(JANUARY, fills_gaps=False))

    assert built.not_sent.value == "nothing is known of what they do"
    assert [each.code for each in built.omissions] == ["nothing_known"]


def test_somebody_who_leaves_is_sent_though_nothing_is_known_of_what_they_do():
    left = replace(WREN, values=panel(cohort_status="D"), before=panel())

    assert record_of(left, fills_gaps=False).activity_code == "810"


def test_what_nobody_told_us_is_counted_and_sent():
    values = {**panel(), "ethnicity": Stated("NOBT", is_default=True), "gender": Stated("U", is_default=True)}

    built = build_record(replace(SIXTH_FORMER, values=values), terms(JANUARY))

    assert built.defaulted == ("ethnicity", "gender")
    assert (built.records[0].ethnicity, built.records[0].gender) == ("NOBT", "U")


@pytest.mark.parametrize(
    ("care_of", "sent", "codes"),
    [
        ("Towpath, Lock House, SM1 1AA", ("Towpath", "Lock House", "", "", "SM1 1AA"), ["address_protected"]),
        ("Lock House sm11aa", ("Lock House", "", "", "", "SM1 1AA"), ["address_protected"]),
        ("Lock House", ("Lock House", "", "", "", "ZZ99 9ZZ"), ["address_protected", "no_postcode"]),
        ("a, b, c, d, e, SM1 1AA", ("a", "b", "c", "d, e", "SM1 1AA"), ["address_protected"]),
        ("  ", ("", "", "", "", "ZZ99 9ZZ"), ["no_care_of", "no_postcode"]),
    ],
)
def test_of_a_protected_address_only_the_care_of_is_sent(care_of, sent, codes):
    protected = replace(HOME, is_protected=True, care_of=care_of)
    facts = replace(SIXTH_FORMER, address=protected)

    record = record_of(facts)

    lines = (record.address_line_1, record.address_line_2, record.address_line_3, record.address_line_4)
    assert (*lines, record.postcode) == sent
    assert record.town == ""
    assert [code for code, _ in omitted(facts)] == codes


def test_the_name_of_a_place_is_sent_only_where_it_has_no_number_and_never_of_the_protected():
    nameless = told("230", place=ReturnPlace(name="Quay Training"), expected_end_date=date(2026, 7, 17))
    at_quay = replace(SIXTH_FORMER, activities=(nameless,))
    protected = replace(at_quay, address=replace(HOME, is_protected=True, care_of="Lock House, SM1 1AA"))

    named = [record_of(facts).establishment_name for facts in (at_quay, protected, SIXTH_FORMER)]

    assert named == ["Quay Training", "", ""]
    assert record_of(at_quay).establishment_number == "3439999"


@pytest.mark.parametrize(
    ("code", "place", "educated", "number"),
    [
        ("210", SCHOOL, "343", "3434001"),
        ("210", None, "341", "3419999"),
        ("210", ReturnPlace(name="Elsewhere", la_code="350"), "343", "3509999"),
        ("260", None, "343", ""),
        ("330", None, "343", ""),
        ("330", ReturnPlace(name="Bakery"), "343", ""),
        ("310", SCHOOL, "343", "3434001"),
    ],
)
def test_education_without_a_number_has_the_council_s_and_9999(code, place, educated, number):
    facts = replace(SIXTH_FORMER, values=panel(educated_la=educated), activities=(told(code, place=place),))

    assert record_of(facts).establishment_number == number


def test_a_temporary_learner_number_is_left_out():
    assert record_of(replace(SIXTH_FORMER, uln="9999999999")).uln == ""
    assert record_of(replace(SIXTH_FORMER, uln="1000000001")).uln == "1000000001"


def test_a_missing_part_of_the_legal_name_is_the_preferred_one():
    facts = replace(SIXTH_FORMER, given_name="", preferred_given_name="Robin", preferred_family_name="Vance")

    record = record_of(facts)

    assert (record.given_name, record.family_name) == ("Robin", "Halloran")
    assert omitted(facts) == [("preferred_name", "Robin")]


def test_a_name_is_sent_as_kept_save_for_stray_space():
    assert record_of(replace(SIXTH_FORMER, family_name=" O’Hal  loran-3 ")).family_name == "O’Hal loran-3"


def test_a_value_no_file_may_hold_is_left_out_and_listed():
    facts = replace(SIXTH_FORMER, family_name="Hall\x0boran")

    assert record_of(facts).family_name == ""
    assert omitted(facts) == [("unwritable", "Hall\ufffdoran")]


@pytest.mark.parametrize(
    ("period_end", "born", "known", "sent"),
    [
        # Born in March 2010: Year 11 in June 2026, and Year 12 from September; one and the same guarantee, of 2026.
        (date(2026, 6, 30), date(2010, 3, 15), {11: "110"}, ("Y", "110", "")),
        (date(2026, 9, 30), date(2010, 3, 15), {11: "110"}, ("Y", "110", "")),
        (date(2027, 3, 31), date(2010, 3, 15), {11: "110"}, ("Y", "110", "")),
        (date(2026, 6, 30), date(2009, 3, 15), {12: "114", 11: "110"}, ("Y", "", "114")),
        # A year higher than any the guarantee covers.
        (date(2026, 9, 30), date(2008, 12, 15), {12: "114"}, ("Y", "", "114")),
        (date(2026, 6, 30), date(2007, 12, 15), {12: "114"}, ("N", "", "")),
        # Nobody has said: not yet recorded, from May to October.
        (date(2026, 4, 30), date(2010, 3, 15), {}, ("N", "", "")),
        (date(2026, 5, 31), date(2010, 3, 15), {}, ("Y", "159", "")),
        (date(2026, 10, 31), date(2010, 3, 15), {}, ("Y", "159", "")),
        (date(2026, 10, 31), date(2009, 3, 15), {}, ("Y", "", "159")),
        (date(2026, 11, 30), date(2010, 3, 15), {}, ("N", "", "")),
    ],
)
def test_the_guarantee_follows_the_months(period_end, born, known, sent):
    guarantees = {year: Guarantee(status, "343") for year, status in known.items()}
    facts = replace(WREN, birth_date=born, values=panel(send_flag="Y"), guarantees=guarantees)

    record = record_of(facts, period_end)

    assert (record.guarantee_indicator, record.guarantee_11_status, record.guarantee_12_status) == sent
    assert {record.guarantee_11_la, record.guarantee_12_la} == ({"343", ""} if sent[0] == "Y" else {""})


def test_a_guarantee_not_recorded_names_the_council_of_year_11():
    taught_next_door = replace(PUPIL, values=panel(year_11_la="341"))

    assert record_of(taught_next_door, date(2026, 6, 30)).guarantee_11_la == "341"


@pytest.mark.parametrize(
    ("on", "year"),
    [
        (date(2026, 3, 31), 11),
        (date(2026, 4, 1), 12),
        (date(2026, 8, 31), 12),
        (date(2026, 9, 1), 12),
    ],
)
def test_the_guarantee_year_turns_in_april(on, year):
    # Born 15 March 2009: Year 12 until 31 August 2026 and Year 13 from the day after.
    assert guarantee_year(date(2009, 3, 15), on) == year


def test_the_guarantee_of_one_september_runs_from_april_to_march():
    ends = [date(2026, 3, 31), date(2026, 4, 30), date(2026, 12, 31), date(2027, 3, 31)]

    assert [guarantee_cohort_year(each) for each in ends] == [2025, 2026, 2026, 2026]


def test_an_intended_destination_is_sent_of_year_11_alone():
    assert record_of(replace(PUPIL, intended_destination="121")).intended_destination == "121"
    assert record_of(replace(SIXTH_FORMER, intended_destination="121")).intended_destination == ""


@pytest.mark.parametrize(
    ("roll", "sent"),
    [
        # On the roll since Year 7 and told of a year ago: this school year is an activity of its own.
        (RollPlace(is_at_home=False, told_date=date(2024, 10, 3), from_date=date(2021, 9, 6), place=SCHOOL),
         ("110", "2025-09-01", "2025-09-01", "3434001")),
        (RollPlace(is_at_home=False, told_date=date(2025, 11, 3), from_date=date(2025, 11, 1), place=SCHOOL),
         ("110", "2025-11-01", "2025-11-03", "3434001")),
        (RollPlace(is_at_home=False, told_date=date(2026, 2, 3), place=SCHOOL),
         ("110", "2025-09-01", "2026-01-31", "3434001")),
        (RollPlace(is_at_home=True, told_date=date(2025, 11, 3)), ("120", "2025-09-01", "2025-11-03", "3439999")),
    ],
)  # fmt: skip
def test_a_pupil_on_a_roll_is_at_school_though_no_statement_says_so(roll, sent):
    facts = replace(PUPIL, roll_place=roll)

    record = record_of(facts, fills_gaps=False)

    assert (
        record.activity_code,
        record.start_date.text,
        record.verified_date.text,
        record.establishment_number,
    ) == sent
    assert omitted(facts) == [("on_school_roll", sent[0])]


def test_a_statement_that_still_counts_speaks_before_a_roll():
    roll = RollPlace(is_at_home=False, told_date=date(2025, 11, 3), place=SCHOOL)

    assert record_of(replace(PUPIL, roll_place=roll, activities=(told("130"),))).activity_code == "130"


def test_a_roll_does_not_speak_of_anybody_past_year_11():
    roll = RollPlace(is_at_home=False, told_date=date(2025, 11, 3), place=SCHOOL)

    assert record_of(replace(WREN, roll_place=roll)).activity_code == "810"


def test_neet_began_with_the_unbroken_run():
    began = told("619", start=date(2025, 10, 1), number=1)
    went_on = told("650", start=date(2025, 12, 1), number=2)

    record = record_of(replace(SIXTH_FORMER, activities=(began, went_on)))

    assert (record.start_date.text, record.neet_start_date.text) == ("2025-12-01", "2025-10-01")


def test_neet_that_has_ended_still_says_when_it_began():
    ended = told("619", start=date(2025, 10, 1), end_date=date(2025, 12, 19))

    assert record_of(replace(SIXTH_FORMER, activities=(ended,)), fills_gaps=False).neet_start_date.text == "2025-10-01"


def test_the_plan_that_ceased_is_sent_with_whom_it_put_in_the_return():
    ceased = replace(SIXTH_FORMER, birth_date=date(2006, 3, 15), values=panel(), before=panel(send_flag="Y"))

    record = record_of(ceased)

    # Check 40 turns away anybody of 18 without the flag.
    assert (record.cohort_status, record.send_flag) == ("L", "Y")
    assert omitted(ceased) == [("leaves", "L")]


def test_whoever_moved_away_is_still_led_by_us_and_says_where_to():
    moved = replace(SIXTH_FORMER, values=panel(lead_la="341"), before=panel())

    record = record_of(moved)

    # Checks 26 and 42: the lead is in the header, and is not where they moved to.
    assert (record.cohort_status, record.lead_la, record.transferred_to_la) == ("T", "343", "341")


def test_a_lead_council_that_nobody_knows_is_still_us():
    lost = replace(SIXTH_FORMER, values=panel(lead_la="004"))

    assert record_of(lost).lead_la == "343"
    assert omitted(lost) == [("lead_council_unknown", "343")]


def test_a_duplicate_is_sent_beside_the_record_it_was_found_to_be():
    facts = replace(SIXTH_FORMER, duplicate_ids=("3430000000009",), previous_young_persons_id="3430000000008")

    kept, duplicate = build_record(facts, terms(JANUARY)).records

    assert (kept.cohort_status, kept.previous_young_persons_id) == ("P", "3430000000008")
    assert (duplicate.cohort_status, duplicate.young_persons_id) == ("M", "3430000000009")
    assert duplicate.previous_young_persons_id == ""


def test_characteristics_are_sent_once_each_in_order():
    assert record_of(replace(SIXTH_FORMER, characteristics=("170", "110", "170"))).characteristics == ("110", "170")


@pytest.mark.parametrize(("end", "before"), [(date(2026, 3, 31), date(2026, 2, 28)), (JANUARY, date(2025, 12, 31))])
def test_the_period_end_before_is_the_month_before(end, before):
    assert terms(end).period_end_before == before


@pytest.mark.parametrize("code", OMISSIONS)
def test_every_omission_has_words_that_end_a_sentence(code):
    omission = Omission(code, "postcode", "ZZ99 9ZZ")

    words = omission_words(code, omission.value)

    assert words.endswith(".")
    assert "{" not in words
    assert omission.severity in ("filled", "left_out", "not_sent")


def test_every_field_of_the_panel_that_is_sent_has_its_element():
    names = {each.name for each in fields(Record)}

    assert set(panel()) <= names & set(ELEMENTS)
