"""Places where an establishment works: add one, word it anew, and say when it closed."""

from datetime import date, datetime

from django.db import IntegrityError

from towpath.audit import Actor
from towpath.audit.actions import transaction
from towpath.audit.facts import facts
from towpath.provision.actions.establishments import ProvisionRefusedError
from towpath.provision.models import Establishment, Site

LONGEST_NAME, LONGEST_ADDRESS, LONGEST_POSTCODE = 200, 300, 8


class SiteChangedError(Exception):
    """Somebody changed the site since it was looked at; both are to be shown."""


def add_site(
    *, establishment: Establishment, name: str, by: Actor, at: datetime, address: str = "", postcode: str = ""
) -> Site:
    """
    Record a place where an establishment works.

    :raises ProvisionRefusedError: it has no name, or the establishment has a place of that name
    """
    name, address, postcode = _said(name, address, postcode)
    try:
        with transaction(by=by, at=at) as events:
            site = Site.objects.create(
                organisation_id=establishment.organisation_id,
                establishment=establishment,
                name=name,
                address=address,
                postcode=postcode,
            )
            events.record("site.added", subject=_subject(site), after=facts(site))
    except IntegrityError:
        raise ProvisionRefusedError(f"{establishment.name} has a place of that name already.") from None
    return site


def change_site(
    *,
    site: Site,
    name: str,
    by: Actor,
    at: datetime,
    address: str = "",
    postcode: str = "",
    closed_date: date | None = None,
) -> None:
    """
    Say a place otherwise, or that it closed; `closed_date` is its last day, None while it is open.

    :param site: as whoever changes it has looked at it
    :raises SiteChangedError: somebody changed it since; nothing is recorded
    :raises ProvisionRefusedError: it has no name, another has that name, or it would close before it opened
    """
    name, address, postcode = _said(name, address, postcode)
    if closed_date and site.opened_date and closed_date < site.opened_date:
        raise ProvisionRefusedError("It would close before it opened. Give a later day.")
    try:
        with transaction(by=by, at=at) as events:
            held = Site.objects.select_for_update(of=("self",), no_key=True).get(pk=site.pk)
            before = facts(held)
            if before != facts(site):
                raise SiteChangedError
            held.name, held.address, held.postcode, held.closed_date = name, address, postcode, closed_date
            held.save(update_fields=["name", "address", "postcode", "closed_date"])
            events.record("site.changed", subject=_subject(held), before=before, after=facts(held))
    except IntegrityError:
        raise ProvisionRefusedError("There is a place of that name there already.") from None


def _said(name: str, address: str, postcode: str) -> tuple[str, str, str]:
    name, address, postcode = (" ".join(each.split()) for each in (name, address, postcode))
    if not name:
        raise ProvisionRefusedError("Say what the place is called.")
    if len(name) > LONGEST_NAME or len(address) > LONGEST_ADDRESS or len(postcode) > LONGEST_POSTCODE:
        raise ProvisionRefusedError("That is too long. Keep the name, the address and the postcode short.")
    return name, address, postcode.upper()


def _subject(site: Site) -> str:
    return f"provision_site:{site.pk}"
