"""What can be done about requests for what is held, their copies, holds, and urgent looks."""

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
from towpath.privacy.actions.urgent_looks import (
    LookIsOpenError,
    UrgentLookRefusedError,
    close_urgent_look,
    open_urgent_look,
    review_urgent_look,
)

__all__ = [
    "AccessChangedError",
    "AccessRefusedError",
    "HoldRefusedError",
    "LookIsOpenError",
    "UrgentLookRefusedError",
    "ask_meaning",
    "build_pack",
    "close_request",
    "close_urgent_look",
    "decide",
    "lift_hold",
    "open_urgent_look",
    "place_hold",
    "record_identity",
    "record_meaning",
    "record_request",
    "release_pack",
    "review_urgent_look",
    "take_more_time",
]
