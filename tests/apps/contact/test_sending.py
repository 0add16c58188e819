"""Who gets a message and who is left out, and that each goes once, is in the log, and stops at once on a death."""

import socket
from datetime import datetime, timedelta
from smtplib import SMTPRecipientsRefused

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.cast import SETUP
from tests.factories.messages import draft, make_message, make_reachable, open_channels, send_shown
from tests.factories.moments import DAY, MORNING
from tests.factories.people import mark_address
from towpath.access.models import User
from towpath.audit.models import Event
from towpath.caseload.actions import raise_concern
from towpath.contact import handing
from towpath.contact.actions import record_contact
from towpath.contact.models import ContactEvent, Message, Sending
from towpath.contact.planning import Barred, plan_of
from towpath.contact.sending import (
    SendingRefusedError,
    drop_draft,
    mark_failed,
    send,
    settle,
    stop_contact,
    stop_sending,
)
from towpath.contact.transports import NotTakenError, Smtp
from towpath.jobs.models import Job
from towpath.jobs.running import Running
from towpath.organisation.models import Organisation
from towpath.people.actions import (
    add_contact_route,
    end_fact,
    link_family,
    merge_people,
    record_address,
    withdraw_fact,
)
from towpath.people.facts import FactsRefusedError
from towpath.people.kinds import Kind
from towpath.people.models import ContactRoute, ContactStop
from towpath.people.queries import list_stops
from towpath.rules.messages import LeftOut
from towpath.tracking.actions import record_statement
from towpath.tracking.values import NewStatement
from towpath.web.messages.jobs import send_messages

HOUR = timedelta(hours=1)
NOBODY_BARRED = Barred()
HOW = {"source": "page:1", "by": SETUP, "at": MORNING}


@pytest.fixture(autouse=True)
def _open(request: pytest.FixtureRequest) -> None:
    open_channels(request.getfixturevalue("saltmarsh"))


def work(council, at=MORNING + HOUR) -> dict:
    """Do what the worker would do at an instant."""
    job = Job.objects.filter(handler__endswith="send_messages", state=Job.State.WAITING).order_by("pk").first()
    Job.objects.filter(pk=job.pk).update(state=Job.State.RUNNING, heartbeat_at=at, attempt=1)
    running = Running(job_id=job.pk, attempt=1, organisation_id=council.pk, arguments={}, by=SETUP, at=at)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Running, "now", lambda self: at)
        outcome = send_messages(running)
    Job.objects.filter(pk=job.pk).update(state=Job.State.DONE, finished_at=at)
    return dict(outcome)


def reasons(plan) -> dict[int, LeftOut]:
    return {each.person_id: each.reason for each in plan.left_out}


@pytest.mark.parametrize(
    ("found_out", "because"),
    [
        (lambda one: fear_for(one), "concern"),
        (lambda one: in_custody(one), "custody"),
        (lambda one: ask_to_stop(one), "asked_not"),
        (lambda one: stop_contact(person=one, kind="died", **HOW), "died"),
        (lambda one: mark_unsafe(one), "not_safe"),
        (lambda one: end_route(one), "route_changed"),
    ],
)  # fmt: skip
def test_what_is_found_out_after_a_text_was_queued_stops_it_when_it_is_claimed(
    saltmarsh, manager, found_out, because
) -> None:
    message = make_message(manager, make_reachable(saltmarsh, 1))

    found_out(message.person)

    work(saltmarsh)
    message.refresh_from_db()
    assert (message.state, message.because) == ("stopped", because)


def test_a_text_goes_to_a_protected_home_only_by_a_number_known_to_be_safe(saltmarsh, manager) -> None:
    sure, unasked = (
        make_message(manager, make_reachable(saltmarsh, number, is_safe=is_safe))
        for number, is_safe in ((1, "yes"), (2, "unknown"))
    )
    for message in (sure, unasked):
        mark_address(person=message.person, **HOW)

    work(saltmarsh)

    assert [Message.objects.get(pk=each.pk).state for each in (sure, unasked)] == ["sent", "stopped"]


def route_of(person) -> ContactRoute:
    return ContactRoute.objects.known_at(None).get(person=person, kind="phone")


def fear_for(person) -> None:
    raise_concern(person=person, seen_date=DAY, words="Bruises", told="lead", by=SETUP, at=MORNING)


def mark_unsafe(person) -> None:
    add_contact_route(
        person=person, kind="phone", value=route_of(person).value, belongs_to="self", is_safe="no",
        replaces=route_of(person).pk, **HOW,
    )  # fmt: skip


def end_route(person) -> None:
    end_fact(person=person, kind=Kind.CONTACT_ROUTES, fact_id=route_of(person).pk, **HOW)


def in_custody(person) -> None:
    told = NewStatement(
        person_id=person.pk, code="710", start_date=DAY, how="parent", sender="advisers", source="page:1"
    )
    record_statement(organisation=person.organisation, new=told, by=SETUP, at=MORNING)


def ask_to_stop(person) -> None:
    record_contact(
        person=person, happened_at=MORNING, channel="phone", outcome="refused", owner=User.objects.first(),
        by=SETUP, at=MORNING,
    )  # fmt: skip


def test_a_message_goes_to_whom_it_may_and_names_whom_it_leaves_out(saltmarsh, adviser) -> None:
    fine, unsafe, dead, concern, custody, secret = (
        make_reachable(saltmarsh, number, is_safe="no" if number == 2 else "unknown") for number in range(1, 7)
    )
    stop_contact(person=dead, kind="died", by=SETUP, at=MORNING, source="page:1")
    mark_address(person=secret, **HOW)
    sending = draft(adviser, fine, unsafe, dead, concern, custody, secret)

    plan = plan_of(adviser, sending, DAY, barred=Barred(with_concern={concern.pk}, in_custody={custody.pk}))

    assert [(each.person_id, each.way.value) for each in plan.goes] == [(fine.pk, "07700900001")]
    assert reasons(plan) == {
        unsafe.pk: LeftOut.NOT_SAFE,
        dead.pk: LeftOut.DIED,
        concern.pk: LeftOut.CONCERN,
        custody.pk: LeftOut.CUSTODY,
        secret.pk: LeftOut.NOT_SAFE,
    }
    assert plan.goes[0].words.startswith("Hi Bertie, it's ")
    assert (plan.parts, plan.pence) == (2, 6)


def test_whoever_must_be_told_nothing_keeps_letters_and_parents_out(saltmarsh, adviser) -> None:
    person, other = make_reachable(saltmarsh, 1), make_reachable(saltmarsh, 2)
    link_family(person=person, relative=other, relation="mother", must_not_be_told=True, **HOW)

    for channel, code in (("letter", "first_letter"), ("email", "first_letter_parent")):
        plan = plan_of(adviser, draft(adviser, person, code=code, channel=channel), DAY, barred=NOBODY_BARRED)
        assert reasons(plan) == {person.pk: LeftOut.TOLD_NOTHING}


def test_what_goes_is_sent_once_and_stands_in_the_log_as_reaching_nobody(saltmarsh, adviser) -> None:
    wren = make_reachable(saltmarsh, 1)
    message = make_message(adviser, wren)

    assert work(saltmarsh) == {"sent": 1, "refused": 0, "later": 0}

    message.refresh_from_db()
    event = ContactEvent.objects.get()
    assert (message.state, message.event_id, message.transport) == ("sent", event.pk, "outbox")
    assert (event.kind, event.reached, event.channel, event.person_id) == ("message", "N", "text", wren.pk)
    assert Event.objects.filter(kind="message.sent").count() == 1


def test_a_double_press_sends_one(saltmarsh, adviser) -> None:
    sending = draft(adviser, make_reachable(saltmarsh, 1))
    send_shown(adviser, sending)

    with pytest.raises(SendingRefusedError, match="already"):
        send_shown(adviser, sending)
    assert Message.objects.count() == 1


def test_it_is_looked_at_again_where_somebody_was_left_out_meanwhile(saltmarsh, adviser) -> None:
    fine, dead = make_reachable(saltmarsh, 1), make_reachable(saltmarsh, 2)
    sending = draft(adviser, fine, dead)
    seen = plan_of(adviser, sending, DAY, barred=NOBODY_BARRED).seal
    stop_contact(person=dead, kind="asked_not", by=SETUP, at=MORNING, source="page:1")

    with pytest.raises(SendingRefusedError, match="go to 1 now"):
        send(adviser, sending, seen=seen, at=MORNING, on=DAY, barred=NOBODY_BARRED)


def test_it_is_looked_at_again_where_as_many_others_would_get_it(saltmarsh, adviser) -> None:
    shown, barred = make_reachable(saltmarsh, 1), make_reachable(saltmarsh, 2)
    sending = draft(adviser, shown, barred)
    seen = plan_of(adviser, sending, DAY, barred=Barred(with_concern={barred.pk})).seal

    with pytest.raises(SendingRefusedError, match="not to the same"):
        send(adviser, sending, seen=seen, at=MORNING, on=DAY, barred=Barred(with_concern={shown.pk}))


@pytest.mark.parametrize("channel", ["text", "letter"])
def test_it_is_looked_at_again_where_it_would_go_to_the_same_person_elsewhere(saltmarsh, adviser, channel) -> None:
    moved = make_reachable(saltmarsh, 1)
    sending = draft(adviser, moved, channel=channel)
    seen = plan_of(adviser, sending, DAY, barred=NOBODY_BARRED).seal
    record_address(person=moved, address_line_1="9 New Road", postcode="SM1 1AA", from_date=DAY, **HOW)
    add_contact_route(
        person=moved, kind="phone", value="07700 900999", belongs_to="self", is_safe="yes",
        replaces=route_of(moved).pk, **HOW,
    )  # fmt: skip

    with pytest.raises(SendingRefusedError, match="go to 1 now, and not to the same"):
        send(adviser, sending, seen=seen, at=MORNING, on=DAY, barred=NOBODY_BARRED)
    assert not Message.objects.exclude(state="draft").exists()


def test_what_was_put_right_and_changes_no_address_asks_for_no_second_look(saltmarsh, adviser) -> None:
    shown, other = make_reachable(saltmarsh, 1), make_reachable(saltmarsh, 2)
    sending = draft(adviser, shown, other)
    seen = plan_of(adviser, sending, DAY, barred=NOBODY_BARRED).seal
    record_address(person=shown, address_line_1="9 New Road", postcode="SM1 1AA", from_date=DAY, **HOW)

    assert len(send(adviser, sending, seen=seen, at=MORNING, on=DAY, barred=NOBODY_BARRED).goes) == 2


def test_whoever_was_joined_after_the_draft_gets_one(saltmarsh, adviser) -> None:
    one, same = make_reachable(saltmarsh, 1), make_reachable(saltmarsh, 2)
    sending = draft(adviser, one, same)
    merge_people(person=same, same_as=one, reason="one person", by=SETUP, at=MORNING)

    send_shown(adviser, sending)

    [message] = sending.messages.all()
    assert (message.person_id, message.state) == (one.pk, "queued")


def test_a_death_stops_what_waits_in_one_transaction(saltmarsh, adviser, monkeypatch) -> None:
    wren = make_reachable(saltmarsh, 1)
    queued, other = make_message(adviser, wren), make_message(adviser, make_reachable(saltmarsh, 2))
    drafted = draft(adviser, wren)

    with monkeypatch.context() as patch:
        patch.setattr(Message.objects, "filter", None)
        with pytest.raises(TypeError):
            stop_contact(person=wren, kind="died", by=SETUP, at=MORNING, source="page:1")
    assert not ContactStop.objects.exists(), "what could not stop everything is not recorded at all"

    stop_contact(person=wren, kind="died", by=SETUP, at=MORNING, source="page:1", from_date=DAY)

    queued.refresh_from_db()
    assert (queued.state, queued.because) == ("stopped", "died")
    assert drafted.messages.get().state == "stopped"
    assert work(saltmarsh)["sent"] == 1
    other.refresh_from_db()
    assert other.state == "sent"


def test_a_message_queued_for_a_record_that_was_joined_stops_too(saltmarsh, adviser) -> None:
    one, same = make_reachable(saltmarsh, 1), make_reachable(saltmarsh, 2)
    message = make_message(adviser, same)
    merge_people(person=same, same_as=one, reason="one person", by=SETUP, at=MORNING)

    stop_contact(person=one, kind="died", by=SETUP, at=MORNING, source="page:1")

    message.refresh_from_db()
    assert message.state == "stopped"


def test_a_worker_that_died_between_never_sends_twice(saltmarsh, adviser, monkeypatch) -> None:
    message = make_message(adviser, make_reachable(saltmarsh, 1))

    class Killed(BaseException):
        pass

    class Dying:
        def send(self, _message):
            raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(handing, "TRANSPORTS", {"outbox": Dying()})
        with pytest.raises(Killed):
            work(saltmarsh)
    message.refresh_from_db()
    assert message.state == "sending"

    Job.objects.update(state=Job.State.WAITING)
    assert work(saltmarsh) == {"sent": 0, "refused": 0, "later": 0}

    settle(message=message, it_went=False, by=SETUP, at=MORNING)
    assert work(saltmarsh)["sent"] == 1
    message.refresh_from_db()
    with pytest.raises(SendingRefusedError):
        settle(message=message, it_went=True, by=SETUP, at=MORNING)
    assert ContactEvent.objects.count() == 1


def test_one_that_went_before_the_machine_stopped_is_settled_by_hand(saltmarsh, adviser) -> None:
    message = make_message(adviser, make_reachable(saltmarsh, 1))
    Message.objects.update(state="sending", started_at=MORNING)
    message.refresh_from_db()

    settle(message=message, it_went=True, by=SETUP, at=MORNING)

    assert Message.objects.get().state == "sent"
    assert ContactEvent.objects.count() == 1


@pytest.mark.parametrize(("hours", "sent"), [(-1, 0), (0, 1), (10, 1), (11, 0), (14, 0)])
def test_nothing_goes_in_the_quiet_hours_and_it_waits_for_the_morning(saltmarsh, adviser, hours, sent) -> None:
    make_message(adviser, make_reachable(saltmarsh, 1))

    told = work(saltmarsh, MORNING + hours * HOUR)

    assert (told["sent"], told["later"]) == (sent, 1 - sent)
    waits = Job.objects.filter(handler__endswith="send_messages", state=Job.State.WAITING)
    assert waits.count() == 1 - sent


@pytest.mark.parametrize(
    ("instant", "sent"),
    [
        # From nine to eight, as a council has it that chose nothing. The clocks go forward: nine is eight in UTC.
        ("2026-03-28T20:00Z", 0), ("2026-03-29T07:59Z", 0), ("2026-03-29T08:00Z", 1), ("2026-03-29T18:59Z", 1),
        ("2026-03-29T19:00Z", 0),
        # And back.
        ("2026-10-24T18:59Z", 1), ("2026-10-24T19:00Z", 0), ("2026-10-25T08:59Z", 0), ("2026-10-25T09:00Z", 1),
        ("2026-10-25T19:59Z", 1), ("2026-10-25T20:00Z", 0),
    ],
)  # fmt: skip
def test_the_quiet_hours_are_by_the_clock_on_the_wall(saltmarsh, adviser, instant, sent) -> None:
    make_message(adviser, make_reachable(saltmarsh, 1))

    assert work(saltmarsh, datetime.fromisoformat(instant))["sent"] == sent


def test_no_more_go_in_a_day_than_the_council_allows(saltmarsh, adviser) -> None:
    open_channels(saltmarsh, most_a_day=2)
    people = [make_reachable(saltmarsh, number) for number in (1, 2, 3)]
    send_shown(adviser, draft(adviser, *people))

    assert work(saltmarsh) == {"sent": 2, "refused": 0, "later": 1}
    assert work(saltmarsh, MORNING + 24 * HOUR)["sent"] == 1


def test_a_number_that_is_not_safe_any_more_gets_nothing(saltmarsh, adviser) -> None:
    wren = make_reachable(saltmarsh, 1)
    message = make_message(adviser, wren)
    add_contact_route(person=wren, kind="phone", value="07700 900001", belongs_to="self", is_safe="no", **HOW)

    assert work(saltmarsh)["sent"] == 0

    message.refresh_from_db()
    assert (message.state, message.because) == ("stopped", "not_safe")


def test_a_number_that_will_never_do_is_not_used_again(saltmarsh, adviser, monkeypatch) -> None:
    wren = make_reachable(saltmarsh, 1)
    message = make_message(adviser, wren)

    class Refusing:
        def send(self, _message):
            raise NotTakenError("no_such_number", is_for_good=True)

    monkeypatch.setattr(handing, "TRANSPORTS", {"outbox": Refusing()})
    assert work(saltmarsh) == {"sent": 0, "refused": 1, "later": 0}

    message.refresh_from_db()
    assert (message.state, message.because) == ("failed", "no_such_number")
    assert not ContactRoute.objects.known_at(None).in_force(DAY).filter(person=wren, kind="phone").exists()
    with pytest.raises(SendingRefusedError):
        mark_failed(message, because="again", is_for_good=True, by=SETUP, at=MORNING)
    assert Message.objects.get().because == "no_such_number", "what is settled stays so"


def test_a_mail_server_that_knows_no_such_mailbox_says_so_for_good(saltmarsh, adviser, monkeypatch) -> None:
    message = make_message(adviser, make_reachable(saltmarsh, 1), code="first_letter_parent", channel="email")

    def refused(self, **_):
        raise SMTPRecipientsRefused({message.address: (550, b"no such user")})

    monkeypatch.setattr("towpath.contact.transports.EmailMessage.send", refused)
    with pytest.raises(NotTakenError) as told:
        Smtp().send(message)
    assert told.value.is_for_good


def test_a_mail_server_that_cannot_be_reached_costs_no_message(saltmarsh, adviser, settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    with socket.socket() as shut:
        shut.bind(("127.0.0.1", 0))
        settings.EMAIL_HOST, settings.EMAIL_PORT = shut.getsockname()
    open_channels(saltmarsh, email_by="smtp")
    for number in (1, 2):
        make_message(adviser, make_reachable(saltmarsh, number), code="first_letter_parent", channel="email")

    assert work(saltmarsh) == {"sent": 0, "refused": 0, "later": 2}
    assert set(Message.objects.values_list("state", "started_at")) == {("queued", None)}
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    Job.objects.filter(key="").update(state=Job.State.DONE, finished_at=MORNING)
    assert work(saltmarsh, MORNING + 2 * HOUR)["sent"] == 2


def test_the_rest_waits_once_nobody_knows_whether_one_went(saltmarsh, adviser, monkeypatch) -> None:
    for number in (1, 2, 3):
        make_message(adviser, make_reachable(saltmarsh, number))
    Job.objects.filter(pk__gt=Job.objects.earliest("pk").pk).update(state=Job.State.DONE, finished_at=MORNING)

    class Silent:
        def send(self, _message):
            raise TimeoutError

    with monkeypatch.context() as patch:
        patch.setattr(handing, "TRANSPORTS", {"outbox": Silent()})
        assert work(saltmarsh) == {"sent": 0, "refused": 0, "later": 2}
    assert sorted(Message.objects.values_list("state", flat=True)) == ["queued", "queued", "sending"]
    assert work(saltmarsh, MORNING + 2 * HOUR)["sent"] == 2


def test_what_is_sent_while_the_worker_is_busy_has_a_job_of_its_own(saltmarsh, adviser) -> None:
    make_message(adviser, make_reachable(saltmarsh, 1))
    Job.objects.update(state=Job.State.RUNNING, heartbeat_at=MORNING)

    late = make_message(adviser, make_reachable(saltmarsh, 2))
    assert work(saltmarsh)["sent"] == 2

    Message.objects.filter(pk=late.pk).update(state="sending", event=None, settled_at=None)
    settle(message=Message.objects.get(pk=late.pk), it_went=False, by=SETUP, at=MORNING)
    assert work(saltmarsh)["sent"] == 1


def test_an_e_mail_leaves_by_the_server_that_is_named(saltmarsh, adviser, mailoutbox) -> None:
    open_channels(saltmarsh, email_by="smtp")
    make_message(adviser, make_reachable(saltmarsh, 1), code="first_letter_parent", channel="email")

    assert work(saltmarsh)["sent"] == 1

    [mail] = mailoutbox
    assert (mail.to, mail.subject) == (["p1@home.example"], "What is Bertie doing now?")
    assert ContactEvent.objects.get().with_family


def test_a_shut_channel_takes_nothing(saltmarsh, adviser) -> None:
    sending = draft(adviser, make_reachable(saltmarsh, 1))
    open_channels(saltmarsh, text_by="nobody")

    with pytest.raises(SendingRefusedError, match="Nobody has said"):
        send_shown(adviser, sending)


def test_what_waits_can_be_stopped_and_a_draft_dropped(saltmarsh, adviser) -> None:
    message = make_message(adviser, make_reachable(saltmarsh, 1))
    dropped = draft(adviser, make_reachable(saltmarsh, 2))

    assert stop_sending(sending=message.sending, by=SETUP, at=MORNING) == 1
    drop_draft(sending=dropped, by=SETUP, at=MORNING)

    assert set(Message.objects.values_list("state", flat=True)) == {"stopped"}
    with pytest.raises(SendingRefusedError, match="already"):
        send_shown(adviser, dropped)


def test_a_stranger_writes_to_nobody(saltmarsh, adviser, stranger) -> None:
    wren = make_reachable(saltmarsh, 1)
    open_channels(Organisation.objects.get(pk=stranger.organisation_id))

    with pytest.raises(SendingRefusedError, match="nobody"):
        draft(stranger, wren)
    assert list_stops(stranger, [wren.pk], DAY) == {}


def test_a_message_that_names_a_place_asks_for_it(saltmarsh, adviser) -> None:
    wren = make_reachable(saltmarsh, 1)

    with pytest.raises(SendingRefusedError) as refused:
        draft(adviser, wren, code="appointment", values={"when": "on Monday"})
    assert refused.value.field == "where"

    sending = draft(adviser, wren, code="appointment", values={"when": "on Monday", "where": "the library"})
    [going] = plan_of(adviser, sending, DAY, barred=NOBODY_BARRED).goes
    assert "see you on Monday at the library" in going.words
    with pytest.raises(SendingRefusedError):
        draft(adviser, wren, code="visit_card", channel="text")


@pytest.mark.parametrize("where", ["the youth offending team", "((first name))", "((", "the library ((floor))"])
def test_what_is_typed_for_a_place_is_read_like_the_words_around_it(saltmarsh, adviser, where) -> None:
    with pytest.raises(SendingRefusedError) as told:
        draft(adviser, make_reachable(saltmarsh, 1), code="appointment", values={"when": "on Monday", "where": where})
    assert told.value.field == "where"


def test_a_plan_asks_as_often_for_many_as_for_few(saltmarsh, adviser) -> None:
    def asked(count: int, first: int) -> int:
        people = [make_reachable(saltmarsh, number) for number in range(first, first + count)]
        sending = draft(adviser, *people)
        with CaptureQueriesContext(
            connection,
        ) as caught:
            assert len(plan_of(adviser, sending, DAY, barred=NOBODY_BARRED).goes) == count
        return len(caught)

    assert asked(2, 1) == asked(9, 20) <= 24


def test_a_wish_not_to_be_contacted_ends_on_its_last_day(saltmarsh, adviser) -> None:
    wren = make_reachable(saltmarsh, 1)
    until = DAY + timedelta(days=10)
    stop_contact(person=wren, kind="asked_not", by=SETUP, at=MORNING, source="page:1", until_date=until, told_by="Wren")

    assert list_stops(adviser, [wren.pk], until)[wren.pk][0].told_by == "Wren"
    assert list_stops(adviser, [wren.pk], until + timedelta(days=1)) == {}


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"kind": "died", "from_date": DAY + timedelta(days=1)}, "from_date"),
        ({"kind": "died", "until_date": DAY}, "until_date"),
        ({"kind": "asked_not", "until_date": DAY - timedelta(days=1)}, "until_date"),
        ({"kind": "gone"}, "kind"),
    ],
)
def test_a_stop_that_cannot_be_is_refused(saltmarsh, said, field) -> None:
    wren = make_reachable(saltmarsh, 1)

    with pytest.raises(FactsRefusedError) as refused:
        stop_contact(person=wren, by=SETUP, at=MORNING, source="page:1", **said)

    assert refused.value.refusals[0].field == field
    assert not ContactStop.objects.exists()


def test_a_death_said_twice_is_one_and_one_that_was_wrong_is_taken_out(saltmarsh, adviser) -> None:
    wren = make_reachable(saltmarsh, 1)
    stop_contact(person=wren, kind="died", by=SETUP, at=MORNING, source="page:1")
    stop_contact(person=wren, kind="died", by=SETUP, at=MORNING, source="page:2", from_date=DAY)
    [held] = ContactStop.objects.known_at(None)

    withdraw_fact(person=wren, kind=Kind.STOPS, fact_id=held.pk, **HOW)

    assert list_stops(adviser, [wren.pk], DAY) == {}
    assert isinstance(draft(adviser, wren), Sending)
