"""Whoever tampers with the log is found out, and the first bad event is named."""

from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256
from random import Random

import pytest
from django.db import connection
from django.db import transaction as database

from tests.factories.moments import MORNING
from towpath.audit import Actor
from towpath.audit.actions import transaction
from towpath.audit.chain import event_hash, instant
from towpath.audit.models import Event
from towpath.audit.queries import list_heads, verify

pytestmark = pytest.mark.django_db

BY = Actor(organisation="saltmarsh", user="u1", role="adviser")
SEED = 20260131
LENGTH = 40
HASHED = (
    "organisation",
    "sequence",
    "user",
    "role",
    "kind",
    "person",
    "subject",
    "facts",
    "persons",
    "previous_hash",
)


def write_events(count: int) -> None:
    for number in range(count):
        with transaction(by=BY, at=MORNING + timedelta(minutes=number)) as events:
            events.record("status.recorded", person=f"p{number % 7}", after={"code": "210" if number % 2 else "330"})


def run(sql: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def drop_the_triggers() -> None:
    """Do what only the owner of the database could do."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("select name from sqlite_master where type = 'trigger' and tbl_name like 'audit_%%'", [])
            for (name,) in cursor.fetchall():
                cursor.execute(f"drop trigger {name}")
        else:
            cursor.execute("alter table audit_event disable trigger user")
            cursor.execute("alter table audit_chain_head disable trigger user")


def edit(sequence: int, random: Random) -> int:
    column = random.choice(["person", "kind", "user", "role", "facts", "subject", "persons", "previous_hash", "hash"])
    run(f'update audit_event set "{column}" = %s where sequence = %s', "tampered", sequence)
    return sequence


def edit_and_hash_again(sequence: int, random: Random) -> int:
    """Forge one event whole: it holds by itself, and the one after it, or the head, gives it away."""
    event = Event.objects.get(sequence=sequence)
    fields = {name: getattr(event, name) for name in HASHED}
    fields["kind"] = random.choice(["status.withdrawn", "person.merged"])
    forged = event_hash({**fields, "at": instant(event.at)})
    run("update audit_event set kind = %s, hash = %s where sequence = %s", fields["kind"], forged, sequence)
    return sequence + 1


def redate(sequence: int, random: Random) -> int:
    moved = MORNING + timedelta(days=random.choice([-1, 1]), microseconds=sequence)
    run("update audit_event set at = %s where sequence = %s", moved, sequence)
    return sequence


def delete(sequence: int, random: Random) -> int:
    run("delete from audit_event where sequence = %s", sequence)
    return sequence


def delete_and_close_the_gap(sequence: int, random: Random) -> int:
    run("delete from audit_event where sequence = %s", sequence)
    for later in range(sequence + 1, LENGTH + 1):
        run("update audit_event set sequence = %s where sequence = %s", later - 1, later)
    return sequence


def insert(sequence: int, random: Random) -> int:
    for later in range(LENGTH, sequence, -1):
        run("update audit_event set sequence = %s where sequence = %s", later + 1, later)
    run(
        "insert into audit_event"
        ' (organisation, sequence, at, "user", role, kind, person, subject, facts, persons, previous_hash, hash)'
        ' select organisation, sequence + 1, at, "user", role, kind, person, subject, facts, persons, hash, %s'
        " from audit_event where sequence = %s",
        "f" * 64,
        sequence,
    )
    return sequence + 1


def swap(sequence: int, random: Random) -> int:
    other = random.choice([each for each in range(1, LENGTH + 1) if each != sequence])
    run("update audit_event set sequence = %s where sequence = %s", LENGTH + 100, sequence)
    run("update audit_event set sequence = %s where sequence = %s", sequence, other)
    run("update audit_event set sequence = %s where sequence = %s", other, LENGTH + 100)
    return min(sequence, other)


TAMPERINGS: tuple[Callable[[int, Random], int], ...] = (
    edit,
    edit_and_hash_again,
    redate,
    delete,
    delete_and_close_the_gap,
    insert,
    swap,
)


def test_two_hundred_tamperings_are_each_found_and_the_first_bad_event_is_named():
    write_events(LENGTH)
    drop_the_triggers()
    random = Random(SEED)

    for trial in range(200):
        tamper = random.choice(TAMPERINGS)
        # The first and last are tampered with too. Deleting the last leaves the head a step ahead of its chain.
        sequence = random.randint(1, LENGTH)
        with database.atomic():
            expected = tamper(sequence, random)
            verdict = verify()
            database.set_rollback(True)
        assert verdict["first_bad"] is not None, (
            f"seed {SEED}, trial {trial}: {tamper.__name__} of {sequence} unnoticed"
        )
        assert verdict["first_bad"]["sequence"] == expected, (
            f"seed {SEED}, trial {trial}: {tamper.__name__} of {sequence}"
        )

    assert verify() == {"events": LENGTH, "ok": True, "first_bad": None}


def test_tail_cut_with_its_head_put_back_shows_only_against_a_head_kept_outside():
    write_events(10)
    kept = list_heads()
    drop_the_triggers()
    run("delete from audit_event where sequence > 8")
    run("update audit_chain_head set sequence = 8, hash = (select hash from audit_event where sequence = 8)")

    assert verify()["ok"]
    assert verify(heads=kept)["first_bad"] == {
        "organisation": "saltmarsh",
        "sequence": 9,
        "reason": "missing: the head kept outside is later",
    }


def test_whole_log_deleted_shows_against_a_head_kept_outside():
    write_events(3)
    kept = list_heads()
    drop_the_triggers()
    run("delete from audit_event")
    run("delete from audit_chain_head")

    assert verify()["ok"]
    assert not verify(heads=kept)["ok"]


def test_log_rewritten_whole_shows_against_a_head_kept_outside():
    write_events(3)
    kept = list_heads()
    drop_the_triggers()
    run("delete from audit_event")
    run("delete from audit_chain_head")
    write_events(5)

    assert verify()["ok"]
    assert verify(heads=kept)["first_bad"] is None, "the same events give the same chain, so nothing was hidden"

    run("delete from audit_event")
    run("delete from audit_chain_head")
    with transaction(by=BY, at=MORNING) as events:
        events.record("forged")
    write_events(4)
    assert verify(heads=kept)["first_bad"] == {
        "organisation": "saltmarsh",
        "sequence": 3,
        "reason": "differs from the head kept outside",
    }


def test_log_that_grew_since_the_head_was_kept_still_holds():
    write_events(3)
    kept = list_heads()
    write_events(4)

    assert verify(heads=kept) == {"events": 7, "ok": True, "first_bad": None}


def test_missing_head_is_found():
    write_events(3)
    drop_the_triggers()
    run("delete from audit_chain_head")

    assert verify()["first_bad"] == {
        "organisation": "saltmarsh",
        "sequence": 3,
        "reason": "the chain's head is missing",
    }


def test_hash_is_the_one_that_the_documented_recipe_gives():
    """Worked with nothing of ours: keys in order, no spaces, UTF-8, SHA-256."""
    with transaction(by=BY, at=MORNING) as events:
        events.record("status.recorded", person="p1", after={"code": "330"})

    written = (
        '{"at":"2026-01-31T09:00:00.000000+00:00","facts":"{\\"after\\":{\\"code\\":\\"330\\"}}","kind":"status.recorded",'
        '"organisation":"saltmarsh","person":"p1","persons":"","previous_hash":"' + "0" * 64 + '","role":"adviser",'
        '"sequence":1,"subject":"","user":"u1"}'
    )
    assert Event.objects.get().hash == sha256(written.encode()).hexdigest()
