"""
What each kind of fault does to one cell: small functions from a row to the value a careless sender would have given.
"""

import random
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from towpath.demo.borough.borough import Borough
from towpath.demo.borough.names import load_names
from towpath.demo.borough.people import Person
from towpath.demo.borough.tables import Line, Value, load_styles
from towpath.rules.identifiers import UPN_LETTERS, is_uln, upn_check_letter


@dataclass(frozen=True, slots=True)
class Strike:
    """Where a fault may strike: one row of one file, whose it truly is, and other rows to borrow from."""

    borough: Borough
    person: Person
    line: Line
    column: str
    style: str
    others: list[Line]
    rng: random.Random

    @property
    def value(self) -> Value:
        return self.line.cells.get(self.column)

    @property
    def words(self) -> str:
        return str(self.value or "")


Change = dict[str, Value]
"""The cells a fault sets, by column. An empty change means that it cannot strike here."""


def misspell(strike: Strike) -> Change:
    name = strike.words
    if len(name) < 4:
        return {}
    at = strike.rng.randrange(1, len(name) - 2)
    how = strike.rng.randrange(3)
    wrong = (
        name[:at] + name[at + 1] + name[at] + name[at + 2 :]
        if how == 0
        else name[:at] + name[at + 1 :]
        if how == 1
        else name[:at] + name[at] + name[at:]
    )
    return {strike.column: wrong} if wrong != name else {}


def swap_names(strike: Strike) -> Change:
    given, family = strike.line.cells.get("legal_given_name"), strike.line.cells.get("legal_family_name")
    return {"legal_given_name": family, "legal_family_name": given} if given and family and given != family else {}


def nickname(strike: Strike) -> Change:
    short = strike.person.preferred_given_name or load_names().nicknames.get(strike.words, "")
    # A college may list them by that name already.
    return {strike.column: short} if short and short != strike.words else {}


def former_family_name(strike: Strike) -> Change:
    name = strike.person.former_family_name or strike.person.preferred_family_name
    return {strike.column: name} if name else {}


def capitals(strike: Strike) -> Change:
    return {
        column: str(strike.line.cells[column]).upper()
        for column in ("legal_given_name", "legal_family_name")
        if strike.line.cells.get(column)
    }


def non_breaking_space(strike: Strike) -> Change:
    return {strike.column: f"{strike.words}\u00a0"} if strike.words else {}


def zero_width(strike: Strike) -> Change:
    return {strike.column: f"{strike.words[:2]}\u200b{strike.words[2:]}"} if len(strike.words) > 2 else {}


def curly_apostrophe(strike: Strike) -> Change:
    return {strike.column: strike.words.replace("'", "\u2019")} if "'" in strike.words else {}


def spaces(strike: Strike) -> Change:
    return {strike.column: f" {strike.words}  "} if strike.words else {}


def accents_lost(strike: Strike) -> Change:
    plain = (
        unicodedata.normalize("NFKD", strike.words.replace("ł", "l").replace("Ł", "L"))
        .encode("ascii", "ignore")
        .decode()
    )
    return {strike.column: plain} if plain and plain != strike.words else {}


def garble(strike: Strike) -> Change:
    garbled = strike.words.encode().decode("cp1252", "ignore")
    return {strike.column: garbled} if garbled != strike.words else {}


def one_cell(strike: Strike) -> Change:
    cells = strike.line.cells
    if not (cells.get("legal_family_name") and cells.get("legal_given_name")):
        return {}
    return {"legal_given_name": f"{cells['legal_family_name']}, {cells['legal_given_name']}", "legal_family_name": ""}


def transpose_date(strike: Strike) -> Change:
    day = strike.value
    return (
        {strike.column: date(day.year, day.day, day.month)}
        if isinstance(day, date) and day.day <= 12 and day.day != day.month
        else {}
    )


def shift_date(strike: Strike) -> Change:
    days = strike.rng.choice((-10, -9, -3, -1, 1, 2, 9, 10, 20))
    return {strike.column: strike.value + timedelta(days=days)} if isinstance(strike.value, date) else {}


def serial_date(strike: Strike) -> Change:
    return {strike.column: (strike.value - date(1899, 12, 30)).days} if isinstance(strike.value, date) else {}


def month_first(strike: Strike) -> Change:
    return (
        {strike.column: strike.value.strftime("%m/%d/%Y")}
        if isinstance(strike.value, date) and strike.value.day > 12
        else {}
    )


def short_year(strike: Strike) -> Change:
    return {strike.column: strike.value.strftime("%d/%m/%y")} if isinstance(strike.value, date) else {}


def impossible_date(strike: Strike) -> Change:
    return {strike.column: f"31/02/{strike.value.year}"} if isinstance(strike.value, date) else {}


def future_date(strike: Strike) -> Change:
    return {strike.column: strike.borough.on + timedelta(days=strike.rng.randint(40, 400))} if strike.value else {}


def three_years_old(strike: Strike) -> Change:
    return {strike.column: date(strike.borough.on.year - 3, 1, strike.rng.randint(1, 28))} if strike.value else {}


def sixty_seven_years_old(strike: Strike) -> Change:
    return {strike.column: date(strike.borough.on.year - 67, 1, strike.rng.randint(1, 28))} if strike.value else {}


def blank(strike: Strike) -> Change:
    return {strike.column: ""} if strike.value else {}


def wrong_check_letter(strike: Strike) -> Change:
    if len(strike.words) != 13:
        return {}
    place = UPN_LETTERS.index(strike.words[0])
    return {strike.column: UPN_LETTERS[(place + strike.rng.randint(1, 22)) % 23] + strike.words[1:]}


def lower(strike: Strike) -> Change:
    return {strike.column: strike.words.lower()} if strike.words else {}


def temporary_upn(strike: Strike) -> Change:
    if len(strike.words) != 13:
        return {}
    stem = f"?{strike.words[1:12]}{strike.rng.choice(UPN_LETTERS)}"
    return {strike.column: upn_check_letter(stem) + stem[1:]}


def swap_digits(strike: Strike) -> Change:
    upn = strike.words
    places = [i for i in range(8, len(upn) - 1) if upn[i] != upn[i + 1]]
    if not places:
        return {}
    at = strike.rng.choice(places)
    return {strike.column: upn[:at] + upn[at + 1] + upn[at] + upn[at + 2 :]}


def borrow(strike: Strike) -> Change:
    other = strike.rng.choice(strike.others)
    number = other.cells.get(strike.column)
    return (
        {strike.column: number}
        if number and strike.value and number != strike.value and other.person_id != strike.line.person_id
        else {}
    )


def twins(strike: Strike) -> Change:
    other = strike.borough.twins.get(strike.person.id)
    upn = next((person.upn for person in strike.borough.people if person.id == other), "")
    return {strike.column: upn} if upn and strike.value else {}


def scientific(strike: Strike) -> Change:
    return {strike.column: f"{float(strike.words):.2E}"} if strike.words.isdigit() else {}


def decimal(strike: Strike) -> Change:
    return {strike.column: f"{strike.words}.0"} if strike.words.isdigit() else {}


def wrong_check_digit(strike: Strike) -> Change:
    wrong = [strike.words[:9] + digit for digit in "0123456789" if not is_uln(strike.words[:9] + digit)]
    return {strike.column: strike.rng.choice(wrong)} if strike.words.isdigit() else {}


def placeholder_uln(strike: Strike) -> Change:
    return {strike.column: "9999999999"} if strike.value else {}


def old_address(strike: Strike) -> Change:
    home = strike.person.former_home
    if home is None or not strike.value:
        return {}
    return {"address_line_1": home.line_1, "town": home.town, "postcode": home.postcode}


def no_space(strike: Strike) -> Change:
    return {strike.column: strike.words.replace(" ", "").lower()} if strike.words else {}


def letter_o(strike: Strike) -> Change:
    return {strike.column: strike.words.replace("0", "O")} if "0" in strike.words else {}


def zero_lost(strike: Strike) -> Change:
    return {strike.column: int(strike.words.replace(" ", ""))} if strike.words.startswith("0") else {}


def parents_phone(strike: Strike) -> Change:
    phone = strike.person.parent_phone
    return {strike.column: phone} if phone and phone != strike.value else {}


def other_gender(strike: Strike) -> Change:
    other = {"F": "M", "M": "F"}.get(strike.words)
    return {strike.column: other} if other else {}


def wrong_year(strike: Strike) -> Change:
    return {strike.column: strike.value + strike.rng.choice((-2, -1, 1, 2))} if isinstance(strike.value, int) else {}


def year_words(strike: Strike) -> Change:
    return {strike.column: f"Y{strike.value}"} if isinstance(strike.value, int) else {}


def unknown_code(strike: Strike) -> Change:
    return {strike.column: strike.rng.choice(("X9", "ZZZ", "Q7"))} if strike.value else {}


def code_in_words(strike: Strike) -> Change:
    return {
        strike.column: strike.rng.choice(
            ("on the register I think", "awaiting assessment, ask SENCo", "had a plan at primary")
        )
    }


def tick(strike: Strike) -> Change:
    return {strike.column: "\u2713"} if strike.value is True else {}


def flag_words(strike: Strike) -> Change:
    return {strike.column: "see notes"}


def hyperlink(strike: Strike) -> Change:
    return {strike.column: '=HYPERLINK("http://pupil.example.invalid/","email")'} if strike.value else {}


def cut_short(strike: Strike) -> Change:
    return {strike.column: strike.words[3:]} if len(strike.words) == 7 else {}


def too_many(strike: Strike) -> Change:
    possible = strike.line.cells.get("sessions_possible")
    return {strike.column: possible + strike.rng.randint(1, 20)} if isinstance(possible, int) else {}


def below_zero(strike: Strike) -> Change:
    return {strike.column: -strike.value} if isinstance(strike.value, int) and strike.value > 0 else {}


def after_end(strike: Strike) -> Change:
    end = strike.line.cells.get("end_date") or strike.line.cells.get("expected_end_date")
    return (
        {strike.column: end + timedelta(days=strike.rng.randint(5, 40))}
        if isinstance(end, date) and strike.value
        else {}
    )


def before_birth(strike: Strike) -> Change:
    return {strike.column: date(strike.person.birth_date.year - 1, 9, 1)} if strike.value else {}


def date_words(strike: Strike) -> Change:
    return {strike.column: strike.rng.choice(("September?", "start of term", "tbc"))} if strike.value else {}


def unknown_words(strike: Strike) -> Change:
    return {
        strike.column: strike.rng.choice(
            ("doing something with his uncle", "see Miss P", "music tech maybe", "left, ask mum", "Other - see sheet 2")
        )
    }


def unknown_activity(strike: Strike) -> Change:
    return {strike.column: strike.rng.choice(("999", "201", "65O"))} if strike.value else {}


def verified_early(strike: Strike) -> Change:
    start = strike.line.cells.get("start_date")
    return (
        {strike.column: start - timedelta(days=strike.rng.randint(5, 60))}
        if isinstance(start, date) and strike.value
        else {}
    )


FAULTS: dict[str, Callable[[Strike], Change]] = {
    fault.__name__: fault
    for fault in (
        misspell,
        swap_names,
        nickname,
        former_family_name,
        capitals,
        non_breaking_space,
        zero_width,
        curly_apostrophe,
        spaces,
        accents_lost,
        garble,
        one_cell,
        transpose_date,
        shift_date,
        serial_date,
        month_first,
        short_year,
        impossible_date,
        future_date,
        three_years_old,
        sixty_seven_years_old,
        blank,
        wrong_check_letter,
        lower,
        temporary_upn,
        swap_digits,
        borrow,
        twins,
        scientific,
        decimal,
        wrong_check_digit,
        placeholder_uln,
        old_address,
        no_space,
        letter_o,
        zero_lost,
        parents_phone,
        other_gender,
        wrong_year,
        year_words,
        unknown_code,
        code_in_words,
        tick,
        flag_words,
        hyperlink,
        cut_short,
        too_many,
        below_zero,
        after_end,
        before_birth,
        date_words,
        unknown_words,
        unknown_activity,
        verified_early,
    )
}
"""Every cell fault by the name that mess.toml calls it."""


def as_given(style: str, column: str, value: Value) -> str:
    """Return a value as the sender's system would have shown it, for the record of what was true and what was given."""
    return load_styles()[style].text(column, value)
