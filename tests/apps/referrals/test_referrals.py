"""A referral is taken in once, answered once, and seen by those whose it is."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.factories.cast import SETUP, make_user, make_viewer
from tests.factories.moments import DAY, MORNING
from tests.factories.people import WREN, make_person, mark_address
from tests.factories.referrals import agree_with, make_agency, make_referral
from towpath.access.links import LinkRefusedError
from towpath.access.models import Link, User
from towpath.access.viewer import Viewer
from towpath.audit.models import Event
from towpath.caseload.actions import open_case
from towpath.caseload.models import Case
from towpath.contact.actions import NextStep, record_contact, strike_out_contact
from towpath.files.actions import ReleaseRefusedError
from towpath.files.models import Release
from towpath.organisation.models import Organisation
from towpath.people.actions import merge_people
from towpath.people.facts import FactsRefusedError
from towpath.people.models import Name, Person
from towpath.people.queries import list_records
from towpath.provision.actions import end_sharing_agreement
from towpath.referrals.actions import (
    ReferralChangedError,
    ReferralRefusedError,
    accept_referral,
    ask_referrer,
    decline_referral,
    hand_over_file,
    make_status_link,
    open_status,
    record_reply,
    record_told,
    redirect_referral,
    withdraw_referral,
)
from towpath.referrals.letters import outcome_letter
from towpath.referrals.models import Referral
from towpath.referrals.queries import (
    ReferralNotFoundError,
    get_referral,
    list_agencies,
    list_likely,
    list_messages,
    list_others,
    list_referrals,
    list_steps,
    list_waiting,
    standings_of,
)
from towpath.rules.referrals import Clock, Stage
from towpath.tasks.models import Task

pytestmark = [pytest.mark.django_db, pytest.mark.database]

NEXT_WEEK = NextStep(due_date=DAY + timedelta(days=7), words="Ring about boats")


@pytest.fixture
def juno(saltmarsh: Organisation) -> Referral:
    return make_referral(saltmarsh)


@pytest.fixture
def worker(adviser: Viewer) -> User:
    return User.objects.get(pk=adviser.user_id)


def accept(referral: Referral, viewer: Viewer, worker: User, *, person: Person | None = None) -> Case:
    return accept_referral(
        referral=referral, version=referral.version, person=person, adviser=worker, level_of_need="2",
        next_step=NEXT_WEEK, by=viewer.actor, at=MORNING,
    ).case  # fmt: skip


def test_one_form_sent_twice_is_one_referral(saltmarsh: Organisation) -> None:
    first, again = make_referral(saltmarsh, sending="tab"), make_referral(saltmarsh, sending="tab")

    assert first.pk == again.pk
    assert Referral.objects.count() == 1
    assert make_referral(saltmarsh, sending="another tab").pk != first.pk


def test_a_reference_has_no_letter_taken_for_another(juno: Referral) -> None:
    assert len(juno.reference) == 8
    assert not set("01ILOS5") & set(juno.reference)


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"why": " "}, "what would help"),
        ({"family_name": ""}, "young person’s names"),
        ({"birth_date": DAY + timedelta(days=1)}, "cannot be right"),
        ({"birth_date": date(1950, 1, 1)}, "cannot be right"),
        ({"referrer_name": ""}, "Give your name"),
        ({"referrer_email": "", "referrer_phone": ""}, "so that we can tell you"),
        ({"referred_by": "young_person", "phone": ""}, "so that we can reach you"),
        ({"referred_by": "stranger"}, "Say who you are"),
        ({"why": "x" * 10_001}, "at most 10,000 characters"),
    ],
)
def test_a_referral_that_cannot_be_taken_in_says_what_to_do(
    saltmarsh: Organisation, changed: dict[str, object], words: str
) -> None:
    with pytest.raises(ReferralRefusedError, match=words):
        make_referral(saltmarsh, **changed)

    assert not Referral.objects.exists()


def test_ten_thousand_characters_from_right_to_left_are_kept(saltmarsh: Organisation) -> None:
    words = "שלום " * 2_000

    row = make_referral(saltmarsh, why=words)

    row.refresh_from_db()
    assert row.why == words.strip()


def test_taking_one_in_asks_nothing_about_the_young_person(saltmarsh: Organisation) -> None:
    make_person(saltmarsh)

    with CaptureQueriesContext(connection) as captured:
        make_referral(saltmarsh, given_name="Wren", family_name="Halloran", birth_date=WREN.birth_date)

    assert [each["sql"] for each in captured if '"people_' in each["sql"]] == []


def test_the_log_holds_no_name_and_no_word_of_a_referral(juno: Referral) -> None:
    event = Event.objects.get(kind="referral.received")

    assert juno.reference in event.facts
    for secret in ("Juno", "Marsden", "boats", "Voss", "900456", "2009-11-05"):
        assert secret not in event.facts


def test_accepting_somebody_new_makes_the_person_and_opens_a_case(
    juno: Referral, manager: Viewer, worker: User
) -> None:
    case = accept(juno, manager, worker)

    record = list_records(manager, [case.person_id], DAY)[case.person_id]
    assert (record.shown_name, record.birth_date) == ("Juno Marsden", date(2009, 11, 5))
    assert (case.adviser, case.next_date) == (worker, NEXT_WEEK.due_date)
    assert (juno.person_id, juno.case_id, juno.adviser_id) == (case.person_id, case.pk, worker.pk)


def test_accepting_somebody_known_overwrites_nothing_and_uses_their_open_case(
    saltmarsh: Organisation, juno: Referral, manager: Viewer, worker: User
) -> None:
    wren = make_person(saltmarsh)
    own = make_user(saltmarsh, "specialist")
    held = open_case(
        person=wren, adviser=own, level_of_need="1", because="Left college", next_step=NEXT_WEEK,
        by=manager.actor, at=MORNING,
    )  # fmt: skip
    names = Name.objects.count()

    case = accept(juno, manager, worker, person=wren)

    assert case.pk == held.pk
    assert juno.adviser == own
    assert Name.objects.count() == names
    assert Task.objects.get(source=f"referrals_referral:{juno.pk}").owner == own


def test_what_cannot_be_read_of_a_phone_is_left_out_and_said(
    saltmarsh: Organisation, manager: Viewer, worker: User
) -> None:
    row = make_referral(saltmarsh, phone="ask her gran", postcode="by the lock")

    accepted = accept_referral(
        referral=row, version=1, person=None, adviser=worker, level_of_need="2", next_step=NEXT_WEEK,
        by=manager.actor, at=MORNING,
    )  # fmt: skip

    assert set(accepted.left_out) <= {"phone", "postcode"}
    assert row.phone == "ask her gran"


def test_a_referral_is_answered_once(juno: Referral, manager: Viewer, worker: User) -> None:
    accept(juno, manager, worker)

    with pytest.raises(ReferralChangedError):
        decline_referral(referral=juno, version=1, reason="out_of_area", by=manager.actor, at=MORNING)
    with pytest.raises(ReferralRefusedError, match="answered already"):
        decline_referral(referral=juno, version=2, reason="out_of_area", by=manager.actor, at=MORNING)

    assert Person.objects.count() == 1


def test_a_case_that_cannot_be_opened_leaves_no_person_behind(
    saltmarsh: Organisation, juno: Referral, manager: Viewer
) -> None:
    with pytest.raises(ReferralRefusedError, match="may not work a case"):
        accept(juno, manager, make_user(saltmarsh, "commissioner"))

    juno.refresh_from_db()
    assert (juno.answer, Person.objects.count(), Case.objects.count()) == ("", 0, 0)


def test_a_person_of_the_next_council_is_nobody_here(
    farbank: Organisation, juno: Referral, manager: Viewer, worker: User
) -> None:
    with pytest.raises(ReferralRefusedError, match="no such person"):
        accept(juno, manager, worker, person=make_person(farbank, replace(WREN, establishment_id=None)))


def test_a_name_that_cannot_be_recorded_is_refused_in_words(
    saltmarsh: Organisation, manager: Viewer, worker: User
) -> None:
    row = make_referral(saltmarsh)
    Referral.objects.filter(pk=row.pk).update(given_name="", family_name="", birth_date=None, phone="", postcode="")
    row.refresh_from_db()

    with pytest.raises(FactsRefusedError):
        accept(row, manager, worker)


def test_declining_needs_one_of_the_reasons(juno: Referral, manager: Viewer) -> None:
    with pytest.raises(ReferralRefusedError, match="There is no reason"):
        decline_referral(referral=juno, version=1, reason="because", by=manager.actor, at=MORNING)

    decline_referral(referral=juno, version=1, reason="out_of_area", words="Farbank", by=manager.actor, at=MORNING)

    [declined, received] = list_steps(manager, juno)
    assert (declined.kind, declined.reason, received.kind) == ("declined", "out_of_area", "received")


@pytest.mark.parametrize(
    ("referred_by", "words"),
    [
        ("agency", "they live outside our area. Their own council"),
        ("young_person", "you live outside our area. Your own"),
    ],
)
def test_whoever_asked_for_themselves_is_told_of_themselves(
    saltmarsh: Organisation, manager: Viewer, referred_by: str, words: str
) -> None:
    row = make_referral(saltmarsh, referred_by=referred_by)
    decline_referral(referral=row, version=1, reason="out_of_area", by=manager.actor, at=MORNING)
    row.refresh_from_db()

    assert words in outcome_letter(row, row.steps.order_by("-pk").first(), council="Saltmarsh", first_contact_by=None)


def test_asking_and_replying_starts_the_days_anew(juno: Referral, manager: Viewer) -> None:
    # Saturday 31 January: answered by Tuesday 3 February.
    assert [(each.owed.clock, each.owed.due_date) for each in list_waiting(manager, DAY) if each.owed] == [
        (Clock.ANSWER, date(2026, 2, 3))
    ]
    with pytest.raises(ReferralRefusedError, match="asked nothing"):
        record_reply(referral=juno, version=1, words="Yes", by=manager.actor, at=MORNING)

    ask_referrer(referral=juno, version=1, words="Does she know?", by=manager.actor, at=MORNING + timedelta(days=2))
    [asked] = list_waiting(manager, DAY)
    # Asked on Monday the 2nd: five working days are 3, 4, 5, 6 and 9.
    assert asked.owed
    assert (asked.stage, asked.owed.due_date) == (Stage.MORE_NEEDED, date(2026, 2, 9))

    record_reply(referral=juno, version=2, words="Yes", by=manager.actor, at=MORNING + timedelta(days=4))
    [replied] = list_waiting(manager, DAY)
    assert replied.owed
    assert (replied.stage, replied.owed.due_date) == (Stage.RECEIVED, date(2026, 2, 6))


def test_first_contact_counts_from_the_contact_log(juno: Referral, manager: Viewer, worker: User) -> None:
    case = accept(juno, manager, worker)
    record_told(referral=juno, version=2, how="email", by=manager.actor, at=MORNING)
    about = {"person": case.person, "channel": "phone", "owner": worker, "by": manager.actor}

    record_contact(**about, happened_at=MORNING - timedelta(days=1), outcome="spoke", at=MORNING)
    record_contact(**about, happened_at=MORNING, outcome="no_answer", at=MORNING)
    [waiting] = list_waiting(manager, DAY)
    # Ten working days after Saturday 31 January: 2-6 and 9-13 February.
    assert waiting.owed
    assert (waiting.owed.clock, waiting.owed.due_date) == (Clock.FIRST_CONTACT, date(2026, 2, 13))

    later = MORNING + timedelta(days=1)
    spoke = record_contact(**about, happened_at=later, outcome="spoke", at=later)
    assert list_waiting(manager, DAY) == []
    [standing] = standings_of(manager, [get_referral(manager, juno.pk)], DAY)
    assert (standing.stage, standing.course.first_contact_date) == (Stage.IN_CONTACT, date(2026, 2, 1))

    strike_out_contact(event=spoke, because="Another Juno", by=manager.actor, at=later)
    assert len(list_waiting(manager, DAY)) == 1


@pytest.mark.parametrize(("is_protected", "said"), [(True, "Postcode: Not passed on"), (False, "Postcode: SM1 2AB")])
def test_a_postcode_that_is_a_protected_address_goes_to_no_agency(
    saltmarsh: Organisation, juno: Referral, manager: Viewer, is_protected: bool, said: str
) -> None:
    # Somebody held lives there; whether she is Juno, nobody has decided yet.
    known = make_person(saltmarsh)
    if is_protected:
        mark_address(person=known, care_of="c/o Lock House", source="page", by=SETUP, at=MORNING)
    agency = make_agency(saltmarsh)
    agree_with(agency)
    redirect_referral(referral=juno, version=1, agency=agency, words="", is_agreed=True, by=manager.actor, at=MORNING)

    with hand_over_file(referral=juno, by=manager.actor, at=MORNING) as file:
        told = file.read().decode()

    assert said in told
    assert ("SM1 2AB" in told) is not is_protected


@pytest.mark.parametrize(
    "where",
    [{"why": "She sleeps at her gran's, sm12ab."}, {"how_to_reach": "Not by post to SM1 2AB."}],
)
def test_a_referral_whose_words_say_a_protected_postcode_is_passed_on_to_nobody(
    saltmarsh: Organisation, manager: Viewer, where: dict[str, str]
) -> None:
    mark_address(person=make_person(saltmarsh), care_of="c/o Lock House", source="page", by=SETUP, at=MORNING)
    told, agency = make_referral(saltmarsh, **where), make_agency(saltmarsh)
    agree_with(agency)

    with pytest.raises(ReferralRefusedError, match="Ring the agency"):
        redirect_referral(
            referral=told, version=1, agency=agency, words="", is_agreed=True, by=manager.actor, at=MORNING
        )

    told.refresh_from_db()
    assert (told.answer, told.version) == ("", 1)


def test_what_an_agency_replied_to_is_read_for_a_protected_postcode_too(
    saltmarsh: Organisation, juno: Referral, manager: Viewer
) -> None:
    mark_address(person=make_person(saltmarsh), care_of="c/o Lock House", source="page", by=SETUP, at=MORNING)
    agency = make_agency(saltmarsh)
    agree_with(agency)
    ask_referrer(referral=juno, version=1, words="Where is she now?", by=manager.actor, at=MORNING)
    record_reply(referral=juno, version=2, words="Still at 4 Ropewalk, SM1 2AB", by=manager.actor, at=MORNING)

    with pytest.raises(ReferralRefusedError, match="Ring the agency"):
        redirect_referral(
            referral=juno, version=3, agency=agency, words="", is_agreed=True, by=manager.actor, at=MORNING
        )


def test_a_file_made_before_an_address_was_protected_is_let_out_no_more(
    saltmarsh: Organisation, juno: Referral, manager: Viewer
) -> None:
    known, agency = make_person(saltmarsh), make_agency(saltmarsh)
    agree_with(agency)
    redirect_referral(referral=juno, version=1, agency=agency, words="", is_agreed=True, by=manager.actor, at=MORNING)
    # The mark is on the other of two records that are one person.
    double = make_person(saltmarsh, replace(WREN, upn="", postcode="SM7 7ZZ"))
    mark_address(person=double, care_of="c/o Lock House", source="page", by=SETUP, at=MORNING)
    merge_people(person=double, same_as=known, by=SETUP, at=MORNING)

    with pytest.raises(ReferralRefusedError, match="Ring the agency"):
        hand_over_file(referral=juno, by=manager.actor, at=MORNING)

    assert Release.objects.count() == 0
    assert Event.objects.filter(kind="referral.hand_over_refused").count() == 1


def test_a_referral_goes_to_no_agency_without_a_live_agreement(
    saltmarsh: Organisation, juno: Referral, manager: Viewer
) -> None:
    agency = make_agency(saltmarsh)
    about = {"referral": juno, "version": 1, "agency": agency, "words": "", "by": manager.actor, "at": MORNING}
    with pytest.raises(ReferralRefusedError, match="There is no sharing agreement with Harbour Young Carers"):
        redirect_referral(**about, is_agreed=True)
    assert Event.objects.filter(kind="referral.redirect_refused").count() == 1

    agree_with(agency, covers=["school_roll"])
    with pytest.raises(ReferralRefusedError, match="does not cover referral"):
        redirect_referral(**about, is_agreed=True)
    agree_with(agency, from_date=DAY + timedelta(days=1))
    with pytest.raises(ReferralRefusedError, match="starts on 1 February 2026"):
        redirect_referral(**about, is_agreed=True)
    agree_with(agency, from_date=DAY - timedelta(days=9), to_date=DAY - timedelta(days=1))
    assert list_agencies(manager, DAY)[0][1] != ""

    agree_with(agency)
    with pytest.raises(ReferralRefusedError, match="Ask them first"):
        redirect_referral(**about, is_agreed=False)
    assert redirect_referral(**about, is_agreed=True).agency == agency
    assert list_agencies(manager, DAY) == [(agency, "")]


def test_what_goes_to_an_agency_is_let_out_under_the_agreement_each_time(
    saltmarsh: Organisation, juno: Referral, manager: Viewer
) -> None:
    agency = make_agency(saltmarsh)
    agreement = agree_with(agency)
    ask_referrer(referral=juno, version=1, words="Does she know?", by=manager.actor, at=MORNING)
    redirect_referral(referral=juno, version=2, agency=agency, is_agreed=True, words="", by=manager.actor, at=MORNING)

    with hand_over_file(referral=juno, by=manager.actor, at=MORNING) as content:
        text = content.read().decode()
    assert "Young person: Juno Marsden" in text
    assert "We asked: Does she know?" in text
    assert Release.objects.get().to == "Harbour Young Carers"

    end_sharing_agreement(agreement=agreement, by=manager.actor, at=MORNING)
    with pytest.raises(ReleaseRefusedError, match="no sharing agreement"):
        hand_over_file(referral=juno, by=manager.actor, at=MORNING)
    assert Event.objects.filter(kind="file.release_refused").count() == 1


@pytest.fixture(autouse=True)
def _files_apart(tmp_path: object, settings: object) -> None:
    settings.FILES_ROOT = tmp_path  # type: ignore[attr-defined]


def test_the_letter_names_nobody_and_says_nothing_of_what_was_held_before(
    saltmarsh: Organisation, juno: Referral, manager: Viewer, worker: User
) -> None:
    known = make_person(saltmarsh)
    other = make_referral(saltmarsh, sending="two")
    accept(juno, manager, worker)
    accept(other, manager, worker, person=known)

    letters = []
    for row in (juno, other):
        message, secret = make_status_link(referral=row, by=manager.actor, at=MORNING)
        assert secret not in message.text
        assert "Juno" not in message.text
        letters.append(message.text.replace(row.reference[:4], "").replace(row.reference[4:], ""))

    assert letters[0] == letters[1]
    assert "by 13 February 2026" in letters[0]


def test_the_status_link_shows_the_stage_once_and_nothing_else(juno: Referral, manager: Viewer) -> None:
    _, first = make_status_link(referral=juno, by=manager.actor, at=MORNING)
    _, second = make_status_link(referral=juno, by=manager.actor, at=MORNING)
    with pytest.raises(LinkRefusedError):
        open_status(first, at=MORNING)

    assert open_status(second, at=MORNING) is Stage.RECEIVED
    with pytest.raises(LinkRefusedError):
        open_status(second, at=MORNING)
    assert not Link.objects.filter(token_hash__contains=second).exists()


def test_the_status_link_does_not_work_after_thirty_days(juno: Referral, manager: Viewer) -> None:
    _, secret = make_status_link(referral=juno, by=manager.actor, at=MORNING)

    with pytest.raises(LinkRefusedError):
        open_status(secret, at=MORNING + timedelta(days=30))
    assert open_status(secret, at=MORNING + timedelta(days=30) - timedelta(seconds=1)) is Stage.RECEIVED


def test_the_referrer_is_told_once_and_how(juno: Referral, manager: Viewer) -> None:
    with pytest.raises(ReferralRefusedError, match="no outcome to tell"):
        record_told(referral=juno, version=1, how="email", by=manager.actor, at=MORNING)
    decline_referral(referral=juno, version=1, reason="out_of_area", by=manager.actor, at=MORNING)

    record_told(referral=juno, version=2, how="phone", by=manager.actor, at=MORNING)
    with pytest.raises(ReferralRefusedError, match="told before"):
        record_told(referral=juno, version=3, how="phone", by=manager.actor, at=MORNING)

    [message] = list_messages(manager, juno)
    assert "they live outside our area" in message.text
    assert list_waiting(manager, DAY) == []


def test_whoever_takes_one_back_is_owed_nothing(juno: Referral, manager: Viewer) -> None:
    withdraw_referral(referral=juno, version=1, words="The school rang", by=manager.actor, at=MORNING)

    assert list_waiting(manager, DAY) == []


def test_an_adviser_sees_the_referrals_of_their_own_cases_alone(
    saltmarsh: Organisation, juno: Referral, manager: Viewer, adviser: Viewer, worker: User
) -> None:
    other = make_referral(saltmarsh, sending="two", given_name="Kit")
    assert list(list_referrals(adviser)) == []

    accept(juno, manager, worker)

    assert list(list_referrals(adviser)) == [juno]
    assert list_likely(adviser, juno, DAY) == []
    with pytest.raises(ReferralNotFoundError):
        get_referral(adviser, other.pk)


def test_strangers_and_roles_without_leave_see_no_referral(
    saltmarsh: Organisation, farbank: Organisation, juno: Referral
) -> None:
    others = [make_viewer(saltmarsh, role) for role in ("tracking_officer", "data_lead", "school_lead", "commissioner")]
    for viewer in (make_viewer(farbank, "manager", name="Stanley Peel"), *others):
        assert list(list_referrals(viewer)) == []
        assert list_waiting(viewer, DAY) == []
        assert list_steps(viewer, juno) == []
        assert list_messages(viewer, juno) == []
        assert list_others(viewer, juno) == []
        assert list_likely(viewer, juno, DAY) == []
        with pytest.raises(ReferralNotFoundError):
            get_referral(viewer, juno.pk)


def test_whoever_triages_is_shown_who_it_may_be_and_who_else_was_referred(
    saltmarsh: Organisation, juno: Referral, manager: Viewer
) -> None:
    wren = make_person(saltmarsh)
    about_wren = make_referral(
        saltmarsh, sending="two", given_name="Ren", family_name="Haloran", birth_date=WREN.birth_date
    )
    again = make_referral(saltmarsh, sending="three", given_name="JUNO", referred_by="parent")

    assert [found.person_id for found in list_likely(manager, about_wren, DAY)][:1] == [wren.pk]
    assert list_others(manager, juno) == [again]


def test_the_lists_queries_do_not_grow(saltmarsh: Organisation, juno: Referral, manager: Viewer, worker: User) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            [(each.referral.adviser, each.stage) for each in list_waiting(manager, DAY)]
        return len(captured)

    accept(juno, manager, worker)
    with_one = queries()
    for number in range(5):
        accept(make_referral(saltmarsh, sending=f"more {number}"), manager, worker)

    assert queries() == with_one


@pytest.mark.parametrize(
    "wrong",
    [
        {"answer": "declined"},
        {"answer": "accepted", "answered_at": MORNING},
        {"told_at": MORNING},
        {"replied_at": MORNING},
    ],
)
def test_the_database_refuses_a_referral_that_contradicts_itself(juno: Referral, wrong: dict[str, object]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Referral.objects.filter(pk=juno.pk).update(**wrong)
