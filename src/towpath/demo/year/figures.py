"""The year in figures, each asked of its own room: nothing here knows what was planted."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time

from towpath.access.queries import viewer_for
from towpath.access.viewer import Viewer
from towpath.charter.queries import count_charter, count_signings, list_seekers
from towpath.clock import LONDON
from towpath.contact.queries import count_interventions
from towpath.demo.month import Month
from towpath.demo.year.stage import FIRST, LAST
from towpath.insight.reports.impact.queries import find_impact_of
from towpath.insight.reports.impact.showing import impact_lines
from towpath.people.queries import list_in_care_between, organisation_of
from towpath.people.sameness import Sameness
from towpath.programmes.models import Participation, ProgrammeRun
from towpath.programmes.queries import find_figures, list_participations, list_runs
from towpath.rules.dates import day_words
from towpath.rules.programmes.register import CAME

MONEY = "Multiply"
TO_WORK = "Pre-Employment Programme"
# The impact report's numbers, and what each room's own queries call the same.
REPORTED = {
    "supported": "supported",
    "interventions": "interventions",
    "registered": "registered",
    "placements": "paid",
    "permanent": "permanent",
    "numeracy": "multiply",
    "numeracy_family": "families",
    "joined": "joined",
    "completed": "completed",
    "progressed": "progressed",
    "apart": "apprentices",
    "participations": "participations",
    "people": "people",
}


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
    viewer = _manager(month)
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
    """Yield the impact report of the year in lines, and whether the rooms' own queries count the same."""
    viewer = _manager(month)
    found = find_impact_of(viewer, FIRST, LAST, datetime.combine(month.on, time(23), LONDON), to_release=False)
    yield ""
    yield from impact_lines(found)
    own = count_year(month)
    yield f"\n{own.organisations:>11}  organisations stood by the Charter on {day_words(LAST)}"
    told = {name: int(found.figures[name].value or 0) for name in REPORTED}
    differing = [name for name, field in REPORTED.items() if told[name] != getattr(own, field)]
    verdict = f"{', '.join(differing)} differ" if differing else "the same"
    yield f"Counted again by each room's own queries: {verdict}."


def _manager(month: Month) -> Viewer:
    return viewer_for(month.holder("manager"), month.organisation, month.on)


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
