"""
Working out a study: who was supported, who was not, what was known of each before, and what each did after.

It writes nothing. The same study as known on the same day gives the same answer, but for who was supported: a case
keeps its days and no earlier version, so one brought in since with an earlier day, or closed as opened in error, counts
as it stands now.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from towpath.analysis.effect.designs import Design, NoOverlap
from towpath.analysis.effect.effects import Effect, effect_of
from towpath.analysis.effect.estimates import Estimate
from towpath.analysis.effect.sample import Facts, Sample, facts_of, sample_of
from towpath.analysis.engine import Connection, open_engine
from towpath.analysis.neet_days import NotKnown, counted, days_by_person, mean_days
from towpath.caseload.lists import OPENED_IN_ERROR
from towpath.caseload.models import Case
from towpath.insight.marts import Mart, end_of, mart_of
from towpath.insight.models import Study
from towpath.people.sameness import Sameness
from towpath.risk.gathering import gather
from towpath.risk.population import Member, population_of
from towpath.rules.dates import academic_year
from towpath.rules.risk.score import Assessment, score
from towpath.rules.windows import DaysInWindow
from towpath.standards.risk import Scheme, load_scheme

FEWEST = 10
"""With fewer on a side nothing is worked out: it would say more of chance, and of the few, than of support."""

TRACKED = """
create or replace temp table tracked as
select person_id, max(birth_date) as birth_date, nullif(max(to_date), date '9999-12-31') as left_date
from residence group by person_id
"""
STANDING = """
select residence.person_id, coalesce(spells.status_group, 'NOT_KNOWN')
from residence
left join spells
  on spells.person_id = residence.person_id
 and ? between spells.from_date and coalesce(spells.to_date, date '9999-12-31')
where ? between residence.from_date and residence.to_date
"""


class Outcome(StrEnum):
    """What is compared: days NEET in the window, and whether NEET on the day."""

    DAYS = "days"
    STATUS = "status"


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """One young person of a study: whether they were supported, and what was known of them before."""

    person_id: int
    is_supported: bool
    before: Assessment


@dataclass(frozen=True, slots=True, kw_only=True)
class Following:
    """
    Everybody of a study and what became of them, from rows: what each figure of it is counted from.

    `left_out` gives the reason of each who is in neither group. `windows` and `standing` hold those who were this
    council's then; `standing` is the group that they stood in on the day asked about.
    """

    followed: tuple[Followed, ...]
    left_out: Mapping[int, str]
    windows: Mapping[int, DaysInWindow]
    standing: Mapping[int, str]
    mart: Mart


class SchemeChangedError(RuntimeError):
    """The points that a study was frozen with are no longer the ones of that name."""


def leaving_group(leavers_year: int, on: date) -> int:
    """Return the year group on a day of those who leave Year 11 in the summer of a year."""
    return 11 - (leavers_year - 1 - academic_year(on))


def work_out_study(study: Study, known_on: date) -> tuple[Mapping[str, Any], Mart]:
    """
    Return what a study finds, as it is kept, and the mart that it rests on.

    :raises SchemeChangedError: the scheme is no longer what it was when the study was frozen
    """
    following = follow(study, known_on)
    followed = following.followed
    outcomes = {Outcome.DAYS: _days(following, study), Outcome.STATUS: _neet_or_not(following, study)}
    found = {
        "supported": sum(each.is_supported for each in followed),
        "others": sum(not each.is_supported for each in followed),
        "left_out": dict(sorted(Counter(following.left_out.values()).items())),
        "groups": {
            "supported": _as_they_are(following, study, [each for each in followed if each.is_supported]),
            "others": _as_they_are(following, study, [each for each in followed if not each.is_supported]),
        },
        "outcomes": {
            outcome.value: _compared(study, [each for each in followed if each.person_id in told], told)
            for outcome, told in outcomes.items()
        },
    }
    return found, following.mart


def follow(study: Study, known_on: date) -> Following:
    """
    Return everybody of a study with what became of them, as known at the end of a day.

    :raises SchemeChangedError: the scheme is no longer what it was when the study was frozen
    """
    scheme = load_scheme(study.scheme_name)
    if scheme.digest != study.scheme_digest:
        raise SchemeChangedError(f"The scheme {study.scheme_name} has changed since this study was frozen.")
    mart = mart_of(study.organisation, known_on=known_on)
    followed, left_out = _followed(study, scheme, known_on)
    with open_engine(threads=1) as connection:
        mart.put_into(connection)
        windows, standing = _windows(connection, study), _standing(connection, study)
    return Following(followed=tuple(followed), left_out=left_out, windows=windows, standing=standing, mart=mart)


def still_counts(found: Mapping[str, Any], side: str, because: Collection[str]) -> bool:
    """
    Return whether those who are on a side of a study now are as many as a run found.

    :param because: of each of them, why they are left out; an empty text where they are not
    """
    if side == "left_out":
        return Counter(because) == Counter(found["left_out"])
    return bool(len(because) == found[side])


def _followed(study: Study, scheme: Scheme, known_on: date) -> tuple[list[Followed], dict[int, str]]:
    """Return everybody of the study, and why each of the others was left out."""
    known_at = end_of(known_on)
    group = leaving_group(study.leavers_year, study.facts_date)
    members = population_of(study.organisation, study.facts_date, known_at, {group})
    opened = _first_cases(study, known_on)
    known = gather(members, study.facts_date, known_at)
    followed = []
    left_out: dict[int, str] = {}
    for member in members:
        first = opened.get(member.person_id)
        if why_not := known[member.person_id].not_scored:
            left_out[member.person_id] = why_not
        elif first and first <= study.facts_date:
            left_out[member.person_id] = "supported_before"
        else:
            followed.append(_one(member, first, score(known[member.person_id].evidence, scheme), study))
    return followed, left_out


def _one(member: Member, first: date | None, before: Assessment, study: Study) -> Followed:
    is_supported = first is not None and first <= study.support_to_date
    return Followed(person_id=member.person_id, is_supported=is_supported, before=before)


def _first_cases(study: Study, known_on: date) -> dict[int, date]:
    """
    Return the day on which each young person's first case was opened, by the record they go by.

    As the cases stand now: none of them says when it was written down, only on what day the work began.
    """
    sameness = Sameness.of(study.organisation, known_at=end_of(known_on))
    rows = Case.objects.filter(organisation=study.organisation, opened_date__lte=known_on)
    first: dict[int, date] = {}
    for person_id, opened in rows.exclude(closed_because=OPENED_IN_ERROR).values_list("person_id", "opened_date"):
        leader = sameness.leading(person_id)
        first[leader] = min(opened, first.get(leader, opened))
    return first


def _windows(connection: Connection, study: Study) -> dict[int, DaysInWindow]:
    connection.execute(TRACKED)
    found = days_by_person(connection, first=study.window_from_date, last=study.window_to_date)
    return {int(person_id): window for person_id, window in found}


def _standing(connection: Connection, study: Study) -> dict[int, str]:
    rows = connection.execute(STANDING, [study.status_date, study.status_date]).fetchall()
    return {int(person_id): group for person_id, group in rows}


def _days(following: Following, study: Study) -> dict[int, float]:
    """Return the days that count for each, those left out of whom no day is known where that is the rule."""
    windows = [(str(person_id), window) for person_id, window in following.windows.items()]
    people = counted(windows, NotKnown(study.not_known))
    return {int(each.person_id): float(each.counted_days) for each in people if each.counted_days is not None}


def _neet_or_not(following: Following, study: Study) -> dict[int, float]:
    """Return 1 for whoever was NEET on the day and 0 for whoever was not; who is in neither is left out."""
    counts = {"NEET": 1.0, "EET": 0.0}
    if study.not_known != NotKnown.EXCLUDE:
        counts["NOT_KNOWN"] = 1.0 if study.not_known == NotKnown.NEET else 0.0
    return {person_id: counts[group] for person_id, group in following.standing.items() if group in counts}


def _as_they_are(following: Following, study: Study, people: Iterable[Followed]) -> dict[str, Any]:
    """Return one group before anything is made alike: days in the window, standing on the day, who is in neither."""
    ids = [each.person_id for each in people]
    windows = [(str(each), following.windows[each]) for each in ids if each in following.windows]
    days = mean_days(counted(windows, NotKnown(study.not_known)))
    standing = Counter(following.standing[each] for each in ids if each in following.standing)
    elsewhere = len(ids) - standing.total()
    return {
        "people": len(ids),
        "days": {
            "in_mean": days.people_in_mean,
            "mean": days.mean_days,
            "with_any": days.people_with_any,
            "mean_any": days.mean_days_any,
            "never_known": days.people - days.people_without_days - days.people_in_mean,
            "not_ours": len(ids) - days.people + days.people_without_days,
            "partial": days.people_partial - days.people_without_days,
        },
        "standing": {
            "EET": standing["EET"],
            "NEET": standing["NEET"],
            "NOT_KNOWN": standing["NOT_KNOWN"],
            "not_counted": elsewhere + standing.total() - standing["EET"] - standing["NEET"] - standing["NOT_KNOWN"],
        },
    }


def _compared(study: Study, people: Sequence[Followed], told: Mapping[int, float]) -> dict[str, Any]:
    supported = [told[each.person_id] for each in people if each.is_supported]
    others = [told[each.person_id] for each in people if not each.is_supported]
    found: dict[str, Any] = {"supported": len(supported), "others": len(others), "designs": []}
    if min(len(supported), len(others)) < FEWEST:
        return {"too_few": True, **found}
    found["supported_mean"] = sum(supported) / len(supported)
    found["counts"] = {"supported": sum(map(bool, supported)), "others": sum(map(bool, others))}
    sample = sample_of(
        *facts_of([each.is_supported for each in people], [told[each.person_id] for each in people]),
        list(_covariates(study, people)),
    )
    found["designs"] = [_design(sample, design, float(study.caliper)) for design in Design]
    return found


def _covariates(study: Study, people: Sequence[Followed]) -> Iterator[Facts]:
    """Yield what the groups are made alike on; what is the same for everybody is passed over."""
    yield Facts.numbered("points", [each.before.points for each in people])
    yield Facts.numbered("possible", [each.before.possible for each in people])
    for factor in study.factors:
        words = [_stands(factor, each.before) for each in people]
        if len(set(words)) > 1:
            yield Facts.named(factor, words)


def _stands(factor: str, before: Assessment) -> str:
    if any(each.factor == factor for each in before.reasons):
        return "counts"
    return "not known" if any(each.factor == factor for each in before.missing) else "does not count"


def _design(sample: Sample, design: Design, caliper: float) -> dict[str, Any]:
    try:
        effect = effect_of(sample, design, caliper=caliper)
    except NoOverlap as apart:
        return {"design": design.value, "apart": list(apart.covariates)}
    return {"design": design.value, **_kept(effect)}


def _kept(effect: Effect) -> dict[str, Any]:
    return {
        **_estimate(effect.estimate),
        "adjusted": _estimate(effect.adjusted) if effect.adjusted else None,
        "treated": effect.treated,
        "controls": effect.controls,
        "ess": effect.effective_controls,
        "largest_share": effect.largest_share,
        "balance": [[each.covariate, each.smd_before, each.smd_after] for each in effect.balance],
        "warnings": list(effect.warnings),
    }


def _estimate(found: Estimate) -> dict[str, Any]:
    return {"estimate": found.estimate, "se": found.se, "ci": list(found.ci)}
