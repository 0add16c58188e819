"""The pages of the return, beside one another."""

from django.urls import reverse

from towpath.web.parts import Link

RETURNS, REHEARSAL, ANSWERS, QUALITY = "Returns", "Rehearsal", "What DfE reported", "Data quality"


def tabs_of_returns() -> list[Link]:
    """Return the ways to the pages of the return."""
    return [
        Link(RETURNS, reverse("returns")),
        Link(REHEARSAL, reverse("returns_rehearsals")),
        Link(ANSWERS, reverse("returns_answers")),
        Link(QUALITY, reverse("returns_quality")),
    ]
