"""Programmes in words: plans, runs, registers and who takes part."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from towpath.people.queries import PersonRecord
from towpath.programmes.queries import RegisterLine
from towpath.rules.programmes.register import Mark, attendance_of
from towpath.web.parts import Cell, Column, Fact, Link, Table, Tag, Tone
from towpath.web.people_links import person_link
from towpath.web.programmes.words import JOINED_AS, MARKS, MOMENTS, OUTCOMES, STAGE_KINDS, WEEKDAYS
from towpath.web.words import date_in_words, list_in_words, plural, short_date, time_in_words

MARK_TONES: Mapping[str, Tone] = {"present": "blue", "late": "teal", "absent": "orange", "agreed": "grey"}


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """One person on a register: their name, what stands, and which version of it the buttons carry."""

    participation_id: int
    name: str
    mark: str
    tag: Tag | None
    seen: int
    is_away: bool
    reason: str


def plans_table(programmes: Iterable[Any]) -> Table:
    """Return the programmes of a council."""
    rows = [
        (Link(each.name, reverse("programmes_plan", args=[each.pk])), each.words or "", each.funder or "")
        for each in programmes
    ]
    return Table(
        "Programmes", (Column("Name", heading=True), Column("What it is"), Column("Who pays")), rows, cards=True
    )


def conditions_facts(asked: Any) -> list[Fact]:
    """Return what a programme or a run asks of whoever joins."""
    ages = [
        f"at least {asked.least_age}" if asked.least_age is not None else "",
        f"at most {asked.most_age}" if asked.most_age is not None else "",
    ]
    facts = [Fact("Age when it starts", list_in_words([each for each in ages if each]) or "Any")]
    if asked.asks_residence:
        facts.append(Fact("Where they live", "In the council’s area"))
    if asked.asks_no_maths:
        facts.append(Fact("Maths", "Not yet at grade 4 or its equal"))
    if hasattr(asked, "progressed_words"):
        facts.append(Fact("Leads to", asked.progressed_words))
        facts.append(Fact("Family may join", "Yes" if asked.family_may_join else "No"))
    return facts


def stages_table(stages: Iterable[Any], *, may_change: bool) -> Table:
    """Return the stages of a plan or a run in order."""
    rows: list[Sequence[Cell]] = []
    for stage in stages:
        name = Link(stage.name, reverse("programmes_stage_change", args=[stage.pk])) if may_change else stage.name
        days = list_in_words([WEEKDAYS[each] for each in stage.weekdays]) or "No sessions"
        kind = STAGE_KINDS[stage.kind] + (", paid" if stage.is_paid else "")
        counts = "Completes the programme" if stage.completes else "A step on the way"
        rows.append((name, kind, plural(stage.weeks, "week"), days, counts))
    columns = (Column("Stage", heading=True), Column("Kind"), Column("Length"), Column("Days"), Column("Counts as"))
    return Table("Stages", columns, rows, cards=True)


def reasons_table(words: str, reasons: Iterable[Any]) -> tuple[Table, list[tuple[str, str]]]:
    """Return the reasons of one use, and for each its words and the address that closes it."""
    listed = list(reasons)
    table = Table(words, (Column("Reason", heading=True),), [(each.words,) for each in listed])
    return table, [(each.words, reverse("programmes_reason_close", args=[each.pk])) for each in listed]


def runs_table(runs: Iterable[Any], on: date, *, is_worker: bool) -> Table:
    """Return runs, the latest first; to whoever sees figures alone, each leads to its figures."""
    rows: list[Sequence[Cell]] = []
    for run in runs:
        route = "programmes_run" if is_worker else "programmes_figures"
        row: list[Cell] = [Link(run.name, reverse(route, args=[run.pk])), run.programme.name, _when(run, on)]
        row += [run.start_date, run.end_date]
        if is_worker:
            row += [
                f"{run.taken} of {run.places}",
                Link("Figures", reverse("programmes_figures", args=[run.pk]), f"of {run.name}"),
            ]
        rows.append(row)
    columns = [Column("Run", heading=True), Column("Programme"), Column("Now"), Column("First day"), Column("Last day")]
    columns += [Column("Places taken"), Column("What came of it")] if is_worker else []
    return Table("Runs, the latest first", columns, rows, cards=True)


def _when(run: Any, on: date) -> Tag:
    if on < run.start_date:
        return Tag("To come", "grey")
    return Tag("Running", "blue") if on <= run.end_date else Tag("Ended", "purple")


def run_facts(run: Any, staff: Sequence[str]) -> list[Fact]:
    """Return what a run is."""
    return [
        Fact("Programme", Link(run.programme.name, reverse("programmes_plan", args=[run.programme_id]))),
        Fact("Days", f"{date_in_words(run.start_date)} to {date_in_words(run.end_date)}"),
        Fact("Where", run.place_words),
        Fact("Led by", run.lead.name),
        Fact("Staff", list_in_words(list(staff))),
        Fact("Places", f"{run.taken} of {run.places} taken; members of a family take none"),
    ]


def people_table(participations: Sequence[Any], records: Mapping[int, PersonRecord]) -> Table:
    """Return who takes part, in the order in which they joined, with how often they came."""
    rows: list[Sequence[Cell]] = []
    for each in participations:
        record = records.get(each.person_id)
        if record is None:
            continue
        marks = [Mark(mark.mark) for mark in each.marks.all() if mark.session.cancelled_at is None]
        attendance = attendance_of(marks)
        left = f"Left {short_date(each.left_date)}: {each.left_because.words}" if each.left_because else "Taking part"
        name = record.shown_name or "Name not recorded"
        rows.append(
            (
                Link(name, reverse("programmes_person", args=[each.pk])),
                JOINED_AS[each.joined_as],
                f"{attendance.came} of {attendance.expected} sessions",
                left,
            )
        )
    columns = (Column("Name", heading=True), Column("Takes part as"), Column("Came to"), Column("Now"))
    return Table("Who takes part", columns, rows, cards=True)


def is_settled(session: Any, on: date) -> bool:
    """Return whether a session is over with its register marked, or was called off: nothing is left to do."""
    return session.session_date < on and bool(session.marked or session.cancelled_at is not None)


def sessions_table(caption: str, sessions: Iterable[Any], on: date) -> Table:
    """Return sessions of a run in order, each with its register."""
    rows: list[Sequence[Cell]] = []
    for session in sessions:
        link = Link(date_in_words(session.session_date), reverse("programmes_register", args=[session.pk]))
        state = f"{session.marked} marked"
        if session.cancelled_at is not None:
            state = f"Called off: {session.cancelled_because}"
        elif session.session_date > on:
            state = "To come"
        rows.append((link, f"{session.starts_time:%H:%M}", session.stage.name, state))
    columns = (Column("Session", heading=True), Column("Starts"), Column("Stage"), Column("Register"))
    return Table(caption, columns, rows, cards=True)


def next_session(sessions: Iterable[Any], on: date) -> Link | None:
    """Return a link to the register of today's session, or else of the latest that was held and is not marked."""
    held = [each for each in sessions if each.cancelled_at is None and each.session_date <= on]
    today = [each for each in held if each.session_date == on]
    unmarked = [each for each in held if not each.marked]
    chosen = (today or unmarked[-1:] or held[-1:])[:1]
    if not chosen:
        return None
    return Link(
        f"Register of {date_in_words(chosen[0].session_date)}", reverse("programmes_register", args=[chosen[0].pk])
    )


def found_table(found: Iterable[Any], run: Any) -> Table:
    """Return who may be meant, each with the way to enrol them."""
    rows = [
        (
            Link(
                each.shown_name or "Name not recorded", reverse("programmes_enrol_one", args=[run.pk, each.public_id])
            ),
            each.birth_date,
        )
        for each in found
    ]
    return Table("Who may be meant", (Column("Name", heading=True), Column("Born")), rows, cards=True)


def register_rows(lines: Iterable[RegisterLine], names: Mapping[int, str]) -> list[RegisterRow]:
    """Return the rows of a register in the order in which people joined."""
    rows = []
    for line in lines:
        mark = line.mark
        rows.append(
            RegisterRow(
                participation_id=line.participation.pk,
                name=names.get(line.participation.person_id, "Name not recorded"),
                mark=mark.mark if mark else "",
                tag=Tag(MARKS[mark.mark], MARK_TONES[mark.mark]) if mark else None,
                seen=mark.version if mark else 0,
                is_away=mark is not None and mark.mark in ("absent", "agreed"),
                reason=mark.reason.words if mark and mark.reason else "",
            )
        )
    return rows


def meanwhile_words(name: str, mark: Any, staff: Mapping[str, str]) -> str:
    """Return what somebody else marked meanwhile, and what to do."""
    who = staff.get(mark.recorded_by, "Somebody else")
    return (
        f"{who} marked {name} “{MARKS[mark.mark]}” at {time_in_words(mark.recorded_at)}. It stands, and what you"
        " pressed was not saved. Press again if it is wrong."
    )


def participation_facts(joined: Any) -> list[Fact]:
    """Return how somebody takes part."""
    facts = [
        Fact("Run", Link(joined.run.name, reverse("programmes_run", args=[joined.run_id]))),
        Fact("Takes part as", JOINED_AS[joined.joined_as]),
        Fact("From", joined.joined_date),
    ]
    if joined.allowed_because:
        facts.append(Fact("Why they may join", joined.allowed_because))
    if joined.left_because:
        facts.append(Fact("Left", f"{date_in_words(joined.left_date)}: {joined.left_because.words}"))
    if joined.left_words:
        facts.append(Fact("About leaving", joined.left_words))
    return facts


def steps_facts(completions: Iterable[Any], outcomes: Iterable[Any], stages: Iterable[Any]) -> list[Fact]:
    """Return which stages somebody completed and what they went on to."""
    done = {each.stage_id: each.completed_date for each in completions if each.withdrawn_at is None}
    facts = [
        Fact(stage.name, f"Completed on {date_in_words(done[stage.pk])}" if stage.pk in done else "Not completed")
        for stage in sorted(stages, key=lambda stage: stage.position)
    ]
    for each in outcomes:
        if each.withdrawn_at is None:
            apart = " (counted apart)" if each.is_apart else ""
            words = f"{OUTCOMES[each.kind]}: {each.where_words}, from {date_in_words(each.start_date)}{apart}"
            facts.append(Fact("Went on to", words))
    return facts


def marks_table(marks: Iterable[Any]) -> Table:
    """Return what the register says of somebody, the latest first."""
    rows = [
        (
            date_in_words(each.session.session_date),
            Tag(MARKS[each.mark], MARK_TONES[each.mark]),
            _why(each),
        )
        for each in marks
    ]
    return Table("Sessions", (Column("Session", heading=True), Column("Mark"), Column("Why")), rows, cards=True)


def _why(mark: Any) -> str:
    if mark.session.cancelled_at:
        return "Session called off"
    if mark.mark not in ("absent", "agreed"):
        return "Came"
    return mark.reason.words if mark.reason else "Nobody has said why"


def answers_table(questions: Sequence[Any], answers: Iterable[Any]) -> Table:
    """Return what somebody answered before and after; not answered is not nought."""
    given = {(each.question_id, each.moment): each.score for each in answers}
    rows = [(one.words, *(given.get((one.pk, moment), "Not answered") for moment in MOMENTS)) for one in questions]
    columns = (Column("Question", heading=True), *(Column(words) for words in MOMENTS.values()))
    return Table("How sure they feel, from 1 to 10", columns, rows, cards=True)


def family_table(family: Iterable[Any], on_run: Collection[int], run: Any) -> Table:
    """Return somebody's family, each with the way to enrol them or that they take part."""
    rows: list[Sequence[Cell]] = []
    for each in family:
        enrol: Cell = Link("Enrol", reverse("programmes_enrol_one", args=[run.pk, each.public_id]), each.shown_name)
        if each.person_id in on_run:
            enrol = "Takes part"
        rows.append((person_link(each.shown_name, each.public_id), each.relation, enrol))
    columns = (Column("Name", heading=True), Column("Who they are"), Column("Takes part?"))
    return Table("Family", columns, rows, cards=True)
