"""Answer a referral: accept it, decline it, ask for more, take down the reply, or note that it was taken back."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from towpath.access.models import User
from towpath.audit import Actor
from towpath.audit.actions import transaction
from towpath.caseload.actions import CaseRefusedError, open_case
from towpath.caseload.models import Case
from towpath.contact.actions import NextStep
from towpath.people.actions import record_person
from towpath.people.facts import FactsRefusedError, PersonFacts
from towpath.people.models import Person
from towpath.people.sameness import Sameness
from towpath.referrals.actions.steps import ReferralRefusedError, held_unanswered, take_step
from towpath.referrals.decline_reasons import decline_reasons
from towpath.referrals.models import Referral, ReferralStep
from towpath.rules.dates import day_words
from towpath.tasks.actions import add_task
from towpath.tasks.models import Task

# What a referrer may have written in a form that we do not read, and that a call puts right.
LEFT_OUT_IF_UNREADABLE = frozenset({"phone", "email", "postcode", "parent_phone", "parent_email"})


@dataclass(frozen=True, slots=True)
class Accepted:
    """
    What came of accepting. `has_new_case` is false where the young person had one open already.

    `left_out` names what the referrer wrote that could not be put on the record.
    """

    person: Person
    case: Case
    has_new_case: bool
    left_out: tuple[str, ...]


def accept_referral(
    *,
    referral: Referral,
    version: int,
    person: Person | None,
    adviser: User,
    level_of_need: str,
    next_step: NextStep,
    by: Actor,
    at: datetime,
) -> Accepted:
    """
    Accept a referral: of somebody known, or with no `person` of somebody new; open a case, unless one is open.

    Of somebody known nothing is overwritten by what a referrer wrote. An open case stays with its adviser, who is given
    the next step to do.

    :raises ReferralRefusedError: it was answered, the young person is not of this council, or no case can be opened
    :raises ReferralChangedError: somebody changed it since
    :raises towpath.people.facts.FactsRefusedError: their name or birth date cannot be recorded
    """
    with transaction(by=by, at=at) as events:
        row = held_unanswered(referral, version)
        left_out: tuple[str, ...] = ()
        if person is None:
            person, left_out = _make_person(row, by=by, at=at)
        elif person.organisation_id != row.organisation_id:
            raise ReferralRefusedError("There is no such person here. Choose again.")
        case, is_new = _case(
            row, person, adviser=adviser, level_of_need=level_of_need, next_step=next_step, by=by, at=at
        )
        take_step(
            row, events, ReferralStep.Kind.ACCEPTED, by=by, at=at, step={},
            person=person, case=case, adviser=case.adviser, answer=Referral.Answer.ACCEPTED, answered_at=at,
        )  # fmt: skip
    referral.refresh_from_db()
    return Accepted(person, case, is_new, left_out)


def decline_referral(
    *, referral: Referral, version: int, reason: str, words: str = "", by: Actor, at: datetime
) -> None:
    """
    Decline a referral for one of the reasons that there are.

    :raises ReferralRefusedError: it was answered, or there is no such reason
    :raises ReferralChangedError: somebody changed it since
    """
    if reason not in decline_reasons():
        raise ReferralRefusedError(f"There is no reason {reason!r}. Choose one of: {', '.join(decline_reasons())}.")
    with transaction(by=by, at=at) as events:
        take_step(
            held_unanswered(referral, version), events, ReferralStep.Kind.DECLINED, by=by, at=at,
            step={"reason": reason, "words": words.strip()}, answer=Referral.Answer.DECLINED, answered_at=at,
        )  # fmt: skip


def ask_referrer(*, referral: Referral, version: int, words: str, by: Actor, at: datetime) -> None:
    """
    Note what the referrer is asked, and wait for their reply.

    :raises ReferralRefusedError: it was answered, or nothing is asked
    :raises ReferralChangedError: somebody changed it since
    """
    _said(words, "Write what you need to know.")
    with transaction(by=by, at=at) as events:
        take_step(
            held_unanswered(referral, version), events, ReferralStep.Kind.ASKED, by=by, at=at,
            step={"words": words.strip()}, asked_at=at,
        )  # fmt: skip


def record_reply(*, referral: Referral, version: int, words: str, by: Actor, at: datetime) -> None:
    """
    Take down what the referrer replied; the days to answer start anew.

    :raises ReferralRefusedError: it was answered, they were asked nothing, or the reply says nothing
    :raises ReferralChangedError: somebody changed it since
    """
    _said(words, "Write what they said.")
    with transaction(by=by, at=at) as events:
        row = held_unanswered(referral, version)
        if row.asked_at is None or (row.replied_at and row.replied_at >= row.asked_at):
            raise ReferralRefusedError("They have been asked nothing that they have not replied to.")
        take_step(row, events, ReferralStep.Kind.REPLIED, by=by, at=at, step={"words": words.strip()}, replied_at=at)


def withdraw_referral(*, referral: Referral, version: int, words: str, by: Actor, at: datetime) -> None:
    """
    Note that whoever referred took it back, and why.

    :raises ReferralRefusedError: it was answered, or no reason is given
    :raises ReferralChangedError: somebody changed it since
    """
    _said(words, "Write who took it back, and why.")
    with transaction(by=by, at=at) as events:
        take_step(
            held_unanswered(referral, version), events, ReferralStep.Kind.WITHDRAWN, by=by, at=at,
            step={"words": words.strip()}, answer=Referral.Answer.WITHDRAWN, answered_at=at,
        )  # fmt: skip


def _said(words: str, advice: str) -> None:
    if not words.strip():
        raise ReferralRefusedError(advice)


def _make_person(row: Referral, *, by: Actor, at: datetime) -> tuple[Person, tuple[str, ...]]:
    """Return a new person made of what the referrer wrote, and the names of what could not be read."""
    given = _facts_of(row)
    left_out: tuple[str, ...] = ()
    source = f"referral:{row.pk}"
    try:
        recorded = record_person(organisation=row.organisation, facts=given, source=source, by=by, at=at)
    except FactsRefusedError as error:
        left_out = tuple(sorted({refusal.field for refusal in error.refusals}))
        if not LEFT_OUT_IF_UNREADABLE.issuperset(left_out):
            raise
        nothing: dict[str, Any] = dict.fromkeys(left_out)
        readable = replace(given, **nothing)
        recorded = record_person(organisation=row.organisation, facts=readable, source=source, by=by, at=at)
    assert recorded.person_id is not None
    return Person.objects.get(pk=recorded.person_id), left_out


def _facts_of(row: Referral) -> PersonFacts:
    is_parent = row.referred_by == Referral.From.PARENT
    return PersonFacts(
        legal_given_name=row.given_name,
        legal_family_name=row.family_name,
        birth_date=row.birth_date,
        phone=row.phone or None,
        email=row.email or None,
        postcode=row.postcode or None,
        parent_name=row.referrer_name if is_parent else None,
        parent_phone=(row.referrer_phone or None) if is_parent else None,
        parent_email=(row.referrer_email or None) if is_parent else None,
    )


def _case(
    row: Referral,
    person: Person,
    *,
    adviser: User,
    level_of_need: str,
    next_step: NextStep,
    by: Actor,
    at: datetime,
) -> tuple[Case, bool]:
    """Return the young person's open case with the next step given to its adviser, or a new one; and whether new."""
    records = Sameness.around(row.organisation, [person.pk]).everyone
    case = Case.objects.filter(person__in=records, closed_date__isnull=True).select_related("adviser").first()
    if case is None:
        try:
            made = open_case(
                person=person, adviser=adviser, level_of_need=level_of_need, next_step=next_step, by=by, at=at,
                because=f"Referral {row.reference}",
            )  # fmt: skip
        except CaseRefusedError as error:
            raise ReferralRefusedError(str(error)) from None
        return made, True
    if next_step.due_date < at.date():
        raise ReferralRefusedError(f"The next step would be due on {day_words(next_step.due_date)}, which has passed.")
    add_task(
        organisation=row.organisation, person=person, kind=Task.Kind.NEXT_STEP,
        words=(next_step.words.strip() or f"Get in touch about referral {row.reference}")[:300],
        due_date=next_step.due_date, owner=case.adviser, source=f"referrals_referral:{row.pk}", by=by, at=at,
    )  # fmt: skip
    return case, False
