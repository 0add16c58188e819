import pytest

from towpath.rules.wordings import FIELDS, fields_in, filled, without_link, wrong_with


def test_fields_are_found_however_they_are_spaced() -> None:
    assert fields_in("Dear (( First  name )), ((from)) and ((first name))") == ("first name", "from")


def test_fields_are_filled_and_a_value_is_not_read_again() -> None:
    assert filled("Dear ((First name)),", {"first name": "((from))"}) == "Dear ((from)),"


def test_nothing_is_sent_with_a_gap_in_it() -> None:
    with pytest.raises(KeyError):
        filled("See you ((when))", {"first name": "Wren"})


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Hello ((first name)). Ring us: ((how to reach us)).", ""),
        ("Take care, and ring us.", ""),
        ("We send this to everyone.", ""),
        ("For young people with SEND.", "“SEND”"),
        ("Hello ((name))", "There is no field ((name))"),
        ("Hello ((first name)", "A field is not closed"),
        ("You are NEET", "“neet”"),
        ("You left care in May", "“left care”"),
        ("Your status is not known", "“not known”"),
    ],
)
def test_what_may_not_stand_there_is_told(text: str, said: str) -> None:
    found = list(wrong_with(text))

    assert (said in found[0]) if said else not found


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Hello. Answer here: ((link)) ((how to reach us))", "Hello. ((how to reach us))"),
        ("Press ((link)) or write. ((how to reach us))", "((how to reach us))"),
        ("Hello. Answer here: ((link)). ((how to reach us))", "Hello. ((how to reach us))"),
        ("Hello.\n\nAnswer here: (( Link ))\n\n((how to reach us))", "Hello.\n\n((how to reach us))"),
        ("Hello! ((how to reach us))", "Hello! ((how to reach us))"),
        ("Answer here: ((link))", ""),
    ],
)
def test_a_text_goes_without_the_sentence_that_asks_by_a_link(text: str, left: str) -> None:
    assert without_link(text) == left


def test_every_field_says_what_it_is() -> None:
    assert all(FIELDS.values())
