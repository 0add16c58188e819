"""What several cells of a row say together, and what is kept of someone whose sharing is limited."""

from datetime import date
from decimal import Decimal

import pytest

from tests.imports.files import ADA, ARRIVAL, HEADERS, LIAM, as_bytes, codes, read, records
from towpath.imports.formats.college_leavers.words import DESTINATIONS as GONE_TO
from towpath.imports.formats.college_starters.activity import activity_from_learning
from towpath.imports.formats.intended_destinations.words import DESTINATIONS, GUARANTEE
from towpath.imports.reading.layout import Arrival
from towpath.imports.reading.row_rules import attendance_from_sessions, dates_in_order, split_full_name


def row_of(headers, cells, name="school_roll"):
    _, rows = read(as_bytes([headers, cells]), name)
    return records(rows)[0]


# ---- One row, its headings twice or better said


def test_the_same_heading_twice_is_said_and_rows_that_agree_go_on():
    reading, rows = read(as_bytes([[*HEADERS, "DOB"], [*ADA, ADA[3]]]))

    assert codes(reading.problems) == ["column.repeat"]
    assert records(rows)[0].outcome_hint == "ready"


def test_a_row_in_which_two_headings_alike_differ_is_held():
    row = row_of([*HEADERS, "D.O.B."], [*ADA, "03/02/2011"])

    assert row.outcome_hint == "held"
    assert (row.problems[0].code, row.problems[0].value) == ("column.two_answers", "03/02/2010 | 03/02/2011")


def test_a_blank_second_cell_does_not_differ():
    assert row_of([*HEADERS, "DOB"], [*ADA, ""]).outcome_hint == "ready"


def test_the_heading_that_says_it_more_exactly_is_read():
    reading, rows = read(
        as_bytes([["UPN", "Surname", "Legal Surname", "Forename", "DOB"], [ADA[0], "Ada-Known", *ADA[1:]]])
    )

    assert records(rows)[0].values["legal_family_name"] == "Okonkwo"
    assert [(problem.code, problem.column) for problem in reading.problems] == [("column.outranked", "Surname")]
    assert ("Surname", "Ada-Known") in records(rows)[0].as_given


# ---- Compulsory values, and what a wrong value does to its row


def test_a_missing_compulsory_value_rejects_the_row_once():
    row = row_of(HEADERS, [*ADA[:3], ""])

    assert row.outcome_hint == "rejected"
    assert [(problem.code, problem.column, problem.row) for problem in row.problems] == [("value.missing", "DOB", 2)]


def test_an_unreadable_compulsory_value_is_said_once():
    row = row_of(HEADERS, [*ADA[:3], "31/02/2010"])

    assert row.outcome_hint == "rejected"
    assert codes(row.problems) == ["date.no_such_day"]


def test_an_unusable_optional_value_is_left_out_and_the_row_goes_on():
    row = row_of([*HEADERS, "Postcode"], [*ADA, "nowhere"])

    assert row.outcome_hint == "ready"
    assert "postcode" not in row.values
    assert [(problem.severity, problem.value) for problem in row.problems] == [("warning", "nowhere")]


def test_a_wrong_upn_is_left_out_and_the_names_still_say_who():
    row = row_of(HEADERS, ["B123456789012", *ADA[1:]])

    assert row.outcome_hint == "ready"
    assert "upn" not in row.values


def test_a_doubtful_value_stands_and_the_row_is_held():
    row = row_of(HEADERS, [*ADA[:3], "31/01/2023"])  # Three years old when the file is read.

    assert row.outcome_hint == "held"
    assert row.values["birth_date"] == date(2023, 1, 31)


# ---- Whole names


@pytest.mark.parametrize(
    ("whole", "family", "given", "middle", "trouble"),
    [
        ("Okonkwo, Adaeze", "Okonkwo", "Adaeze", None, []),
        ("Okonkwo, Adaeze Grace May", "Okonkwo", "Adaeze", "Grace May", []),
        ("van der Berg, Jan", "van der Berg", "Jan", None, []),
        ("Adaeze Okonkwo", "Okonkwo", "Adaeze", None, ["full_name.split"]),
        ("Jan van der Berg", "van der Berg", "Jan", None, ["full_name.two_readings"]),
        ("Suharto", "Suharto", "-", None, ["name.one_given"]),
        ("Suharto,", "Suharto", "-", None, ["name.one_given"]),
        ("Suharto, -", "Suharto", "-", None, ["name.single"]),
        ("- Suharto", "Suharto", "-", None, ["name.single"]),
        ("Suharto .", "Suharto", "-", None, ["name.single"]),
    ],
)
def test_a_whole_name_is_taken_apart_only_where_it_has_one_reading(whole, family, given, middle, trouble):
    derived = split_full_name({"full_name": whole}, ARRIVAL)

    assert derived.values.get("legal_family_name") == family
    assert derived.values.get("legal_given_name") == given
    assert derived.values.get("middle_names") == middle
    assert [answer.code for _, answer in derived.troubles] == trouble


def test_names_given_apart_are_not_taken_from_the_whole_name():
    values = {"full_name": "X, Y", "legal_family_name": "Okonkwo", "legal_given_name": "Ada"}

    assert split_full_name(values, ARRIVAL).values == {}


@pytest.mark.parametrize(
    ("whole", "outcome"),
    [("Okonkwo, Ada", "ready"), ("Ada Mary Okonkwo", "held"), ("Suharto", "held"), ("Suharto, -", "ready")],
)
def test_a_whole_name_decides_what_becomes_of_its_row(whole, outcome):
    assert row_of(["UPN", "Name", "DOB"], [ADA[0], whole, ADA[3]]).outcome_hint == outcome


# ---- One name only

# given | family | kept given | kept family | row | trouble, and where it is told
ONE_NAME = """
Ada  | Okonkwo     | Ada | Okonkwo     | ready    |
-    | Suharto     | -   | Suharto     | ready    | Forename name.single
–    | Suharto     | -   | Suharto     | ready    | Forename name.single
.    | Suharto     | -   | Suharto     | ready    | Forename name.single
N/A  | Suharto     | -   | Suharto     | ready    | Forename name.single
XXX  | Suharto     | -   | Suharto     | ready    | Forename name.single
FNU  | Suharto     | -   | Suharto     | ready    | Forename name.single
Ada  | -           | -   | Ada         | ready    | Surname name.single
Ada  | LNU         | -   | Ada         | ready    | Surname name.single
     | Suharto     | -   | Suharto     | held     | Surname name.one_given
Ada  |             | -   | Ada         | held     | Forename name.one_given
     | van der Berg|     | van der Berg| rejected | Forename value.missing  # which are given names?
     | Okonkwo, Ada|     | Okonkwo, Ada| rejected | Forename value.missing
-    | -           |     |             | rejected | Surname value.missing
Null | Na          | Null| Na          | ready    |                          # both are names
Ng   | N           | Ng  | N           | ready    |
"""


@pytest.mark.parametrize("line", ONE_NAME.strip("\n").splitlines())
def test_one_name_is_kept_as_the_family_name_where_it_is_marked_and_asked_about_where_it_is_not(line):
    given, family, kept_given, kept_family, outcome, trouble = (
        part.strip() for part in line.partition("#")[0].split("|")
    )

    row = row_of(["UPN", "Forename", "Surname", "DOB"], [ADA[0], given, family, ADA[3]])

    assert row.values.get("legal_given_name", "") == kept_given
    assert row.values.get("legal_family_name", "") == kept_family
    assert row.outcome_hint == outcome
    told = [f"{problem.column} {problem.code}" for problem in row.problems if problem.code != "name.capitals"]
    assert told[:1] == [trouble][: bool(trouble)]


def test_a_name_marked_as_none_is_told_as_it_was_given():
    row = row_of(HEADERS, [ADA[0], "Suharto", "n/a", ADA[3]])

    [problem] = row.problems
    assert (problem.column, problem.value, problem.severity) == ("Forename", "n/a", "note")
    assert problem.message == "The other name is marked as none. We kept this person's one name as the family name."


@pytest.mark.parametrize("heading", ["Middle Names", "Preferred Forename", "Former Surname"])
@pytest.mark.parametrize("mark", ["-", "N/A", "none", "--"])
def test_a_further_name_marked_as_none_is_no_name(heading, mark):
    row = row_of([*HEADERS, heading], [*ADA, mark])

    assert row.outcome_hint == "ready"
    assert mark not in row.values.values()


# ---- Attendance

# possible | attended | authorised | unauthorised | stated | worked out | trouble
ATTENDANCE = """
140 | -   | 7  | 0  | -    | 95    | attendance.worked_out     # (140 - 7 - 0) / 140 = 133 / 140
140 | -   | 14 | 0  | -    | 90    | attendance.worked_out     # 126 / 140, exactly 90
140 | -   | 14 | 7  | -    | 85    | attendance.worked_out     # 119 / 140, exactly 85
140 | 126 | -  | -  | -    | 90    | attendance.worked_out
140 | -   | 14 | -  | -    | -     | -                         # unauthorised is unknown, so the sum is
140 | 126 | -  | -  | 90   | -     | -
140 | 126 | -  | -  | 90.5 | -     | -
140 | 126 | -  | -  | 90.6 | -     | attendance.disagrees
140 | 141 | -  | -  | -    | -     | attendance.sessions
140 | -   | 90 | 90 | -    | -     | attendance.sessions       # 140 - 180 is below nought
0   | 0   | -  | -  | -    | -     | -                         # nobody could attend: unknown, not 0%
-   | 126 | -  | -  | -    | -     | -
"""


@pytest.mark.parametrize("line", ATTENDANCE.strip().splitlines())
def test_attendance_is_worked_out_exactly_or_not_at_all(line):
    *sessions, stated, worked, trouble = (cell.strip() for cell in line.split("#")[0].split("|"))
    fields = ("sessions_possible", "sessions_attended", "sessions_authorised", "sessions_unauthorised")
    values = {field: int(cell) for field, cell in zip(fields, sessions, strict=True) if cell != "-"}
    if stated != "-":
        values["attendance_percent"] = Decimal(stated)

    derived = attendance_from_sessions(values, ARRIVAL)

    assert derived.values.get("attendance_percent") == (Decimal(worked) if worked != "-" else None)
    assert [answer.code for _, answer in derived.troubles] == ([trouble] if trouble != "-" else [])


# Marks of a register: present / 60, pm 58, L 2; authorised I 8, M 2; unauthorised O 10. 60+58+2+8+2+10 = 140.
MARKS = {"/": "60", "\\": "58", "L": "2", "I": "8", "M": "2", "O": "10"}


def test_sessions_are_added_up_from_register_marks():
    row = row_of([*HEADERS, "Possible", *MARKS], [*ADA, "140", *MARKS.values()], "school_indicators")

    assert row.values["sessions_attended"] == 60 + 58 + 2
    assert row.values["sessions_authorised"] == 8 + 2
    assert row.values["sessions_unauthorised"] == 10
    assert row.values["attendance_percent"] == Decimal(120) * 100 / 140
    assert row.outcome_hint == "ready"


def test_register_marks_that_do_not_account_for_every_session_hold_the_row():
    row = row_of([*HEADERS, "Possible", *MARKS], [*ADA, "141", *MARKS.values()], "school_indicators")

    assert codes(row.problems) == ["attendance.marks"]
    assert row.outcome_hint == "held"
    assert "attendance_percent" not in row.values


@pytest.mark.parametrize(
    ("cell", "value"), [("4000", "4000"), ("3434000", "3434000"), ("400", "0400"), ("Harbour", None)]
)
def test_a_school_number_is_read_with_or_without_its_council(cell, value):
    assert row_of([*HEADERS, "Estab"], [*ADA, cell]).values.get("estab") == value


# ---- Dates in order


@pytest.mark.parametrize(
    ("values", "trouble"),
    [
        ({"start_date": date(2025, 9, 8), "end_date": date(2025, 9, 8)}, []),
        ({"start_date": date(2025, 9, 8), "end_date": date(2025, 9, 7)}, ["dates.end_before_start"]),
        ({"start_date": date(2025, 9, 8), "expected_end_date": date(2025, 9, 7)}, ["dates.end_before_start"]),
        ({"start_date": date(2009, 9, 8), "birth_date": date(2009, 9, 8)}, []),
        ({"start_date": date(2009, 9, 8), "birth_date": date(2009, 9, 9)}, ["dates.before_birth"]),
        ({"end_date": date(2025, 9, 7)}, []),
    ],
)
def test_dates_out_of_order_are_doubted(values, trouble):
    assert [answer.code for _, answer in dates_in_order(values, ARRIVAL).troubles] == trouble


# ---- The activity code of a start

# learning | mode | hours | provider | sender | code or trouble
STARTS = """
education            | full_time | -   | school_sixth_form  | -                  | 210
education            | full_time | -   | sixth_form_college | -                  | 220
education            | full_time | -   | further_education  | -                  | 230
education            | full_time | -   | other_provider     | -                  | 270
education            | full_time | -   | special_post_16    | -                  | 280
education            | full_time | -   | -                  | sixth_form_college | 220
education            | full_time | -   | further_education  | sixth_form_college | 230   # the row outranks the sender
-                    | full_time | -   | further_education  | -                  | 230
education            | part_time | -   | further_education  | -                  | 250
education            | -         | 540 | further_education  | -                  | 230   # 540 hours a year is full time
education            | -         | 539 | further_education  | -                  | 250
education            | part_time | 580 | further_education  | -                  | 250   # mode outranks hours
higher_education     | full_time | -   | further_education  | -                  | 240
apprenticeship       | part_time | -   | further_education  | -                  | 310
traineeship          | -         | -   | -                  | -                  | 450
supported_internship | -         | -   | -                  | -                  | 460
re_engagement        | -         | -   | -                  | -                  | 530
education            | -         | -   | further_education  | -                  | activity.mode_missing
education            | full_time | -   | -                  | -                  | activity.provider_missing
-                    | -         | -   | -                  | -                  | activity.mode_missing
"""


@pytest.mark.parametrize("line", STARTS.strip().splitlines())
def test_a_start_is_coded_by_the_table_or_held(line):
    cells = [cell.strip() for cell in line.split("#")[0].split("|")]
    learning, mode, hours, provider, sender, expected = cells
    given = {"learning_type": learning, "mode": mode, "provider_type": provider}
    values = {field: cell for field, cell in given.items() if cell != "-"} | (
        {"planned_hours": int(hours)} if hours != "-" else {}
    )
    arrival = Arrival(on=ARRIVAL.on, provider_type="" if sender == "-" else sender)

    derived = activity_from_learning(values, arrival)

    (_, answer), *others = derived.troubles
    assert others == []
    if expected.isdigit():
        assert derived.values == {"activity_code": expected}
        assert (answer.code, answer.effect) == ("activity.derived", "noted")
        assert expected in answer.message
    else:
        assert derived.values == {}
        assert (answer.code, answer.effect) == (expected, "doubtful")


def test_a_code_that_is_given_is_not_derived():
    assert activity_from_learning({"activity_code": "260"}, ARRIVAL).values == {}


@pytest.mark.parametrize(
    ("table", "published"),
    [(DESTINATIONS, "intended_destinations"), (GUARANTEE, "guarantee_statuses"), (GONE_TO, "activity_codes")],
)
def test_words_are_only_ever_read_as_published_codes(table, published):
    assert set(table) <= ARRIVAL.codes[published]
    every = [word.casefold() for words in table.values() for word in words]
    assert len(every) == len(set(every))


# ---- Sharing limited to name, address and date of birth

LIMITED = [*HEADERS, "Postcode", "Mobile", "SEN Status", "FSM", "Shoe size", "Sharing Limited"]


def test_sharing_limited_keeps_only_name_address_and_birth_date():
    row = row_of(LIMITED, [*ADA, "L20 3NJ", "07700 900101", "K", "Y", "5", "Y"])

    assert set(row.values) == {"legal_family_name", "legal_given_name", "birth_date", "postcode", "sharing_limited"}
    assert {header for header, _ in row.as_given} == {"Surname", "Forename", "DOB", "Postcode", "Sharing Limited"}
    assert row.outcome_hint == "ready"


# Ten cells are given; UPN, mobile, SEN, FSM and shoe size may not be kept: 10 - 5 = 5.
def test_what_sharing_limited_drops_is_counted_and_never_repeated():
    row = row_of(LIMITED, [*ADA, "L20 3NJ", "07700 900101", "K", "Y", "5", "Y"])

    assert [(problem.code, problem.value) for problem in row.problems] == [("sharing.limited", "5")]
    everything = repr(row)
    assert "07700" not in everything
    assert ADA[0] not in everything


def test_a_wrong_value_that_may_not_be_kept_is_not_even_quoted():
    row = row_of(LIMITED, [*ADA, "L20 3NJ", "secret number", "K", "Y", "5", "Y"])

    assert "secret" not in repr(row)


def test_an_unclear_limit_counts_as_a_limit_and_holds_the_row():
    row = row_of(LIMITED, [*ADA, "L20 3NJ", "07700 900101", "K", "Y", "5", "ask mum"])

    assert row.outcome_hint == "held"
    assert "phone" not in row.values


@pytest.mark.parametrize("answer", ["N", "", "no"])
def test_sharing_that_is_not_limited_keeps_everything(answer):
    row = row_of(LIMITED, [*ADA, "L20 3NJ", "07700 900101", "K", "Y", "5", answer])

    assert row.values["phone"] == "07700900101"


@pytest.mark.parametrize(("answer", "kept"), [("Yes", True), ("No", False), ("UNS", False)])
def test_an_agreement_is_the_opposite_question(answer, kept):
    row = row_of([*HEADERS, "Mobile", "YSSA"], [*ADA, "07700 900101", answer])

    assert ("phone" in row.values) is kept


def test_a_limited_learner_gives_no_activity_and_is_not_asked_for_one():
    headers = ["ULN", "Surname", "Forename", "DOB", "Start Date", "Mode", "Opt Out"]

    row = row_of(
        headers, ["7100000008", "Okonkwo", "Adaeze", "03/02/2009", "08/09/2025", "FT", "Y"], "college_starters"
    )

    assert set(row.values) == {"legal_family_name", "legal_given_name", "birth_date", "sharing_limited"}
    assert row.outcome_hint == "ready"


def test_a_limited_pupil_gives_no_indicators():
    headers = [*HEADERS, "Sessions Possible", "Authorised Absence", "Unauthorised Absence", "Young Carer", "Opt Out"]

    row = row_of(headers, [*ADA, "140", "7", "0", "Y", "Y"], "school_indicators")

    assert set(row.values) == {"legal_family_name", "legal_given_name", "birth_date", "sharing_limited"}


# ---- Real oddities of extracts


def test_month_and_year_of_birth_stay_a_month():
    headers = ["YoungPersonsID", "GivenName", "FamilyName", "moth/year of birth", "ActivityCode", "StartDate"]

    row = row_of(headers, ["3430000010001", "Ada", "Okonkwo", "02/2009", "220", "44629"], "caseload_extract")

    assert row.values["birth_month"] == date(2009, 2, 1)
    assert "birth_date" not in row.values
    assert row.values["start_date"] == date(2022, 3, 9)


def test_an_unknown_circumstance_is_not_a_no():
    headers = [*HEADERS, "Young Carer", "Youth Justice"]

    row = row_of(headers, [*LIAM, "", "N"], "school_indicators")

    assert "young_carer" not in row.values
    assert row.values["youth_justice"] is False


def test_an_activity_verified_on_a_day_to_come_is_held():
    headers = ["YoungPersonsID", "ActivityCode", "StartDate", "DateVerified"]

    today = row_of(headers, ["3430000010001", "220", "08/09/2025", "31/01/2026"], "caseload_extract")
    tomorrow = row_of(headers, ["3430000010001", "220", "08/09/2025", "01/02/2026"], "caseload_extract")

    assert (today.outcome_hint, tomorrow.outcome_hint) == ("ready", "held")
