"""Every part of the kit on one page, filled with invented people: a page for tests and pictures only."""

from datetime import date
from pathlib import Path

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import include, path

from towpath.web.forms.fields import DateField, UploadField
from towpath.web.forms.form import Form
from towpath.web.parts import Card, Column, Count, Event, Fact, Figure, Link, Progress, Table, Tag, Task, pages_of

PICTURE = (
    "data:image/svg+xml;utf8,<svg xmlns='http://www.w3.org/2000/svg' width='600' height='160'>"
    "<rect width='600' height='160' fill='%23eef4f3'/>"
    "<path d='M20 120L200 90L400 110L580 40' stroke='%2312504f' stroke-width='4' fill='none'/></svg>"
)

STATUSES = (Tag("EET", "blue"), Tag("NEET", "orange"), Tag("Not known", "purple"))

PEOPLE = Table(
    "Young people to find",
    (
        Column("Name", heading=True),
        Column("Year group"),
        Column("Status"),
        Column("Known until"),
        Column("Attempts", numeric=True),
    ),
    [
        (Link("Ottilie Brankscombe-Fernández", "#", "’s record"), "13", STATUSES[1], date(2026, 2, 14), 3),
        (Link("Kwabena Asante", "#", "’s record"), "12", STATUSES[0], date(2026, 8, 31), 0),
        (Link("Niamh O’Rourke", "#", "’s record"), "12", STATUSES[2], None, 12),
    ],
    cards=True,
)

RATES = Table(
    "By month",
    (Column("Month", heading=True), Column("NEET", numeric=True)),
    [("December 2025", Count(214, "3.5%")), ("January 2026", Count(219, "3.6%")), ("Looked after", Count("1 to 4"))],
)


class Filters(forms.Form):
    use_required_attribute = False
    status = forms.MultipleChoiceField(
        label="Status",
        choices=[("eet", "EET"), ("neet", "NEET"), ("unknown", "Not known")],
        widget=forms.CheckboxSelectMultiple,
    )
    school = forms.ChoiceField(
        label="School", choices=[("", "Any"), ("1", "Lockgate Academy"), ("2", "Ferry Road High")]
    )


class Every(Form):
    name = forms.CharField(label="What name do they use?", help_text="As they would say it themselves.")
    birth_date = DateField(label="Birth date", help_text="For example, 3 9 2009.", latest=date(2026, 1, 31))
    status = forms.ChoiceField(label="Status", choices=[("eet", "EET"), ("neet", "NEET")], widget=forms.RadioSelect)
    needs = forms.MultipleChoiceField(
        label="Needs",
        choices=[("send", "Special educational needs"), ("care", "Care experience")],
        widget=forms.CheckboxSelectMultiple,
    )
    agreed = forms.BooleanField(label="They know that this is recorded")
    school = forms.ChoiceField(
        label="School",
        choices=[("", ""), ("1", "Lockgate Academy"), ("2", "Ferry Road High")],
        widget=forms.Select(attrs={"data-autocomplete": ""}),
    )
    note = forms.CharField(label="What was said?", max_length=500, widget=forms.Textarea(attrs={"rows": 4}))
    roll = UploadField(label="The list", endings=(".csv", ".xlsx"), help_text="CSV or XLSX, up to 10 MB.")


def gallery(request: HttpRequest) -> HttpResponse:
    template = engines["jinja2"].from_string((Path(__file__).parent / "gallery.html").read_text(encoding="utf-8"))
    page = Paginator(range(400), 50).get_page(request.GET.get("page", "3"))
    found = {
        "people": PEOPLE,
        "filters": Filters(initial={"status": ["neet"]}),
        "chosen": [Link("NEET", "?"), Link("Lockgate Academy", "?")],
        "pages": pages_of(page, request.GET),
        "facts": [
            Fact("Known as", "Ottilie", [Link("Change", "#", "the name they use")]),
            Fact("Birth date", date(2008, 2, 29)),
            Fact("Social worker", None),
            Fact("Status", STATUSES[1]),
        ],
        "events": [
            Event("Spoke", date(2026, 1, 30), "Adaeze Okafor", "She starts on Monday.", [Link("See it", "#")]),
            Event("Status confirmed: NEET", date(2026, 1, 12), "Tomasz Wilk"),
        ],
        "tabs": [Link("Overview", "#a"), Link("Timeline", "#b"), Link("Return facts", "#c")],
        "flags": [Tag("Protected address", "red"), Tag("Looked after", "purple")],
        "identity": [Fact("Birth date", date(2008, 2, 29)), Fact("Year group", "13"), Fact("Adviser", "Adaeze Okafor")],
        "cards": [Card("Due today", "12", "Next actions", Link("", "#")), Card("Lapsing", "41"), Card("Held", "0")],
        "tasks": [Task("Invite people", "#"), Task("Load lists", "#", "School and college", Tag("To do", "blue"))],
        "figure": Figure("NEET rose a little in January", PICTURE, "From 3.5% in December to 3.6% in January.", RATES,
                         "Towpath, as known on 31 January 2026.", Link("Download as CSV", "#")),
        "progress": Progress("Applying the list from Lockgate Academy", 1_250, 4_000),
        "form": Every(request.POST or ({} if "empty" in request.GET else None)),
    }  # fmt: skip
    return HttpResponse(template.render(found, request))


urlpatterns = [path("", include("towpath.web.urls")), path("gallery/", gallery, name="gallery")]
