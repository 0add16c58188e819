"""Put right a fact of the return or a birth date: what moves is shown first, and nobody overwrites unseen."""

from datetime import date

from django.test import Client

from tests.web.answers import hidden_of, in_boxes, words_of
from towpath.people.models import BirthDate, Person, ReturnFact


def test_the_panel_lists_what_is_missing_and_what_stands_in(adviser: Client, wren: Person) -> None:
    said = words_of(adviser.get(f"/people/{wren.public_id}/return-facts/"))

    # Told: gender and ethnicity. Of the eight mandatory fields the other six are missing.
    assert "6 facts missing." in said
    assert "White British (WBRI)" in said
    assert "List number 1" in said
    assert "Minimum, until an adviser has assessed it" in said


def test_a_fact_is_changed_and_the_page_says_so(adviser: Client, wren: Person) -> None:
    address = f"/people/{wren.public_id}/return-facts/level_of_need/"

    answer = adviser.post(address, hidden_of(adviser.get(address)) | {"value": "1"}, follow=True)

    assert "1: intensive." in words_of(answer)
    assert ReturnFact.objects.get(field="level_of_need", withdrawn_at__isnull=True).value == "1"


def test_a_value_that_is_not_published_is_refused(adviser: Client, wren: Person) -> None:
    adviser.post(f"/people/{wren.public_id}/return-facts/ethnicity/", {"value": "XXXX"})

    assert ReturnFact.objects.get(field="ethnicity").value == "WBRI"


def test_a_field_that_the_return_does_not_have_is_not_found(adviser: Client, wren: Person) -> None:
    assert adviser.get(f"/people/{wren.public_id}/return-facts/shoe_size/").status_code == 404


def test_two_tabs_on_one_fact_show_both(adviser: Client, wren: Person) -> None:
    address = f"/people/{wren.public_id}/return-facts/level_of_need/"
    first, second = (hidden_of(adviser.get(address)) for _ in "ab")
    adviser.post(address, first | {"value": "1"})

    answer = adviser.post(address, second | {"value": "2"})

    assert answer.status_code == 409
    assert "1: intensive" in words_of(answer)
    assert ReturnFact.objects.get(field="level_of_need", withdrawn_at__isnull=True).value == "1"


def test_a_birth_date_is_corrected_only_after_what_moves_was_shown(adviser: Client, wren: Person) -> None:
    # From 31 August to 1 September 2009 she falls a year group: Year 12 becomes Year 11.
    address = f"/people/{wren.public_id}/birth-date/"
    sent = in_boxes("birth_date", 1, 9, 2009) | {"because": "birth certificate"}

    shown = adviser.post(address, hidden_of(adviser.get(address)) | sent)

    assert "Year group: Year 12, now Year 11" in words_of(shown)
    assert BirthDate.objects.get().birth_date == date(2009, 8, 31)
    answer = adviser.post(address, hidden_of(shown) | sent, follow=True)
    assert "Date of birth corrected to 1 September 2009. Year group: Year 12, now Year 11." in words_of(answer)
    assert BirthDate.objects.get(withdrawn_at__isnull=True).birth_date == date(2009, 9, 1)


def test_another_date_than_the_one_looked_at_is_shown_again(adviser: Client, wren: Person) -> None:
    address = f"/people/{wren.public_id}/birth-date/"
    sent = in_boxes("birth_date", 1, 9, 2009) | {"because": "birth certificate"}
    shown = adviser.post(address, hidden_of(adviser.get(address)) | sent)

    again = adviser.post(address, hidden_of(shown) | sent | in_boxes("birth_date", 2, 9, 2009))

    assert "What changes with it" in words_of(again)
    assert BirthDate.objects.get().birth_date == date(2009, 8, 31)


def test_a_birth_date_to_come_is_refused(adviser: Client, wren: Person) -> None:
    address = f"/people/{wren.public_id}/birth-date/"
    sent = in_boxes("birth_date", 1, 2, 2026) | {"because": "birth certificate"}

    answer = adviser.post(address, hidden_of(adviser.get(address)) | sent)

    assert "The date of birth is in the future" in words_of(answer)
