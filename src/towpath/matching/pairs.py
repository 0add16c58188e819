"""Records that may be one person twice: found by looking at everybody held, and kept apart where somebody says so."""

from datetime import datetime

from django.db.models import Q, QuerySet

from towpath.analysis.linkage import dedupe
from towpath.audit import Actor
from towpath.audit.actions import transaction
from towpath.matching.models import Pair
from towpath.matching.portraits import held_table
from towpath.organisation.models import Organisation
from towpath.people.models import Person
from towpath.people.sameness import Sameness


class PairRefusedError(ValueError):
    """Two records cannot be kept apart, or taken together again, as asked; the words say what to do."""


def find_pairs(*, organisation: Organisation, by: Actor, at: datetime) -> int:
    """
    Look through everybody held for records that may be one person, and return how many pairs there are.

    A pair that somebody keeps apart is not asked about again, whomever either was joined to since, and is not among
    them; one that is not alike any more is forgotten.
    """
    sameness = Sameness.of(organisation)
    found = {
        tuple(sorted((int(pair["left_id"]), int(pair["right_id"])))): pair
        for pair in dedupe(held_table(organisation)).to_pylist()
    }
    with transaction(by=by, at=at) as events:
        every = Pair.objects.filter(organisation=organisation)
        apart = {ends_of(each, sameness) for each in every.filter(apart_at__isnull=False)}
        found = {ends: pair for ends, pair in found.items() if ends not in apart}
        standing = every.filter(apart_at__isnull=True)
        gone = [each.pk for each in standing if (each.first_id, each.second_id) not in found]
        # Somebody may have said meanwhile that one of them is two people, which is not forgotten.
        standing.filter(pk__in=gone).delete()
        rows = [
            Pair(
                organisation=organisation,
                first_id=first,
                second_id=second,
                score=min(1.0, pair["score"]),
                reasons=pair["reasons"],
                found_at=at,
            )
            for (first, second), pair in sorted(found.items())
        ]
        Pair.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["first", "second"], update_fields=["score", "reasons"]
        )
        events.record("matching.looked", subject="matching_pair", after={"pairs": len(rows)})
    return len(rows)


def keep_apart(*, one: Person, other: Person, by: Actor, at: datetime) -> Pair:
    """
    Remember that two records are two people, so that nobody is asked again.

    :raises PairRefusedError: they are one record, of two councils, or somebody has said so already
    """
    if one.organisation_id != other.organisation_id:
        raise PairRefusedError("These are not two records of one council. Choose another.")
    with transaction(by=by, at=at) as events:
        organisation = Organisation(pk=one.organisation_id)
        sameness = Sameness.around(organisation, [one.pk, other.pk])
        first, second = sorted((sameness.leading(one.pk), sameness.leading(other.pk)))
        if first == second:
            raise PairRefusedError("These are not two records of one council. Choose another.")
        if between(organisation, first, second).filter(apart_at__isnull=False).exists():
            raise PairRefusedError("Somebody has said already that they are two people.")
        pair, _ = Pair.objects.select_for_update(of=("self",), no_key=True).get_or_create(
            first_id=first,
            second_id=second,
            defaults={"organisation_id": one.organisation_id, "score": 0, "found_at": at},
        )
        pair.apart_at, pair.apart_by = at, by.user
        pair.save(update_fields=["apart_at", "apart_by"])
        events.record("matching.kept_apart", persons=_public_ids(pair), subject=f"matching_pair:{pair.pk}")
    return pair


def ask_again(*, pair: Pair, by: Actor, at: datetime) -> None:
    """
    Take back that two records are two people, of whichever of their records it was said; they are shown as alike again.

    :raises PairRefusedError: nobody keeps them apart any more
    """
    with transaction(by=by, at=at) as events:
        kept = between(Organisation(pk=pair.organisation_id), pair.first_id, pair.second_id)
        kept = kept.filter(apart_at__isnull=False)
        if not kept.update(apart_at=None, apart_by=""):
            raise PairRefusedError("Somebody has taken this back already. Look at the list again.")
        events.record("matching.apart_undone", persons=_public_ids(pair), subject=f"matching_pair:{pair.pk}")


def ends_of(pair: Pair, sameness: Sameness) -> tuple[int, int]:
    """Return the records that the two people of a pair go by, the smaller id first."""
    first, second = sorted((sameness.leading(pair.first_id), sameness.leading(pair.second_id)))
    return first, second


def between(organisation: Organisation, one_id: int, other_id: int) -> QuerySet[Pair]:
    """Return every pair of a record of one person and one of another, merges resolved."""
    members = Sameness.around(organisation, [one_id, other_id])
    ones = [each for each in members.everyone if members.leading(each) == members.leading(one_id)]
    others = [each for each in members.everyone if members.leading(each) == members.leading(other_id)]
    either_way = Q(first__in=ones, second__in=others) | Q(first__in=others, second__in=ones)
    return Pair.objects.filter(either_way, organisation=organisation)


def _public_ids(pair: Pair) -> list[str]:
    rows = Person.objects.filter(pk__in=[pair.first_id, pair.second_id]).order_by("pk")
    return list(rows.values_list("public_id", flat=True))
