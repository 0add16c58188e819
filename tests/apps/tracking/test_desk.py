"""The status desk: who stands where, brought up to date with the log, and who may see it."""

import random
from collections.abc import Callable
from datetime import date, timedelta
from fractions import Fraction

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.apps.imports.lists import load, pupil, roll
from tests.examples.drawn import rows
from tests.factories.cast import SETUP, make_user, make_viewer
from tests.factories.moments import DAY, MORNING
from tests.factories.people import make_person, make_pupils
from towpath.access.models import Team
from towpath.access.viewer import Viewer
from towpath.contact.actions import record_contact
from towpath.contact.sending import stop_contact
from towpath.imports.formats import FORMATS
from towpath.imports.models import Batch
from towpath.imports.queries import people_named_since
from towpath.organisation.actions import change_setting
from towpath.organisation.models import Organisation
from towpath.people.actions import add_contact_route, mark_returned_post, record_address, set_return_fact
from towpath.people.models import Person
from towpath.rules.attempts import StopReason
from towpath.rules.ready_lists import LISTS_BY_CODE
from towpath.standards import Group
from towpath.tracking.actions import DeskRefusedError, overrule_stop, record_statements, set_list_owner
from towpath.tracking.actions.merging import merge_people
from towpath.tracking.models import Overrule
from towpath.tracking.queries import Desk, get_desk, list_owners
from towpath.tracking.queries import desk as keeping
from towpath.tracking.values import NewStatement

pytestmark = [pytest.mark.django_db, pytest.mark.database]

SEPTEMBER = date(2025, 9, 8)


@pytest.fixture(autouse=True)
def _empty() -> None:
    keeping._kept.clear()


@pytest.fixture
def officer(saltmarsh: Organisation) -> Viewer:
    return make_viewer(saltmarsh, "tracking_officer")


@pytest.fixture
def people(saltmarsh: Organisation) -> list[int]:
    return make_pupils(saltmarsh, 6)


def tell(organisation: Organisation, person_id: int, code: str, verified: date = DAY, **more: date) -> None:
    told = NewStatement(
        person_id=person_id, code=code, start_date=SEPTEMBER, verified_date=verified, how="young_person",
        sender="advisers", source="page:1", **more,
    )  # fmt: skip
    record_statements(organisation=organisation, incoming=[told], by=SETUP, at=MORNING)


def lists(desk: Desk, person_id: int) -> set[str]:
    return set(desk.lines[person_id].lists)


def fresh(viewer: Viewer, listed: frozenset[int] | None = None) -> Desk:
    keeping._kept.clear()
    return get_desk(viewer, DAY, listed=listed)


def test_a_council_whose_desk_takes_long_keeps_no_other_waiting(officer: Viewer, stranger: Viewer) -> None:
    with keeping._turn_of((stranger.organisation_id, DAY)):
        # It would wait for ever if one turn were everybody's.
        assert get_desk(officer, DAY).on == DAY
        assert keeping._turn_of((officer.organisation_id, DAY)).acquire(blocking=False)
    keeping._turns.clear()


def test_nobody_who_died_is_on_the_desk_and_whoever_asked_is_left_alone(
    saltmarsh: Organisation, officer: Viewer, people: list[int]
) -> None:
    for person_id in people[:3]:
        tell(saltmarsh, person_id, "619", date(2025, 9, 8))
    assert "neet_silent" in lists(fresh(officer), people[1])

    for person_id, kind in ((people[0], "died"), (people[1], "asked_not")):
        stop_contact(person=Person.objects.get(pk=person_id), kind=kind, source="page:1", by=SETUP, at=MORNING)

    desk = fresh(officer)
    assert people[0] not in desk.lines
    assert desk.lines[people[1]].situation.asked_to_stop_date == DAY


def test_each_person_stands_on_every_list_that_is_true(
    saltmarsh: Organisation, officer: Viewer, people: list[int]
) -> None:
    tell(saltmarsh, people[0], "230")
    tell(saltmarsh, people[1], "330", date(2025, 7, 1), expected_end_date=date(2026, 1, 9))
    tell(saltmarsh, people[2], "619", date(2025, 12, 1))
    tell(saltmarsh, people[3], "616", review_date=date(2026, 1, 26))
    caller = make_user(saltmarsh, "adviser")
    for person_id in people[3:5]:
        record_contact(
            person=Person.objects.get(pk=person_id), happened_at=MORNING - timedelta(days=2), channel="phone",
            outcome="spoke", owner=caller, by=SETUP, at=MORNING,
        )  # fmt: skip

    desk = get_desk(officer, DAY)

    assert lists(desk, people[0]) == set()
    assert lists(desk, people[1]) == {"not_known_16", "lapsed", "end_passed", "nobody_contacted", "no_level_of_need"}
    assert lists(desk, people[2]) == {"neet_silent", "nobody_contacted", "no_level_of_need"}
    assert lists(desk, people[3]) == {"start_passed", "no_level_of_need"}
    assert lists(desk, people[4]) == {"not_known_16", "never_known", "no_level_of_need"}
    assert (desk.cohort, desk.groups[Group.NOT_KNOWN]) == (6, 3)


def test_the_lists_are_counted_with_what_settling_them_is_worth(
    saltmarsh: Organisation, officer: Viewer, people: list[int]
) -> None:
    for person_id, code in zip(people, ("230", "230", "230", "619"), strict=False):
        tell(saltmarsh, person_id, code)

    counts = {each.code: each for each in get_desk(officer, DAY).counts}

    # One in four of those known is NEET, so two found are worth one and a half of a cohort of six.
    assert next(iter(counts)) == "not_known_16"
    assert (counts["not_known_16"].count, counts["not_known_16"].people) == (2, Fraction(2) * Fraction(3, 4))
    assert counts["not_known_16"].points == 25
    assert counts["not_known_16"].oldest_date == date(2025, 9, 1)
    assert counts["lapsing"].oldest_date is None
    assert set(counts) == set(LISTS_BY_CODE)


def test_a_route_that_failed_post_that_came_back_and_a_word_of_need_are_seen(
    saltmarsh: Organisation, officer: Viewer, people: list[int]
) -> None:
    person = Person.objects.get(pk=people[0])
    about = {"person": person, "source": "page:1", "by": SETUP, "at": MORNING}
    assert "no_route" not in lists(get_desk(officer, DAY), person.pk)

    record_contact(
        person=person, happened_at=MORNING, channel="phone", outcome="wrong_number",
        owner=make_user(saltmarsh, "adviser"), by=SETUP, at=MORNING,
    )  # fmt: skip
    mark_returned_post(came_back_date=date(2026, 1, 20), **about)
    set_return_fact(field="level_of_need", value="2", from_date=DAY, **about)
    found = lists(get_desk(officer, DAY), person.pk)

    assert {"no_route", "post_came_back"} <= found
    assert "no_level_of_need" not in found

    later = {**about, "at": MORNING + timedelta(hours=1)}
    add_contact_route(kind="email", value="amina@home.example", belongs_to="self", **later)
    record_address(address_line_1="9 New Road", postcode="SM1 1AA", **later)
    assert not {"no_route", "post_came_back"} & lists(get_desk(officer, DAY), person.pk)


WHO_IS_THERE = """
format                  says      names
school_roll             -         yes
school_census           -         yes
school_indicators       -         yes    # the attendance of its own pupils
intended_destinations   -         yes    # its own Year 11
college_starters        -         yes
ilr                     started   yes
ilr                     left      no
people_list             started   yes
people_list             here      yes
people_list             left      no
people_list             gone      no
people_list             applied   no     # somewhere else may have had the same
people_list             claiming  no
attainment              -         no     # results come long after somebody has gone
ctf                     -         no     # who was there, for where they go
college_leavers         -         no
caseload_people         -         no     # whom a council knows of
caseload_extract        -         no
contact_log             -         no
nccis_xml               -         no
gias                    -         no
apprenticeship_providers  -       no
course_directory        -         no
"""


def test_only_a_list_that_says_who_is_there_puts_somebody_on_one(saltmarsh: Organisation, officer: Viewer) -> None:
    batch = load(saltmarsh, roll(pupil(1)), code="first")
    row = batch.rows.get(outcome="created")
    drawn = rows(WHO_IS_THERE)

    found = []
    for each in drawn:
        Batch.objects.filter(pk=batch.pk).update(format=each["format"])
        row.values["says"] = each["says"]
        row.save(update_fields=["values"])
        found.append({**each, "names": "yes" if people_named_since(officer, date(2025, 9, 1)) else "no"})

    assert found == drawn
    assert {each["format"] for each in drawn} == {each.name for each in FORMATS}


def test_whoever_a_school_has_named_since_september_is_on_a_list(saltmarsh: Organisation, officer: Viewer) -> None:
    batch = load(saltmarsh, roll(*(pupil(number) for number in range(2))), code="first")
    named = [row.person_id for row in batch.rows.filter(outcome="created")]
    other = make_person(saltmarsh, source="page:1").pk
    on = date(2025, 12, 31)

    listed = people_named_since(officer, date(2025, 9, 1))
    desk = get_desk(officer, on, listed=listed)

    assert listed == frozenset(named)
    assert people_named_since(officer, DAY + timedelta(days=1)) == frozenset()
    assert "on_no_list" in lists(desk, other)
    assert not any("on_no_list" in lists(desk, each) for each in named if each in desk.lines)
    # Named since, without a change of their own.
    assert "on_no_list" not in lists(get_desk(officer, on, listed=listed | {other}), other)
    assert "on_no_list" not in lists(get_desk(officer, on), other)


def test_a_desk_brought_up_to_date_is_as_one_worked_out_anew(
    saltmarsh: Organisation, officer: Viewer, people: list[int]
) -> None:
    seed = random.randrange(10**6)
    print(f"seed {seed}")
    pick = random.Random(seed)
    caller = make_user(saltmarsh, "adviser")

    def contact(person_id: int) -> None:
        record_contact(
            person=Person.objects.get(pk=person_id), happened_at=MORNING, channel="phone",
            outcome=pick.choice(["no_answer", "spoke", "refused", "wrong_number"]), owner=caller, by=SETUP, at=MORNING,
        )  # fmt: skip

    changes: list[Callable[[int], None]] = [
        contact,
        lambda person_id: tell(
            saltmarsh, person_id, pick.choice(["230", "619", "330", "820"]), date(2025, pick.randint(9, 12), 1)
        ),
        lambda person_id: set_return_fact(
            person=Person.objects.get(pk=person_id), field="send_flag", value=pick.choice("YN"), from_date=DAY,
            source="page:1", by=SETUP, at=MORNING,
        ),
    ]  # fmt: skip
    get_desk(officer, DAY)
    for _ in range(12):
        pick.choice(changes)(pick.choice(people))
        brought_up = get_desk(officer, DAY).lines
        kept = dict(keeping._kept)
        assert brought_up == fresh(officer).lines
        keeping._kept.update(kept)
    merge_people(
        person=Person.objects.get(pk=people[0]), same_as=Person.objects.get(pk=people[1]),
        by=SETUP, at=MORNING,
    )  # fmt: skip
    merged = get_desk(officer, DAY).lines

    assert people[0] not in merged
    assert merged == fresh(officer).lines


def test_a_setting_changes_the_desk_at_once(saltmarsh: Organisation, officer: Viewer, people: list[int]) -> None:
    tell(saltmarsh, people[0], "619", date(2026, 1, 20))
    assert "neet_silent" not in lists(get_desk(officer, DAY), people[0])

    change_setting(saltmarsh, key="contact.neet_days", value=5, from_date=DAY, by=SETUP, at=MORNING)

    assert "neet_silent" in lists(get_desk(officer, DAY), people[0])


def test_the_queries_do_not_grow_with_people_and_are_few_while_nothing_changed(
    saltmarsh: Organisation, officer: Viewer, people: list[int]
) -> None:
    def queries(*, cold: bool) -> int:
        if cold:
            keeping._kept.clear()
        with CaptureQueriesContext(connection) as captured:
            get_desk(officer, DAY)
        return len(captured)

    with_six = queries(cold=True)
    more = make_pupils(saltmarsh, 40, source="import:2")
    for person_id in more[:20]:
        tell(saltmarsh, person_id, "619", date(2025, 12, 1))

    assert queries(cold=False) <= with_six + 4
    assert queries(cold=True) <= with_six + 4
    assert queries(cold=False) == 4


def test_a_desk_from_before_a_copy_was_put_back_is_not_believed(
    saltmarsh: Organisation, officer: Viewer, people: list[int]
) -> None:
    get_desk(officer, DAY)
    [(key, kept)] = keeping._kept.items()
    tell(saltmarsh, people[0], "230")
    keeping._kept[key] = keeping.replace(kept, hash="another log")

    assert lists(get_desk(officer, DAY), people[0]) == set()


def test_a_school_lead_a_commissioner_and_a_stranger_see_no_desk(
    saltmarsh: Organisation, stranger: Viewer, people: list[int], officer: Viewer
) -> None:
    assert len(get_desk(officer, DAY).lines) == 6
    for viewer in (make_viewer(saltmarsh, "school_lead"), make_viewer(saltmarsh, "commissioner"), stranger):
        assert get_desk(viewer, DAY).lines == {}
        assert people_named_since(viewer, SEPTEMBER) == frozenset()
        assert list_owners(viewer) == {}


def test_a_list_is_one_owners_at_a_time(saltmarsh: Organisation, farbank: Organisation, officer: Viewer) -> None:
    team = Team.objects.create(organisation=saltmarsh, name="Shore")
    about = {"organisation": saltmarsh, "list_code": "lapsing", "by": SETUP, "at": MORNING}

    set_list_owner(role="manager", **about)
    set_list_owner(team=team, **about)

    assert list_owners(officer)["lapsing"].team == team
    theirs = Team.objects.create(organisation=farbank, name="Shore")
    for wrong in ({}, {"role": "king"}, {"role": "manager", "team": team}, {"team": theirs}):
        with pytest.raises(DeskRefusedError):
            set_list_owner(**about, **wrong)
    with pytest.raises(DeskRefusedError):
        set_list_owner(**{**about, "list_code": "none"}, role="manager")


def test_a_stop_is_overruled_once_a_day(saltmarsh: Organisation, people: list[int]) -> None:
    person = Person.objects.get(pk=people[0])

    for _ in range(2):
        overrule_stop(person=person, rule=StopReason.TOO_MANY, by=SETUP, at=MORNING)

    assert Overrule.objects.get().overruled_date == DAY
