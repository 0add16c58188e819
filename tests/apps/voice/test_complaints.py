"""A complaint comes in once, is a manager's with a day, is acknowledged and answered, and teaches something."""

from datetime import date, datetime
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from tests.factories.cast import SETUP, make_user, make_viewer
from tests.factories.moments import DAY, MORNING
from tests.factories.voice import make_complaint, make_suggestion
from towpath.access.models import User
from towpath.access.viewer import Viewer
from towpath.audit.models import Event
from towpath.clock import LONDON
from towpath.organisation.actions import change_setting
from towpath.organisation.models import Organisation
from towpath.tasks.models import Task
from towpath.tasks.queries import list_own_tasks
from towpath.voice.actions import (
    VoiceChangedError,
    VoiceRefusedError,
    acknowledge_complaint,
    answer_complaint,
    hand_over_complaint,
    learn_from_complaint,
    receive_suggestion,
    set_aside,
)
from towpath.voice.door import COMPLAINT_WORDS, NOT_TAKEN_UP, complaint_days, open_stage
from towpath.voice.models import Complaint
from towpath.voice.queries import (
    VoiceNotFoundError,
    get_complaint,
    list_complaints,
    list_complaints_waiting,
    list_entries,
    list_managers,
)


def do(action: Any, row: Complaint, **given: Any) -> Any:
    row.refresh_from_db()
    return action(complaint=row, version=row.version, by=SETUP, at=MORNING, **given)


def test_a_complaint_is_a_managers_task_with_a_day_and_says_nothing_of_itself(
    saltmarsh: Organisation, manager: Viewer
) -> None:
    row = make_complaint(saltmarsh)

    [task] = list_own_tasks(manager, DAY)
    # Sent on a Saturday: the 2nd, 3rd and 4th.
    assert (task.kind, task.due_date) == ("complaint", date(2026, 2, 4))
    assert task.words == f"Acknowledge complaint {row.reference[:4]}-{row.reference[4:]}"
    told = Event.objects.get(kind="complaint.received")
    for words in ("Kit", "07700", "rang"):
        assert words not in told.facts


def test_the_clock_is_the_councils_and_the_law_is_the_longest_over_data(
    saltmarsh: Organisation, manager: Viewer
) -> None:
    change_setting(saltmarsh, key="voice.acknowledge_days", value=20, from_date=DAY, by=SETUP, at=MORNING)

    # Twenty working days from 31 January: 2-6, 9-13, 16-20, 23-27 February.
    assert complaint_days(saltmarsh, DAY, is_about_data=False) == (date(2026, 2, 27), date(2026, 2, 27))
    sent = datetime(2026, 3, 20, 9, tzinfo=LONDON)
    assert complaint_days(saltmarsh, sent.date(), is_about_data=True)[0] == date(2026, 4, 18)


def test_it_goes_to_whoever_has_the_fewest_and_waits_where_there_is_no_manager(saltmarsh: Organisation) -> None:
    assert make_complaint(saltmarsh, sending="none").owner is None
    assert not Task.objects.exists()
    first = make_user(saltmarsh, "manager")
    second = make_user(saltmarsh, "manager", name="Ros Tierney", email="ros@saltmarsh.example")

    owners = [make_complaint(saltmarsh, sending=name).owner for name in ("a", "b", "c")]

    assert owners == [first, second, first]


def test_it_is_acknowledged_then_answered_and_the_task_follows(saltmarsh: Organisation, manager: Viewer) -> None:
    row = make_complaint(saltmarsh)
    do(acknowledge_complaint, row, how="Rang, and said who looks at it")
    [task] = list_own_tasks(manager, DAY)
    assert (task.words[:7], task.due_date) == ("Answer ", date(2026, 2, 27))
    with pytest.raises(VoiceRefusedError, match="acknowledged already"):
        do(acknowledge_complaint, row, how="Again")

    do(answer_complaint, row, outcome="upheld", words="We are sorry. We ring back within two days now.")

    assert not list_own_tasks(manager, DAY).exists()
    assert Task.objects.filter(state="done").count() == 2
    assert list_complaints_waiting(manager, DAY) == []
    with pytest.raises(VoiceRefusedError, match="answered already"):
        do(answer_complaint, row, outcome="upheld", words="Again")


def test_one_that_nobody_had_is_whoever_acknowledges_its(saltmarsh: Organisation) -> None:
    row = make_complaint(saltmarsh)
    manager = make_viewer(saltmarsh, "manager")

    acknowledge_complaint(complaint=row, version=1, how="Wrote", by=manager.actor, at=MORNING)

    row.refresh_from_db()
    assert row.owner_id == manager.user_id
    assert list_own_tasks(manager, DAY).count() == 1


def test_one_that_nobody_had_is_a_task_of_whoever_is_handed_it(saltmarsh: Organisation) -> None:
    row = make_complaint(saltmarsh)
    ros = make_user(saltmarsh, "manager", name="Ros Tierney", email="ros@saltmarsh.example")

    do(hand_over_complaint, row, owner=ros)

    row.refresh_from_db()
    assert row.owner == row.task.owner == ros


def test_it_is_handed_to_another_manager_and_to_nobody_else(
    saltmarsh: Organisation, manager: Viewer, adviser: Viewer
) -> None:
    row = make_complaint(saltmarsh)
    ros = make_user(saltmarsh, "manager", name="Ros Tierney", email="ros@saltmarsh.example")
    with pytest.raises(VoiceRefusedError, match="Choose a manager"):
        do(hand_over_complaint, row, owner=User.objects.get(pk=adviser.user_id))

    do(hand_over_complaint, row, owner=ros)

    assert Task.objects.get(state="open").owner == ros
    assert not list_own_tasks(manager, DAY).exists()


def test_what_it_teaches_is_in_the_register_once_and_names_nobody(
    saltmarsh: Organisation, manager: Viewer, adviser: Viewer
) -> None:
    row = make_complaint(saltmarsh)
    told = {"theme": "contact", "owner": User.objects.get(pk=adviser.user_id)}
    with pytest.raises(VoiceRefusedError, match="the name Kit"):
        do(learn_from_complaint, row, words="Kit waited three weeks", **told)

    entry = do(learn_from_complaint, row, words="Ring back when you say you will.", **told)

    assert (entry.came_from, entry.said_date) == ("complaint", DAY)
    assert [each.pk for each in list_entries(adviser)] == [entry.pk]
    with pytest.raises(VoiceRefusedError, match="register already"):
        do(learn_from_complaint, row, words="Ring back.", **told)


def test_nobody_outside_can_take_the_place_of_what_it_teaches(saltmarsh: Organisation, adviser: Viewer) -> None:
    row = make_complaint(saltmarsh)
    for guess in (f"complaint:{row.pk}", f"complaint:{row.reference}", "complaint:"):
        receive_suggestion(organisation=saltmarsh, words="Free chips", sending=guess, by=SETUP, at=MORNING)

    entry = do(
        learn_from_complaint, row, words="Ring back.", theme="contact", owner=User.objects.get(pk=adviser.user_id)
    )

    assert entry.words == "Ring back."


def test_the_same_form_sent_twice_is_one_complaint_and_one_task(saltmarsh: Organisation, manager: Viewer) -> None:
    assert make_complaint(saltmarsh).pk == make_complaint(saltmarsh, words="Another tab").pk
    assert Complaint.objects.count() == Task.objects.count() == 1


def test_two_tabs_do_not_overwrite_each_other(saltmarsh: Organisation) -> None:
    row = make_complaint(saltmarsh)
    do(acknowledge_complaint, row, how="Rang")

    with pytest.raises(VoiceChangedError):
        answer_complaint(complaint=row, version=1, outcome="upheld", words="Sorry", by=SETUP, at=MORNING)


@pytest.mark.parametrize("words", ["", " \n ", "x" * 10_001])
def test_one_that_says_nothing_or_too_much_is_refused(saltmarsh: Organisation, words: str) -> None:
    with pytest.raises(VoiceRefusedError, match="Write what went wrong"):
        make_complaint(saltmarsh, words=words)


def test_nobody_but_a_manager_of_the_council_reads_a_complaint(
    saltmarsh: Organisation, farbank: Organisation, manager: Viewer
) -> None:
    row = make_complaint(saltmarsh)
    others = [make_viewer(saltmarsh, role) for role in ("adviser", "specialist", "data_lead", "safeguarding_lead")]

    assert get_complaint(manager, row.pk).pk == row.pk
    for viewer in (*others, make_viewer(farbank, "manager", name="Marian Peel")):
        assert not list_complaints(viewer).exists()
        assert list_complaints_waiting(viewer, DAY) == []
        with pytest.raises(VoiceNotFoundError):
            get_complaint(viewer, row.pk)
    assert list_managers(others[0], DAY) == []


@pytest.mark.parametrize("broken", [{"outcome": "upheld"}, {"acknowledged_at": MORNING}, {"words": ""}])
def test_the_database_refuses_half_an_answer(saltmarsh: Organisation, broken: dict[str, Any]) -> None:
    make_complaint(saltmarsh)

    with pytest.raises(IntegrityError), transaction.atomic():
        Complaint.objects.update(**broken)


def test_a_reference_tells_how_far_it_has_got_and_the_log_is_told(saltmarsh: Organisation, manager: Viewer) -> None:
    row, suggestion = make_complaint(saltmarsh), make_suggestion(saltmarsh)
    typed = f" {row.reference[:4].lower()} - {row.reference[4:]} "

    assert open_stage(saltmarsh, typed, at=MORNING) == COMPLAINT_WORDS["received"]
    do(acknowledge_complaint, row, how="Rang")
    assert open_stage(saltmarsh, row.reference, at=MORNING) == COMPLAINT_WORDS["acknowledged"]
    do(answer_complaint, row, outcome="not_upheld", words="We did ring.")
    assert open_stage(saltmarsh, row.reference, at=MORNING) == COMPLAINT_WORDS["answered"]
    assert "Somebody will read it soon" in str(open_stage(saltmarsh, suggestion.reference, at=MORNING))
    set_aside(entry=suggestion, version=1, why="A joke", by=SETUP, at=MORNING)
    assert open_stage(saltmarsh, suggestion.reference, at=MORNING) == NOT_TAKEN_UP
    for nothing in ("", "AAAA-AAAA", "x" * 10_000):
        assert open_stage(saltmarsh, nothing, at=MORNING) is None
    assert Event.objects.filter(kind="voice.stage_shown", user="public").count() == 5
