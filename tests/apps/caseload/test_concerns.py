"""A safeguarding concern: apart from notes, add-only, and read by the lead and its writer alone."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from tests.apps.caseload.conftest import LONG_AND_BOTH_WAYS, Room
from tests.factories.cast import NAMES, make_viewer
from tests.factories.moments import DAY, MORNING
from towpath.audit.models import Event
from towpath.caseload.actions import ConcernRefusedError, add_to_concern, raise_concern
from towpath.caseload.models import Concern, ConcernEntry
from towpath.caseload.queries import (
    ConcernNotFoundError,
    count_unread_concerns,
    get_concern,
    list_concerns,
    list_own_concerns,
)

pytestmark = [pytest.mark.django_db, pytest.mark.database]

SEEN = "Came in with marks on her arm"


def concern_of(room: Room, **changed: object) -> Concern:
    told: dict[str, object] = {"seen_date": DAY, "words": SEEN, "told": "lead", **changed}
    return raise_concern(person=room.wren, by=room.adviser.actor, at=MORNING, **told)  # type: ignore[arg-type]


def add(room: Room, concern: Concern, kind: str = "added", words: str = "And a bruise") -> ConcernEntry:
    return add_to_concern(concern=concern, kind=kind, words=words, by=room.lead.actor, at=MORNING)


def test_the_lead_reads_it_and_its_writer_reads_their_own(room: Room) -> None:
    concern = concern_of(room)

    assert get_concern(room.lead, concern.public_id, DAY).words == SEEN
    assert [one.words for one in list_own_concerns(room.adviser, room.wren.pk, DAY)] == [SEEN]


def test_nobody_else_learns_that_there_is_one_a_manager_not_excepted(room: Room) -> None:
    concern = concern_of(room)

    others = [
        make_viewer(room.council, role) for role in NAMES if role not in ("adviser", "manager", "safeguarding_lead")
    ]
    for viewer in (room.stranger, room.manager, room.adviser, *others):
        assert not list_concerns(viewer, DAY), viewer.role
        assert count_unread_concerns(viewer, DAY) == 0, viewer.role
        with pytest.raises(ConcernNotFoundError):
            get_concern(viewer, concern.public_id, DAY)
        if viewer is not room.adviser:
            assert not list_own_concerns(viewer, room.wren.pk, DAY), viewer.role


def test_the_lead_of_the_next_borough_sees_nothing(room: Room, farbank: object) -> None:
    concern_of(room)

    assert not list_concerns(make_viewer(farbank, "safeguarding_lead", name="Iris Tolland"), DAY)  # type: ignore[arg-type]


def test_what_nobody_has_read_comes_first_and_what_ended_last(room: Room) -> None:
    read, ended, new = (concern_of(room, words=words) for words in ("read", "ended", "new"))
    add(room, read, "read", "Read")
    add(room, ended, "read", "Read")
    add(room, ended, "closed", "Children's services have it")

    assert [one.words for one in list_concerns(room.lead, DAY)] == ["new", "read", "ended"]
    assert count_unread_concerns(room.lead, DAY) == 1
    assert new.entries.count() == 0


@pytest.mark.parametrize("model", [Concern, ConcernEntry])
def test_the_database_itself_refuses_a_change(room: Room, model: type[Concern] | type[ConcernEntry]) -> None:
    add(room, concern_of(room))

    with pytest.raises(DatabaseError, match="add-only"), transaction.atomic():
        model.objects.update(words="Nothing happened")

    assert model.objects.get().words != "Nothing happened"


def test_what_ended_takes_additions_alone(room: Room) -> None:
    concern = concern_of(room)
    add(room, concern, "closed", "Done")

    add(room, concern)
    with pytest.raises(ConcernRefusedError, match="has ended"):
        add(room, concern, "decided", "More to do")


@pytest.mark.parametrize("changed", [{"words": " "}, {"told": "the cat"}, {"seen_date": DAY + timedelta(days=1)}])
def test_a_concern_that_cannot_be_written_says_why(room: Room, changed: dict[str, object]) -> None:
    with pytest.raises(ConcernRefusedError):
        concern_of(room, **changed)

    assert not Concern.objects.exists()


@pytest.mark.parametrize(("kind", "words"), [("added", " "), ("shouted", "x")])
def test_an_addition_that_says_nothing_is_refused(room: Room, kind: str, words: str) -> None:
    with pytest.raises(ConcernRefusedError):
        add(room, concern_of(room), kind, words)


def test_a_long_concern_in_two_directions_is_kept_whole(room: Room) -> None:
    assert Concern.objects.get(pk=concern_of(room, words=LONG_AND_BOTH_WAYS).pk).words == LONG_AND_BOTH_WAYS.strip()


def test_the_log_says_that_something_was_written_and_nothing_of_what(room: Room) -> None:
    concern_of(room)

    event = Event.objects.get(kind="concern.raised")
    assert (event.person, event.user, event.facts) == (room.wren.public_id, room.adviser.user, "")
