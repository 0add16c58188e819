"""Who may ask about returns, and what they are told."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.apps.returns.conftest import PERIOD_END, SOON
from tests.factories.cast import SETUP, make_viewer
from tests.factories.moments import DAY
from towpath.files.actions import FileRemovedError, remove
from towpath.people import actions as people
from towpath.people.facts import PersonFacts
from towpath.people.models import Identifier
from towpath.returns import queries
from towpath.returns.actions import build_return, log_upload, sign_off
from towpath.returns.queries import RunNotFoundError
from towpath.returns.words import message_of

pytestmark = [pytest.mark.django_db, pytest.mark.database]

SECOND = replace(SETUP, user="second")
MARCH_3 = SOON + timedelta(days=27)


@pytest.fixture
def run(borough):
    return build(borough)


def build(borough, *, period_end=PERIOD_END, at=SOON):
    return build_return(organisation=borough.organisation, period_end=period_end, known_at=at, by=SETUP, at=at)


@pytest.mark.parametrize(("role", "sees"), [("data_lead", True), ("tracking_officer", True), ("adviser", False)])
def test_only_some_roles_see_returns(borough, run, role, sees):
    viewer = make_viewer(borough.organisation, role)

    assert list(queries.list_runs(viewer)) == ([run] if sees else [])
    assert queries.list_run_problems(viewer, run.pk).exists() is sees
    assert bool(queries.count_run_problems(viewer, run.pk)) is sees
    assert bool(queries.list_deadlines(viewer, DAY)) is sees


def test_the_next_borough_sees_nothing(farbank, run):
    stranger = make_viewer(farbank, "data_lead", name="Stanley Peel")

    assert not queries.list_runs(stranger)
    assert not queries.list_run_problems(stranger, run.pk)
    assert not queries.list_uploads(stranger, run.pk)
    with pytest.raises(RunNotFoundError):
        queries.get_run(stranger, run.pk)
    with pytest.raises(RunNotFoundError):
        queries.list_differences(stranger, run.pk)
    assert not any(each.is_signed or each.is_uploaded for each in queries.list_deadlines(stranger, DAY))


def test_problems_say_whose_they_are_and_what_to_do(borough, data_lead, run):
    addresses = list(queries.list_run_problems(data_lead, run.pk, code="31"))

    assert [each.person_id for each in addresses] == [borough.ids["year_11"], borough.ids["with_plan"]]
    assert "address" in message_of(addresses[0])
    silent = queries.list_run_problems(data_lead, run.pk, code="no_statement").first()
    assert message_of(silent).startswith("Nobody has told us what this young person is doing, so 810 is sent")
    assert queries.count_run_problems(data_lead, run.pk)["no_statement", "filled"] == 2


def test_every_kept_problem_has_words(data_lead, run):
    for problem in queries.list_run_problems(data_lead, run.pk):
        assert "fault" not in message_of(problem)
        assert "{" not in message_of(problem)


def test_differences_name_who_joined_left_and_changed(borough, data_lead, run):
    at = SOON + timedelta(days=1)
    told = {"source": "page", "by": SETUP, "at": at}
    newcomer = PersonFacts(legal_given_name="Nia", legal_family_name="Pool", birth_date=date(2009, 2, 2))
    [nia] = people.record_people(organisation=borough.organisation, incoming=[(None, newcomer)], **told)
    people.set_return_fact(
        person=borough.person("seeking"), field="level_of_need", value="1", from_date=at.date(), **told
    )
    people.set_return_fact(person=borough.person("wren"), field="lead_la", value="341", from_date=at.date(), **told)
    people.correct_birth_date(person=borough.person("silent"), birth_date=date(1999, 1, 1), because="passport", **told)

    later = build(borough, period_end=date(2026, 2, 28), at=MARCH_3)
    found = {(each.person_id, each.kind): each for each in queries.list_differences(data_lead, later.pk)}

    ids = borough.ids
    assert (nia.person_id, "joined") in found
    assert found[ids["seeking"], "changed"].elements == ("LevelOfNeedCode",)
    assert found[ids["wren"], "changed"].elements == ("CohortStatus", "TransferredToLACode")
    # Too old all at once, with no status to say why: somebody should look.
    assert found[ids["silent"], "left"].is_silent
    assert queries.list_differences(data_lead, run.pk) == []


def test_whoever_was_renumbered_is_the_same_young_person_with_another_number(borough, data_lead, run):
    at = SOON + timedelta(days=1)
    silent = borough.ids["silent"]
    theirs = Identifier.objects.get(person_id=silent, kind=Identifier.Kind.NCCIS)
    others = PersonFacts(nccis_id="3430000008888")
    people.record_people(
        organisation=borough.organisation, incoming=[(silent, others)], source="import:2", by=SETUP, at=at
    )

    later = build(borough, period_end=date(2026, 2, 28), at=MARCH_3)
    found = [each for each in queries.list_differences(data_lead, later.pk) if each.person_id == silent]

    assert theirs.value != "3430000008888"
    assert [(each.kind, each.young_persons_id) for each in found] == [("changed", "3430000008888")]
    assert found[0].elements == ("YoungPersonsID", "PreviousYPIDIdentifier")


def test_two_files_are_read_once_and_a_removed_one_is_not_shown_again(borough, data_lead, run, monkeypatch):
    later = build(borough, period_end=date(2026, 2, 28), at=MARCH_3)
    first = queries.list_differences(data_lead, later.pk)

    def read_again(*args: object) -> None:
        raise AssertionError("The files were read a second time.")

    monkeypatch.setattr("towpath.returns.kept.open_checked", read_again)
    monkeypatch.setattr("towpath.files.store.open_checked", read_again)
    assert queries.list_differences(data_lead, later.pk) == first

    remove(run.file, by=SETUP, at=MARCH_3)
    with pytest.raises(FileRemovedError):
        queries.list_differences(data_lead, later.pk)


def test_whoever_left_by_a_status_did_not_leave_in_silence(borough, data_lead, run):
    told = {"source": "page", "by": SETUP, "at": SOON}
    people.set_return_fact(person=borough.person("wren"), field="lead_la", value="341", from_date=SOON.date(), **told)
    build(borough, period_end=date(2026, 2, 28), at=MARCH_3)
    in_march = build(borough, period_end=date(2026, 3, 31), at=MARCH_3 + timedelta(days=30))

    [left] = [each for each in queries.list_differences(data_lead, in_march.pk) if each.kind == "left"]

    assert (left.person_id, left.is_silent) == (borough.ids["wren"], False)


@pytest.mark.parametrize(
    ("on", "period_end", "due"),
    [
        # February 2026 starts on a Sunday: its working days are 2, 3, 4, 5 and 6.
        (date(2026, 1, 31), date(2026, 1, 31), date(2026, 2, 6)),
        (date(2026, 2, 6), date(2026, 1, 31), date(2026, 2, 6)),
        # 7 February is the day after, so the next is of the end of February, due on Friday 6 March.
        (date(2026, 2, 7), date(2026, 2, 28), date(2026, 3, 6)),
        # April 2026: 1, 2, then Good Friday and Easter Monday, then 7, 8, 9.
        (date(2026, 4, 1), date(2026, 3, 31), date(2026, 4, 9)),
    ],
)
def test_the_next_return_is_due_on_the_fifth_working_day_as_we_assume(data_lead, on, period_end, due):
    next_due = queries.list_deadlines(data_lead, on)[0]

    assert (next_due.period_end, next_due.due_date, next_due.is_assumed) == (period_end, due, True)


def test_a_deadline_says_what_is_done(borough, data_lead, run):
    before = queries.list_deadlines(data_lead, SOON.date())[0]
    sign_off(run=run, by=SECOND, at=SOON)
    signed = queries.list_deadlines(data_lead, SOON.date())[0]
    log_upload(run=run, uploaded_at=SOON, by=SETUP, at=SOON)
    uploaded = queries.list_deadlines(data_lead, SOON.date())[0]
    log_upload(run=run, uploaded_at=SOON, by=SETUP, at=SOON, answer="rejected")
    rejected = queries.list_deadlines(data_lead, SOON.date())[0]

    assert [(each.is_signed, each.is_uploaded) for each in (before, signed, uploaded, rejected)] == [
        (False, False),
        (True, False),
        (True, True),
        (True, False),
    ]
