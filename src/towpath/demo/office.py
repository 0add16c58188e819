"""
The end of the month in the office: pupils scored, the return built, checked and signed, rates counted and compared.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time

from towpath.access.queries import viewer_for
from towpath.access.viewer import Viewer
from towpath.audit import Actor
from towpath.clock import LONDON
from towpath.demo.month import Month
from towpath.insight.measures import Rates
from towpath.insight.queries import Benchmark, NoFiguresError, show_benchmark
from towpath.insight.queries.rates import rates_for
from towpath.returns.actions import build_return, sign_off
from towpath.returns.models import Run as ReturnRun
from towpath.risk.actions.runs import run_scheme
from towpath.risk.models import Run as RiskRun
from towpath.rules.dates import add_months
from towpath.rules.ranks import Measure
from towpath.tracking.queries import ListCount, get_desk

EVENING = time(18, 0)
COMPARED = (Measure.NEET, Measure.NOT_KNOWN, Measure.COMBINED)
MONTHS_SHOWN = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """Those who do the month's last work, on its last evening."""

    month: Month
    at: datetime

    def by(self, role: str) -> Actor:
        """Return the first member of staff of a role, as the log knows them."""
        return self.viewer(role).actor

    def viewer(self, role: str) -> Viewer:
        """Return the first member of staff of a role."""
        return viewer_for(self.month.holder(role), self.month.organisation, self.at.date())


def office_of(month: Month) -> Office:
    """Return the office on the last evening of a month."""
    return Office(month=month, at=datetime.combine(month.on, EVENING, LONDON))


def score_pupils(office: Office) -> RiskRun:
    """Score Years 9 to 11 under the council's scheme, as the data lead would."""
    return run_scheme(
        organisation=office.month.organisation, as_at=office.month.on, by=office.by("data lead"), at=office.at
    )


def build_and_sign(office: Office) -> ReturnRun:
    """Build the month's return as the data lead, and sign it off as the manager where no whole-file fault stops it."""
    run = build_return(
        organisation=office.month.organisation,
        period_end=office.month.on,
        known_at=office.at,
        by=office.by("data lead"),
        at=office.at,
    )
    if run.state == ReturnRun.State.CHECKED:
        sign_off(run=run, by=office.by("manager"), at=office.at, note="Looked at with the data lead.")
        run.refresh_from_db()
    return run


def count_rates(office: Office) -> Rates:
    """Count the month's rates and those of the two months before."""
    return rates_for(office.viewer("data lead"), add_months(office.month.on, 1 - MONTHS_SHOWN), office.month.on)


def compare(office: Office) -> Iterator[Benchmark]:
    """Yield the modelled council's published figures for the latest winter there is."""
    viewer = office.viewer("data lead")
    for measure in COMPARED:
        for year in range(office.month.on.year, office.month.on.year - 6, -1):
            try:
                yield show_benchmark(viewer, office.month.organisation.la_code, measure, year)
            except NoFiguresError:
                continue
            break


def desk_counts(office: Office) -> list[ListCount]:
    """Return every ready list on which somebody stands, in the order in which to work them."""
    desk = get_desk(office.viewer("tracking officer"), office.month.on)
    return [each for each in desk.counts if each.count]
