"""What can be done to a monthly return."""

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

__all__ = [
    "BuildRefusedError",
    "OvertakenRehearsalError",
    "ReadBackError",
    "SignOffRefusedError",
    "UploadRefusedError",
    "build_return",
    "log_upload",
    "reason_not_to_sign",
    "rehearse",
    "release_to_hand",
    "sign_off",
]
