"""A manager makes the report of a month, opens its numbers, locks it, takes it away and releases it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import LazySettings

from tests.factories.impact import make_busy_month
from tests.journeys.visitor import DESK, PHONE, Visitor
from towpath.access.models import User
from towpath.organisation.models import Organisation


@pytest.mark.parametrize(("width", "script"), [(PHONE, False), (DESK, True)])
def test_a_report_is_made_opened_locked_taken_and_released(
    visitor: Callable[..., Visitor],
    staff: dict[str, User],
    saltmarsh: Organisation,
    settings: LazySettings,
    tmp_path: Path,
    width: int,
    script: bool,
) -> None:
    # Given a month of work with fourteen young people
    settings.VAR = tmp_path / "var"
    make_busy_month(saltmarsh, staff["adviser"])

    # When a manager makes the report of that month
    manager = visitor(staff["manager"], width=width, script=script)
    # A PDF takes some seconds to set.
    manager.page.set_default_timeout(30_000)
    manager.goes_to("/impact/").sees("Impact reports").finds_no_fault().takes_picture("impact-none")
    manager.follows("Make a report").sees("Make an impact report")
    manager.fills({"Title": "Our impact in January"})
    for name, month, day in (("from_date", "1", "1"), ("to_date", "1", "31")):
        for part, typed in (("day", day), ("month", month), ("year", "2026")):
            manager.page.fill(f"[name={name}-{part}]", typed)
    manager.finds_no_fault().takes_picture("impact-make").presses("Make the report").sees("Our impact in January")
    manager.finds_no_fault().takes_picture("impact-draft")

    # Then every number is there, and one opens to the young people in it
    assert "24 is a sum: 12 supported, 6 registered with the Charter, 3 on the numeracy course and 3" in manager.text()
    address = manager.page.url
    manager.page.locator("a[href$='/rows/interventions/']").click()
    manager.sees("Interventions with them: 24").finds_no_fault().takes_picture("impact-rows")
    assert "24 rows of 12 young people" in manager.text()

    # When a story is added with consent, checked, and the report locked
    manager.goes_to(address).presses("Stories").sees("Stories").finds_no_fault().follows("Add a story")
    manager.fills({"Name, date of birth, number, phone or postcode": "Adeyemi"}).presses("Search").finds_no_fault()
    manager.page.locator("main table a").first.click()
    manager.finds_no_fault().fills(
        {"Title of the story": "Back on the water", "The story": "A bus that gets her there."}
    )
    manager.page.get_by_label("For everybody: it may be published").check()
    manager.page.get_by_label("In person").check()
    manager.takes_picture("impact-story").presses("Keep the story").sees("Stories").finds_no_fault()
    manager.follows("Check it").sees("Can anybody be known by it?")
    for box in manager.page.get_by_role("checkbox").all():
        box.check()
    manager.finds_no_fault().takes_picture("impact-story-check").presses("Tell it").sees("Stories")
    manager.takes_picture("impact-stories").goes_to(address).presses("Lock it").sees("Our impact in January")
    manager.finds_no_fault().takes_picture("impact-locked")
    manager.presses("What has changed since?").sees("What has changed since").finds_no_fault()

    # Then it is taken away as a page and as figures
    for words in ("web page", "figures (CSV)"):
        manager.goes_to(address)
        with manager.page.expect_download() as taken:
            manager.page.get_by_role("link", name=words, exact=True).click()
        assert "not-for-release" in taken.value.suggested_filename

    # When it is released, small numbers are hidden in what leaves
    manager.goes_to(address).presses("Release it").sees("Release the report").finds_no_fault()
    manager.fills({"Who is it for?": "The cabinet", "What for?": "The report of January"})
    manager.takes_picture("impact-release").presses("Release it").sees("Our impact in January").finds_no_fault()
    manager.takes_picture("impact-released")
    with manager.page.expect_download() as taken:
        manager.page.locator("a[href$='/page/'][href*='/released/']").click()
    released = Path(taken.value.path()).read_text(encoding="utf-8")
    assert "Counts from 1 to 4 are hidden" in released
    assert "Back on the water" in released

    # And a commissioner reads the locked report with the same hidden, and no way to anybody
    commissioner = visitor(staff["commissioner"], width=width, script=script)
    commissioner.page.set_default_timeout(30_000)
    commissioner.goes_to(address).sees("Our impact in January").finds_no_fault().takes_picture("impact-commissioner")
    assert commissioner.page.locator("a[href*='/rows/']").count() == 0
    assert "hidden" in commissioner.text()
