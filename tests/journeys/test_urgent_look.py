"""An adviser who must visit tonight looks for once at a protected address; a manager reads why; and who is family."""

from collections.abc import Callable

import pytest
from django.urls import reverse

from tests.factories.cast import SETUP
from tests.factories.moments import MORNING
from tests.factories.people import make_person, mark_address
from tests.journeys.visitor import DESK, PHONE, Visitor
from towpath.access.models import User
from towpath.organisation.models import Organisation
from towpath.people.actions import add_contact_route, link_family
from towpath.people.facts import PersonFacts
from towpath.people.models import Person

HOW = {"source": "page:1", "by": SETUP, "at": MORNING}
ADDRESS = "4 Ropewalk"


@pytest.fixture
def wren(saltmarsh: Organisation) -> Person:
    """Return Wren, whose father must not know where she lives, and whose brother lives with her."""
    person = make_person(saltmarsh)
    mark_address(person=person, care_of="c/o Lock House, SM1 1AA", **HOW)
    father = make_person(saltmarsh, PersonFacts(legal_given_name="Craig", legal_family_name="Halloran"))
    brother = make_person(saltmarsh, PersonFacts(legal_given_name="Rowan", legal_family_name="Halloran"))
    link_family(person=person, relative=father, relation="father", must_not_be_told=True, lives_with="no", **HOW)
    link_family(person=person, relative=brother, relation="brother", lives_with="yes", **HOW)
    add_contact_route(
        person=person, kind="phone", value="07700 900999", belongs_to="parent", owner_name="Craig Halloran",
        is_safe="no", **HOW,
    )  # fmt: skip
    return person


def test_an_adviser_looks_for_once_and_a_manager_reviews_it(
    visitor: Callable[..., Visitor], staff: dict[str, User], wren: Person
) -> None:
    # Given an adviser on a phone who may not see where Wren lives
    adviser = visitor(staff["adviser"], width=PHONE).goes_to(reverse("people_person", args=[wren.public_id]))
    adviser.finds_no_fault()
    assert ADDRESS not in adviser.text()

    # When they read what it means, forget to say enough, and say why
    adviser.follows("Look at what your role does not see").sees("Wren Halloran").finds_no_fault()
    adviser.takes_picture("urgent-ask")
    adviser.page.get_by_label("Where they live, where that is kept from others").check()
    adviser.fills({"Why do you need to see it now?": "Must visit"})
    adviser.presses("Look, and tell a manager why").finds_no_fault().takes_picture("urgent-ask-error")
    assert "You gave 2 words." in adviser.text()
    why = "Her college rang that she is unwell and her phone is off, so I must visit tonight"
    adviser.fills({"Why do you need to see it now?": why}).presses("Look, and tell a manager why")

    # Then it is shown on a page of its own, the record says until when, and closing it ends it
    adviser.page.get_by_text(ADDRESS).wait_for()
    adviser.finds_no_fault().takes_picture("urgent-look")
    adviser.follows("Back to the record").sees("Wren Halloran").finds_no_fault().takes_picture("urgent-banner")
    assert "Open to you until" in adviser.text()
    assert ADDRESS not in adviser.text()
    adviser.follows("See it").page.get_by_text(ADDRESS).wait_for()
    adviser.presses("I have seen it: close it").sees("Wren Halloran").finds_no_fault()
    assert "Open to you until" not in adviser.text()

    # And a manager reads why, and says whether it was right
    manager = visitor(staff["manager"], width=DESK).goes_to(reverse("today")).finds_no_fault()
    assert "Review an urgent look" in manager.text()
    manager.goes_to(reverse("urgent")).sees("Urgent looks").finds_no_fault().takes_picture("urgent-looks")
    manager.follows("Adaeze Okafor").sees("An urgent look at Wren Halloran").finds_no_fault()
    assert why in manager.text()
    assert "2 times" in manager.text()
    manager.presses("Save the review").finds_no_fault().takes_picture("urgent-review-error")
    manager.page.get_by_label("It was right to look").check()
    manager.presses("Save the review").sees("Urgent looks").finds_no_fault()
    assert "Right" in manager.text()
    manager.goes_to(reverse("today")).finds_no_fault()
    assert "Review an urgent look" not in manager.text()


def test_a_family_is_read_on_a_phone_before_anybody_is_rung(
    visitor: Callable[..., Visitor], staff: dict[str, User], wren: Person
) -> None:
    adviser = visitor(staff["adviser"], width=PHONE).goes_to(reverse("people_person", args=[wren.public_id]))

    adviser.follows("Family: whose number is whose").finds_no_fault().takes_picture("family")

    said = adviser.text()
    assert "Craig Halloran must not be told anything about Wren Halloran." in said
    assert "Do not use 07700 900999: a parent’s (Craig Halloran)." in said
    assert said.index("must not be told") < said.index("Parents and carers") < said.index("Brothers and sisters")
    adviser.follows("Rowan Halloran").sees("Rowan Halloran").follows("Family: whose number is whose")
    adviser.sees("Rowan Halloran").finds_no_fault()
    assert "Brother or sister" in adviser.text()
