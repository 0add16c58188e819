"""The borough has the published shape (DfE scorecard, Sefton, December 2024 to February 2025) and the known effect."""

import re
from collections import Counter, defaultdict
from datetime import date, timedelta
from itertools import pairwise
from statistics import mean

import pytest

from towpath.rules.dates import year_group
from towpath.rules.identifiers import is_uln, is_upn

VULNERABLE = {"110", "130", "140", "150", "160", "170", "190", "200", "210"}
HEADLINE = {"210", "220", "230", "240", "250", "270", "280", "290", "310", "320", "381", "410", "430", "460", "550"}


def on_the_day(made):
    """Return the true status rows of Years 12 and 13 on the day, each with the person's facts."""
    people = made.people()
    risk = {row["person_id"]: row for row in made.truth("risk")}
    return [
        row | risk[row["person_id"]]
        for row in made.truth("status")
        if row["month_end"] == "2026-01-31" and people[row["person_id"]]["year_group"] in ("12", "13")
    ]


def neet_percent(rows):
    return 100 * sum(row["status"] == "NEET" for row in rows) / len(rows)


def test_cohort_is_the_size_asked_for(made):
    # Twelve or so of 2,000 are in care outside the borough, so the council where they live returns them.
    assert 1970 <= len(on_the_day(made)) <= 2000


def test_neet_and_participation_are_near_the_published_rates(made):
    rows = on_the_day(made)

    assert neet_percent(rows) == pytest.approx(3.6, abs=1.0)
    assert 100 * sum(row["code"] in HEADLINE for row in rows) / len(rows) == pytest.approx(93.0, abs=1.5)


def test_groups_have_the_published_shares(made):
    rows = on_the_day(made)
    shares = {name: 100 * sum(row["sen"] == name for row in rows) / len(rows) for name in "EK"}
    vulnerable = [row for row in rows if VULNERABLE & set(row["characteristics"].split())]

    assert shares["E"] == pytest.approx(7.1, abs=0.3)
    assert shares["K"] == pytest.approx(10.8, abs=0.3)
    assert 100 * len(vulnerable) / len(rows) == pytest.approx(6.0, abs=0.4)


def test_need_raises_the_risk_as_published(made):
    rows = on_the_day(made)
    by_sen = {name: neet_percent([row for row in rows if row["sen"] == name]) for name in "NKE"}
    vulnerable = neet_percent([row for row in rows if VULNERABLE & set(row["characteristics"].split())])

    assert by_sen["N"] < by_sen["K"] < by_sen["E"] < vulnerable
    assert by_sen["N"] == pytest.approx(2.7, abs=1.2)
    assert vulnerable == pytest.approx(24.9, abs=9)


def test_the_service_has_lost_sight_of_very_few(made):
    people = made.people()
    held = [
        row
        for row in made.truth("recorded")
        if people[row["person_id"]]["year_group"] in ("12", "13") and people[row["person_id"]]["is_tracked"] == "Y"
    ]
    unknown = sum(row["status"] == "NOT_KNOWN" for row in held)

    assert unknown > 0
    assert 100 * unknown / len(held) < 0.8


def test_support_takes_about_twenty_five_days_away_and_the_plain_difference_hides_it(made):
    # Everybody who left in 2024: of those who left the year before only those once at risk are kept.
    leavers = [row for row in made.truth("support") if row["left_school"] == "2024"]
    supported = [row for row in leavers if row["supported"] == "Y"]
    alone = [row for row in leavers if row["supported"] == "N"]
    effect = mean(int(row["neet_days_with"]) - int(row["neet_days_without"]) for row in supported)
    plain = mean(int(row["neet_days"]) for row in supported) - mean(int(row["neet_days"]) for row in alone)

    assert effect == pytest.approx(-25, abs=10)
    assert plain > effect + 10
    assert all(row["neet_days"] == row["neet_days_with"] for row in supported)
    assert all(row["neet_days"] == row["neet_days_without"] for row in alone)


def test_the_window_is_the_six_months_that_have_passed(made):
    windows = {row["left_school"]: int(row["window_days"]) for row in made.truth("support")}

    assert windows["2023"] == 30 + 31 + 30 + 31 + 31 + 29  # 2024 is a leap year.
    assert windows["2024"] == 30 + 31 + 30 + 31 + 31 + 28
    assert windows["2025"] == 30 + 31 + 30 + 31 + 31


def test_the_supported_were_riskier(made):
    risk = {row["person_id"]: float(row["predictor"]) for row in made.truth("risk")}
    groups = defaultdict(list)
    for row in made.truth("support"):
        if row["at_risk"] == "Y":
            groups[row["supported"]].append(risk[row["person_id"]])

    assert mean(groups["Y"]) > mean(groups["N"])


def test_three_leaver_years_are_there(made):
    supported = Counter(row["left_school"] for row in made.truth("support") if row["supported"] == "Y")

    assert {"2023", "2024", "2025"} <= set(supported)


def test_each_course_of_life_has_no_gap_and_no_overlap(made):
    lives = defaultdict(list)
    for row in made.truth("spells"):
        lives[row["person_id"]].append(row)

    for spells in lives.values():
        assert spells[-1]["end_date"] == "" or spells[-1]["end_date"] >= "2026-01-31"
        for earlier, later in pairwise(spells):
            day_after = date.fromisoformat(earlier["end_date"]) + timedelta(days=1)
            assert day_after.isoformat() == later["start_date"]


def test_nobody_tells_of_a_spell_outside_it(made):
    spells = defaultdict(list)
    for row in made.truth("spells"):
        spells[row["person_id"], row["code"]].append((row["start_date"], row["end_date"] or "9999"))

    for told in made.truth("confirmations"):
        assert any(start <= told["date"] <= end for start, end in spells[told["person_id"], told["code"]]), told


def test_identifiers_are_sound_and_belong_to_one_person(made):
    people = made.people().values()
    upns = [row["upn"] for row in people]
    ulns = [row["uln"] for row in people if row["uln"]]

    assert all(is_upn(upn) for upn in upns)
    assert all(is_uln(uln) for uln in ulns)
    assert len(set(upns)) == len(upns)
    assert len(set(ulns)) == len(ulns)
    assert not {row["former_upn"] for row in people if row["former_upn"]} & set(upns)


def test_year_groups_fit_birth_dates(made):
    for row in made.people().values():
        assert year_group(date.fromisoformat(row["birth_date"]), date(2026, 1, 31)) == int(row["year_group"])


def test_twins_siblings_and_shared_addresses_are_there(made):
    people = made.people()
    twins = [row for row in people.values() if row["twin_of"]]
    households = Counter(row["household"] for row in people.values())
    placed = Counter(row["address"] for row in people.values() if row["is_placed"] == "Y")

    assert len(twins) >= 10
    assert all(people[row["twin_of"]]["birth_date"] == row["birth_date"] for row in twins)
    assert sum(size > 1 for size in households.values()) > 500
    assert max(placed.values()) > 1


def test_the_people_a_plain_borough_would_forget_are_there(made):
    people = list(made.people().values())
    facts = made.truth("risk")
    codes = Counter(code for row in facts for code in row["characteristics"].split())

    assert {"home", "outside", "independent"} <= {row["schooling"] for row in people}
    assert {"110", "130", "140", "160", "170", "200", "210"} <= set(codes)
    assert any(row["is_protected"] == "Y" for row in people)
    assert any(row["is_newcomer"] == "Y" for row in people)
    assert any(row["is_placed"] == "Y" and row["is_resident"] == "N" for row in people)
    assert any(row["held_for"] == "plan" and int(row["year_group"]) >= 20 for row in people)
    assert any(row["sharing_limited"] == "Y" for row in people)


def test_names_have_what_names_have(made):
    names = " ".join(row["legal_given_name"] + " " + row["legal_family_name"] for row in made.people().values())

    assert all(mark in names for mark in "'-éłț")
    assert len({row["legal_given_name"] for row in made.people().values()}) > 300
    assert len({row["legal_family_name"] for row in made.people().values()}) > 400


def test_no_letter_and_no_call_can_reach_anybody(made):
    # SB and LB are the letters of no postal area; the numbers are in the ranges Ofcom keeps for drama.
    drama = re.compile(r"(01632 960|011[345678] 496 0|01[23456]1 496 0|0191 498 0|020 7946 0|03069 990|07700 900)\d{3}")
    roll = (made.out / "inbox/dunebeck-school/roll-2026-01.csv").read_bytes().decode("utf-8", "replace")
    phones = set(re.findall(r"\b0\d{2,5} [\d ]+\b", roll))

    assert {row["postcode"][:2] for row in made.people().values()} == {"SB", "LB"}
    assert phones
    assert all(drama.fullmatch(phone) for phone in phones)
