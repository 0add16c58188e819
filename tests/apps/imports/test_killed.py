"""A process killed in the middle of applying a list leaves a sum that holds, and the list goes on or is undone."""

import random
import time
from pathlib import Path

import pytest

from tests.apps.imports.lists import load, portrait, pupil, roll, send
from tests.factories.separate import SeparateSite, separate_site
from towpath.imports.models import Batch
from towpath.organisation.models import Organisation

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

PUPILS = [pupil(number) for number in range(36)]
# A second row about somebody, and one that is wrong, so that every outcome is on both sides of some chunk.
CONTENT = roll(
    *PUPILS[:30], pupil(3, Gender="M"), pupil(31, DOB="31/02/2009"), *PUPILS[32:], pupil(1, UPN="", Postcode="")
)

BEGIN = """
import json, sys, time
from tests.apps.imports.lists import BY, portrait, sum_holds
from tests.factories.moments import MORNING
from towpath.audit.queries import verify
from towpath.imports.actions import applying, undo_batch
from towpath.imports.models import Batch
from towpath.imports.summing import sum_of
from towpath.organisation.models import Organisation
from towpath.people.models import Person
applying.CHUNK = 3
council = Organisation.objects.get(code="saltmarsh")
batch = Batch.objects.get(organisation=council)
"""
APPLY = (
    BEGIN
    + """
def told(done, total):
    print(done, flush=True)
    time.sleep(0.05)
applying.apply_batch(batch, by=BY, at=MORNING, progress=told)
"""
)
LOOK = (
    BEGIN
    + """
summed = sum_of(batch)
people = Person.objects.filter(organisation=council, withdrawn_at=None).count()
print(json.dumps([batch.state, sum_holds(batch), summed.read, summed.waiting, people, verify("saltmarsh")["ok"]]))
"""
)
GO_ON = (
    BEGIN
    + """
applying.apply_batch(batch, by=BY, at=MORNING)
print(json.dumps([batch.state, portrait(council)]))
"""
)
UNDO = (
    BEGIN
    + """
undo_batch(batch, by=BY, at=MORNING)
print(json.dumps([batch.state, portrait(council)]))
"""
)


@pytest.fixture
def site(saltmarsh: Organisation, tmp_path: Path) -> SeparateSite:
    send(saltmarsh, CONTENT)
    return separate_site(tmp_path)


def kill_while_applying(site: SeparateSite, after: int, wait: float) -> None:
    """Start applying, and kill the process that does when it has said so many times how far it is, and a little on."""
    process = site.start(APPLY)
    assert process.stdout is not None
    for _ in range(after):
        assert process.stdout.readline()
    time.sleep(wait)
    process.kill()
    process.communicate(timeout=60)


def test_a_list_killed_again_and_again_ends_as_one_never_killed(site: SeparateSite, farbank: Organisation) -> None:
    seed = random.randrange(10**6)
    print(f"seed {seed}")
    chance = random.Random(seed)
    for after in (1, 2, 3):
        kill_while_applying(site, after, chance.uniform(0, 0.12))
        state, holds, read, waiting, people, is_chained = site.ask(LOOK)
        assert (state, holds, read, is_chained) == ("applying", True, 37, True)
        assert 0 < waiting < 37
        # Whoever was applied is there, and nobody by halves: all who are planned to be made and are not waiting.
        assert people > 0

    state, resumed = site.ask(GO_ON)

    load(farbank, CONTENT)
    assert state == Batch.State.APPLIED
    assert [tuple(each) for each in resumed] == portrait(farbank)


def test_a_list_killed_half_way_can_be_undone(site: SeparateSite) -> None:
    kill_while_applying(site, 2, 0.02)

    assert site.ask(UNDO) == [Batch.State.UNDONE, []]
    assert site.ask(LOOK)[1:] == [True, 37, site.ask(LOOK)[3], 0, True]
