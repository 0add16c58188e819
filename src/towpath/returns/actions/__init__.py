"""What can be done to a monthly return."""

from towpath.returns.actions.answering import (
    LineChangedError,
    LineRefusedError,
    ReportRefusedError,
    load_report,
    note_line,
    receive_report,
)
from towpath.returns.actions.building import BuildRefusedError, ReadBackError, build_return
from towpath.returns.actions.rehearsing import OvertakenRehearsalError, rehearse
from towpath.returns.actions.signing import (
    SignOffRefusedError,
    UploadRefusedError,
    log_upload,
    reason_not_to_sign,
    release_to_hand,
    sign_off,
)
from towpath.returns.actions.surveying import SurveyRefusedError, release_survey

__all__ = [
    "BuildRefusedError",
    "LineChangedError",
    "LineRefusedError",
    "OvertakenRehearsalError",
    "ReadBackError",
    "ReportRefusedError",
    "SignOffRefusedError",
    "SurveyRefusedError",
    "UploadRefusedError",
    "build_return",
    "load_report",
    "log_upload",
    "note_line",
    "reason_not_to_sign",
    "receive_report",
    "rehearse",
    "release_survey",
    "release_to_hand",
    "sign_off",
]
