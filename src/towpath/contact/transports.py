"""The ways in which a message leaves the machine. Nothing leaves by one that the council has not named."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from errno import EHOSTUNREACH, ENETUNREACH
from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPSenderRefused
from socket import gaierror
from typing import Any, Protocol

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.utils.timezone import localdate
from notifications_python_client.errors import HTTPError
from notifications_python_client.notifications import NotificationsAPIClient

from towpath.contact.models import Sending
from towpath.organisation.models import Organisation
from towpath.organisation.queries import settings_on

NO_SERVER = "django.core.mail.backends.filebased.EmailBackend"
"""Where the site's own mail goes while the installation names no mail server."""


class Going(Protocol):
    """What is handed over: a message to a young person or parent, or a letter to whoever sends us lists."""

    @property
    def pk(self) -> Any: ...  # Our number of it.
    @property
    def organisation(self) -> Organisation: ...
    @property
    def channel(self) -> str: ...
    @property
    def address(self) -> str: ...
    @property
    def subject(self) -> str: ...
    @property
    def words(self) -> str: ...
    @property
    def started_at(self) -> datetime | None: ...
    @property
    def reference(self) -> str: ...  # What whoever carried it calls it.


class NotTakenError(Exception):
    """
    Whoever carries messages refused this one, so it did not go. `is_for_good` says that no other will get there either.

    Anything else that is raised leaves it unknown whether it went, and a person settles that.
    """

    def __init__(self, because: str, *, is_for_good: bool = False) -> None:
        super().__init__(because)
        self.because, self.is_for_good = because, is_for_good


class NotNowError(NotTakenError):
    """Whoever carries messages refused this one for now, as a full mailbox; it may go later, and others may at once."""


class BusyError(Exception):
    """
    Whoever carries messages takes none for now, or cannot be reached: this one did not go, and may go later.

    `because` is a code of why, where somebody here has to put it right.
    """

    def __init__(self, because: str = "") -> None:
        super().__init__(because)
        self.because = because


@dataclass(frozen=True, slots=True)
class Receipt:
    """What whoever carried a message says became of it."""

    is_delivered: bool = False
    failed_because: str = ""
    is_for_good: bool = False


class Outbox:
    """Keeps messages on a page of the site, and sends nothing."""

    def send(self, message: Going) -> str:
        """Keep a message and return what it is called here."""
        return "outbox"

    def receipt(self, message: Going) -> Receipt:
        """Return that nobody will ever say more of it."""
        return Receipt()


class Smtp:
    """Hands an e-mail to the mail server that the installation names."""

    def send(self, message: Going) -> str:
        """
        Hand over an e-mail, by a connection of its own, so that one that broke cannot take the next with it.

        :raises NotTakenError: the server refused it, for good or, as a NotNowError, for now
        :raises BusyError: the server cannot be reached, or takes nothing from us
        """
        if settings.EMAIL_BACKEND == NO_SERVER:
            raise NotTakenError("no_server")
        connection = get_connection()
        try:
            connection.open()
        # What fails before there is a connection has handed over nothing. Every error of SMTP is one of these.
        except OSError as unreachable:
            raise BusyError from unreachable
        try:
            EmailMessage(message.subject, message.words, to=[message.address], connection=connection).send()
        except SMTPRecipientsRefused as refused:
            codes = [code for code, _words in refused.recipients.values()]
            # 550 to 553: there is no such mailbox.
            raise _refusal(codes, is_for_good=all(550 <= code <= 553 for code in codes)) from refused
        except SMTPDataError as refused:
            raise _refusal([refused.smtp_code], is_for_good=False) from refused
        # It is our own address that is refused, so that every other message would be too.
        except SMTPSenderRefused as refused:
            raise BusyError("sender_refused") from refused
        finally:
            connection.close()
        return "smtp"

    def receipt(self, message: Going) -> Receipt:
        """Return that nobody will ever say more of it: what bounces comes back as an e-mail to a person."""
        return Receipt()


def _refusal(codes: Collection[int], *, is_for_good: bool) -> Exception:
    """Return what the codes say with which a server refused one message. Source: RFC 5321, section 4.2."""
    if CLOSING in codes:
        return BusyError()
    if any(code < NEVER for code in codes):
        return NotNowError("refused")
    return NotTakenError("refused", is_for_good=is_for_good)


CLOSING, NEVER = 421, 500
"""The code with which a mail server closes for everybody, and the first of those that say never."""


class Notify:
    """
    Hands a text or an e-mail to GOV.UK Notify, under the council's own key.

    The council's service there has one template for each channel, of nothing but ((message)) with ((subject)) above it;
    the words are ours. Our number of the message goes with it, so that one nobody is sure of can be found again.
    """

    def send(self, message: Going) -> str:
        """
        Hand over a message and return what Notify calls it.

        :raises NotTakenError: it refused it: 400 and 403 say that nothing was taken
        :raises BusyError: too much was sent for now, or it cannot be reached
        """
        client, template = _client(message), self._template(message)
        said = {"message": message.words}
        try:
            if message.channel == Sending.Channel.TEXT:
                told = client.send_sms_notification(message.address, template, said, reference=str(message.pk))
            else:
                said["subject"] = message.subject
                told = client.send_email_notification(message.address, template, said, reference=str(message.pk))
        except HTTPError as refused:
            if refused.status_code == 429 or _never_connected(refused):
                raise BusyError from refused
            if refused.status_code in (400, 403, 404):
                words = str(refused.message)
                raise NotTakenError(
                    "refused", is_for_good="phone_number" in words or "email_address" in words
                ) from None
            raise
        return str(told["id"])

    def receipt(self, message: Going) -> Receipt:
        """Return what Notify says became of a message."""
        status = str(_client(message).get_notification_by_id(message.reference)["status"])
        failed = {"permanent-failure", "temporary-failure", "technical-failure"}
        return Receipt(
            is_delivered=status == "delivered",
            failed_because=status.replace("-", "_") if status in failed else "",
            is_for_good=status == "permanent-failure",
        )

    def _template(self, message: Going) -> str:
        chosen = settings_on(message.organisation, localdate(message.started_at))
        named = str(chosen[f"messages.notify_{message.channel}_template"]).strip()
        if not named:
            raise NotTakenError("no_template")
        return named


def _never_connected(error: BaseException) -> bool:
    """
    Return whether nothing was handed over because there was nobody to hand it to.

    A time-out is not among them: what was handed over may have got there.
    """
    beneath: BaseException | None = error
    while beneath is not None:
        if isinstance(beneath, ConnectionRefusedError | gaierror):
            return True
        if isinstance(beneath, OSError) and beneath.errno in (EHOSTUNREACH, ENETUNREACH):
            return True
        beneath = beneath.__cause__ or beneath.__context__
    return False


def _client(message: Going) -> NotificationsAPIClient:
    key = settings.NOTIFY_KEYS.get(message.organisation.code, "")
    if not key:
        raise NotTakenError("no_key")
    return NotificationsAPIClient(key, base_url=settings.NOTIFY_URL)


TRANSPORTS: Mapping[str, Outbox | Smtp | Notify] = {"outbox": Outbox(), "smtp": Smtp(), "notify": Notify()}
"""By the word that the settings use."""
