"""What was corrected late: a month that was signed, as its return would be with what has been recorded since."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from django.db.models import Q

from towpath.access.viewer import Viewer
from towpath.files.actions import check_not_removed
from towpath.organisation.queries import settings_on, standards_for
from towpath.people.models import (
    Address,
    Alias,
    BirthDate,
    CharacteristicFact,
    Identifier,
    Name,
    Person,
    ReturnFact,
    SchoolPlace,
)
from towpath.people.sameness import Sameness
from towpath.returns.actions.building import terms_of
from towpath.returns.actions.gathering import Gathering, in_chunks
from towpath.returns.actions.places import Places
from towpath.returns.kept import records_of
from towpath.returns.models import Run
from towpath.returns.queries.differences import find_run_before
from towpath.returns.queries.runs import get_run
from towpath.rules.returns.build import build_record
from towpath.rules.returns.compare import Difference, compare
from towpath.rules.returns.model import Record
from towpath.rules.returns.rates import ReturnRates, rates_of
from towpath.tracking.models import GuaranteeFact, IntendedDestinationFact, Statement

FACTS = (
    Statement,
    Name,
    Address,
    BirthDate,
    Identifier,
    CharacteristicFact,
    ReturnFact,
    SchoolPlace,
    GuaranteeFact,
    IntendedDestinationFact,
)
NOT_NEWS = frozenset({"DateVerified", "DateAscertained", "DueToLapseDate", "ReviewDate", "PreviousYPIDIdentifier"})
"""Elements that move whenever somebody is confirmed again: of themselves they correct nothing of the month before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected:
    """
    What would be another in a signed return with what was recorded since, and the month's rates as sent and as now.

    `people` is how many had anything recorded since; only of them could anything be another.
    """

    signed: Run
    differences: tuple[Difference, ...]
    people: int
    rates_sent: ReturnRates
    rates_now: ReturnRates


def find_signed_before(viewer: Viewer, run: Run) -> Run | None:
    """Return the signed return of the month before of which something may have been recorded since, or None."""
    signed = find_run_before(viewer, run)
    if signed is None or signed.state != Run.State.SIGNED or signed.known_at >= run.known_at:
        return None
    return signed


def find_late_corrections(viewer: Viewer, run_id: int) -> Corrected | None:
    """
    Return what of the month before a return was recorded after that month's return was signed; None where none was.

    Only people of whom anything was recorded since are built again, by the lists and choices of the signed return, as
    known when the later one was built: the same question has the same answer. Nothing of it is kept, and it builds
    records again, so it is for a page that was asked for it.

    :raises RunNotFoundError: the return is not there, or not for this viewer
    :raises towpath.files.actions.FileRemovedError: the time of the signed file was up
    """
    run = get_run(viewer, run_id)
    signed = find_signed_before(viewer, run)
    if signed is None:
        return None
    check_not_removed(signed.file)
    found = _corrected(signed, run)
    held = Identifier.objects.filter(organisation_id=viewer.organisation_id, kind=Identifier.Kind.NCCIS)
    owners = dict(held.order_by("recorded_at", "pk").values_list("value", "person_id"))
    named = tuple(replace(each, person_id=owners.get(each.young_persons_id)) for each in found.differences)
    return replace(found, differences=named)


def _corrected(signed: Run, run: Run) -> Corrected:
    organisation = signed.organisation
    chosen = settings_on(organisation, signed.period_end, known_at=signed.known_at)
    terms = terms_of(organisation, signed.period_end, signed.known_at, chosen)
    touched = _touched(signed, run)
    places = Places(organisation=organisation, known_at=signed.known_at, at=run.known_at)
    gathering = Gathering(
        organisation=organisation, terms=terms, known_at=run.known_at, places=places, only=sorted(touched)
    )
    now = {
        record.young_persons_id: record
        for chunk in in_chunks(gathering.person_ids())
        for gathered in gathering.gather(chunk)
        for record in build_record(gathered.facts, terms).records
    }
    numbers = set(now)
    everyone = Sameness.of(organisation, known_at=run.known_at).narrowed(touched).everyone | touched
    held = Identifier.objects.filter(organisation=organisation, kind=Identifier.Kind.NCCIS)
    numbers |= {value for value, person_id in held.values_list("value", "person_id") if person_id in everyone}
    kept = records_of(signed)
    sent = {number: record for number, record in kept.items() if number in numbers}
    differences = tuple(each for each in compare(sent, now) if _is_news(each))
    before, after = _rates(sent.values(), signed), _rates(now.values(), signed)
    whole = _rates(kept.values(), signed)
    return Corrected(
        signed=signed,
        differences=differences,
        people=len(touched),
        rates_sent=whole,
        rates_now=whole.without(before).beside(after),
    )


def _rates(records: Iterable[Record], signed: Run) -> ReturnRates:
    edition = standards_for(signed.organisation, known_at=signed.known_at).edition_on(signed.period_end)
    return rates_of(records, signed.period_end, edition)


def _is_news(each: Difference) -> bool:
    return each.kind != "changed" or not NOT_NEWS.issuperset(each.elements)


def _touched(signed: Run, run: Run) -> set[int]:
    """Return whoever had anything recorded, withdrawn or merged after one return was known and before the other."""
    return set(_ids(signed, run))


def _ids(signed: Run, run: Run) -> Iterator[int]:
    def between(name: str) -> Q:
        return Q(**{f"{name}__gt": signed.known_at, f"{name}__lte": run.known_at})

    theirs = Q(organisation=signed.organisation)
    for model in FACTS:
        rows = model._default_manager.filter(theirs & (between("recorded_at") | between("withdrawn_at")))
        yield from rows.values_list("person_id", flat=True)
    merges = Alias.objects.filter(theirs & (between("made_at") | between("undone_at")))
    for person_id, same_as_id in merges.values_list("person_id", "same_as_id"):
        yield from (person_id, same_as_id)
    people = Person.objects.filter(theirs & (between("created_at") | between("withdrawn_at")))
    yield from people.values_list("pk", flat=True)
