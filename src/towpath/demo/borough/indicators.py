"""
What a school's list of indicators says of a pupil, and the points that the list gives: what the service goes by when it
chooses whom to support, so what a fair comparison of the supported can be made on.
"""

from collections.abc import Mapping
from datetime import date
from functools import cache

from towpath.demo.borough.facts import SESSIONS_POSSIBLE, Facts
from towpath.demo.borough.people import Person
from towpath.demo.borough.places import School
from towpath.demo.borough.tables import Value
from towpath.rules.risk.evidence import EVIDENCE_KINDS, NO, YES, Evidence, Piece
from towpath.rules.risk.score import score
from towpath.standards.risk import Scheme, load_scheme

TERM_BEGINS, TERM_ENDS = (9, 2), (12, 19)
COUNCIL_FLAGS = ("young_carer", "pregnant", "parent", "youth_justice", "child_in_need")
"""Facts the council holds and many schools do not: left blank by half of them. Unknown is not no."""
SESSIONS_LOST_BY_MOVING = 40


def indicator_cells(person: Person, facts: Facts, school: School, autumn: int) -> dict[str, Value]:
    """Return what a school says of one pupil for the autumn term of a year, who they are left out."""
    possible = SESSIONS_POSSIBLE - (SESSIONS_LOST_BY_MOVING if facts.in_year_move else 0)
    attended = min(possible, round(possible * facts.attendance / 100))
    unauthorised = round((possible - attended) * (0.25 + 0.5 * (facts.attendance < 90)))
    cells: dict[str, Value] = {
        "term": "Autumn",
        "period_start_date": date(autumn, *TERM_BEGINS),
        "period_end_date": date(autumn, *TERM_ENDS),
        "sessions_possible": possible,
        "sessions_attended": attended,
        "sessions_authorised": possible - attended - unauthorised,
        "sessions_unauthorised": unauthorised,
        "suspensions": facts.suspensions,
        "permanently_excluded": facts.excluded,
        "alternative_provision": facts.has("200"),
        "young_carer": facts.has("140"),
        "pregnant": facts.has("180"),
        "parent": facts.has("120") or facts.has("190"),
        "youth_justice": facts.has("170"),
        "child_in_need": facts.child_in_need,
        "in_care": facts.has("110"),
        "eal": person.first_language != "ENG",
        "in_year_move": facts.in_year_move,
        "sen_provision": facts.sen,
        "fsm_eligible": facts.fsm,
    }
    is_quiet = int(school.laestab) % 2 == 0
    return cells | dict.fromkeys(COUNCIL_FLAGS) if is_quiet else cells


def points_of(cells: Mapping[str, Value], scheme: str) -> int:
    """Return the points of a published scheme that such a list gives, by the rule that the service itself uses."""
    pieces = {
        kind.name: [Piece(kind.read(_plain(cells[kind.name])))] for kind in EVIDENCE_KINDS if _is_told(cells, kind.name)
    }
    possible, attended = cells["sessions_possible"], cells["sessions_attended"]
    assert isinstance(possible, int)
    assert isinstance(attended, int)
    attendance = next(kind for kind in EVIDENCE_KINDS if kind.name == "attendance_percent")
    pieces[attendance.name] = [Piece(attendance.read(f"{100 * attended / possible:.6f}"))]
    return score(Evidence(pieces), _scheme(scheme)).points


@cache
def _scheme(name: str) -> Scheme:
    return load_scheme(name)


def _is_told(cells: Mapping[str, Value], name: str) -> bool:
    return cells.get(name) is not None


def _plain(value: Value) -> str:
    return (YES if value else NO) if isinstance(value, bool) else str(value)
