"""What can be done about requests for what is held, their copies, and holds."""

from towpath.privacy.actions.holds import HoldRefusedError, lift_hold, place_hold
from towpath.privacy.actions.packs import build_pack, decide, release_pack
from towpath.privacy.actions.requests import (
    AccessChangedError,
    AccessRefusedError,
    ask_meaning,
    close_request,
    record_identity,
    record_meaning,
    record_request,
    take_more_time,
)

__all__ = [
    "AccessChangedError",
    "AccessRefusedError",
    "HoldRefusedError",
    "ask_meaning",
    "build_pack",
    "close_request",
    "decide",
    "lift_hold",
    "place_hold",
    "record_identity",
    "record_meaning",
    "record_request",
    "release_pack",
    "take_more_time",
]
