"""A school's list from its opening to the signature: what may be said of whom, by whom, and what is refused."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from tests.apps.risk.conftest import Scored
from tests.factories.cast import NAMES, SETUP
from tests.factories.moments import DAY, MORNING
from tests.factories.people import make_person, pupil
from towpath.access.viewer import Viewer
from towpath.audit.models import Event
from towpath.organisation.actions import change_setting
from towpath.organisation.models import Organisation
from towpath.people.actions import merge_people, record_person, stop_contact
from towpath.people.facts import PersonFacts
from towpath.people.models import SchoolPlace
from towpath.risk.actions import (
    EVIDENCE,
    ListChangedError,
    ListRefusedError,
    NewEvidence,
    Said,
    add_pupil,
    open_lists,
    record_objection,
    reopen_list,
    run_scheme,
    say_of_pupil,
    sign_off_list,
)
from towpath.risk.models import LineEntry, ListLine, ListSignOff, SchoolList
from towpath.risk.queries import (
    ListNotFoundError,
    find_round,
    get_addable,
    get_line,
    get_standing,
    list_changes,
    list_confirmed,
    list_lines,
    list_standings,
    list_to_add,
)
from towpath.rules.access import may

DUE = DAY + timedelta(days=7)
LATER = MORNING + timedelta(hours=3)
ABOUT = {"by": SETUP, "at": LATER}
OFF = Said(kind="taken_off", reason="already_helped", words="Sees the mentor weekly.")
KEPT = Said(kind="kept")
ADDED = Said(kind="added", reason="no_plan")


@pytest.fixture
def lists(scored: Scored) -> dict[int | None, SchoolList]:
    opened = open_lists(run=scored.run, due_date=DUE, by=SETUP, at=MORNING)
    return {each.establishment_id: each for each in opened}


@pytest.fixture
def own(lists: dict[int | None, SchoolList], scored: Scored) -> SchoolList:
    return lists[scored.school.pk]


def line_of(scored: Scored, name: str) -> ListLine:
    return ListLine.objects.get(person=scored.people[name])


def sign(school_list: SchoolList) -> ListSignOff:
    school_list.refresh_from_db()
    return sign_off_list(school_list=school_list, version=school_list.version, **ABOUT)


def names(scored: Scored, ids: list[int]) -> set[str]:
    return {name for name, person in scored.people.items() if person.pk in ids}


def test_a_list_holds_whoever_reached_the_councils_band_and_nobody_unscored(
    adviser: Viewer, own: SchoolList, scored: Scored
) -> None:
    lines = list_lines(adviser, own, DAY)

    assert names(scored, [line.person_id for line in lines]) == {"red", "amber"}
    assert {line.standing for line in lines} == {"undecided"}


def test_the_band_is_the_councils_choice(saltmarsh: Organisation, scored: Scored, adviser: Viewer) -> None:
    change_setting(saltmarsh, key="risk.list_band", value="red", from_date=DAY, by=SETUP, at=MORNING)
    opened = open_lists(run=scored.run, due_date=DUE, by=SETUP, at=MORNING)

    lines = [line for each in opened for line in list_lines(adviser, each, DAY)]
    assert names(scored, [line.person_id for line in lines]) == {"red"}


@pytest.mark.parametrize(("due", "words"), [(DAY - timedelta(days=1), "has passed"), (DUE, "open already")])
def test_lists_are_opened_once_and_for_a_day_to_come(
    lists: dict[int | None, SchoolList], scored: Scored, due: date, words: str
) -> None:
    with pytest.raises(ListRefusedError, match=words):
        open_lists(run=scored.run, due_date=due, by=SETUP, at=MORNING)
    assert SchoolList.objects.count() == len(lists) == 3


def test_a_pupil_is_kept_taken_off_and_put_back_and_all_of_it_is_kept(
    adviser: Viewer, own: SchoolList, scored: Scored
) -> None:
    line = line_of(scored, "red")
    say_of_pupil(line=line, version=1, said=OFF, **ABOUT)
    say_of_pupil(line=line, version=2, said=KEPT, by=SETUP, at=LATER + timedelta(hours=1))

    [told] = [each for each in list_lines(adviser, own, DAY) if each.id == line.pk]
    assert (told.standing, told.version, told.is_on) == ("kept", 3, True)
    assert [(each.kind, each.reason, each.words) for each in told.entries] == [
        ("kept", "", ""),
        ("taken_off", "Already has the help they need", "Sees the mentor weekly."),
    ]
    # What the run made of them is as it was.
    assert line.assessment is not None
    assert (line.assessment.points, line.assessment.band) == (2 + 2 + 2 + 2, "red")


def test_whoever_writes_second_in_two_tabs_is_told_and_nothing_is_saved(own: SchoolList, scored: Scored) -> None:
    line = line_of(scored, "red")
    say_of_pupil(line=line, version=1, said=KEPT, **ABOUT)

    with pytest.raises(ListChangedError) as behind:
        say_of_pupil(line=line, version=1, said=OFF, **ABOUT)

    assert behind.value.version == 2
    assert LineEntry.objects.filter(line=line).count() == 1


def test_a_comment_needs_no_version_and_changes_no_standing(own: SchoolList, scored: Scored) -> None:
    line = line_of(scored, "red")
    say_of_pupil(line=line, version=99, said=Said(kind="commented", words="בבית יותר רגוע עכשיו"), **ABOUT)

    line.refresh_from_db()
    assert (line.standing, line.version) == ("undecided", 1)
    assert line.entries.get().words == "בבית יותר רגוע עכשיו"


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (Said(kind="taken_off"), "Choose the reason"),
        (Said(kind="taken_off", reason="attendance"), "Choose the reason"),
        (Said(kind="taken_off", reason="other", words="  "), "what the other reason is"),
        (Said(kind="kept", reason="wrong"), "nothing else"),
        (Said(kind="commented", words=" "), "Write the comment"),
        (Said(kind="added", reason="no_plan"), "Choose whether"),
        (Said(kind="vanished"), "Choose whether"),
        (Said(kind="kept", words="x" * 10_001), "10,001 characters"),
    ],
)
def test_what_is_said_without_its_reason_is_refused_in_words(
    own: SchoolList, scored: Scored, said: Said, words: str
) -> None:
    with pytest.raises(ListRefusedError, match=words):
        say_of_pupil(line=line_of(scored, "red"), version=1, said=said, **ABOUT)
    assert not LineEntry.objects.exists()


def test_a_comment_of_ten_thousand_characters_is_kept_whole(own: SchoolList, scored: Scored) -> None:
    entry = say_of_pupil(
        line=line_of(scored, "red"), version=1, said=Said(kind="commented", words="x" * 10_000), **ABOUT
    )

    assert len(entry.words) == 10_000


def test_a_pupil_of_the_school_is_added_with_a_reason_and_their_score_stays(
    adviser: Viewer, own: SchoolList, scored: Scored
) -> None:
    line = add_pupil(school_list=own, person=scored.people["none"], said=ADDED, **ABOUT)

    assert (line.origin, line.standing) == ("added", "kept")
    assert line.assessment is not None
    assert line.assessment.points == 0
    say_of_pupil(line=line, version=1, said=OFF, **ABOUT)
    counts = get_standing(adviser, own.pk, DAY).counts
    assert counts == {"kept": 0, "taken_off": 1, "undecided": 2, "added": 0}


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("elsewhere", "not at this school"),
        ("unplaced", "not at this school"),
        ("limited", "Sharing is limited"),
        ("red", "on the list already"),
    ],
)
def test_whoever_may_not_be_added_is_refused_in_words(own: SchoolList, scored: Scored, name: str, words: str) -> None:
    before = ListLine.objects.count()
    with pytest.raises(ListRefusedError, match=words):
        add_pupil(school_list=own, person=scored.people[name], said=ADDED, **ABOUT)
    assert ListLine.objects.count() == before


def test_a_school_lead_is_offered_their_own_pupils_who_are_not_on_the_list(
    school_lead: Viewer, own: SchoolList, lists: dict[int | None, SchoolList], scored: Scored, stranger: Viewer
) -> None:
    assert names(scored, list_to_add(school_lead, own, DAY)) == {"none"}
    assert list_to_add(school_lead, lists[scored.other_school.pk], DAY) == []
    assert list_to_add(stranger, own, DAY) == []
    with pytest.raises(ListNotFoundError):
        get_addable(school_lead, own, scored.people["elsewhere"].public_id, DAY)


def test_a_signed_list_can_only_be_read_until_the_council_opens_it_again(
    adviser: Viewer, own: SchoolList, scored: Scored
) -> None:
    line = line_of(scored, "red")
    signed = sign(own)

    assert signed.pupils == 2
    for act in (
        lambda: say_of_pupil(line=line, version=1, said=KEPT, **ABOUT),
        lambda: add_pupil(school_list=own, person=scored.people["none"], said=ADDED, **ABOUT),
        lambda: sign(own),
    ):
        with pytest.raises(ListRefusedError, match="Ask the council"):
            act()
    reopen_list(school_list=own, version=2, because="Two joined", due_date=DUE, by=SETUP, at=LATER + timedelta(1))
    standing = get_standing(adviser, own.pk, DAY)
    assert (standing.state, standing.reopened and standing.reopened.reopened_because) == ("waiting", "Two joined")
    say_of_pupil(line=line, version=1, said=KEPT, **ABOUT)
    assert sign(own).pk != signed.pk


def test_a_list_that_changed_since_it_was_looked_at_is_not_signed(own: SchoolList, scored: Scored) -> None:
    say_of_pupil(line=line_of(scored, "red"), version=1, said=OFF, **ABOUT)

    with pytest.raises(ListChangedError):
        sign_off_list(school_list=own, version=1, **ABOUT)
    assert not ListSignOff.objects.exists()


@pytest.mark.parametrize(
    ("because", "due", "version", "words"),
    [
        (" ", DUE, 2, "Say why"),
        ("Two joined", DAY - timedelta(1), 2, "has passed"),
        ("x" * 10_001, DUE, 2, "10,001 characters"),
    ],
)
def test_opening_again_needs_a_reason_and_a_day_to_come(
    own: SchoolList, because: str, due: date, version: int, words: str
) -> None:
    sign(own)
    with pytest.raises(ListRefusedError, match=words):
        reopen_list(school_list=own, version=version, because=because, due_date=due, **ABOUT)


def test_a_list_that_is_open_is_not_opened_again(own: SchoolList) -> None:
    with pytest.raises(ListRefusedError, match="open already"):
        reopen_list(school_list=own, version=1, because="Two joined", due_date=DUE, **ABOUT)
    sign(own)
    with pytest.raises(ListChangedError):
        reopen_list(school_list=own, version=1, because="Two joined", due_date=DUE, **ABOUT)


def test_the_confirmed_are_those_left_on_a_signed_list(adviser: Viewer, own: SchoolList, scored: Scored) -> None:
    say_of_pupil(line=line_of(scored, "amber"), version=1, said=OFF, **ABOUT)
    add_pupil(school_list=own, person=scored.people["none"], said=ADDED, **ABOUT)

    assert list_confirmed(adviser, own, DAY) == []
    sign(own)
    assert names(scored, [each.person_id for each in list_confirmed(adviser, own, DAY)]) == {"red", "none"}
    record_objection(person=scored.people["red"], objected_by="parent", objected_date=DAY, **ABOUT)
    assert names(scored, [each.person_id for each in list_confirmed(adviser, own, DAY)]) == {"none"}


def test_a_list_is_late_from_the_day_after(adviser: Viewer, own: SchoolList, scored: Scored) -> None:
    def state(on: date) -> str:
        return get_standing(adviser, own.pk, on).state

    assert [state(DUE), state(DUE + timedelta(1))] == ["waiting", "late"]
    sign(own)
    assert state(DUE + timedelta(1)) == "signed"
    counted = {each.school_list.establishment_id: each.on_list for each in list_standings(adviser, scored.run, DAY)}
    assert counted == {scored.school.pk: 2, scored.other_school.pk: 1, None: 0}


def test_a_school_lead_reaches_their_own_list_alone_and_a_stranger_none(
    school_lead: Viewer, stranger: Viewer, commissioner: Viewer, own: SchoolList, scored: Scored,
    lists: dict[int | None, SchoolList],
) -> None:  # fmt: skip
    other = lists[scored.other_school.pk]
    theirs = line_of(scored, "elsewhere")

    assert [each.id for each in list_standings(school_lead, scored.run, DAY)] == [own.pk]
    for viewer, school_list in ((school_lead, other), (school_lead, lists[None]), (stranger, own), (commissioner, own)):
        assert list_lines(viewer, school_list, DAY) == []
        assert list_changes(viewer, school_list, DAY).pupils == ()
        with pytest.raises(ListNotFoundError):
            get_standing(viewer, school_list.pk, DAY)
    with pytest.raises(ListNotFoundError):
        get_line(school_lead, other.pk, theirs.pk, DAY)
    with pytest.raises(ListNotFoundError):
        get_line(school_lead, own.pk, theirs.pk, DAY)
    assert (find_round(stranger), find_round(commissioner)) == (None, None)
    assert find_round(school_lead) == scored.run


def test_a_pupil_who_has_left_stays_on_the_list_for_the_council_alone(
    adviser: Viewer, school_lead: Viewer, own: SchoolList, scored: Scored
) -> None:
    SchoolPlace.objects.filter(person=scored.people["red"]).update(to_date=DAY)

    tomorrow = DAY + timedelta(days=1)
    assert names(scored, [each.person_id for each in list_lines(school_lead, own, tomorrow)]) == {"amber"}
    assert names(scored, [each.person_id for each in list_lines(adviser, own, tomorrow)]) == {"red", "amber"}


def test_two_records_that_are_one_pupil_stand_on_the_list_once(
    adviser: Viewer, own: SchoolList, scored: Scored
) -> None:
    merge_people(person=scored.people["red"], same_as=scored.people["amber"], reason="twice", by=SETUP, at=LATER)

    assert names(scored, [each.person_id for each in list_lines(adviser, own, DAY)]) == {"amber"}
    with pytest.raises(ListRefusedError, match="on the list already"):
        add_pupil(school_list=own, person=scored.people["red"], said=ADDED, **ABOUT)


def test_the_log_says_what_was_decided_and_no_word_that_was_written(own: SchoolList, scored: Scored) -> None:
    say_of_pupil(line=line_of(scored, "red"), version=1, said=OFF, **ABOUT)
    sign(own)

    _opened, off, signed = Event.objects.filter(kind__startswith="school_list.").order_by("sequence")
    assert (off.kind, signed.kind) == ("school_list.taken_off", "school_list.signed_off")
    assert off.person == scored.people["red"].public_id
    assert '"reason":"already_helped"' in off.facts
    assert "mentor" not in off.facts


def test_what_differs_from_the_scoring_before_is_said_pupil_by_pupil(
    saltmarsh: Organisation, adviser: Viewer, school_lead: Viewer, scored: Scored
) -> None:
    def tell(name: str, at=LATER, **told: str) -> None:
        incoming = [
            NewEvidence(person_id=scored.people[name].pk, name=kind, value=value, as_at_date=later, source="import:9")
            for kind, value in told.items()
        ]
        EVIDENCE.record(organisation=saltmarsh, incoming=incoming, by=SETUP, at=at)

    later = DAY + timedelta(days=60)
    tell("red", in_care="no", young_carer="no", attendance_percent="99")
    tell("amber", in_care="yes")
    tell("none", attendance_percent="50")
    again = run_scheme(
        organisation=saltmarsh, scheme="oxfordshire-2022", as_at=later, by=SETUP, at=LATER + timedelta(days=60)
    )
    own = open_lists(run=again, due_date=later, by=SETUP, at=LATER + timedelta(days=60))
    [mine] = [each for each in own if each.establishment_id == scored.school.pk]

    told = {
        name: each
        for each in list_changes(adviser, mine, later).pupils
        for name, person in scored.people.items()
        if person.pk == each.person_id
    }
    assert {name: each.change for name, each in told.items()} == {"red": "fallen", "amber": "risen", "none": "new"}
    assert told["amber"].gained == ("Are they looked after by a council?",)
    # To the school, amber's attendance is as it was: what the council knows is neither a band nor a reason.
    seen = list_changes(school_lead, mine, later)
    assert scored.people["amber"].pk not in [each.person_id for each in seen.pupils]
    assert seen.same == 1
    assert not any("looked after" in words for each in seen.pupils for words in (*each.gained, *each.lost))


def test_the_first_scoring_is_compared_with_none(adviser: Viewer, own: SchoolList) -> None:
    assert list_changes(adviser, own, DAY).before is None


@pytest.mark.parametrize(
    ("make", "name"),
    [
        (lambda line: LineEntry(line=line, kind="taken_off", reason=""), "taking_off_and_adding_say_why"),
        (lambda line: LineEntry(line=line, kind="commented", words=""), "comment_says_something"),
        (
            lambda line: ListLine(
                organisation_id=line.organisation_id, school_list_id=line.school_list_id, person_id=line.person_id,
                assessment_id=line.assessment_id, origin="suggested",
            ),
            "school_list_id",
        ),
    ],
)  # fmt: skip
def test_the_database_refuses_what_no_action_would_write(own: SchoolList, scored: Scored, make, name: str) -> None:
    row = make(line_of(scored, "red"))
    if isinstance(row, LineEntry):
        row.recorded_at, row.recorded_by = LATER, "setup"

    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        row.save()


def test_a_list_costs_the_same_however_many_are_on_it(
    saltmarsh: Organisation, school_lead: Viewer, scored: Scored, own: SchoolList, django_assert_num_queries
) -> None:
    for _ in range(2):
        with django_assert_num_queries(10):
            list_lines(school_lead, own, DAY)
        facts = replace(pupil(40), birth_date=date(2010, 2, 14), establishment_id=scored.school.pk)
        person = make_person(saltmarsh, facts) if not ListLine.objects.filter(origin="added").exists() else None
        if person:
            add_pupil(school_list=own, person=person, said=ADDED, **ABOUT)


def test_a_pupil_whose_sharing_is_limited_since_is_on_no_confirmed_list(
    saltmarsh: Organisation, adviser: Viewer, own: SchoolList, scored: Scored
) -> None:
    sign(own)
    limit = PersonFacts(sharing_limited=True)
    record_person(
        organisation=saltmarsh, person_id=scored.people["red"].pk, facts=limit, source="import:8", by=SETUP, at=LATER
    )

    assert names(scored, [each.person_id for each in list_confirmed(adviser, own, DAY)]) == {"amber"}


def test_of_a_pupil_who_died_a_school_is_asked_nothing(adviser: Viewer, own: SchoolList, scored: Scored) -> None:
    before = get_standing(adviser, own.pk, DAY).counts["undecided"]
    for name in ("red", "none"):
        stop_contact(person=scored.people[name], kind="died", source="page:1", **ABOUT)

    # One of the two stood on the list, and the other could have been added to it.
    assert names(scored, [each.person_id for each in list_lines(adviser, own, DAY)]) == {"amber"}
    assert get_standing(adviser, own.pk, DAY).counts["undecided"] == before - 1
    assert scored.people["none"].pk not in list_to_add(adviser, own, DAY)
    sign(own)
    assert names(scored, [each.person_id for each in list_confirmed(adviser, own, DAY)]) == {"amber"}


def test_nothing_more_is_said_of_a_pupil_whose_sharing_is_limited_since(
    saltmarsh: Organisation, own: SchoolList, scored: Scored
) -> None:
    limit, red = PersonFacts(sharing_limited=True), scored.people["red"]
    line = ListLine.objects.get(school_list=own, person=red)
    record_person(organisation=saltmarsh, person_id=red.pk, facts=limit, source="import:8", by=SETUP, at=LATER)

    for said in (Said(kind="kept"), Said(kind="commented", words="Came with a new coat")):
        with pytest.raises(ListRefusedError, match="nothing more may be written"):
            say_of_pupil(line=line, version=1, said=said, **ABOUT)
    assert not LineEntry.objects.filter(line=line).exists()


def test_somebody_merged_since_is_counted_once(
    saltmarsh: Organisation, adviser: Viewer, own: SchoolList, scored: Scored
) -> None:
    before = get_standing(adviser, own.pk, DAY).counts["undecided"]
    merge_people(person=scored.people["red"], same_as=scored.people["amber"], reason="twice", by=SETUP, at=LATER)

    assert get_standing(adviser, own.pk, DAY).counts["undecided"] == before - 1
    sign(own)
    assert get_standing(adviser, own.pk, DAY).signed.pupils == before - 1


def test_only_roles_with_leave_review_open_and_decide() -> None:
    names = ("school_list.review", "school_list.open", "risk.record_objection", "risk.decide_objection")
    leave = {role: {name for name in names if may(role, name)} for role in NAMES}

    assert leave == {
        "adviser": {"school_list.review", "risk.record_objection"},
        "specialist": {"risk.record_objection"},
        "tracking_officer": {"risk.record_objection"},
        "manager": {"school_list.review", "school_list.open", "risk.record_objection", "risk.decide_objection"},
        "data_lead": {"school_list.open", "risk.record_objection"},
        "school_lead": {"school_list.review", "risk.record_objection"},
        "commissioner": set(),
        "safeguarding_lead": set(),
        "provider": set(),
    }
