"""An assessment in words, as far as the viewer may be told its reasons."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from towpath.access import Viewer
from towpath.risk.models import Assessment, Run
from towpath.rules.risk.factors import factor_of
from towpath.rules.risk.score import Missing, Reason, band_words, words_of_missing, words_of_reason
from towpath.rules.risk.seen import Seen, seen_of
from towpath.standards.risk import Scheme, load_scheme

HIDDEN_REASON = "Something the council knows"
NOT_SCORED = {
    "sharing_limited": "Not scored: sharing limited to name, address and date of birth.",
    "objected": "Not scored: objected.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentRecord:
    """
    What a run made of one person, in words.

    `person_id` is the record they go by now. `reasons` and `missing` have the most points first, and `to_young_person`
    says the reasons as they would be said to the person. `not_scored` is empty, or says why there are no points, and
    `why_not` is its code. For a viewer who may not be told every reason, points and bands count those that they may.
    """

    person_id: int
    run_id: int
    scheme: str
    as_at_date: date
    known_at: datetime
    establishment_id: int | None
    place_kind: str
    year_group: int
    points: int | None
    band: str
    band_label: str
    possible: int | None
    possible_band: str
    band_words: str
    reasons: tuple[str, ...]
    missing: tuple[str, ...]
    to_young_person: tuple[str, ...]
    not_scored: str
    why_not: str

    @property
    def is_sure(self) -> bool:
        """Return whether nothing unknown could move them to another band."""
        return self.band == self.possible_band


def as_record(viewer: Viewer, row: Assessment, run: Run, person_id: int, held: str = "") -> AssessmentRecord:
    """
    Return an assessment in words for somebody who may see the person.

    :param held: why nobody may be shown a score of them today, whatever the run made of them
    """
    scheme = load_scheme(run.scheme_name)
    why_not = held or row.not_scored
    seen = None if why_not else seen_by(viewer, row, scheme)
    return AssessmentRecord(
        person_id=person_id,
        run_id=run.pk,
        scheme=run.scheme_name,
        as_at_date=run.as_at_date,
        known_at=run.known_at,
        establishment_id=row.establishment_id,
        place_kind=row.place_kind,
        year_group=row.year_group,
        points=seen.points if seen else None,
        band=seen.band if seen else "",
        band_label=_label(scheme, seen.band) if seen else "",
        possible=seen.possible if seen else None,
        possible_band=seen.possible_band if seen else "",
        band_words=band_words(seen.band, seen.possible_band) if seen else "",
        reasons=_reason_words(seen, scheme) if seen else (),
        missing=tuple(map(words_of_missing, seen.missing)) if seen else (),
        to_young_person=tuple(factor_of(each.factor).to_young_person for each in seen.reasons) if seen else (),
        not_scored=NOT_SCORED[why_not] if why_not else "",
        why_not=why_not,
    )


def seen_by(viewer: Viewer, row: Assessment, scheme: Scheme) -> Seen:
    """Return what is left of what a run made of somebody, for a viewer who may not be told all of it."""
    reasons = [_reason(each) for each in row.reasons]
    missing = [Missing(**each) for each in row.missing]

    def may_know(factor: str) -> bool:
        return viewer.may(factor_of(factor).permission)

    if all(may_know(factor) for factor in scheme.factors):
        assert row.points is not None
        assert row.possible is not None
        return Seen(
            points=row.points,
            band=row.band,
            possible=row.possible,
            possible_band=row.possible_band,
            reasons=tuple(reasons),
            missing=tuple(missing),
            knows_more=False,
        )
    return seen_of(reasons, missing, scheme, may_know)


def _reason_words(seen: Seen, scheme: Scheme) -> tuple[str, ...]:
    # What is hidden comes last and once: its place or number among the others would say what it is.
    told = tuple(words_of_reason(each, scheme) for each in seen.reasons)
    return (*told, HIDDEN_REASON) if seen.knows_more else told


def _reason(kept: Mapping[str, Any]) -> Reason:
    day = kept["as_at_date"]
    return Reason(**{**kept, "as_at_date": date.fromisoformat(day) if day else None})


def _label(scheme: Scheme, code: str) -> str:
    return next((band.label for band in scheme.bands if band.code == code), "")
