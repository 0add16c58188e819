"""An adviser on a phone finds who could take somebody on Monday, and sees them from the shortlist to the start."""

from collections.abc import Callable
from datetime import date

import pytest
from django.urls import reverse

from tests.factories.moments import DAY
from tests.factories.openings import make_college, make_opening
from tests.factories.people import make_person
from tests.journeys.visitor import DESK, EVERY_WIDTH, PHONE, Visitor
from towpath.access.models import User
from towpath.organisation.models import Organisation
from towpath.people.models import Person
from towpath.tracking.models import GuaranteeFact, Proposal, Statement


@pytest.fixture
def wren(saltmarsh: Organisation) -> Person:
    """Return Wren, beside a directory of three courses: one to join, one that is stale, and one for September only."""
    college = make_college(saltmarsh)
    make_opening(college, hours_a_week=16, end_date=date(2026, 7, 17))
    make_opening(college, title="Fresh Start", checked_date=date(2025, 3, 3))
    make_opening(college, title="Catering Level 1", start_rule="september")
    make_opening(college, title="Law Level 3", start_rule="september", level=3, least_age=18)
    return make_person(saltmarsh)


@pytest.mark.parametrize("script", [True, False])
def test_an_adviser_finds_a_place_for_monday_and_records_the_start(
    visitor: Callable[..., Visitor], staff: dict[str, User], wren: Person, script: bool
) -> None:
    # Given an adviser on a phone, at the record of somebody who wants to start on Monday
    adviser = visitor(staff["adviser"], width=PHONE, script=script)
    adviser.goes_to(reverse("people_person", args=[wren.public_id])).follows("Applications").finds_no_fault()
    assert "Nothing is on their list yet" in adviser.text()

    # When she asks who could take them
    adviser.presses("Who could take them?").finds_no_fault().takes_picture(f"options-{script}")

    # Then she reads why, what to ask, and the one thing missing of the near miss
    text = adviser.text()
    assert "Could take them: 1. Ask first: 1. One thing missing: 1. Looked at: 4." in text
    assert "It takes people at any time of the year." in text
    assert "This entry was last checked on 3 March 2025. Ring before you rely on it." in text
    assert "It takes people in September only: next in September 2026." in text
    assert "It is in their own postcode district, SM1. We cannot say how far." in text
    assert "Law Level 3" not in text

    # And when she puts it on the shortlist
    adviser.follows("Bricklaying Level 1").finds_no_fault().takes_picture(f"shortlist-{script}")
    adviser.page.get_by_label("Why this one? (optional)").fill("Likes building")
    adviser.presses("Put on their shortlist").finds_no_fault().takes_picture(f"application-{script}")
    assert "Why this one: Likes building" in adviser.text()

    # Then a step with nobody's word is not saved, and says what is missing
    adviser.presses("Save").finds_no_fault().takes_picture(f"step-error-{script}")
    assert "Choose who said so." in adviser.text()

    # And each step follows, to the start
    for stage, who in (
        ("Applied", "We did it together with them"),
        ("Offered a place", "The school, college or training provider"),
        ("Accepted the offer", "The young person"),
        ("Started", "The school, college or training provider"),
    ):
        adviser.page.get_by_label(stage, exact=True).check()
        adviser.page.get_by_label(who, exact=True).check()
        adviser.presses("Save").finds_no_fault()
    adviser.takes_picture(f"started-{script}")

    # Then the guarantee knows of the offer, and the start is proposed as a status and not believed by itself
    assert "Their start is proposed as their status." in adviser.text()
    assert GuaranteeFact.objects.get(person=wren, withdrawn_at__isnull=True).status == "110"
    assert Proposal.objects.get(person=wren).start_date == DAY
    assert "Is this what they do now?" not in adviser.text()
    address = adviser.page.url
    adviser.follows("Back to their applications").finds_no_fault().takes_picture(f"applications-{script}")
    assert "Six weeks are up on 14 Mar 2026" in adviser.text()

    # And when a data lead agrees, it is their status
    lead = visitor(staff["data_lead"], width=PHONE, script=script).goes_to(address).finds_no_fault()
    lead.page.get_by_label("Yes: record it as their status", exact=True).check()
    lead.presses("Decide").finds_no_fault().takes_picture(f"decided-{script}")
    assert "Their start was agreed as their status." in lead.text()
    assert Statement.objects.get(person=wren).code == "230"


def test_the_directory_is_sound(visitor: Callable[..., Visitor], staff: dict[str, User], wren: Person) -> None:
    adviser = visitor(staff["adviser"], width=EVERY_WIDTH)
    adviser.goes_to(reverse("directory")).sees("What young people can join").finds_no_fault().takes_picture("directory")
    adviser.goes_to(reverse("directory") + "?words=zzz").finds_no_fault()
    assert "Nothing in the directory fits" in adviser.text()
    adviser.goes_to(reverse("directory") + "?words=fresh").follows("Fresh Start").sees("Fresh Start").finds_no_fault()
    assert "Stale: 3 Mar 2025" in adviser.text()
    adviser.presses("It is right today").sees("Fresh Start").finds_no_fault().takes_picture("opening")
    assert "Checked 31 Jan 2026" in adviser.text()
    adviser.goes_to(reverse("people_options", args=[wren.public_id])).finds_no_fault().takes_picture("options")


def test_an_adviser_adds_an_entry_changes_it_and_takes_it_out(
    visitor: Callable[..., Visitor], staff: dict[str, User], wren: Person
) -> None:
    # Given an adviser whom a training provider has told of a new course
    adviser = visitor(staff["adviser"], width=(PHONE, DESK))
    adviser.goes_to(reverse("directory")).presses("Add an entry").finds_no_fault()

    # When she looks for the provider, whom no list has told us of, and adds them
    adviser.page.get_by_label("Name of the college, school or provider").fill("The Forge")
    adviser.presses("Search").finds_no_fault().takes_picture("directory-whose")
    adviser.follows("Add a new provider").finds_no_fault()
    adviser.page.get_by_label("A training provider", exact=True).check()
    adviser.presses("Continue").finds_no_fault().takes_picture("directory-entry")

    # Then what she leaves out is asked for, and nothing typed is lost
    adviser.page.get_by_label("What is it called?").fill("Forge taster")
    adviser.presses("Save").finds_no_fault()
    assert "Choose when it takes people." in adviser.text()
    adviser.page.get_by_label("At any time", exact=True).check()
    adviser.page.get_by_label("Hours a week").fill("8")
    adviser.presses("Save").sees("Forge taster").finds_no_fault()
    assert "Forge taster is in the directory." in adviser.text()
    assert "Checked 31 Jan 2026" in adviser.text()

    # And when the hours change, so does the entry
    adviser.follows("Change what it says").finds_no_fault()
    adviser.page.get_by_label("Hours a week").fill("10")
    adviser.presses("Save").sees("Forge taster").finds_no_fault().takes_picture("directory-changed")
    assert "Hours a week 10" in " ".join(adviser.text().split())

    # And when it is offered no longer, it leaves the directory, and can come back
    adviser.follows("Take it out of the directory").finds_no_fault().takes_picture("directory-close")
    adviser.presses("Take it out").sees("Forge taster").finds_no_fault().takes_picture("directory-out")
    assert "No longer offered" in adviser.text()
    adviser.presses("Put it back in the directory").sees("Forge taster").finds_no_fault()
    assert "No longer offered" not in adviser.text()
