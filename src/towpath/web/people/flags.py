"""What must be seen of somebody before anything else is done."""

from collections.abc import Iterable

from towpath.people.queries import PersonRecord, StopRecord
from towpath.web.parts import Fact, Tag
from towpath.web.words import date_in_words, short_date

NO_LETTER = "No letter was made. They have died, or asked not to be contacted: look at the record first."


def flags_of(record: PersonRecord) -> list[Tag]:
    """Return what must be seen before anything else is done."""
    flags = []
    if record.address and record.address.is_protected:
        flags.append(Tag("Address is protected", "red"))
    if any(route.is_safe == "no" for route in record.contact_routes):
        flags.append(Tag("A number or address is not safe to use", "red"))
    if any(each.must_not_be_told for each in record.family):
        flags.append(Tag("A relative must not be told", "red"))
    if record.is_sharing_limited:
        flags.append(Tag("Sharing is limited", "orange"))
    return flags


def stop_flags(stops: Iterable[StopRecord]) -> list[Tag]:
    """Return that nobody may contact somebody, and until when, which stands before everything else."""
    flags = []
    for stop in stops:
        until = f" until {short_date(stop.to_date)}" if stop.to_date else ""
        flags.append(Tag("Has died" if stop.kind == "died" else f"Asked not to be contacted{until}", "red"))
    return flags


def died_facts(stops: Iterable[StopRecord]) -> list[Fact]:
    """Return when somebody died, in place of what they do and how they count."""
    days = [stop.from_date for stop in stops if stop.kind == "died"]
    return [Fact("Died", date_in_words(day) if day else "Nobody has told us the day") for day in days]
