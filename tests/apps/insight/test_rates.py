"""Rates from what is stored: equal to the rule asked about each person, then and now, and small numbers hidden."""

import random
from collections import Counter
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import pairwise

import pyarrow.parquet
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.factories.cast import SETUP, make_viewer
from tests.factories.moments import DAY, MORNING
from tests.factories.people import make_pupils
from tests.rules.test_disclosure import solved
from towpath.analysis.rates import MonthRates
from towpath.insight.marts import Told, end_of, folder_of, mart_of, measured_stretches, remove_marts
from towpath.insight.measures import NOT_FOR_RELEASE, Flow, Rates, winter_averages
from towpath.insight.queries import NotForReleaseError, rates_for, released_rates_for
from towpath.insight.releases import release_rates
from towpath.organisation.actions import change_setting
from towpath.organisation.queries import standards_for
from towpath.people.actions import correct_birth_date, merge_people, set_return_fact
from towpath.people.models import Alias, Person
from towpath.people.queries import birth_dates_of, return_facts_of, visible_to
from towpath.rules.cohort import is_measured
from towpath.rules.dates import month_ends
from towpath.rules.disclosure import Sum
from towpath.rules.spells import status_on
from towpath.standards import load_standards
from towpath.tracking.actions import record_statements, withdraw_source
from towpath.tracking.models import Statement
from towpath.tracking.values import NewStatement, told_from

FIRST, LAST = date(2025, 10, 1), date(2026, 3, 1)
LATER = MORNING + timedelta(days=40)
CODES = ("210", "220", "230", "310", "330", "530", "615", "619", "660", "710", "810")


@pytest.fixture(autouse=True)
def own_var(settings, tmp_path):
    settings.VAR = tmp_path / "var"


@pytest.fixture
def borough(saltmarsh):
    """Return 60 young people with several statements each, two merged, one moved away and one of nobody's council."""
    people = make_pupils(saltmarsh, 60)
    told = random.Random(343)
    tell(saltmarsh, people, told, at=MORNING, source="import:2")
    set_fact(people[3], "cohort_status", "T", from_date=date(2025, 12, 15), at=MORNING)
    set_fact(people[4], "lead_la", "341", from_date=date(2026, 1, 1), at=MORNING)
    merge(people[5], people[6], at=MORNING)
    return people


def tell(organisation, people, told, *, at, source):
    incoming = []
    for person_id in people:
        for _ in range(told.randint(0, 3)):
            start = date(2025, 8, 1) + timedelta(days=told.randint(0, 180))
            incoming.append(
                NewStatement(
                    person_id=person_id,
                    code=told.choice(CODES),
                    start_date=start,
                    end_date=told.choice([None, None, start + timedelta(days=told.randint(0, 90))]),
                    verified_date=min(start + timedelta(days=told.randint(0, 60)), at.date()),
                    how="previous_system",
                    sender="old",
                    source=source,
                )
            )
    return record_statements(organisation=organisation, incoming=incoming, by=SETUP, at=at)


def set_fact(person_id, field, value, *, from_date, at):
    person = Person.objects.get(pk=person_id)
    set_return_fact(person=person, field=field, value=value, from_date=from_date, source="page", by=SETUP, at=at)


def merge(person_id, same_as_id, *, at):
    merge_people(
        person=Person.objects.get(pk=person_id),
        same_as=Person.objects.get(pk=same_as_id),
        by=SETUP,
        at=at,
        reason="twice",
    )


def one_by_one(viewer, organisation, *, known_at: datetime | None = None):
    """Return the counts of each month's end by asking the rule about each person: slow, and plain to follow."""
    standards = standards_for(organisation)
    counts = {}
    for end in month_ends(FIRST, LAST):
        people = [person.pk for person in visible_to(viewer, end, known_at=known_at)]
        births = birth_dates_of(organisation, people, known_at=known_at)
        facts = return_facts_of(viewer, people, end, known_at=known_at)
        groups = Counter()
        for person_id in people:
            lives_here = facts[person_id]["lead_la"].value == "343" and facts[person_id]["cohort_status"].value == "P"
            if lives_here and is_measured(births[person_id], end):
                groups[status_on(statements_of(person_id, known_at), end, standards).group.value] += 1
        counts[end] = (groups.total() - groups["OTHER"], groups["EET"], groups["NEET"])
    return counts


def statements_of(person_id, known_at):
    def is_known(since, until):
        return until is None if known_at is None else since <= known_at and (until is None or until > known_at)

    aliases = Alias.objects.filter(same_as_id=person_id)
    merged = [alias.person_id for alias in aliases if is_known(alias.made_at, alias.undone_at)]
    rows = Statement.objects.filter(person_id__in=[person_id, *merged]).order_by("pk")
    known = [row for row in rows if is_known(row.recorded_at, row.withdrawn_at)]
    return [told_from(row, number=row.pk, recorded_at=row.recorded_at).statement for row in known]


def counted(rates):
    return {month.month_end: (month.cohort, month.eet, month.neet) for month in rates.months}


def test_rates_from_the_database_equal_the_rule_asked_about_each_person(borough, saltmarsh, data_lead):
    rates = rates_for(data_lead, FIRST, LAST)

    expected = one_by_one(data_lead, saltmarsh)
    assert counted(rates) == expected
    assert len(set(expected.values())) > 3  # The months differ, so equality says something.


def test_rates_as_known_on_a_day_are_the_same_after_later_changes(borough, saltmarsh, data_lead):
    then = rates_for(data_lead, FIRST, LAST, known_on=DAY)

    later = random.Random(1)
    tell(saltmarsh, borough, later, at=LATER, source="import:3")
    withdraw_source(organisation=saltmarsh, source="import:2", by=SETUP, at=LATER)
    set_fact(borough[10], "cohort_status", "E", from_date=date(2025, 11, 1), at=LATER)
    set_fact(borough[11], "lead_la", "341", from_date=date(2025, 10, 1), at=LATER)
    merge(borough[12], borough[13], at=LATER)
    correct_birth_date(
        person=Person.objects.get(pk=borough[14]), birth_date=date(2010, 9, 1), because="birth certificate",
        source="page", by=SETUP, at=LATER, on=LATER.date(),
    )  # fmt: skip

    remove_marts(saltmarsh)
    again = rates_for(data_lead, FIRST, LAST, known_on=DAY)
    now = rates_for(data_lead, FIRST, LAST)
    assert again == then
    assert counted(then) == one_by_one(data_lead, saltmarsh, known_at=end_of(DAY))
    assert counted(now) == one_by_one(data_lead, saltmarsh)
    assert counted(now) != counted(then)


def test_a_mart_is_made_once_and_again_when_something_changes(borough, saltmarsh, django_assert_num_queries):
    made = mart_of(saltmarsh)
    with django_assert_num_queries(6):
        assert mart_of(saltmarsh) == made

    set_fact(borough[20], "cohort_status", "D", from_date=date(2026, 1, 5), at=LATER)

    assert mart_of(saltmarsh).version != made.version


def test_a_mart_has_no_names(borough, saltmarsh):
    mart = mart_of(saltmarsh)

    columns = {name for file in mart.folder.glob("*.parquet") for name in pyarrow.parquet.read_schema(file).names}
    assert columns == {
        "person_id", "id", "code", "start_date", "end_date", "verified_date", "review_date", "expected_end_date",
        "stated_lapses_date", "recorded_at", "withdrawn_at", "birth_date", "area", "from_date", "to_date",
        "status_group", "lapses_date", "statement_id",
    }  # fmt: skip
    people = pyarrow.parquet.read_table(mart.folder / "residence.parquet")["person_id"].to_pylist()
    assert set(people) <= {str(pk) for pk in Person.objects.values_list("pk", flat=True)}


def test_only_the_newest_marts_are_kept(borough, saltmarsh):
    for days in range(8):
        mart_of(saltmarsh, known_on=DAY - timedelta(days=days) if days else None)
        set_fact(borough[30], "cohort_status", "P" if days % 2 else "T", from_date=date(2025, 9, 1 + days), at=LATER)

    assert len([each for each in folder_of(saltmarsh).iterdir() if not each.name.startswith(".")]) <= 6


def test_removing_marts_leaves_none(borough, saltmarsh):
    mart_of(saltmarsh)

    remove_marts(saltmarsh)

    assert not folder_of(saltmarsh).exists()


def test_an_empty_council_has_rates_of_nobody(data_lead):
    rates = rates_for(data_lead, FIRST, LAST)

    assert [(month.cohort, month.neet_percent) for month in rates.months] == [(0, None)] * 6
    assert rates.averages[0].percent("neet") is None
    assert released_rates_for(data_lead, FIRST, LAST, DAY).months[0].neet_percent.symbol == "z"


def test_another_council_sees_only_its_own(borough, stranger):
    assert {month.cohort for month in rates_for(stranger, FIRST, LAST).months} == {0}


def test_rates_with_small_numbers_are_marked_and_only_for_those_who_may_see_people(borough, saltmarsh, data_lead):
    commissioner = make_viewer(saltmarsh, "commissioner")

    assert rates_for(data_lead, FIRST, LAST).marking == NOT_FOR_RELEASE
    with pytest.raises(NotForReleaseError):
        rates_for(commissioner, FIRST, LAST)
    assert released_rates_for(commissioner, FIRST, LAST, DAY).marking.startswith("Counts from 1 to 4 are hidden")


def test_a_council_chooses_how_much_is_hidden(borough, saltmarsh, data_lead):
    change_setting(saltmarsh, key="suppression.upper", value=9, from_date=DAY, by=SETUP, at=MORNING)

    assert released_rates_for(data_lead, FIRST, LAST, DAY).upper == 9
    assert released_rates_for(data_lead, FIRST, LAST, DAY - timedelta(days=1)).upper == 4


def test_a_later_month_first_is_refused(data_lead):
    with pytest.raises(ValueError, match="March 2026 is after October 2025"):
        rates_for(data_lead, LAST, FIRST)


def test_what_is_weakly_known_comes_with_the_figure(borough, data_lead):
    assert rates_for(data_lead, FIRST, LAST).assumptions
    assert all(each.link for each in rates_for(data_lead, FIRST, LAST).assumptions)


def test_joiners_and_leavers_make_up_the_change_in_neet(borough, data_lead):
    rates = rates_for(data_lead, FIRST, LAST)

    for before, month in zip(rates.months, rates.months[1:], strict=False):
        flows = [flow for flow in rates.flows if flow.month_end == month.month_end]
        joined = sum(flow.people for flow in flows if flow.joined)
        left = sum(flow.people for flow in flows if not flow.joined)
        assert month.neet == before.neet + joined - left
    assert {flow.joined for flow in rates.flows} == {True, False}
    assert len({flow.other for flow in rates.flows}) > 1


# ---- What is released, drawn by hand ---------------------------------------------------------------------------------


def month(number: int, *, cohort: int, eet: int, neet: int) -> MonthRates:
    [end] = month_ends(date(2025 + number // 12, number % 12 + 1, 1), date(2025 + number // 12, number % 12 + 1, 1))
    return MonthRates(month_end=end, area="343", cohort=cohort, eet=eet, neet=neet)


def rates_of(*months: MonthRates, flows: tuple[Flow, ...] = ()) -> Rates:
    return Rates(
        area="343", known_on=None, months=months, averages=tuple(winter_averages(months)), flows=flows, assumptions=(),
        edition="2026-27", standards_version="a", version="b", undated=0,
    )  # fmt: skip


DECEMBER = month(11, cohort=6000, eet=5768, neet=220)  # 12 not known
JANUARY = month(12, cohort=6010, eet=5790, neet=208)  # 12 not known
FEBRUARY = month(13, cohort=6020, eet=5800, neet=202)  # 18 not known


def test_a_winter_is_the_mean_of_counts_and_then_of_the_cohort():
    [average] = winter_averages([DECEMBER, JANUARY, FEBRUARY])

    assert average.year == 2026
    assert average.mean("neet") == 210  # (220 + 208 + 202) / 3
    assert average.percent("neet") == pytest.approx(100 * 630 / 18030)
    assert average.percent("neet", "not_known") == pytest.approx(100 * (630 + 42) / 18030)


def test_there_is_no_winter_of_two_months():
    assert list(winter_averages([JANUARY, FEBRUARY])) == []
    assert list(winter_averages([month(10, cohort=9, eet=9, neet=0), DECEMBER, JANUARY])) == []


def test_large_numbers_are_released_as_they_are():
    released = release_rates(rates_of(DECEMBER, JANUARY, FEBRUARY), upper=4)

    december, [winter] = released.months[0], released.averages
    assert [str(each) for each in (december.cohort, december.neet, december.not_known, december.combined)] == [
        "6,000", "220", "12", "232",
    ]  # fmt: skip
    assert str(december.neet_percent) == "3.7"  # 100 × 220 / 6000 = 3.66…
    assert (winter.neet.value, str(winter.neet_percent), winter.month_end) == (Decimal("210.0"), "3.5", None)


def test_a_small_not_known_hides_neet_beside_it_and_a_second_month():
    # 3 = combined 223 - NEET 220, and 3 = 45 - 24 - 18 over the winter.
    december = month(11, cohort=6000, eet=5777, neet=220)
    january = month(12, cohort=6010, eet=5778, neet=208)

    released = release_rates(rates_of(december, january, FEBRUARY), upper=4)

    shown = [[str(getattr(row, name)) for name in ("neet", "not_known", "combined")] for row in released.months]
    assert shown[0] == ["c", "c", "223"]
    assert shown.count(["c", "c", shown[1][2]]) + shown.count(["c", "c", shown[2][2]]) == 1
    assert released.months[0].neet_percent.symbol == "c"
    assert str(released.months[0].combined_percent) == "3.7"


@pytest.mark.parametrize(
    ("joined", "left", "are_hidden"), [(9, 21, False), (3, 15, True), (15, 4, True), (12, 5, False)]
)
def test_a_small_flow_hides_both_ways_because_the_change_is_shown(joined, left, are_hidden):
    flows = (
        Flow(month_end=JANUARY.month_end, joined=True, other="EET", people=joined),
        Flow(month_end=JANUARY.month_end, joined=False, other="EET", people=left),
    )
    after = month(12, cohort=6010, eet=5790, neet=220 + joined - left)

    released = release_rates(rates_of(DECEMBER, after, flows=flows), upper=4)

    january = [flow for flow in released.flows if flow.month_end == JANUARY.month_end]
    assert {flow.people.symbol == "c" for flow in january} == {are_hidden}


def test_few_who_stayed_neet_hide_who_joined_and_left():
    # NEET 20 in both months and 17 joined: 20 - 17 = 3 stayed, which nobody may work out.
    before, after = month(11, cohort=6000, eet=5960, neet=20), month(12, cohort=6000, eet=5960, neet=20)
    flows = tuple(Flow(month_end=JANUARY.month_end, joined=joined, other="EET", people=17) for joined in (True, False))

    released = release_rates(rates_of(before, after, flows=flows), upper=4)

    assert {str(flow.people) for flow in released.flows if flow.month_end == JANUARY.month_end} == {"c"}


small = st.integers(0, 12)


@settings(max_examples=60)
@given(st.lists(st.tuples(small, small, small, small, small), min_size=1, max_size=4))
def test_no_hidden_count_of_a_release_can_be_solved_from_everything_shown(drawn):
    months, flows, neet = [], [], 0
    for number, (eet, not_known, joined, left, unseen) in enumerate(drawn):
        left, neet_before = min(left, neet), neet
        neet = neet_before + joined - left if number else unseen
        cohort = 100 + eet + neet + not_known
        months.append(month(11 + number, cohort=cohort, eet=100 + eet, neet=neet))
        if number:
            flows += [
                Flow(month_end=months[-1].month_end, joined=is_joining, other="EET", people=people)
                for is_joining, people in ((True, joined), (False, left))
                if people
            ]

    released = release_rates(rates_of(*months, flows=tuple(flows)), upper=4)

    counts, sums = everything(months, flows)
    hidden = hidden_in(released) | {cell for cell in counts if cell[1] == "stayed"}
    assert told_only_large(counts, sums, hidden)


def everything(months, flows):
    """Return every count and every sum that a reader of a release could do, those who stayed NEET included."""
    counts, sums = {}, []
    for each in months:
        end = each.month_end
        values = {"cohort": each.cohort, "eet": each.eet, "neet": each.neet, "not_known": each.not_known}
        values["combined"] = each.neet + each.not_known
        counts |= {(end, name): value for name, value in values.items()}
        sums.append(Sum((end, "cohort"), ((end, "eet"), (end, "combined"))))
        sums.append(Sum((end, "combined"), ((end, "neet"), (end, "not_known"))))
    for before, each in pairwise(months):
        end = each.month_end
        joined, left = (
            sum(flow.people for flow in flows if flow.month_end == end and flow.joined is way) for way in (True, False)
        )
        counts |= {(end, "joined"): joined, (end, "left"): left, (end, "stayed"): each.neet - joined}
        sums.append(Sum((end, "neet"), ((end, "stayed"), (end, "joined"))))
        sums.append(Sum((before.month_end, "neet"), ((end, "stayed"), (end, "left"))))
    for average in winter_averages(months):
        for name in ("cohort", "eet", "neet", "not_known", "combined"):
            counts[average.year, name] = sum(counts[each.month_end, name] for each in average.months)
            sums.append(Sum((average.year, name), tuple((each.month_end, name) for each in average.months)))
    return counts, sums


def hidden_in(released):
    hidden = set()
    for row in (*released.months, *released.averages):
        key = row.month_end or row.year
        names = ("cohort", "eet", "neet", "not_known", "combined")
        hidden |= {(key, name) for name in names if getattr(row, name).symbol}
    for flow in released.flows:
        if flow.other is None and flow.people.symbol:
            hidden.add((flow.month_end, "joined" if flow.joined else "left"))
    return hidden


def told_only_large(counts, sums, hidden):
    """Return whether all that can be worked out is how many stayed, and these are many or nobody."""
    told = solved(counts, sums, hidden & set(counts))
    return all(cell[1] == "stayed" and not 1 <= counts[cell] <= 4 for cell in told)


def test_where_they_came_from_is_hidden_where_few_came():
    flows = tuple(
        Flow(month_end=JANUARY.month_end, joined=joined, other=other, people=people)
        for joined, other, people in [
            (True, "EET", 20),
            (True, "NOT_KNOWN", 2),
            (True, "OUTSIDE", 9),
            (False, "EET", 43),
        ]
    )

    released = release_rates(rates_of(DECEMBER, JANUARY, flows=flows), upper=4)

    joined = {
        flow.other: str(flow.people) for flow in released.flows if flow.joined and flow.month_end == JANUARY.month_end
    }
    assert joined == {None: "31", "EET": "20", "NOT_KNOWN": "c", "OUTSIDE": "c"}


def test_whoever_moved_away_and_back_is_measured_in_two_stretches(saltmarsh):
    standards = load_standards()
    told = [
        told_of("lead_la", "341", date(2025, 11, 1), date(2025, 11, 30)),
        told_of("cohort_status", "T", date(2026, 2, 1), date.max),
    ]

    assert measured_stretches(told, "343", standards) == [
        (date.min, date(2025, 10, 31)),
        (date(2025, 12, 1), date(2026, 1, 31)),
    ]


def test_the_record_that_leads_speaks_before_those_merged_into_it():
    merged = told_of("cohort_status", "T", date.min, date.max, is_own=False)
    own = told_of("cohort_status", "P", date.min, date.max)

    assert measured_stretches([own, merged], "343", load_standards()) == [(date.min, date.max)]
    assert measured_stretches([merged], "343", load_standards()) == []


def told_of(field, value, from_date, to_date, *, is_own=True):
    return Told(field, value, from_date, to_date, is_own)


def test_the_end_of_a_day_is_londons():
    assert end_of(date(2026, 7, 1)).isoformat() == "2026-07-01T23:59:59.999999+01:00"
    assert end_of(date(2026, 1, 31)).isoformat() == "2026-01-31T23:59:59.999999+00:00"
