"""The person page in words: who this is, what they are doing, what comes next and how to reach them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from django.urls import reverse

from towpath.access import Viewer
from towpath.clock import LONDON
from towpath.contact.queries import LastContact
from towpath.people.queries import (
    AddressRecord,
    ContactRouteRecord,
    Found,
    PersonRecord,
    Relative,
    ReturnValue,
    StopRecord,
)
from towpath.people.return_fields import return_field
from towpath.risk.queries import AssessmentRecord
from towpath.rules.cohort import ReasonHeld
from towpath.rules.dates import year_group
from towpath.rules.duty import DUTY_WORDS, DutyState, duty_on
from towpath.rules.family import words_from_there
from towpath.rules.spells import Standing
from towpath.standards import Edition, Group, Participation, Standards
from towpath.tracking.queries import StatusRecord
from towpath.web.parts import Column, Fact, Link, Table, Tag, Tone
from towpath.web.people.flags import flags_of
from towpath.web.people.reaching import is_usable, tel
from towpath.web.people.words import (
    BELONGS_TO,
    CARE,
    IDENTIFIERS,
    LEVELS_OF_NEED,
    REASONS_HELD,
    ROUTES,
    SCHOOL_PLACES,
    SHARING_LIMITED,
    STANDING_WORDS,
    STOPS,
    activity_words,
    came_from,
    counts_as,
    other_names,
    return_value_words,
    told_by,
)
from towpath.web.people_links import done_at
from towpath.web.schools.presenters import band_tag, points_words
from towpath.web.words import age_in_words, date_in_words, phone_in_words, plural, short_date

LAST_YEAR_GROUP = 14
NO_ADDRESS = "No address is recorded"
NONE_RECORDED = "None recorded"
DUTY = "Duty to participate"


@dataclass(frozen=True, slots=True)
class Bar:
    """What stands at the top of every page about one person."""

    name: str
    public_id: str
    facts: Sequence[Fact]
    flags: Sequence[Tag]
    tabs: Sequence[Link]


def bar_of(viewer: Viewer, record: PersonRecord, status: StatusRecord | None, on: date) -> Bar:
    facts = [Fact("Born", date_in_words(record.birth_date)), Fact("Age", age_in_words(record.birth_date, on))]
    if words := year_group_words(record.birth_date, on):
        facts.append(Fact("Year", words.removeprefix("Year ")))
    if viewer.may("status.view"):
        facts.append(Fact("Status", counts_as(status, record.birth_date, on)))
    return Bar(
        record.shown_name or "Name not recorded", record.public_id, facts, flags_of(record), tabs_of(viewer, record)
    )


def tabs_of(viewer: Viewer, record: PersonRecord) -> list[Link]:
    """Return the views of one record that this viewer may open."""
    tabs = (
        ("Overview", "people_person", "people.view"),
        ("Plan", "plans", "caseload.view"),
        ("Needs", "needs", "caseload.view"),
        ("Return facts", "people_facts", "people.edit"),
        ("Timeline", "people_timeline", "status.view"),
        ("Contacts", "people_contacts", "contact.record"),
        ("Applications", "people_applications", "applications.view"),
    )
    return [Link(words, reverse(name, args=[record.public_id])) for words, name, leave in tabs if viewer.may(leave)]


def year_group_words(birth_date: date | None, on: date) -> str:
    """Return the year group as "Year 12"; nothing for somebody past it or not yet at school."""
    if birth_date is None:
        return ""
    year = year_group(birth_date, on)
    return f"Year {year}" if 1 <= year <= LAST_YEAR_GROUP else ""


def doing_facts(status: StatusRecord | None, on: date) -> list[Fact]:
    """Return what somebody is doing and how we know; never a lapse that has passed without saying so."""
    if status is None or status.standing is Standing.NO_STATEMENT:
        return [Fact("Doing", "Nobody has told us yet")]
    facts = [Fact("Doing" if status.standing is Standing.CURRENT else "Last known", activity_words(status))]
    if because := STANDING_WORDS[status.standing]:
        facts.insert(0, Fact("Doing", f"Not known: {because}"))
    if status.provider_name:
        facts.append(Fact("Where", status.provider_name))
    facts.append(Fact("Since", date_in_words(status.start_date)))
    if status.group is Group.NEET and status.neet_since:
        days = plural((on - status.neet_since).days + 1, "day")
        facts.append(Fact("NEET since", f"{date_in_words(status.neet_since)}, {days}"))
    verified = date_in_words(status.verified_date or status.start_date)
    facts.append(Fact("Confirmed", f"{verified}. {told_by(status.how)}"))
    if status.expected_end_date:
        facts.append(Fact("Expected to end", date_in_words(status.expected_end_date)))
    if status.review_date:
        facts.append(Fact("Review by", date_in_words(status.review_date)))
    if status.lapses_date:
        lapsed = status.standing is Standing.LAPSED
        facts.append(Fact("Lapsed after" if lapsed else "Known until", date_in_words(status.lapses_date)))
    return facts


def duty_facts(birth_date: date | None, status: StatusRecord | None, on: date, standards: Standards) -> list[Fact]:
    """Return whether somebody owes the duty to participate and meets it, which counting as EET does not say."""
    if birth_date is None:
        return []
    duty = duty_on(birth_date, on)
    birthday = date_in_words(duty.ends_before)
    if duty.state is DutyState.ENDED_AT_18:
        return [Fact(DUTY, f"Ended when they turned 18 on {birthday}")]
    if duty.state is not DutyState.OWED:
        return []
    is_known = status is not None and status.standing is Standing.CURRENT
    known = standards.activity_code(status.code, on) if status is not None and is_known else None
    participation = known.participation if known else Participation.NOT_KNOWN
    # In the summer after Year 11 school is over, and the code of compulsory age says nothing of the duty.
    met = "" if participation is Participation.COMPULSORY_AGE else f"{DUTY_WORDS[participation]} "
    return [Fact(DUTY, f"{met}Owed until they turn 18 on {birthday}, or reach level 3 before that.")]


def risk_facts(assessment: AssessmentRecord) -> list[Fact]:
    """Return what early identification made of somebody: the band with its doubt, why, and what nobody has told us."""
    facts = [Fact("Band", band_tag(assessment.band)), Fact("Looked at", date_in_words(assessment.as_at_date))]
    if assessment.not_scored:
        return [*facts, Fact("Not scored", assessment.not_scored)]
    facts.append(Fact("Points", points_words(assessment)))
    facts.append(Fact("Because", "; ".join(assessment.reasons) or "Nothing gave points"))
    if assessment.missing:
        facts.append(Fact("Nobody has told us", "; ".join(assessment.missing)))
    return facts


def held_words(reasons: frozenset[ReasonHeld]) -> list[str]:
    """Return why the record is held, in a fixed order."""
    return [words for reason, words in REASONS_HELD.items() if reason in reasons]


def address_lines(address: AddressRecord | None) -> list[str]:
    """Return where somebody lives, line by line; of a hidden address, where letters may go and nothing else."""
    if address is None:
        return [NO_ADDRESS]
    if address.is_hidden:
        return [f"Care of: {address.care_of}" if address.care_of else "Hidden. Ask a manager how to write to them."]
    lines = (
        address.address_line_1,
        address.address_line_2,
        address.address_line_3,
        address.address_line_4,
        address.town,
        address.county,
        address.postcode,
    )
    return [line for line in lines if line] or [NO_ADDRESS]


def routes_table(record: PersonRecord) -> Table:
    """Return every way to reach somebody; one that must not be used says so first, and is never a link."""
    columns = (Column("Way", heading=True), Column("Number or address"), Column("Whose"), Column("Safe to use"))
    rows = [
        (ROUTES[route.kind], route_cell(route, record), whose_words(route), safe_tag(route, record))
        for route in record.contact_routes
    ]
    return Table("How to reach them", columns, rows, cards=True)


def whose_words(route: ContactRouteRecord) -> str:
    """Return whose a number or address is, with their name where it is known."""
    return " ".join(filter(None, (BELONGS_TO[route.belongs_to], f"({route.owner_name})" if route.owner_name else "")))


def safe_tag(route: ContactRouteRecord, record: PersonRecord) -> Tag:
    """Return whether a way to reach somebody may be used."""
    if route.is_safe != "no" and not is_usable(route, record):
        return Tag("Ask first whose it is", "red")
    return {"yes": Tag("Safe", "blue"), "no": Tag("Do not use", "red")}.get(route.is_safe, Tag("Not asked", "grey"))


def route_cell(route: ContactRouteRecord, record: PersonRecord) -> str | Link:
    """Return a number or address, as a link where it may be used; where it may not, the words for that come first."""
    if not is_usable(route, record):
        return f"Do not use: {phone_in_words(route.value)}"
    if route.kind == "post":
        return route.value
    if route.kind == "phone":
        return Link(phone_in_words(route.value), tel(route.value))
    return Link(route.value, f"mailto:{route.value}")


class OpenCase(Protocol):
    """What a page asks of an open case."""

    adviser: Any
    next_words: str
    next_date: date | None
    level_of_need: str


class HandedOver(Protocol):
    """What a page asks of a case's last change of adviser."""

    from_adviser: Any
    note: str


class OpenTask(Protocol):
    """What a page asks of a task."""

    pk: Any
    words: str
    due_date: date
    source: str


@dataclass(frozen=True, slots=True)
class ToDo:
    """One thing to be done, with when in a box of its own, and where it is done, if not here."""

    id: int
    words: str
    due: Tag
    due_date: date
    href: str = ""


def next_facts(
    case: OpenCase | None,
    last: LastContact | None,
    held: frozenset[ReasonHeld],
    *,
    adviser: str | None,
    handed_over: HandedOver | None = None,
    has_died: bool = False,
    on: date,
) -> list[Fact]:
    """
    Return who works with somebody, what comes next, when they were last reached and why they are held.

    `adviser` is empty where nobody has a case, and None where the viewer may not know. The note that came with the
    case, `handed_over`, stands before all else of it: it is there to be read first.
    """
    facts = []
    if adviser is not None:
        facts.append(Fact("Adviser", adviser or "Nobody: no case is open"))
    if handed_over:
        facts.append(Fact(f"From {handed_over.from_adviser.name}", handed_over.note))
    if case:
        words = f"{case.next_words or 'Nothing needed; look again'}: {due_words(case.next_date, on)}"
        facts.append(Fact("Next", "Nothing: they have died" if has_died else words))
        facts.append(Fact("Level of need", LEVELS_OF_NEED[case.level_of_need]))
    facts += contact_facts(last)
    return [*facts, Fact("Why we hold this", ", ".join(held_words(held)) or "No reason that we can tell")]


def due_words(due_date: date | None, on: date) -> str:
    """Return when something is due, saying so where that has passed."""
    if due_date is None:
        return "no date"
    if due_date == on:
        return "today"
    if due_date < on:
        return f"overdue since {short_date(due_date)}"
    return short_date(due_date)


def due_tag(due_date: date | None, on: date) -> Tag:
    """Return when something is due, in a box; what is overdue says so in words."""
    words = "overdue" if due_date and due_date < on else due_words(due_date, on)
    tone: Tone = "grey" if due_date is None or due_date > on else "blue" if due_date == on else "red"
    return Tag(words[:1].upper() + words[1:], tone)


def to_do(tasks: Iterable[OpenTask], on: date) -> list[ToDo]:
    return [
        ToDo(task.pk, task.words, due_tag(task.due_date, on), task.due_date, done_at(task.source)) for task in tasks
    ]


def contact_facts(last: LastContact | None) -> list[Fact]:
    """Return when somebody was last reached and how often they were tried since."""
    if last is None:
        return []
    facts = [
        Fact(
            "Last reached", last.reached_at.astimezone(LONDON).date() if last.reached_at else "Never, as far as we know"
        )
    ]
    if last.family_reached_at and last.family_reached_at != last.reached_at:
        facts.append(Fact("Family last reached", last.family_reached_at.astimezone(LONDON).date()))
    if last.attempts_since:
        facts.append(Fact("Tried since then", plural(last.attempts_since, "time")))
    return facts


def about_facts(
    record: PersonRecord,
    edition: Edition,
    places: Mapping[int, str],
    *,
    changeable: Collection[str] = (),
    stops: Collection[StopRecord] = (),
) -> list[Fact]:
    """
    Return who somebody is: other names, school place, needs, care and numbers.

    :param changeable: kinds of detail that the viewer may put right; each has a line and a link, recorded or not
    """

    def line(kind: str, key: str, words: str) -> Fact:
        href = reverse("people_details", args=[record.public_id, kind]) if kind in changeable else ""
        return Fact(key, words or NONE_RECORDED, [Link("Change" if words else "Add", href, about=key)] if href else ())

    facts = [line("names", label, words) for label, words in other_names(record)]
    if not facts and "names" in changeable:
        facts = [line("names", "Name", record.shown_name)]
    if "names" in changeable:
        born = Link("Change", reverse("people_birth_date", args=[record.public_id]), about="Date of birth")
        facts.append(Fact("Date of birth", date_in_words(record.birth_date), [born]))
    for place in record.school_places:
        where = places.get(place.establishment_id or 0, "")
        facts.append(Fact("School", f"{where or 'No school'}: {SCHOOL_PLACES[place.kind].lower()}"))
    labels = [
        edition.characteristics[each.code].label
        for each in record.characteristics
        if each.code in edition.characteristics
    ]
    if labels or "characteristics" in changeable:
        facts.append(line("characteristics", "Needs and circumstances", "; ".join(labels)))
    for care in record.care:
        since = f" since {short_date(care.from_date)}" if care.from_date else ""
        helper = f". Personal adviser: {care.personal_adviser}" if care.personal_adviser else ""
        facts.append(line("care", "Care", f"{CARE[care.kind]}{since}{helper}"))
    if not record.care and "care" in changeable:
        facts.append(line("care", "Care", ""))
    if record.is_sharing_limited or "sharing" in changeable:
        facts.append(line("sharing", "Limit on sharing", SHARING_LIMITED if record.is_sharing_limited else ""))
    if stops or "no-contact" in changeable:
        said = "; ".join(STOPS[stop.kind] for stop in stops)
        facts.append(line("no-contact", "Not to be contacted", said))
    numbers = [line("numbers", IDENTIFIERS[each.kind], each.value) for each in record.identifiers]
    return facts + (numbers or ([line("numbers", "Numbers", "")] if "numbers" in changeable else []))


def relation_words(relative: Relative) -> str:
    """Return what a relative is to the person, worked out from what the person is to them where only that is held."""
    if not relative.is_theirs:
        return relative.relation.capitalize()
    return words_from_there(relative.relation) or f"This is their {relative.relation}"


def not_to_be_told(relative: Relative) -> Tag:
    """Return which of the two must not be told of the other."""
    return Tag("Say nothing of them here" if relative.is_theirs else "Must not be told", "red")


def family_table(family: Sequence[Relative]) -> Table:
    columns = (
        Column("Name", heading=True),
        Column("Relation"),
        Column("Parental responsibility"),
        Column("Tell them?"),
    )
    rows = [
        (
            Link(each.shown_name or "Name not recorded", reverse("people_person", args=[each.public_id])),
            relation_words(each),
            {"yes": "Yes", "no": "No"}.get(each.has_responsibility, "Not known"),
            not_to_be_told(each) if each.must_not_be_told else "Nothing against it is recorded",
        )
        for each in family
    ]
    return Table("Family", columns, rows, cards=True)


def return_facts_table(values: Sequence[ReturnValue], standards: Standards, public_id: str, on: date) -> Table:
    """Return what the monthly return would say, each with where it comes from and a link to change it."""
    columns = (
        Column("Fact", heading=True),
        Column("Sent as"),
        Column("State"),
        Column("Where it comes from"),
        Column("Change"),
    )
    rows = [
        (
            return_field(value.field).words,
            return_value_words(standards, value.field, value.value, on),
            fact_tag(value),
            (value.words or "Nobody has told us") if value.is_default else came_from(value.source),
            Link(
                "Change", reverse("people_fact", args=[public_id, value.field]), about=return_field(value.field).words
            ),
        )
        for value in values
    ]
    return Table("What the monthly return says", columns, rows, cards=True, caption_hidden=True)


def fact_tag(value: ReturnValue) -> Tag:
    """Return how a value stands: told, asked for and missing, or not told and not asked for."""
    if not value.is_default:
        return Tag("Told", "blue")
    return Tag("Missing", "orange") if value.is_missing else Tag("Not told", "grey")


def found_table(
    found: Sequence[Found],
    records: Mapping[int, PersonRecord],
    statuses: Mapping[int, StatusRecord],
    places: Mapping[int, str],
    dead: frozenset[int],
    on: date,
) -> Table:
    """Return who may be meant, with enough beside each name to tell twins apart."""
    columns = (
        Column("Name", heading=True),
        Column("Born"),
        Column("School"),
        Column("Lives at"),
        Column("Numbers"),
        Column("Status"),
        Column("What fits"),
    )
    rows = [
        (
            Link(each.shown_name or "Name not recorded", reverse("people_person", args=[each.public_id])),
            born_words(each.birth_date, on),
            schools_of(record, places) or "None recorded",
            address_in_short(record.address),
            numbers_of(record) or "None recorded",
            "Has died" if each.person_id in dead else counts_as(statuses.get(each.person_id), each.birth_date, on),
            ", ".join(each.because).capitalize(),
        )
        for each in found
        if (record := records.get(each.person_id))
    ]
    return Table("Who may be meant, the likeliest first", columns, rows, cards=True)


def schools_of(record: PersonRecord, places: Mapping[int, str]) -> str:
    """Return the names of the schools where somebody has a place."""
    named = (places.get(place.establishment_id or 0) for place in record.school_places)
    return ", ".join(name for name in named if name)


def address_in_short(address: AddressRecord | None) -> str:
    """Return the first and the last line of an address, or all that may be told of a hidden one."""
    lines = address_lines(address)
    return ", ".join(dict.fromkeys((lines[0], lines[-1])))


def numbers_of(record: PersonRecord) -> str:
    """Return the UPN and ULN, which tell twins apart."""
    held = (f"{IDENTIFIERS[each.kind]} {each.value}" for each in record.identifiers if each.kind in ("upn", "uln"))
    return ", ".join(held)


def born_words(birth_date: date | None, on: date) -> str:
    """Return a birth date with the year group, for a narrow column."""
    return ", ".join(filter(None, (short_date(birth_date), year_group_words(birth_date, on))))
