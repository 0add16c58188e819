"""Put right what is held of somebody, page by page: who may, what is kept, and what the page says afterwards."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories.cast import SETUP
from tests.factories.moments import MORNING
from tests.web.answers import hidden_of, in_boxes, words_of
from towpath.access.models import User
from towpath.audit.models import Event
from towpath.people.actions import add_contact_route, protect_address
from towpath.people.models import Address, ContactRoute, Name, Person

Login = Callable[[User], Client]
PHONE = {"kind": "phone", "value": "07700 900 555", "belongs_to": "parent", "owner_name": "Maeve", "is_safe": "no"}


def page_of(person: Person, kind: str, more: str = "") -> str:
    return f"/people/{person.public_id}/details/{kind}/{more}"


def believed(model: type) -> list:
    """Return what is believed of a kind, as first recorded."""
    return list(model.objects.known_at(None).order_by("pk"))


def sent(client: Client, address: str, answers: dict[str, str], *, follow: bool = True) -> object:
    """Fill in a page and send it."""
    return client.post(address, hidden_of(client.get(address)) | answers, follow=follow)


def test_the_record_leads_to_how_to_reach_them_and_where_they_live(adviser: Client, wren: Person) -> None:
    answer = adviser.get(f"/people/{wren.public_id}/")

    for kind in ("contact-routes", "addresses"):
        assert page_of(wren, kind).encode() in answer.content


def test_an_unsafe_number_is_added_with_whose_it_is(adviser: Client, wren: Person) -> None:
    answer = sent(adviser, page_of(wren, "contact-routes", "add/"), PHONE)

    said = words_of(answer)
    assert "How to reach them: saved." in said
    assert "Phone, a parent’s" in said
    assert "07700900555" in said
    assert "Do not use" in said
    assert "Adaeze Okafor, 31 Jan 2026" in said
    assert Event.objects.filter(kind="person.updated", person=wren.public_id).count() == 1


def test_a_number_that_cannot_be_one_is_refused_and_kept_as_typed(adviser: Client, wren: Person) -> None:
    answer = sent(adviser, page_of(wren, "contact-routes", "add/"), PHONE | {"value": "7700 900555"})

    said = words_of(answer)
    assert "7700 900555 is not a phone number we can ring." in said
    assert b'value="7700 900555"' in answer.content
    assert b'value="Maeve"' in answer.content
    assert len(believed(ContactRoute)) == 1


def test_a_wrong_number_is_put_right_and_what_it_was_is_kept(adviser: Client, wren: Person) -> None:
    [wrong] = believed(ContactRoute)

    answer = sent(adviser, page_of(wren, "contact-routes", f"{wrong.pk}/"), PHONE | {"belongs_to": "self"})

    said = words_of(answer)
    assert [each.value for each in believed(ContactRoute)] == ["07700900555"]
    assert "What was so, or was put right" in said
    assert "07700900123" in said
    assert "Put right 31 Jan 2026 by Adaeze Okafor" in said


@pytest.mark.parametrize(
    ("why", "became"), [("ended", "To 30 Jan 2026"), ("mistake", "Put right 31 Jan 2026 by Adaeze Okafor")]
)
def test_a_number_is_over_or_never_was_theirs(adviser: Client, wren: Person, why: str, became: str) -> None:
    [number] = believed(ContactRoute)

    answer = sent(adviser, page_of(wren, "contact-routes", f"{number.pk}/end/"), {"why": why})

    said = words_of(answer)
    assert "No phone number, e-mail address or other way to reach them is recorded." in said
    assert became in said


def test_two_tabs_on_one_number_show_both_and_lose_nothing(adviser: Client, wren: Person) -> None:
    [wrong] = believed(ContactRoute)
    address = page_of(wren, "contact-routes", f"{wrong.pk}/")
    first, second = (hidden_of(adviser.get(address)) for _ in "ab")
    adviser.post(address, first | PHONE)

    answer = adviser.post(address, second | PHONE | {"value": "07700 900777"})

    assert answer.status_code == 409
    assert "07700900555" in words_of(answer)
    assert b'value="07700 900777"' in answer.content
    assert [each.value for each in believed(ContactRoute)] == ["07700900555"]
    adviser.post(address, hidden_of(answer) | PHONE | {"value": "07700 900777"})
    assert [each.value for each in believed(ContactRoute)] == ["07700900777"]


def test_what_a_colleague_took_out_meanwhile_may_be_added_again_knowingly(adviser: Client, wren: Person) -> None:
    [number] = believed(ContactRoute)
    address = page_of(wren, "contact-routes", f"{number.pk}/")
    mine = hidden_of(adviser.get(address))
    sent(adviser, f"{address}end/", {"why": "mistake"})

    answer = adviser.post(address, mine | PHONE)

    assert answer.status_code == 409
    assert believed(ContactRoute) == []
    adviser.post(address, hidden_of(answer) | PHONE)
    assert [each.value for each in believed(ContactRoute)] == ["07700900555"]


def test_a_page_about_what_is_gone_leads_back_to_what_there_is(adviser: Client, wren: Person) -> None:
    [number] = believed(ContactRoute)
    address = page_of(wren, "contact-routes", f"{number.pk}/")
    sent(adviser, f"{address}end/", {"why": "mistake"})

    for gone in (address, f"{address}end/"):
        assert "Somebody else has taken this out." in words_of(adviser.get(gone, follow=True))


def test_a_form_sent_twice_is_saved_once(adviser: Client, wren: Person) -> None:
    address = page_of(wren, "contact-routes", "add/")
    hidden = hidden_of(adviser.get(address))

    for _ in range(2):
        adviser.post(address, hidden | PHONE)

    assert ContactRoute.objects.count() == 2


@pytest.mark.parametrize("more", ["", "add/", "{number}/", "{number}/end/"])
@pytest.mark.parametrize("who", ["stranger", "school_lead", "commissioner"])
def test_details_are_for_those_who_may_correct_a_record(
    signed_in: Login, stranger: User, staff: dict[str, User], wren: Person, who: str, more: str
) -> None:
    address = page_of(wren, "contact-routes", more.format(number=believed(ContactRoute)[0].pk))
    client = signed_in(stranger if who == "stranger" else staff[who])

    assert client.get(address).status_code == (404 if who == "stranger" else 403)
    assert client.post(address, PHONE).status_code in (403, 404, 405)
    assert len(believed(ContactRoute)) == 1


@pytest.mark.parametrize("more", ["shoes/", "contact-routes/999999/", "contact-routes/999999/end/"])
def test_what_there_is_not_is_not_found(adviser: Client, wren: Person, more: str) -> None:
    assert adviser.get(f"/people/{wren.public_id}/details/{more}").status_code == 404


def test_details_take_a_fixed_number_of_queries_and_come_in_pages(adviser: Client, wren: Person) -> None:
    address = page_of(wren, "contact-routes")
    adviser.get(address)
    with CaptureQueriesContext(connection) as few:
        adviser.get(address)
    for number in range(30):
        add_contact_route(
            person=wren, kind="phone", value="07700900123", belongs_to="self", owner_name=f"Name {number}",
            source="page:1", by=SETUP, at=MORNING,
        )  # fmt: skip

    with CaptureQueriesContext(connection) as many:
        answer = adviser.get(address)

    assert len(many) == len(few)
    # Thirty were put right, of which a page shows 25.
    assert answer.content.count(b"Put right") == 25


def test_a_move_is_added_and_the_address_before_it_ends(adviser: Client, wren: Person) -> None:
    moved = {"address_line_1": "9 Lock Lane", "town": "Saltmarsh", "postcode": "sm1 3cd", "is_protected": "no"}

    answer = sent(adviser, page_of(wren, "addresses", "add/"), moved | in_boxes("from_date", 10, 1, 2026))

    said = words_of(answer)
    assert "9 Lock Lane, Saltmarsh, SM1 3CD" in said
    assert "Since 10 Jan 2026" in said
    assert "To 9 Jan 2026" in said


def test_two_moves_told_at_once_show_both(adviser: Client, wren: Person) -> None:
    address = page_of(wren, "addresses", "add/")
    first, second = (hidden_of(adviser.get(address)) for _ in "ab")
    adviser.post(address, first | {"address_line_1": "9 Lock Lane", "is_protected": "no"})

    answer = adviser.post(address, second | {"address_line_1": "1 Weir Road", "is_protected": "no"})

    assert answer.status_code == 409
    assert "1 Weir Road" in words_of(answer) or b'value="1 Weir Road"' in answer.content
    assert "9 Lock Lane" in {each.address_line_1 for each in believed(Address)}
    assert "1 Weir Road" not in {each.address_line_1 for each in Address.objects.all()}


@pytest.mark.parametrize(
    ("given", "asked"),
    [
        ({}, "Give at least one line of the address, or its postcode."),
        ({"postcode": "SM1"}, "SM1 is not a whole postcode."),
        ({"town": "Saltmarsh", **in_boxes("from_date", 1, 2, 2026)}, "The first day is in the future."),
        ({"town": "Saltmarsh", **in_boxes("from_date", 30, 8, 2009)}, "The first day is before they were born."),
        ({"town": "Saltmarsh", "care_of": "Lock House"}, "Letters go to the address itself unless it is protected."),
    ],
)
def test_an_address_that_cannot_be_is_refused_beside_its_question(
    adviser: Client, wren: Person, given: dict[str, str], asked: str
) -> None:
    answer = sent(adviser, page_of(wren, "addresses", "add/"), {"is_protected": "no"} | given)

    assert asked in words_of(answer)
    assert Address.objects.count() == 1


def test_an_adviser_protects_an_address_and_then_sees_only_the_care_of(adviser: Client, wren: Person) -> None:
    [known] = believed(Address)
    kept = {"address_line_1": "4 Ropewalk", "town": "Saltmarsh", "postcode": "SM1 2AB"}

    answer = sent(
        adviser, page_of(wren, "addresses", f"{known.pk}/"), kept | {"is_protected": "yes", "care_of": "Lock House"}
    )

    for page in (words_of(answer), words_of(adviser.get(f"/people/{wren.public_id}/"))):
        assert "Care of: Lock House" in page
        assert "Ropewalk" not in page
        assert "SM1 2AB" not in page
    [protected] = believed(Address)
    assert (protected.address_line_1, protected.is_protected) == ("4 Ropewalk", True)


def test_whoever_may_not_see_an_address_may_say_where_letters_go_and_nothing_more(
    adviser: Client, wren: Person
) -> None:
    protect_address(person=wren, care_of="Lock House", source="page:1", by=SETUP, at=MORNING)
    [protected] = believed(Address)
    address = page_of(wren, "addresses", f"{protected.pk}/")

    shown = adviser.get(address)
    sent(adviser, address, {"care_of": "Weir House", "is_protected": "no", "address_line_1": "1 Elsewhere"})

    assert "Address line 1" not in words_of(shown)
    assert b"Ropewalk" not in shown.content
    [now] = believed(Address)
    assert (now.address_line_1, now.is_protected, now.care_of) == ("4 Ropewalk", True, "Weir House")
    assert adviser.get(f"{page_of(wren, 'addresses')}{now.pk}/end/").status_code == 404


def test_an_address_that_an_adviser_adds_for_somebody_protected_is_protected_too(
    adviser: Client, wren: Person, staff: dict[str, User], signed_in: Login
) -> None:
    protect_address(person=wren, care_of="Lock House", source="page:1", by=SETUP, at=MORNING)

    answer = sent(adviser, page_of(wren, "addresses", "add/"), {"address_line_1": "9 Lock Lane", "is_protected": "no"})

    assert "9 Lock Lane" not in words_of(answer)
    assert "Care of: Lock House" in words_of(answer)
    seen_by_specialist = words_of(signed_in(staff["specialist"]).get(page_of(wren, "addresses")))
    assert "9 Lock Lane" in seen_by_specialist
    assert "4 Ropewalk" in seen_by_specialist


def test_two_tabs_on_a_protected_address_give_nothing_away(
    adviser: Client, wren: Person, staff: dict[str, User], signed_in: Login
) -> None:
    [known] = believed(Address)
    address = page_of(wren, "addresses", f"{known.pk}/")
    mine = hidden_of(adviser.get(address))
    specialist = signed_in(staff["specialist"])
    secret = {"address_line_1": "77 Secret Street", "is_protected": "yes", "care_of": "Lock House"}
    sent(specialist, address, secret)

    answer = adviser.post(address, mine | {"address_line_1": "5 Ropewalk", "is_protected": "no"})

    assert b"Secret" not in answer.content
    assert believed(Address)[0].address_line_1 == "77 Secret Street"


def test_an_address_ends_on_a_day_that_is_asked_for(adviser: Client, wren: Person) -> None:
    [known] = believed(Address)
    address = page_of(wren, "addresses", f"{known.pk}/end/")

    blank = sent(adviser, address, {"why": "ended"})
    sent(adviser, address, {"why": "ended"} | in_boxes("to_date", 15, 1, 2026))

    assert "Give the last day on which it was so." in words_of(blank)
    assert believed(Address)[0].to_date == date(2026, 1, 15)


def test_a_name_she_wants_to_be_called_is_the_one_on_every_page(adviser: Client, wren: Person) -> None:
    answer = sent(adviser, page_of(wren, "names", "add/"), {"kind": "preferred", "given_name": "Robin"})

    said = words_of(answer)
    assert "Robin Halloran" in said
    assert "Preferred name" in said
    assert "Legal name" in said


def test_a_name_that_changed_is_kept_as_a_former_one(adviser: Client, wren: Person) -> None:
    [legal] = believed(Name)
    changed = {"given_name": "Wren", "family_name": "Adeyemi", "keep_old": "yes"}

    sent(adviser, page_of(wren, "names", f"{legal.pk}/"), changed)

    assert [(name.kind, name.family_name) for name in believed(Name)] == [
        ("former", "Halloran"),
        ("legal", "Adeyemi"),
    ]


def test_the_only_name_cannot_be_taken_out(adviser: Client, wren: Person) -> None:
    [legal] = believed(Name)
    address = page_of(wren, "names", f"{legal.pk}/end/")

    shown = adviser.get(address)
    answer = sent(adviser, address, {"why": "mistake"})

    assert b'value="ended"' not in shown.content
    assert "This is the only name we hold. Change it to the right one instead." in words_of(answer)
    assert len(believed(Name)) == 1


def test_a_second_legal_name_is_refused_beside_its_question(adviser: Client, wren: Person) -> None:
    answer = sent(adviser, page_of(wren, "names", "add/"), {"kind": "legal", "given_name": "Robin"})

    assert "There is a legal name already. Change that one instead." in words_of(answer)
