"""Links that work once."""

from datetime import datetime, timedelta
from hashlib import sha256
from secrets import token_urlsafe

from towpath.access.models import Link
from towpath.organisation.models import Organisation


class LinkRefusedError(Exception):
    """The link was used, has expired, was withdrawn, or never was. Which of these is not told to whoever holds it."""

    def __init__(self) -> None:
        super().__init__("This link does not work. It may have been used already, or be too old. Ask for another.")


def make_link(
    organisation: Organisation, *, purpose: str, subject: str, at: datetime, lasts: timedelta, secret: str = ""
) -> tuple[Link, str]:
    """
    Return a new link and its secret, which is kept nowhere; call it inside an audit transaction.

    :param secret: one of the caller's making, for a link that is typed from paper; it must be as hard to guess
    """
    secret = secret or token_urlsafe(32)
    link = Link.objects.create(
        organisation=organisation,
        purpose=purpose,
        subject=subject,
        token_hash=_hashed(secret),
        created_at=at,
        expires_at=at + lasts,
    )
    return link, secret


def find_link(secret: str, *, purpose: str, at: datetime) -> Link | None:
    """Return the link this secret opens at this moment, for this purpose, unused."""
    return (
        Link.objects.select_related("organisation")
        .filter(
            token_hash=_hashed(secret),
            purpose=purpose,
            used_at__isnull=True,
            withdrawn_at__isnull=True,
            created_at__lte=at,
            expires_at__gt=at,
        )
        .first()
    )


def get_link(secret: str, *, purpose: str, at: datetime) -> Link:
    """
    Return the link this secret opens.

    :raises LinkRefusedError: it opens nothing now
    """
    link = find_link(secret, purpose=purpose, at=at)
    if link is None:
        raise LinkRefusedError
    return link


def use_up(link: Link, *, at: datetime) -> None:
    """
    Mark a link as used; call it inside an audit transaction.

    :raises LinkRefusedError: somebody else has just used it
    """
    # The update is the lock: of two who press the link at once, one finds it already used.
    if not Link.objects.filter(pk=link.pk, used_at__isnull=True, withdrawn_at__isnull=True).update(used_at=at):
        raise LinkRefusedError
    link.used_at = at


def _hashed(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()
