"""Drawn tables of what one cell may hold and what is made of it: a value, or a code and never a guess."""

from datetime import date
from decimal import Decimal

import pytest

from tests.imports.files import ARRIVAL, ON
from towpath.imports.reading import values as v
from towpath.imports.reading.layout import Arrival
from towpath.imports.reading.values.days import age_on, from_serial
from towpath.rules.names import NO_GIVEN_NAME

READERS = {
    "day": v.day,
    "past": v.past_day,
    "birth": v.birth_date(),
    "month": v.birth_month,
    "upn": v.upn,
    "uln": v.uln,
    "ukprn": v.ukprn,
    "urn": v.urn,
    "estab": v.establishment_number,
    "la": v.la_code,
    "dfe": v.dfe_number,
    "nccis": v.nccis_id,
    "count": v.whole_number,
    "percent": v.percent,
    "postcode": v.postcode,
    "phone": v.phone,
    "email": v.email,
    "name": v.name,
    "yes": v.yes_no,
    "out": v.opted_out,
    "agreed": v.agreed,
    "gender": v.gender,
    "ethnicity": v.ethnicity,
    "sen": v.sen_provision,
    "year": v.year_group,
    "need": v.level_of_need,
    "activity": v.coded("activity_codes"),
    "cohort": v.coded("cohort_statuses"),
    "characteristics": v.code_list("characteristics"),
    "mode": v.translated({"full_time": ("FT", "Full-time")}),
}

# The files are read as seen on 31 January 2026. A value of "-" means that there is none.
# reader | cell | value | effect | code
DRAWN = """
day | 31/12/2010 | 2010-12-31 | fine |
day | 1/2/2010 | 2010-02-01 | fine |
day | 31-12-2010 | 2010-12-31 | fine |
day | 31.12.2010 | 2010-12-31 | fine |
day | 2010-12-31 | 2010-12-31 | fine |
day | 2010/12/31 | 2010-12-31 | fine |
day | 2010-12-31T00:00:00 | 2010-12-31 | fine |
day | 31/12/2010 00:00:00 | 2010-12-31 | fine |
day | 20101231 | 2010-12-31 | fine |
day | 31-Dec-2010 | 2010-12-31 | fine |
day | 31 December 2010 | 2010-12-31 | fine |
day | 1st Dec 2010 | 2010-12-01 | fine |
day | Fri 31 Dec 2010 | 2010-12-31 | fine |
day | 31-Dec-10 | 2010-12-31 | noted | date.two_digit_year
day | 31/12/10 | 2010-12-31 | noted | date.two_digit_year
day | 31/12/35 | 2035-12-31 | noted | date.two_digit_year   # 31 January 2026 and ten years is as far ahead as we read
day | 31/12/36 | 1936-12-31 | noted | date.two_digit_year
day | 29/02/2012 | 2012-02-29 | fine |
day | 29/02/2011 | - | unusable | date.no_such_day
day | 31/02/2011 | - | unusable | date.no_such_day
day | 31/04/2011 | - | unusable | date.no_such_day
day | 00/00/0000 | - | fine |
day | 12/31/2010 | 2010-12-31 | doubtful | date.month_first
day | 13/13/2010 | - | unusable | date.no_such_day
day | 31/12/1899 | - | unusable | date.year
day | 01/01/1900 | 1900-01-01 | fine |
day | 31/12/2101 | - | unusable | date.year
day | 44629 | 2022-03-09 | noted | date.serial   # 9 March 2022, as real extracts hold it
day | 44629.0 | 2022-03-09 | noted | date.serial
day | 44629.5 | 2022-03-09 | noted | date.serial
day | 99999 | - | unusable | date.unread
day | 31 Smarch 2010 | - | unusable | date.unread
day | last Tuesday | - | unusable | date.unread
day | n/a | - | fine |
past | 31/01/2026 | 2026-01-31 | fine |
past | 01/02/2026 | 2026-02-01 | doubtful | date.future
past | bad | - | unusable | date.unread
birth | 31/01/2016 | 2016-01-31 | fine |                 # ten today
birth | 01/02/2016 | 2016-02-01 | doubtful | birth_date.age  # ten tomorrow
birth | 01/02/1999 | 1999-02-01 | fine |                 # 27 tomorrow
birth | 31/01/1999 | 1999-01-31 | doubtful | birth_date.age  # 27 today
birth | 31/01/2023 | 2023-01-31 | doubtful | birth_date.age  # three years old
birth | 31/01/1959 | 1959-01-31 | doubtful | birth_date.age  # 67
birth | 01/02/2026 | - | unusable | birth_date.future
birth | 03/02/10 | 2010-02-03 | noted | date.two_digit_year
birth | 03/02/27 | 1927-02-03 | doubtful | birth_date.age   # 2027 has not come, so it must be 1927
birth | 02/13/2010 | 2010-02-13 | doubtful | date.month_first
month | 02/2009 | 2009-02-01 | fine |
month | 2009-02 | 2009-02-01 | fine |
month | Feb-09 | 2009-02-01 | noted | date.two_digit_year
month | February 2009 | 2009-02-01 | fine |
month | Smarch 2009 | - | unusable | date.unread
month | 13/2009 | - | unusable | date.no_such_day
month | 17/02/2009 | 2009-02-01 | fine |
month | 39845 | 2009-02-01 | noted | date.serial          # 1 February 2009
upn | A123456789012 | A123456789012 | fine |
upn | a123456789012 | A123456789012 | fine |
upn | A 1234 5678 9012 | A123456789012 | fine |
upn | A1234567890I2 | A123456789012 | noted | upn.letters
upn | A12345678901O | - | unusable | upn.shape
upn | B123456789012 | - | unusable | upn.check_letter
upn | A12345678901 | - | unusable | upn.shape
upn | X12345678901A | - | unusable | upn.temporary
uln | 1000000000 | 1000000000 | fine |
uln | 1000000000.0 | 1000000000 | noted | uln.decimal
uln | 1E+09 | - | unusable | uln.scientific
uln | 1.23E+09 | - | unusable | uln.scientific
uln | 1,23E+09 | - | unusable | uln.scientific
uln | 1000000001 | - | unusable | uln.check_digit
uln | 9999999999 | - | unusable | uln.temporary
uln | 100000000 | - | unusable | uln.shape
uln | 0000000042 | - | unusable | uln.shape
ukprn | 10004180 | 10004180 | fine |
ukprn | 10004180.0 | 10004180 | noted | ukprn.decimal
ukprn | 1.00E+07 | - | unusable | ukprn.scientific
ukprn | 20004180 | - | unusable | ukprn.shape
urn | 104944 | 104944 | fine |
urn | 104944.0 | 104944 | noted | urn.decimal
urn | 4944 | - | unusable | urn.shape
urn | 1E+05 | - | unusable | urn.scientific
estab | 3434000 | 3434000 | fine |
estab | 343/4000 | 3434000 | fine |
estab | 343-4000 | 3434000 | fine |
estab | 343 4000 | 3434000 | fine |
estab | 3434000.0 | 3434000 | noted | establishment_number.decimal
estab | 4000 | - | unusable | establishment_number.shape
estab | 3.43E+06 | - | unusable | establishment_number.scientific
la | 343 | 343 | fine |
la | 4 | 004 | noted | la_code.zeros
la | Sefton | - | unusable | la_code.shape
la | 3430 | - | unusable | la_code.shape
dfe | 4000 | 4000 | fine |
dfe | 400 | 0400 | noted | dfe_number.zeros
dfe | 4000.0 | 4000 | noted | dfe_number.decimal
dfe | 1E+03 | - | unusable | dfe_number.scientific
nccis | 3430000010001 | 3430000010001 | fine |
nccis | 3430000010001.0 | 3430000010001 | noted | nccis_id.decimal
nccis | 3.43E+12 | - | unusable | nccis_id.scientific
nccis | 343000001000 | - | unusable | nccis_id.shape
count | 140 | 140 | fine |
count | 140.0 | 140 | fine |
count | 1,400 | 1400 | fine |
count | 0 | 0 | fine |
count | -1 | - | unusable | number.not_whole
count | 1.5 | - | unusable | number.not_whole
count | lots | - | unusable | number.not_whole
percent | 92.5% | 92.5 | fine |
percent | 92.5 | 92.5 | fine |
percent | 92,5 | 92.5 | fine |
percent | 0.925 | 92.5 | noted | percent.share
percent | .9 | 90 | noted | percent.share
percent | 85 | 85 | fine |
percent | 85.0 | 85.0 | fine |
percent | 0 | 0 | fine |
percent | 1% | 1 | fine |
percent | 1 | - | unusable | percent.one
percent | 100 | 100 | fine |
percent | 100.1 | - | unusable | percent.range
percent | good | - | unusable | percent.not_number
postcode | L20 3NJ | L20 3NJ | fine |
postcode | l203nj | L20 3NJ | fine |
postcode | L20  3NJ | L20 3NJ | fine |
postcode | EC1A 1BB | EC1A 1BB | fine |
postcode | W1A 0AX | W1A 0AX | fine |
postcode | L20 ONJ | L20 0NJ | noted | postcode.letters
postcode | L20 INJ | L20 1NJ | noted | postcode.letters
postcode | ZZ99 9ZZ | ZZ99 9ZZ | warned | postcode.filler
postcode | L20 | - | unusable | postcode.shape
postcode | Bootle | - | unusable | postcode.shape
phone | 0151 496 0000 | 01514960000 | fine |
phone | (0151) 496-0000 | 01514960000 | fine |
phone | +44 151 496 0000 | 01514960000 | fine |
phone | +44 (0)151 496 0000 | 01514960000 | fine |
phone | 0044 7700 900123 | 07700900123 | fine |
phone | 447700900123 | 07700900123 | fine |
phone | 7700900123 | 07700900123 | noted | phone.zero
phone | 1514960000 | 01514960000 | noted | phone.zero
phone | 7700900123.0 | 07700900123 | noted | phone.zero
phone | 07700 900123 (mum) | 07700900123 | warned | phone.words
phone | Mum: 07700 900123 | 07700900123 | warned | phone.words
phone | 7.7E+09 | - | unusable | phone.scientific
phone | 07700 900123 / 0151 496 0000 | - | unusable | phone.shape
phone | 496 0000 | - | unusable | phone.shape
email | Ada@Example.ORG | Ada@example.org | fine |
email | ada@example | - | unusable | email.shape
email | aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa@example.org | - | unusable | email.shape
email | ada@example.org, b@example.org | - | unusable | email.shape
name | Okonkwo | Okonkwo | fine |
name | OKONKWO | OKONKWO | noted | name.capitals
name | Li | Li | fine |
name | OK | OK | fine |
name | ZoÃ« | Zoë | noted | name.mended
name | O’Hara-Żak | O’Hara-Żak | fine |
name | Oâ€™Brien | O’Brien | noted | name.mended
name | Okonkwo2 | Okonkwo2 | warned | name.characters
name | Okonkwo (Ada) | Okonkwo (Ada) | warned | name.characters
name | Szczepa?ski | Szczepa?ski | warned | name.letter_lost
name | Szczepa\N{REPLACEMENT CHARACTER}ski | Szczepa?ski | warned | name.letter_lost
name | ? | - | fine |
yes | Y | True | fine |
yes | yes | True | fine |
yes | TRUE | True | fine |
yes | 1 | True | fine |
yes | ✓ | True | fine |
yes | n | False | fine |
yes | 0 | False | fine |
yes | No | False | fine |
yes | x | - | unusable | yes_no.unread
yes | maybe | - | unusable | yes_no.unread
yes | N/A | - | fine |
out | Y | True | fine |
out | N | False | fine |
out | perhaps | True | doubtful | sharing.unclear
agreed | Yes | True | fine |
agreed | No | False | fine |
agreed | UNS | False | doubtful | sharing.unclear
gender | Female | F | fine |
gender | m | M | fine |
gender | 2 | F | noted | gender.number
gender | 9 | U | noted | gender.number
gender | Prefer not to say | W | fine |
gender | X | - | unusable | gender.unread
ethnicity | WBRI | WBRI | fine |
ethnicity | wbri | WBRI | fine |
ethnicity | White - British | WBRI | fine |
ethnicity | BNGN | BAFR | noted | ethnicity.fuller
ethnicity | WENG | WBRI | noted | ethnicity.fuller
ethnicity | WIRT | - | unusable | ethnicity.no_code
ethnicity | Martian | - | unusable | ethnicity.unknown
sen | N | N | fine |
sen | None | N | fine |
sen | EHCP | E | fine |
sen | SEN Support | K | fine |
sen | S | E | noted | sen.former
sen | A | K | noted | sen.former
sen | P | K | noted | sen.former
sen | Q | - | unusable | sen.unread
year | 11 | 11 | fine |
year | Year 11 | 11 | fine |
year | Yr 11 | 11 | fine |
year | Y11 | 11 | fine |
year | 11.0 | 11 | fine |
year | R | 0 | fine |
year | 0 | - | unusable | year_group.unread
year | 16 | - | unusable | year_group.unread
year | eleven | - | unusable | year_group.unread
need | 1 | 1 | fine |
need | Intensive | 1 | fine |
need | 3.0 | 3 | fine |
need | 4 | - | unusable | level_of_need.unread
activity | 310 | 310 | fine |
activity | 310.0 | 310 | fine |
activity | 310 - Apprenticeship | 310 | fine |
activity | 999 | - | unusable | activity_codes.unknown
activity | Apprenticeship | - | unusable | activity_codes.unknown
cohort | p | P | fine |
cohort | Q | - | unusable | cohort_statuses.unknown
characteristics | 110 | ('110',) | fine |
characteristics | 110;140, 110 | ('110', '140') | fine |
characteristics | 110 999 | ('110',) | warned | characteristics.some_unknown
characteristics | 999 | - | unusable | characteristics.unknown
mode | sandwich | - | unusable | words.unknown
mode | full time | full_time | fine |
mode | FULL-TIME | full_time | fine |
"""

LINES = [line.split("#")[0].rstrip() for line in DRAWN.strip().splitlines()]


@pytest.mark.parametrize("line", LINES)
def test_a_cell_is_read_as_drawn(line):
    reader, cell, value, effect, code = (part.strip() for part in line.split("|"))

    answer = READERS[reader](cell, ARRIVAL)

    assert (str(answer.value) if answer.value is not None else "-", answer.effect, answer.code) == (value, effect, code)


@pytest.mark.parametrize("line", [line for line in LINES if "unusable" in line or "doubtful" in line])
def test_words_say_what_is_wrong_and_then_what_to_do(line):
    reader, cell, *_ = (part.strip() for part in line.split("|"))

    message = READERS[reader](cell, ARRIVAL).message

    assert message.endswith(".")
    assert not {"invalid", "illegal", "null"} & set(message.lower().replace(".", "").split())


@pytest.mark.parametrize("reader", sorted(READERS))
def test_a_cell_that_says_nothing_gives_nothing(reader):
    for cell in ("", "   ", "\u200b"):
        answer = READERS[reader](cell, ARRIVAL)
        assert (answer.value, answer.effect) == (None, "fine")


def test_text_that_is_too_long_is_no_value():
    assert v.text("x" * 501, ARRIVAL).code == "text.long"
    assert v.text("x" * 500, ARRIVAL).value == "x" * 500
    assert v.name("x" * 101, ARRIVAL).code == "name.long"


def test_letters_that_cannot_be_mended_are_said():
    assert v.name("Ã€€", ARRIVAL).code == "name.misread"


def test_a_name_of_which_every_letter_was_lost_is_no_word_that_there_is_none():
    assert (v.own_name("????", ARRIVAL).value, v.own_name("????", ARRIVAL).code) == ("????", "name.letter_lost")
    assert v.own_name("--", ARRIVAL).value == NO_GIVEN_NAME


def test_a_percentage_of_a_workbook_cell_is_exact():
    answer = v.percent(0.925, ARRIVAL)

    assert answer.value == Decimal("92.5")


def test_a_whole_percentage_of_a_workbook_cell_is_all_of_it():
    assert v.percent(1.0, ARRIVAL).value == Decimal(100)


@pytest.mark.parametrize("cell", ["90", "90.0", "90%", "0.9", 0.9, 90.0])
def test_exactly_ninety_is_exactly_ninety(cell):
    assert v.percent(cell, ARRIVAL).value == Decimal(90)


# Day 1 is 1 January 1900; day 59 is 28 February; day 60 never was; day 61 is 1 March 1900.
# The 1904 count starts at 0 on 1 January 1904.
@pytest.mark.parametrize(
    ("number", "from_1904", "day"),
    [
        (1, False, date(1900, 1, 1)),
        (59, False, date(1900, 2, 28)),
        (60, False, None),
        (61, False, date(1900, 3, 1)),
        (44629, False, date(2022, 3, 9)),
        (44629 - 1462, True, date(2022, 3, 9)),
        (0, True, date(1904, 1, 1)),
        (0, False, None),
        (-1, True, None),
        (73_051, False, None),
        (71_001, True, None),
    ],
)
def test_spreadsheet_day_numbers(number, from_1904, day):
    assert from_serial(number, from_1904) == day


def test_a_date_left_as_a_number_in_a_1904_book_is_counted_from_there():
    arrival = Arrival(on=ON, epoch_1904=True)

    assert v.day("43167", arrival).value == date(2022, 3, 9)


@pytest.mark.parametrize(
    ("on", "age"), [(date(2026, 2, 28), 13), (date(2026, 3, 1), 14), (date(2028, 2, 28), 15), (date(2028, 2, 29), 16)]
)
def test_someone_born_on_29_february_is_older_from_1_march_in_common_years(on, age):
    assert age_on(date(2012, 2, 29), on) == age


def test_without_a_published_list_any_code_of_its_shape_is_read():
    assert v.coded("activity_codes")("999", Arrival(on=ON)).value == "999"


def test_a_date_before_the_calendar_of_a_workbook_is_refused():
    assert v.day(date(1899, 12, 31), ARRIVAL).code == "date.year"
