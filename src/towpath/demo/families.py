"""Two young people of the invented council who are brother and sister, and two urgent looks: one reviewed, one late."""

from datetime import datetime, time
from typing import Any

from towpath.caseload.models import Case
from towpath.clock import LONDON
from towpath.contact.actions import record_contact
from towpath.demo.month import Month
from towpath.people.actions import add_contact_route, link_family, record_relative
from towpath.people.models import Person
from towpath.privacy.actions import open_urgent_look, review_urgent_look

SOURCE = "page:person"


def play_families(month: Month) -> str:
    """Record a family that two cases share, talk with its mother, and look twice; return in one line what waits."""
    cases = Case.objects.filter(organisation=month.organisation, closed_date__isnull=True).select_related("adviser")
    looked_at, _, one, other = cases.order_by("-pk")[:4]
    _tell_of_family(month, one, _person(other))
    _look_twice(month, _person(looked_at))
    return "Families: 1 is told of from both sides. Urgent looks: 1 was right, 1 waits too long for a review."


def _tell_of_family(month: Month, case: Case, sibling: Person) -> None:
    person, by = _person(case), month.acting(case.adviser, "adviser")
    how: dict[str, Any] = {"source": SOURCE, "by": by, "at": _at(month, 14)}
    link_family(person=person, relative=sibling, relation="brother or sister", lives_with="yes", **how)
    record_relative(
        person=person, given_name="Lena", family_name="Thornbury", relation="mother", has_responsibility="yes",
        lives_with="yes", **how,
    )  # fmt: skip
    record_relative(
        person=person, given_name="Garth", family_name="Thornbury", relation="father", lives_with="no",
        must_not_be_told=True, **how,
    )  # fmt: skip
    for value, owner, is_safe in (("07700 900612", "Lena Thornbury", "yes"), ("07700 900613", "Garth Thornbury", "no")):
        add_contact_route(
            person=person, kind="phone", value=value, belongs_to="parent", owner_name=owner, is_safe=is_safe, **how
        )
    at = _at(month, 15)
    record_contact(
        person=person, happened_at=at, channel="phone", outcome="spoke_family", who_was_present="Mum, Lena",
        words="She is glad of the bus pass, and will come along to the open day.", owner=case.adviser, by=by, at=at,
    )  # fmt: skip


def _look_twice(month: Month, person: Person) -> None:
    look = open_urgent_look(
        person=person, door="notes", by=month.by("tracking officer"), at=_at(month, 23),
        reason="I am at their door to ask what they do now, and a neighbour says that they are unwell.",
    )  # fmt: skip
    review_urgent_look(look=look, verdict="right", words="", by=month.by("manager"), at=_at(month, 26))
    open_urgent_look(
        person=person, door="address", by=month.by("data lead"), at=_at(month, 26),
        reason="The council’s courier waits for the right address of a laptop and leaves at noon today.",
    )  # fmt: skip


def _at(month: Month, day: int) -> datetime:
    return datetime.combine(month.on.replace(day=day), time(11), LONDON)


def _person(case: Case) -> Person:
    return Person.objects.select_related("organisation").get(pk=case.person_id)
