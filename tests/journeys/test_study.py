"""A manager asks what support changed: the study is frozen first, run afterwards, and read with its doubt."""

from collections.abc import Callable
from datetime import date
from threading import Event

import pytest
from django.conf import LazySettings

from tests.factories.leavers import make_leavers
from tests.journeys.visitor import DESK, PHONE, Visitor
from towpath.access.models import User
from towpath.jobs.worker import run_worker
from towpath.organisation.models import Organisation

QUESTION = "Did a case in Year 11 change days NEET?"


def day(name: str, value: date) -> dict[str, str]:
    parts = ("day", value.day), ("month", value.month), ("year", value.year)
    return {f"{name}-{part}": str(number) for part, number in parts}


def fills_dates(someone: Visitor, answers: dict[str, str]) -> Visitor:
    """Fill in the parts of dates, of which several have one label."""
    for name, answer in answers.items():
        someone.page.fill(f"[name={name}]", answer)
    return someone


@pytest.mark.parametrize(("width", "script"), [(PHONE, False), (DESK, True)])
def test_a_study_is_frozen_then_run_then_read(
    visitor: Callable[..., Visitor],
    staff: dict[str, User],
    saltmarsh: Organisation,
    settings: LazySettings,
    tmp_path,
    width: int,
    script: bool,
) -> None:
    # Given 120 leavers of last summer, of whom advisers supported mostly those who were seldom at school
    settings.VAR = tmp_path / "var"
    make_leavers(saltmarsh, 120, adviser=staff["adviser"])

    # When a manager freezes a study, at first with a day out of order
    manager = visitor(staff["manager"], width=width, script=script).goes_to("/studies/")
    manager.sees("Studies of support").finds_no_fault().takes_picture(f"studies-none-{width}")
    manager.follows("Freeze a study").sees("Freeze a study").finds_no_fault().takes_picture(f"studies-freeze-{width}")
    manager.page.select_option("[name=leavers_year]", "2025")
    manager.fills({"The question, as a sentence": QUESTION})
    wrong = day("facts_date", date(2024, 10, 1)) | day("support_to_date", date(2024, 9, 1))
    right = day("window_from_date", date(2025, 9, 1)) | day("window_to_date", date(2026, 1, 30))
    fills_dates(manager, wrong | right | day("status_date", date(2025, 11, 1)))
    manager.presses("Freeze this study").finds_no_fault().takes_picture(f"studies-refused-{width}")
    assert "Support is counted up to a day after the one they are compared on." in manager.text()
    fills_dates(manager, day("support_to_date", date(2025, 6, 30))).presses("Freeze this study")

    # Then nothing of it can be changed, and no answer has been seen
    manager.sees(QUESTION).finds_no_fault().takes_picture(f"studies-frozen-{width}")
    assert "It has not been run yet." in manager.text()

    # When it is run
    address = manager.page.url
    manager.presses("Run it").finds_no_fault()
    run_worker(Event(), until_empty=True)

    # Then every design stands beside the others, with its interval and what it does not show
    manager.goes_to(address).sees(QUESTION).finds_no_fault().takes_picture(f"studies-found-{width}")
    assert "Supported young people had" in manager.text()
    assert "Weighted until alike (the one we advise)" in manager.text()
    assert "This is a comparison, not proof." in manager.text()

    # And each group opens to the young people whom its figures count
    manager.follows("See who is in each group, and who is left out").sees("Who is in this study").finds_no_fault()
    manager.takes_picture(f"studies-people-{width}")
    assert "Days not known" in manager.text()
    manager.follows("Left out").finds_no_fault()
    assert "Nobody whom you may see is in this group." in manager.text()

    # And a commissioner reads the same, and can neither freeze nor run
    commissioner = visitor(staff["commissioner"], width=width, script=script).goes_to(address)
    commissioner.sees(QUESTION).finds_no_fault().takes_picture(f"studies-commissioner-{width}")
    assert "Run it again" not in commissioner.text()
