"""Join a run, complete its stages, go on to something, leave it, and say how confident one is."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import IntegrityError
from django.db.models import Q
from django.utils.timezone import localdate

from towpath.audit import Actor
from towpath.audit.actions import Events, transaction
from towpath.audit.facts import Facts, facts
from towpath.organisation.models import Organisation
from towpath.people.births import birth_dates_of
from towpath.people.models import FamilyLink, Person
from towpath.people.sameness import Sameness
from towpath.programmes.entry import entry_findings
from towpath.programmes.models import (
    ConfidenceAnswer,
    Participation,
    ParticipationOutcome,
    ProgrammeReason,
    ProgrammeRun,
    RunStage,
    StageCompletion,
)
from towpath.programmes.refusals import ProgrammeChangedError, ProgrammeRefusedError
from towpath.rules.dates import age, day_words
from towpath.rules.programmes.confidence import LEAST, MOST
from towpath.rules.programmes.entry import Standing, asks_for_a_reason

OLDEST_YOUNG_PERSON = 25
"""The service is for young people up to this age; whoever is older takes part as an adult."""


def enrol(
    *,
    run: ProgrammeRun,
    person: Person,
    joined_as: str,
    joined_date: date,
    by: Actor,
    at: datetime,
    beside: Participation | None = None,
    has_maths: str = Participation.Known.UNKNOWN,
    allowed_because: str = "",
) -> Participation:
    """
    Let somebody join a run.

    :param beside: for a member of a young person's family, that young person's own participation
    :param allowed_because: why they may join although a condition is not met or not known; kept with who decided
    :raises ProgrammeRefusedError: they are on it already, it is full, a reason is needed, or it cannot be so
    """
    if not run.start_date <= joined_date <= run.end_date:
        words = (
            f"The run is from {day_words(run.start_date)} to {day_words(run.end_date)}, "
            f"and {day_words(joined_date)} is not in it."
        )
        raise ProgrammeRefusedError(words, asks_for="joined_date")
    _check_joining(run, person, joined_as, beside, at)
    findings = entry_findings(run, person.pk, has_maths)
    if asks_for_a_reason(findings) and not allowed_because.strip():
        unmet = " ".join(each.words for each in findings if each.standing is not Standing.MET)
        raise ProgrammeRefusedError(f"{unmet} Say why they may join all the same.", asks_for="allowed_because")
    try:
        with transaction(by=by, at=at) as events:
            # The run is the lock: two people cannot both take its last place.
            held = ProgrammeRun.objects.select_for_update(of=("self",), no_key=True).get(pk=run.pk)
            _check_place(held, person, joined_as)
            joined = Participation.objects.create(
                organisation_id=run.organisation_id,
                run=held,
                person=person,
                joined_as=joined_as,
                beside=beside,
                joined_date=joined_date,
                has_maths=has_maths,
                allowed_because=allowed_because.strip(),
                allowed_by=by.user if allowed_because.strip() else "",
                recorded_at=at,
                recorded_by=by.user,
            )
            told = {"standing": [f"{each.condition} {each.standing}" for each in findings]}
            events.record("programme.entry_judged", person=person.public_id, subject=_subject(joined), after=told)
            events.record("programme.joined", person=person.public_id, subject=_subject(joined), after=facts(joined))
    except IntegrityError:
        raise _on_it_already() from None
    return joined


def complete_stage(
    *, participation: Participation, stage: RunStage, completed_date: date, by: Actor, at: datetime
) -> StageCompletion:
    """
    Record that somebody completed a stage.

    :raises ProgrammeRefusedError: it is of another run, the day cannot be, or they completed it before
    """
    if stage.run_id != participation.run_id:
        raise ProgrammeRefusedError("That stage belongs to another run.", asks_for="stage")
    _check_day(participation, completed_date, at, asks_for="completed_date")
    try:
        with transaction(by=by, at=at) as events:
            row = StageCompletion.objects.create(
                organisation_id=participation.organisation_id,
                participation=participation,
                stage=stage,
                completed_date=completed_date,
                recorded_at=at,
                recorded_by=by.user,
            )
            _record(events, "programme.stage_completed", participation, after=facts(row))
    except IntegrityError:
        raise ProgrammeRefusedError(f"{stage.name} was recorded as completed before.", asks_for="stage") from None
    return row


def record_outcome(
    *,
    participation: Participation,
    kind: str,
    where_words: str,
    start_date: date,
    by: Actor,
    at: datetime,
    is_apart: bool = False,
) -> ParticipationOutcome:
    """
    Record what somebody went on to, once they have begun it.

    :param is_apart: it is not what the programme leads to, and is counted beside it
    :raises ProgrammeRefusedError: it has not begun, says nothing, or was told before
    """
    if kind not in ParticipationOutcome.Kind.values or not where_words.strip():
        raise ProgrammeRefusedError("Say what they went on to, and where.", asks_for="where_words")
    _check_day(participation, start_date, at, asks_for="start_date")
    try:
        with transaction(by=by, at=at) as events:
            row = ParticipationOutcome.objects.create(
                organisation_id=participation.organisation_id,
                participation=participation,
                kind=kind,
                where_words=where_words.strip(),
                start_date=start_date,
                is_apart=is_apart,
                recorded_at=at,
                recorded_by=by.user,
            )
            _record(events, "programme.outcome_told", participation, after=facts(row))
    except IntegrityError:
        raise ProgrammeRefusedError("This was recorded before.", asks_for="kind") from None
    return row


def leave(
    *,
    participation: Participation,
    version: int,
    left_date: date,
    because: ProgrammeReason,
    by: Actor,
    at: datetime,
    words: str = "",
) -> None:
    """
    Record that somebody left a run before its end.

    :raises ProgrammeRefusedError: they had left, or the day cannot be
    :raises ProgrammeChangedError: somebody changed it since
    """
    if because.use != ProgrammeReason.Use.LEAVING or because.organisation_id != participation.organisation_id:
        raise ProgrammeRefusedError("Choose one of the reasons for leaving.", asks_for="because")
    _check_day(participation, left_date, at, asks_for="left_date")
    told = {"left_date": left_date, "left_because": because, "left_words": words.strip()}
    _change(participation, version, "programme.left", told, by=by, at=at)


def withdraw_participation(*, participation: Participation, version: int, by: Actor, at: datetime) -> None:
    """
    Take back that somebody joined, where it was recorded by mistake and nothing was built on it.

    :raises ProgrammeRefusedError: they have been marked, completed a stage, answered or went on, or family joined too
    :raises ProgrammeChangedError: somebody changed it since
    """
    built = (participation.marks, participation.completions, participation.outcomes, participation.answers)
    if any(rows.exists() for rows in built) or participation.family.filter(withdrawn_at__isnull=True).exists():
        raise ProgrammeRefusedError("They have taken part already. Record that they left instead.")
    _change(participation, version, "programme.joining_withdrawn", {"withdrawn_at": at}, by=by, at=at)


def answer_confidence(
    *,
    participation: Participation,
    moment: str,
    scores: Mapping[int, int],
    answered_date: date,
    by: Actor,
    at: datetime,
) -> None:
    """
    Record how confident somebody says they are, for each question answered; a later answer of one moment replaces it.

    :param scores: from 1 to 10, by the question's id; a question left out is not answered
    :raises ProgrammeRefusedError: nothing is answered, or a score, question or day cannot be
    """
    if moment not in ConfidenceAnswer.Moment.values or not scores:
        raise ProgrammeRefusedError("Answer at least one question.")
    if any(not LEAST <= score <= MOST for score in scores.values()):
        raise ProgrammeRefusedError(f"Each answer is a number from {LEAST} to {MOST}.")
    asked = set(participation.run.programme.questions.values_list("pk", flat=True))
    if not asked.issuperset(scores):
        raise ProgrammeRefusedError("That question belongs to another programme.")
    if answered_date > localdate(at):
        raise ProgrammeRefusedError(f"{day_words(answered_date)} is still to come.", asks_for="answered_date")
    with transaction(by=by, at=at) as events:
        for question_id, score in sorted(scores.items()):
            ConfidenceAnswer.objects.update_or_create(
                participation=participation,
                question_id=question_id,
                moment=moment,
                defaults={
                    "organisation_id": participation.organisation_id,
                    "score": score,
                    "answered_date": answered_date,
                    "recorded_at": at,
                    "recorded_by": by.user,
                },
            )
        told = {"moment": moment, "questions": sorted(scores), "answered_date": answered_date}
        _record(events, "programme.confidence_told", participation, after=told)


def _check_joining(
    run: ProgrammeRun, person: Person, joined_as: str, beside: Participation | None, at: datetime
) -> None:
    if person.organisation_id != run.organisation_id:
        raise ProgrammeRefusedError("There is no such person here.")
    if joined_as not in Participation.JoinedAs.values:
        raise ProgrammeRefusedError("Say how they take part.", asks_for="joined_as")
    if joined_as == Participation.JoinedAs.YOUNG_PERSON:
        born = birth_dates_of(Organisation(pk=run.organisation_id), [person.pk]).get(person.pk)
        if born is not None and age(born, run.start_date) > OLDEST_YOUNG_PERSON:
            words = f"They are {age(born, run.start_date)} when the run starts: enrol them as an adult."
            raise ProgrammeRefusedError(words, asks_for="joined_as")
    if joined_as == Participation.JoinedAs.FAMILY:
        _check_family(run, person, beside, localdate(at))
    elif beside is not None:
        raise ProgrammeRefusedError("Only a member of the family joins beside somebody.", asks_for="joined_as")


def _check_family(run: ProgrammeRun, person: Person, beside: Participation | None, on: date) -> None:
    if not run.programme.family_may_join:
        raise ProgrammeRefusedError("This programme is not open to families.", asks_for="joined_as")
    if (
        beside is None
        or beside.run_id != run.pk
        or beside.withdrawn_at is not None
        or beside.joined_as != Participation.JoinedAs.YOUNG_PERSON
    ):
        raise ProgrammeRefusedError("Choose the young person on this run whose family they are.", asks_for="beside")
    links = _links_between(run, person, beside, on)
    if not links:
        words = "They are not recorded as family of that young person. Record it on the young person’s details first."
        raise ProgrammeRefusedError(words, asks_for="beside")
    if any(link.must_not_be_told for link in links):
        words = "They must not be told anything about that young person, so they cannot join beside them."
        raise ProgrammeRefusedError(words, asks_for="beside")


def _links_between(run: ProgrammeRun, person: Person, beside: Participation, on: date) -> list[FamilyLink]:
    sameness = Sameness.of(Organisation(pk=run.organisation_id))
    one, other = (sameness.narrowed([each]).everyone for each in (person.pk, beside.person_id))
    links = FamilyLink.objects.known_at(None).in_force(on)
    return list(links.filter(Q(person__in=one, relative__in=other) | Q(person__in=other, relative__in=one)))


def _check_place(run: ProgrammeRun, person: Person, joined_as: str) -> None:
    live = run.participations.filter(withdrawn_at__isnull=True)
    records = Sameness.around(Organisation(pk=run.organisation_id), [person.pk]).everyone
    if live.filter(person__in=records).exists():
        raise _on_it_already()
    taken = live.filter(left_date__isnull=True).exclude(joined_as=Participation.JoinedAs.FAMILY).count()
    if joined_as != Participation.JoinedAs.FAMILY and taken >= run.places:
        words = f"The run is full: {taken} of {run.places} places are taken. Choose another run."
        raise ProgrammeRefusedError(words)


def _on_it_already() -> ProgrammeRefusedError:
    return ProgrammeRefusedError("They are on this run already.")


def _check_day(participation: Participation, day: date, at: datetime, *, asks_for: str) -> None:
    if day > localdate(at):
        raise ProgrammeRefusedError(
            f"{day_words(day)} is still to come. Record it when it has happened.", asks_for=asks_for
        )
    if day < participation.joined_date:
        words = f"They joined on {day_words(participation.joined_date)}, and {day_words(day)} is before that."
        raise ProgrammeRefusedError(words, asks_for=asks_for)
    if participation.withdrawn_at is not None:
        raise ProgrammeRefusedError("They were put on this run by mistake, and taken off it.")


def _change(
    participation: Participation, version: int, kind: str, told: Mapping[str, object], *, by: Actor, at: datetime
) -> None:
    with transaction(by=by, at=at) as events:
        held = Participation.objects.select_for_update(of=("self",), no_key=True).get(pk=participation.pk)
        if held.left_date is not None or held.withdrawn_at is not None:
            raise ProgrammeRefusedError("They have left already, or were taken off this run. Look at it again.")
        if held.version != version:
            raise ProgrammeChangedError
        events.change(kind, held, told, person=held.person.public_id)


def _record(events: Events, kind: str, participation: Participation, *, after: Facts | Mapping[str, object]) -> None:
    events.record(kind, person=participation.person.public_id, subject=_subject(participation), after=after)


def _subject(participation: Participation) -> str:
    return f"programmes_participation:{participation.pk}"
