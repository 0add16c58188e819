"""Put right what is held of somebody, page by page: who may, what is kept, and what the page says afterwards."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories.cast import SETUP
from tests.factories.moments import MORNING
from tests.factories.people import make_person, mark_address, upn_of
from tests.web.answers import filled_in, hidden_of, in_boxes, words_of
from towpath.access.models import User
from towpath.audit.models import Event
from towpath.organisation.actions import change_setting, correct_standards
from towpath.organisation.models import Organisation
from towpath.people.actions import add_contact_route, record_care_fact, record_characteristic
from towpath.people.facts import PersonFacts
from towpath.people.kinds import Kind
from towpath.people.models import (
    Address,
    CareFact,
    CharacteristicFact,
    ContactRoute,
    FamilyLink,
    Identifier,
    Name,
    Person,
    SharingLimit,
)

Login = Callable[[User], Client]
PHONE = {"kind": "phone", "value": "07700 900 555", "belongs_to": "parent", "owner_name": "Maeve", "is_safe": "no"}


def page_of(person: Person, kind: str, more: str = "") -> str:
    return f"/people/{person.public_id}/details/{kind}/{more}"


def believed(model: type) -> list:
    """Return what is believed of a kind, as first recorded."""
    return list(model.objects.known_at(None).order_by("pk"))


def sent(client: Client, address: str, answers: dict[str, str], *, follow: bool = True) -> Any:
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
    assert "07700 900555" in said
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
    assert "07700 900123" in said
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
    assert "07700 900555" in words_of(answer)
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


@pytest.mark.parametrize(("postcode", "is_elsewhere"), [("LB2 3CD", True), ("SM1 3CD", False), ("", False)])
def test_an_address_elsewhere_leads_to_handing_them_over(
    adviser: Client, saltmarsh: Organisation, wren: Person, postcode: str, is_elsewhere: bool
) -> None:
    change_setting(saltmarsh, key="residence.postcodes", value="SM", from_date=date(2026, 1, 1), by=SETUP, at=MORNING)
    moved = {"address_line_1": "9 Lock Lane", "town": "Lowmere", "postcode": postcode, "is_protected": "no"}

    said = words_of(sent(adviser, page_of(wren, "addresses", "add/"), moved))

    assert ("“They moved to another council”" in said) is is_elsewhere


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
    mark_address(person=wren, care_of="Lock House", source="page:1", by=SETUP, at=MORNING)
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
    mark_address(person=wren, care_of="Lock House", source="page:1", by=SETUP, at=MORNING)

    address = page_of(wren, "addresses", "add/")
    warned = words_of(adviser.get(address))
    answer = sent(adviser, address, {"address_line_1": "9 Lock Lane", "is_protected": "no"})

    assert "once it is saved you will not see it" in warned
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


def test_a_need_is_added_with_who_told_us_and_when_to_ask_again(adviser: Client, wren: Person) -> None:
    told = {"code": "140", "disclosed_by": "Wren", **in_boxes("reconfirm_date", 31, 7, 2026)}

    answer = sent(adviser, page_of(wren, "characteristics", "add/"), told | in_boxes("from_date", 1, 9, 2025))

    said = words_of(answer)
    assert "Carer (not own child)" in said
    assert "Ask again by 31 July 2026" in said
    assert "Since 1 Sep 2025" in said
    # What is held already is not offered again.
    assert b'value="140"' not in adviser.get(page_of(wren, "characteristics", "add/")).content


def test_what_tells_of_care_is_kept_from_those_who_may_not_see_it(
    staff: dict[str, User], signed_in: Login, wren: Person
) -> None:
    how = {"source": "page:1", "by": SETUP, "at": MORNING}
    record_characteristic(person=wren, code="160", **how)
    record_care_fact(person=wren, kind="relevant", social_worker="Ines Prado", **how)
    care_leaver, care = believed(CharacteristicFact)[0], believed(CareFact)[0]
    officer, adviser = signed_in(staff["tracking_officer"]), signed_in(staff["adviser"])

    for more in ("", "add/", f"{care.pk}/", f"{care.pk}/end/"):
        assert officer.get(page_of(wren, "care", more)).status_code == 403
        assert adviser.get(page_of(wren, "care", more)).status_code == 200
    assert officer.get(page_of(wren, "characteristics", f"{care_leaver.pk}/")).status_code == 404
    for page in (
        page_of(wren, "characteristics"),
        page_of(wren, "characteristics", "add/"),
        f"/people/{wren.public_id}/",
    ):
        said = words_of(officer.get(page))
        assert "Care leaver" not in said
        assert "Ines Prado" not in said
    assert page_of(wren, "care").encode() not in officer.get(f"/people/{wren.public_id}/").content
    sent(officer, page_of(wren, "characteristics", "add/"), {"code": "110"})
    assert len(believed(CharacteristicFact)) == 1


def test_a_new_social_worker_from_a_day_ends_the_one_before(adviser: Client, wren: Person) -> None:
    record_care_fact(
        person=wren, kind="looked_after", social_worker="Ines Prado", from_date=date(2024, 5, 1),
        source="page:1", by=SETUP, at=MORNING,
    )  # fmt: skip
    new = {"kind": "looked_after", "social_worker": "Kofi Mensah", "responsible_council": "343"}

    answer = sent(adviser, page_of(wren, "care", "add/"), new | in_boxes("from_date", 5, 1, 2026))

    said = words_of(answer)
    assert "Social worker Kofi Mensah" in said
    assert "Responsible council Sefton" in said
    assert "1 May 2024 to 4 Jan 2026" in said


def test_a_council_that_is_no_more_is_kept_when_something_else_is_corrected(adviser: Client, wren: Person) -> None:
    # 928 was Northamptonshire until 31 March 2021.
    record_care_fact(
        person=wren, kind="looked_after", responsible_council="928", placing_council="928",
        social_worker="Ines Pardo", from_date=date(2019, 9, 2), source="page:1", by=SETUP, at=MORNING,
    )  # fmt: skip
    [held] = believed(CareFact)
    address = page_of(wren, "care", f"{held.pk}/")

    adviser.post(address, filled_in(adviser.get(address)) | {"social_worker": "Ines Prado"})

    [now] = believed(CareFact)
    assert (now.social_worker, now.responsible_council, now.placing_council) == ("Ines Prado", "928", "928")
    assert b'value="928" selected' in adviser.get(address).content
    assert b'value="928"' not in adviser.get(page_of(wren, "care", "add/")).content


CARER_ENDED = """
[[correction]]
list = "characteristics"
code = "140"
from = 2025-09-01
set = { valid_to = 2025-12-31 }
reason = "Invented"
source = "Invented"
"""


def test_a_characteristic_that_is_published_no_more_is_kept_when_who_told_us_is_corrected(
    adviser: Client, wren: Person, saltmarsh: Organisation
) -> None:
    record_characteristic(person=wren, code="140", from_date=date(2025, 9, 1), source="page:1", by=SETUP, at=MORNING)
    correct_standards(saltmarsh, name="carer", text=CARER_ENDED, by=SETUP, at=MORNING)
    [held] = believed(CharacteristicFact)
    address = page_of(wren, "characteristics", f"{held.pk}/")

    adviser.post(address, filled_in(adviser.get(address)) | {"disclosed_by": "Wren"})

    [now] = believed(CharacteristicFact)
    assert (now.code, now.disclosed_by) == ("140", "Wren")
    assert b'value="140"' not in adviser.get(page_of(wren, "characteristics", "add/")).content


def test_a_relative_is_looked_for_first_and_chosen_among_those_held(
    adviser: Client, saltmarsh: Organisation, wren: Person
) -> None:
    maeve = make_person(saltmarsh, PersonFacts(legal_given_name="Maeve", legal_family_name="Halloran"))
    address = page_of(wren, "family", "add/")
    assert "Parental responsibility" not in words_of(adviser.get(address))

    found = adviser.get(f"{address}?q=maeve+haloran")
    answer = sent(
        adviser,
        f"{address}?q=maeve+haloran",
        {"relative": maeve.public_id, "relation": "mother", "has_responsibility": "yes", "lives_with": "yes",
         "must_not_be_told": "yes"},
    )  # fmt: skip

    assert "Maeve Halloran, born Not recorded" in words_of(found)
    assert f'value="{wren.public_id}"'.encode() not in found.content
    assert maeve.public_id in " ".join(Event.objects.values_list("persons", flat=True))
    said = words_of(answer)
    assert "Must not be told" in said
    assert f'href="/people/{maeve.public_id}/"'.encode() in answer.content
    assert Person.objects.count() == 2


def test_somebody_known_by_name_alone_is_held_and_linked(adviser: Client, wren: Person) -> None:
    assert "Nobody we hold fits that." in words_of(adviser.get(page_of(wren, "family", "add/?q=maeve")))

    answer = sent(
        adviser,
        page_of(wren, "family", "add/?q=maeve"),
        {"relative": "", "given_name": "Maeve", "family_name": "Halloran", "relation": "mother",
         "has_responsibility": "unknown", "lives_with": "yes", "must_not_be_told": "no"},
    )  # fmt: skip

    assert "Maeve Halloran" in words_of(answer)
    assert Person.objects.count() == 2
    [link] = believed(FamilyLink)
    assert "Mother: Maeve Halloran." in words_of(adviser.get(page_of(wren, "family", f"{link.pk}/")))


def test_a_relative_of_another_council_cannot_be_chosen(adviser: Client, farbank: Organisation, wren: Person) -> None:
    theirs = make_person(farbank, PersonFacts(legal_given_name="Maeve", legal_family_name="Halloran"))

    answer = sent(
        adviser,
        page_of(wren, "family", "add/?q=maeve"),
        {"relative": theirs.public_id, "relation": "mother", "has_responsibility": "unknown", "lives_with": "yes",
         "must_not_be_told": "no"},
    )  # fmt: skip

    assert answer.status_code == 200
    assert believed(FamilyLink) == []


def test_one_upn_on_two_people_is_refused_and_leads_to_whose_it_is(
    adviser: Client, saltmarsh: Organisation, wren: Person
) -> None:
    robin = make_person(saltmarsh, PersonFacts(legal_given_name="Robin", legal_family_name="Ash"))

    answer = sent(adviser, page_of(robin, "numbers", "add/"), {"kind": "upn", "value": "h801200001001"})

    said = words_of(answer)
    assert "Somebody else already has H801200001001." in said
    assert "This number belongs to Wren Halloran" in said
    assert f'["{wren.public_id}"]' in set(Event.objects.values_list("persons", flat=True))


def test_a_number_with_a_wrong_check_digit_is_refused_beside_its_question(adviser: Client, wren: Person) -> None:
    answer = sent(adviser, page_of(wren, "numbers", "add/"), {"kind": "uln", "value": "1000000044"})

    assert "The ULN 1000000044 is not one" in words_of(answer)
    assert b'value="1000000044"' in answer.content


def test_a_upn_given_anew_keeps_the_old_one_as_a_former_one(adviser: Client, wren: Person) -> None:
    [upn] = believed(Identifier)

    sent(adviser, page_of(wren, "numbers", f"{upn.pk}/"), {"value": upn_of(7), "keep_old": "yes"})

    assert [(number.kind, number.value) for number in believed(Identifier)] == [
        ("former_upn", "H801200001001"),
        ("upn", upn_of(7)),
    ]


@pytest.mark.parametrize("kind", [kind.value for kind in Kind])
def test_every_kind_of_detail_opens_with_and_without_anything_held(
    adviser: Client, saltmarsh: Organisation, wren: Person, kind: str
) -> None:
    nobody = make_person(saltmarsh, PersonFacts(legal_given_name="Robin"))

    for person in (wren, nobody):
        assert adviser.get(page_of(person, kind)).status_code == 200
        assert adviser.get(page_of(person, kind, "add/")).status_code == 200


def test_two_who_end_one_address_see_each_other(adviser: Client, wren: Person) -> None:
    [known] = believed(Address)
    address = page_of(wren, "addresses", f"{known.pk}/end/")
    mine = hidden_of(adviser.get(address))
    sent(adviser, page_of(wren, "addresses", f"{known.pk}/"), {"address_line_1": "5 Ropewalk", "is_protected": "no"})

    answer = adviser.post(address, mine | {"why": "mistake"})

    assert answer.status_code == 409
    assert "5 Ropewalk" in words_of(answer)
    assert believed(Address)[0].address_line_1 == "5 Ropewalk"


def test_every_kind_has_its_link_on_the_overview(adviser: Client, wren: Person) -> None:
    overview = adviser.get(f"/people/{wren.public_id}/").content

    assert [kind for kind in Kind if page_of(wren, kind.value).encode() not in overview] == []
    assert f"/people/{wren.public_id}/birth-date/".encode() in overview


def test_a_correction_that_says_the_same_changes_nothing(adviser: Client, wren: Person) -> None:
    add_contact_route(
        person=wren, kind="email", value="wren@home.example", belongs_to="self", source="page:1", by=SETUP, at=MORNING
    )
    for route in believed(ContactRoute):
        same = {"kind": route.kind, "value": route.value, "belongs_to": "self", "is_safe": "unknown"}
        same["value"] = "07700 900123" if route.kind == "phone" else route.value

        answer = sent(adviser, page_of(wren, "contact-routes", f"{route.pk}/"), same)

        assert "Nothing was changed: it says what it said before." in words_of(answer)
    assert ContactRoute.objects.count() == 2


def test_a_day_that_is_held_is_corrected_and_not_forgotten(adviser: Client, wren: Person) -> None:
    record_characteristic(person=wren, code="140", from_date=date(2025, 9, 1), source="page:1", by=SETUP, at=MORNING)
    [held] = believed(CharacteristicFact)
    address = page_of(wren, "characteristics", f"{held.pk}/")

    emptied = sent(adviser, address, {"code": "140", "disclosed_by": "Wren"})
    sent(adviser, address, {"code": "140"} | in_boxes("from_date", 1, 10, 2025))

    assert "We hold a day here. Give the right one." in words_of(emptied)
    assert [each.from_date for each in believed(CharacteristicFact)] == [date(2025, 10, 1)]


def test_whoever_may_see_an_address_may_let_it_be_seen_again(
    adviser: Client, wren: Person, staff: dict[str, User], signed_in: Login
) -> None:
    mark_address(person=wren, care_of="Lock House", source="page:1", by=SETUP, at=MORNING)
    [protected] = believed(Address)
    address = page_of(wren, "addresses", f"{protected.pk}/")
    seen = {"address_line_1": "4 Ropewalk", "town": "Saltmarsh", "postcode": "SM1 2AB", "is_protected": "no"}
    specialist = signed_in(staff["specialist"])

    refused = sent(specialist, address, seen | {"care_of": "Lock House"})
    sent(specialist, address, seen | {"care_of": ""})

    assert "Letters go to the address itself unless it is protected." in words_of(refused)
    assert "4 Ropewalk" in words_of(adviser.get(page_of(wren, "addresses")))


def test_a_number_that_needs_no_issuer_does_not_ask_for_one(adviser: Client, wren: Person) -> None:
    [upn] = believed(Identifier)

    assert "Who gave it?" not in words_of(adviser.get(page_of(wren, "numbers", f"{upn.pk}/")))
    assert "Who gave it?" in words_of(adviser.get(page_of(wren, "numbers", "add/")))


def test_a_young_person_asks_at_the_door_that_no_more_is_shared_and_lifts_it_again(
    adviser: Client, wren: Person
) -> None:
    sent(
        adviser,
        page_of(wren, "sharing", "add/"),
        {"asked_by": "young_person"} | in_boxes("from_date", 5, 1, 2026),
    )
    [limit] = believed(SharingLimit)
    limited = words_of(adviser.get(page_of(wren, "sharing")))
    overview = words_of(adviser.get(f"/people/{wren.public_id}/"))
    end = page_of(wren, "sharing", f"{limit.pk}/end/")
    not_dated = words_of(sent(adviser, end, {"why": "ended"}))
    lifted = words_of(sent(adviser, end, {"why": "ended"} | in_boxes("to_date", 30, 1, 2026)))

    assert "Asked for by The young person Since 5 Jan 2026" in limited
    assert "Adaeze Okafor, 31 Jan 2026" in limited
    assert "Sharing is limited" in overview
    assert "Limit on sharing Name, address and date of birth only Change Limit on sharing" in overview
    assert "Give the last day on which it was so." in not_dated
    assert "Sharing is limited" not in lifted
    assert "5 Jan 2026 to 30 Jan 2026" in lifted


def test_nobody_is_said_to_limit_sharing_without_saying_who_asked(adviser: Client, wren: Person) -> None:
    answer = sent(adviser, page_of(wren, "sharing", "add/"), {})

    assert "There is a problem" in words_of(answer)
    assert believed(SharingLimit) == []
