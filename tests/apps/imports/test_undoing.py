"""What a list brought goes when it is undone, what it replaced comes back, and what was built on stays."""

from datetime import timedelta
from itertools import count

import pytest

from tests.apps.imports.lists import BY, counts, load, outcomes, portrait, pupil, roll, send, starter, starters
from tests.factories.moments import MORNING
from towpath.audit.queries import verify
from towpath.imports.actions import NotReadyError, apply_batch, undo_batch
from towpath.imports.models import Batch
from towpath.organisation.models import Organisation
from towpath.people.models import Address, Person
from towpath.tracking.models import Spell, Statement

pytestmark = pytest.mark.django_db
LATER = MORNING + timedelta(hours=1)


def test_undoing_leaves_everything_as_it_was(saltmarsh: Organisation) -> None:
    load(saltmarsh, roll(pupil(1), pupil(2)))
    before = portrait(saltmarsh)
    batch = load(saltmarsh, roll(pupil(1, Surname="Wren", Postcode="PR8 1AA"), pupil(3)), at=LATER)
    assert portrait(saltmarsh) != before

    undone = undo_batch(batch, by=BY, at=LATER)

    assert portrait(saltmarsh) == before
    assert (len(undone.removed), undone.built_on) == (1, ())
    assert verify("saltmarsh")["ok"]


def test_undoing_withdraws_statements_and_their_spells(saltmarsh: Organisation) -> None:
    load(saltmarsh, roll(pupil(1)))
    batch = load(saltmarsh, starters(starter(1)), "college_starters")
    assert Spell.objects.count() == 1

    undone = undo_batch(batch, by=BY, at=LATER)

    assert undone.statements == 1
    assert Spell.objects.count() == 0
    # It stays in the ledger, known until it was undone.
    assert Statement.objects.get().withdrawn_at == LATER


def test_people_built_on_since_stay_and_are_listed(saltmarsh: Organisation) -> None:
    batch = load(saltmarsh, roll(pupil(1), pupil(2)))
    load(saltmarsh, starters(starter(1)), "college_starters", at=LATER)
    built_on = Statement.objects.get().person_id

    undone = undo_batch(batch, by=BY, at=LATER)

    assert undone.built_on == (built_on,)
    assert Person.objects.get(withdrawn_at=None).pk == built_on
    assert len(portrait(saltmarsh)) == 1


def test_a_list_undone_can_be_loaded_again(saltmarsh: Organisation) -> None:
    content = roll(pupil(1), pupil(2))
    first = load(saltmarsh, content)
    held = portrait(saltmarsh)
    undo_batch(first, by=BY, at=LATER)

    again = load(saltmarsh, content, at=LATER)

    assert outcomes(again) == ["created", "created"]
    assert portrait(saltmarsh) == held


def test_a_list_not_yet_applied_is_put_away(saltmarsh: Organisation) -> None:
    batch = send(saltmarsh, roll(pupil(1)))

    undo_batch(batch, by=BY, at=LATER)

    assert batch.state == Batch.State.UNDONE
    assert sum(counts(saltmarsh).values()) == 0


def test_each_part_of_an_undoing_is_written_at_its_own_instant(
    saltmarsh: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Given a list that moved two people, and an undoing of one person at a time, a minute for each
    monkeypatch.setattr("towpath.people.actions.undo.CHUNK", 1)
    load(saltmarsh, roll(pupil(1), pupil(2)))
    moved = load(saltmarsh, roll(pupil(1, Postcode="PR8 1AA"), pupil(2, Postcode="PR8 1AB")), at=LATER)
    minutes = count()

    undo_batch(moved, by=BY, at=LATER, clock=lambda: LATER + timedelta(minutes=next(minutes)))

    # Then what went and what came back share an instant, which is each person's own and not after the undoing's end
    went = dict(Address.objects.filter(withdrawn_at__gt=LATER).values_list("person_id", "withdrawn_at"))
    came_back = Address.objects.filter(withdrawn_at=None).values_list("person_id", "recorded_at")
    assert dict(came_back) == went
    assert len(set(went.values())) == 2
    assert max(went.values()) < moved.undone_at


def test_a_list_undone_is_neither_undone_nor_applied_again(saltmarsh: Organisation) -> None:
    batch = load(saltmarsh, roll(pupil(1)))
    undo_batch(batch, by=BY, at=LATER)

    with pytest.raises(NotReadyError):
        undo_batch(batch, by=BY, at=LATER)
    with pytest.raises(NotReadyError):
        apply_batch(batch, by=BY, at=LATER)


def test_a_refused_list_has_nothing_to_undo(saltmarsh: Organisation) -> None:
    batch = send(saltmarsh, b"%PDF-1.7 not a list", name="list.pdf")

    with pytest.raises(NotReadyError):
        undo_batch(batch, by=BY, at=LATER)
