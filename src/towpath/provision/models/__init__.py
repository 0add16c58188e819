"""Establishments, what is kept about them, and what a young person can join there."""

from towpath.provision.models.establishment import (
    Establishment,
    ProvisionContact,
    SharingAgreement,
    Site,
    UserEstablishment,
)
from towpath.provision.models.opening import Opening, OpeningChange

__all__ = [
    "Establishment",
    "Opening",
    "OpeningChange",
    "ProvisionContact",
    "SharingAgreement",
    "Site",
    "UserEstablishment",
]
