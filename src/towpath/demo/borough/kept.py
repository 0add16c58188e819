"""
What schools said two winters ago of those who left last summer but one, as the previous system kept it: what was known
of everybody before support began, so that the supported can be compared with others like them.
"""

from collections.abc import Iterator
from datetime import date

from towpath.demo.borough.borough import Borough
from towpath.demo.borough.council import known_people
from towpath.demo.borough.indicators import TERM_ENDS, indicator_cells
from towpath.demo.borough.lives import autumn_of_year_11
from towpath.demo.borough.schools import identity
from towpath.demo.borough.tables import Line, Table

FOLDER = "kept"
YEAR_GROUP = 13
"""Those whose first six months after Year 11 are over, and whom nobody has yet stopped following."""
COLUMNS = tuple(
    """
    upn legal_given_name legal_family_name birth_date term period_start_date period_end_date sessions_possible
    sessions_attended sessions_authorised sessions_unauthorised suspensions permanently_excluded alternative_provision
    young_carer pregnant parent youth_justice eal sen_provision fsm_eligible
    """.split()
)
"""Care is left out: the council's own records speak of it, and an old list must not."""


def kept_lists(borough: Borough) -> Iterator[Table]:
    """Yield the list of the leavers' last autumn at school, and none where nobody was on one."""
    lines: list[Line] = []
    autumn = 0
    for person, _known in known_people(borough):
        facts = borough.facts[person.id]
        if person.year_group != YEAR_GROUP or person.held_for != "cohort":
            continue
        if facts.school is None or facts.sharing_limited:
            continue
        autumn = autumn_of_year_11(person, borough.on)
        cells = identity(person) | indicator_cells(person, facts, facts.school, autumn)
        lines.append(Line(person.id, {name: cells[name] for name in COLUMNS}))
    if lines:
        yield Table(
            f"{FOLDER}/indicators-{autumn}-12.csv",
            "Previous case system",
            "343",
            "school_indicators",
            "Indicators of Year 11",
            "data lead",
            date(autumn, *TERM_ENDS),
            "plain",
            "csv",
            list(COLUMNS),
            lines,
        )
