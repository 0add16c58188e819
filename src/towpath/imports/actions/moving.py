"""Typing in what the old system says that it holds."""

from collections.abc import Mapping
from datetime import datetime

from towpath.audit import Actor
from towpath.audit.actions import transaction
from towpath.imports.models import MoveTotal, Sender

KINDS: Mapping[str, str] = {
    "people": "Young people",
    "activities": "Activities",
    "contacts": "Contacts",
    "guarantees": "September Guarantee statuses",
    "destinations": "Intended destinations",
    "cohort": "In the return: 16 and 17-year-olds",
    "eet": "In the return: EET",
    "neet": "In the return: NEET",
    "not_known": "In the return: not known",
}
"""What may be compared, with its words; the last four are of the return as the old system last made it."""


def type_totals(*, sender: Sender, totals: Mapping[str, int | None], by: Actor, at: datetime) -> int:
    """
    Keep the totals of an old system as typed, and return how many changed; one left empty stands no more.

    :raises KeyError: a kind is not one that can be compared
    """
    changed = {kind: total for kind, total in totals.items() if total != totals_of(sender).get(kind) and KINDS[kind]}
    if not changed:
        return 0
    with transaction(by=by, at=at) as events:
        Sender.objects.select_for_update(no_key=True).get(pk=sender.pk)
        before = totals_of(sender)
        stood = MoveTotal.objects.filter(
            organisation=sender.organisation_id, sender_code=sender.code, kind__in=changed, withdrawn_at__isnull=True
        )
        stood.update(withdrawn_at=at)
        MoveTotal.objects.bulk_create(
            MoveTotal(
                organisation_id=sender.organisation_id,
                sender_code=sender.code,
                kind=kind,
                total=total,
                typed_at=at,
                typed_by=by.user,
            )
            for kind, total in changed.items()
            if total is not None
        )
        told = {kind: before.get(kind) for kind in changed}
        events.record("imports.totals_typed", subject=f"imports_sender:{sender.pk}", before=told, after=dict(changed))
    return len(changed)


def totals_of(sender: Sender) -> dict[str, int]:
    """Return the totals that stand of an old system, by kind. One query."""
    rows = MoveTotal.objects.filter(
        organisation=sender.organisation_id, sender_code=sender.code, withdrawn_at__isnull=True
    )
    return dict(rows.values_list("kind", "total"))
