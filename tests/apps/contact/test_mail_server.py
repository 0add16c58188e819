"""A mail server, by a fake of it on this machine: what one refusal costs, and whose fault it is."""

import socketserver
import threading
from collections.abc import Iterator
from datetime import timedelta

import pytest

from tests.apps.contact.test_sending import work
from tests.factories.messages import make_message, make_reachable, open_channels
from tests.factories.moments import MORNING
from towpath.contact import jobs as sending_jobs
from towpath.contact.models import Message
from towpath.contact.sent import BECAUSE_WORDS
from towpath.jobs.models import Job
from towpath.people.models import ContactRoute

HOUR = timedelta(hours=1)


class Fake(socketserver.ThreadingTCPServer):
    """
    A server that takes every e-mail, save where `answers` says otherwise.

    `answers` is by what a line begins with: a command with what follows it, or "." for what was written.
    """

    allow_reuse_address = daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Conversation)
        self.answers: dict[str, str] = {}
        self.taken: list[str] = []


class Conversation(socketserver.StreamRequestHandler):
    server: Fake

    def handle(self) -> None:
        self._say("220 here")
        to = ""
        while line := self.rfile.readline().decode().strip():
            line = line[:4].upper() + line[4:]
            answer = next((said for begins, said in self.server.answers.items() if line.startswith(begins)), "250 OK")
            if line.startswith("RCPT"):
                to = line
            if line == "DATA":
                self._say("354 go on")
                while self.rfile.readline().strip() != b".":
                    pass
                answer = self.server.answers.get(".", "250 OK")
                self.server.taken += [to] * answer.startswith("250")
            self._say("221 bye" if line == "QUIT" else answer)

    def _say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


@pytest.fixture
def server(saltmarsh, settings) -> Iterator[Fake]:
    open_channels(saltmarsh, email_by="smtp")
    fake = Fake()
    thread = threading.Thread(target=fake.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = fake.server_address
    settings.EMAIL_USE_TLS, settings.EMAIL_HOST_USER = False, ""
    yield fake
    fake.shutdown()
    thread.join()
    fake.server_close()


@pytest.fixture
def mails(saltmarsh, adviser) -> list[Message]:
    """Return three e-mails that wait, to p1, p2 and p3."""
    made = [
        make_message(adviser, make_reachable(saltmarsh, number), code="first_letter_parent", channel="email")
        for number in (1, 2, 3)
    ]
    # One job is enough for the three.
    Job.objects.filter(pk__gt=Job.objects.earliest("pk").pk).update(state=Job.State.DONE, finished_at=MORNING)
    return made


def states() -> list[str]:
    return list(Message.objects.order_by("pk").values_list("state", flat=True))


def to(*numbers: int) -> list[str]:
    return [f"RCPT TO:<p{number}@home.example>" for number in numbers]


def test_an_e_mail_that_a_server_takes_is_sent(saltmarsh, server, mails) -> None:
    assert work(saltmarsh) == {"sent": 3, "refused": 0, "later": 0}
    assert server.taken == to(1, 2, 3)


def test_a_mailbox_that_takes_nothing_for_now_holds_up_no_other_and_is_tried_again(saltmarsh, server, mails) -> None:
    server.answers = {"RCPT TO:<p1": "450 try later"}

    assert work(saltmarsh) == {"sent": 2, "refused": 0, "later": 1}

    assert server.taken == to(2, 3)
    assert states() == ["queued", "sent", "sent"]
    server.answers = {}
    assert work(saltmarsh, MORNING + 2 * HOUR) == {"sent": 1, "refused": 0, "later": 0}
    assert server.taken == to(2, 3, 1)


def test_a_mailbox_that_took_nothing_for_three_days_is_given_up_and_its_address_stays(saltmarsh, server, mails) -> None:
    server.answers = {"RCPT TO:<p1": "452 full"}
    work(saltmarsh)

    assert work(saltmarsh, MORNING + 71 * HOUR)["later"] == 1
    assert work(saltmarsh, MORNING + 72 * HOUR)["refused"] == 1

    message = Message.objects.get(pk=mails[0].pk)
    assert (message.state, message.because) == ("failed", "temporary_failure")
    assert ContactRoute.objects.known_at(None).filter(pk=message.route, to_date__isnull=True).exists()


@pytest.mark.parametrize(
    ("answers", "route_ends"),
    [
        ({"RCPT TO:<p1": "550 no such mailbox"}, True),
        ({"RCPT TO:<p1": "554 not to him"}, False),
    ],
)
def test_a_mailbox_that_is_refused_for_good_costs_its_own_message_alone(
    saltmarsh, server, mails, answers, route_ends
) -> None:
    server.answers = answers

    assert work(saltmarsh) == {"sent": 2, "refused": 1, "later": 0}

    assert states() == ["failed", "sent", "sent"]
    live = ContactRoute.objects.known_at(None).filter(pk=mails[0].route, to_date__isnull=True)
    assert live.exists() is not route_ends


@pytest.mark.parametrize(("answer", "state"), [("554 looks like rubbish", "failed"), ("451 later", "queued")])
def test_what_a_server_will_not_have_written_is_known_not_to_have_gone(saltmarsh, server, mails, answer, state) -> None:
    server.answers = {".": answer}

    told = work(saltmarsh)

    assert states() == [state] * 3
    assert (told["refused"], told["later"]) == ((3, 0) if state == "failed" else (0, 3))


@pytest.mark.parametrize("answer", ["550 you may not send as that", "530 sign in first", "451 too many", "421 closing"])
def test_our_own_address_refused_stops_all_e_mail_and_loses_none(saltmarsh, server, mails, answer, caplog) -> None:
    server.answers = {"MAIL FROM": answer}

    assert work(saltmarsh) == {"sent": 0, "refused": 0, "later": 3}

    assert states() == ["queued"] * 3
    # It is said on the page of the message, and to whoever keeps the machine.
    assert BECAUSE_WORDS[Message.objects.get(pk=mails[0].pk).because].startswith("The mail server refuses")
    assert "messages.busy: sender_refused" in caplog.text
    server.answers = {}
    assert work(saltmarsh, MORNING + 2 * HOUR)["sent"] == 3
    assert set(Message.objects.values_list("because", flat=True)) == {""}


def test_a_server_that_closes_after_one_address_is_asked_no_more_for_now(saltmarsh, server, mails) -> None:
    server.answers = {"RCPT": "421 closing"}

    assert work(saltmarsh)["later"] == 3

    assert states() == ["queued"] * 3


def test_texts_go_while_the_mail_server_takes_nothing(saltmarsh, adviser, server, mails) -> None:
    server.answers = {"MAIL FROM": "451 later"}
    text = make_message(adviser, make_reachable(saltmarsh, 4))

    assert work(saltmarsh) == {"sent": 1, "refused": 0, "later": 3}

    text.refresh_from_db()
    assert text.state == "sent"


@pytest.mark.parametrize("falls_over", ["as_it_goes", "reasons_now"])
def test_one_that_cannot_be_made_ready_holds_up_no_other_and_the_job_says_that_it_fell_over(
    saltmarsh, server, mails, monkeypatch, falls_over
) -> None:
    so_far = getattr(sending_jobs, falls_over)

    def spoilt(one, *rest, **how):
        message = rest[0][0] if falls_over == "reasons_now" else one
        if message.pk == mails[0].pk:
            raise ZeroDivisionError
        return so_far(one, *rest, **how)

    with monkeypatch.context() as patch:
        patch.setattr(sending_jobs, falls_over, spoilt)
        with pytest.raises(ZeroDivisionError):
            work(saltmarsh)

    assert states() == ["queued", "sent", "sent"]
    Job.objects.filter(state=Job.State.RUNNING).update(state=Job.State.WAITING)
    assert work(saltmarsh, MORNING + 2 * HOUR)["sent"] == 1
