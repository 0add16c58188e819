"""A safeguarding concern on pages: what is typed is never lost, and never seen by anybody else."""

from collections.abc import Callable

import pytest
from django.test import Client

from tests.factories.cast import SETUP, make_user
from tests.factories.moments import DAY, MORNING
from tests.web.answers import filled_in, in_boxes, words_of
from towpath.access.models import User
from towpath.audit import Actor
from towpath.caseload.actions import add_to_concern, raise_concern
from towpath.caseload.models import Concern, ConcernEntry
from towpath.organisation.models import Organisation
from towpath.people.models import Person

Login = Callable[[User], Client]

SEEN = {"words": "Shouting, Osprey-7731", "told": "lead"}
LONG_AND_BOTH_WAYS = "\u0627\u0644\u0639\u0631\u0628\u064a\u0629 \u202eright to left\u202c and back. " * 330


def page_of(wren: Person, page: str = "concern/") -> str:
    return f"/people/{wren.public_id}/{page}"


@pytest.fixture
def concern(wren: Person, staff: dict[str, User]) -> Concern:
    """Return what the adviser wrote."""
    by = Actor("saltmarsh", staff["adviser"].public_id, "adviser")
    return raise_concern(person=wren, seen_date=DAY, by=by, at=MORNING, **SEEN)


@pytest.fixture
def lead(staff: dict[str, User], signed_in: Login) -> Client:
    return signed_in(staff["safeguarding_lead"])


def test_a_concern_sent_twice_is_one(adviser: Client, wren: Person) -> None:
    sent = filled_in(adviser.get(page_of(wren))) | SEEN

    answers = [adviser.post(page_of(wren), sent, follow=True) for _ in "ab"]

    assert "Only you and the safeguarding lead can read it." in words_of(answers[0])
    assert Concern.objects.get().words == SEEN["words"]


def test_a_long_concern_in_two_directions_is_kept_whole_for_its_writer_and_the_lead(
    adviser: Client, lead: Client, wren: Person
) -> None:
    sent = filled_in(adviser.get(page_of(wren))) | SEEN | {"words": LONG_AND_BOTH_WAYS}

    written = adviser.post(page_of(wren), sent, follow=True).content.decode()

    found = Concern.objects.get()
    assert found.words == LONG_AND_BOTH_WAYS.strip()
    read = lead.get(f"/concerns/{found.public_id}/").content.decode()
    for page in (written, read):
        assert f'dir="auto">{LONG_AND_BOTH_WAYS[:60]}' in page


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"words": ""}, "Answer “What did you see or hear?”"),
        ({"words": "   "}, "Answer “What did you see or hear?”"),
        ({"told": ""}, "Answer “Whom have you told already?”"),
        (in_boxes("seen_date", 1, 2, 2026), "must be on or before 31 January 2026"),
    ],
    ids=["nothing", "spaces", "nobody told", "tomorrow"],
)
def test_a_concern_that_cannot_be_says_why_and_keeps_what_was_typed(
    adviser: Client, wren: Person, changed: dict[str, str], told: str
) -> None:
    sent = filled_in(adviser.get(page_of(wren))) | SEEN | {"their_words": "Do not tell Dad"} | changed

    answer = adviser.post(page_of(wren), sent)

    assert told in words_of(answer)
    assert filled_in(answer)["their_words"] == "Do not tell Dad"
    assert Concern.objects.count() == 0


def test_both_of_two_tabs_are_added(adviser: Client, wren: Person, concern: Concern) -> None:
    page = page_of(wren, "concern/add/")
    first, second = (filled_in(adviser.get(page)) for _ in "ab")

    adviser.post(page, first | {"words": "And a bruise"})
    adviser.post(page, second | {"words": "And on Tuesday too"})

    assert list(concern.entries.order_by("pk").values_list("words", flat=True)) == [
        "And a bruise",
        "And on Tuesday too",
    ]


def test_what_has_ended_meanwhile_is_told_to_the_lead_who_decides_and_keeps_their_words(
    lead: Client, concern: Concern
) -> None:
    address = f"/concerns/{concern.public_id}/"
    shown = filled_in(lead.get(address))
    add_to_concern(concern=concern, kind="closed", words="The front door has it", by=SETUP, at=MORNING)

    answer = lead.post(address, shown | {"kind": "decided", "words": "Rang the front door"})

    assert "This concern has ended." in words_of(answer)
    assert filled_in(answer)["words"] == "Rang the front door"
    assert ConcernEntry.objects.count() == 1


def test_nobody_adds_to_what_another_wrote(
    staff: dict[str, User], signed_in: Login, wren: Person, concern: Concern
) -> None:
    page = page_of(wren, "concern/add/")

    answer = signed_in(staff["manager"]).post(page, {"concern": concern.public_id, "words": "Mine"}, follow=True)

    assert "Osprey-7731" not in words_of(answer)
    assert concern.entries.count() == 0


@pytest.mark.parametrize(
    ("role", "raises", "reads"),
    [("school_lead", 403, 403), ("commissioner", 403, 403), ("manager", 200, 403), ("data_lead", 200, 403)],
)
def test_writing_is_for_many_and_reading_for_the_lead(
    staff: dict[str, User], signed_in: Login, wren: Person, concern: Concern, role: str, raises: int, reads: int
) -> None:
    client = signed_in(staff[role])

    assert client.get(page_of(wren)).status_code == raises
    assert client.get("/concerns/").status_code == reads
    assert client.get(f"/concerns/{concern.public_id}/").status_code == reads


def test_the_lead_of_the_next_council_finds_no_concern_of_this_one(
    signed_in: Login, farbank: Organisation, wren: Person, concern: Concern
) -> None:
    next_door = signed_in(make_user(farbank, "safeguarding_lead", name="Stella Peel"))

    assert next_door.get(f"/concerns/{concern.public_id}/").status_code == 404
    assert next_door.get(page_of(wren)).status_code == 404
    assert "No" in words_of(next_door.get("/concerns/"))
