"""Records that may be one person twice: found by looking at everybody held, and kept apart where somebody says so."""

from datetime import datetime

from towpath.analysis.linkage import dedupe
from towpath.audit import Actor
from towpath.audit.actions import transaction
from towpath.matching.models import Pair
from towpath.matching.portraits import held_table
from towpath.organisation.models import Organisation
from towpath.people.models import Person


class PairRefusedError(ValueError):
    """Two records cannot be kept apart, or taken together again, as asked; the words say what to do."""


def find_pairs(*, organisation: Organisation, by: Actor, at: datetime) -> int:
    """
    Look through everybody held for records that may be one person, and return how many pairs there are.

    A pair that somebody keeps apart is not asked about again, and one that is not alike any more is forgotten.
    """
    found = {
        tuple(sorted((int(pair["left_id"]), int(pair["right_id"])))): pair
        for pair in dedupe(held_table(organisation)).to_pylist()
    }
    with transaction(by=by, at=at) as events:
        standing = Pair.objects.filter(organisation=organisation, apart_at__isnull=True)
        gone = [each.pk for each in standing if (each.first_id, each.second_id) not in found]
        Pair.objects.filter(pk__in=gone).delete()
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
    if one.pk == other.pk or one.organisation_id != other.organisation_id:
        raise PairRefusedError("These are not two records of one council. Choose another.")
    first, second = sorted((one.pk, other.pk))
    with transaction(by=by, at=at) as events:
        pair, _ = Pair.objects.select_for_update(of=("self",), no_key=True).get_or_create(
            first_id=first,
            second_id=second,
            defaults={"organisation_id": one.organisation_id, "score": 0, "found_at": at},
        )
        if pair.apart_at is not None:
            raise PairRefusedError("Somebody has said already that they are two people.")
        pair.apart_at, pair.apart_by = at, by.user
        pair.save(update_fields=["apart_at", "apart_by"])
        events.record("matching.kept_apart", persons=_public_ids(pair), subject=f"matching_pair:{pair.pk}")
    return pair


def ask_again(*, pair: Pair, by: Actor, at: datetime) -> None:
    """
    Take back that two records are two people; they are shown as alike again.

    :raises PairRefusedError: nobody keeps them apart any more
    """
    with transaction(by=by, at=at) as events:
        kept = Pair.objects.filter(pk=pair.pk, apart_at__isnull=False)
        if not kept.update(apart_at=None, apart_by=""):
            raise PairRefusedError("Somebody has taken this back already. Look at the list again.")
        events.record("matching.apart_undone", persons=_public_ids(pair), subject=f"matching_pair:{pair.pk}")


def _public_ids(pair: Pair) -> list[str]:
    rows = Person.objects.filter(pk__in=[pair.first_id, pair.second_id]).order_by("pk")
    return list(rows.values_list("public_id", flat=True))
