"""
What the rows of one chunk come to, planned or done: people first, then what they do, evidence and plans.

Each row comes to its worst outcome, by one rule, whether it is for show or for good.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Q

from towpath.audit import Actor
from towpath.imports.actions.desk import Desk, Place
from towpath.imports.actions.further import is_ours, settle_further, still_there
from towpath.imports.effects import ActivityTold
from towpath.imports.models import Batch, Row
from towpath.imports.storing import stored_problem
from towpath.matching.actions import decide
from towpath.matching.models import Decision
from towpath.matching.register import fingerprint
from towpath.people.actions.recording import Incoming, plan_people, record_people
from towpath.people.deaths import deaths_of
from towpath.people.facts import Outcome as PersonOutcome
from towpath.people.facts import Recorded as PersonRecorded
from towpath.people.models import Person
from towpath.people.standing import Standing
from towpath.provision.models import Establishment
from towpath.risk.actions import EVIDENCE, NewEvidence
from towpath.rules.ledger import AFTER_DEATH
from towpath.rules.problems import Problem
from towpath.tracking.actions import (
    DESTINATIONS,
    GUARANTEES,
    NewGuarantee,
    NewIntendedDestination,
    plan_statements,
    record_statements,
)
from towpath.tracking.models import Statement
from towpath.tracking.speaking import speaking_statements
from towpath.tracking.values import NewStatement, Outcome, Recorded

OUTCOME = Row.Outcome
WORST_FIRST = (OUTCOME.REJECTED, OUTCOME.HELD, OUTCOME.CREATED, OUTCOME.UPDATED, OUTCOME.UNCHANGED)
OF_PERSON = {
    PersonOutcome.CREATED: OUTCOME.CREATED,
    PersonOutcome.UPDATED: OUTCOME.UPDATED,
    PersonOutcome.UNCHANGED: OUTCOME.UNCHANGED,
}
# A new statement or piece of evidence is an update of somebody we hold.
OF_NEWS = {
    Outcome.CREATED: OUTCOME.UPDATED,
    Outcome.UNCHANGED: OUTCOME.UNCHANGED,
    Outcome.HELD: OUTCOME.HELD,
    Outcome.REFUSED: OUTCOME.REJECTED,
}
MOST_SHOWN = 5
"""How many of those a row is like are kept beside it."""
PROVIDER_LIST = "provider_list"
PREVIOUS_SYSTEM = "previous_system"
KEPT_WORDS = {
    "name": "We know them by another name, and keep ours. Change the record if this one is right.",
    "birth_date": "We hold another birth date, and keep ours. Change the record if this one is right.",
    "upn": "We hold another unique pupil number, and keep ours. Change the record if this one is right.",
    "uln": "We hold another unique learner number, and keep ours. Change the record if this one is right.",
    "nccis_id": "We hold another NCCIS number, and keep ours. Change the record if this one is right.",
}
"""What is noted where a list that does not answer for who somebody is says it otherwise."""
LEFT_NOTHING = "left_nothing"
LEFT_ANOTHER = "left_another"
LATE = "late"
CONFLICT = "conflict"
KEPT_OURS = "kept_ours"
DIED = "died"


@dataclass(slots=True)
class Became:
    """What one row has come to so far."""

    place: Place
    person_id: int | None = None
    outcomes: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    because: str = ""
    changed_fields: tuple[str, ...] = ()

    @property
    def outcome(self) -> str:
        """Return the worst of its outcomes."""
        return next(outcome for outcome in WORST_FIRST if outcome in self.outcomes)

    @property
    def goes_on(self) -> bool:
        """Return whether news of this row may still be recorded."""
        return self.person_id is not None and OUTCOME.REJECTED not in self.outcomes

    def reject(self, code: str, column: str, value: str, words: str) -> None:
        """Say why nothing may come of the row."""
        self.outcomes.append(OUTCOME.REJECTED)
        self._say(code, words, "error", column, value)

    def settle_as_died(self) -> None:
        """Let nothing wait: nothing is wrong with the row, and nobody is asked to decide otherwise."""
        self.outcomes.append(OUTCOME.UNCHANGED)
        self.because = DIED

    def note(self, code: str, words: str, column: str = "", value: str | None = None) -> None:
        """Say something of the row that stops nothing."""
        self._say(code, words, "note", column, value)

    def _say(self, code: str, words: str, severity: str, column: str, value: str | None) -> None:
        sheet, line = self.place.row.sheet or None, self.place.row.line
        self.problems.append(
            Problem(
                code=code, message=words, severity=severity, sheet=sheet, row=line, column=column or None, value=value
            )
        )


class Said:
    """
    What a list that is being shown has said so far, so that a later row is shown as if it were written.

    `before` is what was said of these people, in order; of one kind at a time.
    """

    def __init__(self) -> None:
        self._said: dict[tuple[str, int], list[Any]] = defaultdict(list)

    def before(self, kind: str, person_ids: Iterable[int]) -> list[Any]:
        """Return what was said of one kind about these people."""
        said = self._said
        return [each for person_id in dict.fromkeys(person_ids) for each in said.get((kind, person_id), ())]

    def keep(self, kind: str, person_id: int, each: object) -> None:
        """Keep what a row said of somebody."""
        self._said[kind, person_id].append(each)


@dataclass(frozen=True, slots=True)
class Doing:
    """How things are done on a desk: for show, or for good in the transaction that is open."""

    batch: Batch
    by: Actor
    at: datetime
    for_good: bool
    said: Said = field(default_factory=Said)

    def people(self, rows: Sequence[Became]) -> list[PersonRecorded]:
        """Return what becomes of the people of these rows; somebody new keeps a negative id while it is for show."""
        incoming = [(each.place.known_as, each.place.effects.person) for each in rows]
        if self.for_good:
            return self._people(record_people, incoming)
        before = self.said.before("person", (person_id for person_id, _ in incoming))
        planned = self._people(plan_people, [*before, *incoming])[len(before) :]
        for asked, each in zip(incoming, planned, strict=True):
            if each.person_id is not None:
                self.said.keep("person", each.person_id, asked)
        return planned

    def _people(self, act: Callable[..., list[PersonRecorded]], incoming: Incoming) -> list[PersonRecorded]:
        return act(
            organisation=self.batch.organisation,
            incoming=incoming,
            source=self.batch.source,
            by=self.by,
            at=self.at,
            on=self.batch.as_at_date,
        )

    def statements(self, incoming: list[NewStatement]) -> list[Recorded]:
        """Return what becomes of statements."""
        organisation = self.batch.organisation
        if self.for_good:
            return record_statements(organisation=organisation, incoming=incoming, by=self.by, at=self.at)
        people = {new.person_id for new in incoming}
        before = self.said.before("statement", people)
        births = {person_id: facts.birth_date for person_id, facts in self.said.before("person", people)}
        planned = plan_statements(
            organisation=organisation,
            incoming=[*before, *incoming],
            births={person_id: born for person_id, born in births.items() if born},
            at=self.at,
        )[len(before) :]
        for new, each in zip(incoming, planned, strict=True):
            if each.outcome is not Outcome.REFUSED:
                self.said.keep("statement", new.person_id, new)
        return planned

    def standing(self, table: Standing, incoming: list[Any]) -> list[PersonOutcome]:
        """Return what becomes of facts of which the latest stands."""
        if self.for_good:
            return table.record(organisation=self.batch.organisation, incoming=incoming, by=self.by, at=self.at)
        before = self.said.before(table.kind, (new.person_id for new in incoming))
        for new in incoming:
            self.said.keep(table.kind, new.person_id, new)
        return table.plan([*before, *incoming])[len(before) :]


def do_chunk(desk: Desk, rows: Sequence[Row], doing: Doing) -> list[Became]:
    """Do what each row says, or show it, and return what becomes of each."""
    chunk = [Became(place) for place in desk.places(rows)]
    for became in chunk:
        if became.place.held:
            became.outcomes.append(OUTCOME.HELD)
            became.because = became.place.held
        else:
            became.because = became.place.because or (KEPT_OURS if became.place.kept else "")
            for name, value in became.place.kept:
                became.note("kept-as-held", KEPT_WORDS[name], name, value)
    asked = [became for became in chunk if not became.outcomes]
    _settle_people(asked, doing.people(asked))
    if doing.for_good:
        _learn_newcomers(desk, asked, doing)
    going = [became for became in chunk if became.goes_on]
    news = list(_news(desk, going))
    _settle_news(news, doing.statements([new for _, new in news]))
    settle_further(desk.batch, going, doing)
    for table, facts in ((EVIDENCE, _evidence), (GUARANTEES, _guarantees), (DESTINATIONS, _destinations)):
        told = [(became, new) for became in going for new in facts(desk.batch, became)]
        _settle_standing(told, doing.standing(table, [new for _, new in told]))
    return chunk


def _learn_newcomers(desk: Desk, rows: Sequence[Became], doing: Doing) -> None:
    """Let the desk know under which ids newcomers were written, for the rows still to come."""
    written = [became for became in rows if became.place.is_new and became.person_id is not None]
    desk.written({became.place.known_as: became.person_id or 0 for became in written})
    decided = {became.person_id: became for became in written if became.place.is_decided_new}
    _remember(doing, list(decided.values()))


def _remember(doing: Doing, made: Sequence[Became]) -> None:
    """Let "somebody new" become "this person", or the same list next month would make them once more."""
    people = Person.objects.in_bulk([became.person_id for became in made if became.person_id is not None])
    for became in made:
        if became.person_id is not None:
            decide(
                organisation=doing.batch.organisation,
                sender=doing.batch.sender.code,
                fingerprint=fingerprint(became.place.description),
                kind=Decision.Kind.SAME,
                person=people[became.person_id],
                source=became.place.row.source,
                by=doing.by,
                at=doing.at,
            )


def _settle_people(rows: Sequence[Became], recorded: Sequence[PersonRecorded]) -> None:
    for became, each in zip(rows, recorded, strict=True):
        became.person_id, became.changed_fields = each.person_id, each.changed_fields
        if each.outcome is PersonOutcome.REFUSED:
            for refusal in each.refusals:
                became.reject(refusal.code, refusal.field, refusal.value, refusal.words)
        else:
            became.outcomes.append(OF_PERSON[each.outcome])


def _news(desk: Desk, rows: Sequence[Became]) -> Iterable[tuple[Became, NewStatement]]:
    """Yield each statement that the rows make, of people known or planned."""
    places = Establishment.objects.filter(organisation=desk.batch.organisation)
    numbers = {became.place.effects.activities[0].provider_number for became in rows if became.place.effects.activities}
    # The one has seven digits and the other eight, so that neither is taken for the other.
    known = places.filter(Q(establishment_number__in=numbers - {""}) | Q(ukprn__in=numbers - {""}))
    by_number = {number: place.pk for place in known for number in (place.ukprn, place.establishment_number)}
    leaving = {
        became.person_id: day
        for became in rows
        if (day := became.place.effects.leaves_on or became.place.effects.still_on)
    }
    speaking = speaking_statements(desk.batch.organisation, leaving)
    dead = deaths_of(desk.batch.organisation, [each for each in leaving if each])
    for became in rows:
        assert became.person_id is not None
        if became.place.effects.leaves_on:
            yield from _leaving(desk, became, speaking.get(became.person_id))
        elif became.place.effects.still_on:
            yield from still_there(desk, became, speaking.get(became.person_id))
        if became.person_id in dead and OUTCOME.HELD in became.outcomes:
            # Nobody is asked what somebody who has died left, or whether they are still there.
            became.outcomes.remove(OUTCOME.HELD)
            became.settle_as_died()
        for told in became.place.effects.activities:
            yield became, _statement(desk, became, told, by_number.get(told.provider_number))


def _statement(desk: Desk, became: Became, told: ActivityTold, establishment_id: int | None) -> NewStatement:
    speaks_of_itself = became.place.effects.kind in ("starters", "confirmations") or desk.meaning.is_roll
    own_place = desk.meaning.establishment_id if speaks_of_itself else None
    return NewStatement(
        person_id=became.person_id or 0,
        code=told.code,
        start_date=told.start_date,
        end_date=told.end_date,
        verified_date=told.verified_date,
        review_date=told.review_date,
        expected_end_date=told.expected_end_date,
        stated_lapses_date=told.stated_lapses_date,
        how=told.how or (PREVIOUS_SYSTEM if became.place.effects.kind == "activities" else PROVIDER_LIST),
        sender=desk.batch.sender.code,
        source=became.place.row.source,
        establishment_id=establishment_id or own_place,
        provider_name=told.provider_name[:200],
        course_title=told.course_title[:200],
    )


def _leaving(desk: Desk, became: Became, speaking: Statement | None) -> Iterable[tuple[Became, NewStatement]]:
    """Yield the end of what somebody left, where it is this provider's and still speaks."""
    left_on = became.place.effects.leaves_on
    assert left_on is not None
    if speaking is None or speaking.start_date > left_on:
        # A roll goes on naming whoever left; only a list of leavers is a question where nothing is known to be left.
        if became.place.effects.kind == "leavers":
            became.outcomes.append(OUTCOME.HELD)
            became.because = LEFT_NOTHING
    elif not is_ours(desk, speaking):
        # They are somewhere else by now: that this provider lost them is no news.
        became.because = LEFT_ANOTHER
    elif speaking.end_date is None or speaking.end_date > left_on:
        yield (
            became,
            NewStatement(
                person_id=became.person_id or 0,
                code=speaking.code,
                start_date=speaking.start_date,
                end_date=left_on,
                # Only what vouches after the start of what it ends can end it.
                verified_date=max(desk.batch.as_at_date, speaking.start_date),
                review_date=speaking.review_date,
                expected_end_date=speaking.expected_end_date,
                stated_lapses_date=None,
                how=PROVIDER_LIST,
                sender=desk.batch.sender.code,
                source=became.place.row.source,
                establishment_id=speaking.establishment_id,
                provider_name=speaking.provider_name,
                course_title=speaking.course_title,
            ),
        )


def _settle_news(news: Sequence[tuple[Became, NewStatement]], recorded: Sequence[Recorded]) -> None:
    for (became, new), each in zip(news, recorded, strict=True):
        died = next((refusal for refusal in each.refusals if refusal.code == AFTER_DEATH), None)
        if died is not None:
            became.note(died.code, died.words)
            became.settle_as_died()
        elif each.outcome is Outcome.REFUSED:
            for refusal in each.refusals:
                became.reject(refusal.code, refusal.field, str(new.columns().get(refusal.field, "")), refusal.words)
        else:
            became.outcomes.append(OF_NEWS[each.outcome])
            if each.outcome is Outcome.HELD:
                became.because = CONFLICT
            elif each.is_late and not became.because:
                became.because = LATE


def _evidence(batch: Batch, became: Became) -> Iterator[NewEvidence]:
    effects = became.place.effects
    for name, value in effects.evidence:
        yield NewEvidence(
            person_id=became.person_id or 0,
            name=name,
            value=value[:40],
            as_at_date=effects.evidence_date or batch.as_at_date,
            source=became.place.row.source,
        )


def _guarantees(batch: Batch, became: Became) -> Iterator[NewGuarantee]:
    for told in became.place.effects.guarantees:
        yield NewGuarantee(
            person_id=became.person_id or 0,
            cohort_year=told.cohort_year,
            year_group=told.year_group,
            status=told.status,
            la_code=told.la_code,
            source=became.place.row.source,
        )


def _destinations(batch: Batch, became: Became) -> Iterator[NewIntendedDestination]:
    told = became.place.effects.destination
    if told is not None:
        yield NewIntendedDestination(
            person_id=became.person_id or 0,
            cohort_year=told.cohort_year,
            code=told.code,
            words=told.words[:200],
            source=became.place.row.source,
        )


def _settle_standing(told: Sequence[tuple[Became, object]], outcomes: Sequence[PersonOutcome]) -> None:
    for (became, _), outcome in zip(told, outcomes, strict=True):
        became.outcomes.append(OUTCOME.UNCHANGED if outcome is PersonOutcome.UNCHANGED else OUTCOME.UPDATED)


def note_on(row: Row, became: Became) -> None:
    """Write on a row what is known of why, and who it may be."""
    row.because, row.rivals = became.because, list(became.place.rivals)
    row.person_id = became.person_id if became.person_id and became.person_id > 0 else None
    row.likenesses = [each.as_kept() for each in became.place.scored[:MOST_SHOWN]]
    told = [stored_problem(problem) for problem in became.problems]
    # What was said when the list was shown is not said again when it is applied.
    row.problems = [*row.problems, *(problem for problem in told if problem not in row.problems)]
