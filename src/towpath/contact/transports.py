"""The ways in which a message leaves the machine. Nothing leaves by one that the council has not named."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from smtplib import SMTPConnectError, SMTPRecipientsRefused, SMTPSenderRefused

from django.core.mail import EmailMessage, get_connection

from towpath.contact.models import Message


class NotTakenError(Exception):
    """
    Whoever carries messages refused this one, so it did not go. `is_for_good` says that no other will get there either.

    Anything else that is raised leaves it unknown whether it went, and a person settles that.
    """

    def __init__(self, because: str, *, is_for_good: bool = False) -> None:
        super().__init__(because)
        self.because, self.is_for_good = because, is_for_good


@dataclass(frozen=True, slots=True)
class Outbox:
    """Keeps messages on a page of the site, and sends nothing."""

    def __call__(self, message: Message) -> str:
        return "outbox"


@dataclass(frozen=True, slots=True)
class Smtp:
    """Hands an e-mail to the mail server that the installation names."""

    def __call__(self, message: Message) -> str:
        # A connection each, so that one that broke cannot take the next message with it.
        mail = EmailMessage(message.subject, message.words, to=[message.address], connection=get_connection())
        try:
            mail.send()
        except SMTPRecipientsRefused as refused:
            codes = [code for code, _words in refused.recipients.values()]
            # 550 to 553: there is no such mailbox. Others, as a full one, may be taken later.
            raise NotTakenError("refused", is_for_good=all(550 <= code <= 553 for code in codes)) from None
        except (SMTPConnectError, SMTPSenderRefused, ConnectionError):
            raise NotTakenError("no_server") from None
        return "smtp"


TRANSPORTS: Mapping[str, Callable[[Message], str]] = {"outbox": Outbox(), "smtp": Smtp()}
"""By the word that the settings use. Each returns what it calls the message."""
