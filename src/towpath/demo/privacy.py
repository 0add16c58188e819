"""One young person of the invented council asks what is held of them; another's record is held for a complaint."""

from datetime import datetime, time

from towpath.access.queries import viewer_for
from towpath.caseload.models import Case
from towpath.clock import LONDON
from towpath.contact.actions import record_contact
from towpath.demo.month import Month
from towpath.people.models import Person
from towpath.privacy.actions import decide, place_hold, record_identity, record_request
from towpath.privacy.queries import list_requests, list_units


def play_privacy(month: Month) -> str:
    """Record a request that is half looked at and a hold, and return in one line what waits."""

    def at(day: int, hour: int = 11) -> datetime:
        return datetime.combine(month.on.replace(day=day), time(hour), LONDON)

    lead, by = month.holder("data lead"), month.by("data lead")
    cases = Case.objects.filter(organisation=month.organisation, closed_date__isnull=True).select_related("adviser")
    asks, complains = cases.order_by("-pk")[:2]
    for day, words, audience in (
        (13, "Wants to retake maths. Gets a lift to college from a friend, Tegan Marsh.", "team"),
        (20, "Does better in the afternoons. Mum, Lorna, will ring on 07700 900774 before the open day.", "team"),
        (22, "Told me what happened at home before the move; asked that few should know.", "need_to_know"),
    ):
        author = month.acting(asks.adviser, "adviser")
        record_contact(
            person=asks.person, happened_at=at(day), channel="other", outcome="noted", words=words, audience=audience,
            owner=asks.adviser, by=author, at=at(day),
        )  # fmt: skip
    row = record_request(
        person=_person(asks), asked_by="young_person", received_date=month.on.replace(day=12), identity="not_yet",
        words="Everything you have written about me, and who has looked at it.", by=by, at=at(12),
    )  # fmt: skip
    record_identity(request=row, version=1, identity="document", shown_date=month.on.replace(day=14), by=by, at=at(14))
    place_hold(
        person=_person(complains), reason="complaint", by=by, at=at(19),
        words="Their parent has gone to the ombudsman about the move from school. Keep it all until then.",
    )  # fmt: skip
    viewer = viewer_for(lead, month.organisation, month.on)
    row = list_requests(viewer).get(pk=row.pk)
    units, elsewhere = list_units(viewer, row, month.on)
    for unit in units[: len(units) // 2]:
        choice = "redact" if unit.field and unit.offered != unit.text else "include"
        words = unit.offered if choice == "redact" else ""
        decide(request=row, unit=unit, seen_digest=unit.digest, choice=choice, words=words, by=by, at=at(28))
    left = len(units) - len(units) // 2
    return f"What is held: 1 request is under way, {left + elsewhere} texts of it to be looked at; 1 record is held."


def _person(case: Case) -> Person:
    return Person.objects.select_related("organisation").get(pk=case.person_id)
