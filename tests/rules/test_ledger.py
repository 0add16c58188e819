from datetime import date

import pytest

from tests.examples.drawn import day, rows, sure_day
from tests.examples.ledger import contradictions
from towpath.rules.ledger import Told, contradicted, refusals
from towpath.rules.sources import SOURCES, Strength, can_confirm, source_of
from towpath.rules.statements import Statement
from towpath.standards import load_standards

BORN = date(2009, 5, 4)
TODAY = date(2026, 1, 31)


@pytest.mark.parametrize("drawn", rows(contradictions.TABLE), ids=lambda drawn: " ".join(drawn.values()))
def test_contradictions_are_held_as_drawn(drawn: dict[str, str]) -> None:
    standing = Told(
        statement=Statement(
            id=1,
            code=drawn["standing"],
            start_date=sure_day(drawn["stood_from"]),
            end_date=day(drawn["stood_to"]),
            verified_date=sure_day(drawn["vouched"]),
        ),
        how="young_person",
        sender="adviser",
    )
    new = Told(
        statement=Statement(
            id=2,
            code=drawn["new"],
            start_date=sure_day(drawn["starts"]),
            end_date=day(drawn["ends"]),
            verified_date=sure_day(drawn["verified"]),
        ),
        how="provider_list",
        sender="adviser" if drawn["same_sender"] == "yes" else "college",
    )

    against = contradicted(new, [standing], within_days=contradictions.WITHIN_DAYS)

    assert (against is standing) is (drawn["held"] == "yes")


def test_of_several_contradicted_the_one_that_would_speak_is_named() -> None:
    def told(number: int, verified: date) -> Told:
        statement = Statement(id=number, code="619", start_date=date(2025, 11, 1), verified_date=verified)
        return Told(statement=statement, how="young_person", sender="adviser")

    earlier, later = told(1, date(2025, 11, 5)), told(2, date(2025, 11, 9))
    new = Told(
        statement=Statement(id=3, code="230", start_date=date(2025, 9, 1), verified_date=date(2025, 11, 7)),
        how="provider_list",
        sender="college",
    )

    assert contradicted(new, [later, earlier], within_days=14) is later


@pytest.mark.parametrize(
    ("change", "refused"),
    [
        ({}, []),
        ({"code": "999"}, ["unknown_code"]),
        ({"code": "720"}, ["unknown_code"]),
        ({"end_date": date(2025, 8, 31)}, ["ends_before_start"]),
        ({"end_date": date(2025, 9, 1)}, []),
        ({"start_date": date(2013, 5, 3)}, ["before_birth"]),
        ({"start_date": date(2013, 5, 4)}, []),
        ({"verified_date": date(2026, 2, 1)}, ["verified_in_future"]),
        ({"verified_date": date(2026, 1, 31)}, []),
        ({"start_date": date(2026, 9, 1)}, []),
        ({"code": "999", "end_date": date(2025, 8, 31)}, ["unknown_code", "ends_before_start"]),
    ],
)
def test_what_may_not_be_written_is_refused_with_its_field(change: dict[str, object], refused: list[str]) -> None:
    facts: dict[str, object] = {"id": 1, "code": "230", "start_date": date(2025, 9, 1), **change}
    told = Told(statement=Statement(**facts), how="provider_list", sender="college")  # type: ignore[arg-type]

    found = list(refusals(told, birth_date=BORN, on=TODAY, standards=load_standards()))

    assert [refusal.code for refusal in found] == refused
    assert all(refusal.words.endswith(".") and refusal.field for refusal in found)


def test_a_birth_date_not_known_refuses_nothing() -> None:
    told = Told(statement=Statement(id=1, code="230", start_date=date(1990, 9, 1)), how="parent", sender="x")

    assert list(refusals(told, birth_date=None, on=TODAY, standards=load_standards())) == []


def test_hearsay_is_a_lead_and_never_a_confirmation() -> None:
    told = Told(statement=Statement(id=1, code="230", start_date=date(2025, 9, 1)), how="hearsay", sender="x")

    assert [refusal.code for refusal in refusals(told, birth_date=BORN, on=TODAY, standards=load_standards())] == [
        "cannot_confirm"
    ]


def test_only_known_sources_above_a_lead_confirm() -> None:
    assert {source.code for source in SOURCES if not can_confirm(source.code)} == {"hearsay"}
    assert not can_confirm("somebody")
    assert source_of("somebody") is None
    assert source_of("seen").strength is Strength.FIRST_HAND  # type: ignore[union-attr]
