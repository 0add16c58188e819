from datetime import date

import pytest

from tests.examples.drawn import UNKNOWN, day, rows, sure_day
from tests.examples.ledger import answers, contradictions, suggestions
from towpath.rules.ledger import Death, Told, contradicted, is_outranked, refusals
from towpath.rules.resolving import bears_out, is_answer, suggested
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

    against = contradicted(new, [standing], within_days=contradictions.WITHIN_DAYS, standards=load_standards())

    assert (against is standing) is (drawn["held"] == "yes")


@pytest.mark.parametrize("drawn", rows(suggestions.TABLE), ids=lambda drawn: " ".join(drawn.values()))
def test_what_to_do_about_a_contradiction_is_suggested_as_drawn(drawn: dict[str, str]) -> None:
    def side(name: str, number: int) -> Told:
        statement = Statement(
            id=number,
            code="230",
            start_date=sure_day(drawn[f"{name}_from"]),
            verified_date=sure_day(drawn[f"{name}_vouched"]),
        )
        return Told(statement=statement, how=drawn[f"{name}_by"], sender=name)

    found = suggested(side("held", 1), side("news", 2), is_taken_back=drawn["taken_back"] == "yes")

    assert found.way == drawn["way"]
    assert found.words


# What we hold started on 8 September; the news, that nobody knows, started on 21 September.
LOST = """
held_by        held_vouched  news_by        news_vouched  way
provider_list  2025-09-10    provider_list  2025-09-26    ask   # no later place to go by
young_person   2025-09-26    provider_list  2025-09-26    keep
provider_list  2025-09-10    young_person   2025-09-26    take  # the young person said that they left
"""


@pytest.mark.parametrize("drawn", rows(LOST), ids=lambda drawn: " ".join(drawn.values()))
def test_what_to_do_about_word_that_nobody_knows_is_suggested_as_drawn(drawn: dict[str, str]) -> None:
    def side(name: str, code: str, start: date) -> Told:
        statement = Statement(id=1, code=code, start_date=start, verified_date=sure_day(drawn[f"{name}_vouched"]))
        return Told(statement=statement, how=drawn[f"{name}_by"], sender=name)

    held, news = side("held", "230", date(2025, 9, 8)), side("news", "810", date(2025, 9, 21))

    assert suggested(held, news, has_lost=True).way == drawn["way"]


@pytest.mark.parametrize("drawn", rows(answers.TABLE), ids=lambda drawn: " ".join(drawn.values()))
def test_what_is_told_answers_a_conflict_as_drawn(drawn: dict[str, str]) -> None:
    on = date(2025, 11, 10)
    news = Told(
        statement=Statement(id=1, code="230", start_date=date(2025, 9, 8), verified_date=on),
        how="provider_list",
        sender="lock",
        place="Lock",
    )
    said = Statement(
        id=2,
        code=drawn["told_code"],
        start_date=sure_day(drawn["told_from"]),
        end_date=day(drawn["told_to"]),
        verified_date=sure_day(drawn["told_vouched"]),
    )
    place = "" if drawn["told_place"] == "-" else drawn["told_place"]
    told = Told(statement=said, how=drawn["told_by"], sender=drawn["told_sender"], place=place)

    assert is_answer(news, told, is_list=drawn["came_by"] == "list") is (drawn["answers"] == "yes")
    if drawn["answers"] == "yes":
        assert bears_out(news, told) is (drawn["bears_out"] == "yes")


# Two colleges of one kind (230): the place as the register numbers it, and as the list names it.
PLACES = """
held_id  held_name     news_id  news_name      held
1        Lock College  2        Lock College   yes   # two colleges of one name
1        Lock College  1        LOCK College   no
-        Lock College  -        Weir College   yes
-        Lock College  -        lock college   no
-        Lock College  2        -              no    # one gives a number, the other a name: nothing is plain
-        -             -        Weir College   no
"""


@pytest.mark.parametrize("drawn", rows(PLACES), ids=lambda drawn: " ".join(drawn.values()))
def test_one_code_in_two_places_is_a_contradiction_as_drawn(drawn: dict[str, str]) -> None:
    def side(name: str, number: int) -> Told:
        place_id, place = drawn[f"{name}_id"], drawn[f"{name}_name"]
        return Told(
            statement=Statement(id=number, code="230", start_date=date(2025, 9, 8), verified_date=date(2025, 10, 1)),
            how="provider_list",
            sender=name,
            place_id=None if place_id == UNKNOWN else int(place_id),
            place="" if place == UNKNOWN else place,
        )

    against = contradicted(side("news", 2), [side("held", 1)], within_days=14, standards=load_standards())

    assert (against is not None) is (drawn["held"] == "yes")


# On 31 January 2026, a call of 10 November stands that started on 3 November.
LATE = """
starts      ends        verified    late
2025-09-08  -           2025-10-01  yes   # a list of 1 October that comes in November
2025-09-08  -           2025-11-20  no    # newer
2025-09-08  2025-10-20  2025-10-01  no    # ended: history
2026-02-02  -           2025-10-01  no    # not started yet
"""


@pytest.mark.parametrize("drawn", rows(LATE), ids=lambda drawn: " ".join(drawn.values()))
def test_news_is_late_as_drawn(drawn: dict[str, str]) -> None:
    call = Statement(id=1, code="619", start_date=date(2025, 11, 3), verified_date=date(2025, 11, 10))
    news = Statement(
        id=2,
        code="230",
        start_date=sure_day(drawn["starts"]),
        end_date=day(drawn["ends"]),
        verified_date=sure_day(drawn["verified"]),
    )

    found = is_outranked(
        Told(statement=news, how="provider_list", sender="college"),
        [Told(statement=call, how="young_person", sender="adviser")],
        on=TODAY,
    )

    assert found is (drawn["late"] == "yes")


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

    assert contradicted(new, [later, earlier], within_days=14, standards=load_standards()) is later


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


@pytest.mark.parametrize(
    ("died", "change", "refused"),
    [
        # They died on 5 November: vouched for on the day before and on the day, and the day after.
        (date(2025, 11, 5), {"verified_date": date(2025, 11, 4)}, []),
        (date(2025, 11, 5), {"verified_date": date(2025, 11, 5)}, []),
        (date(2025, 11, 5), {"verified_date": date(2025, 11, 6)}, ["died"]),
        # Told later of what ended before.
        (date(2025, 11, 5), {"verified_date": date(2025, 12, 1), "end_date": date(2025, 10, 31)}, []),
        (date(2025, 11, 5), {"verified_date": date(2025, 12, 1), "end_date": date(2025, 11, 6)}, ["died"]),
        # A start that was to come never came.
        (date(2025, 11, 5), {"start_date": date(2025, 11, 6), "verified_date": date(2025, 11, 1)}, ["died"]),
        # Nobody knows the day, so nobody knows what was before it.
        (None, {"verified_date": date(2025, 9, 2)}, ["died"]),
    ],
)
def test_what_is_told_of_days_after_a_death_is_refused(
    died: date | None, change: dict[str, object], refused: list[str]
) -> None:
    facts: dict[str, object] = {"id": 1, "code": "230", "start_date": date(2025, 9, 1), **change}
    told = Told(statement=Statement(**facts), how="provider_list", sender="college")  # type: ignore[arg-type]

    found = refusals(told, birth_date=BORN, on=TODAY, standards=load_standards(), death=Death(died))

    assert [refusal.code for refusal in found] == refused


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
