"""
Rehearsing a return: built and checked as known now, and kept as counts and problems, with nothing to sign or send.

Nothing is written in the ledger, no establishment is written down and no NCCIS identifier is given: those who lack one
are rehearsed under the number that they would be given.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from itertools import chain

from django.db.models import Q, QuerySet
from django.utils.timezone import localdate

from towpath.audit import Actor
from towpath.audit.actions import transaction
from towpath.jobs.collecting import seldom_collecting
from towpath.organisation.models import Organisation
from towpath.organisation.queries import settings_on
from towpath.returns.actions.building import (
    BATCH,
    Building,
    Progress,
    header_of,
    refuse_unbuildable,
    terms_of,
)
from towpath.returns.actions.gathering import Gathering
from towpath.returns.actions.measuring import Measuring, thin_parts
from towpath.returns.actions.numbers import Numbers
from towpath.returns.actions.places import Places
from towpath.returns.due import next_month
from towpath.returns.models import QualityCount, Rehearsal, RehearsalProblem
from towpath.returns.standing import mended_problems, new_problems
from towpath.rules.returns.check import CheckResult, check_items
from towpath.rules.returns.layout import ELEMENTS

PROBLEMS_KEPT = timedelta(days=35)
"""How long a problem that is gone is kept to be looked at; counts are kept for good."""

Key = tuple[str, str, int | None, str, str]
"""What makes a problem the same one the next night: code, severity, person, element and value."""


class OvertakenRehearsalError(Exception):
    """A later rehearsal was kept while this one was being made, so this one says nothing new."""


@seldom_collecting()
def rehearse(
    *,
    organisation: Organisation,
    by: Actor,
    at: datetime,
    night_date: date | None = None,
    progress: Progress | None = None,
) -> Rehearsal:
    """
    Build and check the return that is next as known now, and keep what came of it.

    Asked again for a night that has one, it returns that one.

    :param night_date: the night it is made in; None where somebody asks by day
    :raises BuildRefusedError: the council lacks what a return is built with
    :raises OvertakenRehearsalError: a later one was kept meanwhile
    """
    made = Rehearsal.objects.filter(organisation=organisation, night_date=night_date).first() if night_date else None
    if made:
        return made
    period_end = next_month(organisation, localdate(at))
    refuse_unbuildable(organisation, period_end, at, at)
    terms = terms_of(organisation, period_end, at, settings_on(organisation, period_end, known_at=at))
    places = Places(organisation=organisation, known_at=at, at=at)
    measuring = Measuring(organisation, period_end, at)
    building = Building(
        gathering=Gathering(organisation=organisation, terms=terms, known_at=at, places=places),
        numbers=Numbers(organisation=organisation),
        progress=progress,
        read_to=0,
        watch=measuring.watch,
    )
    # What is written reads back as what was built, as every kept return proves, so it is checked without being written.
    header = header_of(organisation, period_end, at)
    result = check_items(chain(iter([header]), building.records()), terms.standards)
    return _keep(building, measuring, result, by=by, at=at, night_date=night_date)


def _keep(
    building: Building, measuring: Measuring, result: CheckResult, *, by: Actor, at: datetime, night_date: date | None
) -> Rehearsal:
    organisation, terms = building.gathering.organisation, building.gathering.terms
    found = _found(building, result)
    with transaction(by=by, at=at) as events:
        # Two rehearsals kept at once must not both say what is new.
        Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
        earlier = Rehearsal.objects.filter(organisation=organisation).order_by("pk")
        if earlier.filter(Q(rehearsed_at__gt=at) | Q(night_date__isnull=False, night_date=night_date)).exists():
            raise OvertakenRehearsalError
        reference = reference_of(earlier)
        kept = Rehearsal.objects.create(
            organisation=organisation,
            period_end=terms.period_end,
            night_date=night_date,
            rehearsed_at=at,
            rehearsed_by=by.user,
            edition=terms.edition.name,
            standards_version=terms.standards.version,
            records=result.records,
            counts=building.counts(result),
        )
        _write_changes(kept, found)
        severities: Counter[str] = Counter()
        for key, others in found.items():
            severities[key[1]] += len(others)
        kept.counts |= {"severities": dict(sorted(severities.items())), "since": _since(kept, reference)}
        kept.save(update_fields=["counts"])
        QualityCount.objects.bulk_create(measuring.rows(kept), batch_size=BATCH)
        thinned = _thin(organisation, at) + thin_parts(organisation, at)
        events.record(
            "returns.rehearsed",
            subject=f"returns_rehearsal:{kept.pk}",
            after={"period_end": kept.period_end, "records": kept.records, "thinned": thinned},
        )
    return kept


def reference_of(earlier: QuerySet[Rehearsal]) -> Rehearsal | None:
    """Return what a rehearsal is compared with, of those before it: the last one made at night, else the last."""
    ordered = earlier.order_by("pk")
    return ordered.filter(night_date__isnull=False).last() or ordered.last()


def _found(building: Building, result: CheckResult) -> dict[Key, list[str]]:
    """Return what each problem was held against, as often as it was found."""
    found: dict[Key, list[str]] = defaultdict(list)
    for problem in result.problems:
        person_id = building.sent_as.get(problem.young_persons_id)
        found[problem.code, problem.severity, person_id, problem.element, problem.value].append(problem.other)
    for person_id, _, each in building.omissions:
        found[each.code, each.severity.value, person_id, ELEMENTS[each.field].shown, each.value].append("")
    return found


def _write_changes(kept: Rehearsal, found: Mapping[Key, Sequence[str]]) -> None:
    """Write down the problems that were not there before, and that those no longer found are gone."""
    still = {key: len(others) for key, others in found.items()}
    gone: list[int] = []
    rows = RehearsalProblem.objects.filter(organisation=kept.organisation, gone__isnull=True).order_by("pk")
    columns = ("pk", "code", "severity", "person_id", "element", "value")
    for pk, *key in rows.values_list(*columns).iterator():
        same: Key = tuple(key)
        if still.get(same):
            still[same] -= 1
        else:
            gone.append(pk)
    for start in range(0, len(gone), BATCH):
        RehearsalProblem.objects.filter(pk__in=gone[start : start + BATCH]).update(gone=kept)
    RehearsalProblem.objects.bulk_create(_new(kept, found, still), batch_size=BATCH)


def _new(kept: Rehearsal, found: Mapping[Key, Sequence[str]], left: Mapping[Key, int]) -> Iterator[RehearsalProblem]:
    for key, number in left.items():
        code, severity, person_id, element, value = key
        for other in found[key][:number]:
            yield RehearsalProblem(
                organisation=kept.organisation,
                first=kept,
                code=code,
                severity=severity,
                person_id=person_id,
                element=element,
                value=value,
                other=other,
            )


def _since(kept: Rehearsal, reference: Rehearsal | None) -> dict[str, int]:
    """Return how many problems are new and how many mended since another rehearsal; nothing where there is none."""
    if reference is None:
        return {}
    new, mended = new_problems(kept, reference), mended_problems(kept, reference)
    return {"new": new.count(), "mended": mended.count()}


def _thin(organisation: Organisation, at: datetime) -> int:
    """Remove the problems that have been gone for longer than they are kept, and return how many."""
    old = RehearsalProblem.objects.filter(organisation=organisation, gone__rehearsed_at__lt=at - PROBLEMS_KEPT)
    return old.delete()[0]
