"""
Check the numbers that say who a person, school or provider is.

Each rule answers for a number already tidied: upper case, no spaces. Tidying is the reader's work.
"""

from functools import lru_cache

UPN_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
"""The 23 letters a UPN may hold, valued by place from A = 0. I, O and S are left out, as they look like 1, 0 and 5."""

TEMPORARY_ULN = "9999999999"
"""The number providers send for a learner who has no ULN yet. It is shared by many people, so it identifies nobody."""


def upn_check_letter(upn: str) -> str:
    """
    Return the check letter that belongs at the front of a UPN, from its other twelve characters.

    Characters 2 to 13 are weighted by their place, 2 to 13; the sum's remainder by 23 picks the letter.

    Source: DfE, Unique pupil numbers: guide for schools and local authorities, annex on validation.
    """
    return UPN_LETTERS[
        sum(
            (int(character) if character.isdigit() else UPN_LETTERS.index(character)) * weight
            for weight, character in enumerate(upn[1:], start=2)
        )
        % 23
    ]


def is_upn_shape(upn: str) -> bool:
    """Return whether this is a letter, eleven digits, and a digit (or a letter, for a temporary UPN)."""
    return (
        len(upn) == 13
        and upn.isascii()
        and upn[0] in UPN_LETTERS
        and upn[1:12].isdigit()
        and (upn[12].isdigit() or upn[12] in UPN_LETTERS)
    )


@lru_cache(maxsize=65_536)
def is_upn(upn: str) -> bool:
    """Return whether this has a UPN's shape and the check letter its other characters call for."""
    return is_upn_shape(upn) and upn[0] == upn_check_letter(upn)


def is_temporary_upn(upn: str) -> bool:
    """
    Return whether this is a temporary UPN: one ending with a letter, given while the real one is looked for.

    A temporary UPN belongs to one school's records and must not be used to recognise a person anywhere else.
    """
    return is_upn(upn) and upn[12].isalpha()


def is_uln(uln: str) -> bool:
    """
    Return whether this is a unique learner number: ten digits, not starting with 0, whose check digit agrees.

    The first nine digits are weighted 10 down to 2. The tenth is 10 less the sum's remainder by 11; a remainder of 0
    would call for 10, so no ULN has it.

    Source: DfE, Learning Records Service: unique learner number validation.
    """
    if not (len(uln) == 10 and uln.isascii() and uln.isdigit() and uln[0] != "0"):
        return False
    remainder = sum(int(digit) * weight for digit, weight in zip(uln[:9], range(10, 1, -1), strict=True)) % 11
    return remainder != 0 and 10 - remainder == int(uln[9])


def is_ukprn(ukprn: str) -> bool:
    """Return whether this is a UK provider reference number: eight digits, the first of them 1."""
    return len(ukprn) == 8 and ukprn.isascii() and ukprn.isdigit() and ukprn[0] == "1"


def is_urn(urn: str) -> bool:
    """Return whether this is an establishment's unique reference number: six digits, the first not 0."""
    return len(urn) == 6 and urn.isascii() and urn.isdigit() and urn[0] != "0"


def is_establishment_number(number: str) -> bool:
    """Return whether this is a council's three digits, the first not 0, and an establishment's four."""
    return len(number) == 7 and number.isascii() and number.isdigit() and number[0] != "0"


def is_nccis_id(number: str) -> bool:
    """Return whether this is thirteen digits: the case system's three and the person's ten."""
    return len(number) == 13 and number.isascii() and number.isdigit()
