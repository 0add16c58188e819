"""A young person asks what is held: recorded on a phone, looked at, copied, let go by another; concerns apart."""

from collections.abc import Callable

import pytest
from django.urls import reverse

from tests.factories.cast import SETUP
from tests.factories.moments import DAY, MORNING
from tests.factories.people import make_person
from tests.journeys.visitor import DESK, PHONE, Visitor
from towpath.access.models import User
from towpath.caseload.actions import raise_concern
from towpath.contact.actions import record_contact
from towpath.organisation.models import Organisation
from towpath.people.models import Person
from towpath.privacy.models import AccessRequest

CANARY = "osprey 7731"


@pytest.fixture
def wren(saltmarsh: Organisation, staff: dict[str, User]) -> Person:
    """Return Wren, with a note that names a friend, and a concern."""
    person = make_person(saltmarsh)
    record_contact(
        person=person, happened_at=MORNING, channel="phone", outcome="spoke", owner=staff["adviser"],
        words="Wants to work with boats.\nHer friend Tegan drives her on 07700 900555.", by=SETUP, at=MORNING,
    )  # fmt: skip
    raise_concern(person=person, seen_date=DAY, words=f"Heard of {CANARY}", told="lead", by=SETUP, at=MORNING)
    return person


def test_a_young_person_is_given_a_copy_of_what_is_held(
    visitor: Callable[..., Visitor], staff: dict[str, User], wren: Person
) -> None:
    # Given a data lead on a phone whom Wren asks what is held of her
    lead = visitor(staff["data_lead"], width=PHONE).goes_to(reverse("people_person", args=[wren.public_id]))
    lead.follows("Who can see this person, and who did").sees("Wren Halloran").finds_no_fault().takes_picture("seen")
    lead.goes_to(reverse("held_ask", args=[wren.public_id])).finds_no_fault().takes_picture("held-ask")
    lead.page.get_by_label("The young person", exact=True).check()
    lead.page.get_by_label("Somebody who works with them knows them").check()

    # When she forgets since when, and says it
    lead.presses("Record this request").finds_no_fault().takes_picture("held-ask-error")
    assert "Say on what day you knew who was asking." in lead.text()
    for part, typed in (("day", "31"), ("month", "1"), ("year", "2026")):
        lead.page.locator(f"#identity_shown_date-{part}").fill(typed)
    lead.presses("Record this request").sees("What we hold of Wren Halloran").finds_no_fault()
    lead.takes_picture("held-request")

    # Then it is due a month on, on the Monday after, and the friend in the note waits
    assert "2 March 2026" in lead.text()
    lead.follows("Look at the first").finds_no_fault().takes_picture("held-look")
    assert "Tegan" in lead.text()
    assert lead.page.get_by_label("Words in its place").input_value() == (
        "Wants to work with boats.\nHer friend [somebody else] drives her on [somebody else]."
    )
    lead.presses("Save and go on").finds_no_fault().takes_picture("held-look-error")
    lead.page.get_by_label("It goes with the words below in its place").check()
    lead.presses("Save and go on").sees("What we hold of Wren Halloran").finds_no_fault()
    lead.presses("Make the copy").sees("What we hold of Wren Halloran").finds_no_fault().takes_picture("held-made")
    assert "A manager who did not make it" in lead.text()
    assert CANARY not in lead.page.content()

    # And a manager takes it away
    row = AccessRequest.objects.get()
    manager = visitor(staff["manager"], width=DESK).goes_to(reverse("held")).finds_no_fault().takes_picture("held")
    manager.follows("Wren Halloran").sees("What we hold of Wren Halloran").finds_no_fault()
    with manager.page.expect_download() as taken:
        manager.page.get_by_role("button", name="Download the page").click()
    copy = taken.value.path().read_text(encoding="utf-8")
    assert "Her friend [somebody else] drives her" in copy
    assert CANARY not in copy
    manager.goes_to(reverse("held_request", args=[row.public_id])).finds_no_fault().takes_picture("held-released")

    # And the safeguarding lead, who alone reads the concern, keeps it back
    quill = visitor(staff["safeguarding_lead"]).goes_to(reverse("held_request", args=[row.public_id])).finds_no_fault()
    quill.follows("Look at the first").finds_no_fault().takes_picture("held-look-concern")
    assert CANARY in quill.text()
    quill.page.get_by_label("It is kept back, on the ground below").check()
    quill.page.get_by_label("Ground for keeping it back").select_option("child_abuse")
    quill.presses("Save and go on").sees("What we hold of Wren Halloran").finds_no_fault()
    quill.presses("Make the copy").sees("What we hold of Wren Halloran").finds_no_fault()
    manager.goes_to(reverse("held_request", args=[row.public_id])).finds_no_fault()
    assert "Answered" in manager.text()
    assert CANARY not in manager.page.content()


@pytest.mark.parametrize("script", [True, False])
def test_a_record_is_held_back_from_deletion(
    visitor: Callable[..., Visitor], staff: dict[str, User], wren: Person, script: bool
) -> None:
    lead = visitor(staff["data_lead"], width=PHONE, script=script).goes_to(reverse("held_hold", args=[wren.public_id]))
    lead.finds_no_fault().page.get_by_label("A court case").check()
    lead.fills({"In words": "Order of 3 May"}).presses("Hold it").sees("How long we keep things").finds_no_fault()
    lead.takes_picture(f"retention-{script}")
    assert "A court case: Order of 3 May" in lead.text()
    lead.follows("Stands: lift it").finds_no_fault().takes_picture(f"lift-{script}")
    lead.fills({"Why need it not be kept any more?": "Over"}).presses("Lift it").sees("How long we keep things")
    lead.finds_no_fault()
    assert "Lifted 31 Jan 2026" in lead.text()
