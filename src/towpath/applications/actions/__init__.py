"""What can be done to an application."""

from towpath.applications.actions.steps import (
    ApplicationChangedError,
    ApplicationRefusedError,
    record_step,
    shortlist,
    steps_of,
    take_back_step,
)

__all__ = [
    "ApplicationChangedError",
    "ApplicationRefusedError",
    "record_step",
    "shortlist",
    "steps_of",
    "take_back_step",
]
