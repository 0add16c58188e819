"""The activity survey of 1 November: who is in it, what is not known of them, and letting its file go."""

from collections.abc import Mapping, Sequence

from django import forms
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate

from towpath.access import Viewer
from towpath.clock import now, today
from towpath.files.actions import ReleaseRefusedError
from towpath.returns.actions import SurveyRefusedError, release_survey
from towpath.returns.queries import SurveyFound, get_survey, list_survey_releases
from towpath.rules.activity_survey import SURVEY_FIELDS, UNVERIFIED, Survey
from towpath.web.desk.destinations import leavers_of, leaving_year
from towpath.web.disclosure import disclosing
from towpath.web.forms.form import Form
from towpath.web.parts import Cell, Column, Table
from towpath.web.viewers import viewer_of
from towpath.web.words import date_in_words, plural

MOST_SHOWN = 20


class SurveyForm(Form):
    """To whom the file goes, and by what law or agreement."""

    to = forms.CharField(
        label="To whom does it go?", max_length=64, initial="Department for Education", widget=forms.TextInput
    )
    ground = forms.CharField(
        label="By which law or agreement?",
        help_text="As the log should name it, such as the request’s own reference.",
        max_length=64,
        widget=forms.TextInput,
    )


def survey(request: HttpRequest) -> HttpResponse:
    """Show a survey in figures; nobody is named."""
    viewer, year = viewer_of(request), leaving_year(request, today())
    return _page(request, viewer, year, _survey(viewer, year), SurveyForm())


def file(request: HttpRequest) -> HttpResponseBase:
    """Let the file of a survey go; the room tells the log to whom, and whose lines are in it, first."""
    viewer = viewer_of(request)
    year = leaving_year(request, today())
    found, form = _survey(viewer, year), SurveyForm(request.POST)
    if found is None:
        return redirect(f"{reverse('desk_survey')}?year={year}")
    if form.is_valid():
        try:
            told = {name: form.cleaned_data[name] for name in ("to", "ground")}
            content, name = release_survey(viewer, found, **told, by=viewer.actor, at=now())
        except SurveyRefusedError as refused:
            form.add_error(refused.asks_for or None, str(refused))
        except ReleaseRefusedError as refused:
            form.add_error(None, str(refused))
        else:
            disclosing(request, [])
            return FileResponse(content, as_attachment=True, filename=name, content_type="text/csv; charset=utf-8")
    disclosing(request, [])
    return _page(request, viewer, year, found, form)


def _survey(viewer: Viewer, year: int) -> SurveyFound | None:
    """Return a survey; None before its day, or where the cohort of its leavers is not fixed."""
    on = today()
    if on < Survey(year).reference_date:
        return None
    leavers = leavers_of(viewer, year, on)
    return get_survey(viewer, leavers, on) if leavers else None


def _page(request: HttpRequest, viewer: Viewer, year: int, found: SurveyFound | None, form: SurveyForm) -> HttpResponse:
    terms = Survey(year)
    shown: dict[str, object] = {
        "year": year,
        "found": found,
        "form": form,
        "day_words": date_in_words(terms.reference_date),
        "unverified": UNVERIFIED,
        "may_take": viewer.may("return.sign"),
        "may_set": viewer.may("settings.change"),
    }
    if found is not None:
        shown |= {"said": _said(found), "columns": _columns(found), "gone": _gone(viewer)}
    return render(request, "desk/survey.html", shown)


def _said(found: SurveyFound) -> list[str]:
    terms, everybody = found.survey, len(found.lines)
    day, until = date_in_words(terms.reference_date), date_in_words(terms.follow_up_until)
    who = (
        f"{plural(everybody, 'leaver', 'leavers')} of Year 11, of the cohort fixed in May. What counts is what each "
        f"did on {day}: begun on or before it, and not ended before it."
    )
    known = (
        f"We know it of {found.known:,} of them and not of {everybody - found.known:,}, whose activity is left empty. "
        f"News that comes by {until} and is about {day} still counts."
    )
    return [who, known]


def _columns(found: SurveyFound) -> Table:
    rows: Sequence[Sequence[Cell]] = [
        (heading, SURVEY_FIELDS[name], found.lacking(name)) for heading, name in found.columns
    ]
    headings = (Column("Column", heading=True), Column("Holds"), Column("Empty", numeric=True))
    return Table("Columns of the file", headings, rows, cards=True)


def _gone(viewer: Viewer) -> Table:
    names: Mapping[str, str] = {"to": "To", "agreement": "By"}
    rows: list[Sequence[Cell]] = [
        (each.file.original_name or "Removed since", each.to, each.agreement, localdate(each.released_at))
        for each in list_survey_releases(viewer)[:MOST_SHOWN]
    ]
    headings = (Column("File", heading=True), *(Column(each) for each in names.values()), Column("On", whole=True))
    return Table("Files that went", headings, rows, cards=True)
