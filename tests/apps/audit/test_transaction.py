"""Writing through the one door: everything recorded, last, together or not at all."""

import json
from datetime import datetime
from typing import ClassVar

import pytest
from django.db import DatabaseError, connection, models
from django.db import transaction as database
from django.test.utils import isolate_apps

from tests.factories.cast import SETUP
from tests.factories.moments import DAY, MORNING
from towpath.access.models import Team, User
from towpath.audit import Actor
from towpath.audit.actions import NothingRecordedError, disclose, transaction
from towpath.audit.facts import facts
from towpath.audit.models import AppendOnlyError, ChainHead, Event
from towpath.audit.queries import verify
from towpath.organisation.models import Organisation

pytestmark = pytest.mark.django_db

BY = Actor(organisation="towpath-test", user="u1", role="adviser")


def test_events_are_appended_in_order_with_no_gap():
    with transaction(by=BY, at=MORNING) as events:
        events.record("status.recorded", person="p1")
        events.record("status.recorded", person="p2")
    with transaction(by=BY, at=MORNING) as events:
        events.record("status.recorded", person="p3")

    written = Event.objects.order_by("sequence").values_list("sequence", "person")
    assert list(written) == [(1, "p1"), (2, "p2"), (3, "p3")]
    assert verify() == {"events": 3, "ok": True, "first_bad": None}


def test_each_organisation_has_a_chain_of_its_own():
    other = Actor(organisation="next-door", user="u2", role="adviser")
    with transaction(by=BY, at=MORNING) as events:
        events.record("one")
        with transaction(by=other, at=MORNING) as inner:
            inner.record("two")
        events.record("three")

    assert set(Event.objects.values_list("organisation", "sequence", "kind")) == {
        ("towpath-test", 1, "one"),
        ("next-door", 1, "two"),
        ("towpath-test", 2, "three"),
    }
    assert verify("towpath-test")["events"] == 2


def test_transaction_that_records_nothing_is_undone(saltmarsh: Organisation):
    with pytest.raises(NothingRecordedError), transaction(by=BY, at=MORNING):
        Team.objects.create(organisation=saltmarsh, name="Silent")

    assert not Team.objects.exists()


def test_inner_transaction_that_records_nothing_is_refused_though_the_outer_recorded(saltmarsh: Organisation):
    def record_in_the_outer_only() -> None:
        with transaction(by=BY, at=MORNING) as events:
            events.record("outer")
            with transaction(by=BY, at=MORNING):
                pass

    with pytest.raises(NothingRecordedError):
        record_in_the_outer_only()

    assert not Event.objects.filter(organisation=BY.organisation).exists()


def test_exception_undoes_the_change_and_its_event(saltmarsh: Organisation):
    def fail_halfway() -> None:
        with transaction(by=BY, at=MORNING) as events:
            Team.objects.create(organisation=saltmarsh, name="Half made")
            events.record("team.made")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_halfway()

    assert not Team.objects.exists()
    assert not Event.objects.filter(organisation=BY.organisation).exists()


def test_refused_row_inside_a_batch_leaves_the_rest(saltmarsh: Organisation):
    with transaction(by=BY, at=MORNING) as events:
        for name in ("North", "Refused", "South"):
            try:
                with transaction(by=BY, at=MORNING) as inner:
                    Team.objects.create(organisation=saltmarsh, name=name)
                    inner.record("team.made", subject=name)
                    if name == "Refused":
                        raise ValueError(name)
            except ValueError:
                continue
        events.record("batch.applied")

    assert list(Team.objects.order_by("name").values_list("name", flat=True)) == ["North", "South"]
    kinds = Event.objects.filter(organisation=BY.organisation).order_by("sequence").values_list("kind", "subject")
    assert list(kinds) == [("team.made", "North"), ("team.made", "South"), ("batch.applied", "")]


def test_instant_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="no time zone"), transaction(by=BY, at=datetime(2026, 1, 31)):  # noqa: DTZ001
        pass


def test_actor_with_a_part_missing_is_refused():
    with pytest.raises(ValueError, match="needs an organisation, a user and a role"):
        Actor(organisation="saltmarsh", user="", role="adviser")


def test_disclosure_names_every_person_in_one_event():
    disclose(by=BY, at=MORNING, kind="school_list.shown", persons=["p1", "p2"], subject="establishment:4")

    event = Event.objects.get()
    assert (event.kind, event.subject, json.loads(event.persons)) == (
        "school_list.shown",
        "establishment:4",
        ["p1", "p2"],
    )


def test_disclosure_inside_a_transaction_is_refused():
    with pytest.raises(RuntimeError, match="may be undone"), transaction(by=BY, at=MORNING):
        disclose(by=BY, at=MORNING, kind="page.shown", persons=["p1"])


@pytest.mark.django_db(transaction=True)
def test_disclosure_inside_a_plain_database_transaction_is_refused():
    with pytest.raises(RuntimeError), database.atomic():
        disclose(by=BY, at=MORNING, kind="page.shown", persons=["p1"])

    assert not Event.objects.exists()


def test_log_keeps_codes_and_dates_but_no_names():
    user = User(email="ann@example.org", name="Ann Example", created_at=MORNING)
    before = facts(user)
    user.name, user.is_active = "Ann Otherwise", False

    with transaction(by=BY, at=MORNING) as events:
        events.record("user.changed", before=before, after=facts(user))

    told = json.loads(Event.objects.get().facts)
    assert told == {"before": {"is_active": True}, "after": {"is_active": False}, "withheld": ["name"]}


def test_plain_mapping_with_an_identifying_name_in_it_is_withheld():
    with transaction(by=BY, at=MORNING) as events:
        events.record(
            "user.changed", before={"email": "a@b.example", "on": DAY}, after={"email": "c@d.example", "on": DAY}
        )

    assert json.loads(Event.objects.get().facts) == {"before": {}, "after": {}, "withheld": ["email"]}


@pytest.mark.parametrize("attempt", ["update", "delete"])
def test_queryset_refuses_to_change_the_log(attempt: str):
    with pytest.raises(AppendOnlyError):
        Event.objects.update(kind="x") if attempt == "update" else Event.objects.all().delete()


@pytest.mark.parametrize(
    "statement",
    [
        "update audit_event set kind = 'x'",
        "delete from audit_event",
        "update audit_chain_head set sequence = 0",
        "delete from audit_chain_head",
    ],
)
def test_database_refuses_to_change_the_log(statement: str):
    with transaction(by=SETUP, at=MORNING) as events:
        events.record("one")

    with (
        pytest.raises(DatabaseError, match=r"append-only|only grows"),
        database.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)

    assert ChainHead.objects.get(organisation=SETUP.organisation).sequence == 1
    assert verify()["ok"]


def test_saving_a_changed_event_is_refused():
    with transaction(by=SETUP, at=MORNING) as events:
        events.record("one")
    event = Event.objects.get()
    event.kind = "other"

    with pytest.raises(DatabaseError, match="append-only"), database.atomic():
        event.save()


@isolate_apps("towpath.audit")
def test_sensitive_code_is_kept_and_sensitive_prose_is_not():
    class Note(models.Model):
        code = models.CharField(max_length=16)
        words = models.CharField(max_length=200)
        privacy: ClassVar = {"code": "sensitive", "words": "sensitive"}

        class Meta:
            app_label = "audit"

        def __str__(self) -> str:
            return self.code

    with transaction(by=BY, at=MORNING) as events:
        events.record("note.written", after=facts(Note(code="LAC", words="He said that")))

    assert json.loads(Event.objects.get().facts) == {"after": {"code": "LAC"}, "withheld": ["words"]}
