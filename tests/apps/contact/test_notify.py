"""GOV.UK Notify, by a fake of it on this machine: what is handed over, what it refuses, and what it says afterwards."""

import json
import socket
import threading
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest

from tests.apps.contact.test_sending import work
from tests.factories.cast import SETUP
from tests.factories.messages import make_message, make_reachable, open_channels
from tests.factories.moments import DAY, MORNING
from towpath.contact.jobs import ask_receipts
from towpath.contact.models import Message
from towpath.jobs.models import Job
from towpath.jobs.running import Running
from towpath.people.models import ContactRoute

HOUR = timedelta(hours=1)
KEY = "saltmarsh-26785a09-ab16-4eb0-8407-a37497a57506-3d844edf-8d35-48ac-975b-e847b4f122b0"
"""Made up: the two parts have the shape of a service and a secret."""


class Fake(HTTPServer):
    """What Notify would answer, and what it was sent."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), FakeAnswers)
        self.sent: list[dict[str, Any]] = []
        self.answers: list[int] = []
        self.status, self.unknown = "delivered", ""


class FakeAnswers(BaseHTTPRequestHandler):
    server: Fake

    def do_POST(self) -> None:
        said = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        assert self.headers["Authorization"].startswith("Bearer ey")
        code = self.server.answers.pop(0) if self.server.answers else 201
        if code == 201:
            self.server.sent.append({"path": self.path, **said})
        wrong = {"errors": [{"error": "ValidationError", "message": "phone_number Not enough digits"}]}
        self._answer(code, {"id": f"n-{said['reference']}"} if code == 201 else wrong)

    def do_GET(self) -> None:
        asked = self.path.rpartition("/")[2]
        code = 404 if asked == self.server.unknown else 200
        self._answer(code, {"id": asked, "status": self.server.status})

    def _answer(self, code: int, said: object) -> None:
        content = json.dumps(said).encode()
        self.send_response(code)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def notify(saltmarsh, settings) -> Iterator[Fake]:
    open_channels(
        saltmarsh, text_by="notify", email_by="notify", notify_text_template="t-text", notify_email_template="t-email"
    )
    fake = Fake()
    thread = threading.Thread(target=fake.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    settings.NOTIFY_URL = f"http://127.0.0.1:{fake.server_port}"
    settings.NOTIFY_KEYS = {saltmarsh.code: KEY}
    yield fake
    fake.shutdown()
    thread.join()
    fake.server_close()


def ask(council, at) -> dict:
    [job] = Job.objects.filter(handler__endswith="ask_receipts", state=Job.State.WAITING)
    Job.objects.filter(pk=job.pk).update(state=Job.State.RUNNING, heartbeat_at=at, attempt=1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Running, "now", lambda self: at)
        outcome = dict(ask_receipts(Running(job.pk, 1, council.pk, {}, SETUP, at)))
    Job.objects.filter(pk=job.pk).update(state=Job.State.DONE, finished_at=at)
    return outcome


def test_a_text_is_handed_over_with_our_number_and_its_receipt_is_asked_for(saltmarsh, adviser, notify) -> None:
    message = make_message(adviser, make_reachable(saltmarsh, 1))

    assert work(saltmarsh)["sent"] == 1
    [sent] = notify.sent
    assert (sent["path"], sent["template_id"], sent["reference"]) == (
        "/v2/notifications/sms", "t-text", str(message.pk)
    )  # fmt: skip
    assert sent["phone_number"] == "07700900001"
    assert sent["personalisation"]["message"].startswith("Hi Bertie")

    notify.status = "sending"
    assert ask(saltmarsh, MORNING + 2 * HOUR) == {"told": 0, "unknown": 1}
    notify.status = "delivered"
    assert ask(saltmarsh, MORNING + 3 * HOUR) == {"told": 1, "unknown": 0}
    assert Message.objects.get().state == "delivered"
    assert not Job.objects.filter(state=Job.State.WAITING).exists()


def test_an_e_mail_has_its_subject(saltmarsh, adviser, notify) -> None:
    make_message(adviser, make_reachable(saltmarsh, 1), code="first_letter_parent", channel="email")

    work(saltmarsh)

    [sent] = notify.sent
    assert (sent["path"], sent["email_address"]) == ("/v2/notifications/email", "p1@home.example")
    assert sent["personalisation"]["subject"] == "What is Bertie doing now?"


def test_a_number_that_fails_for_good_is_not_used_again(saltmarsh, adviser, notify) -> None:
    person = make_reachable(saltmarsh, 1)
    make_message(adviser, person)
    work(saltmarsh)
    notify.status = "permanent-failure"

    ask(saltmarsh, MORNING + 2 * HOUR)

    message = Message.objects.get()
    assert (message.state, message.because) == ("failed", "permanent_failure")
    assert not ContactRoute.objects.known_at(None).in_force(DAY).filter(person=person, kind="phone").exists()


@pytest.mark.parametrize(
    ("answer", "state", "because"), [(400, "failed", "refused"), (500, "sending", ""), (429, "queued", "")]
)
def test_what_it_answers_says_whether_it_went(saltmarsh, adviser, notify, answer, state, because) -> None:
    make_message(adviser, make_reachable(saltmarsh, 1))
    notify.answers = [answer]

    told = work(saltmarsh)

    message = Message.objects.get()
    assert (message.state, message.because) == (state, because)
    assert told["later"] == (answer == 429)
    if answer == 429:
        assert work(saltmarsh, MORNING + 2 * HOUR)["sent"] == 1
    assert len(notify.sent) == (answer == 429)


@pytest.mark.parametrize("because", ["no_key", "no_template"])
def test_without_a_key_or_a_template_nothing_goes(saltmarsh, adviser, notify, settings, because) -> None:
    if because == "no_key":
        settings.NOTIFY_KEYS = {}
    else:
        open_channels(saltmarsh, text_by="notify", notify_text_template="")
    make_message(adviser, make_reachable(saltmarsh, 1))

    assert work(saltmarsh) == {"sent": 0, "refused": 1, "later": 0}
    assert Message.objects.get().because == because
    assert notify.sent == []


def test_where_it_cannot_be_reached_the_message_waits(saltmarsh, adviser, notify, settings) -> None:
    with socket.socket() as shut:
        shut.bind(("127.0.0.1", 0))
        settings.NOTIFY_URL = f"http://127.0.0.1:{shut.getsockname()[1]}"
    make_message(adviser, make_reachable(saltmarsh, 1))

    assert work(saltmarsh) == {"sent": 0, "refused": 0, "later": 1}
    assert Message.objects.get().state == "queued"


def test_one_that_cannot_be_asked_about_holds_up_no_other(saltmarsh, adviser, notify) -> None:
    first, second = (make_message(adviser, make_reachable(saltmarsh, number)) for number in (1, 2))
    assert work(saltmarsh)["sent"] == 2
    notify.unknown = f"n-{first.pk}"

    assert ask(saltmarsh, MORNING + 2 * HOUR) == {"told": 1, "unknown": 1}
    second.refresh_from_db()
    assert second.state == "delivered"
    notify.unknown = ""
    assert ask(saltmarsh, MORNING + 3 * HOUR) == {"told": 1, "unknown": 0}
