"""What can be asked about people."""

from towpath.people.births import birth_dates_of
from towpath.people.queries.care import list_in_care_between
from towpath.people.queries.family import Relative, SharedParent, list_family, list_shared_parents
from towpath.people.queries.held import HeldFact, Said, list_held
from towpath.people.queries.household import Hint, list_household
from towpath.people.queries.joins import Join, JoinNotFoundError, get_join, list_joins
from towpath.people.queries.knocking import (
    Caution,
    find_route,
    list_cautions,
    list_returned_post,
    route_dates,
)
from towpath.people.queries.own import OwnKind, OwnRecord, get_own_name, get_own_record
from towpath.people.queries.protected import list_hidden_addresses
from towpath.people.queries.records import (
    CARE_CHARACTERISTICS,
    CHARACTERISTIC_DOORS,
    AddressRecord,
    CareRecord,
    CharacteristicRecord,
    ContactRouteRecord,
    FamilyRecord,
    IdentifierRecord,
    NameRecord,
    PersonRecord,
    SharingRecord,
    get_person,
    list_addresses,
    list_records,
    may_see_characteristic,
)
from towpath.people.queries.return_facts import (
    ReturnValue,
    list_missing_return_facts,
    list_return_facts,
    reasons_held_for,
    return_facts_of,
)
from towpath.people.queries.search import Found, search_people
from towpath.people.queries.stops import StopRecord, list_dead, list_deaths_to_say, list_stops, living
from towpath.people.queries.visible import PersonNotFoundError, leader_of, organisation_of, visible_to

__all__ = [
    "CARE_CHARACTERISTICS",
    "CHARACTERISTIC_DOORS",
    "AddressRecord",
    "CareRecord",
    "Caution",
    "CharacteristicRecord",
    "ContactRouteRecord",
    "FamilyRecord",
    "Found",
    "HeldFact",
    "Hint",
    "IdentifierRecord",
    "Join",
    "JoinNotFoundError",
    "NameRecord",
    "OwnKind",
    "OwnRecord",
    "PersonNotFoundError",
    "PersonRecord",
    "Relative",
    "ReturnValue",
    "Said",
    "SharedParent",
    "SharingRecord",
    "StopRecord",
    "birth_dates_of",
    "find_route",
    "get_join",
    "get_own_name",
    "get_own_record",
    "get_person",
    "leader_of",
    "list_addresses",
    "list_cautions",
    "list_dead",
    "list_deaths_to_say",
    "list_family",
    "list_held",
    "list_hidden_addresses",
    "list_household",
    "list_in_care_between",
    "list_joins",
    "list_missing_return_facts",
    "list_records",
    "list_return_facts",
    "list_returned_post",
    "list_shared_parents",
    "list_stops",
    "living",
    "may_see_characteristic",
    "organisation_of",
    "reasons_held_for",
    "return_facts_of",
    "route_dates",
    "search_people",
    "visible_to",
]
