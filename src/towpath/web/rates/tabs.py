"""The pages of rates, beside one another."""

from django.urls import reverse

from towpath.access import Viewer
from towpath.web.parts import Link


def tabs_of_rates(viewer: Viewer) -> list[Link]:
    """Return the ways to the pages of rates that a viewer may open."""
    pages = (
        ("Our rates", "rates", "rates.view"),
        ("Who is NEET", "rates_neet", "rates.view"),
        ("Improvement plan", "rates_plans", "improvement.view"),
        ("Other councils", "rates_benchmark", "rates.view"),
        ("Year by year", "rates_years", "rates.view"),
    )
    return [Link(words, reverse(route)) for words, route, leave in pages if viewer.may(leave)]
