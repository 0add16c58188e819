import pytest

from tests.examples.drawn import UNKNOWN, rows
from towpath.rules.residence import ELSEWHERE, UNKNOWN_AREA, is_postcode_area, leads, lives_within, postcode_areas

TABLE = """
postcode  areas       lives_here
SB9 8FJ   SB          yes
SB9 8FJ   SB9         yes
SB9 8FJ   SB9 8       yes
SB9 8FJ   LB,SB9 8    yes
SB9 8FJ   SB9 7       no
SB10 8FJ  SB1         no     # a district is not the start of another
S9 8FJ    SB          no
LB1 1AA   SB          no
sb9 8fj   SB          yes
SB9 8FJ   lb,,sb9     yes    # as somebody types a list
SB9       SB          -      # half a postcode says nothing
-         SB          -
SB9 8FJ   -           -      # nothing listed
ZZ99 9ZZ  SB          -      # stands for no address that is known
ZZ99 3VZ  SB          -      # and so do the others of that district
ZZ9 9ZZ   SB          no
"""
ANSWERS = {"yes": True, "no": False, UNKNOWN: None}


@pytest.mark.parametrize("drawn", rows(TABLE), ids=lambda drawn: f"{drawn['postcode']} in {drawn['areas']}")
def test_a_postcode_lies_within_the_council_as_drawn(drawn: dict[str, str]) -> None:
    postcode = None if drawn["postcode"] == UNKNOWN else drawn["postcode"]
    listed = "" if drawn["areas"] == UNKNOWN else drawn["areas"]

    assert lives_within(postcode, postcode_areas(listed)) is ANSWERS[drawn["lives_here"]]


@pytest.mark.parametrize(
    ("lead", "answer"),
    [("343", True), (UNKNOWN_AREA, True), ("341", False), ("001", False), (ELSEWHERE, False)],
)
def test_a_council_leads_for_its_own_and_for_whoever_nobody_has_found(lead: str, answer: bool) -> None:
    assert leads("343", lead) is answer


@pytest.mark.parametrize(
    ("words", "answer"),
    [("SB", True), ("S", True), ("SB9", True), ("EC1A", True), ("SB9 8", True), ("SB9 8FJ", False), ("9SB", False)],
)
def test_what_a_council_lists_is_an_area_a_district_or_a_sector(words: str, answer: bool) -> None:
    assert is_postcode_area(words) is answer
