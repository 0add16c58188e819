"""What is weakly known of the published lists, and what is taken to hold."""

from datetime import date

from tests.standards.test_published_lists import STANDARDS
from towpath.standards import Correction
from towpath.standards.assumed import About, anchor_of, list_assumed

DAY = date(2026, 1, 31)


def test_each_row_of_low_confidence_is_told_once_for_each_thing_that_is_weak() -> None:
    found = {(each.row.code, each.about) for each in list_assumed(STANDARDS.edition_on(DAY))}

    # As activity_codes.csv has them: three whose duty is weakly known, six whose lapse is; 440 is in both.
    assert found == {
        *((code, About.DUTY) for code in ("260", "340", "440")),
        *((code, About.CURRENCY) for code in ("410", "430", "440", "450", "460", "530")),
    }


def test_the_words_finish_a_sentence_and_the_anchor_is_a_place_on_a_page() -> None:
    [lapse] = [each for each in list_assumed(STANDARDS.edition_on(DAY)) if each.row.code == "530"]

    assert lapse.words == "lapse 3 months after it was verified, or when it is expected to end if that is sooner"
    assert lapse.anchor == anchor_of("activity_codes", "530") == "activity-530"


def test_what_a_council_has_read_for_itself_is_assumed_no_more() -> None:
    read = Correction(
        list_name="activity_codes",
        code="530",
        starts_on=date(2026, 1, 1),
        ends_on=None,
        values={"currency_confidence": "high"},
        is_addition=False,
        reason="Read in the requirement",
        source="page 61",
    )

    edition = STANDARDS.with_corrections((read,)).edition_on(DAY)

    assert "530" not in {each.row.code for each in list_assumed(edition)}
