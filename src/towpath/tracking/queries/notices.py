"""Notices of those who left: what waits, by when, and how soon each provider tells us."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import partial

from towpath.access.viewer import Viewer
from towpath.organisation.calendar import add_working_days
from towpath.organisation.models import Organisation
from towpath.organisation.queries import settings_on
from towpath.people.among import among
from towpath.people.births import birth_dates_of
from towpath.people.models import ReturnFact
from towpath.people.queries import living, organisation_of, visible_to
from towpath.people.sameness import Sameness
from towpath.rules.leaver_notices import Notice, NoticeClock, NoticeState, days_to_tell, owed_to, was_owed
from towpath.rules.owed import Owed
from towpath.rules.residence import leads
from towpath.standards.calendar import bank_holidays
from towpath.tracking.models import LeaverNotice

FOLLOW_UP_DAYS = "leaver_notice.follow_up_days"
working_days_after = partial(add_working_days, holidays=bank_holidays())


class NoticeNotFoundError(LookupError):
    """There is no such notice for this viewer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingNotice:
    """One notice with what it is owed. `was_owed` is whether the law asked the provider, None where nobody knows."""

    notice: LeaverNotice
    owed: Owed[NoticeClock]
    was_owed: bool | None
    days_to_tell: int
    lives_in: str


def list_waiting_notices(viewer: Viewer, on: date) -> list[WaitingNotice]:
    """
    Return every notice that waits of the living whom the viewer may see, what is due first first.

    None to whoever works no desk. Eight queries, and one more where somebody died, however many.
    """
    if not viewer.may("chase.work"):
        return []
    seen = living(viewer, on).values("pk")
    rows = LeaverNotice.objects.filter(
        organisation_id=viewer.organisation_id, state=NoticeState.WAITING, person__in=seen
    )
    found = _with_what_is_owed(viewer, rows.select_related("person", "establishment").order_by("pk"), on)
    return sorted(found, key=lambda each: (each.owed.due_date, each.notice.pk))


def get_leaver_notice(viewer: Viewer, notice_id: int, on: date) -> WaitingNotice:
    """
    Return one notice, settled or not.

    :raises NoticeNotFoundError: there is none that the viewer may see
    """
    seen = visible_to(viewer, on, merged_too=True).values("pk")
    rows = LeaverNotice.objects.filter(organisation_id=viewer.organisation_id, pk=notice_id, person__in=seen)
    if not viewer.may("chase.work") or not rows.exists():
        raise NoticeNotFoundError("There is no such notice here.")
    [found] = _with_what_is_owed(viewer, rows.select_related("person", "establishment", "organisation"), on)
    return found


def _with_what_is_owed(viewer: Viewer, rows: Iterable[LeaverNotice], on: date) -> list[WaitingNotice]:
    organisation = organisation_of(viewer)
    notices = list(rows)
    ids = {each.person_id for each in notices}
    births = birth_dates_of(organisation, ids)
    lives = _lives_in(organisation, ids, on)
    days = int(settings_on(organisation, on)[FOLLOW_UP_DAYS])
    council = Organisation.objects.values_list("la_code", flat=True).get(pk=organisation.pk)
    found = []
    for each in notices:
        lead = lives.get(each.person_id, council)
        told = Notice(
            birth_date=births.get(each.person_id),
            left_date=each.left_date,
            received_date=each.received_date,
            is_resident=leads(council, lead),
        )
        found.append(
            WaitingNotice(
                notice=each,
                owed=owed_to(told, days, working_days_after),
                was_owed=was_owed(told),
                days_to_tell=days_to_tell(told),
                lives_in=lead,
            )
        )
    return found


def _lives_in(organisation: Organisation, person_ids: Iterable[int], on: date) -> dict[int, str]:
    """Return the council that was told to lead for each, where one was. Two queries."""
    sameness = Sameness.around(organisation, list(person_ids))
    rows = ReturnFact.objects.known_at(None).in_force(on)
    rows = rows.filter(person_id__in=among(sameness.everyone), field="lead_la")
    said = sameness.speaking(rows.order_by("recorded_at", "id"))
    return {each: said[leader].value for each in person_ids if (leader := sameness.leading(each)) in said}
