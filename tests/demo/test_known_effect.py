"""The known effect of support can be found from what was known before it, and a plain comparison hides it."""

import csv
from statistics import mean

import pytest

from towpath.analysis.effect.designs import Design
from towpath.analysis.effect.effects import effect_of
from towpath.analysis.effect.sample import Facts, facts_of, sample_of
from towpath.demo.borough.borough import load_shape
from towpath.rules.risk.evidence import Evidence, Piece, evidence_kind
from towpath.rules.risk.score import score
from towpath.standards.risk import load_scheme

SHAPE = load_shape()["support"]
HEADINGS = {
    "SEN Status": "sen_provision",
    "FSM": "fsm_eligible",
    "AP": "alternative_provision",
    "Suspensions": "suspensions",
    "PEX": "permanently_excluded",
    "EAL": "eal",
    "Young Carer": "young_carer",
    "Pregnant": "pregnant",
    "Young Parent": "parent",
    "YOT": "youth_justice",
}


@pytest.fixture(scope="module")
def kept(made):
    """Return the rows of the list that the previous system kept, by UPN."""
    with (made.out / "kept/indicators-2023-12.csv").open(encoding="utf-8-sig", newline="") as file:
        return {row["UPN"]: row for row in csv.DictReader(file)}


@pytest.fixture(scope="module")
def leavers(made):
    """Return everybody who left in 2024, as the truth has them, with their UPN."""
    people = made.people()
    return [
        row | {"upn": people[row["person_id"]]["upn"]} for row in made.truth("support") if row["left_school"] == "2024"
    ]


def assessed(row):
    """Return what the points of the scheme make of one row."""
    pieces = {
        name: [Piece(evidence_kind(name).read(row[heading]))] for heading, name in HEADINGS.items() if row[heading]
    }
    percent = 100 * int(row["Present"]) / int(row["Possible"])
    pieces["attendance_percent"] = [Piece(evidence_kind("attendance_percent").read(f"{percent:.6f}"))]
    return score(Evidence(pieces), load_scheme(SHAPE["scheme"]))


def test_the_kept_list_speaks_of_leavers_alone_and_not_of_care(kept, leavers):
    assert set(kept) <= {row["upn"] for row in leavers}
    assert len(kept) > 0.8 * len(leavers)
    assert "In Care" not in next(iter(kept.values()))


def test_who_was_at_risk_and_supported_follows_from_the_kept_list(kept, leavers):
    for row in leavers:
        if row["upn"] in kept:
            is_at_risk = assessed(kept[row["upn"]]).points >= SHAPE["least_points"]
            assert is_at_risk == (row["at_risk"] == "Y"), row
    assert all(row["at_risk"] == "Y" for row in leavers if row["supported"] == "Y")


def test_the_interval_of_the_advised_design_holds_the_truth_and_the_plain_one_does_not(kept, leavers):
    listed = [row for row in leavers if row["upn"] in kept]
    before = [assessed(kept[row["upn"]]) for row in listed]
    supported = [row["supported"] == "Y" for row in listed]
    days = [float(row["neet_days"]) for row in listed]
    truth = mean(
        int(row["neet_days_with"]) - int(row["neet_days_without"]) for row in listed if row["supported"] == "Y"
    )
    known = [
        Facts.numbered("points", [each.points for each in before]),
        Facts.numbered("possible", [each.possible for each in before]),
        *(
            Facts.named(factor, [str(any(reason.factor == factor for reason in each.reasons)) for each in before])
            for factor in ("attendance", "ehc_plan", "sen_support", "ever_excluded", "free_school_meals")
        ),
    ]
    sample = sample_of(*facts_of(supported, days), known)

    low, high = effect_of(sample, Design.ENTROPY).estimate.ci
    plain_low, plain_high = effect_of(sample, Design.UNADJUSTED).estimate.ci

    assert low < truth < high
    assert not plain_low < truth < plain_high
