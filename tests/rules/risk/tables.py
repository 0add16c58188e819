"""Turning drawn evidence into evidence: every column is a kind, and a dash is nothing told."""

from collections.abc import Mapping

from tests.examples.drawn import UNKNOWN
from towpath.rules.risk.evidence import EVIDENCE_KINDS, Evidence, evidence_kind, stated

KINDS = frozenset(kind.name for kind in EVIDENCE_KINDS)

NOTHING_TELLS = {
    "pregnant": "no",
    "parent": "no",
    "young_carer": "no",
    "custody": "no",
    "youth_justice": "no",
    "alternative_provision": "no",
}


def drawn_evidence(cells: Mapping[str, str]) -> Evidence:
    """Return the evidence of a drawn row, read as a file's text is read."""
    told = {name: cell for name, cell in cells.items() if name in KINDS and cell != UNKNOWN}
    return stated({name: evidence_kind(name).read(cell) for name, cell in told.items()})


def whole_person(drawn: Mapping[str, str]) -> Evidence:
    """Return the evidence of a row of `worked_scores`, with all that is not drawn told as no."""
    suspended = drawn["suspended"]
    return drawn_evidence(
        {
            **NOTHING_TELLS,
            "attendance_percent": drawn["attendance"],
            "sen_provision": drawn["sen"],
            "eal": drawn["eal"],
            "in_care": drawn["in_care"],
            "fsm_eligible": drawn["fsm"],
            "suspensions": suspended,
            "suspension_sessions": suspended,
            "permanently_excluded": "no",
        }
    )
