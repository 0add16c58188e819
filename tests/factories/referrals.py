"""An invented referral, an agency, and what is agreed with it."""

from datetime import date, time, timedelta
from typing import Any

from tests.factories.cast import SETUP
from tests.factories.moments import DAY, MORNING
from towpath.access.models import User
from towpath.audit import Actor
from towpath.contact.actions import NextStep
from towpath.organisation.models import Organisation
from towpath.provision.actions import add_site, make_sharing_agreement, record_establishments
from towpath.provision.establishments import EstablishmentFacts
from towpath.provision.models import Establishment, SharingAgreement, Site
from towpath.referrals.actions import (
    NewReferral,
    accept_referral,
    add_to_agenda,
    call_panel,
    give_action,
    list_drop_in,
    receive_referral,
)
from towpath.referrals.models import Referral

PUBLIC = Actor(organisation="saltmarsh", user="public", role="referrer")
JUNO: dict[str, Any] = {
    "referred_by": "school",
    "given_name": "Juno",
    "family_name": "Marsden",
    "birth_date": date(2009, 11, 5),
    "phone": "07700 900456",
    "postcode": "SM1 2AB",
    "learns_at": "Quayside Academy",
    "why": "Has stopped coming in and wants to work with boats.",
    "young_person_knows": "agrees",
    "referrer_name": "Petra Voss",
    "referrer_job": "Head of Year 11",
    "referrer_place": "Quayside Academy",
    "referrer_email": "petra@quayside.example",
}


def make_referral(organisation: Organisation, *, sending: str = "one", at: Any = MORNING, **changed: Any) -> Referral:
    """Return a referral of Juno Marsden by her head of year, sent at nine on `DAY`, a Saturday."""
    given = NewReferral(**{**JUNO, **changed})
    return receive_referral(organisation=organisation, given=given, sending=sending, by=PUBLIC, at=at)


def make_agency(organisation: Organisation, name: str = "Harbour Young Carers") -> Establishment:
    """Return an agency with whom nothing is agreed."""
    told = EstablishmentFacts(name=name, is_agency=True, postcode="SM1 1AA")
    [recorded] = record_establishments(
        organisation=organisation, incoming=[told], source="page:1", by=SETUP, at=MORNING
    )
    return Establishment.objects.get(pk=recorded.establishment_id)


def agree_with(agency: Establishment, **changed: Any) -> SharingAgreement:
    """Return an agreement that lets referrals go to an agency from `DAY`."""
    told: dict[str, Any] = {"title": "Referrals both ways", "covers": ["referral"], "from_date": DAY, **changed}
    return make_sharing_agreement(establishment=agency, by=SETUP, at=MORNING, **told)


def make_site(agency: Establishment) -> Site:
    """Return the place where an agency works."""
    return add_site(
        establishment=agency, name="The Old Custom House", address="2 Quay Street", postcode="SM1 1AA",
        by=SETUP, at=MORNING,
    )  # fmt: skip


def accept_for(referral: Referral, adviser: User) -> Referral:
    """Accept a referral as somebody new, for an adviser."""
    accept_referral(
        referral=referral, version=referral.version, person=None, adviser=adviser, level_of_need="2",
        next_step=NextStep(DAY + timedelta(days=7), "Get in touch"), by=SETUP, at=MORNING,
    )  # fmt: skip
    return referral


def referral_ids(organisation: Organisation, adviser: User) -> dict[str, str]:
    """Return one id of each kind that an address of this room takes, of a referral that is the adviser's own."""
    referral = accept_for(make_referral(organisation), adviser)
    agency = make_agency(organisation)
    panel = call_panel(organisation=organisation, name="Panel", meets_at=MORNING, by=SETUP, at=MORNING)
    item = add_to_agenda(panel=panel, referral=referral, by=SETUP, at=MORNING)
    action = give_action(item=item, words="Ring", owner=adviser, due_date=DAY, by=SETUP, at=MORNING)
    drop_in = list_drop_in(
        site=make_site(agency), adviser=adviser, weekday=1, opens_at=time(14), closes_at=time(16), from_date=DAY,
        by=SETUP, at=MORNING,
    )  # fmt: skip
    return {
        "council": organisation.code,
        "who": "school",
        "receipt": "none-of-ours",
        "referral_id": str(referral.pk),
        "panel_id": str(panel.pk),
        "item_id": str(item.pk),
        "action_id": str(action.pk),
        "drop_in_id": str(drop_in.pk),
        "agreement_id": str(agree_with(agency).pk),
    }
