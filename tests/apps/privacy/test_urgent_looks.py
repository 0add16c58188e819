"""What an urgent look opens, to whom, until when, and who says whether it was right."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from tests.factories.cast import SETUP, make_viewer
from tests.factories.moments import DAY, MORNING
from tests.factories.people import WREN, make_person, mark_address, pupil
from towpath.access.models import User
from towpath.audit.actions import disclose
from towpath.audit.models import Event
from towpath.caseload.actions import raise_concern
from towpath.caseload.queries import list_concerns
from towpath.contact.actions import record_contact
from towpath.contact.queries import list_contacts
from towpath.organisation.actions import change_setting
from towpath.people.actions import merge_people, record_care_fact, unmerge_people
from towpath.people.queries import get_person, list_addresses
from towpath.privacy.actions import (
    LookIsOpenError,
    UrgentLookRefusedError,
    close_urgent_look,
    open_urgent_look,
    review_urgent_look,
)
from towpath.privacy.models import UrgentLook
from towpath.privacy.queries import (
    UrgentLookNotFoundError,
    count_late_looks,
    count_looks_to_review,
    get_urgent_look,
    list_open_looks,
    list_urgent_looks,
    list_views,
    looking,
)
from towpath.rules.urgent_looks import Door
from towpath.tasks.models import Task
from towpath.tasks.queries import list_own_tasks, list_tasks_of

WHY = "Her mother rang: she has not come home and I must visit"
HOW = {"source": "page", "by": SETUP, "at": MORNING}
MINUTE = timedelta(minutes=1)


@pytest.fixture
def wren(saltmarsh, manager):
    """Return Wren, of whom something lies behind every door; the note is the manager's."""
    person = make_person(saltmarsh, replace(WREN, characteristics=("120", "150", "170", "110")))
    mark_address(person=person, care_of="c/o Lock House", **HOW)
    record_care_fact(person=person, kind="looked_after", **HOW)
    record_contact(
        person=person, happened_at=MORNING, channel="phone", outcome="spoke", owner=_user(manager), by=manager.actor,
        words="Said ospreynest to me alone", audience="need_to_know", at=MORNING,
    )  # fmt: skip
    return person


@pytest.fixture
def officer(saltmarsh):
    return make_viewer(saltmarsh, "tracking_officer", name="Tomasz Wilk")


def _user(viewer):
    return User.objects.get(pk=viewer.user_id)


def _open(person, viewer, door="address", *, at=MORNING, reason=WHY):
    return open_urgent_look(person=person, door=door, reason=reason, by=viewer.actor, at=at)


def _seen(viewer, person):
    """Return which doors of a person's record show a viewer something."""
    record = get_person(viewer, person.public_id, DAY)
    codes = {each.code for each in record.characteristics}
    notes = [each for each in list_contacts(viewer, record.id, DAY) if each.is_for_few and not each.is_hidden]
    earlier = list_addresses(viewer, record.id, DAY)
    return {
        *(["address"] if "Ropewalk" in repr(record.address) and "Ropewalk" in repr(earlier) else []),
        *(["notes"] if notes else []),
        *(["care"] if record.care and "110" in codes and "care" not in record.hidden else []),
        *(["justice"] if "170" in codes else []),
        *(["health"] if "150" in codes else []),
    }


@pytest.mark.parametrize("door", [each.value for each in Door])
def test_each_door_opens_what_is_behind_it_and_no_other(wren, officer, door):
    assert _seen(officer, wren) == set()

    _open(wren, officer, door)

    assert _seen(looking(officer, wren.pk, MORNING), wren) == {door}
    # The viewer of every other page, of lists, of files and of letters has opened nothing.
    assert _seen(officer, wren) == set()


def test_nobody_else_and_nobody_else_s_record_is_opened(saltmarsh, wren, officer, adviser):
    rowan = make_person(saltmarsh, replace(pupil(1), address_line_1="4 Ropewalk"))
    mark_address(person=rowan, **HOW)
    _open(wren, officer)

    assert looking(adviser, wren.pk, MORNING) == adviser
    assert looking(officer, rowan.pk, MORNING) == officer
    assert _seen(replace(looking(officer, wren.pk, MORNING)), rowan) == set()


@pytest.mark.parametrize(("minutes", "is_open"), [(0, True), (59, True), (60, False), (61, False)])
def test_it_ends_after_the_hour_however_the_page_was_reached(wren, officer, minutes, is_open):
    _open(wren, officer)

    later = looking(officer, wren.pk, MORNING + minutes * MINUTE)

    assert bool(later.opened) is is_open
    assert _seen(later, wren) == ({"address"} if is_open else set())


def test_the_council_says_for_how_long(saltmarsh, wren, officer):
    change_setting(organisation=saltmarsh, key="urgent.minutes", value=15, from_date=DAY, by=SETUP, at=MORNING)

    look = _open(wren, officer)

    assert look.until_at == MORNING + 15 * MINUTE
    assert not looking(officer, wren.pk, MORNING + 15 * MINUTE).opened


def test_closing_it_ends_it_at_once_and_only_whoever_opened_it_closes_it(wren, officer, adviser):
    look = _open(wren, officer)

    with pytest.raises(UrgentLookRefusedError):
        close_urgent_look(look=look, by=adviser.actor, at=MORNING + MINUTE)
    close_urgent_look(look=look, by=officer.actor, at=MORNING + MINUTE)

    assert looking(officer, wren.pk, MORNING + MINUTE) == officer
    with pytest.raises(UrgentLookRefusedError, match="closed already"):
        close_urgent_look(look=look, by=officer.actor, at=MORNING + 2 * MINUTE)


@pytest.mark.parametrize(
    ("role", "door"),
    [
        ("adviser", "care"),
        ("adviser", "concerns"),
        ("data_lead", "health"),
        ("specialist", "address"),
        ("manager", "address"),
        ("school_lead", "address"),
        ("commissioner", "address"),
        ("safeguarding_lead", "justice"),
    ],
)
def test_what_a_role_sees_or_may_not_ask_for_is_refused_and_nothing_is_kept(saltmarsh, wren, role, door):
    somebody = make_viewer(saltmarsh, role, name="Ada Finch") if role not in ("adviser", "manager") else None
    by = somebody.actor if somebody else replace(SETUP, user="somebody", role=role)

    with pytest.raises(UrgentLookRefusedError):
        open_urgent_look(person=wren, door=door, reason=WHY, by=by, at=MORNING)

    assert not UrgentLook.objects.exists()
    assert not Task.objects.filter(words__contains="urgent").exists()


def test_a_reason_of_nine_words_is_refused(wren, officer):
    with pytest.raises(UrgentLookRefusedError, match="You gave 9 words"):
        _open(wren, officer, reason="one two three four five six seven eight nine")


def test_a_very_long_reason_and_one_right_to_left_are_kept_as_written(wren, officer):
    written = "لأن أمها اتصلت وقالت إنها لم تعد إلى البيت الليلة " * 250

    look = _open(wren, officer, reason=written)

    assert len(written) > 10_000
    assert UrgentLook.objects.get(pk=look.pk).reason == written.strip()


def test_a_second_tab_opens_nothing_more(wren, officer):
    look = _open(wren, officer)

    with pytest.raises(LookIsOpenError) as refused:
        _open(wren, officer, at=MORNING + MINUTE)

    assert refused.value.look == look
    assert UrgentLook.objects.count() == 1
    # Once it has ended, it is asked for again, with a reason again.
    assert _open(wren, officer, at=MORNING + 60 * MINUTE).pk != look.pk


def test_another_council_can_neither_open_nor_hold_one(wren, officer, stranger, farbank):
    with pytest.raises(UrgentLookRefusedError):
        _open(wren, stranger)
    _open(wren, officer)

    # The same user, in a role at the next council, holds nothing of this one.
    elsewhere = replace(officer, organisation_id=farbank.pk, organisation=farbank.code)
    assert list_open_looks(elsewhere, wren.pk, MORNING) == []
    assert list_open_looks(stranger, wren.pk, MORNING) == []


def test_a_role_that_changed_holds_no_door_it_may_not_ask_for(wren, officer):
    _open(wren, officer, "care")

    for role in ("school_lead", "commissioner", "safeguarding_lead", "adviser"):
        assert not looking(replace(officer, role=role), wren.pk, MORNING).opened


def test_a_look_is_at_whatever_record_the_person_goes_by(saltmarsh, wren, officer):
    twin = make_person(saltmarsh, pupil(2))
    merge_people(person=wren, same_as=twin, by=SETUP, at=MORNING - MINUTE)

    _open(twin, officer)

    assert "Ropewalk" in repr(list_addresses(looking(officer, twin.pk, MORNING), wren.pk, DAY))
    assert "Ropewalk" not in repr(list_addresses(officer, wren.pk, DAY))


def test_joining_another_record_ends_a_look_and_so_opens_nothing_more(saltmarsh, wren, officer):
    rowan = make_person(saltmarsh, pupil(1))
    _open(rowan, officer)
    _open(rowan, officer, "care")

    alias = merge_people(person=wren, same_as=rowan, by=SETUP, at=MORNING + MINUTE)

    assert not looking(officer, rowan.pk, MORNING + 2 * MINUTE).opened
    # Asked for anew, it opens; and after the two are parted again it opens no more than what was asked for.
    _open(rowan, officer, at=MORNING + 2 * MINUTE)
    assert "Ropewalk" in repr(list_addresses(looking(officer, rowan.pk, MORNING + 3 * MINUTE), rowan.pk, DAY))
    unmerge_people(alias=alias, by=SETUP, at=MORNING + 4 * MINUTE)
    parted = looking(officer, rowan.pk, MORNING + 5 * MINUTE)
    assert "Ropewalk" not in repr(list_addresses(parted, rowan.pk, DAY))
    assert not looking(officer, wren.pk, MORNING + 5 * MINUTE).opened


def test_no_door_leads_to_a_safeguarding_concern(wren, officer):
    raise_concern(person=wren, seen_date=DAY, words="kestrelmark", told="lead", by=SETUP, at=MORNING)
    for door in Door:
        _open(wren, officer, door.value)

    assert not list_concerns(looking(officer, wren.pk, MORNING), DAY).exists()


def test_opening_is_in_the_log_without_its_reason_and_each_manager_is_asked_by_the_day(
    wren, officer, manager, saltmarsh
):
    # DAY is a Saturday; two working days on is the Tuesday.
    look = _open(wren, officer)

    opened = Event.objects.get(kind="urgent.opened")
    assert (opened.user, opened.person, opened.role) == (officer.user, wren.public_id, "tracking_officer")
    assert "mother" not in opened.facts
    task = list_own_tasks(manager, DAY).get()
    assert (task.words, task.due_date, look.review_due_date) == ("Review an urgent look", *[date(2026, 2, 3)] * 2)
    # Nobody reads on the record that somebody looked.
    assert not list_tasks_of(officer, [wren.pk], DAY)[wren.pk]
    assert not list_own_tasks(officer, DAY).exists()


def test_a_manager_reviews_it_once_and_what_was_wrong_is_closed(wren, officer, manager, saltmarsh):
    look = _open(wren, officer)

    for verdict, words in (("", "x"), ("perhaps", "x"), ("wrong", "  ")):
        with pytest.raises(UrgentLookRefusedError):
            review_urgent_look(look=look, verdict=verdict, words=words, by=manager.actor, at=MORNING + MINUTE)
    with pytest.raises(UrgentLookRefusedError):
        review_urgent_look(look=look, verdict="right", words="", by=officer.actor, at=MORNING + MINUTE)
    review_urgent_look(look=look, verdict="wrong", words="Spoke to him", by=manager.actor, at=MORNING + MINUTE)

    assert not looking(officer, wren.pk, MORNING + MINUTE).opened
    assert not list_own_tasks(manager, DAY).exists()
    with pytest.raises(UrgentLookRefusedError, match="already"):
        review_urgent_look(look=look, verdict="right", words="", by=manager.actor, at=MORNING + 2 * MINUTE)
    look.refresh_from_db()
    assert (look.verdict, look.review_words, look.reviewed_by) == ("wrong", "Spoke to him", manager.user)


def test_what_was_right_stays_open_to_its_end(wren, officer, manager):
    look = _open(wren, officer)

    review_urgent_look(look=look, verdict="right", words="", by=manager.actor, at=MORNING + MINUTE)

    assert looking(officer, wren.pk, MORNING + 59 * MINUTE).opened


def test_looks_are_listed_for_a_manager_of_the_council_alone(wren, officer, manager, adviser, data_lead, farbank):
    waits, done = _open(wren, officer), _open(wren, adviser)
    review_urgent_look(look=done, verdict="right", words="", by=manager.actor, at=MORNING + MINUTE)

    assert list(list_urgent_looks(manager, DAY)) == [waits, done]
    for nobody in (officer, adviser, data_lead, make_viewer(farbank, "manager", name="Mo Reid")):
        assert not list_urgent_looks(nobody, DAY).exists()
        with pytest.raises(UrgentLookNotFoundError):
            get_urgent_look(nobody, waits.public_id, DAY)
        assert not list_views(nobody, waits).exists()


def test_each_time_it_was_shown_is_told_to_who_reviews_it(wren, officer, manager):
    look = _open(wren, officer)
    for minutes in (1, 5):
        at, subject = MORNING + minutes * MINUTE, f"privacy_urgent_look:{look.pk}"
        disclose(by=officer.actor, at=at, kind="urgent.viewed", persons=[wren.public_id], subject=subject)

    assert [each.at for each in list_views(manager, look)] == [MORNING + MINUTE, MORNING + 5 * MINUTE]


@pytest.mark.parametrize(
    ("on", "late"), [(date(2026, 2, 3), 0), (date(2026, 2, 4), 1)], ids=["the day", "the day after"]
)
def test_one_that_nobody_reviewed_is_late_after_its_day(wren, officer, manager, on, late):
    _open(wren, officer)

    assert (count_late_looks(manager, on), count_looks_to_review(manager, on)) == (late, 1 - late)
    assert (count_late_looks(officer, on), count_looks_to_review(officer, on)) == (0, 0)


@pytest.mark.parametrize(
    ("changed", "constraint"),
    [
        ({"reason": ""}, "urgent_look_says_why"),
        ({"until_at": MORNING}, "urgent_look_ends_after_it_opens"),
        ({"closed_at": MORNING - MINUTE}, "urgent_look_closes_after_it_opens"),
        ({"reviewed_at": MORNING}, "urgent_look_review_has_who_when_and_what"),
        ({"verdict": "right"}, "urgent_look_review_has_who_when_and_what"),
        (
            {"reviewed_at": MORNING, "reviewed_by": "m", "verdict": "wrong"},
            "urgent_look_that_was_wrong_says_why",
        ),
        (
            {"reviewed_at": MORNING, "reviewed_by": "o", "verdict": "right"},
            "urgent_look_is_reviewed_by_somebody_else",
        ),
    ],
)
def test_the_database_refuses_a_look_that_cannot_be(saltmarsh, wren, changed, constraint):
    told = {
        "public_id": "0" * 32, "organisation": saltmarsh, "person": wren, "door": "address", "reason": WHY,
        "opened_at": MORNING, "opened_by": "o", "until_at": MORNING + MINUTE, "review_due_date": DAY,
    }  # fmt: skip

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        UrgentLook.objects.create(**told | changed)
