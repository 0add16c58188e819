import re
from decimal import Decimal

import pytest

from tests.examples.drawn import total
from tests.examples.ranks import among_councils
from tests.examples.ranks.among_councils import RankExample
from towpath.rules.ranks import MEASURE_TERMS, Measure, as_published, ordinal, rank_of


@pytest.mark.parametrize("example", among_councils.EXAMPLES, ids=lambda example: example.name)
def test_a_rank_is_as_drawn(example: RankExample) -> None:
    listed = [Decimal(cell) if re.match(r"\d", cell) else None for cell in example.listed.split()]

    rank = rank_of(Decimal(example.asked), listed, Measure(example.measure))

    assert rank.place == total(example.place)
    assert rank.tied == total(example.tied)
    assert rank.of == total(example.of)
    assert rank.words == example.words


def test_a_value_that_is_not_in_the_list_has_no_rank_in_it() -> None:
    with pytest.raises(ValueError, match="not in the list"):
        rank_of(Decimal("3.3"), [Decimal("3.2"), None], Measure.NEET)


@pytest.mark.parametrize(
    ("given", "published"), [("3.649", "3.6"), ("3.65", "3.7"), ("3", "3.0"), ("0.04", "0.0"), ("0.05", "0.1")]
)
def test_a_value_is_published_to_one_decimal_with_halves_up(given: str, published: str) -> None:
    assert as_published(Decimal(given)) == Decimal(published)


@pytest.mark.parametrize(
    ("number", "words"),
    [(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (13, "13th"), (21, "21st"), (112, "112th")],
)
def test_a_place_is_written_as_people_say_it(number: int, words: str) -> None:
    assert ordinal(number) == words


def test_every_measure_says_what_is_better_and_when_it_is_taken() -> None:
    assert set(MEASURE_TERMS) == set(Measure)
    assert {measure for measure, terms in MEASURE_TERMS.items() if not terms.lower_is_better} == {
        Measure.PARTICIPATION,
        Measure.GUARANTEE,
    }
