"""How many referrals, or other things of one kind, may be sent from one place, and to one council, in an hour."""

from hashlib import sha256

from axes.helpers import get_client_ip_address
from django.core.cache import cache
from django.http import HttpRequest

AN_HOUR = 60 * 60
FROM_ONE_PLACE = 20
TO_ONE_COUNCIL = 200


def may_send(request: HttpRequest, council: str, *, what: str = "refer") -> bool:
    """
    Return whether another may be sent now, and count it. What is of another kind is counted apart.

    A school sends a whole class's from one place, so the limit is a busy morning's and not a person's. The address is
    kept for an hour and only as a hash.
    """
    place = sha256(f"{get_client_ip_address(request)}".encode()).hexdigest()
    counts = [_count(f"{what}:{place}"), _count(f"{what}:to:{council}")]
    return counts[0] <= FROM_ONE_PLACE and counts[1] <= TO_ONE_COUNCIL


def _count(key: str) -> int:
    cache.add(key, 0, AN_HOUR)
    try:
        return cache.incr(key)
    except ValueError:
        # It ran out between the two, so the hour begins anew.
        cache.set(key, 1, AN_HOUR)
        return 1
