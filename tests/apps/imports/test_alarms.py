"""A list that would drop or change unusually many stops and asks before anything is applied."""

import pytest

from tests.apps.imports.lists import BY, load, outcomes, portrait, pupil, roll, send
from tests.factories.moments import MORNING
from towpath.audit.models import Event
from towpath.imports.actions import NotReadyError, accept_alarm, apply_batch, undo_batch
from towpath.imports.models import Batch
from towpath.organisation.models import Organisation

pytestmark = pytest.mark.django_db
# By default a list may drop or change a tenth: of 20, two may go and a third raises the alarm.
TWENTY = [pupil(number) for number in range(20)]


@pytest.fixture
def sent_before(saltmarsh: Organisation) -> Batch:
    return load(saltmarsh, roll(*TWENTY))


def test_a_list_that_drops_no_more_than_may_be_is_not_stopped(saltmarsh: Organisation, sent_before: Batch) -> None:
    assert send(saltmarsh, roll(*TWENTY[2:])).state == Batch.State.STAGED


def test_a_list_that_drops_more_stops_and_says_how_many(saltmarsh: Organisation, sent_before: Batch) -> None:
    before = portrait(saltmarsh)

    batch = send(saltmarsh, roll(*TWENTY[3:]))

    assert batch.state == Batch.State.STOPPED
    [alarm] = batch.alarm
    assert (alarm["code"], alarm["count"], alarm["of"]) == ("drops", 3, 20)
    assert portrait(saltmarsh) == before
    with pytest.raises(NotReadyError, match="stopped by an alarm"):
        apply_batch(batch, by=BY, at=MORNING)


def test_a_list_with_its_names_in_the_wrong_column_stops(saltmarsh: Organisation, sent_before: Batch) -> None:
    married = [{**each, "Surname": f"{each['Surname']}-Wren"} for each in TWENTY[:3]]

    batch = send(saltmarsh, roll(*married, *TWENTY[3:]))

    assert [alarm["code"] for alarm in batch.alarm] == ["changes"]
    assert batch.alarm[0]["count"] == 3


def test_an_alarm_accepted_goes_on_and_says_who_accepted_it(saltmarsh: Organisation, sent_before: Batch) -> None:
    batch = send(saltmarsh, roll(*TWENTY[3:]))

    accept_alarm(batch, by=BY, at=MORNING)
    apply_batch(batch, by=BY, at=MORNING)

    assert (batch.state, batch.alarm_accepted_by) == (Batch.State.APPLIED, BY.user)
    assert outcomes(batch) == ["unchanged"] * 17
    assert Event.objects.filter(kind="imports.alarm_accepted", user=BY.user).count() == 1


def test_only_a_stopped_list_has_an_alarm_to_accept(sent_before: Batch) -> None:
    with pytest.raises(NotReadyError):
        accept_alarm(sent_before, by=BY, at=MORNING)


def test_a_stopped_list_may_be_put_away_instead(saltmarsh: Organisation, sent_before: Batch) -> None:
    batch = send(saltmarsh, roll(*TWENTY[3:]))

    undo_batch(batch, by=BY, at=MORNING)

    assert batch.state == Batch.State.UNDONE
    # The list undone is not the sender's last: the twenty are still what the next one is held against.
    assert send(saltmarsh, roll(*TWENTY[3:])).state == Batch.State.STOPPED


def test_a_handful_raises_no_alarm(saltmarsh: Organisation) -> None:
    load(saltmarsh, roll(*TWENTY[:9]))

    assert send(saltmarsh, roll(TWENTY[0])).state == Batch.State.STAGED


def test_another_senders_list_is_not_held_against_this_one(saltmarsh: Organisation, sent_before: Batch) -> None:
    assert send(saltmarsh, roll(*TWENTY[:5]), code="another").state == Batch.State.STAGED
