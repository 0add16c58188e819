"""A morning with the return: what is wrong today, put right on the record, and what DfE reported dealt with."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from tests.factories.cast import SETUP
from tests.factories.moments import MORNING
from tests.factories.people import make_pupils
from tests.factories.returns import make_action, make_plan
from tests.journeys.visitor import DESK, EVERY_WIDTH, PHONE, Visitor
from towpath.access.models import User
from towpath.organisation.models import Organisation
from towpath.people.actions import set_return_fact
from towpath.people.models import Person
from towpath.returns.actions import rehearse


@pytest.fixture
def people(saltmarsh: Organisation) -> list[Person]:
    """Return three young people of whom nobody has told anything, rehearsed the night before."""
    people = list(Person.objects.filter(pk__in=make_pupils(saltmarsh, 3)).order_by("pk"))
    rehearse(organisation=saltmarsh, by=SETUP, at=MORNING, night_date=MORNING.date() - timedelta(days=1))
    told = {"source": "page:1", "from_date": None, "by": SETUP, "at": MORNING}
    set_return_fact(person=people[0], field="send_flag", value="Y", **told)
    later = MORNING + timedelta(minutes=5)
    rehearse(organisation=saltmarsh, by=SETUP, at=later, night_date=later.date())
    return people


def test_a_fault_found_at_night_is_put_right_in_the_morning(
    visitor: Callable[..., Visitor], staff: dict[str, User], people: list[Person]
) -> None:
    # Given an officer who looks at last night's rehearsal
    officer = visitor(staff["tracking_officer"], width=EVERY_WIDTH).goes_to("/returns/rehearsals/")
    officer.sees("Rehearsal of the return of January 2026").finds_no_fault().takes_picture("rehearsal")

    # When she opens one of those found now
    officer.follows("3").finds_no_fault().takes_picture("rehearsal-problems")
    assert "Amina Adeyemi-Ash" in officer.text()

    # Then the record says what the return would say, and a form warns before it breaks a check
    officer.goes_to(f"/people/{people[0].public_id}/return/").sees("Amina Adeyemi-Ash").finds_no_fault()
    officer.takes_picture("on-record")
    officer.goes_to(f"/people/{people[0].public_id}/return-facts/sen_support_flag/")
    officer.page.select_option("select", "Y") if officer.page.locator("select").count() else officer.page.check(
        "input[value=Y]"
    )
    officer.presses("Save").finds_no_fault().takes_picture("warned")
    assert "Check 306" in officer.text()


def test_what_dfe_reported_is_loaded_and_settled_on_a_phone(
    visitor: Callable[..., Visitor], staff: dict[str, User], people: list[Person]
) -> None:
    # Given a report whose headings are not all known
    officer = visitor(staff["tracking_officer"], width=PHONE).goes_to("/returns/dfe/").sees("What DfE reported")
    officer.finds_no_fault().presses("Load a report").sees("Load a report of DfE’s").finds_no_fault()
    officer.page.check("input[name=kind][value=errors]")
    report = {"name": "errors.csv", "mimeType": "text/csv", "buffer": b"Who,What\n1230000000001,30\n"}
    officer.page.set_input_files("input[type=file]", report)

    # When he says which column is which
    officer.presses("Load it").sees("Which column is which?").finds_no_fault().takes_picture("dfe-columns")
    officer.page.select_option("#young_persons_id", "0")
    officer.page.select_option("#code", "1")
    officer.presses("Read it").finds_no_fault().takes_picture("dfe-report")
    assert "Nobody we sent" in officer.text()

    # Then the line is settled with what was done
    officer.follows("Open").sees("One line that DfE reported").finds_no_fault()
    officer.page.fill("textarea", "Not ours: told DfE.")
    officer.page.check("input[value=settled]")
    officer.presses("Save").finds_no_fault().takes_picture("dfe-line")
    assert "Not ours: told DfE." in officer.text()


def test_a_commissioner_reads_the_plan_and_who_is_neet_in_counts(
    visitor: Callable[..., Visitor], staff: dict[str, User], saltmarsh: Organisation, people: list[Person]
) -> None:
    plan = make_plan(saltmarsh)
    make_action(plan)

    commissioner = visitor(staff["commissioner"], width=DESK).goes_to("/rates/neet/").sees("Who is NEET")
    commissioner.finds_no_fault().takes_picture("neet")
    commissioner.follows("Improvement plan").sees("Improvement plans").finds_no_fault()
    commissioner.follows("Nobody not known").sees("Nobody not known").finds_no_fault().takes_picture("plan")
    assert "Ring every evening" in commissioner.text()
