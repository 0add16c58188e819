"""A job in words: how far it has got, and when it stops early, what that leaves and what to do."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.urls import reverse

from towpath.access import Viewer
from towpath.imports.jobs import APPLY, READ, UNDO
from towpath.jobs.queries import JobProgress, NightTurn
from towpath.returns.jobs import BUILD, REHEARSE
from towpath.risk.jobs import RECOMPUTE, SCORE
from towpath.web.parts import Cell, Column, Link, Progress, Table, Tag
from towpath.web.policy import find_route
from towpath.web.words import short_date, time_in_words

CRASHED = "A fault of ours stopped it. It was tried as often as it may be."
WORKER_DIED = "The computer that did the work stopped, more than once."
WAITING = (
    "Waiting to start. If it has not started in a few minutes, the worker may have stopped: tell whoever looks after"
    " Towpath."
)
TRIED_AGAIN = "It stopped early and will be tried again by itself within a few minutes."

# What is left half done when a job is given up, and what to do about it.
LEFT: Mapping[str, str] = {
    READ: "Nothing of the list was applied. Load the file again.",
    APPLY: (
        "The rows that were done are applied and no row is half done. Open the list: it says how many are left. Go on"
        " applying it, or undo it."
    ),
    UNDO: "Some of what the list brought may be taken back already. Undo the list again: it goes on where it stopped.",
    BUILD: "No return was kept, and nothing was changed. Build it again.",
    REHEARSE: "The rehearsal before still stands, and nothing was changed. Rehearse again.",
    SCORE: "The scores of before still stand. Score the pupils again.",
    RECOMPUTE: "Nothing is changed by working a scoring out again. Try it again.",
}
OTHERWISE = "Nothing is half done. Try again."
STILL_STOPS = "If it stops again, tell whoever looks after Towpath, and give them this: job {job_id}, {failure}."


@dataclass(frozen=True, slots=True)
class Result:
    """Where what a job made can be seen: the key of its outcome, the route, and the words of the way there."""

    key: str
    route: str
    words: str


RESULTS: Mapping[str, Result] = {
    READ: Result("batch", "imports_batch", "See what the list would do"),
    APPLY: Result("batch", "imports_batch", "See the list"),
    UNDO: Result("batch", "imports_batch", "See the list"),
    BUILD: Result("run", "returns_run", "See the return and what the checks found"),
    REHEARSE: Result("rehearsal", "returns_rehearsal", "See what the rehearsal found"),
}


def progress_of(job: JobProgress) -> Progress:
    """Return how far a job has got, as the page draws it."""
    return Progress(_words(job), job.done, job.total, finished=job.is_finished, failed=_failure(job))


def title_of(job: JobProgress) -> str:
    """Return what the page is called."""
    if job.has_failed:
        return "This was not finished"
    return "Finished" if job.is_finished else "Work under way"


def result_of(job: JobProgress, viewer: Viewer) -> Link | None:
    """Return the way to what a finished job made, for those who may see it."""
    result, made = RESULTS.get(job.handler), job.outcome or {}
    if result is None or not job.is_finished or job.has_failed or result.key not in made:
        return None
    route = find_route(result.route)
    may_see = route is not None and viewer.role in route.roles
    return Link(result.words, reverse(result.route, args=[made[result.key]])) if may_see else None


def back_words(job: JobProgress) -> str:
    """Return the words of the way back to where the work was asked for."""
    if job.has_failed:
        return "Go back"
    return "Go on" if job.is_finished else "Go on without waiting"


def left_of(job: JobProgress) -> list[str]:
    """Return what a job that was given up leaves behind and what to do, in sentences; nothing for any other."""
    if not job.has_failed:
        return []
    left = [LEFT.get(job.handler, OTHERWISE)]
    if not _is_refusal(job.failure):
        left.append(STILL_STOPS.format(job_id=job.job_id, failure=job.failure))
    return left


def _words(job: JobProgress) -> str:
    if job.failure and not job.is_finished:
        return TRIED_AGAIN
    if job.has_failed:
        return job.words
    return job.words or ("Finished" if job.is_finished else WAITING)


def _failure(job: JobProgress) -> str:
    if not job.has_failed:
        return ""
    if _is_refusal(job.failure):
        return job.failure
    return WORKER_DIED if job.failure == "worker_died" else CRASHED


def _is_refusal(failure: str) -> bool:
    """Return whether a failure is the words of whoever refused the work, and not the name of an error."""
    return " " in failure


NIGHTLY_WORDS: Mapping[str, str] = {
    "rehearsal": "Rehearsal of the return",
    "duplicates": "Looking for records of one person",
    "guarantee": "Fixing who the September Guarantee is about, once a year",
    "worries": "Deleting old worries about learners whom we do not know",
}
SKIPPED: Mapping[str, str] = {
    "no return is sent": "Not needed: no return is sent",
    "a later rehearsal was kept": "Not needed: a later one was made",
}


def nights_table(turns: Iterable[NightTurn], viewer: Viewer) -> Table:
    """Return what was done each night, when and how it ended, the latest first."""
    columns = (
        Column("Night", heading=True, whole=True),
        Column("Work"),
        Column("Started"),
        Column("Ended"),
        Column("Tries", numeric=True),
        Column("How it ended"),
        Column("What it made"),
    )
    rows: list[tuple[Cell, ...]] = [
        (
            short_date(turn.night_date),
            NIGHTLY_WORDS.get(turn.name, turn.name),
            time_in_words(turn.queued_at),
            time_in_words(turn.finished_at) if turn.finished_at else "Not yet",
            turn.attempts,
            _ending(turn.progress),
            result_of(turn.progress, viewer)
            or " ".join([_failure(turn.progress), *left_of(turn.progress)]).strip()
            or "Nothing to show",
        )
        for turn in turns
    ]
    return Table("What was done each night, the latest first", columns, rows, cards=True)


def _ending(job: JobProgress) -> Tag:
    if job.has_failed:
        return Tag("Given up", "red")
    if not job.is_finished:
        return Tag("To be tried again" if job.failure else "Under way", "blue")
    skipped = str((job.outcome or {}).get("skipped", ""))
    return Tag(SKIPPED.get(skipped, skipped), "grey") if skipped else Tag("Done", "teal")
