"""Whom the chase reaches: of everybody of 16 and 17 their groups, how hard they were tried, and who was found."""

from collections import Counter
from collections.abc import Collection, Mapping
from datetime import date, datetime, time, timedelta

from django.utils.timezone import get_current_timezone, localdate

from towpath.access.viewer import Viewer
from towpath.contact.models import ContactEvent
from towpath.people.among import among
from towpath.people.models import Address, CareFact, CharacteristicFact, ReturnFact
from towpath.people.queries import CARE_CHARACTERISTICS, organisation_of
from towpath.people.sameness import Sameness
from towpath.rules.cohort import is_measured
from towpath.rules.fair_chase import Chased
from towpath.rules.ready_lists import unknown_since
from towpath.standards import Group
from towpath.tracking.queries.desk import Desk
from towpath.tracking.queries.statuses import list_statuses

DAYS_TO_BE_FOUND = 30
DAYS_OF_TRIES = 365
SEND, CARE, ETHNICITY, AREA = "send", "care", "ethnicity", "area"
NOT_TOLD = "Not known"


def list_chased(viewer: Viewer, desk: Desk, ethnic_groups: Mapping[str, str]) -> list[Chased]:
    """
    Return everybody of 16 and 17 as the fairness of the chase counts them; nobody to whoever does not lead.

    What was not known thirty days ago is asked of the ledger as it stood then. About fifteen queries. The area is the
    postcode district; nobody's is told whose address is protected.

    :param ethnic_groups: the broad group of each published ethnicity
    """
    if not viewer.may("desk.manage"):
        return []
    on = desk.on
    ids = [
        each
        for each, line in desk.lines.items()
        if line.situation.is_tracked and is_measured(line.situation.birth_date, on)
    ]
    sameness = Sameness.around(organisation_of(viewer), ids)
    then = on - timedelta(days=DAYS_TO_BE_FOUND)
    known_at = datetime.combine(then, time(23, 59), get_current_timezone())
    before = list_statuses(viewer, ids, then, known_at=known_at)
    lost = {each for each, status in before.items() if status.group is Group.NOT_KNOWN}
    groups = _groups(sameness, on, ethnic_groups)
    tries, first_tries = _tries(sameness, on)
    found = []
    for each in ids:
        one = desk.lines[each].situation
        is_not_known = one.group is Group.NOT_KNOWN
        since = unknown_since(one, on) if is_not_known else None
        first = min((day for day in first_tries.get(each, ()) if since is not None and day >= since), default=None)
        found.append(
            Chased(
                groups={name: of.get(each, NOT_TOLD) for name, of in groups.items()},
                is_not_known=is_not_known,
                attempts=tries[each],
                days_to_first=(first - since).days if first is not None and since is not None else None,
                was_lost=each in lost,
                is_found=each in lost and not is_not_known,
            )
        )
    return found


def _groups(sameness: Sameness, on: date, ethnic_groups: Mapping[str, str]) -> dict[str, dict[int, str]]:
    members = sameness.everyone
    facts = ReturnFact.objects.known_at(None).in_force(on).filter(person_id__in=among(members))
    send: dict[int, str] = {}
    ethnicity: dict[int, str] = {}
    for person_id, field, value in facts.filter(field__in=("send_flag", "sen_support_flag", "ethnicity")).values_list(
        "person_id", "field", "value"
    ):
        leader = sameness.leading(person_id)
        if field == "ethnicity":
            ethnicity[leader] = ethnic_groups.get(value, NOT_TOLD)
        elif value == "Y" and field == "send_flag":
            send[leader] = "EHC plan"
        elif value == "Y":
            send.setdefault(leader, "SEN support")
    care = dict.fromkeys(_in_care(sameness, members, on), "In care or care leaver")
    leaders = {sameness.leading(each) for each in members}
    return {
        SEND: {each: send.get(each, "Neither") for each in leaders},
        CARE: {each: care.get(each, "Not in care") for each in leaders},
        ETHNICITY: ethnicity,
        AREA: _districts(sameness, members, on),
    }


def _in_care(sameness: Sameness, members: Collection[int], on: date) -> set[int]:
    care = CareFact.objects.known_at(None).in_force(on).filter(person_id__in=among(members))
    codes = (
        CharacteristicFact.objects.known_at(None)
        .in_force(on)
        .filter(person_id__in=among(members), code__in=CARE_CHARACTERISTICS)
    )
    return {sameness.leading(each) for rows in (care, codes) for each in rows.values_list("person_id", flat=True)}


def _districts(sameness: Sameness, members: Collection[int], on: date) -> dict[int, str]:
    rows = (
        Address.objects.known_at(None).in_force(on).filter(person_id__in=among(members)).order_by("recorded_at", "pk")
    )
    found: dict[int, str] = {}
    kept: set[int] = set()
    for person_id, postcode, is_protected in rows.values_list("person_id", "postcode", "is_protected"):
        leader = sameness.leading(person_id)
        if is_protected:
            kept.add(leader)
        elif len(postcode) > len("1AA"):
            found[leader] = postcode[: -len("1AA")].strip()
    return {each: district for each, district in found.items() if each not in kept}


def _tries(sameness: Sameness, on: date) -> tuple[Counter[int], dict[int, list[date]]]:
    """Return how often each was tried in the year to a day, and the days on which they were. One query."""
    log = ContactEvent.objects.filter(
        person_id__in=among(sameness.everyone),
        withdrawn_at__isnull=True,
        direction=ContactEvent.Direction.OUT,
        happened_at__date__gt=on - timedelta(days=DAYS_OF_TRIES),
    ).exclude(kind=ContactEvent.Kind.NOTE)
    counts: Counter[int] = Counter()
    days: dict[int, list[date]] = {}
    for person_id, at in log.values_list("person_id", "happened_at"):
        leader = sameness.leading(person_id)
        counts[leader] += 1
        days.setdefault(leader, []).append(localdate(at))
    return counts, days
