"""What becomes of the rows of lists whose news waited until a conflict was decided."""

from collections.abc import Collection

from django.contrib import messages
from django.http import HttpRequest

from towpath.access import Viewer
from towpath.clock import now
from towpath.imports.actions import let_rows_go_on
from towpath.people.queries import organisation_of


def say_settled(request: HttpRequest, viewer: Viewer, *, person_id: int, sources: Collection[str]) -> None:
    """Say that what was told decided between two sources, where it did, and let the rows of their lists go on."""
    if sources:
        let_rows_go_on(organisation=organisation_of(viewer), person_id=person_id, by=viewer.actor, at=now())
        messages.info(request, "Two sources had said different things. What you were told now settles it.")
