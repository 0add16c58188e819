"""Recording how things are for somebody, and opening and closing what stands in their way."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError

from towpath.audit import Actor
from towpath.audit.actions import transaction
from towpath.audit.facts import facts
from towpath.caseload.lists import BARRIER_CLOSINGS, BARRIERS, NEEDS
from towpath.caseload.models import Barrier, NeedsAssessment, NeedScore
from towpath.organisation.lists import choices_of
from towpath.people.models import Person
from towpath.rules.dates import day_words
from towpath.rules.distance_travelled import LOWEST, TOP


class NeedsRefusedError(ValueError):
    """Needs or a barrier cannot be recorded as asked; the words say what to do."""


@dataclass(frozen=True, slots=True)
class Score:
    """How one part of life is, and what the young person says of it."""

    domain: str
    score: int
    words: str = ""


def record_needs(
    *,
    person: Person,
    assessed_date: date,
    strengths: str,
    scores: Sequence[Score],
    by: Actor,
    at: datetime,
    what_would_help: str = "",
) -> NeedsAssessment:
    """
    Record one look at how things are, strengths first. What was not asked is left out, and is not nought.

    :raises NeedsRefusedError: there are no strengths or no scores, a score is out of range or a date still to come
    """
    if not strengths.strip():
        raise NeedsRefusedError("Start with what goes well: write down their strengths.")
    if not scores:
        raise NeedsRefusedError("Ask about one part of life at least.")
    if assessed_date > at.date():
        raise NeedsRefusedError("This cannot have been asked on a day that is still to come.")
    known = choices_of(person.organisation_id, NEEDS)
    for one in scores:
        if one.domain not in known:
            raise NeedsRefusedError(f"There is no part of life {one.domain!r} on this council’s list.")
        if not LOWEST <= one.score <= TOP:
            raise NeedsRefusedError(f"A score is from {LOWEST} to {TOP}; {one.score} is not.")
    if len({one.domain for one in scores}) < len(scores):
        raise NeedsRefusedError("One part of life was scored twice. Keep one of the two.")
    with transaction(by=by, at=at) as events:
        assessment = NeedsAssessment.objects.create(
            organisation_id=person.organisation_id,
            person=person,
            assessed_date=assessed_date,
            strengths=strengths.strip(),
            what_would_help=what_would_help.strip(),
            recorded_at=at,
            recorded_by=by.user,
        )
        for one in scores:
            NeedScore.objects.create(
                organisation_id=person.organisation_id,
                assessment=assessment,
                domain=one.domain,
                score=one.score,
                words=one.words.strip(),
            )
        subject = f"caseload_needs_assessment:{assessment.pk}"
        events.record("needs.recorded", person=person.public_id, subject=subject, after=facts(assessment))
    return assessment


def withdraw_needs(*, assessment: NeedsAssessment, because: str, by: Actor, at: datetime) -> None:
    """
    Strike out what was recorded by mistake: it is kept, and counts for nothing.

    :raises NeedsRefusedError: no reason is given, or it was struck out before
    """
    if not because.strip():
        raise NeedsRefusedError("Say why it is struck out, for whoever reads it later.")
    with transaction(by=by, at=at) as events:
        rows = NeedsAssessment.objects.filter(pk=assessment.pk, withdrawn_at__isnull=True)
        if not rows.update(withdrawn_at=at, withdrawn_by=by.user, withdrawn_because=because.strip()):
            raise NeedsRefusedError("This was struck out before.")
        subject = f"caseload_needs_assessment:{assessment.pk}"
        events.record("needs.struck_out", person=assessment.person.public_id, subject=subject)


def open_barrier(*, person: Person, code: str, opened_date: date, by: Actor, at: datetime, words: str = "") -> Barrier:
    """
    Say what stands in somebody's way since a day.

    :raises NeedsRefusedError: it is not on the council's list, is open already, or the day is still to come
    """
    choice = choices_of(person.organisation_id, BARRIERS).get(code)
    if choice is None or not choice.is_offered:
        raise NeedsRefusedError("Choose a barrier from the list.")
    if opened_date > at.date():
        raise NeedsRefusedError("It cannot stand in their way from a day that is still to come.")
    try:
        with transaction(by=by, at=at) as events:
            barrier = Barrier.objects.create(
                organisation_id=person.organisation_id,
                person=person,
                code=code,
                words=words.strip(),
                opened_date=opened_date,
                recorded_at=at,
                recorded_by=by.user,
            )
            subject = f"caseload_barrier:{barrier.pk}"
            events.record("barrier.opened", person=person.public_id, subject=subject, after=facts(barrier))
    except IntegrityError:
        raise NeedsRefusedError(f"“{choice.words}” is open already. Close that one first.") from None
    return barrier


def close_barrier(
    *, barrier: Barrier, because: str, closed_date: date, by: Actor, at: datetime, words: str = ""
) -> None:
    """
    Say that something stands in somebody's way no longer, and why.

    :raises NeedsRefusedError: the reason is not on the council's list, the day does not fit, or it is closed already
    """
    choice = choices_of(barrier.organisation_id, BARRIER_CLOSINGS).get(because)
    if choice is None or not choice.is_offered:
        raise NeedsRefusedError("Choose why it is closed.")
    if not barrier.opened_date <= closed_date <= at.date():
        raise NeedsRefusedError(f"Give a day from {day_words(barrier.opened_date)}, when it was opened, to today.")
    with transaction(by=by, at=at) as events:
        held = Barrier.objects.select_for_update(of=("self",), no_key=True).select_related("person").get(pk=barrier.pk)
        if held.closed_date is not None:
            raise NeedsRefusedError("It was closed already.")
        before = facts(held)
        held.closed_date, held.closed_at, held.closed_because = closed_date, at, because
        held.closed_words, held.closed_by = words.strip(), by.user
        held.save(update_fields=["closed_date", "closed_at", "closed_because", "closed_words", "closed_by"])
        subject = f"caseload_barrier:{held.pk}"
        events.record("barrier.closed", person=held.person.public_id, subject=subject, before=before, after=facts(held))
