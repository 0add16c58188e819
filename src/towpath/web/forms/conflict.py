"""Two people changed one row: show both versions and let a person decide. Nothing typed is lost."""

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from towpath.web.forms.form import VersionedForm, both_versions
from towpath.web.parts import Column, Table

BEHIND = "Somebody else changed this while you were writing. Nothing you typed is lost: look at it, then send it again."


def conflict_page(
    request: HttpRequest, form: VersionedForm, *, saved: Mapping[str, str], version: object, back: str
) -> HttpResponse:
    """
    Return the page that shows what is saved now beside what was typed, with the form ready to be sent again.

    :param saved: the row's present values in words, by the form's field names
    :param version: the row's present version, which the form now carries
    :param back: where to go to keep what is saved
    """
    columns = (Column("Question", heading=True), Column("Saved now"), Column("What you typed"))
    rows = [(label, now or "Nothing", typed or "Nothing") for label, now, typed in both_versions(form, saved)]
    found = {"form": form.renewed(version), "back": back, "table": Table("What differs", columns, rows)}
    return render(request, "kit/conflict.html", found, status=409)
