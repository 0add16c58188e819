"""The return rehearsed and answered: one of everything that a page of it may be asked for."""

import csv
from io import BytesIO

from tests.factories.cast import SETUP
from tests.factories.moments import MORNING
from towpath.organisation.models import Organisation
from towpath.people.models import Person
from towpath.returns.actions import load_report, receive_report, rehearse
from towpath.returns.models import DfeReport, Run
from towpath.rules.returns.answered import headings_of, lines_of, recognised


def return_ids(council: Organisation, person: Person) -> dict[str, str]:
    """Return an id of each kind that an address of the return takes, beside the run's."""
    rehearsal = rehearse(organisation=council, by=SETUP, at=MORNING, night_date=MORNING.date())
    report = make_report(council, "YPID,Surname,DOB,Error number\n,Nobody,1/1/2009,30\n")
    return {
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
