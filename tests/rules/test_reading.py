import pytest

from towpath.rules.reading import Reading, reading_of, syllables_in


@pytest.mark.parametrize(
    ("word", "syllables"),
    [
        ("we", 1),
        ("like", 1),
        ("asked", 1),
        ("wanted", 2),
        ("table", 2),
        ("places", 2),
        ("college", 2),
        ("education", 4),
    ],
)
def test_syllables_are_counted_about_right(word: str, syllables: int) -> None:
    assert syllables_in(word) == syllables


def test_a_text_is_counted() -> None:
    found = reading_of("We can help. Ring us on Monday or Tuesday!\n\nEducation")

    # 3 + 6 + 1 words; 1 + 1 + 1, 1 + 1 + 1 + 2 + 1 + 2, 4 syllables = 15; 0.39 x 10/3 + 11.8 x 1.5 - 15.59 = 3.41.
    assert found == Reading(3, 10, 6, ("education",), 8.4)


def test_lines_of_a_list_are_sentences() -> None:
    assert reading_of("You can\n- ring us\n- write to us").longest_sentence == 3


def test_nothing_can_be_read_by_anybody() -> None:
    assert reading_of(" ") == Reading(0, 0, 0, (), 0.0)


def test_very_short_words_are_no_younger_than_five() -> None:
    assert reading_of("Go.").age == 5.0
