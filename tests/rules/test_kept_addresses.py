"""Texts that say where somebody lives, drawn: 4 Ropewalk, SM1 2AB."""

import pytest

from tests.examples.drawn import rows
from towpath.rules.kept_addresses import says_address

TEXTS = """
text                                 says
Lives at 4 Ropewalk with mum         yes
lives at 4, ROPEWALK.                yes
Post to SM1 2AB                      yes
post to sm12ab please                yes
Lives at 14 Ropewalk                 no     # Another house.
Lives on Ropewalk                    no     # A street is not a house.
Works at 4 Ropewalks                 no
Keen to work with boats              no
"""


@pytest.mark.parametrize("row", rows(TEXTS), ids=lambda row: row["text"])
def test_a_text_says_where_somebody_lives(row):
    assert says_address(row["text"], first_line="4 Ropewalk", postcode="SM1 2AB") is (row["says"] == "yes")


@pytest.mark.parametrize("first_line", ["", "The Cottage", "Flat7"])
def test_what_is_said_of_many_houses_or_not_known_is_in_no_text(first_line):
    assert not says_address("She lives in The Cottage, Flat7", first_line=first_line, postcode="")
