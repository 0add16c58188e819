"""What can be asked about what young people said, the words that wait for a second look, and complaints."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from towpath.access.models import User
from towpath.access.queries import roles_in_force
from towpath.access.viewer import Viewer
from towpath.people.queries import organisation_of
from towpath.rules.access import roles_that_may
from towpath.rules.owed import Owed
from towpath.rules.voice import (
    Clock,
    Course,
    Part,
    Stage,
    complaint_owed,
    days_to_answer,
    days_to_did,
    median_days,
    missing_parts,
    owed_next,
    stage_of,
)
from towpath.voice.courses import complaint_course_of, course_of, terms_of, working_days_after
from towpath.voice.models import Complaint, VoiceEntry, VoiceRelease, VoiceSource, VoiceStep


class VoiceNotFoundError(LookupError):
    """There is no such entry or complaint for this viewer."""


@dataclass(frozen=True, slots=True)
class Standing:
    """One entry with how far it has got on a day, what is missing, and what is owed next, if anything is."""

    entry: VoiceEntry
    course: Course
    stage: Stage
    missing: tuple[Part, ...]
    owed: Owed[Clock] | None
    is_late: bool


@dataclass(frozen=True, slots=True)
class ComplaintStanding:
    """One complaint with what is owed next on a day, if anything is."""

    complaint: Complaint
    owed: Owed[Clock] | None
    is_late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceCounts:
    """
    What was said between two days, both counted, and what had become of it by the last of them.

    `said` is the sum of `acted_upon`, `promised`, `cannot` and `waiting`. `people` adds up how many said so, where that
    was counted, which it was for `counted` of them; one person may be among several. Days are those from said to did
    of what was acted upon, and from said to an answer of what was answered; None of none.
    """

    said: int
    acted_upon: int
    promised: int
    cannot: int
    waiting: int
    people: int
    counted: int
    median_days: float | None
    median_days_to_answer: float | None
    quotes: tuple[str, ...]


def list_entries(viewer: Viewer) -> QuerySet[VoiceEntry]:
    """
    Return the entries that a viewer may see, the latest said first, those set aside left out.

    What was sent to us and nobody has looked at is for managers alone: it may name somebody.
    """
    return _entries(viewer).filter(set_aside_at__isnull=True)


def list_set_aside(viewer: Viewer) -> QuerySet[VoiceEntry]:
    """Return the entries that were set aside, the latest said first; to whoever looks at suggestions first."""
    if not viewer.may("voice.manage"):
        return VoiceEntry.objects.none()
    return _entries(viewer).filter(set_aside_at__isnull=False)


def list_waiting(viewer: Viewer, on: date) -> list[Standing]:
    """Return the entries of which something is owed, the longest due first. Two queries."""
    rows = standings_of(viewer, list_entries(viewer).filter(done_at__isnull=True), on)
    owed = [(each.owed.due_date, each.entry.pk, each) for each in rows if each.owed]
    return [each for *_, each in sorted(owed, key=lambda row: row[:2])]


def list_to_read(viewer: Viewer) -> list[VoiceRelease]:
    """Return the words that wait for a second look by this viewer, the longest waiting first. One query."""
    if not viewer.may("voice.release"):
        return []
    rows = VoiceRelease.objects.filter(
        entry__in=list_entries(viewer), released_at__isnull=True, taken_down_at__isnull=True
    ).exclude(written_by=viewer.user)
    return list(rows.select_related("entry").order_by("written_at", "pk"))


def standings_of(viewer: Viewer, entries: Iterable[VoiceEntry], on: date) -> list[Standing]:
    """Return how far each of these has got, in the order given; another council's are left out. One query."""
    terms = terms_of(organisation_of(viewer), on)
    found = []
    for row in entries:
        if row.organisation_id == viewer.organisation_id:
            course = course_of(row)
            owed = owed_next(course, terms, working_days_after)
            late = owed is not None and owed.is_late(on)
            found.append(Standing(row, course, stage_of(course), missing_parts(course), owed, late))
    return found


def get_entry(viewer: Viewer, entry_id: int) -> VoiceEntry:
    """
    Return one entry.

    :raises VoiceNotFoundError: there is none that the viewer may see
    """
    row = _entries(viewer).filter(pk=entry_id).first()
    if row is None or (row.set_aside_at is not None and not viewer.may("voice.manage")):
        raise VoiceNotFoundError("There is no such entry here.")
    return row


def find_source(viewer: Viewer, entry: VoiceEntry) -> VoiceSource | None:
    """Return who said it, to whoever recorded it and to a manager; nobody else learns whether anybody told us."""
    if not _entries(viewer).filter(pk=entry.pk).exists():
        return None
    if entry.recorded_by != viewer.user and not viewer.may("voice.manage"):
        return None
    return VoiceSource.objects.filter(entry=entry).select_related("person").first()


def list_steps(viewer: Viewer, entry: VoiceEntry) -> list[VoiceStep]:
    """Return what was done about an entry, the latest first."""
    return list(VoiceStep.objects.filter(entry=entry, entry__in=_entries(viewer)).order_by("-at", "-pk"))


def find_release(viewer: Viewer, entry: VoiceEntry) -> VoiceRelease | None:
    """Return the words of an entry that stand on the public page or wait for a second look, if any do."""
    rows = VoiceRelease.objects.filter(entry=entry, entry__in=_entries(viewer), taken_down_at__isnull=True)
    return rows.select_related("entry").first()


def list_followers(viewer: Viewer, on: date) -> list[User]:
    """Return the staff of a viewer's council who may follow up what was said, by name."""
    return _staff(viewer, "voice.work", on) if viewer.may("voice.work") else []


def list_managers(viewer: Viewer, on: date) -> list[User]:
    """Return the staff of a viewer's council who answer complaints, by name."""
    return _staff(viewer, "voice.manage", on) if viewer.may("voice.manage") else []


def list_complaints(viewer: Viewer) -> QuerySet[Complaint]:
    """Return the complaints to a viewer's council, the latest first; none to those who do not answer them."""
    if not viewer.may("voice.manage"):
        return Complaint.objects.none()
    rows = Complaint.objects.filter(organisation_id=viewer.organisation_id)
    return rows.select_related("organisation", "owner", "entry").order_by("-received_at", "-pk")


def complaint_standings_of(viewer: Viewer, complaints: Collection[Complaint], on: date) -> list[ComplaintStanding]:
    """Return what is owed next of each of these, in the order given; another council's are left out. One query."""
    terms = terms_of(organisation_of(viewer), on)
    found = []
    for row in complaints:
        if row.organisation_id == viewer.organisation_id:
            owed = complaint_owed(complaint_course_of(row), terms, working_days_after)
            found.append(ComplaintStanding(row, owed, owed is not None and owed.is_late(on)))
    return found


def list_complaints_waiting(viewer: Viewer, on: date) -> list[ComplaintStanding]:
    """Return the complaints not yet answered, the longest due first. Two queries."""
    rows = complaint_standings_of(viewer, list_complaints(viewer).filter(answered_at__isnull=True), on)
    owed = [(each.owed.due_date, each.complaint.pk, each) for each in rows if each.owed]
    return [each for *_, each in sorted(owed, key=lambda row: row[:2])]


def get_complaint(viewer: Viewer, complaint_id: int) -> Complaint:
    """
    Return one complaint.

    :raises VoiceNotFoundError: there is none that the viewer may see
    """
    row = list_complaints(viewer).filter(pk=complaint_id).first()
    if row is None:
        raise VoiceNotFoundError("There is no such complaint here.")
    return row


def voice_counts(viewer: Viewer, from_date: date, to_date: date) -> VoiceCounts:
    """
    Return what was said between two days, both counted, and what had become of it by the last. Two queries.

    Counts and words that anybody may read: every role of the council may ask. A quote is what was let out after a
    second look, stands today, is word for word, and was agreed to by those who said it.
    """
    rows = VoiceEntry.objects.filter(
        organisation_id=viewer.organisation_id, said_date__range=(from_date, to_date), set_aside_at__isnull=True
    ).order_by("said_date", "pk")
    if not viewer.may("rates.view"):
        rows = rows.none()
    courses = [(row, course_of(row)) for row in rows]
    acted = [each for _, each in courses if _is_by(each.changed_date, to_date)]
    decided = [each for _, each in courses if _is_by(each.decided_date, to_date)]
    cannot = sum(each.outcome == "cannot" for each in decided)
    quoted = VoiceRelease.objects.filter(
        entry__in=rows, is_quote=True, released_at__isnull=False, taken_down_at__isnull=True
    ).order_by("entry__said_date", "entry_id")
    return VoiceCounts(
        said=len(courses),
        acted_upon=len(acted),
        promised=len(decided) - cannot - len(acted),
        cannot=cannot,
        waiting=len(courses) - len(decided),
        people=sum(row.said_count or 0 for row, _ in courses),
        counted=sum(row.said_count is not None for row, _ in courses),
        median_days=median_days([days for each in acted if (days := days_to_did(each)) is not None]),
        median_days_to_answer=median_days([days for each in decided if (days := days_to_answer(each)) is not None]),
        quotes=tuple(quoted.values_list("you_said", flat=True)),
    )


def _entries(viewer: Viewer) -> QuerySet[VoiceEntry]:
    if not viewer.may("voice.work"):
        return VoiceEntry.objects.none()
    rows = VoiceEntry.objects.filter(organisation_id=viewer.organisation_id)
    if not viewer.may("voice.manage"):
        rows = rows.filter(looked_at__isnull=False)
    return rows.select_related("organisation", "owner").order_by("-said_date", "-pk")


def _staff(viewer: Viewer, permission: str, on: date) -> list[User]:
    roles = roles_in_force(on).filter(organisation_id=viewer.organisation_id, role__in=roles_that_may(permission))
    return sorted({role.user for role in roles}, key=lambda user: (user.name, user.pk))


def _is_by(day: date | None, last: date) -> bool:
    return day is not None and day <= last
