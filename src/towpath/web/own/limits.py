"""How many codes may be tried from one place in an hour."""

from hashlib import sha256

from axes.helpers import get_client_ip_address
from django.core.cache import cache
from django.http import HttpRequest

AN_HOUR = 60 * 60
FROM_ONE_PLACE = 30
"""A school's computer room is one place, so the limit is a class's; each code has a limit of its own."""


def may_try(request: HttpRequest) -> bool:
    """Return whether another code may be tried now, and count it. The address is kept for an hour, as a hash."""
    place = sha256(f"{get_client_ip_address(request)}".encode()).hexdigest()
    key = f"own-code:{place}"
    cache.add(key, 0, AN_HOUR)
    try:
        return bool(cache.incr(key) <= FROM_ONE_PLACE)
    except ValueError:
        # It ran out between the two, so the hour begins anew.
        cache.set(key, 1, AN_HOUR)
        return True
