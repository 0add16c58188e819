"""Every part of the kit at once, whole and with every answer missing, at each width and in forced colours."""

from collections.abc import Callable

import pytest
from pytest_django import Settings

from tests.journeys.visitor import DESK, NARROWEST, PHONE, Visitor
from towpath.access.models import User


@pytest.fixture(autouse=True)
def _gallery(settings: Settings) -> None:
    settings.ROOT_URLCONF = "tests.journeys.gallery"


def test_every_part_is_sound(visitor: Callable[..., Visitor], staff: dict[str, User]) -> None:
    adviser = visitor(staff["adviser"], width=(NARROWEST, PHONE, DESK))

    adviser.goes_to("/gallery/").finds_no_fault().takes_picture("gallery")
    adviser.goes_to("/gallery/?empty").finds_no_fault().takes_picture("gallery-empty")


def test_every_part_is_sound_in_forced_colours(visitor: Callable[..., Visitor], staff: dict[str, User]) -> None:
    visitor(staff["adviser"], forced_colours=True).goes_to("/gallery/").finds_no_fault().takes_picture("forced-gallery")


def test_the_error_summary_takes_the_keyboard_to_the_answer(
    visitor: Callable[..., Visitor], staff: dict[str, User]
) -> None:
    adviser = visitor(staff["adviser"]).goes_to("/gallery/?empty")

    adviser.page.get_by_role("link", name="Enter birth date.").click()

    assert adviser.page.evaluate("document.activeElement.id") == "birth_date-day"
