"""Joining two records into one person, and parting them: their histories become one, and two again."""

from datetime import datetime

from towpath.audit import Actor
from towpath.audit.actions import transaction
from towpath.people.actions import merging
from towpath.people.models import Alias, Person
from towpath.tracking.actions.projection import rebuild_spells


def merge_people(*, person: Person, same_as: Person, by: Actor, at: datetime, reason: str = "") -> Alias:
    """
    Say that two records are one person, and make one history of theirs, in one transaction.

    :raises towpath.people.actions.MergeRefusedError: they are one already, or belong to two organisations
    """
    with transaction(by=by, at=at):
        alias = merging.merge_people(person=person, same_as=same_as, by=by, at=at, reason=reason)
        rebuild_spells(person.organisation, {alias.person_id, alias.same_as_id})
    return alias


def unmerge_people(*, alias: Alias, by: Actor, at: datetime) -> None:
    """
    Say that two records are two people after all, and give each their own history back, in one transaction.

    :raises towpath.people.actions.MergeRefusedError: somebody has undone it already
    """
    with transaction(by=by, at=at):
        merging.unmerge_people(alias=alias, by=by, at=at)
        rebuild_spells(alias.organisation, {alias.person_id, alias.same_as_id})
