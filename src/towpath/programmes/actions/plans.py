"""Make and change the plan of a programme. A run already planned keeps the plan it had."""

from dataclasses import asdict, dataclass
from datetime import datetime, time
from decimal import Decimal

from django.db import IntegrityError
from django.utils.timezone import localdate

from towpath.audit import Actor
from towpath.audit.actions import transaction
from towpath.audit.facts import facts
from towpath.organisation.models import Organisation
from towpath.programmes.models import Programme, ProgrammeQuestion, ProgrammeReason, ProgrammeStage
from towpath.programmes.refusals import ProgrammeChangedError, ProgrammeRefusedError

REASONS_TO_BEGIN_WITH = {
    ProgrammeReason.Use.ABSENCE: ("Ill", "Appointment", "Caring for somebody", "Could not get there", "No word yet"),
    ProgrammeReason.Use.LEAVING: (
        "Found work or a course elsewhere",
        "Health",
        "Caring for somebody",
        "Travel",
        "Not what they wanted",
        "Moved away",
        "Lost touch",
    ),
}
"""What a council begins with; it adds its own and closes what it does not use."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeAsked:
    """What a programme is and asks; an age that is not asked is None."""

    name: str
    words: str = ""
    progressed_words: str = "Into work"
    funder: str = ""
    family_may_join: bool = False
    least_age: int | None = None
    most_age: int | None = None
    asks_residence: bool = False
    asks_no_maths: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class StageAsked:
    """One stage; `weekdays` are numbers from 1 for Monday, as "135"."""

    name: str
    kind: str
    weeks: int
    weekdays: str = ""
    starts_time: time = time(10, 0)
    hours: Decimal = Decimal(5)
    is_paid: bool = False
    completes: bool = False


def make_programme(*, organisation: Organisation, asked: ProgrammeAsked, by: Actor, at: datetime) -> Programme:
    """
    Make a programme, with a council's first reasons where it has none.

    :raises ProgrammeRefusedError: it has no name, the name is taken, or its ages cannot be
    """
    _check_programme(asked)
    try:
        with transaction(by=by, at=at) as events:
            programme = Programme.objects.create(organisation=organisation, **asdict(asked))
            _first_reasons(organisation)
            events.record("programme.made", subject=_subject(programme), after=facts(programme))
    except IntegrityError:
        raise _name_taken(asked) from None
    return programme


def change_programme(*, programme: Programme, version: int, asked: ProgrammeAsked, by: Actor, at: datetime) -> None:
    """
    Change what a programme is and asks, from its next run on.

    :raises ProgrammeRefusedError: as `make_programme`
    :raises ProgrammeChangedError: somebody changed it since
    """
    _check_programme(asked)
    try:
        with transaction(by=by, at=at) as events:
            held = Programme.objects.select_for_update(no_key=True).get(pk=programme.pk)
            if held.version != version:
                raise ProgrammeChangedError
            events.change("programme.changed", held, asdict(asked))
    except IntegrityError:
        raise _name_taken(asked) from None


def add_stage(*, programme: Programme, asked: StageAsked, by: Actor, at: datetime) -> ProgrammeStage:
    """
    Add a stage after the others.

    :raises ProgrammeRefusedError: its length, days or hours cannot be, or another stage completes the programme
    """
    _check_stage(asked)
    with transaction(by=by, at=at) as events:
        # The programme is the lock: two stages added at once follow one another.
        Programme.objects.select_for_update(no_key=True).get(pk=programme.pk)
        _check_completes(programme, asked, except_for=0)
        last = programme.stages.order_by("-position").values_list("position", flat=True).first() or 0
        stage = ProgrammeStage.objects.create(
            organisation_id=programme.organisation_id, programme=programme, position=last + 1, **asdict(asked)
        )
        events.record("programme.stage_added", subject=_subject(programme), after=facts(stage))
    return stage


def change_stage(*, stage: ProgrammeStage, asked: StageAsked, by: Actor, at: datetime) -> None:
    """
    Change a stage, from the next run on.

    :raises ProgrammeRefusedError: as `add_stage`
    """
    _check_stage(asked)
    with transaction(by=by, at=at) as events:
        Programme.objects.select_for_update(no_key=True).get(pk=stage.programme_id)
        _check_completes(stage.programme, asked, except_for=stage.pk)
        held = ProgrammeStage.objects.get(pk=stage.pk)
        before = facts(held)
        for name, value in asdict(asked).items():
            setattr(held, name, value)
        held.save()
        events.record("programme.stage_changed", subject=_subject(stage.programme), before=before, after=facts(held))


def add_question(*, programme: Programme, words: str, short_words: str, by: Actor, at: datetime) -> ProgrammeQuestion:
    """
    Add a question that is asked before and after, answered from 1 to 10.

    :raises ProgrammeRefusedError: it says nothing
    """
    if not words.strip() or not short_words.strip():
        raise ProgrammeRefusedError("Give the question, and a few words for it to stand beside a picture.")
    with transaction(by=by, at=at) as events:
        Programme.objects.select_for_update(no_key=True).get(pk=programme.pk)
        last = programme.questions.order_by("-position").values_list("position", flat=True).first() or 0
        question = ProgrammeQuestion.objects.create(
            organisation_id=programme.organisation_id,
            programme=programme,
            position=last + 1,
            words=words.strip(),
            short_words=short_words.strip(),
        )
        events.record("programme.question_added", subject=_subject(programme), after=facts(question))
    return question


def add_reason(*, organisation: Organisation, use: str, words: str, by: Actor, at: datetime) -> ProgrammeReason:
    """
    Add a reason that a tutor may choose, or open again one that was closed.

    :raises ProgrammeRefusedError: it says nothing, is for no known use, or is there already
    """
    if use not in ProgrammeReason.Use.values or not words.strip():
        raise ProgrammeRefusedError("Say what the reason is for, and give it in a few words.")
    with transaction(by=by, at=at) as events:
        reason, is_new = ProgrammeReason.objects.get_or_create(organisation=organisation, use=use, words=words.strip())
        if not is_new and reason.closed_date is None:
            raise ProgrammeRefusedError("This reason is there already.")
        reason.closed_date = None
        reason.save(update_fields=["closed_date"])
        events.record("programme.reason_added", subject=f"programmes_reason:{reason.pk}", after=facts(reason))
    return reason


def close_reason(*, reason: ProgrammeReason, by: Actor, at: datetime) -> None:
    """Offer a reason no longer; where it was chosen it stays."""
    with transaction(by=by, at=at) as events:
        before = facts(reason)
        reason.closed_date = localdate(at)
        reason.save(update_fields=["closed_date"])
        subject = f"programmes_reason:{reason.pk}"
        events.record("programme.reason_closed", subject=subject, before=before, after=facts(reason))


def _check_programme(asked: ProgrammeAsked) -> None:
    if not asked.name.strip():
        raise ProgrammeRefusedError("Give the programme a name.", asks_for="name")
    if not asked.progressed_words.strip():
        raise ProgrammeRefusedError("Say what it leads to, such as “Into work”.", asks_for="progressed_words")
    ages = [each for each in (asked.least_age, asked.most_age) if each is not None]
    if any(not 10 <= each <= 120 for each in ages):
        raise ProgrammeRefusedError("An age is from 10 to 120. Correct it, or leave it empty.", asks_for="least_age")
    if len(ages) == 2 and ages[0] > ages[1]:
        words = f"The least age, {ages[0]}, is above the most, {ages[1]}. Swap them, or leave one empty."
        raise ProgrammeRefusedError(words, asks_for="least_age")


def _check_stage(asked: StageAsked) -> None:
    if not asked.name.strip() or asked.kind not in ProgrammeStage.Kind.values:
        raise ProgrammeRefusedError("Give the stage a name and say what kind it is.", asks_for="name")
    if not 1 <= asked.weeks <= 52:
        raise ProgrammeRefusedError(f"A stage lasts from 1 to 52 weeks, not {asked.weeks}.", asks_for="weeks")
    if not 0 < asked.hours <= 12:
        raise ProgrammeRefusedError(f"A session lasts up to 12 hours, not {asked.hours}.", asks_for="hours")
    if not set(asked.weekdays) <= set("1234567") or len(set(asked.weekdays)) != len(asked.weekdays):
        raise ProgrammeRefusedError("Choose each day of the week once.", asks_for="weekdays")


def _check_completes(programme: Programme, asked: StageAsked, *, except_for: int) -> None:
    if asked.completes and programme.stages.filter(completes=True).exclude(pk=except_for).exists():
        words = "Another stage counts as completing this programme already. Change that one first."
        raise ProgrammeRefusedError(words, asks_for="completes")


def _first_reasons(organisation: Organisation) -> None:
    if not ProgrammeReason.objects.filter(organisation=organisation).exists():
        ProgrammeReason.objects.bulk_create(
            ProgrammeReason(organisation=organisation, use=use, words=words)
            for use, offered in REASONS_TO_BEGIN_WITH.items()
            for words in offered
        )


def _name_taken(asked: ProgrammeAsked) -> ProgrammeRefusedError:
    return ProgrammeRefusedError(f"There is a programme {asked.name!r} already. Choose another name.", asks_for="name")


def _subject(programme: Programme) -> str:
    return f"programmes_programme:{programme.pk}"
