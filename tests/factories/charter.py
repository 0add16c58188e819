"""An employer that stands by the Charter, its opening, and a young person put forward for it."""

from datetime import date
from typing import Any

from tests.factories.cast import SETUP
from tests.factories.moments import DAY, MORNING
from towpath.charter.actions import (
    make_pledge,
    plan_placement,
    post_opportunity,
    put_forward,
    record_answer,
    record_check,
    record_consent,
    register_seeker,
    sign_charter,
)
from towpath.charter.models import IntroductionConsent, Opportunity, Placement, Pledge, Signing, Submission
from towpath.organisation.models import Organisation
from towpath.people.actions import record_care_fact
from towpath.people.models import Person

SIGNED = date(2025, 9, 1)


def make_signing(organisation: Organisation, name: str = "Quayside Builders", **how: Any) -> Signing:
    """Return an employer's signing of 1 September 2025."""
    told = {"sector": "construction", "signed_date": SIGNED, **how}
    return sign_charter(organisation=organisation, name=name, by=SETUP, at=MORNING, **told)


def promise(signing: Signing, kind: str = "guaranteed_interview", quantity: int = 3) -> Pledge:
    """Return a pledge from the day of signing."""
    return make_pledge(
        signing=signing, kind=kind, quantity=quantity, from_date=signing.signed_date, by=SETUP, at=MORNING
    )


def make_opportunity(signing: Signing, **how: Any) -> Opportunity:
    """Return an opening for people from 16, with an interview for everybody who meets what is asked."""
    told = {"title": "Site assistant", "sector": "construction", "places": 2, "least_age": 16, "gives_interview": True}
    return post_opportunity(establishment=signing.establishment, by=SETUP, at=MORNING, **(told | how))


def care_for(person: Person) -> None:
    """Make somebody a care leaver."""
    record_care_fact(person=person, kind="former_relevant", source="page:1", by=SETUP, at=MORNING)


def register(person: Person, **how: Any) -> None:
    """Register somebody for building work."""
    told = {"sectors": ["construction"], "agrees_to_held": True, **how}
    register_seeker(person=person, registered_date=DAY, by=SETUP, at=MORNING, **told)


def say_yes(person: Person, opportunity: Opportunity, **how: Any) -> IntroductionConsent:
    """Return a young person's yes."""
    told = {"says_yes": True, "said_date": DAY, "how": "in_person", "knows_it_is_held": opportunity.is_held, **how}
    return record_consent(person=person, opportunity=opportunity, by=SETUP, at=MORNING, **told)


def forward(person: Person, opportunity: Opportunity) -> tuple[Submission, str]:
    """Return a submission and the secret of the employer's link."""
    consent = say_yes(person, opportunity)
    return put_forward(consent=consent, called="Wren Halloran", words="Likes working outdoors.", by=SETUP, at=MORNING)


def make_placement(submission: Submission) -> Placement:
    """Return a paid placement planned for today, once the employer has made an offer."""
    record_answer(submission=submission, version=submission.version, outcome="offered", by=SETUP, at=MORNING)
    submission.refresh_from_db()
    return plan_placement(
        person=submission.person,
        establishment=submission.opportunity.establishment,
        title=submission.opportunity.title,
        planned_date=DAY,
        is_paid=True,
        submission=submission,
        by=SETUP,
        at=MORNING,
    )


def check_everything(placement: Placement, *, insured_until: date = date(2026, 12, 31)) -> None:
    """Record every check that a placement of somebody under 18 needs."""
    for kind, last in (
        ("employers_liability", insured_until),
        ("public_liability", date(2026, 12, 31)),
        ("risk_assessment", None),
        ("agreement", None),
        ("parent_agreement", None),
    ):
        record_check(
            establishment=placement.establishment,
            placement=placement,
            kind=kind,
            checked_date=date(2026, 1, 5),
            expires_date=last,
            by=SETUP,
            at=MORNING,
        )
