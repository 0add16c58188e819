"""A list that is being applied sees what somebody else changed between its chunks, and each chunk has its instant."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta

import pytest
from django.db import connection

from tests.apps.imports.lists import load, outcomes, pupil, roll, send
from tests.factories.cast import SETUP
from tests.factories.moments import MORNING
from tests.factories.people import upn_of
from towpath.audit import Actor
from towpath.audit.models import Event
from towpath.imports.actions import applying
from towpath.imports.models import Batch, Row
from towpath.matching.actions import decide
from towpath.matching.models import Decision
from towpath.matching.register import described, fingerprint
from towpath.matching.scoring import Scorer
from towpath.organisation.models import Organisation
from towpath.people.actions import merge_people
from towpath.people.actions.recording import record_person
from towpath.people.facts import PersonFacts
from towpath.people.models import Identifier, Name, Person

pytestmark = pytest.mark.django_db

BY = Actor(organisation="saltmarsh", user="devinder", role="data_lead")
SECOND = 2
FACTS = PersonFacts(
    upn=upn_of(SECOND),
    legal_given_name=pupil(SECOND)["Forename"],
    legal_family_name=pupil(SECOND)["Surname"],
    birth_date=date(2009, 3, 3),
    postcode=pupil(SECOND)["Postcode"],
)


def apply_with(organisation: Organisation, monkeypatch: pytest.MonkeyPatch, meanwhile: Callable[[], object]) -> Row:
    """Apply a roll of two pupils a row at a time, let something happen after the first, and return the second row."""
    monkeypatch.setattr(applying, "CHUNK", 1)
    batch = send(organisation, roll(pupil(1), pupil(SECOND)))
    happened: list[object] = []

    def between(done: int, total: int) -> None:
        if not happened:
            happened.append(meanwhile())

    applying.apply_batch(batch, by=BY, at=MORNING, progress=between)
    assert happened
    return batch.rows.order_by("number").last()


def test_the_facts_here_are_of_the_second_pupil() -> None:
    day, month, year = map(int, pupil(SECOND)["DOB"].split("/"))
    assert FACTS.birth_date == date(year, month, day)


def test_somebody_made_meanwhile_is_recognised(saltmarsh: Organisation, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[int] = []

    def make() -> None:
        recorded = record_person(organisation=saltmarsh, facts=FACTS, source="page", by=SETUP, at=MORNING)
        made.append(recorded.person_id)

    row = apply_with(saltmarsh, monkeypatch, make)

    assert (row.person_id, row.outcome) == (made[0], "updated")
    assert Identifier.objects.filter(value=upn_of(SECOND)).count() == 1


def test_somebody_merged_meanwhile_goes_by_the_record_that_stands(
    saltmarsh: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    load(saltmarsh, roll(pupil(SECOND), pupil(3)), code="earlier")
    second, third = (Identifier.objects.get(value=upn_of(number)).person for number in (SECOND, 3))

    row = apply_with(
        saltmarsh,
        monkeypatch,
        lambda: merge_people(person=second, same_as=third, by=SETUP, at=MORNING + timedelta(minutes=1)),
    )

    # The birth date of the record that they go by is another, so a person looks; it is that record they are shown.
    assert row.rivals == [third.pk] or row.person_id == third.pk


def test_a_description_parked_meanwhile_is_held(saltmarsh: Organisation, monkeypatch: pytest.MonkeyPatch) -> None:
    row = apply_with(
        saltmarsh,
        monkeypatch,
        lambda: decide(
            organisation=saltmarsh,
            sender="from-school-roll",
            fingerprint=fingerprint(described(FACTS)),
            kind=Decision.Kind.PARKED,
            person=None,
            by=SETUP,
            at=MORNING,
        ),
    )

    assert (row.outcome, row.because) == ("held", "parked")


def test_what_the_list_itself_wrote_opens_no_desk_again(
    saltmarsh: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[int] = []
    open_desk = applying.open_desk
    monkeypatch.setattr(applying, "open_desk", lambda batch, rows: opened.append(len(rows)) or open_desk(batch, rows))

    apply_with(saltmarsh, monkeypatch, lambda: None)

    assert opened == [2]


class Scoring:
    """Each scoring of a list: how many transactions were open, and what happens once the first is done."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, after_first: Callable[[], object] = lambda: None) -> None:
        self.depths: list[int] = []
        score = Scorer.score

        def watched(scorer: Scorer, told: Mapping[int, PersonFacts]) -> object:
            self.depths.append(len(connection.atomic_blocks))
            found = score(scorer, told)
            if len(self.depths) == 1:
                after_first()
            return found

        monkeypatch.setattr(Scorer, "score", watched)


def test_rows_are_scored_before_anything_is_locked(saltmarsh: Organisation, monkeypatch: pytest.MonkeyPatch) -> None:
    batch = send(saltmarsh, roll(pupil(1), pupil(SECOND)))
    scoring, outside = Scoring(monkeypatch), len(connection.atomic_blocks)

    applying.apply_batch(batch, by=BY, at=MORNING)

    assert scoring.depths == [outside]
    assert outcomes(batch) == ["created", "created"]


def test_whoever_came_while_rows_were_scored_is_recognised_and_they_are_scored_again(
    saltmarsh: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch = send(saltmarsh, roll(pupil(1), pupil(SECOND)))
    made: list[int | None] = []

    def make() -> None:
        recorded = record_person(organisation=saltmarsh, facts=FACTS, source="page", by=SETUP, at=MORNING)
        made.append(recorded.person_id)

    scoring, outside = Scoring(monkeypatch, make), len(connection.atomic_blocks)

    applying.apply_batch(batch, by=BY, at=MORNING)

    row = batch.rows.order_by("number").last()
    assert (row.person_id, row.outcome) == (made[0], "updated")
    assert scoring.depths == [outside, outside]


def test_nothing_is_known_before_the_chunk_that_wrote_it(
    saltmarsh: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(applying, "CHUNK", 1)
    batch = send(saltmarsh, roll(pupil(1), pupil(SECOND)))
    instants = [MORNING + timedelta(seconds=seconds) for seconds in (10, 20, 30)]
    left = list(instants)

    def clock() -> datetime:
        return left.pop(0)

    applying.apply_batch(batch, by=BY, at=MORNING, clock=clock)

    written = Name.objects.order_by("recorded_at").values_list("recorded_at", flat=True)
    assert list(written) == instants[:2]
    assert batch.applied_at == instants[2]
    assert Person.objects.count() == 2


def test_rows_that_another_worker_did_are_not_done_again(
    saltmarsh: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(applying, "CHUNK", 1)
    batch = send(saltmarsh, roll(pupil(1), pupil(SECOND)))
    open_desk, others = applying.open_desk, [batch]

    def opened_while_another_applies(batch: Batch, rows: list[Row]) -> object:
        if others:
            applying.apply_batch(others.pop(), by=SETUP, at=MORNING)
        return open_desk(batch, rows)

    monkeypatch.setattr(applying, "open_desk", opened_while_another_applies)
    applying.apply_batch(batch, by=BY, at=MORNING)

    assert outcomes(batch) == ["created", "created"]
    assert Person.objects.count() == 2
    assert Event.objects.filter(kind="imports.rows_applied").count() == 2
