"""Everything kept about who people are."""

from towpath.people.models.person import Alias, Person

__all__ = ["Alias", "Person"]
