"""How good the records of a return are: each measure of those it applies to, yes or no."""

from dataclasses import replace
from datetime import date

import pytest

from towpath.people.return_fields import RETURN_FIELDS
from towpath.rules.returns.facts import Guarantee, ReturnAddress, ReturnFacts, Stated, ToldActivity
from towpath.rules.returns.quality import MEASURES, latest_of, quality_of
from towpath.rules.statements import Statement

ON = date(2026, 1, 31)
NOBODY_SAID = ReturnFacts(
    young_persons_id="1230000000001",
    birth_date=date(2009, 3, 15),
    known_since=date(2025, 9, 1),
    values={each.name: Stated(each.default or "", is_default=True) for each in RETURN_FIELDS},
)


def told(code="210", **dates):
    return ToldActivity(Statement(id=1, code=code, start_date=date(2025, 9, 8), **dates), date(2025, 9, 10))


def with_values(**values):
    return {"values": {**NOBODY_SAID.values, **{name: Stated(value) for name, value in values.items()}}}


def measured(facts, *, has_phone=False):
    return dict(quality_of(facts, ON, period_end=ON, has_phone=has_phone))


def test_of_somebody_of_year_12_of_whom_nothing_is_known_all_is_missing_that_applies():
    found = measured(NOBODY_SAID)

    assert set(found) == set(MEASURES) - {"review"}
    assert not any(found.values())


@pytest.mark.parametrize(
    ("measure", "known"),
    [
        ("postcode", {"address": ReturnAddress(postcode="SM1 2AB")}),
        ("postcode", {"address": ReturnAddress(is_protected=True, care_of="Lock House, SM1 1AA")}),
        ("uln", {"uln": "1000000001"}),
        ("ethnicity", with_values(ethnicity="WBRI")),
        ("send", with_values(sen_support_flag="N")),
        ("level_of_need", with_values(level_of_need="3")),
        ("year_11", with_values(year_11_la="343")),
        # In January the guarantee is of those who are now in Year 12 and 13: one in Year 12 was in Year 11.
        ("guarantee", {"guarantees": {11: Guarantee("110", "343")}}),
        ("review", {"activities": (told(review_date=ON),)}),
        ("verified_30", {"activities": (told(verified_date=date(2026, 1, 1)),)}),
        ("verified_90", {"activities": (told(verified_date=date(2025, 11, 2)),)}),
        ("verified_180", {"activities": (told(),)}),
    ],
)
def test_what_is_known_counts(measure, known):
    assert measured(replace(NOBODY_SAID, **known))[measure]


@pytest.mark.parametrize(
    ("measure", "known"),
    [
        ("postcode", {"address": ReturnAddress(is_protected=True, postcode="SM1 2AB")}),
        ("ethnicity", with_values(ethnicity="NOBT")),
        ("guarantee", {"guarantees": {11: Guarantee("159", "343")}}),
        ("review", {"activities": (told(review_date=date(2026, 1, 30)),)}),
        # Thirty days before 31 January is 1 January; the day before is too long ago.
        ("verified_30", {"activities": (told(verified_date=date(2025, 12, 31)),)}),
        ("verified_90", {"activities": (told(verified_date=date(2025, 11, 1)),)}),
        ("verified_180", {"activities": (ToldActivity(Statement(id=1, code="210", start_date=date(2026, 2, 1)), ON),)}),
    ],
)
def test_what_only_seems_known_does_not_count(measure, known):
    assert not measured(replace(NOBODY_SAID, **known))[measure]


def test_up_to_year_11_less_is_asked_and_a_phone_is_asked_of_everybody():
    young = measured(replace(NOBODY_SAID, birth_date=date(2010, 3, 15)), has_phone=True)
    with_plan = measured(replace(NOBODY_SAID, birth_date=date(2004, 3, 15)))

    assert not {"uln", "year_11", "guarantee", "verified_30"} & young.keys()
    assert young["phone"]
    assert "guarantee" not in with_plan


def test_of_two_statements_the_later_confirmed_speaks():
    old, new = told(verified_date=date(2025, 10, 1)), told("619", verified_date=date(2025, 12, 1))

    assert latest_of(replace(NOBODY_SAID, activities=(new, old)), ON) == new
    assert latest_of(NOBODY_SAID, ON) is None
