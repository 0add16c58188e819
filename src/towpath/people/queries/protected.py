"""Of whom nothing may be said of where they live."""

from collections.abc import Collection

from towpath.access.viewer import Viewer
from towpath.people.protected import protected_among
from towpath.people.queries.visible import organisation_of
from towpath.rules.urgent_looks import Door


def list_hidden_addresses(viewer: Viewer, person_ids: Collection[int]) -> frozenset[int]:
    """
    Return those of these records of which the viewer may be told nothing that an address says, such as that a postcode
    agrees. Two queries, and none of nobody.
    """
    protected = protected_among(organisation_of(viewer), person_ids) if person_ids else frozenset()
    return frozenset(each for each in protected if not viewer.sees(Door.ADDRESS, each))
