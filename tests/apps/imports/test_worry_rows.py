"""Worries by a file: the form's columns or any others, each learner once, and never a question about anybody."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.apps.imports.lists import as_bytes
from tests.apps.imports.test_uploads import LATER
from tests.factories.cast import make_user
from tests.factories.moments import DAY, MORNING
from tests.factories.people import make_person
from tests.factories.uploads import HOW, make_college, make_contact, signs_in, worries_secret
from towpath.audit import Actor
from towpath.imports.actions.uploading import (
    MOST_WORRIES,
    ToldWorry,
    UploadRefusedError,
    tell_own_worries,
    tell_worries,
)
from towpath.imports.models import AttendanceWorry, Sender
from towpath.imports.worry_rows import LayoutRefusedError, ReadWorries, by_sending, read_worries, say_columns
from towpath.organisation.models import Organisation

pytestmark = pytest.mark.django_db

OURS = ["First name", "Last name", "Date of birth", "Postcode", "ULN", "Last day they came", "What worries you?"]
WREN = ["Wren", "Halloran", "31/08/2009", "SM1 2AB", "", "19/01/2026", "Not seen since the mock exams."]
THEIRS = ["Etunimi", "Sukunimi", "Geburtstag", "Wann zuletzt", "Warum"]


def read(sender: Sender, *rows: list[str], name: str = "worries.csv") -> ReadWorries:
    return read_worries(sender, as_bytes(list(rows)), name, DAY)


@pytest.fixture
def college(saltmarsh: Organisation) -> Sender:
    return make_college(saltmarsh, owner=make_user(saltmarsh, "data_lead"))


def test_the_forms_own_columns_are_read_as_they_are(college: Sender) -> None:
    found = read(college, OURS, WREN)

    assert found.worries == (
        ToldWorry(
            given_name="Wren", family_name="Halloran", birth_date=date(2009, 8, 31), postcode="SM1 2AB",
            last_attended_date=date(2026, 1, 19), words="Not seen since the mock exams.",
        ),
    )  # fmt: skip
    assert (found.to_mend, found.refused) == ((), None)


@pytest.mark.parametrize(
    ("column", "given"),
    [
        (2, "sometime"), (5, "01/02/2026"), (6, "x" * 501), (6, ""), (1, ""), (0, "ש" * 61),
        (2, "31/01/2026"), (5, "19/01/2005"), (3, "SM1"), (4, "1234567890"), (4, "12345"),
    ],
)  # fmt: skip
def test_a_row_that_cannot_be_is_to_be_mended_and_the_others_are_told(college: Sender, column: int, given: str) -> None:
    spoilt = [*WREN]
    spoilt[column] = given

    found = read(college, OURS, spoilt, ["Robin", *WREN[1:]])

    assert [each.given_name for each in found.worries] == ["Robin"]
    [row] = found.to_mend
    assert row.row == 1 + 1
    assert [problem.message for problem in row.problems if problem.severity != "note"]


def test_the_rows_that_read_well_go_whatever_is_wrong_with_another(saltmarsh: Organisation) -> None:
    secret = worries_secret(saltmarsh, make_user(saltmarsh, "data_lead"))
    # The year of birth for the year: three months before they were born.
    slipped = [*WREN[:5], "19/05/2009", WREN[6]]
    found = read(Sender.objects.get(), OURS, ["Robin", *WREN[1:]], slipped)

    tell_worries(secret, by_sending(found.worries), at=LATER)

    assert AttendanceWorry.objects.get().given_name == "Robin"
    [row] = found.to_mend
    [problem] = row.problems
    assert (row.row, problem.column, problem.value) == (1 + 2, "Last day they came", "19/05/2009")
    assert "after their date of birth" in problem.message


def test_headings_of_their_own_are_asked_about_once(college: Sender) -> None:
    theirs = ["Wren", "Halloran", "31/08/2009", "19/01/2026", "Not seen."]
    asked = read(college, THEIRS, theirs)
    assert (asked.headings, asked.worries) == (tuple(THEIRS), ())

    fields = ("legal_given_name", "legal_family_name", "birth_date", "last_attended_date", "words")
    said = dict(zip(fields, THEIRS, strict=True))
    say_columns(sender=college, headings=asked.headings, filled_by=said, **HOW)

    [worry] = read(college, THEIRS, theirs).worries
    assert (worry.given_name, worry.birth_date, worry.words) == ("Wren", date(2009, 8, 31), "Not seen.")


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"words": ""}, "Choose the column"),
        ({"words": "Etunimi"}, "twice"),
        ({"words": "Elsewhere"}, "no column"),
    ],
)
def test_columns_that_cannot_be_so_are_refused_in_words(college: Sender, changed: dict[str, str], why: str) -> None:
    said = {"legal_given_name": "Etunimi", "legal_family_name": "Sukunimi", "birth_date": "Geburtstag"}
    with pytest.raises(LayoutRefusedError, match=why):
        say_columns(sender=college, headings=THEIRS, filled_by={**said, "words": "Warum", **changed}, **HOW)


def test_a_file_sent_again_with_one_row_more_tells_of_that_one_alone(saltmarsh: Organisation) -> None:
    secret = worries_secret(saltmarsh, make_user(saltmarsh, "data_lead"))
    sender = Sender.objects.get()
    for rows in ([WREN], [WREN, WREN, ["Robin", *WREN[1:]]]):
        tell_worries(secret, by_sending(read(sender, OURS, *rows).worries), at=LATER)

    assert sorted(AttendanceWorry.objects.values_list("given_name", flat=True)) == ["Robin", "Wren"]


def test_the_same_worry_months_later_is_a_new_one(college: Sender) -> None:
    priya = make_contact(college)
    user = signs_in(priya)
    priya.refresh_from_db()
    by = Actor(organisation="saltmarsh", user=user.public_id, role="provider")
    row = [*WREN[:5], "", "Below half this term."]
    said = by_sending(read(college, OURS, row).worries)

    told = [
        tell_own_worries(said, contact=priya, sender=college, by=by, at=MORNING + timedelta(days=days))
        for days in (0, 7, 60)
    ]

    assert [(len(each.new), len(each.again)) for each in told] == [(1, 0), (0, 1), (1, 0)]
    assert AttendanceWorry.objects.count() == 2


def test_more_than_a_days_worth_is_refused_whole(saltmarsh: Organisation) -> None:
    secret = worries_secret(saltmarsh, make_user(saltmarsh, "data_lead"))
    rows = [[f"Wren {'x' * number}", *WREN[1:]] for number in range(MOST_WORRIES + 1)]
    told = by_sending([ToldWorry(given_name=row[0][:60], family_name=f"H{n}", birth_date=date(2009, 8, 31), words="x")
                       for n, row in enumerate(rows)])  # fmt: skip
    with pytest.raises(UploadRefusedError):
        tell_worries(secret, told, at=LATER)
    assert not AttendanceWorry.objects.exists()


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b'First name,Last name\n"Wren,Halloran\n'])
def test_a_bad_file_is_refused_in_words(college: Sender, content: bytes) -> None:
    found = read_worries(college, content, "worries.csv", DAY)
    assert found.refused is not None
    assert found.refused.message


def test_reading_a_file_asks_nothing_about_anybody(saltmarsh: Organisation, farbank: Organisation) -> None:
    make_person(saltmarsh)
    answers = []
    for council in (saltmarsh, farbank):
        sender = make_college(council, owner=make_user(council, "data_lead"))
        with CaptureQueriesContext(connection) as asked:
            answers.append((read(sender, OURS, WREN), len(asked)))
        statements = " ".join(each["sql"] for each in asked)
        assert not [table for table in ('"people_', '"matching_', '"tracking_', '"caseload_') if table in statements]
    assert answers[0] == answers[1]
