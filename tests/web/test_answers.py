"""A status link on a phone, and what staff make of the answer."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from tests.factories.answers import RING_ME, make_answer, make_letters
from tests.factories.cast import SETUP
from tests.factories.moments import DAY, MORNING
from tests.factories.people import make_person, pupil
from tests.web.answers import in_boxes, words_of
from towpath.access import Viewer
from towpath.access.models import User
from towpath.access.queries import viewer_for
from towpath.answers.actions import Given, refuse_answer, undo_decision
from towpath.answers.models import Answer
from towpath.contact.sending import stop_contact
from towpath.organisation.actions import change_setting
from towpath.organisation.models import Organisation
from towpath.people.actions import end_fact
from towpath.people.kinds import Kind
from towpath.people.models import ContactStop, Person
from towpath.rules.answers import Wish
from towpath.tracking.models import Statement
from towpath.web.answers import limits, views

pytestmark = pytest.mark.django_db

BAKERY = {"kind": "part-time", "since": "last-month", "place": "Saltmarsh Bakery"}


@pytest.fixture(autouse=True)
def _no_tries_yet() -> None:
    cache.clear()


@pytest.fixture
def wren(saltmarsh: Organisation) -> Person:
    change_setting(saltmarsh, key="own_pages.reach", value="Ring 0151 496 0101.", from_date=DAY, by=SETUP, at=MORNING)
    return make_person(saltmarsh)


@pytest.fixture
def adviser(saltmarsh: Organisation, staff: dict[str, User]) -> Viewer:
    return viewer_for(staff["adviser"], saltmarsh, DAY)


@pytest.mark.parametrize("to", ["young_person", "parent"])
def test_a_link_says_who_asks_and_nothing_of_whom_it_is_about(
    client: Client, adviser: Viewer, wren: Person, to: str
) -> None:
    letters = make_letters(adviser, wren, to=to)

    for address in (start(letters), say(letters, "job"), say(letters, "help"), say(letters, "leave-me")):
        page = client.get(address).content.decode()
        for secret in ("Wren", "Halloran", "2009", "Ropewalk", "07700", wren.public_id):
            assert secret not in page
    page = client.get(start(letters)).content.decode()
    assert "Nobody is in trouble" in page
    assert "Ring 0151 496 0101." in page


def test_two_taps_and_a_send_are_an_answer(client: Client, adviser: Viewer, wren: Person) -> None:
    letters = make_letters(adviser, wren)
    assert client.get(start(letters)).status_code == 200

    sent = client.post(say(letters, "job"), BAKERY)

    assert sent.headers["Location"] == reverse("answer_thanks", args=["job"])
    assert Answer.objects.get().place == "Saltmarsh Bakery"
    # The other tab, and whoever it was forwarded to.
    for again in (client.post(say(letters, "looking"), {"since": "not-sure"}), client.get(start(letters))):
        assert again.status_code == 404
        assert "This link does not work" in again.content.decode()
    assert Answer.objects.count() == 1


def test_one_form_sent_twice_is_thanked_twice_and_saved_once(client: Client, adviser: Viewer, wren: Person) -> None:
    letters = make_letters(adviser, wren)
    form = {**BAKERY, "once": "the-same-press"}

    answers = [client.post(say(letters, "job"), form).status_code for _ in range(2)]

    assert answers == [302, 302]
    assert Answer.objects.count() == 1


def test_a_scanner_that_opens_every_page_uses_nothing_up(client: Client, adviser: Viewer, wren: Person) -> None:
    letters = make_letters(adviser, wren)
    for _ in range(3):
        for address in (start(letters), say(letters, "job"), say(letters, "not-me")):
            assert client.get(address).status_code == client.head(address).status_code == 200

    assert client.post(say(letters, "not-me")).status_code == 302


def test_what_is_missing_or_too_long_is_asked_again(client: Client, adviser: Viewer, wren: Person) -> None:
    letters = make_letters(adviser, wren)

    for form in ({}, {**BAKERY, "place": "x" * 10_000}, {**BAKERY, "since": "never"}):
        assert client.post(say(letters, "job"), form).status_code == 200

    assert not Answer.objects.exists()
    assert client.post(say(letters, "nothing")).status_code == 404


def test_letters_from_paper_are_typed_as_anybody_types_them(client: Client, adviser: Viewer, wren: Person) -> None:
    letters = make_letters(adviser, wren)

    typed = client.post(reverse("answer_typed"), {"letters": f" {letters[:4].lower()}-{letters[4:]} "})

    assert typed.headers["Location"] == start(letters)
    assert client.post(reverse("answer_typed"), {"letters": "--"}, follow=True).status_code == 404


def test_too_many_tries_from_one_place_are_stopped(
    client: Client, adviser: Viewer, wren: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "FROM_ONE_PLACE", 2)
    monkeypatch.setattr(limits, "TO_ONE_LINK", 2)
    letters = make_letters(adviser, wren)
    assert [client.post(say(letters, "job"), {}).status_code for _ in range(3)] == [200, 200, 429]

    for tried in ("AAAAAAAAAAAA", "BBBBBBBBBBBB"):
        assert client.get(start(tried)).status_code == 404

    assert client.get(start("CCCCCCCCCCCC")).status_code == 429
    assert client.get(start(letters)).status_code == 429


def test_a_limit_is_one_places_and_one_links_and_names_neither(
    client: Client,
    adviser: Viewer,
    wren: Person,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(limits, "FROM_ONE_PLACE", 1)
    monkeypatch.setattr(limits, "TO_ONE_LINK", 1)
    counted: list[str] = []
    count = limits._count
    monkeypatch.setattr(limits, "_count", lambda key: counted.append(key) or count(key))
    tried, free = make_letters(adviser, wren), make_letters(adviser, wren)

    # The link that was tried too often rests for an hour; another of the same person does not.
    assert [client.post(say(each, "job"), {}).status_code for each in (tried, tried, free)] == [200, 429, 200]
    # Too many that open nothing, from one place: another place is not kept waiting.
    assert client.get(start("AAAAAAAAAAAA")).status_code == 404
    assert [client.get(start(free), REMOTE_ADDR=place).status_code for place in ("127.0.0.1", "203.0.113.9")] == [
        429,
        200,
    ]

    logged = capsys.readouterr().err
    said = logged + " ".join(counted)
    assert len(counted) == 4
    assert "status=429 route=answer_say" in logged
    assert not [each for each in (tried, free, "AAAAAAAAAAAA", "127.0.0.1", "203.0.113.9", "Wren") if each in said]


def test_the_next_councils_staff_neither_see_nor_decide_an_answer(
    signed_in: Callable[[User], Client], stranger: User, adviser: Viewer, wren: Person
) -> None:
    answered, wished = make_answer(adviser, wren), make_answer(adviser, wren, RING_ME)
    client = signed_in(stranger)

    for row in (answered, wished):
        assert client.get(reverse("answers_one", args=[row.pk])).status_code == 404
        assert client.post(reverse("answers_one", args=[row.pk]), {"decision": "as-proposed"}).status_code == 404
    assert client.post(reverse("answers_undo", args=[answered.pk])).status_code == 404
    assert "Wren" not in client.get(reverse("answers"), {"show": "asked"}).content.decode()
    assert Answer.objects.get(pk=answered.pk).state == "open"


def test_staff_see_the_answer_and_confirm_it(
    signed_in: Callable[[User], Client], staff: dict[str, User], adviser: Viewer, wren: Person
) -> None:
    answer = make_answer(adviser, wren)
    client = signed_in(staff["adviser"])

    assert "Wren" in client.get(reverse("answers")).content.decode()
    page = client.get(reverse("answers_one", args=[answer.pk])).content.decode()
    assert "Saltmarsh Bakery" in page
    decided = client.post(
        reverse("answers_one", args=[answer.pk]),
        {"code": "360", **in_boxes("start_date", 1, 12, 2025), "provider": "A bakery"},
    )

    assert decided.status_code == 302
    assert Answer.objects.get().state == Answer.State.CORRECTED
    assert Statement.objects.get().how == "young_person"


def test_two_officers_on_one_answer_decide_it_once_and_the_second_goes_on(
    signed_in: Callable[[User], Client], staff: dict[str, User], adviser: Viewer, saltmarsh: Organisation, wren: Person
) -> None:
    first, second = make_answer(adviser, wren), make_answer(adviser, make_person(saltmarsh, pupil(2)))
    refuse_answer(answer=first, because="Their brother", by=adviser.actor, at=MORNING)
    officer = signed_in(staff["tracking_officer"])
    one, refuse = reverse("answers_one", args=[first.pk]), reverse("answers_refuse", args=[first.pk])

    for press in (
        lambda: officer.post(one, {"decision": "as-proposed"}),
        lambda: officer.post(one, {"decision": "not-them"}),
        lambda: officer.post(refuse, {"because": "Nobody knows"}),
        lambda: officer.get(one),
    ):
        sent = press()
        assert sent.headers["Location"] == reverse("answers_one", args=[second.pk])
        said = words_of(officer.get(sent.headers["Location"]))
        whose = f"Wren Halloran was decided by {staff['adviser'].name} at 9:00am on 31 January 2026: refused."
        assert said.count(whose) == 1
        assert "Undo my last decision" not in said

    assert [row.state for row in Answer.objects.order_by("pk")] == ["refused", "open"]


def test_whoever_is_overtaken_between_the_look_and_the_press_goes_on_too(
    signed_in: Callable[[User], Client],
    staff: dict[str, User],
    adviser: Viewer,
    wren: Person,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    answer = make_answer(adviser, wren)
    officer = signed_in(staff["tracking_officer"])
    confirm = views.confirm_answer

    def overtaken(**how: Any) -> Any:
        refuse_answer(answer=answer, because="Their brother", by=adviser.actor, at=MORNING)
        return confirm(**how)

    monkeypatch.setattr(views, "confirm_answer", overtaken)
    sent = officer.post(reverse("answers_one", args=[answer.pk]), {"decision": "as-proposed"}, follow=True)

    assert sent.redirect_chain == [(reverse("answers"), 302)]
    assert f"was decided by {staff['adviser'].name}" in words_of(sent)


def test_a_colleagues_decision_is_not_undone_as_ones_own(
    signed_in: Callable[[User], Client], staff: dict[str, User], adviser: Viewer, wren: Person
) -> None:
    answer = make_answer(adviser, wren)
    officer = signed_in(staff["tracking_officer"])
    officer.post(reverse("answers_one", args=[answer.pk]), {"decision": "not-them"})
    undo = reverse("answers_undo", args=[answer.pk])
    undo_decision(answer=answer, by=viewer_for(staff["tracking_officer"], wren.organisation, DAY).actor, at=MORNING)
    refuse_answer(answer=answer, because="Their brother", by=adviser.actor, at=MORNING)

    said = words_of(officer.post(undo, follow=True))

    assert f"That answer was decided by {staff['adviser'].name} at 9:00am on 31 January 2026: refused." in said
    assert Answer.objects.get().state == "refused"


def test_clear_answers_are_decided_one_press_each_and_the_last_is_undone(
    signed_in: Callable[[User], Client], staff: dict[str, User], adviser: Viewer, saltmarsh: Organisation, wren: Person
) -> None:
    first, second = make_answer(adviser, wren), make_answer(adviser, make_person(saltmarsh, pupil(2)))
    client = signed_in(staff["adviser"])

    decided = client.post(reverse("answers_one", args=[first.pk]), {"decision": "as-proposed"})
    assert decided.headers["Location"] == reverse("answers_one", args=[second.pk])
    assert client.post(reverse("answers_one", args=[second.pk]), {"decision": "not-them"}).headers["Location"] == (
        reverse("answers")
    )
    assert [row.state for row in Answer.objects.order_by("pk")] == ["confirmed", "refused"]
    # The other tab, which still shows the first.
    again = client.post(reverse("answers_one", args=[first.pk]), {"decision": "as-proposed"}, follow=True)
    assert "was decided by you at" in words_of(again)

    assert "Undo my last decision" in client.get(reverse("answers")).content.decode()
    client.post(reverse("answers_undo", args=[second.pk]))
    assert Answer.objects.get(pk=second.pk).state == "open"


def test_what_was_asked_for_stands_in_the_list_with_the_number_and_what_was_done(
    signed_in: Callable[[User], Client], staff: dict[str, User], adviser: Viewer, wren: Person
) -> None:
    ring = make_answer(adviser, wren, RING_ME)
    make_answer(adviser, wren, Given(said=Wish.NOT_ME))
    peace = make_answer(adviser, wren, Given(said=Wish.LEAVE_ME))
    client = signed_in(staff["adviser"])

    listed = client.get(reverse("answers"), {"show": "asked"}).content.decode()
    page = client.get(reverse("answers_one", args=[ring.pk])).content.decode()

    assert "The link was given by hand, so no number was taken away." in listed
    assert "Nobody contacts them until 30 Apr 2026." in listed
    assert 'href="tel:07700900456"' in page
    assert "To do by 1 Feb 2026, with" in page
    assert reverse("answers_one", args=[ring.pk]) in client.get(reverse("today")).content.decode()
    assert client.get(reverse("answers_one", args=[peace.pk])).status_code == 200


def test_beside_what_was_asked_stands_the_stop_in_force_and_none_that_was_taken_back(
    signed_in: Callable[[User], Client], staff: dict[str, User], adviser: Viewer, wren: Person
) -> None:
    peace = make_answer(adviser, wren, Given(said=Wish.LEAVE_ME))
    ring = make_answer(adviser, wren, RING_ME)
    client = signed_in(staff["adviser"])
    one, other = (reverse("answers_one", args=[each.pk]) for each in (peace, ring))
    assert "Nobody contacts them until 30 Apr 2026." in words_of(client.get(other))
    told = words_of(client.get(reverse("answers_one", args=[make_answer(adviser, wren).pk])))
    assert "Asked not to be contacted until 30 Apr 2026" in told
    assert "Ring them" not in told

    # They say later, in person, that they want to be left alone for longer: that takes the link's place.
    stop = {"person": wren, "kind": "asked_not", "source": "page:1", "by": SETUP}
    stop_contact(until_date=date(2026, 12, 31), at=MORNING + timedelta(minutes=1), **stop)
    for page in (client.get(one), client.get(other), client.get(reverse("answers"), {"show": "asked"})):
        assert "Nobody contacts them until 31 Dec 2026." in words_of(page)
        assert "30 Apr" not in words_of(page)

    held = ContactStop.objects.get(withdrawn_at__isnull=True)
    end_fact(
        person=wren, kind=Kind.STOPS, fact_id=held.pk, source="page:1", by=SETUP, at=MORNING + timedelta(minutes=2)
    )
    for page in (client.get(one), client.get(reverse("answers"), {"show": "asked"})):
        assert "Nobody contacts them" not in words_of(page)


def test_what_is_done_for_whoever_it_is_not_for_is_what_the_page_says(
    client: Client, adviser: Viewer, wren: Person
) -> None:
    by_hand, by_text = make_letters(adviser, wren), make_letters(adviser, wren, route=1)

    assert "stops asking by this link" in client.get(say(by_hand, "not-me")).content.decode()
    assert "stops using this number" in client.get(say(by_text, "not-me")).content.decode()


def test_staff_refuse_an_answer_and_say_why(
    signed_in: Callable[[User], Client], staff: dict[str, User], adviser: Viewer, wren: Person
) -> None:
    answer = make_answer(adviser, wren)
    client = signed_in(staff["adviser"])

    assert client.post(reverse("answers_refuse", args=[answer.pk]), {}).status_code == 200
    assert client.post(reverse("answers_refuse", args=[answer.pk]), {"because": "A brother"}).status_code == 302

    assert Answer.objects.get().refused_because == "A brother"


def test_a_link_made_by_hand_is_shown_once(
    signed_in: Callable[[User], Client], staff: dict[str, User], wren: Person
) -> None:
    client = signed_in(staff["adviser"])
    address = reverse("answers_links", args=[wren.public_id])

    made = client.post(address, {"to": "parent"}).content.decode()
    letters = made.split("/a/")[1].split("/")[0]

    assert "What is the young person doing now?" in client.get(start(letters)).content.decode()
    assert letters not in client.get(address).content.decode()


def start(letters: str) -> str:
    return reverse("answer_start", args=[letters])


def say(letters: str, said: str) -> str:
    return reverse("answer_say", args=[letters, said])
