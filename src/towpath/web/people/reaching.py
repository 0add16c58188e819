"""Which number to ring first, whose it is, and whether it is safe."""

from dataclasses import dataclass

from towpath.people.queries import ContactRouteRecord, PersonRecord
from towpath.rules.family import may_be_used
from towpath.web.people.words import BELONGS_TO
from towpath.web.words import phone_in_words, plural


@dataclass(frozen=True, slots=True)
class Phone:
    """The number to try first. `href` is empty where it must not be used, or where there is none."""

    text: str
    href: str = ""
    words: str = ""


def phone_of(record: PersonRecord) -> Phone:
    """Return the number to ring first, their own before anybody's; one that is not safe is never a link."""
    if "contact" in record.hidden:
        return Phone("")
    numbers = [route for route in record.contact_routes if route.kind == "phone"]
    usable = [route for route in numbers if is_usable(route, record)]
    if not usable:
        return Phone("No safe number" if numbers else "No phone number")
    first = min(usable, key=lambda route: (route.belongs_to != "self", route.is_safe != "yes"))
    whose = BELONGS_TO[first.belongs_to] + (f" ({first.owner_name})" if first.owner_name else "")
    safe = "safe to use" if first.is_safe == "yes" else "nobody has asked if it is safe"
    more = f". {plural(len(usable) - 1, 'other')} on their record" if len(usable) > 1 else ""
    return Phone(phone_in_words(first.value), tel(first.value), f"{whose}, {safe}{more}")


def is_usable(route: ContactRouteRecord, record: PersonRecord) -> bool:
    """Return whether a way to reach somebody may be offered, given who must not be told."""
    kept = any(each.must_not_be_told for each in record.family)
    return may_be_used(is_safe=route.is_safe, belongs_to=route.belongs_to, somebody_must_not_be_told=kept)


def tel(number: str) -> str:
    """Return the address that makes a phone ring a number."""
    return f"tel:{number.replace(' ', '')}"
