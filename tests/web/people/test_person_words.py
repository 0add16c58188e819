"""The person page's words, without a page."""

from datetime import UTC, date, datetime

import pytest

from towpath.clock import LONDON
from towpath.contact.queries import LastContact
from towpath.people.queries import AddressRecord
from towpath.risk.queries import AssessmentRecord
from towpath.rules.cohort import ReasonHeld
from towpath.rules.spells import Standing
from towpath.standards import Group, load_standards
from towpath.tracking.queries import StatusRecord, TimelineEntry
from towpath.web.parts import Tag
from towpath.web.people.forms import SUBGROUPS, activity_groups
from towpath.web.people.history import next_words, spell_words
from towpath.web.people.presenters import (
    address_in_short,
    address_lines,
    contact_facts,
    doing_facts,
    due_tag,
    due_words,
    duty_facts,
    held_words,
    risk_facts,
    year_group_words,
)
from towpath.web.people.telling import happened_at
from towpath.web.people.words import activity_words, came_from, counts_as, return_value_words, told_by

DAY = date(2026, 1, 31)


def status(group: Group, **more: object) -> StatusRecord:
    """Return a status that is current unless told otherwise."""
    return StatusRecord(**{"person_id": 1, "group": group, "standing": Standing.CURRENT} | more)  # type: ignore[arg-type]


def entry(**more: object) -> TimelineEntry:
    """Return a statement that speaks from September."""
    whole: dict[str, object] = {
        "statement_id": 1, "code": "230", "label": "Further education, full time", "group": Group.EET,
        "provider_name": "", "start_date": date(2025, 9, 1), "end_date": None, "verified_date": None,
        "lapses_date": None, "from_date": date(2025, 9, 1), "to_date": date(2026, 8, 31), "how": "seen",
        "recorded_at": datetime(2025, 9, 9, tzinfo=LONDON), "withdrawn_at": None,
    }  # fmt: skip
    return TimelineEntry(**(whole | more))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("due", "words", "box"),
    [
        (date(2026, 1, 30), "overdue since 30 Jan 2026", Tag("Overdue", "red")),
        (date(2026, 1, 31), "today", Tag("Today", "blue")),
        (date(2026, 2, 1), "1 Feb 2026", Tag("1 Feb 2026", "grey")),
        (None, "no date", Tag("No date", "grey")),
    ],
)
def test_what_is_due_says_so_in_words_and_not_by_colour_alone(due: date | None, words: str, box: Tag) -> None:
    assert (due_words(due, DAY), due_tag(due, DAY)) == (words, box)


@pytest.mark.parametrize(
    ("group", "tag"),
    [
        (Group.EET, Tag("EET", "blue")),
        (Group.NEET, Tag("NEET", "orange")),
        (Group.NOT_KNOWN, Tag("Not known", "purple")),
        (Group.COMPULSORY, Tag("School age", "grey")),
        (Group.OTHER, Tag("Not counted", "grey")),
    ],
)
def test_every_group_has_its_word(group: Group, tag: Tag) -> None:
    assert counts_as(status(group), None, DAY) == tag


@pytest.mark.parametrize(
    ("born", "told", "words"),
    [
        (date(2009, 9, 1), None, "School age"),  # Year 11 until 31 August 2026.
        (date(2009, 8, 31), None, "Not known"),  # Year 12.
        (date(2009, 9, 1), status(Group.NOT_KNOWN, standing=Standing.NO_STATEMENT), "School age"),
        (date(2009, 9, 1), status(Group.NEET), "NEET"),
        (None, None, "Not known"),
    ],
)
def test_nobody_of_school_age_is_said_to_be_not_known(born: date | None, told: StatusRecord | None, words: str) -> None:
    assert counts_as(told, born, DAY).text == words


def test_a_missing_status_is_not_known() -> None:
    assert counts_as(None, None, DAY).text == "Not known"
    assert [fact.value for fact in doing_facts(None, DAY)] == ["Nobody has told us yet"]


def test_a_neet_run_is_counted_with_both_its_ends() -> None:
    # 30 and 31 January are two days.
    facts = {fact.key: fact.value for fact in doing_facts(status(Group.NEET, neet_since=date(2026, 1, 30)), DAY)}

    assert facts["NEET since"] == "30 January 2026, 2 days"


BORN = date(2008, 6, 10)
OWED = "Owed until they turn 18 on 10 June 2026, or reach level 3 before that."
# A job without training counts as EET and does not meet the duty: Education and Skills Act 2008, section 2.
MEETS, MEETS_NOT = "Meets the duty to participate.", "Does not meet the duty to participate."
NOT_KNOWN, ENDED = "Not known whether the duty is met.", "Ended when they turned 18 on 10 June 2026"
CURRENT, LAPSED = Standing.CURRENT, Standing.LAPSED
DUTY_DRAWN = (
    ("a college", Group.EET, "230", CURRENT, DAY, f"{MEETS} {OWED}"),
    ("a job without training", Group.EET, "330", CURRENT, DAY, f"{MEETS_NOT} {OWED}"),
    ("lapsed", Group.EET, "230", LAPSED, DAY, f"{NOT_KNOWN} {OWED}"),
    ("18 tomorrow", Group.EET, "230", CURRENT, date(2026, 6, 9), f"{MEETS} {OWED}"),
    ("18 today", Group.EET, "230", CURRENT, date(2026, 6, 10), ENDED),
    ("the last Friday in June", Group.COMPULSORY, "110", CURRENT, date(2024, 6, 28), ""),
    ("the day after it", Group.COMPULSORY, "110", CURRENT, date(2024, 6, 29), OWED),
)


@pytest.mark.parametrize(
    ("group", "code", "standing", "on", "words"),
    [each[1:] for each in DUTY_DRAWN],
    ids=[each[0] for each in DUTY_DRAWN],
)
def test_the_duty_is_told_apart_from_the_status(
    group: Group, code: str, standing: Standing, on: date, words: str
) -> None:
    facts = duty_facts(BORN, status(group, code=code, standing=standing), on, load_standards())

    assert [fact.value for fact in facts] == ([words] if words else [])


def test_without_a_birth_date_nothing_is_said_of_the_duty() -> None:
    assert duty_facts(None, status(Group.EET, code="230"), DAY, load_standards()) == []


def test_an_address_says_what_may_be_told_and_no_more() -> None:
    whole = AddressRecord("4 Ropewalk", "", "", "", "Saltmarsh", "", "SM1 2AB", True, "Sea View", None, None)

    assert address_lines(whole) == ["4 Ropewalk", "Saltmarsh", "SM1 2AB"]
    assert address_in_short(whole) == "4 Ropewalk, SM1 2AB"
    assert address_lines(whole.hidden()) == ["Care of: Sea View"]
    assert address_lines(None) == ["No address is recorded"]
    assert address_in_short(None) == "No address is recorded"


@pytest.mark.parametrize(
    ("born", "words"),
    [(date(2009, 8, 31), "Year 12"), (date(2009, 9, 1), "Year 11"), (date(2005, 1, 1), ""), (None, "")],
)
def test_a_year_group_is_said_only_while_there_is_one(born: date | None, words: str) -> None:
    assert year_group_words(born, DAY) == words


def test_never_reached_is_not_the_same_as_not_asked() -> None:
    assert contact_facts(None) == []
    assert contact_facts(LastContact(attempts_since=2))[0].value == "Never, as far as we know"
    assert contact_facts(LastContact(attempts_since=2))[1].value == "2 times"
    # Half past midnight in London on 1 July is still 30 June by Greenwich.
    night = datetime(2025, 6, 30, 23, 30, tzinfo=UTC)
    assert contact_facts(LastContact(reached_at=night))[0].value == date(2025, 7, 1)


def test_reasons_stand_in_a_fixed_order() -> None:
    both = frozenset({ReasonHeld.CARE_EXPERIENCED, ReasonHeld.TRACKED})

    assert held_words(both) == ["Tracked for the monthly return", "Care-experienced"]


def test_a_statement_says_on_which_days_it_speaks() -> None:
    assert spell_words(entry()) == "Known from 1 Sep 2025 to 31 Aug 2026."
    assert spell_words(entry(to_date=None)) == "Known from 1 Sep 2025, with no end."
    assert spell_words(entry(from_date=None)) == "Later news says otherwise for all its days."


def test_what_comes_next_is_said_in_each_of_its_forms() -> None:
    assert next_words("Ring", DAY) == "Next: Ring by 31 Jan 2026."
    assert next_words("", DAY) == "Nothing needed; look again on 31 Jan 2026."
    assert next_words("Ring", None) == ""


def test_a_code_of_another_time_is_shown_as_it_is() -> None:
    assert told_by("carrier pigeon") == "carrier pigeon"
    assert activity_words(entry(label="")) == "230"
    assert came_from("import:12:7") == "List number 12"
    assert came_from("") == ""


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("gender", "W", "Withheld"),
        ("ethnicity", "WBRI", "White British (WBRI)"),
        ("lead_la", "343", "Sefton (343)"),
        ("lead_la", "elsewhere", "Another council, not yet named"),
        ("send_flag", "Y", "Yes"),
        ("level_of_need", "2", "2: supported"),
        ("year_11_la", None, "Nothing is sent"),
        ("lead_la", "999", "999"),
    ],
)
def test_a_value_of_the_return_is_said_in_words(field: str, value: str | None, words: str) -> None:
    assert return_value_words(load_standards(), field, value, DAY) == words


def test_every_activity_in_force_is_offered_under_a_plain_heading_save_the_clocks_own() -> None:
    codes = load_standards().edition_on(DAY).activity_codes

    groups = activity_groups(codes.values(), DAY, school_age=False)

    offered = {code for _, choices in groups for code, _ in choices}
    assert offered == {code for code, row in codes.items() if row.in_force(DAY)} - {"810"}
    assert {words for words, _ in groups} <= set(SUBGROUPS.values())
    assert groups[-1][0] == SUBGROUPS["compulsory_age"]


def test_a_pupil_of_school_age_is_offered_school_first() -> None:
    codes = load_standards().edition_on(DAY).activity_codes.values()

    assert activity_groups(codes, DAY, school_age=True)[0][0] == SUBGROUPS["compulsory_age"]


def test_what_happened_today_happened_by_now_and_earlier_at_noon() -> None:
    at = datetime(2026, 1, 31, 9, 30, tzinfo=LONDON)

    assert happened_at(date(2026, 1, 31), at) == at
    assert happened_at(date(2026, 1, 30), at) == datetime(2026, 1, 30, 12, 0, tzinfo=LONDON)


def assessment(**more: object) -> AssessmentRecord:
    """Return what a run made of a pupil: red, with something nobody has told us."""
    whole: dict[str, object] = {
        "person_id": 1, "run_id": 1, "scheme": "oxfordshire", "as_at_date": date(2026, 1, 20),
        "known_at": datetime(2026, 1, 21, tzinfo=LONDON), "establishment_id": None, "place_kind": "on_roll",
        "year_group": 10, "points": 6, "band": "red", "band_label": "High", "possible": 8, "possible_band": "red",
        "band_words": "", "reasons": ("Attendance 84%", "Has been excluded"), "missing": ("Free school meals",),
        "to_young_person": (), "not_scored": "", "why_not": "",
    }  # fmt: skip
    return AssessmentRecord(**(whole | more))  # type: ignore[arg-type]


def test_a_score_shows_its_reasons_its_date_and_its_doubt() -> None:
    facts = {fact.key: fact.value for fact in risk_facts(assessment())}

    assert facts["Looked at"] == "20 January 2026"
    assert facts["Points"] == "6 points, up to 8 possible"
    assert facts["Because"] == "Attendance 84%; Has been excluded"
    assert facts["Nobody has told us"] == "Free school meals"


def test_a_pupil_who_could_not_be_scored_is_told_apart_from_one_without_points() -> None:
    facts = {
        fact.key: fact.value
        for fact in risk_facts(assessment(points=None, not_scored="No birth date", why_not="no_birth_date"))
    }

    assert facts["Not scored"] == "No birth date"
    assert "Points" not in facts
