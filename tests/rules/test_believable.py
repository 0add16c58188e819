"""What can be so of anybody: days, postcodes, phone numbers and e-mail addresses."""

from datetime import date, timedelta

import pytest

from towpath.rules.believable import day_problems, is_email, is_phone, is_postcode

ON = date(2026, 1, 31)
BORN = date(2009, 8, 31)
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("postcode", "is_one"),
    [
        ("SM1 2AB", True),
        ("L1 8JQ", True),
        ("EC1A 1BB", True),
        ("GIR 0AA", True),
        ("ZZ99 9ZZ", True),
        ("SM12AB", False),
        ("sm1 2ab", False),
        ("SM1  2AB", False),
        ("SM1", False),
        ("SMI 2AB", False),  # The letter I where a 1 belongs.
        ("", False),
    ],
)
def test_a_postcode_is_capitals_and_digits_with_one_space(postcode, is_one):
    assert is_postcode(postcode) is is_one


@pytest.mark.parametrize(
    ("number", "is_one"),
    [
        ("07700900123", True),  # 0 and ten digits.
        ("0169772345", True),  # 0 and nine digits: some places in Cumbria.
        ("7700900123", False),  # A mobile that lost its 0.
        ("077009001", False),  # One short of the shortest.
        ("077009001234", False),  # One too many.
        ("35312345678", True),  # Ireland: 353 and eight.
        ("4533123456", True),  # Denmark: 45 and eight.
        ("123456789012345", True),  # Fifteen, the longest there is.
        ("1234567890123456", False),
        ("٠٧٧٠٠٩٠٠١٢٣", False),  # Digits that no phone here has keys for.
        ("", False),
    ],
)
def test_a_phone_number_has_as_many_digits_as_one_can(number, is_one):
    assert is_phone(number) is is_one


@pytest.mark.parametrize(
    ("address", "is_one"),
    [
        ("wren@home.example", True),
        ("w.o'neill+college@mail.saltmarsh.example", True),
        ("wren.home.example", False),
        ("wren@home", False),
        ("wren@@home.example", False),
        ("wren@home..example", False),
        ("wren halloran@home.example", False),
        ("wren@home.example, maeve@home.example", False),
        ("a" * 65 + "@home.example", False),
        ("a@" + "b" * 244 + ".example", True),  # 2 + 244 + 8 = 254, the longest.
        ("a@" + "b" * 245 + ".example", False),
        ("", False),
    ],
)
def test_an_email_address_has_a_name_and_a_place(address, is_one):
    assert is_email(address) is is_one


@pytest.mark.parametrize(
    ("from_date", "to_date", "codes"),
    [
        (None, None, []),
        (ON, None, []),
        (ON + DAY, None, ["day_in_future"]),
        (None, ON + DAY, ["day_in_future"]),
        (BORN, None, []),
        (BORN - DAY, None, ["day_before_birth"]),
        (None, BORN - DAY, ["day_before_birth"]),
        (ON, ON, []),
        (ON, ON - DAY, ["ends_before_it_starts"]),
        (ON + DAY, BORN - DAY, ["day_in_future", "day_before_birth", "ends_before_it_starts"]),
    ],
)
def test_nothing_holds_before_birth_or_before_it_is_so(from_date, to_date, codes):
    found = [each.code for each in day_problems(from_date, to_date, birth_date=BORN, on=ON)]

    assert found == codes


def test_of_somebody_whose_birth_date_is_not_known_no_day_is_before_it():
    assert list(day_problems(date(1890, 1, 1), None, birth_date=None, on=ON)) == []


def test_a_problem_names_the_day_as_given():
    [problem] = day_problems(date(2062, 1, 31), None, birth_date=BORN, on=ON)

    assert (problem.column, problem.value) == ("from_date", "2062-01-31")
