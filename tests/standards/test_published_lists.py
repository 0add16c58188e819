from datetime import date, timedelta

import pytest

from towpath.standards import Confidence, Group, LapseFrom, Standards, StandardsError, load_standards, read_overlay
from towpath.standards.lists import resolve

STANDARDS = load_standards()
LISTS = (
    "activity_codes",
    "characteristics",
    "cohort_statuses",
    "intended_destinations",
    "guarantee_statuses",
    "ethnicities",
    "fields",
    "checks",
)


def overlay(body: str) -> Standards:
    return STANDARDS.with_corrections(read_overlay(body))


@pytest.mark.parametrize("list_name", LISTS)
def test_every_row_has_words_and_a_source(list_name: str) -> None:
    for edition in STANDARDS.editions:
        for code, row in getattr(edition, list_name).items():
            assert row.code == code
            assert row.label.strip(), f"{edition.name} {list_name} {code}"
            assert row.basis, f"{edition.name} {list_name} {code}"


def test_every_basis_is_explained(pytestconfig: pytest.Config) -> None:
    explained = (pytestconfig.rootpath / "src/towpath/standards/SOURCES.md").read_text(encoding="utf-8")
    keys = {
        key
        for edition in STANDARDS.editions
        for name in LISTS
        for row in getattr(edition, name).values()
        for key in row.basis
    }
    keys |= {key for area in STANDARDS.areas.values() for key in area.basis}

    assert {key for key in keys if f"`{key}`" not in explained} == set()


def test_editions_start_on_1_april_in_order_and_only_the_first_was_read_whole() -> None:
    editions = STANDARDS.editions

    assert [edition.name for edition in editions] == ["2019-20", "2020-21", "2026-27"]
    assert [edition.starts_on for edition in editions] == [date(2019, 4, 1), date(2020, 4, 1), date(2026, 4, 1)]
    assert [edition.read_whole for edition in editions] == [True, False, False]


@pytest.mark.parametrize(
    ("on", "name"),
    [
        (date(2011, 1, 1), "2019-20"),
        (date(2020, 3, 31), "2019-20"),
        (date(2020, 4, 1), "2020-21"),
        (date(2026, 3, 31), "2020-21"),
        (date(2026, 4, 1), "2026-27"),
    ],
)
def test_the_edition_in_force_is_the_last_to_have_started(on: date, name: str) -> None:
    assert STANDARDS.edition_on(on).name == name


def test_neet_codes_are_those_that_checks_224_and_226_use() -> None:
    neet = {code for code, row in STANDARDS.edition_on(date(2026, 1, 31)).activity_codes.items() if row.is_neet}

    assert neet == {"540", "610", "615", "616", "619", "620", "630", "640", "650", "660", "670", "680"}


def test_codes_that_need_an_expected_end_or_review_are_those_of_checks_259_and_262() -> None:
    codes = STANDARDS.edition_on(date(2026, 1, 31)).activity_codes
    ends = {code for code, row in codes.items() if row.expected_end == "required"}
    reviews = {code for code, row in codes.items() if row.review_date == "required" and row.in_force(date(2026, 1, 31))}

    assert ends == {
        code for code in codes if "110" <= code <= "150" or "210" <= code <= "290" or "410" <= code <= "460"
    }
    assert reviews == {"260", "290", "350", "616", "710"}


def test_lapse_date_is_asked_for_all_but_neet_and_not_known() -> None:
    for code, row in STANDARDS.edition_on(date(2026, 1, 31)).activity_codes.items():
        lapses = row.group not in (Group.NEET, Group.NOT_KNOWN)
        assert (row.lapse_date == "required") is lapses, code
        assert (row.terms.lapse_from is not LapseFrom.NONE) is lapses, code


def test_the_vulnerable_group_is_the_scorecards() -> None:
    characteristics = STANDARDS.edition_on(date(2026, 1, 31)).characteristics

    assert {code for code, row in characteristics.items() if row.in_vulnerable_group} == {
        "110", "130", "140", "150", "160", "170", "190", "200", "210",
    }  # fmt: skip


def test_what_2020_21_changed_is_changed_and_nothing_else() -> None:
    before, after = STANDARDS.edition_on(date(2020, 3, 31)), STANDARDS.edition_on(date(2020, 4, 1))

    assert set(after.ethnicities) - set(before.ethnicities) == {"BBRI"}
    assert set(after.checks) - set(before.checks) == {"306", "909", "SG-Y12-ON-Y11", "SG-TOO-YOUNG", "SG-TOO-OLD"}
    assert set(before.checks) - set(after.checks) == {"301"}
    assert [code for code in before.activity_codes if before.activity_codes[code] != after.activity_codes[code]] == [
        "440"
    ]


def test_a_code_is_known_by_its_own_dates() -> None:
    assert STANDARDS.activity_code("720", date(2018, 3, 31)) is not None
    assert STANDARDS.activity_code("720", date(2018, 4, 1)) is None
    assert STANDARDS.activity_code("999", date(2026, 1, 31)) is None


def test_councils_are_known_by_code_and_dates() -> None:
    cumbria, cumberland = STANDARDS.area("909", date(2023, 3, 31)), STANDARDS.area("942", date(2023, 4, 1))

    assert cumbria is not None
    assert cumbria.successors == ("942", "943")
    assert cumberland is not None
    assert STANDARDS.area("909", date(2023, 4, 1)) is None
    assert STANDARDS.area("942", date(2023, 3, 31)) is None
    assert [area.label for area in STANDARDS.areas.values() if area.ons_code == "E08000014"] == ["Sefton"]


def test_153_councils_are_open_today() -> None:
    open_now = [
        area for area in STANDARDS.areas.values() if area.kind == "local_authority" and area.in_force(date(2026, 1, 31))
    ]

    assert len(open_now) == 153


def test_low_confidence_rows_are_the_training_and_re_engagement_terms() -> None:
    low = {
        code
        for code, row in STANDARDS.edition_on(date(2026, 1, 31)).activity_codes.items()
        if row.currency_confidence is Confidence.LOW
    }

    assert low == {"410", "430", "440", "450", "460", "530"}


SIX_MONTHS = """
[[correction]]
list = "activity_codes"
code = "530"
from = 2026-04-01
to = 2027-03-31
set = { lapse_amount = 6, currency_confidence = "high" }
reason = "Read in the requirement"
source = "Page 40 of the council's copy"
"""


@pytest.mark.parametrize(
    ("on", "amount"),
    [(date(2026, 3, 31), 3), (date(2026, 4, 1), 6), (date(2027, 3, 31), 6), (date(2027, 4, 1), 3)],
)
def test_a_correction_holds_from_its_first_day_to_its_last(on: date, amount: int) -> None:
    terms = overlay(SIX_MONTHS).terms_on("530", on)

    assert terms is not None
    assert terms.amount == amount


def test_a_correction_changes_the_version_and_leaves_the_published_lists_alone() -> None:
    corrected = overlay(SIX_MONTHS)

    assert corrected.version != STANDARDS.version
    assert STANDARDS.terms_on("530", date(2026, 4, 1)).amount == 3  # type: ignore[union-attr]
    assert overlay(SIX_MONTHS).version == corrected.version
    assert STANDARDS.with_corrections(()) is STANDARDS


def test_the_terms_that_whole_populations_join_say_the_same_as_the_lists() -> None:
    corrected = overlay(SIX_MONTHS)
    stretches = list(corrected.activity_terms())
    days = [date(2015, 1, 1), *(date(2026, 3, 30) + timedelta(days=n) for n in range(370))]

    for code in ("530", "230", "720"):
        mine = [stretch for stretch in stretches if stretch.code == code]
        for on in days:
            [standing] = [s for s in mine if (s.starts_on or date.min) <= on <= (s.ends_on or date.max)]
            assert standing.terms == corrected.terms_on(code, on)
    assert len([stretch for stretch in stretches if stretch.code == "530"]) == 3
    assert len([stretch for stretch in stretches if stretch.code == "230"]) == 1


def test_a_correction_may_add_a_code() -> None:
    corrected = overlay(
        """
        [[correction]]
        list = "characteristics"
        code = "220"
        from = 2026-04-01
        add = true
        set = { label = "Electively home educated", vulnerable_group = false }
        reason = "New in 2026 to 2027"
        source = "The council's copy"
        """
    )

    assert corrected.edition_on(date(2026, 4, 1)).characteristics["220"].label == "Electively home educated"
    assert "220" not in corrected.edition_on(date(2026, 3, 31)).characteristics


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("not toml = = ", "is not TOML"),
        ("title = 'x'", "may hold [[correction]] tables only"),
        ("[[correction]]\nlist = 'activity_codes'", "lacks code, from, reason, set, source"),
        (SIX_MONTHS.replace('"activity_codes"', '"activities"'), "list is 'activities'"),
        (SIX_MONTHS.replace("2026-04-01", '"1 April"'), "'1 April' is not a date"),
        (SIX_MONTHS + "why = 'x'", "holds why"),
        (SIX_MONTHS.replace('"530"', '"531"'), "530".replace("0", "1") + ", which is not published"),
        (SIX_MONTHS.replace('code = "530"', 'code = "530"\nadd = true'), "530, which is already published"),
        (SIX_MONTHS.replace("lapse_amount = 6", 'lapse_amount = "six"'), "invalid literal"),
        (SIX_MONTHS.replace("lapse_amount = 6", 'lapse_from = "none"'), "do not go with lapse_from 'none'"),
    ],
)
def test_an_overlay_that_cannot_be_read_says_why(body: str, words: str) -> None:
    with pytest.raises(StandardsError) as refusal:
        overlay(body)

    assert words in str(refusal.value)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"code": "1", "change": "added"}, "already in the edition before"),
        ({"code": "2", "change": "withdrawn"}, "not in the edition before"),
        ({"code": "1", "change": "moved"}, "change is 'moved'"),
    ],
)
def test_a_difference_that_does_not_fit_its_edition_is_refused(change: dict[str, str], words: str) -> None:
    with pytest.raises(StandardsError) as refusal:
        resolve({"1": {"code": "1"}}, [{**change, ":line": "checks.csv line 2"}])

    assert words in str(refusal.value)


def test_a_code_both_changed_and_withdrawn_in_one_edition_is_refused() -> None:
    rows = [{"code": "1", "change": change, ":line": "checks.csv line 2"} for change in ("changed", "withdrawn")]

    with pytest.raises(StandardsError, match="stands twice in one edition"):
        resolve({"1": {"code": "1"}}, rows)


def test_a_changed_row_keeps_what_is_blank_and_empties_what_is_dashed() -> None:
    base = {"1": {"code": "1", "label": "before", "note": "old"}}

    resolved = resolve(base, [{"code": "1", "change": "changed", "label": "", "note": "-", ":line": "x line 2"}])

    assert (resolved["1"]["label"], resolved["1"]["note"]) == ("before", "")
