"""Take an answer in by its link, and let a person decide what becomes of it."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.timezone import localdate

from towpath.access.links import LinkRefusedError
from towpath.answers.models import Answer
from towpath.audit import Actor
from towpath.audit.actions import transaction
from towpath.audit.facts import facts
from towpath.caseload.door import answerer_of, records_of_person
from towpath.contact.actions import record_contact, standing_version, strike_out_contact
from towpath.contact.asking import find_status_link, use_up_status_link
from towpath.contact.lists import ANOTHER_WAY, NOTED
from towpath.contact.models import ContactEvent, Sending, StatusLink
from towpath.contact.sending import stop_contact
from towpath.organisation.queries import settings_on
from towpath.people.actions import ChangedMeanwhileError, end_fact, mark_returned_post
from towpath.people.births import birth_dates_of
from towpath.people.facts import FactsRefusedError
from towpath.people.kinds import Kind as FactKind
from towpath.people.models import ContactStop, Person
from towpath.people.numbers import phone_number
from towpath.people.sameness import Sameness
from towpath.rules.answers import (
    KINDS,
    LONGEST_NUMBER,
    LONGEST_PLACE,
    WITHOUT_SINCE,
    Doing,
    Kind,
    Since,
    Teller,
    Wish,
    left_alone_until,
    proposed_by,
    start_of,
    stops_contact,
    task_of,
)
from towpath.rules.believable import is_phone
from towpath.rules.cohort import is_of_school_age
from towpath.tasks.actions import add_task, finish_task
from towpath.tasks.models import Task
from towpath.tracking.actions import record_statement, withdraw_source
from towpath.tracking.models import Conflict
from towpath.tracking.values import NewStatement, Outcome

LONGEST_REASON = 200
DECIDED = ["state", "decided_at", "decided_by", "refused_because", "statement", "conflict", "event", "task"]
TEAM = "advisers"
"""Whose word it is in the ledger: it is believed because one of the team confirmed it."""
UNDOABLE = (Answer.State.CONFIRMED, Answer.State.CORRECTED, Answer.State.REFUSED)
ON_THE_RECORD = "If it is wrong, say on their record what they do, or take the statement back there."


class AnswerRefusedError(ValueError):
    """An answer cannot be taken in or decided so; `field` says which part of it is wrong, where one is."""

    def __init__(self, words: str, field: str = "") -> None:
        super().__init__(words)
        self.field = field


class AlreadyDecidedError(AnswerRefusedError):
    """A colleague decided an answer first; what they made of it stands in it."""

    def __init__(self) -> None:
        super().__init__("A colleague has decided this already. Look at the list again.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What was pressed and typed: `said` is a `Doing` or a `Wish`; the rest as far as it is asked."""

    said: Doing | Wish
    kind: Kind | None = None
    since: Since | None = None
    place: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Believed:
    """What a person makes of an answer: the code, the place and the day that are to be recorded."""

    code: str
    start_date: date
    place: str = ""
    expected_end_date: date | None = None
    review_date: date | None = None


@dataclass(frozen=True, slots=True)
class Confirmed:
    """An answer as it was confirmed, with the sources of the news of which it decided the conflicts."""

    answer: Answer
    settled: tuple[str, ...] = ()


def answer_by_link(secret: str, *, given: Given, at: datetime) -> Answer:
    """
    Take in what whoever holds a link says, and use the link up.

    :raises LinkRefusedError: the link was used, has expired, was withdrawn, or never was
    :raises AnswerRefusedError: something is too long or not answered; the link is not used up
    """
    found = find_status_link(secret, at=at)
    if found is None:
        raise LinkRefusedError
    _refuse(given)
    teller = Teller(found.to)
    by = Actor(organisation=found.link.organisation.code, user=f"link:{found.link_id}", role=teller.value)
    with transaction(by=by, at=at) as events:
        # First, so that of two presses at once one waits here and then finds the link used.
        use_up_status_link(found, at=at)
        person = _leader(found.person)
        answer = Answer(
            organisation_id=found.organisation_id,
            person=person,
            status_link=found,
            teller=teller.value,
            said=given.said.value,
            kind=given.kind.value if given.kind else "",
            since=given.since.value if given.since else "",
            place=given.place.strip(),
            number=phone_number(given.number),
            answered_at=at,
            **_proposed(person, given, at),
        )
        answer.save()
        answer.task = _give_task(answer, found, by=by, at=at)
        answer.save(update_fields=["task"])
        _follow(answer, found, given, by=by, at=at)
        events.record("answer.received", person=person.public_id, subject=_subject(answer), after=facts(answer))
    return answer


def confirm_answer(*, answer: Answer, believed: Believed, by: Actor, at: datetime) -> Confirmed:
    """
    Record what somebody answered as what they do, as it was proposed or put right.

    What it settled between two lists is for the caller to let go on: see `imports.actions.let_rows_go_on`.

    It goes through the ledger's one door, so it may be held as a conflict. A young person's own answer is a contact
    with them from the moment it is confirmed to be theirs, and stands in the log at the moment they answered.

    :raises AlreadyDecidedError: somebody decided it before, or it is no answer of an activity
    :raises AnswerRefusedError: somebody decided before against these very words, so that nothing would be recorded
    :raises StatementRefusedError: the ledger does not take such a statement
    """
    with transaction(by=by, at=at) as events:
        held = _held(answer)
        before = facts(held)
        recorded = record_statement(
            organisation=held.organisation,
            new=NewStatement(
                person_id=held.person_id,
                code=believed.code,
                start_date=believed.start_date,
                verified_date=localdate(held.answered_at),
                expected_end_date=believed.expected_end_date,
                review_date=believed.review_date,
                provider_name=believed.place.strip()[:LONGEST_PLACE],
                how=held.teller,
                sender=TEAM,
                source=_subject(held),
            ),
            by=by,
            at=at,
        )
        as_proposed = (believed.code, believed.start_date, believed.place.strip())
        is_same = as_proposed == (held.code, held.start_date, held.place)
        held.state = Answer.State.CONFIRMED if is_same else Answer.State.CORRECTED
        held.statement_id, held.conflict_id = recorded.statement_id, recorded.conflict_id
        if recorded.outcome is Outcome.UNCHANGED and recorded.conflict_id is not None:
            raise AnswerRefusedError(
                "These very words were held against what we had been told, and decided under Conflicts, so nothing "
                "would be recorded. Put the answer right, or refuse it."
            )
        held.event = _log(held, by=by, at=at)
        _decide(held, by=by, at=at)
        events.record(
            f"answer.{held.state}", person=held.person.public_id, subject=_subject(held), before=before,
            after=facts(held),
        )  # fmt: skip
    return Confirmed(held, recorded.answered)


def refuse_answer(*, answer: Answer, because: str, by: Actor, at: datetime) -> Answer:
    """
    Say that an answer is not to be believed, and why; what it said stays readable.

    :raises AlreadyDecidedError: somebody decided it before
    :raises AnswerRefusedError: no reason is given, or it is too long
    """
    if not because.strip() or len(because.strip()) > LONGEST_REASON:
        raise AnswerRefusedError(f"Say why, in {LONGEST_REASON} letters at most.", "because")
    with transaction(by=by, at=at) as events:
        held = _held(answer)
        before = facts(held)
        held.state, held.refused_because = Answer.State.REFUSED, because.strip()
        _decide(held, by=by, at=at)
        events.record(
            "answer.refused", person=held.person.public_id, subject=_subject(held), before=before, after=facts(held)
        )
    return held


def undo_decision(*, answer: Answer, by: Actor, at: datetime) -> Answer:
    """
    Take one's own decision back whole: what it wrote is withdrawn and struck out, what it settled waits again, and so
    does the answer, with a task for somebody.

    :raises AlreadyDecidedError: a colleague has decided it since
    :raises AnswerRefusedError: it waits already, or what it recorded has become part of something that would stay
    """
    with transaction(by=by, at=at) as events:
        held = _locked(answer)
        if held.state not in UNDOABLE:
            raise AnswerRefusedError("This answer waits to be decided, so there is nothing to undo.")
        if held.decided_by != by.user:
            raise AlreadyDecidedError
        _refuse_to_undo(held)
        before = facts(held)
        withdraw_source(organisation=held.organisation, source=_subject(held), by=by, at=at)
        # Where somebody has struck it out already, that is what was wanted.
        if held.event is not None and (standing := standing_version(held.event)) is not None:
            strike_out_contact(event=standing, because="The answer was decided by mistake", by=by, at=at)
        held.state, held.decided_at, held.decided_by, held.refused_because = Answer.State.OPEN, None, "", ""
        held.statement = held.conflict = held.event = None
        if held.task is None or held.task.state != Task.State.OPEN:
            held.task = _give_task(held, held.status_link, by=by, at=at)
        held.save(update_fields=DECIDED)
        events.record(
            "answer.reopened", person=held.person.public_id, subject=_subject(held), before=before, after=facts(held)
        )
    return held


def _refuse(given: Given) -> None:
    if len(given.place.strip()) > LONGEST_PLACE:
        raise AnswerRefusedError(f"Write where in {LONGEST_PLACE} letters at most.", "place")
    number = given.number.strip()
    if number and (len(number) > LONGEST_NUMBER or not is_phone(phone_number(number))):
        raise AnswerRefusedError("Write one whole phone number, such as 07700 900123, or leave it empty.", "number")
    if not isinstance(given.said, Doing):
        return
    if (given.kind in KINDS[given.said]) if given.said in KINDS else (given.kind is None):
        if given.since is not None or given.said in WITHOUT_SINCE:
            return
        raise AnswerRefusedError("Choose since when, roughly. “Not sure” is fine.", "since")
    raise AnswerRefusedError("Choose one. “Not sure” is fine.", "kind")


def _leader(person: Person) -> Person:
    leader = Sameness.around(person.organisation, [person.pk]).leading(person.pk)
    return person if leader == person.pk else Person.objects.select_related("organisation").get(pk=leader)


def _proposed(person: Person, given: Given, at: datetime) -> dict[str, object]:
    """Return the columns of what an answer proposes; a wish proposes nothing."""
    if not isinstance(given.said, Doing):
        return {"state": Answer.State.TOLD}
    on = localdate(at)
    born = birth_dates_of(person.organisation, [person.pk]).get(person.pk)
    at_school_age = born is not None and is_of_school_age(born, on)
    proposed, start = proposed_by(given.said, given.kind, is_of_school_age=at_school_age), start_of(given.since, on)
    return {
        "state": Answer.State.OPEN,
        "code": proposed.code,
        "doubt": proposed.doubt,
        "start_date": start.day,
        "is_start_sure": start.is_sure,
    }


def _give_task(answer: Answer, found: StatusLink, *, by: Actor, at: datetime) -> Task | None:
    said = Wish(answer.said) if answer.state == Answer.State.TOLD else Doing(answer.said)
    to_do = task_of(Teller(answer.teller), said, answer.number)
    if to_do is None:
        return None
    on = localdate(at)
    return add_task(
        organisation=answer.person.organisation,
        person=answer.person,
        kind=Task.Kind.ALERT,
        words=to_do.words,
        due_date=on + to_do.within,
        owner=answerer_of(answer.person.organisation, records_of_person(answer.person), found.made_by, on),
        source=_subject(answer),
        by=by,
        at=at,
    )


def _follow(answer: Answer, found: StatusLink, given: Given, *, by: Actor, at: datetime) -> None:
    """Do at once what an answer asks: leave somebody alone, or use no more a way that reached somebody else."""
    how = {"person": answer.person, "source": _subject(answer), "by": by, "at": at}
    if stops_contact(Teller(answer.teller), given.said):
        on = localdate(at)
        until = left_alone_until(on, int(settings_on(answer.person.organisation, on)["desk.retry_months"]))
        stop_contact(kind=ContactStop.Kind.ASKED_NOT, told_by=answer.teller, until_date=until, may_shorten=False, **how)  # type: ignore[arg-type]
    if given.said is not Wish.NOT_ME:
        return
    # Where somebody has put it right already, that is what was wanted.
    if found.route:
        with suppress(ChangedMeanwhileError, LookupError):
            end_fact(kind=FactKind.CONTACT_ROUTES, fact_id=found.route, **how)  # type: ignore[arg-type]
    elif found.message is not None and found.message.sending.channel == Sending.Channel.LETTER:
        with suppress(FactsRefusedError):
            mark_returned_post(came_back_date=localdate(at), **how)  # type: ignore[arg-type]


def _locked(answer: Answer) -> Answer:
    rows = Answer.objects.select_for_update(of=("self",), no_key=True)
    rows = rows.select_related(
        "person__organisation", "organisation", "task", "event", "statement", "conflict", "status_link"
    )
    return rows.get(pk=answer.pk, organisation=answer.organisation_id)


def _held(answer: Answer) -> Answer:
    """
    Return an answer, locked, that waits for a decision.

    :raises AlreadyDecidedError: it does not
    """
    held = _locked(answer)
    if held.state != Answer.State.OPEN:
        raise AlreadyDecidedError
    return held


def _refuse_to_undo(held: Answer) -> None:
    """
    Return only where a decision can be taken back whole.

    :raises AnswerRefusedError: something would be left that nobody's word bears out any more
    """
    became = held.statement or held.conflict
    if became is None or became.source != _subject(held):
        return
    if held.conflict_id and not _is_open(held.conflict_id):
        raise AnswerRefusedError(f"What it said has been decided under Conflicts since, which stands. {ON_THE_RECORD}")
    if Answer.objects.filter(statement=held.statement, conflict=held.conflict).exclude(pk=held.pk).exists():
        raise AnswerRefusedError("There is another answer that says the same and rests on this one. Undo that first.")


def _is_open(conflict_id: int) -> bool:
    """Return whether a conflict waits, and let nobody decide it meanwhile."""
    waiting = Conflict.objects.select_for_update(no_key=True).filter(pk=conflict_id, state=Conflict.State.OPEN)
    return waiting.first() is not None


def _decide(held: Answer, *, by: Actor, at: datetime) -> None:
    held.decided_at, held.decided_by = at, by.user
    held.save(update_fields=DECIDED)
    if held.task is not None and held.task.state == Task.State.OPEN:
        finish_task(task=held.task, by=by, at=at)


def _log(held: Answer, *, by: Actor, at: datetime) -> ContactEvent:
    is_own = held.teller == Teller.YOUNG_PERSON
    return record_contact(
        person=held.person,
        happened_at=held.answered_at,
        channel=ANOTHER_WAY,
        # A parent's word is a note: the log has no message from family, and nobody was talked to.
        outcome="replied" if is_own else NOTED,
        owner=held.status_link.made_by,
        by=by,
        at=at,
        direction="in",
        with_family=not is_own,
        words="Answered by a link, and confirmed." if is_own else "A parent or carer answered by a link; confirmed.",
    )


def _subject(answer: Answer) -> str:
    return f"answers_answer:{answer.pk}"
