"""What can be done in early identification."""

from towpath.risk.actions.evidence import EVIDENCE, NewEvidence
from towpath.risk.actions.lists import (
    ListChangedError,
    ListRefusedError,
    Said,
    add_pupil,
    open_lists,
    reopen_list,
    say_of_pupil,
    sign_off_list,
)
from towpath.risk.actions.objections import (
    ObjectionRefusedError,
    decide_objection,
    end_objection,
    record_objection,
)
from towpath.risk.actions.runs import EARLY_YEARS, SchemeNotInForceError, run_scheme

__all__ = [
    "EARLY_YEARS",
    "EVIDENCE",
    "ListChangedError",
    "ListRefusedError",
    "NewEvidence",
    "ObjectionRefusedError",
    "Said",
    "SchemeNotInForceError",
    "add_pupil",
    "decide_objection",
    "end_objection",
    "open_lists",
    "record_objection",
    "reopen_list",
    "run_scheme",
    "say_of_pupil",
    "sign_off_list",
]
