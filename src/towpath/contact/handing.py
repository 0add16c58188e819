"""Hand one message over to whoever carries it: one door for all that leaves by wire, with how long each is tried."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum, auto

from towpath.contact.transports import TRANSPORTS, BusyError, Going, NotNowError, NotTakenError

log = logging.getLogger(__name__)

TRIED_FOR = timedelta(days=3)
"""As long as GOV.UK Notify tries a phone or mailbox; then a person must look for another way."""


class Became(Enum):
    """What became of a message handed over; of UNSURE nobody knows whether it went, and a person says."""

    SENT = auto()
    REFUSED = auto()
    NOT_NOW = auto()
    BUSY = auto()
    UNSURE = auto()


WAIT: Mapping[Became, timedelta] = {
    Became.BUSY: timedelta(minutes=5),
    Became.UNSURE: timedelta(minutes=5),
    # No sooner should the same mailbox be tried again. Source: RFC 5321, section 4.5.4.1.
    Became.NOT_NOW: timedelta(minutes=30),
}
"""How long is waited: for whoever carries them, before anything else is handed to them; for a mailbox, for that one."""


@dataclass(frozen=True, slots=True)
class HandedOver:
    """
    What became of one message: what whoever carries it calls it, or a code of why it did not go.

    `is_for_good` says that no other will get there either.
    """

    became: Became
    reference: str = ""
    because: str = ""
    is_for_good: bool = False


def hand_over(going: Going, *, by_way: str, tried_since: datetime, at: datetime) -> HandedOver:
    """Hand a message over once. One that is refused for now is given up once it was tried for long enough."""
    told = {"ids": {"message": going.pk}}
    try:
        return HandedOver(Became.SENT, reference=TRANSPORTS[by_way].send(going))
    except BusyError as busy:
        # Whoever keeps the machine sees here that a server is down or takes nothing from us.
        log.warning("messages.busy: %s", busy.because or type(busy.__cause__).__name__, extra=told)
        return HandedOver(Became.BUSY, because=busy.because)
    except NotNowError as refused:
        if at < tried_since + TRIED_FOR:
            return HandedOver(Became.NOT_NOW, because=refused.because)
        return HandedOver(Became.REFUSED, because="temporary_failure")
    except NotTakenError as refused:
        return HandedOver(Became.REFUSED, because=refused.because, is_for_good=refused.is_for_good)
    # Whatever else was raised, nobody knows whether it went: it stays as being sent until a person says.
    except Exception:
        log.exception("messages.unsure", extra=told)
        return HandedOver(Became.UNSURE)
