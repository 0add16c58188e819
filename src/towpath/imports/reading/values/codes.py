"""Read published codes, and the words that systems and people write for them."""

import re

from towpath.imports.reading.cells import fold, given, tidy
from towpath.imports.reading.layout import Answer, Arrival, Cell, Converter
from towpath.imports.reading.values.ethnicities import RETURNED_AS, UNRETURNABLE, WORDS
from towpath.imports.reading.values.words import fold_table

NOTHING = Answer()

GENDERS = fold_table(
    {
        "F": ("Female", "Girl", "Woman"),
        "M": ("Male", "Boy", "Man"),
        "U": ("Unknown", "Not known"),
        "W": ("Withheld", "Prefer not to say", "Refused"),
    }
)
GENDER_NUMBERS = {"0": "U", "1": "M", "2": "F", "9": "U"}
SEN = fold_table(
    {
        "N": ("None", "No", "No SEN", "No special educational need", "Not SEN"),
        "E": ("EHCP", "EHC plan", "EHC", "Education, health and care plan", "Plan"),
        "K": ("SEN support", "SEN", "Support"),
    }
)
FORMER_SEN = {"s": "E", "statement": "E", "a": "K", "schoolaction": "K", "p": "K", "schoolactionplus": "K"}
LEVELS = fold_table(
    {"1": ("Intensive", "Level 1"), "2": ("Supported", "Level 2"), "3": ("Minimum", "Level 3", "Universal")}
)
YEAR = re.compile(r"^(?:year|yr|y|nc)?\s*\.?\s*(\d{1,2})$", re.IGNORECASE)
LEADING_CODE = re.compile(r"^([A-Z]|\d{3})(?:\.0+)?(?:\s*[-:–]\s*\S.*)?$")


def _known(code: str, published: str, arrival: Arrival) -> bool:
    return published not in arrival.codes or code in arrival.codes[published]


def coded(published: str) -> Converter:
    """Return a reader of codes on a published list, alone or followed by their label."""

    def read(cell: Cell, arrival: Arrival) -> Answer:
        typed = given(cell)
        if not typed:
            return NOTHING
        found = LEADING_CODE.match(typed.upper())
        if found is None or not _known(found[1], published, arrival):
            return Answer(
                None,
                "unusable",
                f"{published}.unknown",
                "This code is not on the published list. Check the code and correct it.",
            )
        return Answer(found[1])

    return read


def code_list(published: str) -> Converter:
    """Return a reader of several codes in one cell. Those not on the list are left out, and the row says so."""

    def read(cell: Cell, arrival: Arrival) -> Answer:
        parts = [part for part in re.split(r"[\s,;|/]+", given(cell)) if part]
        if not parts:
            return NOTHING
        codes = tuple(
            dict.fromkeys(
                found[1]
                for part in parts
                if (found := LEADING_CODE.match(part)) and _known(found[1], published, arrival)
            )
        )
        if not codes:
            return Answer(
                None,
                "unusable",
                f"{published}.unknown",
                "This code is not on the published list. Check the code and correct it.",
            )
        if len(codes) < len(set(parts)):
            return Answer(
                codes,
                "warned",
                f"{published}.some_unknown",
                "Some of these codes are not on the published list and were left out. Check them.",
            )
        return Answer(codes)

    return read


def translated(table: dict[str, tuple[str, ...]]) -> Converter:
    """Return a reader of words that each stand for one of our own, given our word and those people write for it."""
    meanings = fold_table(table)
    choices = ", ".join(words[0] for words in table.values())
    unknown = Answer(
        None, "unusable", "words.unknown", f"We do not know these words in this column. Use one of: {choices}."
    )

    def read(cell: Cell, arrival: Arrival) -> Answer:
        typed = given(cell)
        if not typed:
            return NOTHING
        meaning = meanings.get(fold(typed))
        return unknown if meaning is None else Answer(meaning)

    return read


def gender(cell: Cell, arrival: Arrival) -> Answer:
    """Read gender as the monthly return has it: F, M, U (not known) or W (withheld)."""
    typed = given(cell)
    if not typed:
        return NOTHING
    if typed in GENDER_NUMBERS:
        return Answer(
            GENDER_NUMBERS[typed],
            "noted",
            "gender.number",
            "Gender came as a number: we read 1 as male, 2 as female, 0 and 9 as not known.",
        )
    code = GENDERS.get(fold(typed))
    if code is None:
        return Answer(
            None,
            "unusable",
            "gender.unread",
            "The monthly return takes F, M, U (not known) or W (withheld). Choose one, or leave the cell empty.",
        )
    return Answer(code)


def ethnicity(cell: Cell, arrival: Arrival) -> Answer:
    """Read ethnicity as the return's four letters, from those, from a school's fuller codes, or from words."""
    typed = given(cell)
    if not typed:
        return NOTHING
    code = typed.upper()
    if code in RETURNED_AS:
        main = RETURNED_AS[code]
        return (
            Answer(main)
            if main == code
            else Answer(
                main,
                "noted",
                "ethnicity.fuller",
                "The school's code is fuller than the return's. We read it as the return's group.",
            )
        )
    if code in UNRETURNABLE:
        return Answer(
            None,
            "unusable",
            "ethnicity.no_code",
            "The return has no code for this group that we know of. Choose one on the person's page.",
        )
    meaning = WORDS.get(fold(typed))
    if meaning is None:
        return Answer(
            None, "unusable", "ethnicity.unknown", "This is not an ethnicity code we know. Use the four-letter code."
        )
    return Answer(meaning)


def sen_provision(cell: Cell, arrival: Arrival) -> Answer:
    """Read SEN provision: N none, E plan, K SEN support. Codes from before 2014 become these."""
    word = fold(given(cell)) or ("none" if tidy(cell).lower() in ("none", "nil") else "")
    if not word:
        return NOTHING
    if word in FORMER_SEN:
        return Answer(
            FORMER_SEN[word],
            "noted",
            "sen.former",
            "This SEN code is from before 2014. We read a statement as E, school action and school action plus as K.",
        )
    code = SEN.get(word)
    if code is None:
        return Answer(
            None,
            "unusable",
            "sen.unread",
            "SEN provision is N (none), E (plan) or K (SEN support). Correct it, or leave the cell empty.",
        )
    return Answer(code)


def year_group(cell: Cell, arrival: Arrival) -> Answer:
    """Read a national curriculum year as a number; reception is 0."""
    typed = given(cell)
    if not typed:
        return NOTHING
    if typed.upper() in ("R", "RECEPTION", "YR R"):
        return Answer(0)
    found = YEAR.match(re.sub(r"\.0+$", "", typed))
    if found is None or not 1 <= int(found[1]) <= 15:
        return Answer(
            None,
            "unusable",
            "year_group.unread",
            "This should be a year group such as 11. Correct it, or leave the cell empty.",
        )
    return Answer(int(found[1]))


def level_of_need(cell: Cell, arrival: Arrival) -> Answer:
    """Read level of need: 1 intensive, 2 supported, 3 minimum."""
    typed = re.sub(r"\.0+$", "", given(cell))
    if not typed:
        return NOTHING
    level = LEVELS.get(fold(typed))
    if level is None:
        return Answer(
            None,
            "unusable",
            "level_of_need.unread",
            "Level of need is 1 (intensive), 2 (supported) or 3 (minimum). Correct it.",
        )
    return Answer(level)
