"""Names folded, drawn; and how a name is said that has one part only."""

import pytest

from tests.examples.drawn import rows
from towpath.rules.names import (
    NO_GIVEN_NAME,
    as_said,
    could_stand_for,
    folded,
    folded_given,
    given_with_gaps,
    has_lost_letter,
    has_refused_character,
    may_agree,
    with_gaps,
)

DRAWN = """
name               folded           given
O'Brien            obrien           obrien
Chloë Renée        chloerenee       chloe
ŁUKASZ             lukasz           lukasz
Anne-Marie Jane    annemariejane    annemarie
Þór                thor             thor
"""


@pytest.mark.parametrize("drawn", rows(DRAWN), ids=lambda drawn: drawn["name"])
def test_a_name_is_folded_to_plain_letters(drawn: dict[str, str]) -> None:
    assert (folded(drawn["name"]), folded_given(drawn["name"])) == (drawn["folded"], drawn["given"])


@pytest.mark.parametrize("blank", ["", "  "])
def test_no_name_folds_to_nothing(blank: str) -> None:
    assert folded_given(blank) == ""


def test_having_no_given_name_agrees_with_having_none_and_is_not_said() -> None:
    assert folded_given(NO_GIVEN_NAME) == NO_GIVEN_NAME
    assert as_said(NO_GIVEN_NAME, "Sukarno") == "Sukarno"
    assert as_said("Mei", None, "Xu") == "Mei Xu"


LOST = """
name                  lost  refused
Szczepański           no    no
Szczepa?ski           yes   yes
Szczepa\N{REPLACEMENT CHARACTER}ski       yes   no     # the published characters that names refuse leave it out
????                  yes   yes
Okonkwo2              no    yes
Anne-Marie O'Neill    no    no
"""


@pytest.mark.parametrize("drawn", rows(LOST), ids=lambda drawn: drawn["name"])
def test_a_mark_in_place_of_a_letter_says_that_it_was_lost(drawn: dict[str, str]) -> None:
    found = (has_lost_letter(drawn["name"]), has_refused_character(drawn["name"]))
    assert found == (drawn["lost"] == "yes", drawn["refused"] == "yes")


STANDS = """
spoilt        name          could
Szczepa?ski   Szczepański   yes
Szczepa??ski  Szczepański   yes   # one letter of two bytes may leave two marks
Wei?          Weiß          yes   # a letter that is written as two
O?Neill       O'Neill       yes   # a mark that is no letter
SZCZEPA?SKI   Szczepański   yes
Szczepa?ski   Szczepanek    no
Szczepa?ski   Kowalski      no
"""


@pytest.mark.parametrize("drawn", rows(STANDS), ids=lambda drawn: f"{drawn['spoilt']} for {drawn['name']}")
def test_a_lost_letter_stands_for_any(drawn: dict[str, str]) -> None:
    assert could_stand_for(drawn["spoilt"], drawn["name"]) == (drawn["could"] == "yes")


GAPS = """
name            whole         first
Szczepa?ski     szczepa?ski   szczepa?ski
Pawe? Jan       pawe?jan      pawe?
O'Brien         obrien        obrien
"""


@pytest.mark.parametrize("drawn", rows(GAPS), ids=lambda drawn: drawn["name"])
def test_a_lost_letter_stays_a_gap_in_a_name_that_is_folded(drawn: dict[str, str]) -> None:
    assert (with_gaps(drawn["name"]), given_with_gaps(drawn["name"])) == (drawn["whole"], drawn["first"])


def test_of_a_name_that_is_all_gaps_nothing_is_left_to_compare() -> None:
    assert with_gaps("????") == ""


def test_names_may_agree_where_one_of_them_lost_a_letter_and_not_where_both_are_whole() -> None:
    assert may_agree({"zaj?c"}, {"nowak", "zajac"})
    assert not may_agree({"zaj?c"}, {"nowak"})
    assert not may_agree({"zajc"}, {"zajac"})
