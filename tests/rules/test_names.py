"""Names folded, drawn; and how a name is said that has one part only."""

import pytest

from tests.examples.drawn import rows
from towpath.rules.names import NO_GIVEN_NAME, as_said, folded, folded_given

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
