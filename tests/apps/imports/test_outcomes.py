"""What each row of a list comes to, once and with its reason, and that a second run changes nothing."""

from datetime import date

import pytest

from tests.apps.imports.lists import (
    BY,
    example,
    held_row,
    leaver,
    leavers,
    load,
    moved_on,
    outcomes,
    portrait,
    problem_codes,
    pupil,
    reasons,
    roll,
    send,
    starter,
    starters,
    sum_holds,
)
from tests.factories.moments import MORNING
from tests.factories.people import upn_of
from towpath.imports.actions import apply_batch, settle_row
from towpath.imports.formats import FORMATS
from towpath.imports.models import Batch
from towpath.imports.summing import list_problems, sum_of
from towpath.organisation.actions import change_setting
from towpath.organisation.models import Organisation
from towpath.people.models import Identifier, Name, Person
from towpath.tracking.actions import record_statement
from towpath.tracking.models import Conflict, Spell, Statement
from towpath.tracking.values import NewStatement

pytestmark = pytest.mark.django_db
NAMES = [layout.name for layout in FORMATS]


def test_the_sum_is_read_and_its_parts(saltmarsh: Organisation) -> None:
    wrong_date = pupil(3, DOB="31/02/2009")

    batch = load(saltmarsh, roll(pupil(1), pupil(2), wrong_date))

    summed = sum_of(batch)
    # 2 made + 1 whose date is no date.
    assert (summed.read, summed.created, summed.rejected) == (3, 2, 1)
    assert (summed.updated, summed.unchanged, summed.held, summed.waiting) == (0, 0, 0, 0)


def test_a_list_received_is_summed_as_planned_and_nothing_is_written(saltmarsh: Organisation) -> None:
    batch = send(saltmarsh, roll(pupil(1), pupil(2)))

    summed = sum_of(batch)
    assert batch.state == Batch.State.STAGED
    assert (summed.read, summed.created, summed.waiting) == (2, 2, 2)
    assert Person.objects.count() == 0


@pytest.mark.parametrize("name", NAMES)
def test_an_example_comes_to_what_was_shown(saltmarsh: Organisation, name: str) -> None:
    content, file_name = example(name)
    shown = outcomes(send(saltmarsh, content, name, name=file_name))

    assert outcomes(load(saltmarsh, content, name, name=file_name, code="another")) == shown


def test_a_changed_cell_updates_the_person_it_is_about(saltmarsh: Organisation) -> None:
    load(saltmarsh, roll(pupil(1), pupil(2)))

    batch = load(saltmarsh, roll(pupil(1, Surname="Wren"), pupil(2)))

    assert outcomes(batch) == ["updated", "unchanged"]
    assert Name.objects.filter(kind="legal", withdrawn_at=None, family_name="Wren").count() == 1
    assert Person.objects.count() == 2


def test_two_rows_about_one_newcomer_make_one_person(saltmarsh: Organisation) -> None:
    batch = load(saltmarsh, roll(pupil(1), pupil(1)))

    assert outcomes(batch) == ["created", "unchanged"]
    assert Person.objects.count() == 1


def test_two_rows_about_one_newcomer_in_two_chunks_make_one_person(
    saltmarsh: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("towpath.imports.actions.applying.CHUNK", 1)

    batch = load(saltmarsh, roll(pupil(1), pupil(1, Gender="M"), pupil(2)))

    assert outcomes(batch) == ["created", "updated", "created"]
    assert Person.objects.count() == 2


@pytest.mark.parametrize("chunk", [500, 1])
def test_a_newcomer_whose_first_row_is_rejected_is_made_by_the_next(
    saltmarsh: Organisation, chunk: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("towpath.imports.actions.receiving.CHUNK", chunk)
    monkeypatch.setattr("towpath.imports.actions.applying.CHUNK", chunk)
    # A leaving date before the entry date is refused by the people's room and not by the reader.
    columns = "UPN,Surname,Forename,DOB,Postcode,Date of Admission,Date of Leaving"
    cells = ",".join(pupil(1)[name] for name in columns.split(",")[:5])
    content = f"{columns}\r\n{cells},05/09/2025,01/09/2024\r\n{cells},05/09/2025,\r\n".encode()

    batch = send(saltmarsh, content)

    assert outcomes(batch) == ["rejected", "created"]
    apply_batch(batch, by=BY, at=MORNING)
    assert outcomes(batch) == ["rejected", "created"]
    assert Person.objects.count() == 1


def test_one_upn_on_two_newcomers_waits_for_a_person(saltmarsh: Organisation) -> None:
    batch = load(saltmarsh, roll(pupil(1), pupil(2, UPN=upn_of(1))))

    assert outcomes(batch) == ["created", "held"]
    assert Identifier.objects.filter(value=upn_of(1), withdrawn_at=None).count() == 1


def test_one_upn_on_two_people_we_hold_waits_for_a_person(saltmarsh: Organisation) -> None:
    load(saltmarsh, roll(pupil(1), pupil(2)))

    batch = load(saltmarsh, roll(pupil(1), pupil(2, UPN=upn_of(1))))

    assert outcomes(batch) == ["unchanged", "held"]
    assert reasons(batch)[1] == "identifier_of_another"
    assert held_row(batch).rivals


def test_twins_are_two_people(saltmarsh: Organisation) -> None:
    older = pupil(1)
    younger = {**older, "UPN": upn_of(2), "Forename": "Wren"}

    batch = load(saltmarsh, roll(older, younger))

    assert outcomes(batch) == ["created", "created"]


def test_somebody_almost_the_same_waits_and_says_who_they_may_be(saltmarsh: Organisation) -> None:
    load(saltmarsh, roll(pupil(1)))
    [known] = Person.objects.values_list("pk", flat=True)

    batch = load(saltmarsh, roll(moved_on(1)))

    assert (outcomes(batch), reasons(batch)) == (["held"], ["may_be"])
    assert held_row(batch).rivals == [known]
    assert Person.objects.count() == 1


def test_a_college_list_makes_nobody_we_do_not_know(saltmarsh: Organisation) -> None:
    batch = load(saltmarsh, starters(starter(1)), "college_starters")

    assert (outcomes(batch), reasons(batch)) == (["held"], ["nobody"])
    assert Person.objects.count() == 0


def test_somebody_unknown_with_a_postcode_of_another_council_is_said_to_be_perhaps_theirs(
    saltmarsh: Organisation,
) -> None:
    change_setting(
        organisation=saltmarsh, key="residence.postcodes", value="L20", from_date=date(2025, 9, 1), by=BY, at=MORNING
    )

    batch = load(saltmarsh, starters(starter(1), starter(2, Postcode="M1 1AE")), "college_starters")

    assert reasons(batch) == ["nobody", "elsewhere"]


def test_a_starter_we_know_is_given_a_statement_and_a_spell(saltmarsh: Organisation) -> None:
    load(saltmarsh, roll(pupil(1)))

    batch = load(saltmarsh, starters(starter(1)), "college_starters")

    assert outcomes(batch) == ["updated"]
    statement = Statement.objects.get()
    # The first row of the file is its headings.
    assert statement.source == f"import:{batch.pk}:2"
    assert Spell.objects.get().statement_id == statement.pk


def test_an_activity_before_birth_waits_and_is_rejected_whoever_it_is_about(saltmarsh: Organisation) -> None:
    load(saltmarsh, roll(pupil(1)))
    [known] = Person.objects.all()

    batch = load(saltmarsh, starters(starter(1, **{"Start Date": "08/09/2005"})), "college_starters")

    assert (outcomes(batch), problem_codes(batch)) == (["held"], ["dates.before_birth"])
    settled = settle_row(held_row(batch), decision="same", person=known, by=BY, at=MORNING)
    assert settled.outcome == "rejected"
    assert Statement.objects.count() == 0
    problem = list(list_problems(batch))[-1]
    assert (problem.row, problem.severity) == (2, "error")
    assert problem.code == "before_birth"


def test_an_unknown_code_never_reaches_the_ledger(saltmarsh: Organisation) -> None:
    content, name = example("caseload_extract")

    batch = load(saltmarsh, content.replace(b",619,", b",999,"), "caseload_extract", name=name)

    assert outcomes(batch)[1] == "rejected"
    assert any("code" in code for code in problem_codes(batch))
    assert not Statement.objects.filter(code="999").exists()


def test_a_conflict_is_held_once_however_often_the_list_comes(saltmarsh: Organisation) -> None:
    load(saltmarsh, roll(pupil(1)))
    load(saltmarsh, starters(starter(1)), "college_starters", code="lock")
    # Two colleges vouch for one day with two codes: full-time education (220 or so) and an apprenticeship.
    other = starters(starter(1, Provider="Quay College", **{"Learning Type": "Apprenticeship"}))

    first = load(saltmarsh, other, "college_starters", code="quay")
    second = load(saltmarsh, other, "college_starters", code="quay")

    assert [outcomes(first), outcomes(second)] == [["held"], ["held"]]
    assert reasons(second) == ["conflict"]
    assert Conflict.objects.count() == 1


def test_a_leaver_ends_what_their_own_provider_said(saltmarsh: Organisation) -> None:
    load(saltmarsh, roll(pupil(1)))
    load(saltmarsh, starters(starter(1)), "college_starters", code="lock")

    batch = load(saltmarsh, leavers(leaver(1)), "college_leavers", code="lock")

    assert outcomes(batch) == ["updated"]
    ended = Statement.objects.filter(end_date__isnull=False).get()
    assert str(ended.end_date) == "2025-11-14"


def test_a_leaver_does_not_end_what_another_provider_said(saltmarsh: Organisation) -> None:
    load(saltmarsh, roll(pupil(1)))
    load(saltmarsh, starters(starter(1)), "college_starters", code="lock")

    batch = load(saltmarsh, leavers(leaver(1, Destination="")), "college_leavers", code="quay")

    assert reasons(batch) == ["left_another"]
    assert not Statement.objects.filter(end_date__isnull=False).exists()


def test_that_a_provider_does_not_know_where_a_leaver_went_says_nothing_against_whoever_does(
    saltmarsh: Organisation,
) -> None:
    load(saltmarsh, roll(pupil(1)))
    load(saltmarsh, starters(starter(1)), "college_starters", code="lock")
    [person] = Statement.objects.values_list("person_id", flat=True)
    told = NewStatement(
        person_id=person,
        code="619",
        start_date=date(2025, 11, 15),
        verified_date=date(2025, 11, 20),
        how="parent",
        sender="advisers",
        source="page:1",
    )
    record_statement(organisation=saltmarsh, new=told, by=BY, at=MORNING)

    theirs = load(saltmarsh, leavers(leaver(1)), "college_leavers", code="lock")
    others = load(saltmarsh, leavers(leaver(1)), "college_leavers", code="quay")

    assert (outcomes(theirs), reasons(others)) == (["updated"], ["left_another"])
    assert not Conflict.objects.exists()
    assert not Statement.objects.filter(code="810").exists()


def test_a_leaver_of_whom_we_hold_nothing_waits(saltmarsh: Organisation) -> None:
    load(saltmarsh, roll(pupil(1)))

    batch = load(saltmarsh, leavers(leaver(1, Destination="")), "college_leavers", code="lock")

    assert (outcomes(batch), reasons(batch)) == (["held"], ["left_nothing"])


def test_a_pupil_whose_sharing_is_limited_keeps_nothing_else(saltmarsh: Organisation) -> None:
    content, name = example("school_roll")
    limited = content.replace(b"0151 496 0101,N,3434000,05/09/2021,11A,N", b"0151 496 0101,N,3434000,05/09/2021,11A,Y")
    assert limited != content

    batch = load(saltmarsh, limited, "school_roll", name=name)

    row = batch.rows.get(line=2)
    kept = str(row.as_given) + str(row.values) + str(portrait(saltmarsh))
    for cell in ("07700 900101", "V343400012345", "7100000008", "BNGN", "Ngozi"):
        assert cell in content.decode()
        assert cell not in kept
    assert "SharingLimit" in kept
    assert "Adaeze" in kept


def test_titles_blanks_and_totals_are_listed_as_skipped(saltmarsh: Organisation) -> None:
    lines = roll(pupil(1), pupil(2)).decode().splitlines()
    content = "\r\n".join(["Pupils on roll", "", *lines, "", "Total,2"]).encode()

    batch = load(saltmarsh, content)

    assert sum_of(batch).created == 2
    assert sum_of(batch).skipped > 0
    assert sum_holds(batch)
