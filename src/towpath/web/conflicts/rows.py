"""What becomes of the rows of lists whose news waited until a conflict was decided."""

from collections.abc import Collection

from django.contrib import messages
from django.http import HttpRequest

from towpath.access import Viewer
from towpath.clock import now
from towpath.imports.actions import let_rows_go_on
from towpath.people.queries import organisation_of


def go_on(viewer: Viewer, sources: Collection[str]) -> None:
    """Let the rows that brought the news of decided conflicts stop waiting."""
    if sources:
        let_rows_go_on(organisation=organisation_of(viewer), sources=sources, by=viewer.actor, at=now())


def say_settled(request: HttpRequest, viewer: Viewer, sources: Collection[str]) -> None:
    """Say that what was told decided between two sources, where it did, and let the rows of their lists go on."""
    go_on(viewer, sources)
    if sources:
        messages.info(request, "Two sources had said different things. What you were told now settles it.")
