"""How one event is tied to the one before: the whole of the arithmetic, so that anybody can repeat it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256

START = "0" * 64
"""What the first event of a chain gives as the hash before it."""


@dataclass(frozen=True, slots=True)
class Head:
    """The last event of one organisation's chain; kept elsewhere, it shows that no tail was cut."""

    organisation: str
    sequence: int
    hash: str


def event_hash(fields: Mapping[str, object]) -> str:
    """
    Return the SHA-256, in hexadecimal, of an event with the hash before it.

    `fields` are every column but `id` and `hash`, `at` as text from `instant`. They are written as JSON with keys in
    order, no spaces and every character as itself, in UTF-8.
    """
    return sha256(json.dumps(fields, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()).hexdigest()


def instant(at: datetime) -> str:
    """
    Return `at` in UTC to the microsecond, the one way it is hashed.

    :raises ValueError: `at` has no time zone
    """
    if at.tzinfo is None:
        raise ValueError(f"{at} has no time zone, so it names no instant. Use towpath.clock.now().")
    return at.astimezone(UTC).isoformat(timespec="microseconds")
