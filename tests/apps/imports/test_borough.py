"""A whole invented borough's inbox, faults and all, through the one door: every promise on every list."""

import json
from datetime import date
from pathlib import Path

import pytest

from tests.apps.imports.lists import BY, counts, outcomes, portrait, sum_holds
from tests.factories.moments import MORNING
from towpath.demo.borough import generate
from towpath.demo.month import find_place
from towpath.imports.actions import accept_alarm, add_sender, apply_batch, receive_list
from towpath.imports.models import Batch
from towpath.imports.summing import sum_of
from towpath.organisation.models import Organisation

SIZE = 40
pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture(scope="module")
def borough(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("borough")
    generate(folder, size=SIZE)
    return folder


def lists(folder: Path) -> list[dict[str, str]]:
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    return sorted(manifest["files"], key=lambda sent: sent["due_date"])


def receive(organisation: Organisation, folder: Path, sent: dict[str, str]) -> Batch:
    sender = add_sender(
        organisation=organisation,
        code=sent["path"].split("/")[0],
        name=sent["sender"],
        format_name=sent["format"],
        establishment=find_place(organisation, number=sent["sender_number"] or ""),
        owner=None,
        by=BY,
        at=MORNING,
    )
    path = folder / "inbox" / sent["path"]
    day = date.fromisoformat(sent["due_date"])
    return receive_list(sender=sender, content=path.read_bytes(), name=path.name, as_at_date=day, by=BY, at=MORNING)


def apply(batch: Batch) -> Batch:
    if batch.state == Batch.State.STOPPED:
        accept_alarm(batch, by=BY, at=MORNING)
    if batch.state == Batch.State.STAGED:
        apply_batch(batch, by=BY, at=MORNING)
    return batch


def shown_and_done(organisation: Organisation, folder: Path, sent: dict[str, str]) -> tuple[Batch, set[str]]:
    """Receive and apply a list that comes to what was shown, and return it with the outcomes of its rows."""
    batch = receive(organisation, folder, sent)
    shown = outcomes(batch)

    apply(batch)

    assert outcomes(batch) == shown, sent["path"]
    assert sum_holds(batch), sent["path"]
    return batch, set(shown)


@pytest.mark.once
def test_every_list_comes_to_what_was_shown_wherever_a_chunk_ends(
    saltmarsh: Organisation, borough: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("towpath.imports.actions.receiving.CHUNK", 7)
    monkeypatch.setattr("towpath.imports.actions.applying.CHUNK", 7)
    seen = set()
    for sent in lists(borough):
        seen |= shown_and_done(saltmarsh, borough, sent)[1]

    assert seen == {"created", "updated", "unchanged", "rejected", "held"}


def test_every_list_comes_to_what_was_shown_and_sent_again_changes_nothing(
    saltmarsh: Organisation, borough: Path
) -> None:
    for sent in lists(borough):
        first, _ = shown_and_done(saltmarsh, borough, sent)
        before, held = counts(saltmarsh), portrait(saltmarsh)

        again = apply(receive(saltmarsh, borough, sent))

        summed = sum_of(again)
        assert (summed.created, summed.updated) == (0, 0), sent["path"]
        assert (summed.held, summed.rejected) == (sum_of(first).held, sum_of(first).rejected), sent["path"]
        assert counts(saltmarsh) == before, sent["path"]
        assert portrait(saltmarsh) == held, sent["path"]
