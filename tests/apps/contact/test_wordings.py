"""What we write: plain, easy to read, and nothing in it that a housemate should not know."""

from dataclasses import replace

import pytest

from tests.factories.cast import SETUP
from tests.factories.messages import REACH
from tests.factories.moments import MORNING
from towpath.contact.asking import masked_address
from towpath.contact.wordings import (
    OLDEST_READER,
    WordingChangedError,
    WordingRefusedError,
    Words,
    change_wording,
    drop_wording,
    get_wording,
    list_versions,
    list_wordings,
    shipped,
)
from towpath.rules.messages import segments_of
from towpath.rules.reading import reading_of
from towpath.rules.wordings import FIELDS, fields_in, filled, without_link, wrong_with

LINK = masked_address("https://towpath.saltmarsh.example")
VALUES = dict.fromkeys(FIELDS, "the library") | {
    "first name": "Wren",
    "how to reach us": REACH,
    "from": "Asha",
    "link": LINK,
}
EVERY = list(shipped().values())


@pytest.mark.parametrize("words", EVERY, ids=lambda words: words.code)
def test_what_comes_can_be_read_at_nine_and_in_easy_read_at_seven(words: Words) -> None:
    # A web address is typed or pressed, and not read.
    plain, easy = (reading_of(filled(each, VALUES).replace(LINK, "")) for each in (words.words, words.easy))

    assert plain.age <= 9 < OLDEST_READER
    assert plain.longest_sentence <= 20
    assert easy.age <= 7.5
    assert easy.longest_sentence <= 10


@pytest.mark.parametrize("words", EVERY, ids=lambda words: words.code)
def test_what_comes_gives_nobody_away_and_names_every_field(words: Words) -> None:
    for said in (words.subject, words.words, words.easy, words.text):
        assert not list(wrong_with(said))
        assert "((" not in filled(said, VALUES)
    assert "((how to reach us))" in words.words
    assert "((service))" in words.words
    assert segments_of(filled(words.text, VALUES)).count <= 2


def test_there_is_a_wording_for_each_occasion() -> None:
    assert list(shipped()) == [
        "first_letter", "first_letter_parent", "second_letter", "second_letter_parent", "visit_card", "appointment",
        "missed", "summer", "results_day", "guarantee", "leaver", "job_training", "moved", "closing", "turning_18",
        "child_benefit",
    ]  # fmt: skip


def test_what_is_asked_of_many_takes_an_answer_by_link_and_goes_whole_without() -> None:
    asks = {"first_letter", "first_letter_parent", "second_letter", "second_letter_parent", "summer", "results_day"}
    asks |= {"guarantee", "leaver"}

    assert {each.code for each in EVERY if "link" in fields_in(each.words)} == asks
    for said in (each for code in asks for each in (shipped()[code].words, shipped()[code].easy, shipped()[code].text)):
        left = without_link(said)
        assert "((how to reach us))" in left
        assert not ({"link"} & set(fields_in(left)))
        assert "here:" not in left


def change(saltmarsh, looked_at, **said):
    return change_wording(organisation=saltmarsh, words=replace(looked_at, **said), by=SETUP, at=MORNING)


def test_a_council_changes_its_own_copy_and_every_version_stays(saltmarsh, data_lead, stranger) -> None:
    change(saltmarsh, get_wording(data_lead, "closing"), subject="Until next time")
    change(saltmarsh, get_wording(data_lead, "closing"), subject="The door stays open")

    assert get_wording(data_lead, "closing").subject == "The door stays open"
    assert [each.version for each in list_versions(data_lead, "closing")] == [2, 1]
    assert get_wording(stranger, "closing").version == 0, "another council has the words as they come"

    drop_wording(organisation=saltmarsh, code="closing", by=SETUP, at=MORNING)
    assert get_wording(data_lead, "closing") == shipped()["closing"]
    assert len(list_versions(data_lead, "closing")) == 2
    change(saltmarsh, get_wording(data_lead, "closing"), subject="Goodbye for now")
    assert [each.version for each in list_versions(data_lead, "closing")] == [3, 2, 1]
    assert len(list_wordings(data_lead)) == len(EVERY)


def test_of_two_tabs_the_second_is_told(saltmarsh, data_lead) -> None:
    looked_at = get_wording(data_lead, "closing")
    change(saltmarsh, looked_at, subject="Until next time")

    with pytest.raises(WordingChangedError):
        change(saltmarsh, looked_at, subject="Something else")


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"words": ""}, "words"),
        ({"subject": "You are NEET"}, "subject"),
        ({"easy": "You left care."}, "easy"),
        ({"text": "Hi ((nobody))"}, "text"),
        ({"text": "word " * 100}, "text"),
        ({"words": "Notwithstanding the aforementioned consideration " * 8}, "words"),
    ],
)
def test_a_wording_that_may_not_be_is_refused_with_its_field(saltmarsh, data_lead, said, field) -> None:
    with pytest.raises(WordingRefusedError) as refused:
        change(saltmarsh, get_wording(data_lead, "closing"), **said)

    assert refused.value.field == field
    assert not list_versions(data_lead, "closing")
