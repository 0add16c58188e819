"""The support fund: two people, one ledger, and no more than there is."""

import json
from dataclasses import dataclass
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from time import time

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from PIL import Image

from tests.factories.cast import make_user, make_viewer
from tests.factories.moments import DAY, MORNING
from tests.factories.people import make_person
from tests.factories.photos import photo_with_whereabouts
from tests.factories.separate import separate_site
from towpath.access.models import User
from towpath.access.queries import viewer_for
from towpath.access.viewer import Viewer
from towpath.audit.models import Event
from towpath.caseload.actions import Step, write_plan
from towpath.files.actions import ReleaseRefusedError, open_kept
from towpath.files.models import Release, StoredFile
from towpath.funds.actions import (
    FundsChangedError,
    FundsRefusedError,
    agree_report,
    approve_support,
    ask_again,
    ask_support,
    keep_receipt,
    open_pot,
    pay_support,
    refuse_support,
    release_report,
    send_back_support,
    take_back,
)
from towpath.funds.models import Account, Movement, Pot, SupportRequest
from towpath.funds.queries import (
    RequestNotFoundError,
    balances_of,
    count_on_today,
    count_waiting,
    get_request,
    list_balances,
    list_kinds_to_ask,
    list_movements,
    list_open_of_own,
    list_pots,
    list_pots_to_ask,
    list_receipts_owed,
    list_requests,
    list_requests_to_decide,
    list_requests_to_pay,
    list_support_of,
    pence_paid,
    show_released_spending,
    show_spending,
)
from towpath.organisation.models import Organisation
from towpath.people.facts import PersonFacts
from towpath.rules.funds import Check
from towpath.tasks.models import Task
from towpath.tasks.queries import list_own_tasks

CLOTHING = {"bursary": Check("refused"), "jobcentre": Check("too_late")}

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def seen(request: SupportRequest) -> int:
    """Return the version that somebody sees who opens the page now."""
    return SupportRequest.objects.values_list("version", flat=True).get(pk=request.pk)


@dataclass
class Desk:
    pot: Pot
    adviser: Viewer
    asker: User
    manager: Viewer
    chief: User
    person: object

    def ask(self, pence: int = 20_00, **changed: object) -> SupportRequest:
        told = {
            "person": self.person, "pot": self.pot, "kind": "travel", "pence": pence, "why": "Bus to college",
            "checks": {"bursary": Check("not_entitled", "Too young"), "travel_scheme": Check("refused")},
            "user": self.asker, "by": self.adviser.actor, "at": MORNING,
        }  # fmt: skip
        return ask_support(**{**told, **changed})

    def approve(self, request: SupportRequest, **changed: object) -> None:
        told = {"user": self.chief, "by": self.manager.actor, "at": MORNING, "version": seen(request)}
        approve_support(**{"request": request, **told, **changed})

    def pay(self, request: SupportRequest, pence: int, **changed: object) -> None:
        told = {"paid_date": DAY, "method": "card", "reference": "C 17", "paid_to": "Saltmarsh Buses"}
        told |= {"user": self.asker, "by": self.adviser.actor, "version": seen(request)}
        pay_support(**{"request": request, "pence": pence, "at": MORNING, **told, **changed})

    def held(self) -> tuple[int, ...]:
        found = balances_of(self.manager, self.pot)
        return tuple(found[kind] for kind in ("funder", "available", "promised", "spent"))


@pytest.fixture
def desk(saltmarsh: Organisation, adviser: Viewer, manager: Viewer) -> Desk:
    chief = User.objects.get(pk=manager.user_id)
    pot = open_pot(
        organisation=saltmarsh, name="Getting there", funder="Saltmarsh at Work", pence=100_00, from_date=DAY,
        to_date=DAY + timedelta(days=60), pays_for=["travel", "clothing"], user=chief, by=manager.actor, at=MORNING,
    )  # fmt: skip
    return Desk(pot, adviser, User.objects.get(pk=adviser.user_id), manager, chief, make_person(saltmarsh))


def test_money_goes_from_asking_to_receipt_and_the_accounts_add_up(desk: Desk) -> None:
    request = desk.ask(30_00)
    assert desk.held() == (-100_00, 100_00, 0, 0)

    desk.approve(request)
    assert desk.held() == (-100_00, 100_00 - 30_00, 30_00, 0)

    desk.pay(request, 25_00)
    assert desk.held() == (-100_00, 100_00 - 25_00, 0, 25_00)

    keep_receipt(
        request=request,
        content=BytesIO(b"%PDF-1.7 a ticket"),
        name="ticket.pdf",
        user=desk.asker,
        by=desk.adviser.actor,
        at=MORNING,
    )
    request.refresh_from_db()
    assert request.receipt is not None
    kinds = Event.objects.filter(person=request.person.public_id, kind__startswith="funds.").order_by("sequence")
    assert list(kinds.values_list("kind", flat=True)) == [
        "funds.asked", "funds.approved", "funds.paid", "funds.receipt_kept",
    ]  # fmt: skip
    assert not any("Bus to college" in each.facts for each in Event.objects.all())


def test_whoever_asked_never_approves(desk: Desk) -> None:
    own = desk.ask(user=desk.chief, by=desk.manager.actor)

    with pytest.raises(FundsRefusedError, match="somebody else must approve"):
        desk.approve(own)
    with pytest.raises(FundsRefusedError, match="somebody else must decide"):
        refuse_support(request=own, version=1, because="No", user=desk.chief, by=desk.manager.actor, at=MORNING)
    with pytest.raises(IntegrityError), transaction.atomic():
        SupportRequest.objects.filter(pk=own.pk).update(state="approved", decided_by=desk.chief, decided_at=MORNING)


def test_an_adviser_may_not_approve_and_a_second_approval_is_refused(desk: Desk, saltmarsh: Organisation) -> None:
    request = desk.ask()
    other = make_user(saltmarsh, "adviser", name="Oona Birtles", email="oona@saltmarsh.example")

    with pytest.raises(FundsRefusedError, match="may not do this"):
        desk.approve(request, user=other)
    desk.approve(request)
    with pytest.raises(FundsRefusedError, match="decided already"):
        desk.approve(request)
    assert desk.held() == (-100_00, 80_00, 20_00, 0)


def test_the_second_of_two_requests_for_the_last_of_it_is_refused_in_words(desk: Desk) -> None:
    first, second = desk.ask(60_00), desk.ask(60_00, kind="clothing", checks=CLOTHING)
    desk.approve(first)

    with pytest.raises(FundsRefusedError, match=r"£60.00 was asked for and £40.00 is left"):
        desk.approve(second)
    second.refresh_from_db()
    assert second.state == "asked"


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"kind": "childcare"}, "may not pay for that"),
        ({"checks": {"bursary": Check("refused")}}, "what else would pay"),
        ({"checks": {"bursary": Check("refused"), "travel_scheme": Check("")}}, "what else would pay"),
        ({"checks": {"bursary": Check("refused"), "travel_scheme": Check("would_pay")}}, "a fund comes last"),
        ({"why": "  "}, "why it is needed"),
        ({"pence": -5}, "more than £0"),
        ({"pence": 0}, "more than £0"),
        ({"at": MORNING + timedelta(days=61)}, "may be used from 31 January 2026"),
    ],
)
def test_what_cannot_be_asked_says_why(desk: Desk, changed: dict[str, object], words: str) -> None:
    with pytest.raises(FundsRefusedError, match=words):
        desk.ask(**changed)
    assert not SupportRequest.objects.exists()


def test_long_and_right_to_left_words_are_kept_whole(desk: Desk) -> None:
    words = "تذكرة الحافلة " * 720

    assert SupportRequest.objects.get(pk=desk.ask(why=words).pk).why == words.strip()


@pytest.mark.parametrize(
    ("pence", "changed", "words"),
    [
        (20_01, {}, "Pay that or less"),
        (-1, {}, "Pay that or less"),
        (20_00, {"paid_date": DAY + timedelta(days=1)}, "in the future"),
        (20_00, {"paid_date": DAY - timedelta(days=1)}, "on that day or later"),
        (20_00, {"reference": " "}, "how it was paid"),
        (20_00, {"paid_to": " "}, "how it was paid"),
    ],
)
def test_what_cannot_be_paid_says_why(desk: Desk, pence: int, changed: dict[str, object], words: str) -> None:
    request = desk.ask()
    desk.approve(request)

    with pytest.raises(FundsRefusedError, match=words):
        desk.pay(request, pence, **changed)
    assert desk.held() == (-100_00, 80_00, 20_00, 0)


def test_taking_back_reverses_and_removes_nothing(desk: Desk) -> None:
    request = desk.ask()
    desk.approve(request)
    desk.pay(request, 15_00)

    how = {"user": desk.chief, "by": desk.manager.actor, "at": MORNING}
    take_back(request=request, version=3, because="The pass was not used", **how)

    assert desk.held() == (-100_00, 100_00, 0, 0)
    # Given, approved, paid, unspent; then what was paid and what of the promise had not gone back, the other way.
    assert Movement.objects.count() == 4 + 2
    with pytest.raises(FundsRefusedError, match="no money"):
        take_back(request=request, version=4, because="Again", **how)
    with pytest.raises(FundsRefusedError, match="why the money"):
        take_back(request=request, version=4, because=" ", **how)


def test_taking_back_works_once_the_unspent_rest_is_promised_to_somebody_else(desk: Desk) -> None:
    request = desk.ask(20_00)
    desk.approve(request)
    desk.pay(request, 15_00)
    rest = desk.ask(85_00)
    desk.approve(rest)
    assert desk.held() == (-100_00, 0, 85_00, 15_00)

    take_back(request=request, version=3, because="Never used", user=desk.chief, by=desk.manager.actor, at=MORNING)

    assert desk.held() == (-100_00, 15_00, 85_00, 0)


def test_what_is_sent_back_is_changed_and_asked_again_by_whoever_asked(desk: Desk, saltmarsh: Organisation) -> None:
    request = desk.ask(20_00)
    how = {"user": desk.chief, "by": desk.manager.actor, "at": MORNING}

    with pytest.raises(FundsRefusedError, match="what is missing"):
        send_back_support(request=request, version=1, words=" ", **how)
    send_back_support(request=request, version=1, words="Which bus?", **how)
    with pytest.raises(FundsRefusedError, match="decided already"):
        desk.approve(request)
    again = {
        "pot": desk.pot,
        "kind": "travel",
        "pence": 30_00,
        "why": "The 47",
        "at": MORNING,
        "by": desk.adviser.actor,
    }
    again |= {"checks": {"bursary": Check("refused"), "travel_scheme": Check("too_late")}, "request": request}
    other = make_user(saltmarsh, "adviser", name="Oona Birtles", email="oona@saltmarsh.example")
    with pytest.raises(FundsRefusedError, match="whoever asked"):
        ask_again(**again, version=2, user=other)
    ask_again(**again, version=2, user=desk.asker)

    request.refresh_from_db()
    assert (request.state, request.pence, request.sent_back_words, request.version) == ("asked", 30_00, "Which bus?", 3)
    with pytest.raises(FundsChangedError, match="changed this request"):
        # The approver still looks at the £20 that was asked at first.
        desk.approve(request, version=1)
    assert desk.held() == (-100_00, 100_00, 0, 0)
    desk.approve(request)
    assert desk.held() == (-100_00, 70_00, 30_00, 0)


def test_nobody_sends_back_their_own_and_what_was_sent_back_can_be_refused(desk: Desk) -> None:
    own, request = desk.ask(10_00, user=desk.chief, by=desk.manager.actor), desk.ask(20_00)
    how = {"user": desk.chief, "by": desk.manager.actor, "at": MORNING}

    with pytest.raises(FundsRefusedError, match="somebody else must decide"):
        send_back_support(request=own, version=1, words="More", **how)
    send_back_support(request=request, version=1, words="Which bus?", **how)
    refuse_support(request=request, version=2, because="Nobody answered", **how)

    request.refresh_from_db()
    assert (request.state, request.decided_because) == ("refused", "Nobody answered")


def test_the_very_same_is_not_asked_twice_while_it_waits(desk: Desk) -> None:
    first = desk.ask(20_00)

    with pytest.raises(FundsRefusedError, match="asked for already"):
        desk.ask(20_00)
    desk.approve(first)
    assert desk.ask(20_00).pk != first.pk


def test_a_part_of_somebody_elses_plan_cannot_be_paid_for(desk: Desk, saltmarsh: Organisation) -> None:
    told = {"number": 0, "goal": "Boats", "review_date": DAY, "owner": desk.asker, "by": desk.adviser.actor}
    steps = [Step(words="Look up bus times", whose="young_person", due_date=DAY)]
    own = write_plan(person=desk.person, steps=steps, at=MORNING, **told)
    other = write_plan(
        person=make_person(saltmarsh, PersonFacts(legal_given_name="Olive")), steps=steps, at=MORNING, **told
    )

    assert desk.ask(plan=own).plan == own
    with pytest.raises(FundsRefusedError, match="somebody else’s"):
        desk.ask(21_00, plan=other)


def test_a_report_leaves_with_small_numbers_hidden_and_only_where_that_is_agreed(
    desk: Desk, saltmarsh: Organisation
) -> None:
    for number in range(6):
        person = desk.person if number == 0 else make_person(saltmarsh, PersonFacts(legal_given_name="Olive"))
        request = desk.ask(10_00, person=person)
        desk.approve(request)
        desk.pay(request, 10_00)
    for pence in (5_00, 6_00):
        request = desk.ask(pence, kind="clothing", checks=CLOTHING)
        desk.approve(request)
        desk.pay(request, pence)
    how = {"pot": desk.pot, "user": desk.chief, "by": desk.manager.actor, "at": MORNING}

    shown = show_spending(desk.manager, desk.pot)
    assert [(line.kind, str(line.payments), str(line.people), str(line.pence)) for line in shown] == [
        ("travel", "6", "6", "6,000"), ("clothing", "2", "1", "1,100"), ("", "8", "6", "7,100"),
    ]  # fmt: skip
    with pytest.raises(ReleaseRefusedError, match="no sharing agreement"):
        release_report(upper=4, **how)
    agree_report(agreement="Grant letter 14", **how)
    desk.pot.refresh_from_db()
    with release_report(upper=4, **how) as content:
        told = content.read().decode().splitlines()

    # One person had clothes. Travel is hidden too, or clothes are the total less travel.
    assert told == [
        "kind,payments,young_people,pounds",
        "Travel pass or fares,c,c,c",
        "Clothes for an interview or work,c,c,c",
        "Total,8,6,71.00",
    ]
    gone = Release.objects.get()
    assert (gone.to, gone.agreement) == ("Saltmarsh at Work", "Grant letter 14")
    with pytest.raises(FundsRefusedError, match="may not do this"):
        release_report(**{**how, "user": desk.asker}, upper=4)


def test_counts_and_lists_say_what_waits_for_whom(desk: Desk) -> None:
    waiting, approved, paid = desk.ask(1_00), desk.ask(2_00), desk.ask(3_00)
    for each in (approved, paid):
        desk.approve(each)
    desk.pay(paid, 2_50)

    assert count_waiting(desk.manager, DAY) == {"decide": 1, "mine": 0, "pay": 1, "receipt": 1}
    assert count_waiting(desk.adviser, DAY) == {"decide": 0, "mine": 1, "pay": 1, "receipt": 1}
    assert list(list_open_of_own(desk.adviser, DAY)) == [waiting]
    assert list(list_requests_to_pay(desk.adviser, DAY)) == [approved]
    assert list(list_receipts_owed(desk.adviser, DAY)) == [paid]
    assert pence_paid(desk.adviser, [waiting.pk, approved.pk, paid.pk], DAY) == {paid.pk: 2_50}
    assert [(pot.name, left) for pot, left in list_pots_to_ask(desk.adviser, "travel", DAY)] == [
        ("Getting there", 100_00 - 2_00 - 2_50)
    ]
    assert not list_pots_to_ask(desk.adviser, "travel", DAY - timedelta(days=1))
    assert list_kinds_to_ask(desk.adviser, DAY) == {"travel", "clothing"}


def test_the_database_itself_keeps_the_ledger(desk: Desk) -> None:
    made = Movement.objects.get()
    for change in (
        lambda: Movement.objects.filter(pk=made.pk).update(pence=1),
        lambda: Movement.objects.filter(pk=made.pk).delete(),
        lambda: Movement.objects.create(
            pot=desk.pot, source="available", target="spent", pence=100_01, reason="paid", made_at=MORNING, made_by="x"
        ),
        lambda: Account.objects.filter(pot=desk.pot, kind="available").update(balance_pence=-1),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    assert desk.held() == (-100_00, 100_00, 0, 0)


def test_a_stranger_and_a_wrong_role_are_given_nothing(desk: Desk, stranger: Viewer, saltmarsh: Organisation) -> None:
    request = desk.ask()
    outsiders = [stranger, *(make_viewer(saltmarsh, role) for role in ("tracking_officer", "school_lead"))]
    outsiders.append(make_viewer(saltmarsh, "commissioner"))

    for viewer in outsiders:
        assert not list_pots(viewer).exists()
        assert not list_requests(viewer, DAY).exists()
        assert balances_of(viewer, desk.pot) == {}
        assert not list_balances(viewer)
        assert not list_movements(viewer, desk.pot).exists()
        assert show_spending(viewer, desk.pot) == show_released_spending(viewer, desk.pot, DAY) == ()
        assert not list_pots_to_ask(viewer, "travel", DAY)
        assert not list_kinds_to_ask(viewer, DAY)
        assert pence_paid(viewer, [request.pk], DAY) == {}
        with pytest.raises(RequestNotFoundError):
            get_request(viewer, request.pk, DAY)
    assert list(list_support_of(desk.adviser, request.person_id, DAY)) == [request]
    assert list(list_requests_to_decide(desk.manager, DAY)) == [request]
    assert not list_requests_to_decide(desk.adviser, DAY).exists()


APPROVE = """
import json, sys, time
from towpath.access.models import User
from towpath.access.queries import viewer_for
from towpath.audit import Actor
from towpath.clock import now
from towpath.funds.actions import FundsRefusedError, approve_support
from towpath.funds.models import SupportRequest
request, user = SupportRequest.objects.get(pk={request}), User.objects.get(pk={user})
time.sleep(max(0, {start} - time.time()))
try:
    approve_support(request=request, version=1, user=user, by=Actor("saltmarsh", user.public_id, "manager"), at=now())
    print(json.dumps("approved"))
except FundsRefusedError as error:
    print(json.dumps(str(error)))
"""


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_of_two_approvers_at_once_on_the_last_pounds_one_gets_it(
    desk: Desk, saltmarsh: Organisation, tmp_path: Path
) -> None:
    second = make_user(saltmarsh, "manager", name="Mair Dunlop", email="mair@saltmarsh.example")
    requests = [
        desk.ask(100_00),
        desk.ask(100_00, person=make_person(saltmarsh, PersonFacts(legal_given_name="Olive"))),
    ]
    site, start = separate_site(tmp_path), time() + 6
    approvers = [
        site.start(APPROVE.format(request=request.pk, user=user.pk, start=start))
        for request, user in zip(requests, (desk.chief, second), strict=True)
    ]
    said = []
    for approver in approvers:
        out, words = approver.communicate(timeout=120)
        assert approver.returncode == 0, words
        said.append(json.loads(out))
    left = site.ask(
        "import json\nfrom towpath.funds.models import Account\n"
        f"rows = Account.objects.filter(pot_id={desk.pot.pk}).order_by('kind')\n"
        "print(json.dumps(dict(rows.values_list('kind', 'balance_pence'))))"
    )

    assert sorted(said) == ["approved", "£100.00 was asked for and £0.00 is left in this pot. Nothing was approved."]
    assert left == {"available": 0, "funder": -100_00, "promised": 100_00, "spent": 0}


def to_do(*people: Viewer) -> list[list[str]]:
    """Return what each of these has to do on the day."""
    return [[f"{task.words} {(task.due_date - DAY).days}" for task in list_own_tasks(each, DAY)] for each in people]


def test_a_request_is_a_task_of_each_who_may_decide_it_and_never_of_who_asked(
    desk: Desk, saltmarsh: Organisation
) -> None:
    deputy = viewer_for(
        make_user(saltmarsh, "manager", name="Deirdre Voss", email="deirdre@saltmarsh.example"), saltmarsh, DAY
    )
    request = desk.ask(user=desk.chief, by=desk.manager.actor)
    decide = f"Decide request {request.pk} in the support fund 3"
    assert to_do(desk.manager, deputy, desk.adviser) == [[], [decide], []]

    other = desk.ask(25_00)
    desk.approve(other)

    assert to_do(desk.manager, deputy) == [[], [decide]]
    assert set(
        Task.objects.filter(source=f"funds_support_request:{other.pk}:decide").values_list("owner", "state")
    ) == {
        (desk.chief.pk, "done"),
        (deputy.user_id, "dropped"),
    }
    assert not any("travel" in task.words.casefold() or task.person_id for task in Task.objects.all())


def test_sent_back_and_asked_again_it_is_a_task_again(desk: Desk) -> None:
    request = desk.ask()
    send_back_support(
        request=request, version=1, words="For how long?", user=desk.chief, by=desk.manager.actor, at=MORNING
    )
    assert to_do(desk.manager) == [[]]

    told = {"kind": "travel", "pence": 20_00, "why": "Four weeks", "checks": request_checks(), "pot": desk.pot}
    ask_again(request=request, version=2, user=desk.asker, by=desk.adviser.actor, at=MORNING, **told)
    assert len(to_do(desk.manager)[0]) == 1

    refuse_support(request=request, version=3, because="No", user=desk.chief, by=desk.manager.actor, at=MORNING)
    assert to_do(desk.manager) == [[]]


def request_checks() -> dict[str, Check]:
    return {"bursary": Check("not_entitled", "Too young"), "travel_scheme": Check("refused")}


def test_what_was_paid_is_a_task_of_who_asked_until_its_receipt_comes(desk: Desk) -> None:
    paid, reversed_ = desk.ask(10_00), desk.ask(11_00)
    for request in (paid, reversed_):
        desk.approve(request)
        desk.pay(request, 10_00)
    assert to_do(desk.adviser) == [
        [f"Add the receipt of request {each.pk} in the support fund 14" for each in (paid, reversed_)]
    ]

    keep_of(desk, paid, b"%PDF-1.7 a ticket", "ticket.pdf")
    take_back(
        request=reversed_, version=seen(reversed_), because="Not used", user=desk.chief, by=desk.manager.actor,
        at=MORNING,
    )  # fmt: skip

    assert to_do(desk.adviser, desk.manager) == [[], []]
    settled = Task.objects.filter(source__endswith=":receipt").order_by("pk").values_list("state", "reason")
    assert list(settled) == [("done", ""), ("dropped", "The money was taken back")]


def test_no_receipt_came_where_whoever_asked_takes_their_money_back(desk: Desk, saltmarsh: Organisation) -> None:
    deputy = make_user(saltmarsh, "manager", name="Deirdre Voss", email="deirdre@saltmarsh.example")
    request = desk.ask(10_00, user=desk.chief, by=desk.manager.actor)
    desk.approve(request, user=deputy)
    desk.pay(request, 10_00)

    take_back(
        request=request, version=seen(request), because="Not used", user=desk.chief, by=desk.manager.actor, at=MORNING
    )

    [asked] = Task.objects.filter(source__endswith=":receipt")
    assert (asked.owner, asked.state, asked.reason) == (desk.chief, "dropped", "The money was taken back")


def test_what_waits_today_is_counted_for_who_may_see_to_it(desk: Desk, stranger: Viewer) -> None:
    desk.ask(10_00)
    paid = desk.ask(11_00)
    desk.approve(paid)
    desk.pay(paid, 11_00)

    assert count_on_today(desk.manager, DAY) == {"decide": 1, "own_receipts": 0, "late_receipts": 0}
    assert count_on_today(desk.adviser, DAY) == {"decide": 0, "own_receipts": 1, "late_receipts": 0}
    for days, late in ((14, 0), (15, 1)):
        assert count_on_today(desk.manager, DAY + timedelta(days=days))["late_receipts"] == late
    assert not any(count_on_today(stranger, DAY).values())


def keep_of(desk: Desk, request: SupportRequest, content: bytes, name: str) -> None:
    keep_receipt(
        request=request, content=BytesIO(content), name=name, user=desk.asker, by=desk.adviser.actor, at=MORNING
    )


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"MZ not a photo", "ticket.jpg", "not a photo that can be read"),
        (b"\xff\xd8\xff\xe0 broken off", "ticket.jpg", "not a photo that can be read"),
        (b"", "ticket.png", "not a photo that can be read"),
        (b"<html>", "ticket.pdf", "called a PDF and is none"),
        (b"%PDF-" + b"x" * 10_000_000, "ticket.pdf", "too large"),
    ],
)
def test_what_is_no_receipt_is_refused_with_words_and_nothing_is_kept(
    desk: Desk, content: bytes, name: str, words: str
) -> None:
    request = desk.ask()
    desk.approve(request)
    desk.pay(request, 20_00)

    with pytest.raises(FundsRefusedError, match=words):
        keep_of(desk, request, content, name)

    request.refresh_from_db()
    assert request.receipt is None
    assert not StoredFile.objects.exists()


def test_a_photo_of_a_receipt_loses_where_it_was_taken_before_it_is_kept(desk: Desk) -> None:
    request = desk.ask()
    desk.approve(request)
    desk.pay(request, 20_00)

    keep_of(desk, request, photo_with_whereabouts(), "IMG_1234.jpg")

    request.refresh_from_db()
    with open_kept(request.receipt) as file:
        kept = file.read()
    assert b"Canary" not in kept
    with Image.open(BytesIO(kept)) as picture:
        assert not picture.getexif()
        assert picture.size == (20, 40), "it lay on its side, and stands upright now"
