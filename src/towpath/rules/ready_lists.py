"""
Ready lists: on which lists of work one person stands on a day, and since when. `worth` says what settling it changes.

A person may stand on several. A list is one row of `READY_LISTS`: what to do with it, whose it is until a council says
otherwise, where in practice it comes from, and the rule that puts somebody on it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from towpath.rules.access import ADVISER, DATA_LEAD, MANAGER, SPECIALIST, TRACKING_OFFICER
from towpath.rules.cohort import MEASURED_ACADEMIC_AGES, is_measured, is_of_school_age
from towpath.rules.custody import IN_CUSTODY, release_review
from towpath.rules.dates import (
    academic_age,
    academic_year,
    academic_year_end,
    academic_year_start,
    add_months,
    birthday,
)
from towpath.rules.duty import DutyState, duty_on
from towpath.rules.silence import silent_since
from towpath.rules.spells import Standing
from towpath.standards import Group

AGREED = ("615", "616")
WITHOUT_TRAINING = ("330", "340", "350", "360")
NO_ADDRESS, REFUSED = "820", "830"
TURNING_18_DAYS = 30
AGEING_OUT_MONTHS = 3
PLAN_ENDED_DAYS = 92
SEASON_OF_LISTS = (9, 12)
"""The months in which colleges' and sixth forms' lists are due and somebody on none of them stands out."""
SEASON_OF_GUARANTEE = (6, 10)
"""The cohort is frozen at the end of May and the September Guarantee closes at the end of October."""
YEAR_11, YEAR_12 = 15, 16
OF_SCHOOL_AGE = frozenset({"no_guarantee", "two_lists", "post_came_back", "plan_ended", "in_custody"})
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """
    What decides on which lists one person stands. None is not known.

    `is_listed` says whether a school's or provider's list received since 1 September names them, and is None where
    nobody asked. `reached_date` is when they themselves were last reached, `contacted_date` when they or their family
    were. `asked_to_stop_date` is when they last refused or asked to be left alone. `has_guarantee` is asked of the
    September that this year's season ends in.
    """

    birth_date: date
    is_tracked: bool
    group: Group
    standing: Standing
    code: str = ""
    start_date: date | None = None
    verified_date: date | None = None
    review_date: date | None = None
    expected_end_date: date | None = None
    lapses_date: date | None = None
    reached_date: date | None = None
    contacted_date: date | None = None
    asked_to_stop_date: date | None = None
    has_working_route: bool = True
    post_came_back_date: date | None = None
    is_listed: bool | None = None
    disagreeing_since: date | None = None
    has_guarantee: bool = False
    has_level_of_need: bool = True
    has_ehc_plan: bool = False
    plan_ended_date: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What a council has set: days and months of the lists that have any."""

    lapsing_days: int = 30
    neet_days: int = 30
    silent_months: int = 4
    retry_months: int = 3


_Since = Callable[[Situation, date, Choices], date | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadyList:
    """
    One list of work. `to_do` is what to do with it, and `source` where in practice it comes from.

    `settles` says that whoever works it through settles what people are doing, so that the published rate moves.
    `since` gives the day from which somebody has stood on it, or nothing; the longest standing comes first. `is_rung`
    says that ringing is a way to work it through.
    """

    code: str
    words: str
    to_do: str
    owner: str
    settles: bool
    source: str
    since: _Since
    is_rung: bool = True


def _not_known(years: int) -> _Since:
    def since(one: Situation, on: date, chosen: Choices) -> date | None:
        del chosen
        if one.group is not Group.NOT_KNOWN or academic_age(one.birth_date, on) != years:
            return None
        return unknown_since(one, on)

    return since


def unknown_since(one: Situation, on: date) -> date:
    """
    Return since when somebody who is not known has been so.

    Somebody nobody ever spoke of has waited all the year at least, and comes before those lately lost.
    """
    if one.standing is Standing.LAPSED and one.lapses_date:
        return one.lapses_date + ONE_DAY
    return one.verified_date or one.start_date or academic_year_start(academic_year(on))


def _lapsed(one: Situation, on: date, chosen: Choices) -> date | None:
    del chosen
    has_run_out = one.standing in (Standing.LAPSED, Standing.ENDED)
    return unknown_since(one, on) if one.group is Group.NOT_KNOWN and has_run_out else None


def _never_known(one: Situation, on: date, chosen: Choices) -> date | None:
    del chosen
    return unknown_since(one, on) if one.standing is Standing.NO_STATEMENT else None


def _told(code: str) -> _Since:
    def since(one: Situation, on: date, chosen: Choices) -> date | None:
        del chosen
        return unknown_since(one, on) if one.standing is Standing.CURRENT and one.code == code else None

    return since


def _lapsing(one: Situation, on: date, chosen: Choices) -> date | None:
    is_current = one.standing is Standing.CURRENT and one.lapses_date is not None
    soon = on + timedelta(days=chosen.lapsing_days)
    return one.lapses_date if is_current and one.lapses_date and one.lapses_date <= soon else None


def _passed(day: date | None, on: date) -> date | None:
    return day if day is not None and day < on else None


def _review_passed(one: Situation, on: date, chosen: Choices) -> date | None:
    del chosen
    is_ours = one.standing is Standing.CURRENT and one.code not in (*AGREED, *IN_CUSTODY)
    return _passed(one.review_date, on) if is_ours else None


def _start_passed(one: Situation, on: date, chosen: Choices) -> date | None:
    del chosen
    return _passed(one.review_date, on) if one.standing is Standing.CURRENT and one.code in AGREED else None


def _end_passed(one: Situation, on: date, chosen: Choices) -> date | None:
    del chosen
    return _passed(one.expected_end_date, on) if one.standing is not Standing.ENDED else None


def _neet_silent(one: Situation, on: date, chosen: Choices) -> date | None:
    return silent_since(
        one.group, reached_date=one.reached_date, verified_date=one.verified_date, on=on, quiet_days=chosen.neet_days
    )


def _nobody_contacted(one: Situation, on: date, chosen: Choices) -> date | None:
    """Return since when nobody talked to somebody NEET or not known, or to their family; `date.min` is never."""
    if one.group not in (Group.NEET, Group.NOT_KNOWN):
        return None
    heard = max(filter(None, (one.contacted_date, one.reached_date)), default=date.min)
    return heard if heard < add_months(on, -chosen.silent_months) else None


def _without_training(one: Situation, on: date, chosen: Choices) -> date | None:
    """Return since when somebody has had such a job, while the duty to participate is theirs."""
    del chosen
    is_owed = duty_on(one.birth_date, on).state is DutyState.OWED
    is_so = is_owed and one.standing is Standing.CURRENT and one.code in WITHOUT_TRAINING
    return (one.start_date or one.verified_date) if is_so else None


def _refusal_due(one: Situation, on: date, chosen: Choices) -> date | None:
    """Return the day on which somebody who refused may be asked again; a code that says so counts from its day."""
    said = one.asked_to_stop_date
    if one.code == REFUSED and one.standing is Standing.CURRENT:
        said = max(filter(None, (said, one.verified_date, one.start_date)), default=None)
    if said is None or one.group is not Group.NOT_KNOWN:
        return None
    again = add_months(said, chosen.retry_months)
    return again if again <= on else None


def _no_route(one: Situation, on: date, chosen: Choices) -> date | None:
    del chosen
    return None if one.has_working_route else one.reached_date or academic_year_start(academic_year(on))


def _post_came_back(one: Situation, on: date, chosen: Choices) -> date | None:
    del on, chosen
    return one.post_came_back_date


def _on_no_list(one: Situation, on: date, chosen: Choices) -> date | None:
    del chosen
    first, last = SEASON_OF_LISTS
    is_asked = first <= on.month <= last and is_measured(one.birth_date, on)
    return academic_year_start(academic_year(on)) if is_asked and one.is_listed is False else None


def _disagreeing(one: Situation, on: date, chosen: Choices) -> date | None:
    del on, chosen
    return one.disagreeing_since


def guarantee_year(on: date) -> int:
    """Return the September that the season of the guarantee on this day is about: the one of its calendar year."""
    return on.year


def guarantee_year_group(birth_date: date, on: date) -> int | None:
    """
    Return the year group, 11 or 12, in which somebody was in the summer of a guarantee, or None for neither.

    In September and October they have gone up a year since, and the guarantee is still that of the summer.
    """
    before = academic_year_start(guarantee_year(on)) - ONE_DAY
    return {YEAR_11: 11, YEAR_12: 12}.get(academic_age(birth_date, before))


def _no_guarantee(one: Situation, on: date, chosen: Choices) -> date | None:
    del chosen
    first, last = SEASON_OF_GUARANTEE
    is_asked = first <= on.month <= last and guarantee_year_group(one.birth_date, on) is not None
    return date(on.year, first, 1) if is_asked and not one.has_guarantee else None


def _no_level_of_need(one: Situation, on: date, chosen: Choices) -> date | None:
    del chosen
    is_asked = one.group in (Group.NEET, Group.NOT_KNOWN) and not one.has_level_of_need
    return unknown_since(one, on) if is_asked else None


def _ageing_out(one: Situation, on: date, chosen: Choices) -> date | None:
    del chosen
    end = academic_year_end(on)
    is_last_year = academic_age(one.birth_date, on) == max(MEASURED_ACADEMIC_AGES) and not one.has_ehc_plan
    return end if is_last_year and on > add_months(end, -AGEING_OUT_MONTHS) else None


def _turning_18(one: Situation, on: date, chosen: Choices) -> date | None:
    del chosen
    day = birthday(one.birth_date, 18)
    return day if on <= day <= on + timedelta(days=TURNING_18_DAYS) else None


def _plan_ended(one: Situation, on: date, chosen: Choices) -> date | None:
    del chosen
    day = one.plan_ended_date
    return day if day and not one.has_ehc_plan and day < on <= day + timedelta(days=PLAN_ENDED_DAYS) else None


def _in_custody(one: Situation, on: date, chosen: Choices) -> date | None:
    """Return since when somebody in custody asks to be looked at; one that lapsed asks all the more."""
    del chosen
    return release_review(one.code, one.review_date, one.start_date, on)


_PRACTICE = "docs/published-facts.md, What practice asks"

READY_LISTS: tuple[ReadyList, ...] = (
    ReadyList(
        code="not_known_16",
        words="Not known, Year 12",
        to_do="Find them. Look on college and sixth-form lists first, then ring.",
        owner=TRACKING_OFFICER,
        settles=True,
        source=_PRACTICE,
        since=_not_known(16),
    ),
    ReadyList(
        code="not_known_17",
        words="Not known, Year 13",
        to_do="Find them. Most were known last year: start from what they were doing then.",
        owner=TRACKING_OFFICER,
        settles=True,
        source=_PRACTICE,
        since=_not_known(17),
    ),
    ReadyList(
        code="lapsed",
        words="Lapsed or ended",
        to_do="We knew once. Ask whoever told us, or them, whether it still holds.",
        owner=TRACKING_OFFICER,
        settles=True,
        source=_PRACTICE,
        since=_lapsed,
    ),
    ReadyList(
        code="never_known",
        words="Never known",
        to_do="Nobody has ever told us. Ask the school they left, and the council they came from.",
        owner=TRACKING_OFFICER,
        settles=True,
        source=_PRACTICE,
        since=_never_known,
    ),
    ReadyList(
        code="cannot_be_contacted",
        words="Cannot be contacted",
        to_do="They have no current address. Ask partner services, then the neighbouring councils.",
        owner=TRACKING_OFFICER,
        settles=True,
        source=_PRACTICE,
        since=_told(NO_ADDRESS),
    ),
    ReadyList(
        code="refused",
        words="Refused to say",
        to_do="Leave them be until they are due to be asked again. A college’s list may still say it.",
        owner=TRACKING_OFFICER,
        settles=True,
        source=_PRACTICE,
        since=_told(REFUSED),
    ),
    ReadyList(
        code="lapsing",
        words="Lapsing soon",
        to_do="Confirm what they do before it lapses. One call to a college may confirm many.",
        owner=TRACKING_OFFICER,
        settles=True,
        source="docs/published-facts.md, Currency",
        since=_lapsing,
    ),
    ReadyList(
        code="start_passed",
        words="Agreed start has passed",
        to_do="Ask whether they started. If they did, they are no longer NEET.",
        owner=ADVISER,
        settles=True,
        source="docs/published-facts.md, Activities (615 and 616)",
        since=_start_passed,
    ),
    ReadyList(
        code="review_passed",
        words="Review date has passed",
        to_do="Look at it again, and set the next review.",
        owner=ADVISER,
        settles=True,
        source="docs/published-facts.md, Currency",
        since=_review_passed,
    ),
    ReadyList(
        code="end_passed",
        words="Expected end has passed",
        to_do="Their course or job should have ended. Ask what comes next.",
        owner=ADVISER,
        settles=True,
        source="docs/published-facts.md, Currency",
        since=_end_passed,
    ),
    ReadyList(
        code="on_no_list",
        words="On no list since September",
        to_do="No school or college has named them this year. Ask the school they left where they went.",
        owner=TRACKING_OFFICER,
        settles=True,
        source=_PRACTICE,
        since=_on_no_list,
    ),
    ReadyList(
        code="two_lists",
        words="On two lists that disagree",
        to_do="Decide which is right, or ask them.",
        owner=TRACKING_OFFICER,
        settles=True,
        source=_PRACTICE,
        since=_disagreeing,
    ),
    ReadyList(
        code="refusal_due",
        words="Refused, due to be asked again",
        to_do="Long enough has passed. Ask once, kindly, by another way than last time.",
        owner=ADVISER,
        settles=True,
        source=_PRACTICE,
        since=_refusal_due,
    ),
    ReadyList(
        code="neet_silent",
        words="NEET and not reached lately",
        to_do="Ring them: what do they need to take a next step?",
        owner=ADVISER,
        settles=False,
        source=_PRACTICE,
        since=_neet_silent,
    ),
    ReadyList(
        code="nobody_contacted",
        words="Nobody talked to them for months",
        to_do="NEET or not known, and neither they nor their family were spoken to. Try another way.",
        owner=ADVISER,
        settles=False,
        source=_PRACTICE,
        since=_nobody_contacted,
    ),
    ReadyList(
        code="without_training",
        words="In a job without training",
        to_do="Tell them what training goes with work until 18, and offer an apprenticeship.",
        owner=ADVISER,
        settles=False,
        source="docs/published-facts.md, Duty to participate",
        since=_without_training,
    ),
    ReadyList(
        code="no_route",
        words="No way to reach them",
        to_do="No number or e-mail works. Ask the family, the school and partner services for one.",
        owner=TRACKING_OFFICER,
        settles=False,
        source=_PRACTICE,
        since=_no_route,
        is_rung=False,
    ),
    ReadyList(
        code="post_came_back",
        words="Post came back",
        to_do="They may have moved. Find the new address before anybody writes or knocks.",
        owner=TRACKING_OFFICER,
        settles=False,
        source=_PRACTICE,
        since=_post_came_back,
    ),
    ReadyList(
        code="no_guarantee",
        words="No September Guarantee status",
        to_do="Record whether they have an offer. The list closes at the end of October.",
        owner=DATA_LEAD,
        settles=False,
        source="docs/published-facts.md, Guarantee",
        since=_no_guarantee,
    ),
    ReadyList(
        code="no_level_of_need",
        words="No level of need",
        to_do="NEET or not known, and nobody has said how much help they need.",
        owner=MANAGER,
        settles=False,
        source="docs/published-facts.md, Checks and layout",
        since=_no_level_of_need,
    ),
    ReadyList(
        code="ageing_out",
        words="Leaving the cohort on 31 August",
        to_do="Say goodbye well: who helps them next?",
        owner=ADVISER,
        settles=False,
        source="docs/published-facts.md, Cohort",
        since=_ageing_out,
    ),
    ReadyList(
        code="turning_18",
        words="Turning 18 within 30 days",
        to_do="Tell them what changes at 18, and whom to ask from then.",
        owner=ADVISER,
        settles=False,
        source="docs/published-facts.md, Duty to participate",
        since=_turning_18,
    ),
    ReadyList(
        code="plan_ended",
        words="EHC plan has ended",
        to_do="Check that it ended, and plan who supports them now. Past 18 they leave the cohort.",
        owner=SPECIALIST,
        settles=False,
        source="docs/published-facts.md, Cohort",
        since=_plan_ended,
    ),
    ReadyList(
        code="in_custody",
        words="In custody, release or review near",
        to_do="Write no letters home. Ask youth justice for the release date, and plan the first weeks with them.",
        owner=SPECIALIST,
        settles=False,
        source=_PRACTICE,
        since=_in_custody,
    ),
)

LISTS_BY_CODE: Mapping[str, ReadyList] = {each.code: each for each in READY_LISTS}


def lists_of(one: Situation, on: date, chosen: Choices) -> dict[str, date]:
    """
    Return the code of each list on which somebody stands, with the day from which they have.

    Nobody stands on a list whom this council does not track, save on that of plans that ended: those leave by it.
    Whoever is still at school is not looked for, and stands on few.
    """
    found = {each.code: since for each in READY_LISTS if (since := each.since(one, on, chosen)) is not None}
    if not one.is_tracked:
        return {code: since for code, since in found.items() if code == "plan_ended"}
    if is_of_school_age(one.birth_date, on):
        return {code: since for code, since in found.items() if code in OF_SCHOOL_AGE}
    return found
