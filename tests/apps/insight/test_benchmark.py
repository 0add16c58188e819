"""Councils' published figures: loaded, ranked and shown with everything that must be quoted with them."""

from datetime import timedelta
from decimal import Decimal

import pytest

from tests.apps.insight.conftest import ENGLAND, FARBANK, SALTMARSH, scorecard
from tests.examples.drawn import rows
from tests.examples.ranks.among_councils import SEFTON
from tests.factories.cast import SETUP
from tests.factories.moments import MORNING
from towpath.audit.models import Event
from towpath.insight.actions import UnknownFileError, load_benchmark
from towpath.insight.models import BenchmarkFile, BenchmarkValue
from towpath.insight.queries import (
    AreaNotFoundError,
    NoFiguresError,
    list_benchmark_years,
    list_councils,
    list_standings,
    show_benchmark,
)
from towpath.rules.ranks import Measure

NEIGHBOURS = (
    b"la_number,la_name,region,rank,neighbour_la_number,neighbour_name,closeness\n"
    b"343,Saltmarsh,North,1,341,Farbank,Very close\n343,Saltmarsh,North,2,344,Stillwater,Close\n"
)


def load(organisation, *files, at=MORNING):
    return load_benchmark(files, organisation=organisation, by=SETUP, at=at)


@pytest.fixture
def loaded(saltmarsh):
    return load(saltmarsh, ("scorecard_2031.csv", scorecard()), ("statistical_neighbours_2031_05.csv", NEIGHBOURS))


def test_loading_says_what_it_read(loaded):
    assert (loaded.read, loaded.values, loaded.areas, loaded.years) == (5 + 2, 25 + 2, 5, (2031,))


@pytest.mark.parametrize("area", ["343", "E08999001"])
def test_a_figure_comes_with_everything_that_must_be_quoted_with_it(loaded, adviser, area, django_assert_num_queries):
    with django_assert_num_queries(4):
        shown = show_benchmark(adviser, area, Measure.NOT_KNOWN, 2031)

    assert (shown.own.value, shown.own.count, shown.own.quintile) == (Decimal("0.2"), 12, 1)
    assert shown.rank is not None
    assert (shown.rank.place, shown.rank.tied, shown.rank.of) == (1, 2, 2)  # Stillwater is suppressed.
    assert shown.england is not None
    assert shown.region is not None
    assert (shown.england.value, shown.region.value) == (Decimal("2.2"), Decimal("1.4"))
    assert shown.neighbours is not None
    assert [(each.name, each.value, each.symbol) for each in shown.neighbours.members] == [
        ("Farbank", Decimal("0.2"), ""),
        ("Stillwater", None, "c"),
    ]
    assert (shown.neighbours.is_best, shown.neighbours.dated) == (None, "2031-05")
    assert shown.source.name == "scorecard_2031.csv"
    assert shown.source.loaded_at == MORNING
    assert "Open Government Licence" in shown.source.words
    assert shown.notes == ()


def test_a_council_whose_value_is_suppressed_has_no_rank(loaded, adviser):
    shown = show_benchmark(adviser, "344", Measure.NOT_KNOWN, 2031)

    assert (shown.rank, shown.own.value, shown.own.symbol, shown.own.count) == (None, None, "c", None)


def test_the_best_of_its_neighbours_is_told(saltmarsh, adviser):
    load(saltmarsh, ("s.csv", scorecard(ENGLAND, SALTMARSH, FARBANK)), ("n.csv", NEIGHBOURS.rsplit(b"343", 1)[0]))

    assert show_benchmark(adviser, "343", Measure.COMBINED, 2031).neighbours.is_best is True
    assert show_benchmark(adviser, "343", Measure.GUARANTEE, 2031).neighbours.is_best is False


def test_the_same_file_twice_keeps_each_value_once(loaded, saltmarsh):
    load(saltmarsh, ("again.csv", scorecard()), at=MORNING + timedelta(hours=1))

    assert (BenchmarkFile.objects.count(), BenchmarkValue.objects.count()) == (2, 25)


def test_of_two_files_of_one_year_the_later_loaded_speaks(loaded, saltmarsh, adviser):
    load(
        saltmarsh,
        ("revised.csv", scorecard(SALTMARSH.replace(",0.2,", ",0.3,"), FARBANK)),
        at=MORNING + timedelta(days=1),
    )

    shown = show_benchmark(adviser, "343", Measure.NOT_KNOWN, 2031)

    assert (shown.own.value, shown.rank.place, shown.source.name) == (Decimal("0.3"), 2, "revised.csv")


def test_one_wrong_file_loads_nothing_of_any(saltmarsh):
    with pytest.raises(UnknownFileError):
        load(saltmarsh, ("s.csv", scorecard()), ("wrong.csv", b"name\nA\n"))

    assert not BenchmarkFile.objects.exists()


def test_loading_is_in_the_log(loaded):
    assert Event.objects.filter(kind="benchmark.loaded").count() == 2


def test_what_one_council_loads_no_other_sees(loaded, stranger):
    with pytest.raises(NoFiguresError, match="towpath benchmark load"):
        show_benchmark(stranger, "343", Measure.NEET, 2031)


def test_a_council_that_is_not_in_the_list_is_told_how_many_are(loaded, adviser):
    with pytest.raises(AreaNotFoundError, match="among the 3 "):
        show_benchmark(adviser, "999", Measure.NEET, 2031)


def test_a_blank_code_is_nobody(saltmarsh, adviser):
    load(saltmarsh, ("s.csv", scorecard(SALTMARSH, SALTMARSH.replace("343,E08999001,Saltmarsh", ",,LA demo"))))

    with pytest.raises(AreaNotFoundError):
        show_benchmark(adviser, "", Measure.NEET, 2031)


def test_a_row_that_is_no_council_is_told_beside_the_rank(saltmarsh, adviser):
    demo = SALTMARSH.replace("343,E08999001,Saltmarsh", ",,LA demo").replace(",93,", ",99,")
    load(saltmarsh, ("s.csv", scorecard(SALTMARSH, FARBANK, demo)))

    shown = show_benchmark(adviser, "343", Measure.PARTICIPATION, 2031)

    assert shown.rank.words == "2nd of 3"
    assert "LA demo" in shown.notes[0]
    assert "without it the rank is 1st of 2" in shown.notes[0]


def test_councils_are_listed_best_first_and_the_suppressed_last(loaded, adviser):
    lower, higher = (
        [each.name for each in list_councils(adviser, measure, 2031)]
        for measure in (Measure.COMBINED, Measure.PARTICIPATION)
    )

    assert lower == ["Saltmarsh", "Farbank", "Stillwater"]
    assert higher == ["Stillwater", "Saltmarsh", "Farbank"]


def test_a_file_beside_the_project_speaks_where_none_is_loaded(nothing_beside, adviser):
    (nothing_beside / "scorecard_2031.csv").write_bytes(scorecard())
    (nothing_beside / "scorecard_2030.csv").write_bytes(b"not what its name says")
    (nothing_beside / "notes.csv").write_bytes(b"name\n")

    shown = show_benchmark(adviser, "343", Measure.NEET, 2031)

    assert shown.rank.words == "joint 1st of 3, 2 tied"
    assert shown.source.loaded_at is None
    assert 2031 in list_benchmark_years(adviser, Measure.NEET)


def test_without_any_file_the_shipped_figures_speak_and_say_what_to_load(adviser):
    shown = show_benchmark(adviser, "343", Measure.COMBINED, 2025)

    assert (shown.own.value, shown.own.count, shown.own.quintile) == (
        Decimal("3.8"),
        231,
        2,
    )  # 3.8 × 6075 / 100 = 230.85
    assert shown.rank.words == "joint 37th of 151, 7 tied"
    assert (shown.england.value, shown.region.value) == (Decimal("5.6"), Decimal("5.7"))
    assert (len(shown.neighbours.members), shown.neighbours.is_best) == (10, True)
    assert [(group.name, group.is_best) for group in shown.groups] == [("Liverpool City Region", True)]
    assert "towpath benchmark load" in shown.notes[0]


def test_a_council_that_is_not_shipped_is_told_which_file_to_load(adviser):
    with pytest.raises(AreaNotFoundError, match="Load DfE's scorecard of that year"):
        show_benchmark(adviser, "205", Measure.NEET, 2024)


@pytest.mark.parametrize("row", rows(SEFTON), ids=lambda row: f"{row['year']} {row['measure']}")
def test_the_shipped_ranks_are_the_drawn_ones(adviser, row):
    rank = show_benchmark(adviser, "343", Measure(row["measure"]), int(row["year"])).rank

    assert (rank.place, rank.tied, rank.of) == (int(row["place"]), int(row["tied"]), int(row["of"]))


@pytest.mark.parametrize("row", rows(SEFTON), ids=lambda row: f"{row['year']} {row['measure']}")
def test_seftons_ranks_come_out_of_the_published_files(shared, monkeypatch, adviser, row):
    monkeypatch.setenv("TOWPATH_BENCHMARK_DIR", str(shared / "data" / "neet_la"))

    shown = show_benchmark(adviser, "343", Measure(row["measure"]), int(row["year"]))

    assert shown.own.value == Decimal(row["value"])
    assert (shown.rank.place, shown.rank.tied, shown.rank.of) == (int(row["place"]), int(row["tied"]), int(row["of"]))
    assert not shown.is_shipped


@pytest.mark.parametrize("year", [2021, 2022, 2023, 2024])
def test_sefton_is_the_lowest_of_its_city_region(shared, monkeypatch, adviser, year):
    monkeypatch.setenv("TOWPATH_BENCHMARK_DIR", str(shared / "data" / "neet_la"))

    shown = show_benchmark(adviser, "E08000014", Measure.COMBINED, year)

    city_region, region = shown.groups
    assert (city_region.name, len(city_region.members), city_region.is_best) == ("Liverpool City Region", 5, True)
    # Cumbria became two councils in April 2023, which the list of 2024 has.
    assert (region.name, len(region.members)) == ("North West", 22 if year < 2024 else 23)
    assert shown.neighbours.is_best is True  # In 2021 jointly with Bury, 3.5 each.
    assert shown.neighbours.dated == "2025-05"


@pytest.mark.parametrize("year", [2021, 2022, 2023, 2024])
def test_all_four_files_load_and_give_the_same_ranks(shared, saltmarsh, adviser, year):
    name = f"scorecard_{year}.csv"
    load(saltmarsh, (name, (shared / "data" / "neet_la" / name).read_bytes()))

    for row in rows(SEFTON):
        if row["year"] == str(year):
            rank = show_benchmark(adviser, "343", Measure(row["measure"]), year).rank
            assert (rank.place, rank.tied, rank.of) == (int(row["place"]), int(row["tied"]), int(row["of"]))


def test_the_councils_of_a_region_are_those_that_the_file_of_the_year_has(loaded, adviser):
    [region] = [
        group for group in show_benchmark(adviser, "343", Measure.COMBINED, 2031).groups if group.name == "North"
    ]

    assert [(each.area, each.value) for each in region.members] == [("341", Decimal("5.0"))]
    assert (region.is_best, region.rank.words, region.dated) == (True, "1st of 2", "2031")


def test_a_place_in_a_group_says_with_whom_it_is_shared(loaded, adviser):
    [region] = [
        group for group in show_benchmark(adviser, "343", Measure.NOT_KNOWN, 2031).groups if group.name == "North"
    ]

    assert region.is_best
    assert region.rank.words == "joint 1st of 2, 2 tied"
    assert region.sharing(Decimal("0.2")) == ("Farbank",)
    assert region.sharing(None) == ()


# Sefton, NEET or not known. Source: docs/published-facts.md, the scorecards of 2021 to 2025.
@pytest.mark.parametrize("measure", [Measure.COMBINED])
def test_sefton_is_lowest_of_its_city_region_each_year_and_of_its_neighbours_from_2023(
    shared, monkeypatch, adviser, measure
):
    monkeypatch.setenv("TOWPATH_BENCHMARK_DIR", str(shared / "data" / "neet_la"))

    found = {each.own.year: each for each in list_standings(adviser, "343", measure)}

    assert list(found) == [2021, 2022, 2023, 2024, 2025]
    for each in found.values():
        city_region = next(group for group in each.groups if group.name == "Liverpool City Region")
        assert city_region.is_best
        assert city_region.rank.of == 6
    for year in (2023, 2024, 2025):
        neighbours = found[year].neighbours
        assert neighbours.is_best
        assert neighbours.sharing(found[year].own.value) == ()
    assert found[2021].neighbours.sharing(found[2021].own.value) == ("Bury",)


def test_of_the_shipped_figures_the_places_of_2025_come_out_and_the_others_are_not_known(adviser):
    found = {each.own.year: each for each in list_standings(adviser, "343", Measure.COMBINED)}

    latest, earlier = found[2025], found[2024]
    assert [(group.name, group.is_best, group.rank.place) for group in latest.groups] == [
        ("Liverpool City Region", True, 1)
    ]
    assert (latest.own.quintile, latest.neighbours.is_best) == (2, True)
    assert earlier.groups[0].is_best is None
