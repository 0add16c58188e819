"""Who is NEET: by reason, for how long, whether again, where they live, where they were taught, and of which group."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.db.models import Q

from towpath.access import Viewer
from towpath.insight.marts import PLACE_FIELDS, Told, area_of, measured_stretches
from towpath.organisation.models import Organisation
from towpath.organisation.queries import current_wards, get_organisation, settings_on, standards_for, wards_of
from towpath.people.among import among
from towpath.people.births import birth_dates_of
from towpath.people.models import Address, CharacteristicFact, ReturnFact, SchoolPlace
from towpath.people.queries import CHARACTERISTIC_DOORS
from towpath.people.sameness import Sameness
from towpath.rules.cohort import is_measured
from towpath.rules.disclosure import Figure, Sum, released
from towpath.rules.neet_runs import NeetRun, Stretch, band_of, neet_run
from towpath.rules.urgent_looks import LEAVE
from towpath.rules.wards import Ward, whole_postcode
from towpath.standards import Group, Standards
from towpath.tracking.models import Spell

NONE_KNOWN, KEPT_FROM_OTHERS = "", "*"
"""Where nobody knows; and where an address is kept from others, so that its place is told to nobody here."""
EVERYBODY = "everybody"
BEHIND_DOORS = frozenset({"vulnerable", "none"})
"""Groups that tell of care, justice or health: the published vulnerable group, and whoever is in none of them."""


class By(StrEnum):
    """What the young people who are NEET are told apart by."""

    REASON = "reason"
    LENGTH = "length"
    AGAIN = "again"
    AREA = "area"
    SCHOOL = "school"
    GROUP = "group"


@dataclass(frozen=True, slots=True, kw_only=True)
class NeetPerson:
    """Somebody of academic age 16 or 17 who is NEET on a day, and each thing that they are counted by."""

    person_id: int
    code: str
    run: NeetRun
    area: str
    school: str
    groups: tuple[str, ...]

    def keys(self, by: By, on: date) -> tuple[str, ...]:
        """Return under which keys somebody is counted: one, but for groups, of which they may be in several or none."""
        if by is By.GROUP:
            return self.groups or ("none",)
        told = {
            By.REASON: self.code,
            By.LENGTH: band_of((on - self.run.since).days),
            By.AGAIN: "again" if self.run.is_return else "first",
            By.AREA: self.area,
            By.SCHOOL: self.school,
        }
        return (told[by],)


@dataclass(frozen=True, slots=True, kw_only=True)
class NeetCounts:
    """
    How many are NEET and how many by each key; counts may be hidden from whoever may not see people.

    `wards_loaded_at` is when the look-up was loaded by which an area is a ward; without one it is a postcode sector.
    """

    by: By
    wards_loaded_at: datetime | None
    on: date
    total: Figure
    parts: Mapping[str, Figure]


def may_open(viewer: Viewer, by: By, key: str) -> bool:
    """
    Return whether a viewer may know who is counted under a key.

    The vulnerable group is made of what lies behind several doors, so it opens to those with leave to pass every one.
    """
    return viewer.may("people.search") and (by is not By.GROUP or key not in BEHIND_DOORS or _sees_groups(viewer))


def _sees_groups(viewer: Viewer) -> bool:
    return viewer.may("people.search") and all(viewer.may(LEAVE[door]) for door in CHARACTERISTIC_DOORS.values())


def count_neet(viewer: Viewer, on: date, by: By) -> NeetCounts | None:
    """
    Return how many are NEET on a day by one thing, the most first; None for whoever may not see rates.

    Small numbers are hidden from those who may not look people up, and of groups from those who may not know who is in
    each. About fifteen queries.
    """
    if not viewer.may("rates.view"):
        return None
    people = _neet_people(viewer, on)
    counted = Counter(key for each in people for key in each.keys(by, on))
    upper = 0
    if not (_sees_groups(viewer) if by is By.GROUP else viewer.may("people.search")):
        upper = int(settings_on(get_organisation(viewer.organisation), on)["suppression.upper"])
    shown = _shown(counted, len(people), by, upper)
    ordered = sorted(counted, key=lambda key: (-counted[key], key))
    if upper:
        # In the order of their size, hidden counts would say which is the larger.
        ordered = sorted(counted)
    lookup = current_wards(get_organisation(viewer.organisation)) if by is By.AREA else None
    return NeetCounts(
        by=by,
        wards_loaded_at=lookup.recorded_at if lookup else None,
        on=on,
        total=shown[EVERYBODY, ""],
        parts={key: shown["part", key] for key in ordered},
    )


def list_neet(viewer: Viewer, on: date, by: By, key: str) -> list[NeetPerson]:
    """
    Return whoever is NEET on a day and counted under a key, the longest first; nobody where the viewer may not know.

    Whoever shows them discloses the records first.
    """
    if not may_open(viewer, by, key):
        return []
    found = [each for each in _neet_people(viewer, on) if key in each.keys(by, on)]
    return sorted(found, key=lambda each: (each.run.since, each.person_id))


def _shown(counted: Mapping[str, int], total: int, by: By, upper: int) -> dict[tuple[str, str], Figure]:
    cells: dict[tuple[str, str], int] = {("part", key): count for key, count in counted.items()}
    if by is not By.GROUP:
        cells[EVERYBODY, ""] = total
        sums = [Sum((EVERYBODY, ""), tuple(("part", key) for key in counted))] if counted else []
        return released(cells, sums, upper=upper)  # type: ignore[arg-type,return-value]
    # Groups lie over one another, so each is told beside everybody else and no two add up.
    shown: dict[tuple[str, str], Figure] = {}
    hides_total = False
    for key, count in counted.items():
        one = {"part": count, "rest": total - count, "all": total}
        figures = released(one, [Sum("all", ("part", "rest"))], upper=upper)  # type: ignore[arg-type]
        shown["part", key] = figures["part"]
        hides_total = hides_total or figures["all"].symbol is not None
    whole = released({"all": total}, [], upper=total if hides_total else upper)
    shown[EVERYBODY, ""] = whole["all"]
    return shown


def _neet_people(viewer: Viewer, on: date) -> list[NeetPerson]:
    organisation = get_organisation(viewer.organisation)
    standards = standards_for(organisation)
    spells = Spell.objects.filter(organisation=organisation, from_date__lte=on).filter(
        Q(to_date__isnull=True) | Q(to_date__gte=on), group=Group.NEET
    )
    codes = dict(spells.order_by("from_date").values_list("person_id", "code"))
    sameness = Sameness.of(organisation)
    measured = _measured(organisation, standards, sameness, codes, on)
    runs = _runs(organisation, measured, on)
    members = list(sameness.narrowed(measured).everyone | set(measured))
    areas = _areas(sameness, members, on, wards_of(organisation))
    schools = _schools(sameness, members)
    groups = _groups(sameness, members, on, standards)
    return [
        NeetPerson(
            person_id=person_id,
            code=codes[person_id],
            run=run,
            area=areas.get(person_id, NONE_KNOWN),
            school=schools.get(person_id, NONE_KNOWN),
            groups=tuple(sorted(groups.get(person_id, ()))),
        )
        for person_id in measured
        if (run := runs.get(person_id))
    ]


def _measured(
    organisation: Organisation, standards: Standards, sameness: Sameness, people: Iterable[int], on: date
) -> list[int]:
    """Return whoever of these is of academic age 16 or 17 and this council's to be measured on a day."""
    ids = list(people)
    births = birth_dates_of(organisation, ids)
    told: dict[int, list[Told]] = defaultdict(list)
    rows = ReturnFact.objects.known_at(None).filter(organisation=organisation, field__in=PLACE_FIELDS)
    columns = ("person_id", "field", "value", "from_date", "to_date")
    for person_id, field, value, from_date, to_date in rows.order_by("recorded_at", "pk").values_list(*columns):
        leader = sameness.leading(person_id)
        told[leader].append(Told(field, value, from_date or date.min, to_date or date.max, person_id == leader))
    area = area_of(organisation)
    return [
        person_id
        for person_id in ids
        if person_id in births
        and is_measured(births[person_id], on)
        and any(first <= on <= last for first, last in measured_stretches(told[person_id], area, standards))
    ]


def _runs(organisation: Organisation, people: Sequence[int], on: date) -> dict[int, NeetRun]:
    stretches: dict[int, list[Stretch]] = defaultdict(list)
    rows = Spell.objects.filter(person_id__in=among(people), from_date__lte=on).order_by("person_id", "from_date")
    for person_id, from_date, to_date, group in rows.values_list("person_id", "from_date", "to_date", "group"):
        stretches[person_id].append((from_date, to_date, group))
    breaks = bool(settings_on(organisation, on)["neet.not_known_breaks_run"])
    found = {each: neet_run(stretches[each], on, not_known_breaks_run=breaks) for each in people}
    return {person_id: run for person_id, run in found.items() if run}


def _areas(sameness: Sameness, members: Sequence[int], on: date, wards: Mapping[str, Ward] | None) -> dict[int, str]:
    """
    Return the ward where each lives, or without a look-up of wards the postcode sector.

    Of somebody any of whose addresses is kept from others, none.
    """
    rows = Address.objects.known_at(None).filter(person_id__in=among(members)).order_by("recorded_at", "id")
    found: dict[int, str] = {}
    for person_id, postcode, is_protected, from_date, to_date in rows.values_list(
        "person_id", "postcode", "is_protected", "from_date", "to_date"
    ):
        leader = sameness.leading(person_id)
        holds = (from_date is None or from_date <= on) and (to_date is None or on <= to_date)
        if is_protected or found.get(leader) == KEPT_FROM_OTHERS:
            found[leader] = KEPT_FROM_OTHERS
        elif holds and len(postcode) > 4 and wards is None:
            found[leader] = postcode[:-2].strip()
        elif holds and wards is not None:
            ward = wards.get(whole_postcode(postcode))
            found[leader] = ward.name if ward else NONE_KNOWN
    return found


def _schools(sameness: Sameness, members: Sequence[int]) -> dict[int, str]:
    """Return the school that each was last on the roll of."""
    rows = SchoolPlace.objects.known_at(None).filter(
        person_id__in=among(members), kind=SchoolPlace.Kind.ON_ROLL, establishment__isnull=False
    )
    columns = ("person_id", "establishment__name")
    ordered = rows.order_by("from_date", "recorded_at", "id").values_list(*columns)
    return {sameness.leading(person_id): name for person_id, name in ordered}


def _groups(sameness: Sameness, members: Sequence[int], on: date, standards: Standards) -> dict[int, set[str]]:
    """Return which groups each is of: a plan, SEN support, and the published vulnerable group as one."""
    published = standards.edition_on(on).characteristics
    vulnerable = {code for code, row in published.items() if row.in_vulnerable_group}
    found: dict[int, set[str]] = defaultdict(set)
    flags = (
        ReturnFact.objects.known_at(None)
        .in_force(on)
        .filter(person_id__in=among(members), field__in=("send_flag", "sen_support_flag"), value="Y")
    )
    for person_id, field in flags.values_list("person_id", "field"):
        found[sameness.leading(person_id)].add("plan" if field == "send_flag" else "support")
    facts = CharacteristicFact.objects.known_at(None).in_force(on).filter(person_id__in=among(members))
    for person_id, code in facts.values_list("person_id", "code"):
        if code in vulnerable:
            found[sameness.leading(person_id)].add("vulnerable")
    return found
