"""A young person's own record in words to them, and their codes and sayings in words to staff."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time

from django.http import HttpRequest
from django.urls import reverse

from towpath.applications.queries import OwnApplication
from towpath.audit.queries import Disclosure
from towpath.caseload.queries import CodeRecord, OwnPlan, OwnSaying
from towpath.people.queries import OwnKind
from towpath.programmes.queries import OwnSession
from towpath.rules.applications import Stage
from towpath.rules.own_pages import CodeState, giver_words, teller_words, told_of
from towpath.web.own.visiting import own_viewer_of
from towpath.web.own.words import ABOUT_TO_STAFF, CHECKS, CODES, DONE, KINDS, MENU, SAID, SAID_TO_STAFF, STAGES, WHOSE
from towpath.web.parts import Link, Tag
from towpath.web.policy import find_route
from towpath.web.words import LONDON, date_in_words, list_in_words, time_in_words

COMPLAIN = "say_council"
"""The page of a council on which anybody may say what they think of the service, or complain, with no account."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """
    What surrounds each page: the menu, which part of it this is, what was just done, and where to complain without
    signing in; the last is empty while the site has no such page.
    """

    menu: Sequence[Link]
    current: str
    done: str
    complain: str


@dataclass(frozen=True, slots=True)
class StepCard:
    id: int
    words: str
    whose: str
    by: str
    tag: Tag
    may_tick: bool


@dataclass(frozen=True, slots=True)
class OwnDate:
    """One day to come, with where and when it is where that is known."""

    on: date
    words: str
    where: str = ""
    at: time | None = None


@dataclass(frozen=True, slots=True)
class Option:
    title: str
    place: str
    tag: Tag
    lines: Sequence[str]


@dataclass(frozen=True, slots=True)
class Held:
    kind: str
    given_by: str


def surroundings(request: HttpRequest) -> Surroundings:
    """Return the surroundings of a page."""
    here = request.resolver_match.view_name if request.resolver_match else ""
    menu = [Link(words, reverse(name)) for words, name in MENU]
    current = next((words for words, name in MENU if name == here), "")
    council = own_viewer_of(request).organisation
    complain = reverse(COMPLAIN, args=[council]) if find_route(COMPLAIN) else ""
    return Surroundings(menu, current, DONE.get(request.GET.get("done", ""), ""), complain)


def step_cards(plan: OwnPlan | None, on: date) -> list[StepCard]:
    """Return the steps of a plan in their order."""
    return [
        StepCard(
            id=step.id,
            words=step.words,
            whose=WHOSE[step.whose],
            by=date_in_words(step.due_date),
            tag=_step_tag(step.is_done, step.is_dropped, step.is_ticked, step.due_date < on),
            may_tick=step.whose == "young_person" and not (step.is_done or step.is_dropped or step.is_ticked),
        )
        for step in (plan.steps if plan else ())
    ]


def _step_tag(is_done: bool, is_dropped: bool, is_ticked: bool, is_past: bool) -> Tag:
    if is_done:
        return Tag("Done", "green")
    if is_dropped:
        return Tag("Not needed now", "grey")
    if is_ticked:
        return Tag("You said it is done", "teal")
    return Tag("The day has passed", "yellow") if is_past else Tag("To do", "blue")


def own_dates(
    plan: OwnPlan | None,
    checks: Iterable[tuple[str, date]],
    applications: Iterable[OwnApplication],
    sessions: Iterable[OwnSession],
    on: date,
) -> list[OwnDate]:
    """Return the days to come, the next first."""
    days = [OwnDate(each.session_date, each.run, each.place, each.starts_time) for each in sessions]
    if plan is not None:
        days.append(OwnDate(plan.review_date, "We look at your plan together"))
        todo = [step for step in plan.steps if not (step.is_done or step.is_dropped or step.is_ticked)]
        days += [OwnDate(step.due_date, step.words, WHOSE[step.whose]) for step in todo]
    days += [OwnDate(day, CHECKS[kind]) for kind, day in checks]
    for each in applications:
        if each.has_ended:
            continue
        if each.stage == Stage.SHORTLISTED and each.apply_by_date:
            days.append(OwnDate(each.apply_by_date, f"Last day to apply: {each.title}", each.place))
        if each.stage == Stage.ACCEPTED and each.start_date:
            days.append(OwnDate(each.start_date, f"You start: {each.title}", each.place))
    return sorted((day for day in days if day.on >= on), key=lambda day: (day.on, day.at or time.max, day.words))


def option_cards(applications: Iterable[OwnApplication]) -> list[Option]:
    """Return what somebody has on their list or applied for, in the order given."""
    return [
        Option(
            title=each.title,
            place=each.place,
            tag=Tag(STAGES[Stage(each.stage)], "grey" if each.has_ended else "blue"),
            lines=[
                words
                for words, day in (
                    (f"Since {date_in_words(each.since)}", each.since),
                    (f"Apply by {date_in_words(each.apply_by_date)}", each.apply_by_date),
                    (f"It starts on {date_in_words(each.start_date)}", each.start_date),
                )
                if day
            ],
        )
        for each in applications
    ]


def held(
    kinds: Iterable[OwnKind], tellers: Iterable[str], *, has_contacts: bool, has_plan: bool, has_options: bool
) -> list[Held]:
    """Return the kinds of fact that are kept, each with who gave it."""
    lines = [Held(KINDS[each.kind], _givers(giver_words(source) for source in each.sources)) for each in kinds]
    told = [teller_words(how) for how in tellers]
    if told:
        lines.append(Held("What you do: school, college, work or looking for it", _givers(told)))
    for is_kept, words in (
        (has_contacts, "Notes of when we talked, met or tried to"),
        (has_plan, "Your plan"),
        (has_options, "What you applied for"),
    ):
        if is_kept:
            lines.append(Held(words, "You and our staff"))
    return lines


def _givers(words: Iterable[str]) -> str:
    said = list_in_words(sorted(set(words)))
    return said[:1].upper() + said[1:]


def look_lines(disclosures: Iterable[Disclosure]) -> list[tuple[str, list[str]]]:
    """Return, for each day, who looked at a record in words, the latest day first; what is not told is left out."""
    days: dict[date, dict[str, int]] = {}
    for each in disclosures:
        look = told_of(each.kind, each.role, each.people)
        if look is not None:
            of_day = days.setdefault(each.at.astimezone(LONDON).date(), {})
            words = f"{look.who} {look.what}"
            of_day[words] = of_day.get(words, 0) + 1
    return [
        (date_in_words(day), [f"{words}{_times(count)}." for words, count in counted.items()])
        for day, counted in days.items()
    ]


def _times(count: int) -> str:
    return {1: "", 2: ", twice"}.get(count, f", {count} times")


@dataclass(frozen=True, slots=True)
class Told:
    """Something a young person told us, as they see it again."""

    title: str
    on: date
    words: str
    tag: Tag


def told_us(sayings: Iterable[OwnSaying]) -> list[Told]:
    """Return what somebody said on their own pages, to them, in the order given."""
    return [
        Told(
            SAID[each.kind],
            each.recorded_at.astimezone(LONDON).date(),
            each.words,
            Tag("Looked at", "green") if each.is_settled else Tag("Sent", "blue"),
        )
        for each in sayings
    ]


def sayings_to_staff(sayings: Iterable[OwnSaying]) -> list[tuple[str, str, str]]:
    """Return what somebody said on their own pages, to staff: a heading, when, and the words."""
    return [(_heading(each), _byline(each), each.words) for each in sayings]


def _heading(saying: OwnSaying) -> str:
    words = SAID_TO_STAFF[saying.kind]
    return f"{words}, on the page of {ABOUT_TO_STAFF[saying.about]}" if saying.kind in ("added", "wrong") else words


def _byline(saying: OwnSaying) -> str:
    return f"{time_in_words(saying.recorded_at)}. {'Settled' if saying.is_settled else 'Still to be answered'}"


@dataclass(frozen=True, slots=True)
class CodeLine:
    id: int
    made: str
    tag: Tag
    words: str
    may_cancel: bool


def code_lines(codes: Iterable[CodeRecord]) -> list[CodeLine]:
    """Return codes as staff see them, in the order given."""
    tones = {CodeState.WAITING: "blue", CodeState.USED: "green", CodeState.LOCKED: "red"}
    return [
        CodeLine(
            id=each.id,
            made=f"Made by {each.made_by} on {date_in_words(each.made_at)}",
            tag=Tag(CODES[each.state], tones.get(each.state, "grey")),  # type: ignore[arg-type]
            words=_code_words(each),
            may_cancel=each.state is CodeState.WAITING,
        )
        for each in codes
    ]


def _code_words(code: CodeRecord) -> str:
    if code.state is CodeState.USED and code.used_at:
        return f"Used at {time_in_words(code.used_at)}"
    if code.state is CodeState.LOCKED:
        return "Five wrong birthdays were tried with it"
    if code.state is CodeState.WAITING:
        tries = f", {code.tries} wrong so far" if code.tries else ""
        return f"Works until {time_in_words(code.expires_at)}{tries}"
    return ""
