"""
The month's school lists: two scorings, a list for each school, what schools said of their pupils, and who was helped.

All schools sign but one, which is late. One family objects before the second scoring.
"""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from towpath.access.models import User
from towpath.access.queries import viewer_for
from towpath.access.viewer import Viewer
from towpath.audit import Actor
from towpath.caseload.actions import allocate_cases
from towpath.clock import LONDON
from towpath.contact.actions import NextStep
from towpath.demo.month import Month, find_place
from towpath.people.models import Person
from towpath.risk.actions import (
    Said,
    add_pupil,
    open_lists,
    record_objection,
    run_scheme,
    say_of_pupil,
    sign_off_list,
)
from towpath.risk.models import Assessment, ListLine, Run, SchoolList
from towpath.risk.queries import list_confirmed, list_to_add
from towpath.rules.dates import day_words

FIRST, OBJECTED, SECOND, DUE, DECIDED, SIGNED, GIVEN = 17, 19, 21, 27, 26, 27, 28
A_CASELOAD = 10
"""How many of a list are given to one adviser before the next has a turn."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Desk:
    month: Month
    leads: dict[int, User]

    def at(self, day: int, hour: int = 11) -> datetime:
        return datetime.combine(self.month.on.replace(day=day), time(hour), LONDON)

    def viewer(self, role: str) -> Viewer:
        return viewer_for(self.month.holder(role), self.month.organisation, self.month.on)

    def lead_of(self, school_list: SchoolList) -> Actor:
        return self.month.acting(self.leads[school_list.establishment_id or 0], "school lead")


def play_school_lists(month: Month) -> str:
    """Play the month's school lists, and return what came of them in two lines."""
    desk = _Desk(month=month, leads=_leads(month))
    data_lead, manager = desk.viewer("data lead").actor, desk.viewer("manager").actor
    _score(desk, FIRST, data_lead)
    objecting = _a_pupil_to_object(desk)
    if objecting is not None:
        record_objection(
            person=objecting, objected_by="parent", objected_date=desk.at(OBJECTED).date(),
            words="We were not asked, and would rather talk to her tutor.",
            by=desk.viewer("adviser").actor, at=desk.at(OBJECTED),
        )  # fmt: skip
    run = _score(desk, SECOND, data_lead)
    opened = open_lists(run=run, due_date=desk.at(DUE).date(), by=manager, at=desk.at(SECOND, 15))
    reviewed = sorted(
        (each for each in opened if each.establishment_id in desk.leads and each.lines.exists()),
        key=lambda each: (-each.lines.count(), each.pk),
    )
    late, signing = reviewed[-1:], reviewed[:-1]
    if signing:
        _review(desk, signing[0])
    for school_list in signing:
        school_list.refresh_from_db()
        sign_off_list(
            school_list=school_list, version=school_list.version, by=desk.lead_of(school_list), at=desk.at(SIGNED)
        )
    half_way = len(signing) // 2
    given = _give(desk, signing[half_way : half_way + 1], manager)
    return (
        f"School lists: {len(opened)} opened, {len(signing)} signed off, {len(late)} late; "
        f"{ListLine.objects.filter(school_list__in=opened).count()} pupils on them, 2 of these added by a school.\n"
        f"  {given} of a confirmed list were given to advisers; {run.limited} pupils were not scored because sharing "
        f"is limited, {run.objected} because somebody objected."
    )


def _leads(month: Month) -> dict[int, User]:
    """Return who speaks for each school, by its id."""
    with (month.folder / "accounts.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    found = {}
    for row in rows:
        place = find_place(month.organisation, number=row["establishment_number"])
        if row["role"] == "school lead" and place is not None:
            found[place.pk] = month.users[row["name"]]
    return found


def _score(desk: _Desk, day: int, by: Actor) -> Run:
    at = desk.at(day)
    return run_scheme(organisation=desk.month.organisation, as_at=at.date(), by=by, at=at)


def _a_pupil_to_object(desk: _Desk) -> Person | None:
    """Return a scored pupil of a school whose lead is known."""
    rows = Assessment.objects.filter(
        organisation=desk.month.organisation, establishment__in=desk.leads, not_scored=""
    ).order_by("-points", "pk")
    found = rows.select_related("person__organisation").first()
    return found.person if found else None


def _review(desk: _Desk, school_list: SchoolList) -> None:
    """Keep one pupil, take one off, and add two."""
    by, at = desk.lead_of(school_list), desk.at(DECIDED)
    first, *others = school_list.lines.order_by("pk")[:2]
    say_of_pupil(
        line=first, version=1, said=Said(kind="kept", words="Would like a visit to the college."), by=by, at=at
    )
    for line in others:
        words = "Sees the careers adviser at school every week."
        said = Said(kind="taken_off", reason="already_helped", words=words)
        say_of_pupil(line=line, version=1, said=said, by=by, at=at)
    free = list_to_add(desk.viewer("manager"), school_list, desk.month.on)[:2]
    reasons: Sequence[tuple[str, str]] = (("no_plan", "Says they have not thought about it."), ("home", ""))
    for person_id, (reason, words) in zip(free, reasons, strict=False):
        person = Person.objects.select_related("organisation").get(pk=person_id)
        said = Said(kind="added", reason=reason, words=words)
        add_pupil(school_list=school_list, person=person, said=said, by=by, at=at)


def _give(desk: _Desk, lists: Sequence[SchoolList], by: Actor) -> int:
    """Give everybody of these lists to advisers, ten to each in turn, and return how many cases were opened."""
    manager, given = desk.viewer("manager"), 0
    advisers, at = desk.month.holders("adviser"), desk.at(GIVEN)
    step = NextStep(_after(desk.month.on), "Introduce yourself at school")
    for school_list in lists:
        ids = [line.person_id for line in list_confirmed(manager, school_list, desk.month.on)]
        people = list(Person.objects.filter(pk__in=ids).select_related("organisation").order_by("pk"))
        for turn, start in enumerate(range(0, len(people), A_CASELOAD)):
            came = allocate_cases(
                people=people[start : start + A_CASELOAD], adviser=advisers[turn % len(advisers)], level_of_need="2",
                because=f"On the school list signed off on {day_words(desk.at(SIGNED).date())}",
                next_step=step, by=by, at=at,
            )  # fmt: skip
            given += len(came.opened)
    return given


def _after(on: date) -> date:
    return date.fromordinal(on.toordinal() + 10)
