"""What a spreadsheet would run is made text, and what it would not stays as it is."""

import pytest

from towpath.rules.cells import plain, plain_row


@pytest.mark.parametrize(
    "cell", ["=1+1", "=cmd|'/c calc'!A1", "+SUM(A1)", "+44+1", "-1-1", "@A1", "\t=1", "\r=1", "-", "+"]
)
def test_what_a_spreadsheet_would_run_is_made_text(cell: str) -> None:
    assert plain(cell) == f"'{cell}"


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("+447700900123", "+447700900123"),
        ("+44 7700 900123", "+44 7700 900123"),
        (-5, "-5"),
        ("-2.5", "-2.5"),
        ("O’Hara-Lee", "O’Hara-Lee"),
        (7, "7"),
        (None, ""),
    ],
)
def test_a_number_with_its_sign_and_any_other_cell_stay_as_they_are(cell: object, text: str) -> None:
    assert plain(cell) == text


def test_a_row_is_made_plain_cell_by_cell() -> None:
    assert list(plain_row(["=A1", None, 3])) == ["'=A1", "", "3"]
