"""Read identifiers and other numbers, and see what spreadsheets do to them."""

import re
from decimal import Decimal

from towpath.imports.reading.cells import given
from towpath.imports.reading.layout import Answer, Arrival, Cell
from towpath.rules import identifiers

NOTHING = Answer()

SCIENTIFIC = re.compile(r"\d(?:[.,]\d+)?[eE]\+?\d{1,3}$")
DECIMAL_ZERO = re.compile(r"^(\d+)[.,]0+$")

LOST_DIGITS = (
    "A spreadsheet has shortened this number and its last digits are lost. "
    "Format the column as text, type the number again from the source and send the file again."
)
WHOLE = "A spreadsheet had added a decimal point. We took it off."


def _digits(cell: Cell, code: str) -> tuple[str, Answer | None]:
    """Return the number's text without spaces, and the answer where it is already certain: nothing, or lost digits."""
    text = given(cell).replace(" ", "")
    if not text:
        return "", NOTHING
    if SCIENTIFIC.search(text):
        return text, Answer(None, "unusable", f"{code}.scientific", LOST_DIGITS)
    return text, None


def _without_decimal(text: str, code: str, value: str | None = None) -> tuple[str, Answer | None]:
    """Return the digits before '.0', and the note that says it was taken off."""
    found = DECIMAL_ZERO.match(text)
    if found is None:
        return text, None
    return found[1], Answer(value or found[1], "noted", f"{code}.decimal", WHOLE)


def upn(cell: Cell, arrival: Arrival) -> Answer:
    """
    Read a unique pupil number.

    A temporary one is left out: two schools may hand the same one to different pupils, so it recognises nobody.
    """
    typed, answer = _digits(cell, "upn")
    if answer is not None:
        return answer
    number = typed.upper()
    if not identifiers.is_upn_shape(number):
        mended = (
            number[:1]
            + number[1:12].replace("O", "0").replace("I", "1")
            + number[12:].replace("O", "0").replace("I", "1")
        )
        if identifiers.is_upn(mended):
            return Answer(
                mended, "noted", "upn.letters", "We read a letter O or I as the digit 0 or 1; the check letter agrees."
            )
        return Answer(
            None,
            "unusable",
            "upn.shape",
            "A UPN has 13 characters: a letter, then 12 digits. Check it against the school's record and correct it.",
        )
    if not identifiers.is_upn(number):
        return Answer(
            None,
            "unusable",
            "upn.check_letter",
            "The first letter does not agree with the rest, so at least one character is wrong. Check the UPN "
            "against the school's record and correct it.",
        )
    if number[12].isalpha():
        return Answer(
            None,
            "unusable",
            "upn.temporary",
            "This is a temporary UPN, so we did not use it to recognise the person. Send the permanent one when the "
            "school has it.",
        )
    return Answer(number)


def uln(cell: Cell, arrival: Arrival) -> Answer:
    """Read a unique learner number."""
    typed, answer = _digits(cell, "uln")
    if answer is not None:
        return answer
    number, note = _without_decimal(typed, "uln")
    if number == identifiers.TEMPORARY_ULN:
        return Answer(
            None,
            "unusable",
            "uln.temporary",
            "9999999999 means that the learner has no ULN yet, so we left it out. Send the ULN when there is one.",
        )
    if not (len(number) == 10 and number.isascii() and number.isdigit() and number[0] != "0"):
        return Answer(
            None,
            "unusable",
            "uln.shape",
            "A ULN has 10 digits and does not start with 0. Check it against the learner's record and correct it.",
        )
    if not identifiers.is_uln(number):
        return Answer(
            None,
            "unusable",
            "uln.check_digit",
            "The last digit does not agree with the others, so at least one digit is wrong. Check the ULN against "
            "the learner's record and correct it.",
        )
    return note or Answer(number)


def nccis_id(cell: Cell, arrival: Arrival) -> Answer:
    """Read a young person's identifier in the national system."""
    typed, answer = _digits(cell, "nccis_id")
    if answer is not None:
        return answer
    number, note = _without_decimal(typed, "nccis_id")
    if not identifiers.is_nccis_id(number):
        return Answer(
            None,
            "unusable",
            "nccis_id.shape",
            "This identifier has 13 digits: 3 for the system and 10 for the person. Check it in the system it came "
            "from.",
        )
    return note or Answer(number)


def ukprn(cell: Cell, arrival: Arrival) -> Answer:
    """Read a UK provider reference number."""
    typed, answer = _digits(cell, "ukprn")
    if answer is not None:
        return answer
    number, note = _without_decimal(typed, "ukprn")
    if not identifiers.is_ukprn(number):
        return Answer(
            None,
            "unusable",
            "ukprn.shape",
            "A UKPRN has 8 digits and starts with 1. Look it up on the UK Register of Learning Providers and "
            "correct it.",
        )
    return note or Answer(number)


def urn(cell: Cell, arrival: Arrival) -> Answer:
    """Read an establishment's unique reference number."""
    typed, answer = _digits(cell, "urn")
    if answer is not None:
        return answer
    number, note = _without_decimal(typed, "urn")
    if not identifiers.is_urn(number):
        return Answer(
            None,
            "unusable",
            "urn.shape",
            "A URN has 6 digits. Look the school up on Get Information about Schools and correct it.",
        )
    return note or Answer(number)


def establishment_number(cell: Cell, arrival: Arrival) -> Answer:
    """Read a council's three digits and an establishment's four, however they are joined."""
    typed, answer = _digits(cell, "establishment_number")
    if answer is not None:
        return answer
    number, note = _without_decimal(typed, "establishment_number")
    joined = re.sub(r"[/\-.]", "", number)
    if not identifiers.is_establishment_number(joined):
        return Answer(
            None,
            "unusable",
            "establishment_number.shape",
            "This number has 7 digits: 3 for the council and 4 for the school, for example 343 and 4000. Give all 7.",
        )
    return note or Answer(joined)


def _padded(cell: Cell, width: int, code: str, words: str) -> Answer:
    """Return a number of so many digits, giving back the zeros a spreadsheet took from its front."""
    typed, answer = _digits(cell, code)
    if answer is not None:
        return answer
    number, note = _without_decimal(typed, code)
    if not (number.isascii() and number.isdigit() and len(number) <= width):
        return Answer(None, "unusable", f"{code}.shape", words)
    if len(number) < width:
        return Answer(
            number.zfill(width),
            "noted",
            f"{code}.zeros",
            f"The number was short of {width} digits. We put back the zeros at its front.",
        )
    return note or Answer(number)


def la_code(cell: Cell, arrival: Arrival) -> Answer:
    """Read a council's three-digit code."""
    return _padded(cell, 3, "la_code", "A council's code has 3 digits, for example 343. Check it and correct it.")


def dfe_number(cell: Cell, arrival: Arrival) -> Answer:
    """Read a school's four-digit number within its council."""
    return _padded(
        cell, 4, "dfe_number", "A school's number has 4 digits, without the council's 3. Check it and correct it."
    )


def school_number(cell: Cell, arrival: Arrival) -> Answer:
    """Read a school's number where extracts give it either way: its own four digits, or seven with the council's."""
    whole = establishment_number(cell, arrival)
    return whole if whole.value else dfe_number(cell, arrival)


def whole_number(cell: Cell, arrival: Arrival) -> Answer:
    """Read a count: nought or more, and no parts."""
    text = given(cell).replace(",", "").replace(" ", "")
    if not text:
        return NOTHING
    found = DECIMAL_ZERO.match(text)
    digits = found[1] if found else text
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 9):
        return Answer(
            None,
            "unusable",
            "number.not_whole",
            "This should be a whole number, 0 or more. Correct it, or leave the cell empty if it is not known.",
        )
    return Answer(int(digits))


def money(cell: Cell, arrival: Arrival) -> Answer:
    """Read pounds and pence, nought or more: 99,999.00, £10 and 10.5."""
    text = given(cell).replace(",", "").replace(" ", "").removeprefix("£")
    if not text:
        return NOTHING
    if not re.fullmatch(r"\d{1,6}(?:\.\d{1,2}0*)?", text, re.ASCII):
        return Answer(
            None,
            "unusable",
            "money.not_pounds",
            "This should be pounds and pence such as 12.50, 0 where it is free. Correct it, or leave the cell empty.",
        )
    return Answer(Decimal(text))


def percent(cell: Cell, arrival: Arrival) -> Answer:
    """
    Read a percentage as a decimal from 0 to 100, exactly as written: 92.5%, 92.5 and 0.925 are all 92.5.

    A number below 1 without a percent sign is taken as a share of 1, and the row says so. A bare 1 has two readings.
    """
    typed = given(cell).replace(" ", "")
    text = typed.rstrip("%").replace(",", ".")
    if not typed:
        return NOTHING
    if not re.fullmatch(r"\d{1,3}(?:\.\d+)?|\.\d+", text):
        return Answer(
            None,
            "unusable",
            "percent.not_number",
            "This should be a percentage such as 92.5. Correct it, or leave the cell empty if it is not known.",
        )
    value = Decimal(text)
    signed = typed.endswith("%")
    if not signed and value == 1 and isinstance(cell, str):
        return Answer(None, "unusable", "percent.one", "1 could mean 1% or 100%. Write it with a percent sign.")
    if not signed and 0 < value <= 1:
        return Answer(
            (value * 100).normalize() + 0, "noted", "percent.share", "We read this share of 1 as a percentage."
        )
    if value > 100:
        return Answer(
            None,
            "unusable",
            "percent.range",
            "A percentage here cannot be more than 100. Check the figure and correct it.",
        )
    return Answer(value)
