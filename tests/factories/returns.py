"""The return rehearsed and answered: one of everything that a page of it may be asked for."""

import csv
from datetime import date
from decimal import Decimal
from io import BytesIO

from tests.factories.cast import SETUP
from tests.factories.moments import DAY, MORNING
from towpath.insight.models import ImprovementAction, ImprovementPlan
from towpath.insight.plans.actions import add_action, begin_plan
from towpath.organisation.models import Organisation
from towpath.people.models import Person
from towpath.returns.actions import load_report, receive_report, rehearse
from towpath.returns.models import DfeReport, Run
from towpath.rules.returns.answered import headings_of, lines_of, recognised


def return_ids(council: Organisation, person: Person) -> dict[str, str]:
    """Return an id of each kind that an address of the return takes, beside the run's."""
    rehearsal = rehearse(organisation=council, by=SETUP, at=MORNING, night_date=MORNING.date())
    report = make_report(council, "YPID,Surname,DOB,Error number\n,Nobody,1/1/2009,30\n")
    plan = make_plan(council)
    return {
        "plan_id": str(plan.pk),
        "plan_action_id": str(make_action(plan).pk),
        "rehearsal_id": str(rehearsal.pk),
        "dfe_report_id": str(report.pk),
        "dfe_line_id": str(report.lines.get().pk),
    }


def make_report(council: Organisation, text: str, *, run: Run | None = None, kind: str = "errors") -> DfeReport:
    """Return a report of DfE's as loaded from a CSV file of these lines."""
    kept = receive_report(
        organisation=council,
        kind=kind,
        run=run,
        content=BytesIO(text.encode()),
        name="errors.csv",
        by=SETUP,
        at=MORNING,
    )
    rows = list(enumerate(csv.reader(text.splitlines()), start=1))
    after, headings = headings_of(rows)
    columns = recognised(headings)
    lines = list(lines_of(rows, after, columns))
    return load_report(report=kept, columns=columns, lines=lines, by=SETUP, at=MORNING)


def make_plan(council: Organisation, *, title: str = "Nobody not known") -> ImprovementPlan:
    """Return a plan to bring not known from 6% in January to 3% in July."""
    return begin_plan(
        organisation=council,
        title=title,
        measure="not_known",
        first_month=date(2026, 2, 28),
        start_percent=Decimal("6.0"),
        target_percent=Decimal("3.0"),
        by=SETUP,
        at=MORNING,
    )


def make_action(plan: ImprovementPlan, *, words: str = "Ring every evening", due: date = DAY) -> ImprovementAction:
    """Return one thing that a plan says will be done."""
    return add_action(plan=plan, words=words, owner="Ada Blythe", due_date=due, by=SETUP, at=MORNING)
