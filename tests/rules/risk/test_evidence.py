"""How the text of evidence is read: what it may be, and what is refused rather than guessed."""

from decimal import Decimal

import pytest

from towpath.rules.risk.evidence import UnreadableError, evidence_kind, plain, says_unknown


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("attendance_percent", "84", Decimal("84")),
        ("attendance_percent", " 85.0% ", Decimal("85.0")),
        ("attendance_percent", "0", Decimal(0)),
        ("attendance_percent", "1.1", Decimal("1.1")),
        ("attendance_percent", "100", Decimal(100)),
        ("suspensions", "3.0", Decimal(3)),
        ("suspension_sessions", "0", Decimal(0)),
        ("in_care", "Y", "yes"),
        ("in_care", "TRUE", "yes"),
        ("in_care", "0", "no"),
        ("sen_provision", "E", "E"),
        ("sen_provision", "S", "E"),
        ("sen_provision", "ehcp", "E"),
        ("sen_provision", "A", "K"),
        ("sen_provision", "p", "K"),
        ("sen_provision", "SEN support", "K"),
        ("sen_provision", "none", "N"),
        ("first_language", "English", "ENG"),
        ("first_language", "believed  to be English", "ENB"),
        ("first_language", "pol", "POL"),
        ("first_language", "Not known", "NOT"),
    ],
)
def test_text_is_read(name: str, text: str, value: object) -> None:
    assert evidence_kind(name).read(text) == value


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("attendance_percent", "0.84"),
        ("attendance_percent", "1"),
        ("attendance_percent", "100.1"),
        ("attendance_percent", "-3"),
        ("attendance_percent", "NaN"),
        ("attendance_percent", "good"),
        ("suspensions", "1.5"),
        ("suspensions", "-1"),
        ("suspensions", "Infinity"),
        ("in_care", "maybe"),
        ("in_care", "2"),
        ("sen_provision", "X"),
    ],
)
def test_what_cannot_be_read_is_refused_with_what_to_write(name: str, text: str) -> None:
    with pytest.raises(UnreadableError, match=r"Write"):
        evidence_kind(name).read(text)


def test_a_number_is_kept_without_an_exponent() -> None:
    assert plain(Decimal("1E+2")) == "100"
    assert plain(Decimal("85.0")) == "85.0"
    assert plain("yes") == "yes"


@pytest.mark.parametrize(
    ("text", "is_unknown"), [(" ", True), ("-", True), ("Not known", True), ("no", False), ("0", False)]
)
def test_a_blank_and_its_like_say_that_nobody_knows(text: str, is_unknown: bool) -> None:
    assert says_unknown(text) is is_unknown
