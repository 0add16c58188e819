"""Sign the Charter, pledge, use a pledge, and keep the lists."""

import re
from datetime import date, datetime

from django.db import IntegrityError
from django.db.models import Q

from towpath.audit import Actor
from towpath.audit.actions import transaction
from towpath.audit.facts import facts
from towpath.charter.models import CharterTerm, Opportunity, Pledge, PledgeUse, Signing
from towpath.charter.refusals import CharterRefusedError, not_later
from towpath.charter.terms import Kind, terms_of
from towpath.organisation.models import Organisation
from towpath.people.models import Person
from towpath.provision.actions import record_establishments
from towpath.provision.establishments import EstablishmentFacts
from towpath.provision.models import Establishment
from towpath.rules.dates import day_words

RULES = {Kind.PLEDGE.value: ("hand", "interview", "placement"), Kind.CHECK.value: ("always", "under_18", "dbs")}
"""What a word of a list may do, the usual first; a sector and a reason do nothing."""


def sign_charter(
    *,
    organisation: Organisation,
    name: str,
    sector: str,
    signed_date: date,
    by: Actor,
    at: datetime,
    postcode: str = "",
    renew_date: date | None = None,
) -> Signing:
    """
    Record that an organisation signed, making it an employer that the council knows where it is not one yet.

    :raises CharterRefusedError: it has no name, stands by the Charter already, or the day or the sector is wrong
    """
    if not name.strip():
        raise CharterRefusedError("Give the organisation’s name.")
    known(organisation, Kind.SECTOR, sector)
    not_later("The signing", signed_date, at.date())
    if renew_date is not None and renew_date < signed_date:
        raise CharterRefusedError("It would be renewed before it was signed. Correct one of the two days.")
    try:
        with transaction(by=by, at=at) as events:
            establishment = _employer(organisation, name.strip(), postcode, by=by, at=at)
            if _stood_by_it_since(establishment, signed_date):
                raise CharterRefusedError(f"{establishment.name} stood by the Charter on that day or later already.")
            signing = Signing.objects.create(
                organisation=organisation,
                establishment=establishment,
                sector=sector,
                signed_date=signed_date,
                renew_date=renew_date,
                recorded_at=at,
                recorded_by=by.user,
            )
            events.record("charter.signed", subject=f"charter_signing:{signing.pk}", after=facts(signing))
    except IntegrityError:
        raise CharterRefusedError("This organisation stands by the Charter already.") from None
    return signing


def end_signing(*, signing: Signing, ended_date: date, how: str, because: str, by: Actor, at: datetime) -> int:
    """
    Record the last day on which an organisation stood by the Charter, how it ended and why.

    Its openings close with it: nobody is put forward for them any more. Who was put forward or placed already stays so
    until a person decides.

    :return: how many openings were closed
    :raises CharterRefusedError: it ended already, no reason is given, or the day is wrong
    """
    if how not in Signing.Ended.values:
        raise CharterRefusedError("Choose how it ended.")
    if not because.strip():
        raise CharterRefusedError("Say why it ended, for whoever reads it later.")
    if ended_date < signing.signed_date:
        raise CharterRefusedError(f"It signed on {day_words(signing.signed_date)}. Give that day or a later one.")
    not_later("The end", ended_date, at.date())
    with transaction(by=by, at=at) as events:
        before = facts(signing)
        still = Signing.objects.filter(pk=signing.pk, ended_date__isnull=True)
        if not still.update(ended_date=ended_date, ended_how=how, ended_because=because.strip(), ended_at=at):
            raise CharterRefusedError("Its end is recorded already. Look at the page again.")
        signing.refresh_from_db()
        subject = f"charter_signing:{signing.pk}"
        events.record("charter.signing_ended", subject=subject, before=before, after=facts(signing))
        openings = Opportunity.objects.filter(establishment_id=signing.establishment_id, closed_date__isnull=True)
        closing = list(openings.select_for_update(no_key=True).order_by("pk"))
        for row in closing:
            was = facts(row)
            row.closed_date = ended_date
            row.save(update_fields=["closed_date"])
            subject = f"charter_opportunity:{row.pk}"
            events.record("charter.opportunity_closed", subject=subject, before=was, after=facts(row))
    return len(closing)


def make_pledge(
    *,
    signing: Signing,
    kind: str,
    quantity: int,
    from_date: date,
    by: Actor,
    at: datetime,
    to_date: date | None = None,
    criteria: str = "",
) -> Pledge:
    """
    Record what an organisation that stands by the Charter promises.

    :raises CharterRefusedError: its signing ended, there is no such kind, or a number or day is wrong
    """
    known(signing.organisation, Kind.PLEDGE, kind)
    if quantity < 1:
        raise CharterRefusedError(f"It would pledge {quantity}. Give how many, 1 or more.")
    if to_date is not None and to_date < from_date:
        raise CharterRefusedError("It would end before it starts. Correct one of the two days.")
    with transaction(by=by, at=at) as events:
        if Signing.objects.select_for_update(no_key=True).get(pk=signing.pk).ended_date is not None:
            raise CharterRefusedError("It no longer stands by the Charter. Record that it signed again first.")
        pledge = Pledge.objects.create(
            organisation_id=signing.organisation_id,
            signing=signing,
            kind=kind,
            quantity=quantity,
            from_date=from_date,
            to_date=to_date,
            criteria=criteria.strip(),
            recorded_at=at,
            recorded_by=by.user,
        )
        events.record("charter.pledged", subject=f"charter_pledge:{pledge.pk}", after=facts(pledge))
    return pledge


def use_pledge(
    *,
    pledge: Pledge,
    used_date: date,
    by: Actor,
    at: datetime,
    person: Person | None = None,
    words: str = "",
    source: str = "",
) -> PledgeUse:
    """
    Record that a pledge was used once; what `source` names is counted once however often it is told.

    More may be used than was promised: that is good news, and is shown.

    :raises CharterRefusedError: it was withdrawn, the day is still to come, or nothing says what was done
    """
    if pledge.withdrawn_at is not None:
        raise CharterRefusedError("This pledge was taken back. Choose another.")
    not_later("The use", used_date, at.date())
    if used_date < pledge.from_date:
        raise CharterRefusedError(f"The pledge begins on {day_words(pledge.from_date)}. Give that day or a later one.")
    if not source and not words.strip():
        raise CharterRefusedError("Say in a few words what was done.")
    with transaction(by=by, at=at) as events:
        use, is_new = PledgeUse.objects.get_or_create(
            pledge=pledge,
            # An empty source is never looked for: each use by hand is a row of its own.
            source=source or f"hand:{at.isoformat()}",
            withdrawn_at=None,
            defaults={
                "organisation_id": pledge.organisation_id,
                "person": person,
                "used_date": used_date,
                "words": words.strip(),
                "recorded_at": at,
                "recorded_by": by.user,
            },
        )
        kind = "charter.pledge_used" if is_new else "charter.pledge_used_again"
        events.record(
            kind, person=person.public_id if person else None, subject=f"charter_pledge_use:{use.pk}", after=facts(use)
        )
    return use


def take_back_use(*, source: str, by: Actor, at: datetime) -> None:
    """Record that what a pledge's use came of did not happen after all; nothing where it was never counted."""
    rows = PledgeUse.objects.filter(source=source, withdrawn_at__isnull=True).select_related("person")
    for use in rows.order_by("pk"):
        with transaction(by=by, at=at) as events:
            use.withdrawn_at = at
            use.save(update_fields=["withdrawn_at"])
            person = use.person.public_id if use.person else None
            events.record("charter.pledge_use_withdrawn", person=person, subject=f"charter_pledge_use:{use.pk}")


def keep_term(
    *,
    organisation: Organisation,
    kind: str,
    words: str,
    by: Actor,
    at: datetime,
    code: str = "",
    rule: str = "",
    expires: bool = False,
    is_offered: bool = True,
) -> CharterTerm:
    """
    Add a word to a list, or say another of one there is: its words, or that it is no longer offered.

    :raises CharterRefusedError: it says nothing, or the rule is not one of its kind's
    """
    if not words.strip():
        raise CharterRefusedError("Say what it is called.")
    named = code or re.sub(r"[^a-z0-9]+", "_", words.casefold()).strip("_")[:32]
    if not named:
        raise CharterRefusedError("Use some letters or numbers in its name.")
    if not code and terms_of(organisation).find(kind, named) is not None:
        raise CharterRefusedError(f"There is one called {words.strip()!r} already.")
    rules = RULES.get(kind, ("",))
    if rule and rule not in rules:
        raise CharterRefusedError(f"{rule!r} is not a rule for a {kind}. Choose one of: {', '.join(rules)}.")
    with transaction(by=by, at=at) as events:
        term = CharterTerm.objects.create(
            organisation=organisation,
            kind=kind,
            code=named,
            words=words.strip()[:80],
            rule=rule or rules[0],
            expires=expires,
            is_offered=is_offered,
            recorded_at=at,
            recorded_by=by.user,
        )
        events.record("charter.term_kept", subject=f"charter_term:{term.pk}", after=facts(term))
    return term


def known(organisation: Organisation, kind: str, *codes: str) -> None:
    """
    Return only where a list offers these codes.

    :raises CharterRefusedError: it lacks one
    """
    offered = {each.code for each in terms_of(organisation).of(kind)}
    for code in (code for code in codes if code not in offered):
        raise CharterRefusedError(f"There is no {kind} {code!r}. Choose one of: {', '.join(sorted(offered))}.")


def _employer(organisation: Organisation, name: str, postcode: str, *, by: Actor, at: datetime) -> Establishment:
    """Return the one organisation of this name, made where there is none."""
    held = list(Establishment.objects.filter(organisation=organisation, name__iexact=name).order_by("pk")[:2])
    if len(held) > 1:
        raise CharterRefusedError(f"There are several called {name}. Add the town to the name of this one.")
    one = held[0] if held else None
    told = EstablishmentFacts(
        name=one.name if one else name,
        urn=(one.urn or None) if one else None,
        ukprn=(one.ukprn or None) if one else None,
        establishment_number=(one.establishment_number or None) if one else None,
        postcode=(one.postcode if one else postcode) or None,
        is_employer=True,
    )
    if one is None or not one.is_employer:
        record_establishments(organisation=organisation, incoming=[told], source="page:charter", by=by, at=at)
    return Establishment.objects.get(organisation=organisation, name=told.name)


def _stood_by_it_since(establishment: Establishment, on: date) -> bool:
    rows = Signing.objects.filter(establishment=establishment)
    return rows.filter(Q(ended_date__isnull=True) | Q(ended_date__gte=on)).exists()
