"""Several processes write at once: no event is lost, no number is used twice, none is passed over."""

from pathlib import Path

import pytest

from tests.factories.separate import separate_site
from towpath.organisation.models import Organisation

WRITERS = 4
EACH = 25
WRITE = f"""
import sys
from towpath.audit import Actor
from towpath.audit.actions import disclose, transaction
from towpath.clock import now
by = Actor("saltmarsh", "writer", "system")
for number in range({EACH}):
    if number % 2:
        disclose(by=by, at=now(), kind="list.shown", persons=[f"p{{number}}"])
    else:
        with transaction(by=by, at=now()) as events:
            events.record("status.recorded", person=f"p{{number}}")
"""


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_writers_at_once_leave_one_chain_without_a_gap(saltmarsh: Organisation, tmp_path: Path):
    site = separate_site(tmp_path)
    writers = [site.start(WRITE) for _ in range(WRITERS)]
    for writer in writers:
        _, words = writer.communicate(timeout=180)
        assert writer.returncode == 0, words

    verdict = site.ask(
        "import json\nfrom towpath.audit.queries import list_heads, verify\n"
        "print(json.dumps([verify(), [head.sequence for head in list_heads()]]))"
    )

    # One event for the council's opening + 4 writers × 25.
    assert verdict == [{"events": 1 + WRITERS * EACH, "ok": True, "first_bad": None}, [1 + WRITERS * EACH]]
