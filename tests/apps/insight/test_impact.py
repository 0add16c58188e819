"""An impact report from rows to release: what counts, who may see which number, and what is kept when it is locked."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.apps.insight.conftest import scorecard
from tests.factories.cast import SETUP, make_viewer
from tests.factories.funds import approve, ask_of, make_pot, pay
from tests.factories.impact import (
    COUNTS,
    JANUARY,
    STORY,
    care,
    make_busy_month,
    make_january,
    make_story,
    reach,
)
from tests.factories.leavers import make_leavers, make_study
from tests.factories.moments import DAY, MORNING
from tests.factories.people import make_pupils
from tests.factories.voice import change, do, make_voice, publish
from towpath.access.models import User
from towpath.access.viewer import Viewer
from towpath.audit.models import Event
from towpath.clock import LONDON
from towpath.contact.models import ContactEvent
from towpath.funds.actions import take_back
from towpath.insight.actions import load_benchmark, run_study
from towpath.insight.models import ImpactReport, ImpactRow
from towpath.insight.reports.impact import actions as impact_actions
from towpath.insight.reports.impact.actions import (
    ImpactRefusedError,
    Papers,
    check_story,
    hand_out,
    lock_report,
    release_report,
    withdraw_story,
    write_story,
)
from towpath.insight.reports.impact.beside import beside_of
from towpath.insight.reports.impact.gathering import Period, gathered
from towpath.insight.reports.impact.measures import MEASURE_OF, MEASURES, SECTIONS
from towpath.insight.reports.impact.queries import (
    ImpactNotFoundError,
    RowsShutError,
    find_differences,
    find_impact,
    find_impact_of,
    get_release,
    get_report,
    get_story,
    list_releases,
    list_reports,
    list_rows,
    list_stories,
    told_stories,
)
from towpath.insight.reports.impact.showing import NOTHING_FROZEN, shown_impact
from towpath.organisation.models import Organisation
from towpath.people.actions import merge_people
from towpath.people.models import Person
from towpath.rules.access import may
from towpath.rules.impact import Kind, counted
from towpath.voice.actions import take_down

pytestmark = [pytest.mark.django_db, pytest.mark.database]

LATER = MORNING + timedelta(hours=1)
PAPERS = Papers(page=b"<p>Ours</p>", figures=b"a,b\n", pdf=b"%PDF-1.7")


@pytest.fixture(autouse=True)
def own_var(settings, tmp_path):
    settings.VAR = tmp_path / "var"


@pytest.fixture
def worker(manager: Viewer) -> User:
    return User.objects.get(pk=manager.user_id)


@pytest.fixture
def people(saltmarsh: Organisation, worker: User) -> list[Person]:
    return make_busy_month(saltmarsh, worker)


@pytest.fixture
def report(saltmarsh: Organisation, people: list[Person]) -> ImpactReport:
    return make_january(saltmarsh)


@pytest.fixture
def commissioner(saltmarsh: Organisation) -> Viewer:
    return make_viewer(saltmarsh, "commissioner")


def counts_of(organisation: Organisation, *, at: datetime = MORNING, **days: date) -> dict[str, int]:
    told = {"from_date": JANUARY, "to_date": DAY} | days
    return counted(each.row for each in gathered(Period(organisation=organisation, known_at=at, **told)))


def released(report: ImpactReport, viewer: Viewer, stories=()):
    return release_report(
        report=report, papers=PAPERS, stories=stories, to="The cabinet member", purpose="Scrutiny in March", upper=4,
        by=viewer.actor, by_name=viewer.name, at=LATER,
    )  # fmt: skip


def test_the_month_counts_as_it_was_counted_by_hand(saltmarsh, people, django_assert_max_num_queries):
    with django_assert_max_num_queries(13):
        assert counts_of(saltmarsh) == COUNTS


def test_the_first_and_the_last_day_are_in_the_period_and_the_days_around_it_are_not(saltmarsh, worker):
    person = Person.objects.get(pk=make_pupils(saltmarsh, 1)[0])
    care(person)
    for instant in (
        datetime(2026, 1, 9, 23, 59, 59, tzinfo=LONDON),
        datetime(2026, 1, 10, 0, 0, tzinfo=LONDON),
        datetime(2026, 1, 20, 23, 59, 59, tzinfo=LONDON),
        datetime(2026, 1, 21, 0, 0, tzinfo=LONDON),
    ):
        reach(person, worker, instant)

    assert counts_of(saltmarsh, from_date=date(2026, 1, 10), to_date=date(2026, 1, 20))["interventions"] == 2


@pytest.mark.parametrize(
    ("from_date", "to_date", "counts"),
    [
        (date(2020, 1, 1), date(2025, 12, 31), 0),  # left care the day before
        (date(2020, 1, 1), date(2026, 1, 1), 1),  # their last day in care is the period's first
        (date(2026, 1, 31), None, 1),  # came into care on its last day
    ],
)
def test_care_on_any_day_of_the_period_counts(saltmarsh, worker, from_date, to_date, counts):
    person = Person.objects.get(pk=make_pupils(saltmarsh, 1)[0])
    care(person, from_date=from_date, to_date=to_date)
    reach(person, worker, MORNING)

    assert counts_of(saltmarsh)["supported"] == counts


def test_two_records_of_one_person_are_one_person(saltmarsh, people):
    merge_people(person=people[1], same_as=people[0], reason="the same", by=SETUP, at=LATER)

    merged = counts_of(saltmarsh, at=LATER)

    assert (merged["supported"], merged["interventions"], merged["registered"]) == (11, 24, 5)
    # As it was known before anybody joined them, it was two.
    assert counts_of(saltmarsh)["supported"] == 12


def test_what_is_struck_out_or_written_down_later_does_not_count(saltmarsh, people, worker):
    ContactEvent.objects.filter(person=people[0], outcome="spoke").update(withdrawn_at=LATER, withdrawn_by="setup")

    assert counts_of(saltmarsh, at=MORNING)["interventions"] == 24
    assert counts_of(saltmarsh, at=LATER)["supported"] == 11
    assert counts_of(saltmarsh, at=MORNING - timedelta(seconds=1)) == dict.fromkeys(COUNTS, 0)


def test_payments_count_as_paid_until_they_are_taken_back(saltmarsh, worker, adviser):
    asking = User.objects.get(pk=adviser.user_id)
    person = Person.objects.get(pk=make_pupils(saltmarsh, 1)[0])
    pot = make_pot(saltmarsh, worker)
    # £20 asked and approved, £12.50 paid; £5 paid in full; £7 approved and not paid.
    paid = pay(approve(ask_of(pot, person, asking, 20_00), worker), asking, 12_50)
    pay(approve(ask_of(pot, person, asking, 5_00), worker), asking)
    approve(ask_of(pot, person, asking, 7_00), worker)

    found = counts_of(saltmarsh)
    assert (found["funded"], found["payments"], found["pence"]) == (1, 2, 12_50 + 5_00)

    take_back(request=paid, version=paid.version, because="Paid twice", user=worker, by=SETUP, at=LATER)
    assert counts_of(saltmarsh, at=LATER)["pence"] == 5_00
    assert counts_of(saltmarsh)["pence"] == 12_50 + 5_00


def test_another_councils_rows_never_count(saltmarsh, farbank, people):
    assert counts_of(farbank) == dict.fromkeys(COUNTS, 0)


def test_every_measure_has_its_definition_and_its_section():
    named = [name for section in SECTIONS for name in section.measures]

    assert sorted(named) == sorted(MEASURE_OF)
    for measure in MEASURES:
        assert all((measure.definition, measure.source, measure.included, measure.left_out)), measure.name
        assert measure.kind is None or may("manager", measure.leave)
    assert {each.kind for each in MEASURES} - {None} == set(Kind)


def test_a_locked_report_keeps_its_rows_and_says_the_same_whatever_comes_after(report, manager, people, worker):
    locked = lock_report(report=report, viewer=manager, at=LATER)
    ContactEvent.objects.filter(person=people[0]).update(withdrawn_at=LATER + timedelta(minutes=1), withdrawn_by="x")

    found = find_impact(manager, locked, LATER + timedelta(hours=1))

    assert (locked.counts, found.recounted, found.known_at) == (COUNTS, True, LATER)
    assert str(found.figures["supported"]) == "12"
    assert ImpactRow.objects.filter(report=locked, kind="intervention").count() == 24
    assert Event.objects.filter(kind="impact.locked").count() == 1


def test_later_news_is_told_beside_a_locked_report_and_changes_nothing(report, manager, people):
    locked = lock_report(report=report, viewer=manager, at=LATER)
    gone = ContactEvent.objects.filter(person=people[0], outcome="spoke").order_by("pk")[0]
    ContactEvent.objects.filter(pk=gone.pk).update(withdrawn_at=LATER + timedelta(minutes=1), withdrawn_by="x")

    [difference] = find_differences(manager, locked, LATER + timedelta(hours=1))

    assert (difference.kind, difference.then, difference.now) == (Kind.INTERVENTION, 24, 23)
    assert (difference.came, difference.went) == ((), (f"contact_event:{gone.pk}",))
    assert find_differences(manager, make_january(locked.organisation), LATER) == ()


def test_a_row_taken_from_a_locked_report_is_noticed(report, manager):
    locked = lock_report(report=report, viewer=manager, at=LATER)
    ImpactRow.objects.filter(report=locked, kind="intervention").order_by("pk")[:1].get().delete()

    assert find_impact(manager, locked, LATER).recounted is False


def test_a_report_is_locked_once_and_then_takes_no_story(report, manager, people):
    lock_report(report=report, viewer=manager, at=LATER)

    with pytest.raises(ImpactRefusedError, match="is locked"):
        lock_report(report=report, viewer=manager, at=LATER)
    with pytest.raises(ImpactRefusedError, match="is locked"):
        make_story(report, people[0])
    assert ImpactRow.objects.filter(report=report, kind="supported").count() == 12


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"title": "  "}, "title"),
        ({"from_date": DAY, "to_date": JANUARY}, "to_date"),
        ({"to_date": DAY + timedelta(days=1)}, "to_date"),
        ({"from_date": date(2019, 1, 1)}, "to_date"),
    ],
)
def test_a_period_that_cannot_be_is_refused_at_its_field(saltmarsh, changed, field):
    with pytest.raises(ImpactRefusedError) as refused:
        make_january(saltmarsh, **changed)

    assert refused.value.field == field
    assert not ImpactReport.objects.exists()


def test_the_database_itself_refuses_a_locked_report_without_its_counts(report):
    with pytest.raises(IntegrityError, match="impact_locked_keeps_what_it_counted"), transaction.atomic():
        ImpactReport.objects.filter(pk=report.pk).update(state="locked", locked_at=MORNING)
    with pytest.raises(IntegrityError, match="impact_period_is_in_order"), transaction.atomic():
        ImpactReport.objects.filter(pk=report.pk).update(to_date=date(2025, 12, 31))


def test_a_commissioner_sees_locked_reports_alone_with_small_numbers_hidden(report, manager, commissioner):
    assert list(list_reports(commissioner)) == []
    with pytest.raises(ImpactNotFoundError):
        find_impact(commissioner, report, LATER)

    lock_report(report=report, viewer=manager, at=LATER)
    found = find_impact(commissioner, report, LATER)

    assert not found.is_whole
    assert str(found.figures["supported"]) == "12"
    for name in ("completed", "progressed", "apart", "permanent", "numeracy", "joined", "in_3"):
        assert str(found.figures[name]) == "c", name
    with pytest.raises(RowsShutError):
        list_rows(commissioner, report, MEASURE_OF["supported"], LATER)
    with pytest.raises(ImpactNotFoundError):
        find_differences(commissioner, report, LATER)
    assert (list(list_stories(commissioner, report)), list_releases(commissioner, report)) == ([], [])


def test_nobody_else_sees_anything(report, manager, saltmarsh, stranger, farbank):
    locked = lock_report(report=report, viewer=manager, at=LATER)
    others = [make_viewer(saltmarsh, role) for role in ("adviser", "school_lead", "tracking_officer", "specialist")]
    for viewer in (stranger, make_viewer(farbank, "manager"), *others):
        assert list(list_reports(viewer)) == []
        for ask in (
            lambda viewer=viewer: get_report(viewer, locked.pk),
            lambda viewer=viewer: find_impact(viewer, locked, LATER),
            lambda viewer=viewer: find_differences(viewer, locked, LATER),
            lambda viewer=viewer: list_rows(viewer, locked, MEASURE_OF["supported"], LATER),
            lambda viewer=viewer: get_story(viewer, locked, 1),
            lambda viewer=viewer: get_release(viewer, locked, 1),
        ):
            with pytest.raises(ImpactNotFoundError):
                ask()
        assert list(told_stories(viewer, locked, for_everybody=True)) == []
    for viewer in (stranger, *others):
        with pytest.raises(ImpactNotFoundError):
            find_impact_of(viewer, JANUARY, DAY, LATER)


def test_a_number_opens_to_its_rows_for_whoever_may_see_them(report, manager, data_lead, people):
    rows = list_rows(manager, report, MEASURE_OF["interventions"], LATER)

    assert len(rows) == 24
    assert {each.public_id for each in rows} == {person.public_id for person in people[:12]}
    assert [each.on for each in rows] == [date(2026, 1, 12)] * 12 + [DAY] * 12
    assert all(each.name for each in rows)
    # The data lead makes reports and sees care facts, but has no leave for the Charter's or a programme's people.
    assert len(list_rows(data_lead, report, MEASURE_OF["supported"], LATER)) == 12
    for name in ("registered", "joined", "people"):
        with pytest.raises(RowsShutError):
            list_rows(data_lead, report, MEASURE_OF[name], LATER)


def test_the_rows_of_a_locked_report_name_people_as_they_are_joined_now(report, manager, people):
    lock_report(report=report, viewer=manager, at=LATER)
    merge_people(person=people[1], same_as=people[0], reason="the same", by=SETUP, at=LATER + timedelta(minutes=1))

    rows = list_rows(manager, ImpactReport.objects.get(pk=report.pk), MEASURE_OF["registered"], LATER)

    assert [each.public_id for each in rows].count(people[0].public_id) == 2
    assert len(rows) == 6


def test_queries_do_not_grow_with_the_rows(saltmarsh, report, manager, worker):
    def many() -> int:
        with CaptureQueriesContext(
            connection,
        ) as few:
            list_rows(manager, report, MEASURE_OF["interventions"], LATER)
        return len(few)

    before = many()
    for person_id in make_pupils(saltmarsh, 40)[20:]:
        person = Person.objects.get(pk=person_id)
        care(person)
        reach(person, worker, MORNING)

    assert many() == before <= 30


def test_a_story_is_told_once_it_is_checked_and_until_it_is_withdrawn(report, manager, commissioner, people):
    story = make_story(report, people[0], checked=False)
    assert list(told_stories(manager, report, for_everybody=False)) == []

    check_story(story=story, by=manager.actor, at=MORNING)
    inside = write_story(
        report=report, person=people[1], told=replace(STORY, agreed_for="inside"), by=SETUP, at=MORNING
    )
    check_story(story=inside, by=SETUP, at=MORNING)
    lock_report(report=report, viewer=manager, at=LATER)

    assert [each.pk for each in find_impact(manager, report, LATER).stories] == [story.pk, inside.pk]
    assert [each.pk for each in find_impact(commissioner, report, LATER).stories] == [story.pk]
    withdraw_story(story=story, by=manager.actor, at=LATER)
    assert list(find_impact(commissioner, report, LATER).stories) == []
    with pytest.raises(ImpactRefusedError, match="withdrawn"):
        withdraw_story(story=story, by=manager.actor, at=LATER)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"title": " "}, "title"),
        ({"words": ""}, "words"),
        ({"words": "w" * 10_000}, "words"),
        ({"agreed_date": DAY + timedelta(days=1)}, "agreed_date"),
    ],
)
def test_a_story_that_cannot_be_is_refused_at_its_field(report, people, changed, field):
    with pytest.raises(ImpactRefusedError) as refused:
        write_story(report=report, person=people[0], told=replace(STORY, **changed), by=SETUP, at=MORNING)

    assert refused.value.field == field
    assert not report.stories.exists()


def test_a_story_from_right_to_left_is_kept_as_it_was_written(report, people):
    told = replace(STORY, words="وجدت دورة تحبها")

    assert write_story(report=report, person=people[0], told=told, by=SETUP, at=MORNING).words == "وجدت دورة تحبها"


def test_only_a_locked_report_is_released_and_only_with_live_stories(report, manager, people):
    story = make_story(report, people[0])
    with pytest.raises(ImpactRefusedError, match="Lock the report"):
        released(report, manager)
    lock_report(report=report, viewer=manager, at=LATER)
    with pytest.raises(ImpactRefusedError, match="who it is for"):
        release_report(
            report=report, papers=PAPERS, stories=[], to=" ", purpose="x", upper=4, by=manager.actor, by_name="",
            at=LATER,
        )  # fmt: skip
    withdraw_story(story=story, by=manager.actor, at=LATER)

    with pytest.raises(ImpactRefusedError, match="was withdrawn"):
        released(report, manager, [story])


def test_a_release_is_kept_and_handed_out_and_told_to_the_log(report, manager, people):
    story = make_story(report, people[0])
    lock_report(report=report, viewer=manager, at=LATER)
    gone = released(report, manager, [story])

    assert get_release(manager, report, gone.pk).to == "The cabinet member"
    assert people[0].public_id in Event.objects.get(kind="impact.released").persons
    assert (gone.page.size, gone.pdf.size) == (len(PAPERS.page), len(PAPERS.pdf))


def test_a_copy_with_a_withdrawn_story_is_marked_and_given_to_nobody(saltmarsh, worker, manager):
    people = make_pupils(saltmarsh, 1)
    report = make_january(saltmarsh)
    story = make_story(report, Person.objects.get(pk=people[0]))
    lock_report(report=report, viewer=manager, at=LATER)
    gone = released(report, manager, [story])
    content, file = hand_out(release_of=gone, name="page", by=manager.actor, at=LATER)
    with content:
        assert content.read() == PAPERS.page
    assert file.original_name == "impact-2026-01-01-2026-01-31.html"

    withdraw_story(story=story, by=manager.actor, at=LATER)

    assert Event.objects.filter(kind="impact.release_marked", subject=f"insight_impact_release:{gone.pk}").exists()
    with pytest.raises(ImpactRefusedError, match="was withdrawn"):
        hand_out(release_of=gone, name="page", by=manager.actor, at=LATER)


def test_words_say_where_169_would_come_from_and_that_nothing_was_frozen(report, manager):
    shown = shown_impact(find_impact(manager, report, LATER))
    said = {section.code: section for section in shown.sections}

    assert "24 is a sum: 12 supported, 6 registered with the Charter, 3 on the numeracy course and 3" in " ".join(
        said["people"].words
    )
    assert [people for _, people in said["people"].table.rows] == ["6", "6", "2", "0"]
    assert said["evaluation"].words == (NOTHING_FROZEN,)
    assert "fund" not in said
    assert shown.marking == "Not for release: small numbers are not hidden."
    assert "A draft" in " ".join(shown.told)


def test_the_benchmark_is_kept_with_its_rank_when_the_report_is_locked(saltmarsh, report, manager):
    files = [("scorecard_2026.csv", scorecard().replace(b"2031", b"2026"))]
    load_benchmark(files, organisation=saltmarsh, by=SETUP, at=MORNING)

    locked = lock_report(report=report, viewer=manager, at=LATER)
    rows = {each["measure"]: each for each in locked.beside["benchmark"]["rows"]}

    assert sorted(each["value"][:3] for each in rows.values()) == ["0.2", "3.6", "3.8"]
    assert all("of" in each["rank"] for each in rows.values())


def test_every_study_that_was_frozen_for_the_period_is_told_run_or_not(saltmarsh, manager, worker, commissioner):
    make_leavers(saltmarsh, 120, adviser=worker)
    run = make_study(saltmarsh, window_to_date=date(2026, 1, 30))
    make_study(saltmarsh, question="Another, never run?", window_to_date=date(2026, 1, 29))
    make_study(saltmarsh, question="Of a later window?")
    run_study(run, known_on=DAY, by=SETUP, at=MORNING)
    report = make_january(saltmarsh)

    shown = shown_impact(find_impact(manager, report, LATER))
    points = next(section.points for section in shown.sections if section.code == "evaluation")

    assert len(points) == 2
    assert "95% interval" in points[0]
    assert "and not run yet" in points[1]


def test_what_young_people_said_is_told_as_things_said_with_the_days_from_said_to_did(
    saltmarsh, report, manager, data_lead, worker
):
    done = make_voice(saltmarsh, worker)
    change(done)
    publish(done, data_lead, agreed_date=date(2026, 1, 21), agreed_how="The group, asked on the 21st")
    make_voice(saltmarsh, worker, sending="two", said_date=date(2026, 1, 20))
    make_voice(saltmarsh, worker, sending="before", said_date=date(2025, 12, 31))

    [said] = [each for each in shown_impact(find_impact(manager, report, LATER)).sections if each.code == "voice"]

    assert said.table is not None
    assert dict(said.table.rows) == {
        "Things said": "2",
        "Acted upon": "1",
        "Promised, and not done yet": "0",
        "Could not be done, with the reason told": "0",
        "Waiting for an answer": "1",
    }
    # Said on 5 January, done on the 19th.
    assert "within 14 days" in " ".join(said.words)
    assert said.points == ("“Text us before you ring.”",)


def test_a_quote_taken_down_after_the_report_was_locked_leaves_it(saltmarsh, report, manager, data_lead, worker):
    for name, words in (("gone", "Ring us after school."), ("stays", "Text us before you ring.")):
        entry = make_voice(saltmarsh, worker, sending=name)
        change(entry)
        publish(entry, data_lead, you_said=words, agreed_date=date(2026, 1, 21), agreed_how="The group")
        if name == "gone":
            taken = entry
    locked = lock_report(report=report, viewer=manager, at=LATER)

    do(take_down, taken, why="They asked us to")

    for to_release in (True, False):
        voice = find_impact(manager, locked, LATER, to_release=to_release).beside["voice"]
        assert (voice["quotes"], voice["said"]) == (["Text us before you ring."], 2)


def test_a_report_is_worked_out_before_other_writers_have_to_wait(report, manager, monkeypatch):
    outside = len(connection.savepoint_ids)
    inside = []

    def watched(work):
        def working(*given):
            inside.append(len(connection.savepoint_ids) - outside)
            return work(*given)

        return working

    for name, work in (("gathered", gathered), ("beside_of", beside_of)):
        monkeypatch.setattr(impact_actions, name, watched(work))
    lock_report(report=report, viewer=manager, at=LATER)

    assert inside == [0, 0]


def test_nothing_is_handed_out_that_was_not_made(report, manager):
    lock_report(report=report, viewer=manager, at=LATER)
    gone = release_report(
        report=report, papers=replace(PAPERS, pdf=None), stories=[], to="All", purpose="Reading", upper=4,
        by=manager.actor, by_name=manager.name, at=LATER,
    )  # fmt: skip

    with pytest.raises(ImpactRefusedError, match="No PDF was made"):
        hand_out(release_of=gone, name="pdf", by=manager.actor, at=LATER)
