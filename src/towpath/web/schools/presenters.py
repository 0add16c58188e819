"""A school's list in words: bands, points out of those possible, reasons, and what nobody has told us."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse

from towpath.people.queries import PersonRecord
from towpath.risk.queries import AssessmentRecord, ListStanding, Run, SchoolCount
from towpath.rules.risk.lists import ListState
from towpath.standards.risk import Band
from towpath.web.parts import Cell, Column, Link, Table, Tag, Tone
from towpath.web.people_links import person_link
from towpath.web.words import date_in_words, plural, short_date

NO_SCHOOL = "No school: taught at home, or nobody has told us"

# The word always stands in the box, so the colours only help the eye.
BAND_TONES: Mapping[str, Tone] = {"red": "orange", "amber": "yellow", "green": "teal"}


@dataclass(frozen=True, slots=True)
class Pupil:
    """One line of a school's list."""

    who: Link | str
    name: str
    year: str
    band: Tag
    doubt: str
    points: str
    reasons: Sequence[str]
    missing: Sequence[str]
    note: str


def band_tag(code: str) -> Tag:
    """Return a band as its word in a box; "none" is a band and not a gap."""
    words = "No points" if code == "none" else code.capitalize() or "Not scored"
    return Tag(words, BAND_TONES.get(code, "grey"))


def band_choices(bands: Iterable[Band]) -> list[tuple[str, str]]:
    """Return the bands of a scheme, each with the scheme's own words."""
    named = [(band.code, band_tag(band.code).text, band.label) for band in bands]
    return [(code, words if words == label else f"{words}: {label.lower()}") for code, words, label in named]


def pupils_of(assessments: Iterable[AssessmentRecord], records: Mapping[int, PersonRecord]) -> list[Pupil]:
    """Return a line for each assessment whose record is at hand."""
    return [_pupil(each, records[each.person_id]) for each in assessments if each.person_id in records]


def _pupil(assessment: AssessmentRecord, record: PersonRecord) -> Pupil:
    doubt = "" if assessment.is_sure else f"Could be {assessment.possible_band}"
    return Pupil(
        who=person_link(record.shown_name, record.public_id),
        name=record.shown_name,
        year=f"Year {assessment.year_group}",
        band=band_tag(assessment.band),
        doubt=doubt,
        points=points_words(assessment),
        reasons=assessment.reasons,
        missing=assessment.missing,
        note=assessment.not_scored,
    )


def points_words(assessment: AssessmentRecord) -> str:
    """Return the points with how many they could be, were all that is unknown to tell against them."""
    if assessment.points is None:
        return ""
    if assessment.possible == assessment.points:
        return plural(assessment.points, "point")
    return f"{plural(assessment.points, 'point')}, up to {assessment.possible} possible"


def schools_table(
    counts: Iterable[SchoolCount],
    names: Mapping[int, str],
    bands: Sequence[Band],
    standings: Mapping[int | None, ListStanding],
) -> Table:
    """Return each school with its pupils in each band and how far its list has got, by name; those without one last."""
    columns = (
        Column("School", heading=True),
        *(Column(band_tag(band.code).text, numeric=True) for band in bands),
        Column("Could be higher", numeric=True),
        Column("Not scored", numeric=True),
        Column("List for review"),
    )
    ordered = sorted(
        counts, key=lambda each: (each.establishment_id is None, names.get(each.establishment_id or 0, ""))
    )
    rows: list[tuple[Cell, ...]] = [
        (
            _school_link(each, names),
            *(each.bands[band.code] for band in bands),
            each.could_rise,
            each.not_scored,
            list_link(standings.get(each.establishment_id)),
        )
        for each in ordered
    ]
    return Table("Pupils of Years 9 to 11 in each band, by school", columns, rows, cards=True, caption_hidden=True)


def _school_link(each: SchoolCount, names: Mapping[int, str]) -> Link:
    if each.establishment_id is None:
        return Link(NO_SCHOOL, reverse("schools_none"))
    return Link(
        names.get(each.establishment_id, "A school no longer listed"),
        reverse("schools_school", args=[each.establishment_id]),
    )


def list_link(standing: ListStanding | None) -> Cell:
    """Return the way to a list, saying how far it has got."""
    if standing is None:
        return "No list yet"
    if standing.signed:
        words = f"Signed off {short_date(standing.signed.signed_at)}"
    elif standing.state is ListState.LATE:
        words = f"Late since {short_date(standing.school_list.due_date)}"
    else:
        words = f"Due {short_date(standing.school_list.due_date)}"
    return Link(words, reverse("schools_list", args=[standing.id]), "list")


def run_words(run: Run, title: str, counts: Iterable[SchoolCount]) -> str:
    """Return what a list was made with: the scheme, the day, and how many pupils of these schools it looked at."""
    shown = list(counts)
    pupils, not_scored = sum(each.pupils for each in shown), sum(each.not_scored for each in shown)
    objected = sum(each.objected for each in shown)
    why = f" ({not_scored - objected:,} because sharing is limited, {objected:,} who objected)" if not_scored else ""
    return (
        f"{title}, as things stood on {date_in_words(run.as_at_date)}:"
        f" {plural(pupils, 'pupil')} looked at, {not_scored:,} not scored{why}."
    )
