"""Make an impact report, lock it, release it; write a story, check it, and withdraw it."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import BinaryIO

from django.utils.timezone import localdate

from towpath.access import Viewer
from towpath.audit import Actor
from towpath.audit.actions import Events, transaction
from towpath.audit.facts import facts
from towpath.files.actions import keep, release
from towpath.files.agreement import Agreement
from towpath.files.models import StoredFile
from towpath.insight.models import ImpactRelease, ImpactReleasedStory, ImpactReport, ImpactRow, ImpactStory
from towpath.insight.reports.impact.beside import beside_of
from towpath.insight.reports.impact.gathering import Period, gathered
from towpath.organisation.models import Organisation
from towpath.people.models import Person
from towpath.rules.impact import counted

LONGEST_PERIOD = timedelta(days=366 * 3)
LONGEST_STORY = 4_000
RELEASED_ITEM = "impact_report"
CHUNK = 500


class ImpactRefusedError(ValueError):
    """What was asked of a report cannot be done; the words say what to do, and `field` where."""

    def __init__(self, words: str, field: str = "") -> None:
        super().__init__(words)
        self.field = field


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryTold:
    """A story as somebody agreed to it: its words, how far they may go, and when and how they said so."""

    title: str
    words: str
    agreed_for: str
    agreed_date: date
    agreed_how: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Papers:
    """A report as files: `pdf` is None where this machine cannot make one."""

    page: bytes
    figures: bytes
    pdf: bytes | None


def make_report(
    *,
    organisation: Organisation,
    title: str,
    from_date: date,
    to_date: date,
    by: Actor,
    by_name: str,
    at: datetime,
) -> ImpactReport:
    """
    Begin a report of a period, both days in.

    :raises ImpactRefusedError: the days are out of order, too far apart or not over, or it has no title
    """
    if not title.strip():
        raise ImpactRefusedError("Give the report a title.", "title")
    if to_date < from_date:
        raise ImpactRefusedError("The last day is before the first. Swap them.", "to_date")
    if to_date - from_date > LONGEST_PERIOD:
        raise ImpactRefusedError("A report is of three years at most. Choose a shorter period.", "to_date")
    if to_date > at.date():
        raise ImpactRefusedError("The period is not over. Choose a last day that has come.", "to_date")
    with transaction(by=by, at=at) as events:
        report = ImpactReport.objects.create(
            organisation=organisation,
            title=title.strip(),
            from_date=from_date,
            to_date=to_date,
            made_at=at,
            made_by=by.user,
            made_by_name=by_name,
        )
        events.record("impact.made", subject=_subject(report), after=facts(report))
    return report


def lock_report(*, report: ImpactReport, viewer: Viewer, at: datetime) -> ImpactReport:
    """
    Keep what the report counts now, row by row, with what stands beside it. It says the same ever after.

    :raises ImpactRefusedError: it is locked already
    """
    # All of it is worked out before the transaction, which on SQLite keeps every other writer waiting.
    period = Period(organisation=report.organisation, from_date=report.from_date, to_date=report.to_date, known_at=at)
    found = gathered(period)
    beside = beside_of(viewer, report.from_date, report.to_date, at.date())
    with transaction(by=viewer.actor, at=at) as events:
        held = _draft(report)
        rows = [
            ImpactRow(
                report=held,
                kind=each.row.kind.value,
                person_id=each.row.person,
                row=each.row.row,
                counted_date=each.on,
                pence=each.row.pence,
            )
            for each in found
        ]
        ImpactRow.objects.bulk_create(rows, batch_size=CHUNK)
        held.state = ImpactReport.State.LOCKED
        held.locked_at, held.locked_by, held.locked_by_name = at, viewer.user, viewer.name
        held.counts = counted(each.row for each in found)
        held.beside = beside
        held.save(update_fields=["state", "locked_at", "locked_by", "locked_by_name", "counts", "beside"])
        events.record("impact.locked", subject=_subject(held), after={"rows": len(rows)})
    return held


def write_story(*, report: ImpactReport, person: Person, told: StoryTold, by: Actor, at: datetime) -> ImpactStory:
    """
    Write what somebody agreed may be told of them in this report. It is not told until it has been checked.

    :raises ImpactRefusedError: the report is locked, there are no words or too many, or the consent is of a day to come
    """
    title, words = told.title.strip(), told.words.strip()
    if not title or not words:
        raise ImpactRefusedError("Write a title and the story.", "words" if title else "title")
    if len(words) > LONGEST_STORY:
        raise ImpactRefusedError(
            f"A story has at most {LONGEST_STORY:,} characters. This one has {len(words):,}.", "words"
        )
    if told.agreed_date > at.date():
        raise ImpactRefusedError("They cannot have agreed on a day to come.", "agreed_date")
    with transaction(by=by, at=at) as events:
        story = ImpactStory.objects.create(
            report=_draft(report),
            person=person,
            title=title,
            words=words,
            agreed_for=told.agreed_for,
            agreed_date=told.agreed_date,
            agreed_how=told.agreed_how,
            asked_by=by.user,
            written_at=at,
        )
        events.record(
            "impact.story_written",
            person=person.public_id,
            subject=f"insight_impact_story:{story.pk}",
            after={"agreed_for": story.agreed_for, "agreed_date": story.agreed_date.isoformat()},
        )
    return story


def check_story(*, story: ImpactStory, by: Actor, at: datetime) -> ImpactStory:
    """
    Record that somebody read a story and that nobody can be known by it. From then it is told.

    :raises ImpactRefusedError: it was checked or withdrawn already, or the report is locked
    """
    with transaction(by=by, at=at) as events:
        held = _standing(story)
        _draft(held.report)
        if held.checked_at is not None:
            raise ImpactRefusedError("This story was checked already.")
        held.checked_at, held.checked_by = at, by.user
        held.save(update_fields=["checked_at", "checked_by"])
        _record_story(events, "impact.story_checked", held)
    return held


def withdraw_story(*, story: ImpactStory, by: Actor, at: datetime) -> ImpactStory:
    """
    Take a story back, because whoever it is about says so. It leaves the report, locked or not, from this moment.

    Every copy released with it is marked, and given to nobody again.

    :raises ImpactRefusedError: it was withdrawn already
    """
    with transaction(by=by, at=at) as events:
        held = _standing(story)
        held.withdrawn_at, held.withdrawn_by = at, by.user
        held.save(update_fields=["withdrawn_at", "withdrawn_by"])
        _record_story(events, "impact.story_withdrawn", held)
        for gone in ImpactReleasedStory.objects.filter(story=held).order_by("pk"):
            events.record(
                "impact.release_marked",
                person=held.person.public_id,
                subject=f"insight_impact_release:{gone.release_id}",
                after={"story": held.pk},
            )
    return held


def release_report(
    *,
    report: ImpactReport,
    papers: Papers,
    stories: Sequence[ImpactStory],
    to: str,
    purpose: str,
    upper: int,
    by: Actor,
    by_name: str,
    at: datetime,
) -> ImpactRelease:
    """
    Keep a locked report's files, small numbers hidden, as what may be given to somebody for a purpose.

    :param stories: those that the files tell
    :raises ImpactRefusedError: it is not locked, it is not said to whom and for what, or a story was withdrawn since
    """
    if not to.strip() or not purpose.strip():
        raise ImpactRefusedError("Say who it is for, and what for.", "purpose" if to.strip() else "to")
    with transaction(by=by, at=at) as events:
        held = _locked_row(report)
        if held.state != ImpactReport.State.LOCKED:
            raise ImpactRefusedError("Lock the report first, so that what leaves is what stays.")
        told = {each.pk for each in stories}
        live = ImpactStory.objects.filter(
            pk__in=told,
            report=held,
            agreed_for=ImpactStory.AgreedFor.EVERYBODY,
            checked_at__isnull=False,
            withdrawn_at__isnull=True,
        )
        if live.count() != len(told):
            raise ImpactRefusedError("A story was withdrawn while you released this. Release it again without it.")
        gone = ImpactRelease.objects.create(
            report=held,
            to=to.strip(),
            purpose=purpose.strip(),
            upper=upper,
            page=_kept(held, papers.page, "html", by=by, at=at),
            figures=_kept(held, papers.figures, "csv", by=by, at=at),
            pdf=None if papers.pdf is None else _kept(held, papers.pdf, "pdf", by=by, at=at),
            released_at=at,
            released_by=by.user,
            released_by_name=by_name,
        )
        ImpactReleasedStory.objects.bulk_create(
            [ImpactReleasedStory(release=gone, story=each) for each in sorted(stories, key=lambda each: each.pk)]
        )
        events.record(
            "impact.released",
            persons=sorted(each.person.public_id for each in stories),
            subject=f"insight_impact_release:{gone.pk}",
            after={"report": held.pk, "stories": len(told), "upper": upper},
        )
    return gone


def hand_out(*, release_of: ImpactRelease, name: str, by: Actor, at: datetime) -> tuple[BinaryIO, StoredFile]:
    """
    Let one of a release's files go, open; that it went is committed first.

    :param name: page, figures or pdf
    :raises ImpactRefusedError: there is no such file, or a story in it was withdrawn since
    """
    file: StoredFile | None = getattr(release_of, name)
    if file is None:
        raise ImpactRefusedError("No PDF was made of this release. Use the page, which says the same.")
    told = release_of.stories.order_by("pk").select_related("person")
    if any(story.withdrawn_at is not None for story in told):
        raise ImpactRefusedError("A story in this copy was withdrawn. Release the report again, and use that.")
    content = release(
        file,
        to=release_of.to,
        purpose=RELEASED_ITEM,
        agreement=_ground(release_of),
        by=by,
        at=at,
        persons=[story.person.public_id for story in told],
    )
    return content, file


def _ground(gone: ImpactRelease) -> Agreement:
    """Return what lets it go: nobody is in it but by consent, so it needs no agreement to share."""
    return Agreement(
        reference=f"counts with small numbers hidden ({gone.pk})",
        parties=frozenset({gone.to}),
        covers=frozenset({RELEASED_ITEM}),
        from_date=localdate(gone.released_at),
    )


def _kept(report: ImpactReport, content: bytes, ending: str, *, by: Actor, at: datetime) -> StoredFile:
    return keep(
        organisation=report.organisation,
        content=io.BytesIO(content),
        original_name=f"impact-{report.from_date}-{report.to_date}.{ending}",
        file_class=StoredFile.FileClass.EXPORT,
        by=by,
        at=at,
    )


def _locked_row(report: ImpactReport) -> ImpactReport:
    """Return the report as it stands, its row held until the transaction ends."""
    rows = ImpactReport.objects.select_for_update(of=("self",), no_key=True).select_related("organisation")
    return rows.get(pk=report.pk)


def _draft(report: ImpactReport) -> ImpactReport:
    held = _locked_row(report)
    if held.state != ImpactReport.State.DRAFT:
        raise ImpactRefusedError("This report is locked: nothing of it can be changed. Make another one.")
    return held


def _standing(story: ImpactStory) -> ImpactStory:
    rows = ImpactStory.objects.select_for_update(of=("self",), no_key=True).select_related("report", "person")
    held = rows.get(pk=story.pk)
    if held.withdrawn_at is not None:
        raise ImpactRefusedError("This story was withdrawn.")
    return held


def _record_story(events: Events, kind: str, story: ImpactStory) -> None:
    events.record(kind, person=story.person.public_id, subject=f"insight_impact_story:{story.pk}")


def _subject(report: ImpactReport) -> str:
    return f"insight_impact_report:{report.pk}"
