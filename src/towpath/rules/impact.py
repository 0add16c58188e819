"""
What an impact report counts: people once, participations as often as there are, and what may be released of them.

It counts rows that somebody else found and dated. Source: docs/adr/0033-an-impact-report-counts-kept-rows.md.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from towpath.rules.disclosure import LEAST_BASE, UPPER, Cell, Figure, Sum, Symbol, percentage, released
from towpath.rules.programmes.funnel import percent


class Kind(StrEnum):
    """What one row counts for."""

    SUPPORTED = "supported"
    INTERVENTION = "intervention"
    REGISTERED = "registered"
    PLACEMENT = "placement"
    PERMANENT = "permanent"
    NUMERACY = "numeracy"
    NUMERACY_FAMILY = "numeracy_family"
    JOINED = "joined"
    COMPLETED = "completed"
    PROGRESSED = "progressed"
    APART = "apart"
    FUNDED = "funded"


WAYS = (Kind.SUPPORTED, Kind.REGISTERED, Kind.NUMERACY, Kind.JOINED)
"""The four ways to take part whose counts are added up as participations."""
IN = tuple(f"in_{many}" for many in range(1, len(WAYS) + 1))
"""How many people took part in exactly one way, two, three and all four."""


@dataclass(frozen=True, slots=True)
class CountedRow:
    """
    One row that counts. `person` is the one that merges lead to, `row` the row's own name, as `contact_event:12`.

    `pence` is what was paid, where the row is of money.
    """

    kind: Kind
    person: int
    row: str
    pence: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One kind of row of which a report would now say otherwise: the rows it had and now has."""

    kind: Kind
    then: int
    now: int
    came: tuple[str, ...]
    went: tuple[str, ...]


def counted(found: Iterable[CountedRow]) -> dict[str, int]:
    """Return every count of a report, by name. People are counted once for each kind, rows of one kind as they are."""
    rows = set(found)
    of = {kind: [each for each in rows if each.kind is kind] for kind in Kind}
    who = {kind: {each.person for each in some} for kind, some in of.items()}
    ways = Counter(person for way in WAYS for person in who[way])
    by_many = Counter(ways.values())
    return {
        "supported": len(who[Kind.SUPPORTED]),
        "interventions": len(of[Kind.INTERVENTION]),
        "registered": len(who[Kind.REGISTERED]),
        "placements": len(of[Kind.PLACEMENT]),
        "permanent": len(of[Kind.PERMANENT]),
        "numeracy": len(who[Kind.NUMERACY]),
        "numeracy_family": len(who[Kind.NUMERACY_FAMILY]),
        "joined": len(who[Kind.JOINED]),
        "completed": len(who[Kind.COMPLETED]),
        "progressed": len(who[Kind.PROGRESSED]),
        "progressed_of_completed": len(who[Kind.PROGRESSED] & who[Kind.COMPLETED]),
        "apart": len(who[Kind.APART]),
        "participations": sum(len(who[way]) for way in WAYS),
        "people": len(ways),
        **{name: by_many[many] for many, name in enumerate(IN, start=1)},
        "funded": len(who[Kind.FUNDED]),
        "payments": len(of[Kind.FUNDED]),
        "pence": sum(each.pence for each in of[Kind.FUNDED]),
    }


def whole(counts: Mapping[str, int]) -> dict[str, Figure]:
    """Return every count and rate as it is, with nothing hidden; not for release."""
    figures = {name: Figure(Decimal(count)) for name, count in counts.items() if name != "pence"}
    return figures | {
        "pounds": Figure(_pounds(counts["pence"])),
        "per_person": _mean(counts["interventions"], counts["supported"]),
        **{name: _plain(percent(counts[part], counts[base])) for name, (part, base) in _RATES.items()},
    }


def for_release(counts: Mapping[str, int], *, upper: int = UPPER) -> dict[str, Figure]:
    """
    Return every count and rate as it may leave: from 1 to `upper` hidden, and whatever would give one of them away.

    A percentage or a mean of fewer than ten is hidden, and so is one of a hidden count.
    """
    shown = _counts_released(counts, upper)
    hidden = {name for name, figure in shown.items() if figure.symbol is not None}
    shown |= {name: Figure(None, Symbol.SUPPRESSED) for name in _overlap_hidden(counts, hidden, upper)}
    money_is_hidden = not hidden.isdisjoint({"funded", "payments"})
    if money_is_hidden:
        shown |= {name: Figure(None, Symbol.SUPPRESSED) for name in ("funded", "payments")}
    few = 0 < counts["supported"] < LEAST_BASE or not hidden.isdisjoint({"supported", "interventions"})
    shown |= {
        "pounds": Figure(None, Symbol.SUPPRESSED) if money_is_hidden else Figure(_pounds(counts["pence"])),
        "per_person": (Figure(None, Symbol.SUPPRESSED) if few else _mean(counts["interventions"], counts["supported"])),
    }
    return shown | {
        name: percentage(
            counts[part] if counts[base] else None, counts[base], is_hidden=not hidden.isdisjoint({part, base})
        )
        for name, (part, base) in _RATES.items()
    }


def differences(kept: Iterable[CountedRow], now: Iterable[CountedRow]) -> tuple[Difference, ...]:
    """Return, for each kind of row that differs, which rows came since and which went; nothing where all agree."""
    before, after = set(kept), set(now)
    found = []
    for kind in Kind:
        had, has = ({each for each in rows if each.kind is kind} for rows in (before, after))
        if had != has:
            names = [tuple(sorted({each.row for each in some})) for some in (has - had, had - has)]
            found.append(Difference(kind=kind, then=len(had), now=len(has), came=names[0], went=names[1]))
    return tuple(found)


_RATES = {
    "completion": ("completed", "joined"),
    "progression_of_completed": ("progressed_of_completed", "completed"),
    "progression": ("progressed", "joined"),
}


def _counts_released(counts: Mapping[str, int], upper: int) -> dict[str, Figure]:
    cells: dict[Cell, int | None] = {name: count for name, count in counts.items() if name not in (*IN, "pence")}
    cells |= {
        "not_completed": counts["joined"] - counts["completed"],
        "not_progressed": counts["completed"] - counts["progressed_of_completed"],
        "progressed_otherwise": counts["progressed"] - counts["progressed_of_completed"],
    }
    sums = [
        Sum("participations", ("supported", "registered", "numeracy", "joined")),
        Sum("joined", ("completed", "not_completed")),
        Sum("completed", ("progressed_of_completed", "not_progressed")),
        Sum("progressed", ("progressed_of_completed", "progressed_otherwise")),
    ]
    shown = released(cells, sums, upper=upper)
    return {name: shown[name] for name in counts if name not in (*IN, "pence")} | {
        name: Figure(Decimal(counts[name])) for name in IN
    }


def _overlap_hidden(counts: Mapping[str, int], hidden: Collection[str], upper: int) -> set[str]:
    """
    Return what of the overlap must be hidden: each number of ways with its people, and all the people.

    The table goes whole, because participations and people are two sums of it with different weights. Then all the
    people are shown only where these two leave each number of the table a range of more than `upper`.
    """
    together = sum(counts[name] for name in IN[1:])
    is_small = any(1 <= count <= upper for count in (together, *(counts[name] for name in IN)))
    if not is_small and "participations" not in hidden:
        return set()
    more = counts["participations"] - counts["people"]
    # Whoever takes part in all four ways adds three: so many ways are open, and no way is shut by too few people.
    is_safe = "participations" in hidden or 3 * upper <= more <= counts["people"]
    return set(IN) if is_safe else {*IN, "people"}


def _pounds(pence: int) -> Decimal:
    return (Decimal(pence) / 100).quantize(Decimal("0.01"))


def _mean(total: int, people: int) -> Figure:
    if not people:
        return Figure(None, Symbol.NOT_APPLICABLE)
    return Figure((Decimal(total) / people).quantize(Decimal("0.01"), ROUND_HALF_UP))


def _plain(value: Decimal | None) -> Figure:
    return Figure(None, Symbol.NOT_APPLICABLE) if value is None else Figure(value)
