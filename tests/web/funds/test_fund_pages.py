"""The pages of the support fund: entitlements first, a second person, and nothing lost or done twice."""

import re
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories.cast import make_user
from tests.factories.funds import approve, ask_of, make_pot, pay
from tests.factories.people import make_person
from towpath.access.models import User
from towpath.audit.models import Event
from towpath.files.models import Release
from towpath.funds.models import Account, Movement, Pot, SupportRequest
from towpath.organisation.models import Organisation
from towpath.people.facts import PersonFacts
from towpath.people.models import Person

ASKED = {
    "found_bursary": "not_entitled", "words_bursary": "Too young", "found_travel_scheme": "refused",
    "words_travel_scheme": "", "pence": "£20.00", "why": "Bus to college", "once": "one",
}  # fmt: skip
PAID = {
    "pence": "18.50", "paid_date-day": "31", "paid_date-month": "1", "paid_date-year": "2026", "method": "card",
    "paid_to": "Saltmarsh Buses", "reference": "C 17",
}  # fmt: skip


@pytest.fixture
def manager(staff: dict[str, User], signed_in: Callable[[User], Client]) -> Client:
    return signed_in(staff["manager"])


@pytest.fixture
def pot(saltmarsh: Organisation, staff: dict[str, User]) -> Pot:
    return make_pot(saltmarsh, staff["manager"])


@pytest.fixture
def asked(pot: Pot, wren: Person, staff: dict[str, User]) -> SupportRequest:
    return ask_of(pot, wren, staff["adviser"])


def words_of(answer: object) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))  # type: ignore[attr-defined]


def ask(client: Client, person: Person, pot_: Pot, /, **changed: str) -> str:
    """Send the form for travel and return the page that follows."""
    where = f"/people/{person.public_id}/support/ask/?kind=travel"
    return words_of(client.post(where, {**ASKED, "pot": str(pot_.pk), **changed}, follow=True))


def where(request: SupportRequest, step: str = "") -> str:
    return f"/support/requests/{request.pk}/{step}"


def test_what_it_is_for_is_asked_first_and_only_what_a_pot_pays_for(adviser: Client, wren: Person, pot: Pot) -> None:
    offered = words_of(adviser.get(f"/people/{wren.public_id}/support/ask/"))
    form = words_of(adviser.get(f"/people/{wren.public_id}/support/ask/?kind=travel"))

    assert "Travel pass or fares" in offered
    assert "Childcare" not in offered
    assert form.index("16 to 19 bursary") < form.index("How much?")
    assert "Getting there: £100.00 left" in form


def test_a_request_is_kept_with_what_was_found_and_sent_twice_is_one(adviser: Client, wren: Person, pot: Pot) -> None:
    said = ask(adviser, wren, pot)
    again = ask(adviser, wren, pot)
    other_tab = ask(adviser, wren, pot, once="two")

    row = SupportRequest.objects.get()
    assert (row.pence, row.checks["bursary"]) == (20_00, {"found": "not_entitled", "words": "Too young"})
    assert "£20.00 is asked for. Somebody else decides." in said
    assert "Asked for, not decided £20.00" in again
    assert "This is asked for already" in other_tab


REFUSED: tuple[tuple[dict[str, str], str], ...] = (
    ({"found_bursary": "would_pay"}, "Something else would pay for this"),
    ({"found_bursary": ""}, "Say what you found when you checked: 16 to 19 bursary."),
    ({"found_bursary": "on"}, "Select a valid choice"),
    ({"pence": "-5"}, "must be more than £0"),
    ({"pence": "ten pounds"}, "is not an amount"),
    ({"pence": "0.005"}, "not a whole number of pence"),
    ({"pence": "1e999999"}, "is not an amount"),
    ({"pence": "9" * 10_000}, "too long for an amount"),
    ({"pence": ""}, "Answer “How much?”"),
    ({"why": ""}, "Answer “What is it for, and why is it needed?”"),
    ({"pot": "999999"}, "Select a valid choice"),
)


def test_what_cannot_be_asked_is_said_and_nothing_typed_is_lost(adviser: Client, wren: Person, pot: Pot) -> None:
    for changed, words in REFUSED:
        where = f"/people/{wren.public_id}/support/ask/?kind=travel"
        answer = adviser.post(where, {**ASKED, "pot": str(pot.pk), "words_bursary": "Rang the college", **changed})

        assert words in words_of(answer), changed
        assert 'value="Rang the college"' in answer.content.decode()
    assert not SupportRequest.objects.exists()


def test_long_and_right_to_left_words_come_back_whole(adviser: Client, wren: Person, pot: Pot) -> None:
    words = ("تذكرة الحافلة " * 720).strip()
    ask(adviser, wren, pot, why=words)

    row = SupportRequest.objects.get()
    assert row.why == words
    assert words in words_of(adviser.get(where(row)))


def test_a_manager_approves_with_one_press_and_the_asker_never(
    manager: Client, adviser: Client, pot: Pot, wren: Person, asked: SupportRequest, staff: dict[str, User]
) -> None:
    own = ask_of(pot, wren, staff["manager"], 5_00)
    page = words_of(manager.get(where(asked)))
    done = words_of(manager.post(where(asked, "approve/"), {"version": "1"}, follow=True))
    refused = words_of(manager.post(where(own, "approve/"), {"version": "1"}, follow=True))

    assert "£100.00 is left in Getting there, and £80.00 after this." in page
    assert "£20.00 is promised. £80.00 is left in Getting there." in done
    assert "You asked for this, so somebody else must" in refused
    assert "Approve £5.00" not in words_of(manager.get(where(own)))
    assert adviser.post(where(own, "approve/"), {"version": "1"}).status_code == 403


def test_of_two_on_the_last_of_it_the_second_is_told_what_is_left(
    manager: Client, pot: Pot, wren: Person, staff: dict[str, User]
) -> None:
    first, second = ask_of(pot, wren, staff["adviser"], 90_00), ask_of(pot, wren, staff["adviser"], 20_00)
    approve(first, staff["manager"])

    said = words_of(manager.post(where(second, "approve/"), {"version": "1"}, follow=True))

    assert "£20.00 was asked for and £10.00 is left in this pot. Nothing was approved." in said
    assert "Approve £20.00" not in said


def test_what_was_changed_in_another_tab_is_not_approved_unseen(
    manager: Client, adviser: Client, asked: SupportRequest, pot: Pot
) -> None:
    manager.post(where(asked, "send-back/"), {"version": "1", "because": "Which bus?"})
    form = words_of(adviser.get(where(asked, "change/")))
    again = {**ASKED, "pot": str(pot.pk), "pence": "60", "version": "2", "once": "three"}
    adviser.post(where(asked, "change/"), again)

    said = words_of(manager.post(where(asked, "approve/"), {"version": "1"}, follow=True))

    assert "What was missing: Which bus?" in form
    assert "Somebody changed this request meanwhile." in said
    asked.refresh_from_db()
    assert (asked.state, asked.pence) == ("asked", 60_00)


def test_a_reason_typed_too_late_is_kept_and_the_form_says_what_happened(
    manager: Client, asked: SupportRequest, staff: dict[str, User]
) -> None:
    approve(asked, staff["manager"])
    said = manager.post(where(asked, "refuse/"), {"version": "1", "because": "The bursary would pay"})

    assert "decided already" in words_of(said)
    assert "The bursary would pay" in words_of(said)


NOT_PAID: tuple[tuple[dict[str, str], str], ...] = (
    ({"pence": "20.01"}, "£20.00 was approved. Pay that or less"),
    ({"pence": "-1"}, "must be more than £0"),
    ({"paid_date-day": "1", "paid_date-month": "2"}, "must be on or before 31 January 2026"),
    ({"paid_date-day": "30"}, "It was approved on 31 January 2026"),
    ({"reference": ""}, "Enter reference."),
    ({"method": "on"}, "Select a valid choice"),
)


def test_what_cannot_be_paid_is_said(adviser: Client, asked: SupportRequest, staff: dict[str, User]) -> None:
    approve(asked, staff["manager"])

    for changed, words in NOT_PAID:
        assert words in words_of(adviser.post(where(asked, "pay/"), {**PAID, "version": "2", **changed})), changed
    assert not Movement.objects.filter(reason="paid").exists()


def test_paid_with_a_receipt_and_taken_back_shows_in_the_statement(
    adviser: Client, manager: Client, asked: SupportRequest, pot: Pot, staff: dict[str, User]
) -> None:
    approve(asked, staff["manager"])
    adviser.post(where(asked, "pay/"), {**PAID, "version": "2"})
    wrong = adviser.post(where(asked, "receipt/add/"), {"receipt": SimpleUploadedFile("a.exe", b"MZ")})
    adviser.post(where(asked, "receipt/add/"), {"receipt": SimpleUploadedFile("ticket.pdf", b"%PDF-1.7 a ticket")})
    opened = adviser.get(where(asked, "receipt/"))
    taken = b"".join(opened.streaming_content)
    manager.post(where(asked, "take-back/"), {"version": "4", "because": "The pass was not used"})
    said = words_of(manager.get(f"/support/pots/{pot.pk}/"))

    assert "The file must be JPG, JPEG, PNG or PDF" in words_of(wrong)
    assert taken == b"%PDF-1.7 a ticket"
    assert 'filename="ticket.pdf"' in opened["Content-Disposition"]
    assert Event.objects.get(kind="funds.receipt_taken_out").persons == f'["{asked.person.public_id}"]'
    assert f"Payment taken back: Travel pass or fares, request {asked.pk}" in said
    assert "add up to the £100.00 given" in said
    assert "Wren" not in said


def test_a_pot_whose_balance_was_written_by_hand_says_that_it_does_not_add_up(manager: Client, pot: Pot) -> None:
    Account.objects.filter(pot=pot, kind="available").update(balance_pence=99_00)

    assert "This does not add up" in words_of(manager.get(f"/support/pots/{pot.pk}/"))


def test_the_funder_is_told_nothing_small_and_nothing_before_it_is_agreed(
    manager: Client, adviser: Client, asked: SupportRequest, pot: Pot, staff: dict[str, User]
) -> None:
    pay(approve(asked, staff["manager"]), staff["adviser"])
    page = f"/support/pots/{pot.pk}/report/"

    assert "hidden" in words_of(manager.get(page))
    refused = words_of(manager.post(f"{page}file/", follow=True))
    assert "There is no sharing agreement with Saltmarsh Works" in refused
    manager.post(f"/support/pots/{pot.pk}/agreement/", {"agreement": "Grant letter 14"})
    file = manager.post(f"{page}file/")
    told = b"".join(file.streaming_content).decode()

    assert told.splitlines() == [
        "kind,payments,young_people,pounds",
        "Travel pass or fares,c,c,c",
        "Clothes for an interview or work,0,0,0.00",
        "Total,c,c,c",
    ]
    assert Release.objects.get().to == "Saltmarsh Works"
    assert adviser.get(page).status_code == 403


def test_a_pot_is_opened_on_a_page_and_a_wrong_answer_is_kept(manager: Client, saltmarsh: Organisation) -> None:
    told = {
        "name": "Warm coats", "funder": "Saltmarsh Works", "pence": "500", "pays_for": ["clothing"],
        "from_date-day": "1", "from_date-month": "4", "from_date-year": "2026",
        "to_date-day": "31", "to_date-month": "3", "to_date-year": "2026",
    }  # fmt: skip
    wrong = words_of(manager.post("/support/open/", told))
    right = words_of(manager.post("/support/open/", {**told, "to_date-year": "2027", "once": "p"}, follow=True))

    assert "A pot ends on or after the day on which it begins." in wrong
    assert "Warm coats is open." in right
    assert "£500.00" in right
    assert "(not yet)" in right


def test_a_persons_page_shows_their_support_and_leads_to_it(
    adviser: Client, asked: SupportRequest, wren: Person, staff: dict[str, User]
) -> None:
    record = adviser.get(f"/people/{wren.public_id}/").content.decode()
    pay(approve(asked, staff["manager"]), staff["adviser"], 18_50)
    said = words_of(adviser.get(f"/people/{wren.public_id}/support/"))

    assert f"/people/{wren.public_id}/support/" in record
    assert "Paid £18.50 in 1 payment" in said
    assert "Receipt to come" in said


def test_the_lists_say_what_waits_for_whom(
    manager: Client, adviser: Client, asked: SupportRequest, pot: Pot, wren: Person, staff: dict[str, User]
) -> None:
    approve(ask_of(pot, wren, staff["adviser"], 5_00), staff["manager"])

    assert "To decide (1)" in words_of(manager.get("/support/requests/"))
    assert "Wren Halloran" in words_of(manager.get("/support/requests/"))
    mine = words_of(adviser.get("/support/requests/"))
    assert "Asked by me (1)" in mine
    assert "To decide" not in mine
    assert "To be paid" in words_of(adviser.get("/support/requests/?show=pay"))
    assert Event.objects.filter(kind="funds.requests_viewed").count() == 4


def test_a_list_asks_the_database_as_often_for_many_as_for_one(
    manager: Client, pot: Pot, wren: Person, asked: SupportRequest, staff: dict[str, User],
    saltmarsh: Organisation,
) -> None:  # fmt: skip
    pages = ["/support/", "/support/requests/?show=all", f"/support/pots/{pot.pk}/"]
    pages.append(f"/people/{wren.public_id}/support/")
    pay(approve(asked, staff["manager"]), staff["adviser"])

    def queries(page: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert manager.get(page).status_code == 200
        return len(captured)

    few = [queries(page) for page in pages for _ in range(2)][1::2]
    for number in range(8):
        person = make_person(saltmarsh, PersonFacts(legal_given_name=f"Olive {number}"))
        for whom in (person, wren):
            pay(approve(ask_of(pot, whom, staff["adviser"], 1_00 + number), staff["manager"]), staff["adviser"])
    make_pot(saltmarsh, staff["manager"], name="Another")
    assert max(few) < 40

    assert [queries(page) for page in pages] == few


def test_a_stranger_and_a_wrong_role_find_nothing(
    asked: SupportRequest, pot: Pot, wren: Person, farbank: Organisation, staff: dict[str, User],
    signed_in: Callable[[User], Client],
) -> None:  # fmt: skip
    outsider = signed_in(make_user(farbank, "manager", name="Stanley Peel"))
    addresses = [where(asked), where(asked, "refuse/"), where(asked, "receipt/"), f"/support/pots/{pot.pk}/"]
    addresses += [f"/support/pots/{pot.pk}/chart.svg", f"/people/{wren.public_id}/support/"]

    assert [outsider.get(each).status_code for each in addresses] == [404] * len(addresses)
    assert outsider.post(where(asked, "approve/"), {"version": "1"}).status_code == 404
    assert "Getting there" not in words_of(outsider.get("/support/"))
    for role in ("tracking_officer", "school_lead", "commissioner", "safeguarding_lead", "data_lead"):
        client = signed_in(staff[role])
        assert [client.get(each).status_code for each in [*addresses, "/support/"]] == [403] * (len(addresses) + 1)


def test_a_photo_that_is_none_is_refused_with_words_beside_the_question(
    adviser: Client, asked: SupportRequest, staff: dict[str, User]
) -> None:
    approve(asked, staff["manager"])
    adviser.post(where(asked, "pay/"), {**PAID, "version": "2"})

    page = words_of(adviser.get(where(asked, "receipt/add/")))
    answer = adviser.post(where(asked, "receipt/add/"), {"receipt": SimpleUploadedFile("ticket.jpg", b"no photo")})

    assert "Of a photo only the picture is kept" in page
    assert "A PDF is kept as it is" in page
    assert "This is not a photo that can be read." in words_of(answer)
    too_large = SimpleUploadedFile("ticket.jpg", b"x" * 10_000_001)
    assert "at most 10 MB" in words_of(adviser.post(where(asked, "receipt/add/"), {"receipt": too_large}))


def test_what_waits_for_a_decision_stands_on_today_of_who_may_decide_and_not_of_who_asked(
    adviser: Client, manager: Client, asked: SupportRequest
) -> None:
    decide = f"Decide request {asked.pk} in the support fund"
    page = manager.get("/today/")
    assert "Money to decide 1" in words_of(page)
    assert decide in words_of(page)
    assert f'href="/support/requests/{asked.pk}/">{decide}'.encode() in page.content
    assert b">Done<" not in page.content, "it is settled by deciding, and by nothing else"
    assert "Money to decide" not in words_of(adviser.get("/today/"))

    manager.post(where(asked, "approve/"), {"version": "1"})
    adviser.post(where(asked, "pay/"), {**PAID, "version": "2"})

    assert "Money to decide" not in words_of(manager.get("/today/"))
    owed = words_of(adviser.get("/today/"))
    assert "Receipts to bring 1" in owed
    assert f"Add the receipt of request {asked.pk} in the support fund" in owed
    adviser.post(where(asked, "receipt/add/"), {"receipt": SimpleUploadedFile("ticket.pdf", b"%PDF-1.7 a ticket")})
    assert "request" not in words_of(adviser.get("/today/"))
