"""How a date, a number or a gap is said on a page: functions from one value to words, used as template filters."""

from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from towpath.rules.access import ROLES
from towpath.rules.dates import MONTHS, day_words

LONDON = ZoneInfo("Europe/London")

NOT_RECORDED = "Not recorded"


def date_in_words(value: date | None) -> str:
    """Return a date as "31 January 2026", or that it is not recorded."""
    if value is None:
        return NOT_RECORDED
    if isinstance(value, datetime):
        value = value.astimezone(LONDON).date()
    return day_words(value)


def short_date(value: date | None) -> str:
    """Return a date for a narrow column, as "31 Jan 2026"."""
    if value is None:
        return NOT_RECORDED
    day, month, year = date_in_words(value).split(" ")
    return f"{day} {month[:3]} {year}"


def month_in_words(value: date) -> str:
    """Return the month of a date, as "January 2026"."""
    return f"{MONTHS[value.month - 1]} {value.year}"


def time_in_words(value: datetime) -> str:
    """Return an instant as London clocks showed it, such as "3:05pm on 31 January 2026"."""
    there = value.astimezone(LONDON)
    half = "am" if there.hour < 12 else "pm"
    return f"{there.hour % 12 or 12}:{there.minute:02}{half} on {date_in_words(there.date())}"


def age_in_words(birth_date: date | None, on: date) -> str:
    """
    Return the whole years and months lived by a date, as "16 years 4 months".

    Someone born on 29 February has the birthday on 1 March in other years, as the law of England has it.
    """
    if birth_date is None:
        return NOT_RECORDED
    months = (on.year - birth_date.year) * 12 + on.month - birth_date.month - (on.day < birth_date.day)
    if months < 0:
        return "Not yet born"
    years, rest = divmod(months, 12)
    return " ".join(filter(None, (plural(years, "year"), plural(rest, "month") if rest else "")))


def count_in_words(value: int | str | None) -> str:
    """Return a count with thousands marked, as "6,075"; words that stand for a hidden count are kept."""
    if value is None:
        return NOT_RECORDED
    return value if isinstance(value, str) else f"{value:,}"


def plural(count: int, one: str, many: str = "") -> str:
    """Return the count with its noun, as "1 young person" or "6,075 young people"."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def percent_in_words(value: float | None) -> str:
    """Return a percentage to one decimal place, as "3.6%"; an unknown one is not nought."""
    return "Not known" if value is None else f"{value:.1f}%"


def list_in_words(items: Sequence[str], last: str = "and") -> str:
    """Return a list as a sentence would say it: "a, b and c"."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


def or_not_recorded(value: object) -> object:
    """Return the value, or say that there is none; nought and False are values."""
    return NOT_RECORDED if value is None or value == "" else value


def in_fours(code: str) -> str:
    """Return a long code in groups of four, as an eye can copy it."""
    return " ".join(code[start : start + 4] for start in range(0, len(code), 4))


def role_in_words(role: str) -> str:
    """Return a role as "Data lead"."""
    return role.replace("_", " ").capitalize()


def role_in_full(role: str) -> str:
    """Return a role with what it is for, as "Commissioner: sees counts and rates, never a person"."""
    words = ROLES[role]
    return f"{role_in_words(role)}: {words[:1].lower()}{words[1:]}"


def phone_in_words(number: str) -> str:
    """Return a British number in the groups in which it is read out: 07700 900123, 0151 496 0000, 020 7946 0000."""
    if len(number) != 11 or not number.isdecimal() or not number.startswith("0"):
        return number
    if number.startswith("02"):
        return f"{number[:3]} {number[3:7]} {number[7:]}"
    if number.startswith("011") or (number.startswith("01") and number[3] == "1"):
        return f"{number[:4]} {number[4:7]} {number[7:]}"
    return f"{number[:5]} {number[5:]}"


def size_in_words(size: int) -> str:
    """Return a file's size as "3.4 MB"."""
    for limit, unit in ((1_000_000, "MB"), (1_000, "kB")):
        if size >= limit:
            return f"{size / limit:.1f}".removesuffix(".0") + f" {unit}"
    return plural(size, "byte")


def likeness_words(score: float) -> str:
    """Return how alike two records are, in whole numbers; never as certain, which a score is not."""
    return f"{min(99, round(score * 100))} in 100"
