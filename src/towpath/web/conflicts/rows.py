"""The row of a list whose news waited until a conflict was decided."""

from contextlib import suppress

from towpath.access import Viewer
from towpath.clock import now
from towpath.imports.actions import NotHeldError, NotReadyError, look_again
from towpath.imports.queries import find_row_told


def let_row_go_on(viewer: Viewer, source: str) -> None:
    """Let the row of a list that brought the news stop waiting; one that waits for something else is left to wait."""
    row = find_row_told(viewer, source)
    if row is not None:
        with suppress(NotHeldError, NotReadyError):
            look_again(row, by=viewer.actor, at=now())
