"""Read text, names, yes and no, and ways of reaching someone."""

import re

from towpath.imports.reading.cells import fold, given, tidy
from towpath.imports.reading.layout import Answer, Arrival, Cell
from towpath.rules.believable import is_email
from towpath.rules.names import LOST_LETTER, NO_GIVEN_NAME, has_lost_letter, has_refused_character
from towpath.rules.residence import NOWHERE

NOTHING = Answer()
LONGEST_TEXT, LONGEST_NAME = 500, 100

YES = frozenset({"y", "yes", "true", "t", "1"})
NO = frozenset({"n", "no", "false", "f", "0"})
TICKS = frozenset({"✓", "✔", "☑"})

MISREAD = re.compile(
    "[\u00c2-\u00c5][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u2122\u20ac]"
    "|\u00e2\u20ac."
)
"""What a letter in UTF-8 looks like once it has been opened as Windows text and saved again."""
NO_LETTERS = re.compile(r"^[\W_]+$")
NO_SUCH_NAME = frozenset(
    {
        "n/a", "none", "not applicable", "no name", "one name", "one name only", "single name", "xxx", "fnu", "lnu",
        "no forename", "no first name", "no given name", "no surname", "no last name", "no family name",
    }
)  # fmt: skip
"""
What is written in place of a name that somebody has not got, besides dashes and stops. Null and Na are names.

FNU and LNU are "first name unknown" and "last name unknown", as visas have it.
"""
LETTER_LOST, MISREAD_NAME, ODD_NAME = "name.letter_lost", "name.misread", "name.characters"
WRONG_NAMES = (LETTER_LOST, MISREAD_NAME, ODD_NAME)
"""What is said of a name that we read as it stands and that is hardly anybody's."""

POSTCODE = re.compile(r"^([A-Z]{1,2}[0-9][A-Z0-9]?)([0-9OI][A-Z]{2})$")


def text(cell: Cell, arrival: Arrival) -> Answer:
    """Read words as they are, tidied."""
    words = tidy(cell)
    if len(words) > LONGEST_TEXT:
        return Answer(
            None, "unusable", "text.long", f"This is longer than the {LONGEST_TEXT} characters we keep. Shorten it."
        )
    return Answer(words or None)


def name(cell: Cell, arrival: Arrival) -> Answer:
    """Read one name as its owner's record has it: spaces and invisible marks tidied, case and curly quotes kept."""
    words = tidy(cell)
    if not words or NO_LETTERS.match(words) or is_no_name(words):
        return NOTHING
    return _as_spelt(words)


def _as_spelt(words: str) -> Answer:
    if len(words) > LONGEST_NAME:
        return Answer(
            None,
            "unusable",
            "name.long",
            f"This is longer than the {LONGEST_NAME} characters a name may have. Check that the columns have not "
            "slipped.",
        )
    if MISREAD.search(words):
        try:
            mended = words.encode("cp1252").decode("utf-8")
        except UnicodeError:
            return Answer(
                words,
                "warned",
                MISREAD_NAME,
                "Some letters look wrong, as if the file was opened with the wrong alphabet. Check the spelling.",
            )
        return Answer(
            mended,
            "noted",
            "name.mended",
            "Letters with accents had been spoilt by an earlier save. We mended them; check the spelling.",
        )
    if has_lost_letter(words):
        return _letter_lost(words)
    if has_refused_character(words):
        return Answer(
            words,
            "warned",
            ODD_NAME,
            "This name holds a digit or sign that the monthly return refuses. Check it and correct it.",
        )
    if len(words) > 2 and words.isupper():
        return Answer(words, "noted", "name.capitals", "This name is all in capitals. We kept it as given.")
    return Answer(words)


def is_no_name(words: str) -> bool:
    """Return whether this only says that there is no such name: a dash, a stop, or words to that effect."""
    is_mark = NO_LETTERS.match(words) and not has_lost_letter(words)
    return bool(is_mark) or words.lower() in NO_SUCH_NAME


def _letter_lost(words: str) -> Answer:
    """Say what to do about a name that lost a letter. One mark stands for all, so that the return's check sees it."""
    return Answer(
        LOST_LETTER.sub("?", words),
        "warned",
        LETTER_LOST,
        "A letter of this name was lost when the file was saved. The row counts all the same, and no better spelling "
        "is replaced. Save the file as CSV UTF-8, or as an Excel workbook (XLSX), and send it again; or put the name "
        "right in the row.",
    )


def own_name(cell: Cell, arrival: Arrival) -> Answer:
    """Read a given or family name; somebody has only one where the other is marked as none, which a row rule weighs."""
    words = tidy(cell)
    if not words:
        return NOTHING
    # Of a name in an alphabet of its own nothing but marks may be left, and somebody has it all the same.
    return Answer(NO_GIVEN_NAME) if is_no_name(words) else _as_spelt(words)


full_name = name
"""A whole name in one cell is tidied like any other; a row rule takes it apart."""


def yes_no(cell: Cell, arrival: Arrival) -> Answer:
    """Read yes or no. Anything else is neither: an unknown is not a no."""
    word = given(cell).lower()
    if not word:
        return NOTHING
    if word in YES or word in TICKS:
        return Answer(True)
    if word in NO:
        return Answer(False)
    return Answer(
        None, "unusable", "yes_no.unread", "This should be Y or N, or empty where it is not known. Correct it."
    )


def opted_out(cell: Cell, arrival: Arrival) -> Answer:
    """
    Read whether this person's details are limited to name, address and date of birth.

    What cannot be read counts as limited, and the row is held: the safe mistake is to keep too little.
    """
    answer = yes_no(cell, arrival)
    if answer.effect == "unusable":
        return Answer(
            True,
            "doubtful",
            "sharing.unclear",
            "We could not tell whether sharing is limited, so we kept only name, address and date of birth. Write Y "
            "or N.",
        )
    return answer


def agreed(cell: Cell, arrival: Arrival) -> Answer:
    """
    Read whether sharing with youth support services is agreed: the opposite question to `opted_out`.

    Anything but a clear yes counts as not agreed, and what is unclear is held.
    """
    answer = yes_no(cell, arrival)
    if answer.effect == "unusable":
        return Answer(
            False,
            "doubtful",
            "sharing.unclear",
            "We could not tell whether sharing is agreed, so we kept only name, address and date of birth. Write Y "
            "or N.",
        )
    return answer


def postcode(cell: Cell, arrival: Arrival) -> Answer:
    """Read a postcode, upper case with one space. ZZ99 stands for no fixed address and is kept, with a word."""
    joined = re.sub(r"[^A-Z0-9]", "", given(cell).upper())
    if not joined:
        return NOTHING
    found = POSTCODE.match(joined)
    if found is None:
        return Answer(
            None,
            "unusable",
            "postcode.shape",
            "This is not a whole postcode, such as L20 3NJ. Check the address and correct it.",
        )
    outward, inward = found[1], found[2]
    if outward == NOWHERE:
        return Answer(
            f"{outward} {inward}",
            "warned",
            "postcode.filler",
            "ZZ99 stands for no known address. Send the address when you have it.",
        )
    if inward[0] in "OI":
        inward = inward.replace("O", "0", 1) if inward[0] == "O" else inward.replace("I", "1", 1)
        return Answer(
            f"{outward} {inward}", "noted", "postcode.letters", "We read a letter O or I as the digit 0 or 1."
        )
    return Answer(f"{outward} {inward}")


def phone(cell: Cell, arrival: Arrival) -> Answer:
    """Read one United Kingdom telephone number as digits from its leading 0."""
    typed = given(cell)
    if not typed:
        return NOTHING
    if re.search(r"\d[eE]\+?\d", typed):
        return Answer(
            None,
            "unusable",
            "phone.scientific",
            "A spreadsheet has shortened this number and its last digits are lost. Format the column as text and "
            "type it again.",
        )
    said = re.sub(r"\.0$", "", typed)
    label = re.sub(r"\s*\(?[A-Za-z][A-Za-z .']*\)?\s*:?\s*", "", said)
    digits = re.sub(
        r"^(?:\+44|0044|44(?=\d{10}$))(?:0(?=\d{10}$))?", "0", re.sub(r"[\s().\-]", "", label.replace("(0)", ""))
    )
    if re.fullmatch(r"0[1-9]\d{8,9}", digits):
        if label != said:
            return Answer(
                digits,
                "warned",
                "phone.words",
                "There were words beside the number. We kept the number only; whose it is needs its own column.",
            )
        return Answer(digits)
    if re.fullmatch(r"[1237]\d{8,9}", digits):
        return Answer(
            "0" + digits,
            "noted",
            "phone.zero",
            "The 0 at the front was missing, as spreadsheets take it off. We put it back.",
        )
    return Answer(
        None,
        "unusable",
        "phone.shape",
        "This is not one whole telephone number. Give one number with its 0, such as 0151 496 0000.",
    )


def email(cell: Cell, arrival: Arrival) -> Answer:
    """Read one e-mail address, its domain in lower case."""
    address = given(cell).replace(" ", "")
    if not address:
        return NOTHING
    if not is_email(address):
        return Answer(
            None,
            "unusable",
            "email.shape",
            "This is not one whole e-mail address, such as name@example.org. Check it and correct it.",
        )
    person, _, domain = address.rpartition("@")
    return Answer(f"{person}@{domain.lower()}")


def fold_table(table: dict[str, tuple[str, ...]]) -> dict[str, str]:
    """Return each folded word with the one it stands for, from a table of meanings and the words people use."""
    return {fold(word): meaning for meaning, words in table.items() for word in (meaning, *words)}
