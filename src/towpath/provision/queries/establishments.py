"""Which establishments there are, and what is agreed with each."""

from collections.abc import Collection, Mapping
from datetime import date

from django.db.models import Q, QuerySet

from towpath.access import OwnViewer, Viewer
from towpath.provision.models import Establishment, ProvisionContact, SharingAgreement, Site, UserEstablishment
from towpath.rules.access import SCHOOL_LEAD


class EstablishmentNotFoundError(LookupError):
    """There is no establishment of that id here."""


def list_establishments(viewer: Viewer) -> QuerySet[Establishment]:
    """Return the establishments that the viewer's organisation knows, by name. They are public to its users."""
    return Establishment.objects.filter(organisation_id=viewer.organisation_id).order_by("name", "pk")


def list_schools(viewer: Viewer, on: date) -> QuerySet[Establishment]:
    """Return the schools open on a day, by name; a school lead's own alone."""
    schools = list_establishments(viewer).filter(
        Q(opened_date__isnull=True) | Q(opened_date__lte=on),
        Q(closed_date__isnull=True) | Q(closed_date__gte=on),
        is_school=True,
    )
    return schools.filter(pk__in=viewer.establishment_ids) if viewer.role == SCHOOL_LEAD else schools


def get_establishment(viewer: Viewer, establishment_id: int) -> Establishment:
    """
    Return one establishment.

    :raises EstablishmentNotFoundError: there is none of that id in the viewer's organisation
    """
    row = list_establishments(viewer).filter(pk=establishment_id).first()
    if row is None:
        raise EstablishmentNotFoundError("There is no such establishment here. Look for it in the list.")
    return row


def find_establishments(
    viewer: Viewer,
    *,
    urns: Collection[str] = (),
    ukprns: Collection[str] = (),
    numbers: Collection[str] = (),
    names: Collection[str] = (),
) -> Mapping[tuple[str, str], Establishment]:
    """
    Return establishments by what lists call them, keyed ("urn", …), ("ukprn", …), ("number", …) and ("name", …).

    Names are compared whatever their case. Where two share a key, as two schools of one name, that key is left out: a
    person must say which. One query.
    """
    held = list_establishments(viewer)
    if not names:
        held = held.filter(Q(urn__in=urns) | Q(ukprn__in=ukprns) | Q(establishment_number__in=numbers))
    wanted = {
        *(("urn", each) for each in urns),
        *(("ukprn", each) for each in ukprns),
        *(("number", each) for each in numbers),
        *(("name", each.casefold()) for each in names),
    }
    found: dict[tuple[str, str], Establishment] = {}
    shared: set[tuple[str, str]] = set()
    for row in held:
        for key in (
            ("urn", row.urn),
            ("ukprn", row.ukprn),
            ("number", row.establishment_number),
            ("name", row.name.casefold()),
        ):
            if key in wanted:
                if key in found:
                    shared.add(key)
                found[key] = row
    return {key: row for key, row in found.items() if key not in shared}


def establishment_ids_of(viewer: Viewer, on: date) -> frozenset[int]:
    """Return the establishments that the viewer speaks for on a day, to be put into the viewer."""
    rows = UserEstablishment.objects.filter(
        Q(to_date__isnull=True) | Q(to_date__gte=on),
        organisation_id=viewer.organisation_id,
        user_id=viewer.user_id,
        from_date__lte=on,
        ended_at__isnull=True,
    )
    return frozenset(rows.values_list("establishment_id", flat=True))


def list_speakers(viewer: Viewer, establishment_id: int) -> QuerySet[UserEstablishment]:
    """Return who speaks or spoke for an establishment, by the day from which they do."""
    return (
        UserEstablishment.objects.filter(organisation_id=viewer.organisation_id, establishment_id=establishment_id)
        .select_related("user")
        .order_by("from_date", "pk")
    )


def list_sites(viewer: Viewer, establishment_id: int) -> QuerySet[Site]:
    """Return the places where an establishment works, by name."""
    rows = Site.objects.filter(organisation_id=viewer.organisation_id, establishment_id=establishment_id)
    return rows.order_by("name", "pk")


def list_every_site(viewer: Viewer) -> QuerySet[Site]:
    """Return every place of the viewer's council, closed ones too, by name; none to whoever may change no list."""
    if not viewer.may("lists.change"):
        return Site.objects.none()
    rows = Site.objects.filter(organisation_id=viewer.organisation_id).select_related("establishment")
    return rows.order_by("name", "establishment__name", "pk")


def list_contacts(viewer: Viewer, establishment_id: int, on: date) -> QuerySet[ProvisionContact]:
    """Return whom the service talks to at an establishment on a day, by name; nobody to those who do no casework."""
    if not viewer.may("contact.record"):
        return ProvisionContact.objects.none()
    rows = ProvisionContact.objects.filter(
        Q(to_date__isnull=True) | Q(to_date__gte=on),
        organisation_id=viewer.organisation_id,
        establishment_id=establishment_id,
        from_date__lte=on,
    )
    return rows.order_by("name", "pk")


def find_live_agreement(viewer: Viewer, establishment_id: int, item: str, on: date) -> SharingAgreement | None:
    """Return an agreement that lets an item leave for an establishment on a day, or None: then it may not."""
    rows = SharingAgreement.objects.filter(
        Q(to_date__isnull=True) | Q(to_date__gte=on),
        organisation_id=viewer.organisation_id,
        establishment_id=establishment_id,
        from_date__lte=on,
        ended_at__isnull=True,
    )
    # Asked of the row and not of the database, for SQLite cannot look inside a list.
    return next((row for row in rows.order_by("from_date", "pk") if item in row.covers), None)


def list_own_agencies(viewer: OwnViewer, on: date) -> list[str]:
    """
    Return the outside services that a young person's council may share with on a day, by name. One query.

    It is of the council, and says nothing of whether anything was shared about them.
    """
    rows = SharingAgreement.objects.filter(
        Q(to_date__isnull=True) | Q(to_date__gte=on),
        organisation_id=viewer.organisation_id,
        from_date__lte=on,
        ended_at__isnull=True,
    )
    return sorted(set(rows.values_list("establishment__name", flat=True)))
