"""What a row means for us: the facts, activity, evidence and plans that its values say, for any format alike."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from decimal import Decimal
from typing import Any

from towpath.matching.register import described
from towpath.people.facts import PersonFacts
from towpath.rules.dates import academic_year, academic_year_start, year_group
from towpath.rules.ledger import is_not_known
from towpath.rules.names import as_said, may_agree
from towpath.rules.recognition import Description
from towpath.rules.residence import ELSEWHERE, lives_within
from towpath.standards import load_standards

Values = Mapping[str, object]

PERSON_FIELDS = frozenset(field.name for field in fields(PersonFacts))
# These are ours, worked out below; a row's own value of that name means something else or nothing.
WORKED_OUT = frozenset({"characteristics", "send_flag", "sen_support_flag", "establishment_id", "issuer", "place_kind"})
TOLD_OF_PERSON = PERSON_FIELDS - WORKED_OUT
OF_A_STAY_AT_SCHOOL = frozenset({"entry_date", "leaving_date", "year_group"})
EVIDENCE_FIELDS = (
    "attendance_percent",
    "suspensions",
    "suspension_sessions",
    "permanently_excluded",
    "alternative_provision",
    "young_carer",
    "pregnant",
    "parent",
    "youth_justice",
    "custody",
    "child_in_need",
    "child_protection",
    "eal",
    "in_year_move",
    "fsm_eligible",
    "in_care",
    "home_educated",
    "sen_provision",
    "first_language",
)
MADE_PEOPLE = frozenset({"people", "activities"})
"""Kinds of list that may make somebody we do not know; of any other, such a row waits for a person."""

SCHOOL_SIXTH_FORM = "210"
SIXTH_FORM_STARTS_IN_YEAR = 12

GIVEN_NAME_FIELDS = ("legal_given_name", "middle_names", "preferred_given_name")
FAMILY_NAME_FIELDS = ("legal_family_name", "preferred_family_name", "former_family_name")
NUMBER_FIELDS = (("upn", "upn"), ("uln", "uln"), ("nccis_id", "nccis"))
"""Each number that may say who somebody is, and what recognition calls it."""
KIND_OF_ROW = {
    "started": "starters",
    "left": "leavers",
    "gone": "leavers",
    "here": "confirmations",
    "applied": "destinations",
    "claiming": "claims",
}
"""What a row of a mixed list is about, by what it says."""

FLAG = {True: "Y", False: "N"}
SEN_FLAGS = {"E": ("Y", "N"), "K": ("N", "Y"), "N": ("N", "N")}


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityTold:
    """
    What a row says somebody is doing, before we know who they are; `provider_number` is a DfE number or a UKPRN.
    """

    code: str
    start_date: date
    end_date: date | None
    verified_date: date | None
    review_date: date | None
    expected_end_date: date | None
    stated_lapses_date: date | None
    provider_name: str
    provider_number: str
    course_title: str
    how: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactTold:
    """
    A contact that a row tells of, or what it says that somebody heard, on a day; with `is_for_few` only those who need
    to know may read it. `repeat` is which of those of one list it is that say the same.
    """

    happened_date: date
    channel: str
    outcome: str
    words: str
    is_for_few: bool = False
    repeat: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class GuaranteeTold:
    """A September Guarantee status that a row gives, for the cohort of that September's Year 11 or 12."""

    cohort_year: int
    year_group: int
    status: str
    la_code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DestinationTold:
    """What a row says a Year 11 pupil means to do."""

    cohort_year: int
    code: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Effects:
    """
    Everything one row says. `leaves_on` is the last day at a provider, and `still_on` a day on which somebody was still
    there, of an activity that we must already hold. `proposals` are for a person to agree before they count.

    `kind` is what the row is about, as its list or, of a mixed list, the row itself says.
    """

    person: PersonFacts
    kind: str = ""
    activities: tuple[ActivityTold, ...] = ()
    proposals: tuple[ActivityTold, ...] = ()
    leaves_on: date | None = None
    still_on: date | None = None
    contacts: tuple[ContactTold, ...] = ()
    guarantees: tuple[GuaranteeTold, ...] = ()
    destination: DestinationTold | None = None
    evidence: tuple[tuple[str, str], ...] = ()
    evidence_date: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """
    What a batch lends each of its rows: its kind, the day its news is as at, whose list it is, and which postcodes lie
    here. `is_roll` says that it lists who is at the school that sent it.
    """

    kind: str
    as_at: date
    la_code: str
    issuer: str
    establishment_id: int | None
    postcodes: tuple[str, ...] = ()
    is_roll: bool = False


def effects_of(values: Values, meaning: Meaning) -> Effects:
    """Return what a row says, given what its batch lends it."""
    if meaning.kind == "mixed":
        meaning = replace(meaning, kind=KIND_OF_ROW.get(_text(values, "says"), ""))
    activities = _activities(values, meaning)
    return Effects(
        person=_person(values, meaning),
        kind=meaning.kind,
        activities=activities,
        proposals=_proposals(values, meaning),
        leaves_on=_leaves_on(values, meaning),
        still_on=_still_on(values, meaning) if not activities else None,
        contacts=_contacts(values, meaning),
        guarantees=_guarantees(values, meaning),
        destination=_destination(values, meaning),
        evidence=_evidence(values),
        evidence_date=_day(values, "period_end_date") or meaning.as_at,
    )


def of_somebody_known(effects: Effects, known: Description) -> tuple[Effects, tuple[tuple[str, str], ...]]:
    """
    Return what a row may change of somebody already known, and each thing it says otherwise of who they are.

    A sender who does not answer for who somebody is fills what we do not hold: a nickname, a date turned round or
    another's number never takes the place of what we do.
    """
    person = effects.person
    said = described(person)
    kept: list[tuple[str, str]] = []
    changes: dict[str, Any] = {}
    for names, told, held in (
        (GIVEN_NAME_FIELDS, said.given_names, known.given_names),
        (FAMILY_NAME_FIELDS, said.family_names, known.family_names),
    ):
        if held:
            changes |= dict.fromkeys(names)
            if told and held.isdisjoint(told) and not may_agree(told, held) and not kept:
                kept.append(("name", as_said(person.legal_given_name or "", person.legal_family_name or "")))
    if known.birth_date and person.birth_date and known.birth_date != person.birth_date:
        kept.append(("birth_date", person.birth_date.isoformat()))
    if known.birth_date:
        changes["birth_date"] = None
    for name, kind in NUMBER_FIELDS:
        given, ours = getattr(person, name), known.identifiers.get(kind, frozenset())
        if given and ours and given not in ours:
            kept.append((name, str(given)))
            changes[name] = None
    return replace(effects, person=replace(person, **changes)), tuple(kept)


def of_newcomer(effects: Effects, meaning: Meaning) -> Effects:
    """
    Return what a row says of somebody not held before, with that they live elsewhere where their postcode says so.
    """
    person = effects.person
    if person.lead_la is None and lives_within(person.postcode, meaning.postcodes) is False:
        return replace(effects, person=replace(person, lead_la=ELSEWHERE))
    return effects


def _person(values: Values, meaning: Meaning) -> PersonFacts:
    # A college's "entry" and year group are its own; only a school says who is on its roll.
    is_of_school = meaning.kind in ("people", "indicators", "destinations")
    told = TOLD_OF_PERSON if is_of_school else TOLD_OF_PERSON - OF_A_STAY_AT_SCHOOL
    given = {name: value for name, value in values.items() if name in told}
    if meaning.kind == "people":
        given["establishment_id"] = meaning.establishment_id
    given.update(_sen_flags(values))
    characteristics = values.get("characteristics") or ()
    return PersonFacts(**given, issuer=meaning.issuer, characteristics=tuple(characteristics))  # type: ignore[arg-type]


def _sen_flags(values: Values) -> dict[str, str]:
    provision = values.get("sen_provision")
    if isinstance(provision, str) and provision in SEN_FLAGS:
        plan, support = SEN_FLAGS[provision]
        return {"send_flag": plan, "sen_support_flag": support}
    return {
        name: FLAG[value] for name in ("send_flag", "sen_support_flag") if isinstance(value := values.get(name), bool)
    }


def _activities(values: Values, meaning: Meaning) -> tuple[ActivityTold, ...]:
    code, start = values.get("activity_code"), _day(values, "start_date")
    if meaning.kind == "leavers":
        left = _day(values, "end_date")
        # What a leaver went on to starts the day after; what they left is ended by whoever applies the row.
        # That a provider does not know is no word against whoever does.
        if not code or not left or is_not_known(str(code), _after(left), load_standards()):
            return ()
        return (_activity(values, str(code), _after(left), None, meaning),)
    if _is_in_sixth_form(values, meaning) and _leaves_on(values, meaning) is None:
        since = _sixth_form_since(values, meaning)
        return (_activity(values, SCHOOL_SIXTH_FORM, since, None, meaning),) if since else ()
    if meaning.kind not in ("starters", "activities", "confirmations") or not code or start is None:
        return ()
    return (_activity(values, str(code), start, _day(values, "end_date"), meaning),)


def _proposals(values: Values, meaning: Meaning) -> tuple[ActivityTold, ...]:
    """Return what a government list says that somebody does: a lead for a person, and no statement of anybody's."""
    code, start = _text(values, "activity_code"), _day(values, "start_date")
    if meaning.kind != "claims" or not code or start is None:
        return ()
    return (_activity(values, code, start, None, meaning),)


def _still_on(values: Values, meaning: Meaning) -> date | None:
    if meaning.kind != "confirmations":
        return None
    return _day(values, "verified_date") or meaning.as_at


def _contacts(values: Values, meaning: Meaning) -> tuple[ContactTold, ...]:
    """
    Return the contact of a log; of an application, the note that there is one, which nothing else may tell of.
    """
    if meaning.kind == "contacts":
        day = _day(values, "contact_date")
        return () if day is None else (_contact(values, day),)
    if meaning.kind != "destinations" or _text(values, "says") != "applied":
        return ()
    where = " at ".join(filter(None, (_text(values, "course_title"), _text(values, "provider_name"))))
    said = f"Said on a list to have applied{f': {where}' if where else ''}. {_text(values, 'words')}".strip()
    happened = _day(values, "applied_date") or _day(values, "offer_date") or meaning.as_at
    return (ContactTold(happened_date=min(happened, meaning.as_at), channel="other", outcome="noted", words=said),)


def _is_in_sixth_form(values: Values, meaning: Meaning) -> bool:
    """
    Return whether a school's roll says that this is one of its Year 12 or above; a year not given is not guessed.

    A birth date of Year 11 or below speaks against it: one of the two is wrong, and check 229 refuses the code.
    """
    group, born = values.get("year_group"), _day(values, "birth_date")
    by_age = year_group(born, meaning.as_at) if born else SIXTH_FORM_STARTS_IN_YEAR
    return meaning.is_roll and isinstance(group, int) and min(group, by_age) >= SIXTH_FORM_STARTS_IN_YEAR


def _sixth_form_since(values: Values, meaning: Meaning) -> date | None:
    """
    Return since when: the start of this academic year, or the day somebody joined the school within it.

    Of somebody who will join after the list's day, as a roll of July names September's, it says nothing.
    """
    term = academic_year_start(academic_year(meaning.as_at))
    entered = _day(values, "entry_date")
    if entered and entered > meaning.as_at:
        return None
    return max(term, entered) if entered else term


def _leaves_on(values: Values, meaning: Meaning) -> date | None:
    """Return the last day at a provider, where a list of leavers gives it, or a roll of somebody in a sixth form."""
    if meaning.kind == "leavers":
        return _day(values, "end_date")
    left = _day(values, "leaving_date") if _is_in_sixth_form(values, meaning) else None
    return left if left and left <= meaning.as_at else None


def _contact(values: Values, day: date) -> ContactTold:
    return ContactTold(
        happened_date=day,
        channel=_text(values, "contact_channel"),
        outcome=_text(values, "contact_outcome"),
        words=_text(values, "words"),
        is_for_few=bool(values.get("is_for_few")),
        repeat=int(str(values.get("repeat", 1))),
    )


def _activity(values: Values, code: str, start: date, end: date | None, meaning: Meaning) -> ActivityTold:
    is_own_news = meaning.kind == "activities"
    verified = _day(values, "verified_date") or _day(values, "recorded_date")
    return ActivityTold(
        code=code,
        start_date=start,
        end_date=end,
        verified_date=verified if is_own_news else verified or meaning.as_at,
        review_date=_day(values, "review_date"),
        expected_end_date=_day(values, "expected_end_date") if meaning.kind != "leavers" else None,
        stated_lapses_date=_day(values, "stated_lapses_date"),
        provider_name=_text(values, "destination_provider_name" if meaning.kind == "leavers" else "provider_name"),
        provider_number=""
        if meaning.kind == "leavers"
        else _text(values, "provider_number") or _text(values, "provider_ukprn"),
        course_title="" if meaning.kind == "leavers" else _text(values, "course_title"),
        how=_text(values, "source_kind") or ("government_list" if meaning.kind == "claims" else ""),
    )


def _guarantees(values: Values, meaning: Meaning) -> tuple[GuaranteeTold, ...]:
    if meaning.kind == "destinations":
        year = academic_year(meaning.as_at) + 1
        status, group = _text(values, "guarantee_status_code"), values.get("year_group") or _group_in(values, year)
        if status and group in (11, 12):
            return (
                GuaranteeTold(cohort_year=year, year_group=int(str(group)), status=status, la_code=meaning.la_code),
            )
        return ()
    year = _year_of_return(meaning.as_at)
    told = []
    for group, status_field, la_field in (
        (11, "guarantee_status_code", "guarantee_la"),
        (12, "year_12_guarantee_status_code", "year_12_guarantee_la"),
    ):
        if status := _text(values, status_field):
            la_code = _text(values, la_field) or meaning.la_code
            told.append(GuaranteeTold(cohort_year=year, year_group=group, status=status, la_code=la_code))
    return tuple(told)


def _destination(values: Values, meaning: Meaning) -> DestinationTold | None:
    code = _text(values, "intended_destination_code")
    if not code:
        return None
    words = _text(values, "intended_destination_words")
    return DestinationTold(cohort_year=academic_year(meaning.as_at) + 1, code=code, words=words)


def _year_of_return(as_at: date) -> int:
    """
    Return the September whose guarantee a return of that day carries.

    April to August it is the coming September's; September to March the same people's, now a year older.
    Source: docs/published-facts.md, Guarantee, the month logic of checks 905 and 906.
    """
    return as_at.year - 1 if as_at.month < 4 else as_at.year


def _group_in(values: Values, year: int) -> int | None:
    born = _day(values, "birth_date")
    return year_group(born, date(year, 8, 31)) if born else None


def _evidence(values: Values) -> tuple[tuple[str, str], ...]:
    return tuple((name, _plain(values[name])) for name in EVIDENCE_FIELDS if values.get(name) is not None)


def _plain(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return format(value.normalize(), "f") if isinstance(value, Decimal) else str(value)


def _day(values: Values, name: str) -> date | None:
    value = values.get(name)
    return value if isinstance(value, date) else None


def _after(day: date) -> date:
    return date.fromordinal(day.toordinal() + 1)


def _text(values: Values, name: str) -> str:
    value = values.get(name)
    return "" if value is None else str(value)
