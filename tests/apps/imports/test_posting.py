"""An e-mail that asks for a list goes once, takes its link with it, and is kept without it."""

from dataclasses import replace
from datetime import timedelta
from smtplib import SMTPDataError, SMTPRecipientsRefused

import pytest
from django.core import mail

from tests.apps.imports.test_requesting import written
from tests.factories.cast import make_viewer
from tests.factories.moments import DAY, MORNING
from tests.factories.uploads import DUE, HOW, make_college, make_contact, open_email, owed_by, started
from towpath.access.links import LinkRefusedError
from towpath.access.models import Link
from towpath.audit.models import Event
from towpath.contact.transports import TRANSPORTS, BusyError
from towpath.imports.actions.contacts import end_sender_contact
from towpath.imports.actions.requesting import RequestRefusedError, ask_all, write_request
from towpath.imports.actions.uploading import open_door
from towpath.imports.models import ExpectedList, ListRequest, SenderContact
from towpath.imports.posting import send_request
from towpath.imports.sender_queries import list_chases, plan_asking
from towpath.jobs.models import Job
from towpath.organisation.models import Organisation
from towpath.rules.list_chasing import Asking, LeftOut

pytestmark = pytest.mark.django_db


@pytest.fixture
def owed(saltmarsh: Organisation) -> ExpectedList:
    open_email(saltmarsh, by="smtp")
    return owed_by(make_college(saltmarsh))


@pytest.fixture
def priya(owed: ExpectedList) -> SenderContact:
    return make_contact(owed.sender)


def post() -> dict:
    """Do what the queue does with what waits first."""
    return dict(send_request(started(Job.objects.filter(state=Job.State.WAITING).earliest("pk"))))


def test_it_goes_to_the_contact_with_a_link_that_opens_and_is_kept_nowhere(
    owed: ExpectedList, priya: SenderContact
) -> None:
    assert written(owed, priya, way="email").secret == ""
    assert not Link.objects.filter(purpose="send_list").exists()

    assert post() == {"sent": 1}

    [went] = mail.outbox
    assert (went.to, went.subject) == (["priya.nair@lock.example"], "Please send: College and provider starters")
    secret = went.body.split("https://towpath.example/send/")[1].split("/")[0]
    assert open_door(secret, takes="list", at=MORNING).contact == priya
    kept = ListRequest.objects.get()
    assert (kept.state, kept.transport) == ("sent", "smtp")
    told = f"{kept.words} {list(Job.objects.values())} {list(Event.objects.values())}"
    assert secret not in told


def test_a_second_try_hands_nothing_over_again(owed: ExpectedList, priya: SenderContact) -> None:
    written(owed, priya, way="email")
    running = started(Job.objects.get())

    assert [send_request(running), send_request(running)] == [{"sent": 1}, {"sent": 0}]
    assert len(mail.outbox) == 1


def test_one_that_is_refused_counts_for_nothing_and_its_link_is_over(
    owed: ExpectedList, priya: SenderContact, monkeypatch: pytest.MonkeyPatch
) -> None:
    bodies = []

    def refuses(self: mail.EmailMessage) -> int:
        bodies.append(self.body)
        raise SMTPRecipientsRefused({priya.email: (550, b"no such mailbox")})

    monkeypatch.setattr(mail.EmailMessage, "send", refuses)
    written(owed, priya, way="email")

    assert post() == {"sent": 0}

    kept = ListRequest.objects.get()
    assert (kept.state, kept.because) == ("failed", "refused")
    with pytest.raises(LinkRefusedError):
        open_door(bodies[0].split("/send/")[1].split("/")[0], takes="list", at=MORNING)
    [chase] = list_chases(make_viewer(owed.sender.organisation, "data_lead"), DAY)
    assert (chase.sent, chase.next.step) == ((), "asked")
    # So it may be tried again on the same day.
    assert written(owed, priya, way="email").request.state == "queued"


def test_while_whoever_carries_it_is_busy_it_waits_and_goes_later(
    owed: ExpectedList, priya: SenderContact, monkeypatch: pytest.MonkeyPatch
) -> None:
    written(owed, priya, way="email")

    class Busy:
        def send(self, message: object) -> str:
            raise BusyError

    with monkeypatch.context() as patch:
        patch.setitem(TRANSPORTS, "smtp", Busy())  # type: ignore[misc]
        assert post() == {"sent": 0, "later": 1}
    Job.objects.filter(state="running").update(state="done", finished_at=MORNING)
    assert post() == {"sent": 1}
    assert Link.objects.filter(purpose="send_list", withdrawn_at__isnull=True).count() == 1


@pytest.mark.parametrize("code", [450, 452])
def test_a_mailbox_that_takes_nothing_for_now_is_tried_for_three_days(
    owed: ExpectedList, priya: SenderContact, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    def not_now(self: mail.EmailMessage) -> int:
        raise SMTPRecipientsRefused({priya.email: (code, b"try later")})

    written(owed, priya, way="email")
    with monkeypatch.context() as patch:
        patch.setattr(mail.EmailMessage, "send", not_now)
        assert post() == {"sent": 0, "later": 1}
        again = Job.objects.get(state=Job.State.WAITING)
        # No sooner than half an hour after; its key says when.
        assert again.key.endswith(f":{MORNING + timedelta(minutes=30):%Y-%m-%dT%H:%M}")
        assert ListRequest.objects.get().state == "queued"
        assert not Link.objects.filter(purpose="send_list", withdrawn_at__isnull=True).exists()

        assert dict(send_request(replace(started(again), at=MORNING + timedelta(hours=71))))["later"] == 1
        last = Job.objects.filter(state=Job.State.WAITING).latest("pk")
        assert dict(send_request(replace(started(last), at=MORNING + timedelta(hours=72)))) == {"sent": 0}

    kept = ListRequest.objects.get()
    assert (kept.state, kept.because) == ("failed", "temporary_failure")
    assert SenderContact.objects.get().email == priya.email


def test_a_mailbox_that_takes_it_later_has_one_letter_with_one_link(
    owed: ExpectedList, priya: SenderContact, monkeypatch: pytest.MonkeyPatch
) -> None:
    def not_now(self: mail.EmailMessage) -> int:
        raise SMTPDataError(451, b"local error")

    written(owed, priya, way="email")
    with monkeypatch.context() as patch:
        patch.setattr(mail.EmailMessage, "send", not_now)
        assert post() == {"sent": 0, "later": 1}

    Job.objects.filter(state="running").update(state="done", finished_at=MORNING)
    assert post() == {"sent": 1}

    [went] = mail.outbox
    secret = went.body.split("/send/")[1].split("/")[0]
    assert open_door(secret, takes="list", at=MORNING).contact == priya
    assert Link.objects.filter(purpose="send_list", withdrawn_at__isnull=True).count() == 1


def _remind(owed: ExpectedList, priya: SenderContact) -> None:
    """Write the reminder of a month later, whose e-mail waits for the queue."""
    Job.objects.filter(state="running").update(state="done", finished_at=MORNING)
    at = MORNING + timedelta(days=29)
    write_request(
        expected=owed, contact=priya, step="reminded", way="email", from_name="Devinder Gill", with_link=True,
        by=HOW["by"], at=at,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("trouble", "came_to"),
    [(SMTPRecipientsRefused({}), "failed"), (BusyError(), "queued"), (OSError("gone"), "sending")],
)
def test_the_link_they_have_works_on_until_a_later_letter_has_gone(
    owed: ExpectedList,
    priya: SenderContact,
    monkeypatch: pytest.MonkeyPatch,
    trouble: Exception,
    came_to: str,
) -> None:
    written(owed, priya, way="email")
    post()
    secret = mail.outbox[0].body.split("/send/")[1].split("/")[0]
    _remind(owed, priya)

    def refuses(self: mail.EmailMessage) -> int:
        raise trouble

    with monkeypatch.context() as patch:
        patch.setattr(mail.EmailMessage, "send", refuses)
        assert post()["sent"] == 0

    assert ListRequest.objects.get(step="reminded").state == came_to
    assert open_door(secret, takes="list", at=MORNING).contact == priya


def test_of_two_letters_that_went_the_later_one_s_link_works(owed: ExpectedList, priya: SenderContact) -> None:
    written(owed, priya, way="email")
    post()
    _remind(owed, priya)

    assert post() == {"sent": 1}

    earlier, later = (each.body.split("/send/")[1].split("/")[0] for each in mail.outbox)
    assert open_door(later, takes="list", at=MORNING).contact == priya
    with pytest.raises(LinkRefusedError):
        open_door(earlier, takes="list", at=MORNING)


def test_a_contact_who_left_meanwhile_gets_nothing(owed: ExpectedList, priya: SenderContact) -> None:
    written(owed, priya, way="email")
    end_sender_contact(contact=priya, **HOW)

    assert post() == {"sent": 0}
    assert (ListRequest.objects.get().because, mail.outbox) == ("overtaken", [])


@pytest.mark.parametrize("by", ["nobody", "smtp"])
def test_no_e_mail_is_written_where_none_can_leave(saltmarsh: Organisation, by: str) -> None:
    owed = owed_by(make_college(saltmarsh))
    if by != "nobody":
        open_email(saltmarsh, by="nobody")
    with pytest.raises(RequestRefusedError, match="sends no e-mail yet"):
        written(owed, make_contact(owed.sender), way="email")
    assert not ListRequest.objects.exists()


def test_all_that_are_owed_are_asked_at_once_and_each_left_out_has_its_reason(owed: ExpectedList) -> None:
    council, later = owed.sender.organisation, owed_by(owed.sender, DUE + timedelta(days=90))
    priya = make_contact(owed.sender)
    alone = owed_by(make_college(council, format_name="college_leavers"))
    viewer = make_viewer(council, "data_lead")

    plans = {each.expected.pk: each.asking for each in plan_asking(viewer, DUE)}

    # A contact is of a place, whichever of its lists they were named for.
    assert plans == {
        owed.pk: Asking("asked", priya.pk), alone.pk: Asking("asked", priya.pk), later.pk: LeftOut.NOT_YET
    }  # fmt: skip
    asked = [(owed, priya, "asked"), (alone, priya, "asked")]
    assert ask_all(asked=asked, from_name="Devinder Gill", **HOW) == []
    # A second press is refused, in words, and writes nothing.
    assert [why[:11] for _, why in ask_all(asked=asked, from_name="Devinder Gill", **HOW)] == ["That letter"] * 2
    assert ListRequest.objects.count() == 2


def test_nobody_of_another_council_is_planned_to_be_asked(owed: ExpectedList, farbank: Organisation) -> None:
    assert plan_asking(make_viewer(farbank, "data_lead"), DUE) == []
    assert plan_asking(make_viewer(owed.sender.organisation, "adviser"), DUE) == []
