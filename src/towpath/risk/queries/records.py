"""An assessment in words, as far as the viewer may be told its reasons."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from towpath.access import Viewer
from towpath.risk.models import Assessment, Run
from towpath.rules.risk.factors import factor_of
from towpath.rules.risk.score import Missing, Reason, band_words, words_of_missing, words_of_reason
from towpath.standards.risk import Scheme, load_scheme

HIDDEN_REASON = "A reason that your role is not told: {points}"
NOT_SCORED = {"sharing_limited": "Not scored: sharing limited to name, address and date of birth."}


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentRecord:
    """
    What a run made of one person, in words.

    `person_id` is the record they go by now. `reasons` and `missing` have the most points first, and `to_young_person`
    says the reasons as they would be said to the person. `not_scored` is empty, or says why there are no points.
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

    @property
    def is_sure(self) -> bool:
        """Return whether nothing unknown could move them to another band."""
        return self.band == self.possible_band


def as_record(viewer: Viewer, row: Assessment, run: Run, person_id: int) -> AssessmentRecord:
    """Return an assessment in words for somebody who may see the person."""
    scheme = load_scheme(run.scheme_name)
    reasons = [_reason(each) for each in row.reasons]
    shown = [each for each in reasons if viewer.may(factor_of(each.factor).permission)]
    # Hidden reasons come last, since their place among the others would say which they are.
    hidden = sorted((each.points for each in reasons if each not in shown), reverse=True)
    missing = [Missing(**each) for each in row.missing]
    return AssessmentRecord(
        person_id=person_id,
        run_id=run.pk,
        scheme=run.scheme_name,
        as_at_date=run.as_at_date,
        known_at=run.known_at,
        establishment_id=row.establishment_id,
        place_kind=row.place_kind,
        year_group=row.year_group,
        points=row.points,
        band=row.band,
        band_label=_label(scheme, row.band),
        possible=row.possible,
        possible_band=row.possible_band,
        band_words="" if row.not_scored else band_words(row.band, row.possible_band),
        reasons=(*(words_of_reason(each, scheme) for each in shown), *map(_hidden_words, hidden)),
        missing=tuple(words_of_missing(each) for each in missing if viewer.may(factor_of(each.factor).permission)),
        to_young_person=tuple(factor_of(each.factor).to_young_person for each in shown),
        not_scored=NOT_SCORED[row.not_scored] if row.not_scored else "",
    )


def _reason(kept: Mapping[str, Any]) -> Reason:
    day = kept["as_at_date"]
    return Reason(**{**kept, "as_at_date": date.fromisoformat(day) if day else None})


def _hidden_words(points: int) -> str:
    return HIDDEN_REASON.format(points=f"{points} {'point' if points == 1 else 'points'}")


def _label(scheme: Scheme, code: str) -> str:
    return next((band.label for band in scheme.bands if band.code == code), "")
