"""Studies of support and what each run of them found: counts and comparisons, never a person."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from towpath.access import Viewer
from towpath.insight.comparing import FEWEST, follow
from towpath.insight.models import Study, StudyRun
from towpath.organisation.queries import settings_on
from towpath.rules.windows import DaysInWindow

COMPARED = ("supported", "others")
SIDES = (*COMPARED, "left_out")


class StudyNotFoundError(LookupError):
    """There is no study of that number that the viewer may see."""


def list_studies(viewer: Viewer) -> QuerySet[Study]:
    """Return the studies of the viewer's council, the latest first; none for a role that may not see them."""
    if not viewer.may("studies.view"):
        return Study.objects.none()
    return Study.objects.filter(organisation_id=viewer.organisation_id).order_by("-frozen_at", "-pk")


def get_study(viewer: Viewer, study_id: int) -> Study:
    """
    Return one study, with its council.

    :raises StudyNotFoundError: the viewer may see none of that number
    """
    try:
        return list_studies(viewer).select_related("organisation").get(pk=study_id)
    except Study.DoesNotExist:
        raise StudyNotFoundError(f"No study {study_id}.") from None


def list_runs_of(viewer: Viewer, study: Study) -> Sequence[StudyRun]:
    """Return every run of a study, the latest first."""
    seen = list_studies(viewer).filter(pk=study.pk)
    return list(StudyRun.objects.filter(study__in=seen).order_by("-run_at", "-pk"))


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowedRow:
    """
    One young person of a study as a run counted them. `side` is the group they are in, or "left_out" `because`.

    `points` are those of the day of comparison. `window` and `standing` are empty where they were not this council's.
    """

    person_id: int
    side: str
    because: str = ""
    points: int | None = None
    window: DaysInWindow | None = None
    standing: str = ""


def list_followed(viewer: Viewer, run: StudyRun, side: str) -> list[FollowedRow]:
    """
    Return who is on one side of a study, or left out, as known on that run's day; most days NEET first, then as first
    held.

    Nobody for a role that may not see them. Asked of the rows again, and cases keep no earlier versions: who was
    supported is as the cases stand now. `comparing.still_counts` says whether these are as many as the run counted.

    :param side: one of `SIDES`
    :raises StudyNotFoundError: the viewer may not see the study
    :raises towpath.insight.comparing.SchemeChangedError: its points are no longer those that it was frozen with
    """
    study = get_study(viewer, run.study_id)
    if not viewer.may("studies.people"):
        return []
    following = follow(study, run.known_on)
    rows = [
        FollowedRow(
            person_id=each.person_id,
            side="supported" if each.is_supported else "others",
            points=each.before.points,
            window=following.windows.get(each.person_id),
            standing=following.standing.get(each.person_id, ""),
        )
        for each in following.followed
    ]
    rows += [
        FollowedRow(person_id=person_id, side="left_out", because=because)
        for person_id, because in following.left_out.items()
    ]
    asked = [row for row in rows if row.side == side]
    return sorted(asked, key=lambda row: (-row.window.neet if row.window else 1, row.person_id))


def found_for(viewer: Viewer, run: StudyRun, on: date) -> Mapping[str, Any]:
    """
    Return what a run found, as the viewer may see it: with small numbers hidden for whoever may not see its people.

    A hidden count is None. An outcome is `hidden` whole, its counts too, where one side has few who were NEET or few
    who were not, because a share of a known number gives the few away; and where few of a side are not in it, because
    whoever knows the side can subtract.

    :param on: the day whose setting says which counts are small
    :raises StudyNotFoundError: the viewer may not see the study
    """
    study = get_study(viewer, run.study_id)
    if viewer.may("studies.people"):
        return dict(run.found)
    upper = int(settings_on(study.organisation, on)["suppression.upper"])
    few = set(range(1, max(upper, FEWEST - 1) + 1))
    totals = {side: run.found[side] for side in COMPARED}
    return {
        **run.found,
        # Where one side is of the few the other would tell them, beside what the council knows of the year.
        **(dict.fromkeys(COMPARED) if any(count in few for count in totals.values()) else {}),
        "groups": {side: _group_released(group, few) for side, group in run.found.get("groups", {}).items()},
        "left_out": {reason: None if count in few else count for reason, count in run.found["left_out"].items()},
        "outcomes": {name: _released(outcome, totals, few) for name, outcome in run.found["outcomes"].items()},
    }


def _group_released(group: Mapping[str, Any], few: set[int]) -> Mapping[str, Any] | None:
    """Return one group as it is, or None where any count of it is of the few."""
    days = group["days"]
    counts = [group["people"], *group["standing"].values(), days["in_mean"], days["with_any"], days["never_known"]]
    counts += [days["not_ours"], days["partial"], days["in_mean"] - days["with_any"]]
    return None if any(count in few for count in counts) else group


def _released(outcome: Mapping[str, Any], totals: Mapping[str, int], few: set[int]) -> Mapping[str, Any]:
    if outcome.get("too_few"):
        return {"too_few": True, "supported": None, "others": None, "designs": []}
    if any(count in few for side in COMPARED for count in _tellable(outcome, side, totals[side])):
        return {"hidden": True, "supported": None, "others": None, "designs": []}
    return outcome


def _tellable(outcome: Mapping[str, Any], side: str, total: int) -> Iterator[int]:
    """Yield every count of one side that what is shown of an outcome would tell."""
    inside, neet = outcome[side], outcome["counts"][side]
    yield from (inside, total - inside, neet, inside - neet)
