"""Two who ask at the same instant, each with a connection of their own, are never given the same person."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection, connections

from tests.factories.cast import SETUP, make_saltmarsh, make_user
from tests.factories.desk import make_session
from tests.factories.moments import MORNING
from tests.factories.people import make_pupils
from towpath.people.models import Person
from towpath.tracking.actions import take_next
from towpath.tracking.models import CallSession, PersonLease

ROUNDS = 4


@pytest.mark.django_db(transaction=True)
def test_two_who_ask_at_once_get_two_people() -> None:
    # SQLite lets one write at a time, and its database in memory has one connection: there they come one by one.
    at_once = connection.vendor != "sqlite"
    saltmarsh = make_saltmarsh()
    people = list(Person.objects.filter(pk__in=make_pupils(saltmarsh, 3)).order_by("pk"))
    users = [make_user(saltmarsh, role) for role in ("tracking_officer", "adviser", "specialist")]
    sessions = [make_session(saltmarsh, user, *people) for user in users]
    ids = {person.pk for person in people}

    for number in range(ROUNDS):
        gate = Barrier(len(sessions) if at_once else 1)
        # Ten minutes on, every lease of the round before has run out, and each may be taken over.
        at = MORNING + timedelta(minutes=11 * number)

        def ask(session: CallSession, at=at, gate=gate) -> int | None:  # type: ignore[no-untyped-def]
            gate.wait()
            try:
                turn = take_next(session=session, standing=ids, by=SETUP, at=at)
                return turn.person_id if turn else None
            finally:
                if at_once:
                    connections.close_all()

        if at_once:
            with ThreadPoolExecutor(len(sessions)) as pool:
                found = list(pool.map(ask, sessions))
        else:
            found = [ask(session) for session in sessions]

        assert sorted(each for each in found if each is not None) == sorted(ids)
    assert PersonLease.objects.count() == len(ids)
