"""Openings, who may suit them and why, what young people said, and what came of it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from towpath.access import Viewer
from towpath.charter.models import CharterRegistration, IntroductionConsent, Opportunity, Submission
from towpath.people.models import CareFact, CharacteristicFact, Person
from towpath.people.queries import CARE_CHARACTERISTICS, birth_dates_of, living, organisation_of, visible_to
from towpath.people.sameness import Sameness
from towpath.rules.brokerage import Match, Opening, Seeker, Suits, match_of


class OpportunityNotFoundError(LookupError):
    """There is no opening of that id that the viewer may see."""


class ConsentNotFoundError(LookupError):
    """There is no answer of that id that the viewer may see."""


class SubmissionNotFoundError(LookupError):
    """There is no submission of that id that the viewer may see."""


def list_opportunities(viewer: Viewer, on: date) -> QuerySet[Opportunity]:
    """
    Return the openings not closed on a day, those that close first, first. `offered` counts offers made.

    Nobody is put forward from the day on which an opening was closed, whatever its last day to apply.
    """
    rows = _opportunities(viewer).filter(
        Q(closes_date__isnull=True) | Q(closes_date__gte=on), Q(closed_date__isnull=True) | Q(closed_date__gt=on)
    )
    return rows.order_by("closes_date", "title", "pk")


def list_opportunities_of(viewer: Viewer, establishment_id: int) -> QuerySet[Opportunity]:
    """Return every opening of one employer, the latest first."""
    return _opportunities(viewer).filter(establishment_id=establishment_id).order_by("-recorded_at", "-pk")


def get_opportunity(viewer: Viewer, opportunity_id: int) -> Opportunity:
    """
    Return one opening.

    :raises OpportunityNotFoundError: there is none that the viewer may see
    """
    row = _opportunities(viewer).filter(pk=opportunity_id).order_by("pk").first()
    if row is None:
        raise OpportunityNotFoundError("There is no such opening here.")
    return row


def find_registration(viewer: Viewer, person_id: int, on: date) -> CharterRegistration | None:
    """Return what somebody said of the work they would like, or None where they are not registered."""
    return _registrations(viewer, on).filter(person__in=_records(viewer, [person_id])).order_by("-pk").first()


def list_seekers(viewer: Viewer, on: date) -> Mapping[int, CharterRegistration]:
    """Return who of the living is registered on a day, by the record they go by. Four queries at most."""
    sameness = Sameness.of(organisation_of(viewer))
    rows = _registrations(viewer, on).filter(person__in=living(viewer, on).values("pk")).order_by("pk")
    return {sameness.leading(row.person_id): row for row in rows}


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One young person and one opening: how it suits them and why, and what they said when asked, if they were."""

    person_id: int
    opportunity: Opportunity
    match: Match
    consent: IntroductionConsent | None


def suggest_seekers(viewer: Viewer, opportunity: Opportunity, on: date) -> list[Suggestion]:
    """Return everybody registered with how one opening suits them, the best suited first. Eleven queries at most."""
    return _suggestions(viewer, list_seekers(viewer, on), [opportunity], on)


def suggest_openings(viewer: Viewer, person_id: int, on: date) -> list[Suggestion]:
    """Return the openings there are with how each suits one young person, the best first; none where not registered."""
    registration = find_registration(viewer, person_id, on)
    if registration is None:
        return []
    return _suggestions(viewer, {person_id: registration}, list(list_opportunities(viewer, on)), on)


def list_consents_of(viewer: Viewer, person_id: int, on: date) -> QuerySet[IntroductionConsent]:
    """Return what somebody said of each opening, the latest first, answers taken back too."""
    rows = _consents(viewer, on).filter(person__in=_records(viewer, [person_id]))
    return rows.order_by("-said_date", "-pk")


def get_consent(viewer: Viewer, consent_id: int, on: date) -> IntroductionConsent:
    """
    Return one answer of a young person's.

    :raises ConsentNotFoundError: there is none that the viewer may see
    """
    row = _consents(viewer, on).filter(pk=consent_id).order_by("pk").first()
    if row is None:
        raise ConsentNotFoundError("There is no such answer here.")
    return row


def list_submissions(viewer: Viewer, on: date) -> QuerySet[Submission]:
    """Return everybody put forward whom the viewer may see, the latest first."""
    if not viewer.may("charter.work"):
        return Submission.objects.none()
    rows = Submission.objects.filter(organisation_id=viewer.organisation_id, person__in=_seen(viewer, on))
    joined = rows.select_related("person", "opportunity__establishment", "consent__opportunity", "organisation")
    return joined.order_by("-sent_date", "-pk")


def list_submissions_of(viewer: Viewer, person_id: int, on: date) -> QuerySet[Submission]:
    """Return where one young person was put forward, the latest first."""
    return list_submissions(viewer, on).filter(person__in=_records(viewer, [person_id]))


def list_awaited(viewer: Viewer, on: date) -> QuerySet[Submission]:
    """Return those still alive whose employer owes an answer: a promised interview, its feedback or an outcome."""
    waiting = Q(outcome="") | Q(interview_promised=True, interview_held__isnull=True)
    waiting |= Q(interview_held=True, feedback="")
    rows = list_submissions(viewer, on).filter(waiting, person__in=living(viewer, on).values("pk"))
    return rows.exclude(outcome="stopped").order_by("sent_date", "pk")


def list_awaited_at(viewer: Viewer, establishment_id: int, on: date) -> QuerySet[Submission]:
    """Return those put forward to one employer from whom an answer is still to come, the longest waiting first."""
    return list_awaited(viewer, on).filter(opportunity__establishment_id=establishment_id)


def get_submission(viewer: Viewer, submission_id: int, on: date) -> Submission:
    """
    Return one submission.

    :raises SubmissionNotFoundError: there is none that the viewer may see
    """
    row = list_submissions(viewer, on).filter(pk=submission_id).first()
    if row is None:
        raise SubmissionNotFoundError("There is no such submission here.")
    return row


def _suggestions(
    viewer: Viewer, seekers: Mapping[int, CharterRegistration], openings: Collection[Opportunity], on: date
) -> list[Suggestion]:
    births = birth_dates_of(organisation_of(viewer), list(seekers))
    cared_for = _care_experienced(viewer, seekers)
    sameness = Sameness.around(organisation_of(viewer), list(seekers))
    standing = _consents(viewer, on).filter(person__in=sameness.everyone, withdrawn_at__isnull=True)
    said = {(sameness.leading(row.person_id), row.opportunity_id): row for row in standing.order_by("pk")}
    found = []
    for person_id, row in seekers.items():
        seeker = Seeker(
            birth_date=births.get(person_id),
            sectors=frozenset(row.sectors),
            hours_most=row.hours_most,
            available_date=row.available_date,
            # Nothing recorded is not a no: somebody may have been in care elsewhere.
            is_care_experienced=True if person_id in cared_for else None,
            agrees_to_held=row.agrees_to_held,
        )
        for opening in openings:
            match = match_of(seeker, _opening(opening), on)
            found.append(Suggestion(person_id, opening, match, said.get((person_id, opening.pk))))
    return sorted(found, key=lambda each: (_RANK[each.match.suits], each.person_id, each.opportunity.pk))


_RANK = {Suits.YES: 0, Suits.ASK: 1, Suits.NO: 2}


def _opening(row: Opportunity) -> Opening:
    return Opening(
        sector=row.sector,
        places_left=row.places - row.offered,  # type: ignore[attr-defined]
        hours=row.hours,
        least_age=row.least_age,
        starts_date=row.starts_date,
        closes_date=row.closes_date,
        is_held=row.is_held,
        needs_dbs=row.needs_dbs,
    )


def _care_experienced(viewer: Viewer, person_ids: Collection[int]) -> frozenset[int]:
    """Return who is or was in care as far as we hold; nobody to whoever may not see care facts."""
    if not viewer.may("people.view_care"):
        return frozenset()
    sameness = Sameness.around(organisation_of(viewer), list(person_ids))
    held = [
        *CareFact.objects.known_at(None).filter(person__in=sameness.everyone).values_list("person_id", flat=True),
        *CharacteristicFact.objects.known_at(None)
        .filter(person__in=sameness.everyone, code__in=CARE_CHARACTERISTICS)
        .values_list("person_id", flat=True),
    ]
    return frozenset(sameness.leading(each) for each in held)


def _opportunities(viewer: Viewer) -> QuerySet[Opportunity]:
    if not viewer.may("charter.view"):
        return Opportunity.objects.none()
    rows = Opportunity.objects.filter(organisation_id=viewer.organisation_id)
    offered = Count("submissions", filter=Q(submissions__outcome=Submission.Outcome.OFFERED))
    return rows.annotate(offered=offered).select_related("establishment", "pledge", "organisation")


def _registrations(viewer: Viewer, on: date) -> QuerySet[CharterRegistration]:
    if not viewer.may("charter.work"):
        return CharterRegistration.objects.none()
    return CharterRegistration.objects.filter(
        Q(ended_date__isnull=True) | Q(ended_date__gt=on),
        organisation_id=viewer.organisation_id,
        registered_date__lte=on,
        person__in=_seen(viewer, on),
    )


def _consents(viewer: Viewer, on: date) -> QuerySet[IntroductionConsent]:
    if not viewer.may("charter.work"):
        return IntroductionConsent.objects.none()
    rows = IntroductionConsent.objects.filter(organisation_id=viewer.organisation_id, person__in=_seen(viewer, on))
    return rows.select_related("person", "opportunity__establishment", "opportunity__organisation")


def _seen(viewer: Viewer, on: date) -> QuerySet[Person]:
    # A row hangs on the record it was written for, which may since have been merged into another.
    return visible_to(viewer, on, merged_too=True).order_by().values("pk")  # type: ignore[return-value]


def _records(viewer: Viewer, person_ids: Collection[int]) -> frozenset[int]:
    return Sameness.around(organisation_of(viewer), person_ids).everyone
