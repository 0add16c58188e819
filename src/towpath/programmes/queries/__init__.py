"""What can be asked about programmes."""

from towpath.programmes.queries.figures import (
    ReleasedFigures,
    RunFigures,
    find_figures,
    get_figures_run,
    list_figures_runs,
    released_figures,
)
from towpath.programmes.queries.own import OwnSession, list_own_sessions
from towpath.programmes.queries.plans import get_programme, get_stage, list_programmes, list_reasons
from towpath.programmes.queries.runs import (
    ProgrammeNotFoundError,
    RegisterLine,
    findings_for,
    get_participation,
    get_run,
    get_session,
    list_leads,
    list_participations,
    list_participations_of,
    list_register,
    list_runs,
    list_sessions,
)

__all__ = [
    "OwnSession",
    "ProgrammeNotFoundError",
    "RegisterLine",
    "ReleasedFigures",
    "RunFigures",
    "find_figures",
    "findings_for",
    "get_figures_run",
    "get_participation",
    "get_programme",
    "get_run",
    "get_session",
    "get_stage",
    "list_figures_runs",
    "list_leads",
    "list_own_sessions",
    "list_participations",
    "list_participations_of",
    "list_programmes",
    "list_reasons",
    "list_register",
    "list_runs",
    "list_sessions",
    "released_figures",
]
