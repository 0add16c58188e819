"""What can be asked about establishments and about the directory of openings."""

from towpath.provision.queries.establishments import (
    EstablishmentNotFoundError,
    establishment_ids_of,
    find_establishments,
    find_live_agreement,
    get_establishment,
    list_contacts,
    list_establishments,
    list_every_site,
    list_own_agencies,
    list_schools,
    list_sites,
    list_speakers,
)
from towpath.provision.queries.openings import (
    OpeningNotFoundError,
    find_point,
    get_opening,
    list_openings,
)
from towpath.provision.queries.takers import match_openings

__all__ = [
    "EstablishmentNotFoundError",
    "OpeningNotFoundError",
    "establishment_ids_of",
    "find_establishments",
    "find_live_agreement",
    "find_point",
    "get_establishment",
    "get_opening",
    "list_contacts",
    "list_establishments",
    "list_every_site",
    "list_openings",
    "list_own_agencies",
    "list_schools",
    "list_sites",
    "list_speakers",
    "match_openings",
]
