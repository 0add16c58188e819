"""The year in figures, each asked of its own room: nothing here knows what was planted."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from towpath.access.queries import viewer_for
from towpath.access.viewer import Viewer
from towpath.charter.queries import count_charter, count_signings, list_seekers
from towpath.contact.queries import count_interventions
from towpath.demo.month import Month
from towpath.demo.year.stage import FIRST, LAST
from towpath.people.queries import list_in_care_between, organisation_of
from towpath.people.sameness import Sameness
from towpath.programmes.models import Participation, ProgrammeRun
from towpath.programmes.queries import find_figures, list_participations, list_runs
from towpath.rules.programmes.register import CAME

MONEY = "Multiply"
TO_WORK = "Pre-Employment Programme"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """
    The published figures of the year, as the rows have them. `overlap` says how many people are in how many groups.
    """

    supported: int
    interventions: int
    organisations: int
    registered: int
    paid: int
    permanent: int
    multiply: int
    families: int
    joined: int
    completed: int
    progressed: int
    apprentices: int
    people: int
    overlap: tuple[tuple[int, int], ...]

    @property
    def participations(self) -> int:
        """Return the sum of the four groups, in which a person counts once for each."""
        return self.supported + self.registered + self.multiply + self.joined


def count_year(month: Month) -> Figures:
    """Count the year as the manager would, today."""
    manager = next(each for each in month.accounts if each.role == "manager")
    viewer = viewer_for(month.users[manager.name], month.organisation, month.on)
    in_care = list_in_care_between(viewer, FIRST, LAST)
    reached = count_interventions(viewer, in_care, month.on, first=FIRST, last=LAST)
    supported = {person for person, often in reached.items() if often}
    charter = count_charter(viewer, FIRST, LAST).figures
    registered = {person for person, row in list_seekers(viewer, LAST).items() if row.registered_date >= FIRST}
    runs = [run for run in list_runs(viewer) if FIRST <= run.start_date <= LAST]
    numbers = [run for run in runs if run.programme.funder == MONEY]
    [work] = [run for run in runs if run.programme.name == TO_WORK]
    to_work = find_figures(viewer, work)
    assert to_work is not None
    multiply, joined = _young(viewer, month, numbers), _young(viewer, month, [work])
    often = Counter(person for group in (supported, registered, multiply, joined) for person in group)
    return Figures(
        supported=len(supported),
        interventions=sum(reached.values()),
        organisations=sum(count_signings(viewer, LAST).values()),
        registered=int(charter["registered"].value or 0),
        paid=int(charter["paid"].value or 0),
        permanent=int(charter["permanent"].value or 0),
        multiply=len(multiply),
        families=sum(found.people["family"] for run in numbers if (found := find_figures(viewer, run))),
        joined=len(joined),
        completed=to_work.funnel.completed,
        progressed=to_work.funnel.progressed,
        apprentices=to_work.funnel.apart,
        people=len(often),
        overlap=tuple(sorted(Counter(often.values()).items())),
    )


def year_lines(month: Month) -> Iterator[str]:
    """Yield the year's table in words."""
    found = count_year(month)
    yield f"\n{FIRST:%B %Y} to {LAST:%B %Y}, counted from rows:"
    mean = f"{found.interventions / found.supported:.2f}" if found.supported else "0"
    yield (
        f"  {found.supported:>4}  looked after or care-experienced and supported: {found.interventions} interventions,"
        f" {mean} each"
    )
    yield (
        f"  {found.registered:>4}  registered with the Charter: {found.paid} paid placements,"
        f" {found.permanent} lasting jobs"
    )
    yield f"  {found.multiply:>4}  on Count on You, and {found.families} of their families beside them"
    yield (
        f"  {found.joined:>4}  on the Pre-Employment Programme: {found.completed} completed,"
        f" {found.progressed} progressed, {found.apprentices} apprentice apart"
    )
    twice = ", ".join(f"{people} in {groups}" for groups, people in found.overlap)
    yield f"  {found.participations:>4}  participations in all, by {found.people} people: {twice}"
    yield f"  {found.organisations:>4}  organisations stood by the Charter on {LAST:%d %B %Y}"


def _young(viewer: Viewer, month: Month, runs: list[ProgrammeRun]) -> set[int]:
    """Return the young people who came to a session of these runs, each once."""
    leading = Sameness.of(organisation_of(viewer)).leading
    return {
        leading(each.person_id)
        for run in runs
        for each in list_participations(viewer, run, month.on).prefetch_related("marks__session")
        if each.joined_as == Participation.JoinedAs.YOUNG_PERSON
        and any(mark.mark in CAME and FIRST <= mark.session.session_date <= LAST for mark in each.marks.all())
    }
