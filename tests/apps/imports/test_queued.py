"""A list applied or undone by the queue: done once however often it is tried, and refused in words."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from tests.apps.imports.lists import BY, load, pupil, roll, send, sender_of
from tests.factories.moments import DAY, MORNING
from towpath.imports.actions import undo_batch
from towpath.imports.actions.undoing import who_would_stay
from towpath.imports.jobs import APPLY, UNDO, apply_list, queue_reading, read_list, undo_list
from towpath.imports.models import Batch, Row, Sender
from towpath.imports.summing import sum_of
from towpath.jobs.actions import enqueue
from towpath.jobs.models import Job
from towpath.jobs.running import JobRefusedError, Running
from towpath.organisation.models import Organisation
from towpath.people.models import Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def trying(saltmarsh: Organisation) -> Callable[[str, Batch], Running]:
    """Return a way to have one try at a job under way."""

    def started(handler: str, batch: Batch) -> Running:
        job = enqueue(handler, organisation=saltmarsh, arguments={"batch": batch.pk}, by=BY, at=MORNING)
        Job.objects.filter(pk=job.pk).update(state="running", attempt=1, heartbeat_at=MORNING)
        return Running(job.pk, 1, saltmarsh.pk, {"batch": batch.pk}, BY, MORNING)

    return started


def test_an_applied_list_says_how_far_it_got(saltmarsh: Organisation, trying: Callable[[str, Batch], Running]) -> None:
    batch = send(saltmarsh, roll(*(pupil(number) for number in range(3))))
    running = trying(APPLY, batch)

    apply_list(running)

    job = Job.objects.get(pk=running.job_id)
    # A row for the headings, and one for each of three pupils.
    assert (job.done, job.total, job.words) == (1 + 3, 1 + 3, f"Applying list {batch.number}")
    assert Person.objects.count() == 3


def test_a_second_try_at_a_list_already_applied_does_nothing(
    saltmarsh: Organisation, trying: Callable[[str, Batch], Running]
) -> None:
    batch = send(saltmarsh, roll(pupil(1)))
    apply_list(trying(APPLY, batch))

    assert apply_list(trying(APPLY, batch)) == {"batch": batch.number}
    assert Person.objects.count() == 1


def test_a_list_stopped_by_an_alarm_is_refused_and_never_tried_again(
    saltmarsh: Organisation, trying: Callable[[str, Batch], Running]
) -> None:
    load(saltmarsh, roll(*(pupil(number) for number in range(12))))
    stopped = send(saltmarsh, roll(pupil(1)))

    with pytest.raises(JobRefusedError, match=f"Batch {stopped.number} is stopped by an alarm"):
        apply_list(trying(APPLY, stopped))


def test_a_second_try_at_a_list_already_undone_does_nothing(
    saltmarsh: Organisation, trying: Callable[[str, Batch], Running]
) -> None:
    batch = load(saltmarsh, roll(pupil(1)))

    first, second = undo_list(trying(UNDO, batch)), undo_list(trying(UNDO, batch))

    assert (first, second) == ({"batch": batch.number, "built_on": 0}, {"batch": batch.number})
    assert Person.objects.get().withdrawn_at is not None


def test_a_list_that_could_not_be_read_is_not_undone(
    saltmarsh: Organisation, trying: Callable[[str, Batch], Running]
) -> None:
    refused = send(saltmarsh, b"Colour,Size\r\nred,9\r\n")

    with pytest.raises(JobRefusedError, match="there is nothing to undo"):
        undo_list(trying(UNDO, refused))


def test_a_list_of_another_council_is_not_found_by_our_job(
    saltmarsh: Organisation, farbank: Organisation, trying: Callable[[str, Batch], Running]
) -> None:
    foreign = send(farbank, roll(pupil(1)))

    with pytest.raises(Batch.DoesNotExist):
        apply_list(trying(APPLY, foreign))


@pytest.fixture
def reading(saltmarsh: Organisation) -> Callable[[], Running]:
    """Return a way to have one try at reading a list of two pupils that was queued once."""
    sender = sender_of(saltmarsh)
    told = {"sender": sender, "name": "roll.csv", "as_at_date": DAY, "by": BY, "at": MORNING}
    job = queue_reading(content=roll(pupil(1), pupil(2)), **told)  # type: ignore[arg-type]
    assert queue_reading(content=roll(pupil(1), pupil(2)), **told).pk == job.pk  # type: ignore[arg-type]
    Job.objects.filter(pk=job.pk).update(state="running", attempt=1, heartbeat_at=MORNING)
    return lambda: Running(job.pk, 1, saltmarsh.pk, job.arguments, BY, MORNING + timedelta(minutes=1))


def test_the_same_file_for_another_day_is_read_too(reading: Callable[[], Running]) -> None:
    job = Job.objects.get(pk=reading().job_id)

    again = queue_reading(
        sender=Sender.objects.get(),
        content=roll(pupil(1), pupil(2)),
        name="roll.csv",
        as_at_date=DAY + timedelta(days=1),
        by=BY,
        at=MORNING,
    )

    # Both wait: a file may speak of two days, and neither is dropped without a word.
    assert again.pk != job.pk
    assert again.arguments["as_at_date"] == "2026-02-01"


def test_a_long_list_is_read_by_the_queue_as_it_would_have_been_at_once(reading: Callable[[], Running]) -> None:
    outcome = read_list(reading())

    batch = Batch.objects.get()
    assert outcome == {"batch": batch.number}
    assert (batch.state, batch.as_at_date, batch.received_at, batch.received_by) == ("staged", DAY, MORNING, BY.user)
    assert sum_of(batch).created == 2
    assert Person.objects.count() == 0


def test_a_long_list_that_is_read_says_how_far_it_got_and_is_kept_once(reading: Callable[[], Running]) -> None:
    running = reading()

    read_list(running)

    job = Job.objects.get(pk=running.job_id)
    assert (job.done, job.total) == (Row.objects.count(), None)
    assert job.done > 0
    assert Batch.objects.get().file_id == int(str(running.arguments["file"]))


def test_a_second_try_at_a_list_already_read_reads_nothing(reading: Callable[[], Running]) -> None:
    first = read_list(reading())

    assert read_list(reading()) == first
    assert Batch.objects.count() == 1


def test_a_try_that_died_half_way_is_set_aside_in_words_and_the_list_read_again(
    reading: Callable[[], Running], monkeypatch: pytest.MonkeyPatch
) -> None:
    def dies(*args: object) -> None:
        raise MemoryError

    monkeypatch.setattr("towpath.imports.actions.receiving.alarms", dies)
    with pytest.raises(MemoryError):
        read_list(reading())
    monkeypatch.undo()

    outcome = read_list(reading())

    cut_off, whole = Batch.objects.order_by("number")
    assert outcome == {"batch": whole.number}
    assert (cut_off.state, cut_off.rows.count()) == ("refused", 0)
    assert [problem["code"] for problem in cut_off.problems] == ["READING-STOPPED"]
    assert (whole.state, sum_of(whole).created) == ("staged", 2)


def test_who_would_stay_is_who_does_stay(saltmarsh: Organisation) -> None:
    first = load(saltmarsh, roll(pupil(1), pupil(2)), code="first")
    load(saltmarsh, roll(pupil(1, Postcode="PR8 1AA")), code="second")

    foretold = who_would_stay(first)
    undone = undo_batch(first, by=BY, at=MORNING)

    assert foretold == set(undone.built_on)
    assert len(foretold) == 1
