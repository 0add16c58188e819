"""The activity survey of Year 11 leavers as lines, and what was let go of it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from towpath.access.viewer import Viewer
from towpath.files.models import Release
from towpath.organisation.models import Organisation
from towpath.organisation.queries import settings_on, standards_for
from towpath.people.among import among
from towpath.people.queries import list_records, organisation_of
from towpath.provision.models import Establishment
from towpath.rules.activity_survey import Survey, survey_columns
from towpath.tracking.queries import LeaversYear, list_spells

SURVEY_PURPOSE = "activity survey"
_NOT_KNOWN = dict.fromkeys(("activity_code", "activity_words", "start_date", "provider_name", "verified_date"), "")


@dataclass(frozen=True, slots=True)
class SurveyLine:
    """One leaver's line: what each field holds, and whether their activity on 1 November is known."""

    public_id: str
    values: Mapping[str, str]

    @property
    def is_known(self) -> bool:
        """Return whether we know what they did on 1 November."""
        return bool(self.values["activity_code"])


@dataclass(frozen=True, slots=True)
class SurveyFound:
    """Everybody who is in a survey as known on a day, and its columns as the council says them."""

    survey: Survey
    lines: tuple[SurveyLine, ...]
    columns: tuple[tuple[str, str], ...]

    def lacking(self, name: str) -> int:
        """Return how many lines have nothing in a field."""
        return sum(not each.values[name] for each in self.lines)

    @property
    def known(self) -> int:
        """How many of them we know of what they did on 1 November."""
        return sum(each.is_known for each in self.lines)


def get_survey(viewer: Viewer, leavers: LeaversYear, on: date) -> SurveyFound | None:
    """
    Return the survey of a summer's leavers; None for whoever does not see the return.

    Whoever limited what schools may give us is in it as in the return: docs/adr/0009-files-in-any-state.md.

    At most 24 queries, however many leavers.
    """
    if not viewer.may("return.view"):
        return None
    survey = Survey(leavers.autumn.leaving_year)
    places = {each.person_id: each.establishment_id for each in leavers.leavers}
    records = list_records(viewer, list(places), on)
    schools = _schools({each for each in places.values() if each})
    doing = _doing(viewer, list(places), survey, on)
    council = Organisation.objects.values_list("la_code", flat=True).get(pk=viewer.organisation_id)
    lines = []
    for person_id, record in records.items():
        school = schools.get(places.get(person_id) or 0)
        legal = record.name("legal") or record.name("preferred")
        lines.append(
            SurveyLine(
                record.public_id,
                {
                    "upn": record.identifier("upn"),
                    "uln": record.identifier("uln"),
                    "family_name": legal.family_name if legal else "",
                    "given_name": legal.given_name if legal else "",
                    "birth_date": record.birth_date.isoformat() if record.birth_date else "",
                    "school_number": _school_number(school) if school else "",
                    "school_name": school.name if school else "",
                    "council": council,
                    **doing.get(person_id, _NOT_KNOWN),
                },
            )
        )
    columns = survey_columns(str(settings_on(organisation_of(viewer), on)["activity_survey.columns"]))
    return SurveyFound(survey, tuple(lines), columns)


def list_survey_releases(viewer: Viewer) -> QuerySet[Release]:
    """Return every file of a survey that was let go, the latest first; none for whoever does not see the return."""
    if not viewer.may("return.view"):
        return Release.objects.none()
    rows = Release.objects.filter(file__organisation_id=viewer.organisation_id, purpose=SURVEY_PURPOSE)
    return rows.select_related("file").order_by("-released_at", "-pk")


def _schools(ids: Collection[int]) -> dict[int, Establishment]:
    return {each.pk: each for each in Establishment.objects.filter(pk__in=among(list(ids)))}


def _school_number(school: Establishment) -> str:
    """Return a school's number with its council's before it, 3434001, or its URN where it has none."""
    number = school.establishment_number
    return f"{school.la_code}{number}" if len(number) == 4 else number or school.urn


def _doing(viewer: Viewer, leaders: Sequence[int], survey: Survey, on: date) -> dict[int, dict[str, str]]:
    """Return what the ledger says that each did on 1 November. Five queries, and standards."""
    standards = standards_for(organisation_of(viewer))
    found = {}
    for row in list_spells(viewer, leaders, on, until=survey.reference_date):
        if not survey.holds(row.from_date, row.to_date):
            continue
        told = row.statement
        code = standards.edition_on(told.start_date).activity_codes.get(row.code)
        place = told.establishment.name if told.establishment else told.provider_name
        found[row.person_id] = {
            "activity_code": row.code,
            "activity_words": code.label if code else "",
            "start_date": told.start_date.isoformat(),
            "provider_name": place,
            "verified_date": told.verified_date.isoformat() if told.verified_date else "",
        }
    return found
