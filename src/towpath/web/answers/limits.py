"""How often letters that open nothing may be tried from one place in an hour, and one link be answered wrongly."""

from hashlib import sha256

from axes.helpers import get_client_ip_address
from django.core.cache import cache
from django.http import HttpRequest

from towpath.rules.own_pages import tidy_code

AN_HOUR = 60 * 60
FROM_ONE_PLACE = 100
"""Phones of one network share a place, so the limit is many people's; the letters are too many to find by trying."""
TO_ONE_LINK = 30


def may_look(request: HttpRequest) -> bool:
    """Return whether this place may still open links: not after too many that open nothing."""
    return int(cache.get(_place(request), 0)) < FROM_ONE_PLACE


def count_miss(request: HttpRequest) -> None:
    """Count letters that opened nothing. The address is kept for an hour, as a hash."""
    _count(_place(request))


def may_answer(letters: str) -> bool:
    """Return whether this link may be answered once more this hour, and count it."""
    return _count(f"answer-link:{sha256(tidy_code(letters).encode()).hexdigest()}") <= TO_ONE_LINK


def _place(request: HttpRequest) -> str:
    return f"answer-miss:{sha256(f'{get_client_ip_address(request)}'.encode()).hexdigest()}"


def _count(key: str) -> int:
    cache.add(key, 0, AN_HOUR)
    try:
        return int(cache.incr(key))
    except ValueError:
        # It ran out between the two, so the hour begins anew.
        cache.set(key, 1, AN_HOUR)
        return 1
