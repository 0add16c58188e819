"""The rates of each month as its own return has them, and what DfE's headline would be so far."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from towpath.access.viewer import Viewer
from towpath.returns.models import Rehearsal, Run
from towpath.returns.queries.runs import list_runs
from towpath.rules.returns.rates import ReturnRates, average_of, kept_rates, march_of, winter_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """
    What DfE would work out from a return: its own month's counts, and the headline as far as it is known.

    `winter_months` are the months of the December to February average whose return is here; `march` is that of the
    end of March. Either is None while there is nothing of it. `rates` is None of what was built before rates were kept.
    """

    period_end: date
    rates: ReturnRates | None
    winter: ReturnRates | None
    winter_months: tuple[date, ...]
    march: ReturnRates | None


def month_rates(viewer: Viewer, period_ends: Iterable[date]) -> Mapping[date, ReturnRates]:
    """Return the counts of each of these months that has a return: the signed one, else the last built. One query."""
    found: dict[date, tuple[bool, ReturnRates]] = {}
    rows = list_runs(viewer).filter(period_end__in=list(period_ends)).order_by("-period_end", "-built_at", "-pk")
    for period_end, state, counts in rows.values_list("period_end", "state", "counts"):
        rates, is_signed = kept_rates(counts.get("rates")), state == Run.State.SIGNED
        if rates and (period_end not in found or (is_signed and not found[period_end][0])):
            found[period_end] = (is_signed, rates)
    return {period_end: rates for period_end, (_, rates) in found.items()}


def preview_of(viewer: Viewer, built: Run | Rehearsal) -> Preview:
    """Return what DfE would work out from a return or a rehearsal, beside the other months of its winter. One query."""
    rates = kept_rates(built.counts.get("rates"))
    winter, march = winter_of(built.period_end), march_of(built.period_end)
    known = dict(month_rates(viewer, (*winter, march)))
    if rates:
        known[built.period_end] = rates
    months = tuple(end for end in winter if end in known)
    return Preview(
        period_end=built.period_end,
        rates=rates,
        winter=average_of(known[end] for end in months) if months else None,
        winter_months=months,
        march=known.get(march),
    )
