"""Impact reports as a viewer may see them: whole, or with small numbers hidden; and the rows behind a number."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from towpath.access import Viewer
from towpath.insight.models import ImpactRelease, ImpactReport, ImpactRow, ImpactStory
from towpath.insight.reports.impact.beside import beside_of
from towpath.insight.reports.impact.gathering import Gathered, Period, gathered
from towpath.insight.reports.impact.measures import ImpactMeasure
from towpath.organisation.models import Organisation
from towpath.organisation.queries import settings_on
from towpath.people.queries import list_records, organisation_of
from towpath.people.sameness import Sameness
from towpath.rules.disclosure import Figure
from towpath.rules.impact import CountedRow, Difference, Kind, counted, differences, for_release, whole
from towpath.voice.queries import voice_counts


class ImpactNotFoundError(LookupError):
    """There is no such report, story or release for this viewer."""


class RowsShutError(PermissionError):
    """The viewer may see the number, and not the rows behind it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImpactFound:
    """
    A report's figures as the viewer may see them. With `is_whole` nothing is hidden, and it is not for release.

    `known_at` is the instant as known at which it counts; `recounted` says whether the kept rows still come to the kept
    counts, and is None of a draft.
    """

    report: ImpactReport
    figures: Mapping[str, Figure]
    beside: Mapping[str, Any]
    stories: Sequence[ImpactStory]
    upper: int
    is_whole: bool
    known_at: datetime
    recounted: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedRow:
    """One row behind a number: its day, whose it is, and its own name. `public_id` is empty of whoever is not shown."""

    on: date
    public_id: str
    name: str
    row: str
    pence: int


def list_reports(viewer: Viewer) -> QuerySet[ImpactReport]:
    """Return the reports of the viewer's council, the latest period first; locked ones alone to who makes none."""
    if not viewer.may("impact.view"):
        return ImpactReport.objects.none()
    rows = ImpactReport.objects.filter(organisation_id=viewer.organisation_id)
    if not viewer.may("impact.make"):
        rows = rows.filter(state=ImpactReport.State.LOCKED)
    return rows.select_related("organisation").order_by("-to_date", "-pk")


def get_report(viewer: Viewer, report_id: int) -> ImpactReport:
    """
    Return one report.

    :raises ImpactNotFoundError: there is none that the viewer may see
    """
    report = list_reports(viewer).filter(pk=report_id).first()
    if report is None:
        raise ImpactNotFoundError("There is no such report here.")
    return report


def find_impact(viewer: Viewer, report: ImpactReport, at: datetime, *, to_release: bool = False) -> ImpactFound:
    """
    Return what a report says: a locked one from its kept rows alone, a draft from what is known at the instant.

    A story or a quote that was taken back since is in neither.

    :param to_release: with small numbers hidden, and the stories that are for everybody, also to who may see the rest
    :raises ImpactNotFoundError: the viewer may not see it
    """
    return _found(viewer, get_report(viewer, report.pk), at, to_release=to_release)


def find_impact_of(
    viewer: Viewer, from_date: date, to_date: date, at: datetime, *, to_release: bool = True
) -> ImpactFound:
    """
    Return what a report of a period would say now, without keeping one.

    :raises ImpactNotFoundError: the viewer may make no report
    """
    if not viewer.may("impact.make"):
        raise ImpactNotFoundError("Your role makes no impact report.")
    organisation = Organisation.objects.get(pk=viewer.organisation_id)
    report = ImpactReport(
        organisation=organisation, title=f"Impact of {organisation.name}", from_date=from_date, to_date=to_date,
        made_at=at, made_by=viewer.user, made_by_name=viewer.name,
    )  # fmt: skip
    return _found(viewer, report, at, to_release=to_release)


def _found(viewer: Viewer, report: ImpactReport, at: datetime, *, to_release: bool) -> ImpactFound:
    is_whole = viewer.may("impact.make") and not to_release
    recounted = None
    if report.locked_at is not None:
        counts, beside, known_at = dict(report.counts or {}), _beside_still(viewer, report), report.locked_at
        recounted = counted(_kept(report)) == counts
    else:
        counts = counted(each.row for each in gathered(_period(report, at)))
        beside, known_at = beside_of(viewer, report.from_date, report.to_date, at.date()), at
    upper = int(settings_on(report.organisation, at.date())["suppression.upper"])
    return ImpactFound(
        report=report,
        figures=whole(counts) if is_whole else for_release(counts, upper=upper),
        beside=beside,
        stories=list(told_stories(viewer, report, for_everybody=not is_whole)),
        upper=upper,
        is_whole=is_whole,
        known_at=known_at,
        recounted=recounted,
    )


def _beside_still(viewer: Viewer, report: ImpactReport) -> Mapping[str, Any]:
    """Return what was kept beside a locked report, without the quotes that were taken down since."""
    beside = report.beside or {}
    if "voice" not in beside:
        return beside
    live = voice_counts(viewer, report.from_date, report.to_date).quotes
    quotes = [each for each in beside["voice"]["quotes"] if each in live]
    return {**beside, "voice": beside["voice"] | {"quotes": quotes}}


def may_open(viewer: Viewer, measure: ImpactMeasure) -> bool:
    """Return whether the viewer may see the rows behind a number."""
    return measure.kind is not None and viewer.may("impact.make") and viewer.may(measure.leave)


def list_rows(viewer: Viewer, report: ImpactReport, measure: ImpactMeasure, at: datetime) -> list[OpenedRow]:
    """
    Return the rows behind one number, in order of day. Thirty queries at most, however many rows.

    Whoever the viewer may not see is counted and not named.

    :raises ImpactNotFoundError: the viewer may not see the report
    :raises RowsShutError: they may see the number, and not its rows
    """
    report = get_report(viewer, report.pk)
    if measure.kind is None or not may_open(viewer, measure):
        raise RowsShutError("Your role sees this number, and not the young people in it.")
    rows = _rows_of(report, measure.kind, at)
    # A record may have been merged into another since the rows were kept.
    leading = Sameness.of(organisation_of(viewer)).leading
    records = list_records(viewer, {leading(each.row.person) for each in rows}, at.date())
    shown = ((each, records.get(leading(each.row.person))) for each in rows)
    return [
        OpenedRow(
            on=each.on,
            public_id=record.public_id if record else "",
            name=record.shown_name if record else "",
            row=each.row.row,
            pence=each.row.pence,
        )
        for each, record in shown
    ]


def find_differences(viewer: Viewer, report: ImpactReport, at: datetime) -> tuple[Difference, ...]:
    """
    Return what a locked report would count otherwise if it were locked at the instant; nothing of a draft.

    :raises ImpactNotFoundError: the viewer may not see whole numbers of it
    """
    report = get_report(viewer, report.pk)
    if not viewer.may("impact.make"):
        raise ImpactNotFoundError("Your role does not see this.")
    if report.locked_at is None:
        return ()
    return differences(_kept(report), [each.row for each in gathered(_period(report, at))])


def told_stories(viewer: Viewer, report: ImpactReport, *, for_everybody: bool) -> QuerySet[ImpactStory]:
    """Return the stories that a report tells now: checked, and the consent not withdrawn; to everybody, or inside."""
    rows = ImpactStory.objects.filter(
        report__in=list_reports(viewer).filter(pk=report.pk), checked_at__isnull=False, withdrawn_at__isnull=True
    )
    if for_everybody or not viewer.may("impact.make"):
        rows = rows.filter(agreed_for=ImpactStory.AgreedFor.EVERYBODY)
    return rows.select_related("person").order_by("pk")


def list_stories(viewer: Viewer, report: ImpactReport) -> QuerySet[ImpactStory]:
    """Return every story written for a report, those not told too; none to whoever may make no report."""
    if not viewer.may("impact.make"):
        return ImpactStory.objects.none()
    rows = ImpactStory.objects.filter(report__in=list_reports(viewer).filter(pk=report.pk))
    return rows.select_related("person", "report").order_by("pk")


def get_story(viewer: Viewer, report: ImpactReport, story_id: int) -> ImpactStory:
    """
    Return one story of a report.

    :raises ImpactNotFoundError: there is none that the viewer may see
    """
    story = list_stories(viewer, report).filter(pk=story_id).first()
    if story is None:
        raise ImpactNotFoundError("There is no such story here.")
    return story


def list_releases(viewer: Viewer, report: ImpactReport) -> list[ImpactRelease]:
    """Return what was released of a report, the latest first, its stories with each. Two queries."""
    if not viewer.may("impact.make"):
        return []
    rows = ImpactRelease.objects.filter(report__in=list_reports(viewer).filter(pk=report.pk))
    return list(rows.prefetch_related("stories").order_by("-released_at", "-pk"))


def get_release(viewer: Viewer, report: ImpactReport, release_id: int) -> ImpactRelease:
    """
    Return one release of a report.

    :raises ImpactNotFoundError: there is none that the viewer may see
    """
    for each in list_releases(viewer, report):
        if each.pk == release_id:
            return each
    raise ImpactNotFoundError("There is no such release here.")


def _period(report: ImpactReport, known_at: datetime) -> Period:
    return Period(
        organisation=report.organisation, from_date=report.from_date, to_date=report.to_date, known_at=known_at
    )


def _kept(report: ImpactReport) -> list[CountedRow]:
    rows = ImpactRow.objects.filter(report=report).order_by("pk")
    return [
        CountedRow(Kind(kind), person, row, pence)
        for kind, person, row, pence in rows.values_list("kind", "person_id", "row", "pence")
    ]


def _rows_of(report: ImpactReport, kind: Kind, at: datetime) -> list[Gathered]:
    if report.locked_at is None:
        return [each for each in gathered(_period(report, at)) if each.row.kind is kind]
    rows = ImpactRow.objects.filter(report=report, kind=kind.value).order_by("counted_date", "row")
    return [Gathered(CountedRow(kind, each.person_id, each.row, each.pence), each.counted_date) for each in rows]
