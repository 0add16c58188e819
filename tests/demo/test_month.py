"""The whole month, through the real doors, on a small borough whose truth is out of reach until it is scored."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker

from towpath.audit.queries import verify
from towpath.cli.service.support_effect import what_support_changed
from towpath.demo.borough import generate
from towpath.demo.month import Month, open_month, play_month
from towpath.demo.scoring import score_identity, score_status, true_effect
from towpath.demo.study import freeze_question, load_kept_lists, run_frozen
from towpath.imports.models import Batch
from towpath.imports.summing import sum_of
from towpath.insight.models import Study
from towpath.tracking.models import Spell, Statement

SIZE = 60

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@dataclass(frozen=True, slots=True)
class Played:
    """A month that was played, and what was told of it line by line."""

    month: Month
    told: list[str]
    study: Study
    kept: list[str]
    changed: list[str]


@pytest.fixture(scope="module")
def played(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Played]:
    """Play one month for every test here, in a transaction that is undone after the last of them."""
    folder = tmp_path_factory.mktemp("month") / "borough"
    truth = folder.parent / "truth"
    generate(folder, size=SIZE)
    shutil.move(folder / "truth", truth)
    told: list[str] = []
    with django_db_blocker.unblock(), transaction.atomic():
        month = open_month(folder)
        study = freeze_question(month)
        play_month(month, told.append)
        kept = load_kept_lists(month)
        run_frozen(month, study)
        shutil.move(truth, folder / "truth")
        yield Played(month, told, study, kept, list(what_support_changed(month, study)))
        transaction.set_rollback(True)


def test_a_month_is_played_without_its_truth_and_comes_close_to_it(played: Played) -> None:
    month = played.month
    identity = score_identity(month)
    status = score_status(month, month.on)

    assert identity.wrong == 0
    assert identity.right / identity.rows > 0.95
    assert status.people >= SIZE - 5
    assert status.right / status.people > 0.95
    # In so small a borough a transfer file may hold nobody, and is refused for that.
    refused = {path for path, batch in month.batches.items() if batch.state != Batch.State.APPLIED}
    assert all("CTF" in path for path in refused)
    assert all(sum_of(batch).waiting == 0 for batch in month.batches.values())
    assert sum("read =" in words for words in played.told) == len(month.batches)


def test_what_a_month_writes_is_whole_in_the_log_and_told_day_by_day(played: Played) -> None:
    month = played.month
    days = Statement.objects.filter(organisation=month.organisation).dates("recorded_at", "day")

    assert verify(month.organisation.code)["ok"]
    assert len(days) > 3
    assert not Spell.objects.exclude(organisation=month.organisation).exists()


def test_its_study_of_support_is_frozen_before_any_outcome_and_says_when_there_are_too_few(played: Played) -> None:
    first = Statement.objects.filter(organisation=played.month.organisation).order_by("recorded_at").first()
    found = played.study.runs.get(pk=played.study.runs.order_by("pk").first().pk).found  # type: ignore[union-attr]
    truth = true_effect(played.month, played.study.leavers_year)

    assert first is not None
    assert played.study.frozen_at < first.recorded_at
    assert [line.count("rejected") + line.count("held") for line in played.kept] == [0]
    assert truth is not None
    # Everybody whom the truth has as supported is counted as such, and nobody else.
    assert found["supported"] == truth.supported
    assert "There are fewer than 10 young people on one side, so nothing is worked out." in played.changed[2]
    assert "500" in played.changed[-1]
