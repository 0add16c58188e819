"""The chase board: whom to find or to ask again, why, and in what order."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from towpath.access.viewer import Viewer
from towpath.contact.queries import LastContact, last_contact_dates
from towpath.organisation.queries import settings_on
from towpath.people.models import BirthDate
from towpath.people.queries import organisation_of, reasons_held_for
from towpath.people.sameness import Sameness
from towpath.rules.cohort import ReasonHeld
from towpath.rules.dates import academic_year, academic_year_start
from towpath.rules.spells import Standing
from towpath.standards import Group
from towpath.tracking.queries.statuses import StatusRecord, list_statuses

LAPSING_DAYS = 30
START_AGREED = ("615", "616")


class Reason(StrEnum):
    """Why somebody is on the board. Each person stands once, under the first that is true."""

    NOT_KNOWN = "not_known"
    NEET_NOT_CONTACTED = "neet_not_contacted"
    START_PASSED = "start_passed"
    END_PASSED = "end_passed"
    REVIEW_PASSED = "review_passed"
    LAPSING = "lapsing"


REASON_WORDS: Mapping[Reason, str] = {
    Reason.NOT_KNOWN: "We do not know what they are doing",
    Reason.NEET_NOT_CONTACTED: "NEET, and nobody has reached them lately",
    Reason.START_PASSED: "The start that was agreed has passed",
    Reason.END_PASSED: "The course or job was expected to end by now",
    Reason.REVIEW_PASSED: "The review date has passed",
    Reason.LAPSING: "What we know lapses within 30 days",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ChaseLine:
    """One person to find or to ask again. `due_date` is what puts them in order: the longest waiting first."""

    person_id: int
    reason: Reason
    status: StatusRecord
    last_contact: LastContact | None
    due_date: date


def list_chase(viewer: Viewer, on: date, *, reason: Reason | None = None) -> list[ChaseLine]:
    """
    Return everybody of academic age 16 and 17 who is tracked here and must be chased, by reason and then longest
    waiting.

    Those not known stand first, for each of them moves the published rate. The number of queries does not grow with
    people.
    """
    if not viewer.may("chase.work"):
        return []
    tracked = _tracked(viewer, on)
    statuses = list_statuses(viewer, tracked, on)
    contacts = last_contact_dates(viewer, tracked, on)
    quiet_days = int(settings_on(organisation_of(viewer), on)["contact.neet_days"])
    lines = [
        line
        for person_id, status in statuses.items()
        if (line := _line(person_id, status, contacts.get(person_id), on, quiet_days)) is not None
    ]
    order = list(Reason)
    lines.sort(key=lambda line: (order.index(line.reason), line.due_date, line.person_id))
    return [line for line in lines if reason is None or line.reason is reason]


def _tracked(viewer: Viewer, on: date) -> list[int]:
    """Return those of academic age 16 and 17 whom this council tracks on a day."""
    start = academic_year_start(academic_year(on))
    born = BirthDate.objects.filter(
        organisation_id=viewer.organisation_id,
        withdrawn_at__isnull=True,
        # Academic age 17 on the day before 1 September was born on or after 1 September eighteen years before it.
        birth_date__gte=start.replace(year=start.year - 18),
        birth_date__lt=start.replace(year=start.year - 16),
    )
    sameness = Sameness.of(organisation_of(viewer))
    ids = {sameness.leading(person_id) for person_id in born.values_list("person_id", flat=True)}
    reasons = reasons_held_for(viewer, ids, on)
    return sorted(person_id for person_id, held in reasons.items() if ReasonHeld.TRACKED in held)


def _line(
    person_id: int, status: StatusRecord, contact: LastContact | None, on: date, quiet_days: int
) -> ChaseLine | None:
    found = _reason(status, contact, on, quiet_days)
    if found is None:
        return None
    reason, due_date = found
    return ChaseLine(person_id=person_id, reason=reason, status=status, last_contact=contact, due_date=due_date)


def _reason(status: StatusRecord, contact: LastContact | None, on: date, quiet_days: int) -> tuple[Reason, date] | None:
    if status.group is Group.NOT_KNOWN:
        return Reason.NOT_KNOWN, _unknown_since(status, on)
    if status.code in START_AGREED and status.review_date and status.review_date < on:
        return Reason.START_PASSED, status.review_date
    if status.group is Group.NEET:
        since = status.silent_since(contact, on, quiet_days)
        return (Reason.NEET_NOT_CONTACTED, since) if since else None
    if status.expected_end_date and status.expected_end_date < on:
        return Reason.END_PASSED, status.expected_end_date
    if status.review_date and status.review_date < on:
        return Reason.REVIEW_PASSED, status.review_date
    if status.lapses_date and status.lapses_date <= on + timedelta(days=LAPSING_DAYS):
        return Reason.LAPSING, status.lapses_date
    return None


def _unknown_since(status: StatusRecord, on: date) -> date:
    if status.standing is Standing.LAPSED and status.lapses_date:
        return status.lapses_date
    # Somebody nobody ever spoke of has waited all the year at least, and stands before those lately lost.
    return status.verified_date or status.start_date or academic_year_start(academic_year(on))
