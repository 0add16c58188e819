"""The monthly dip-sample: draw it, look at each confirmation beside its source, and see what was found over time."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from towpath.access import Viewer
from towpath.access.queries import get_list
from towpath.clock import now, today
from towpath.contact.lists import OUTCOMES
from towpath.contact.queries import list_contacts
from towpath.organisation.lists import Choices
from towpath.organisation.queries import get_organisation, settings_on, standards_for
from towpath.people.queries import list_records, organisation_of
from towpath.standards import Standards
from towpath.tracking.actions import SampleRefusedError, draw_sample, judge_confirmation
from towpath.tracking.queries import (
    Sampled,
    SampledNotFoundError,
    get_sampled,
    list_sampled,
    list_timeline,
    sampled_by_month,
)
from towpath.web.desk.forms import VerdictForm
from towpath.web.disclosure import disclosing
from towpath.web.forms.question import question_page
from towpath.web.parts import Cell, Column, Fact, Link, Table, Tag
from towpath.web.people.reading import by_any_id, staff_names, subject_of
from towpath.web.people.words import activity_words, came_from, told_by
from towpath.web.viewers import viewer_of
from towpath.web.words import month_in_words, short_date, time_in_words

VERDICTS = {"right": Tag("Right", "blue"), "wrong": Tag("Wrong", "orange"), "unclear": Tag("Cannot be told", "grey")}
DAYS_AROUND = 14


def _month(request: HttpRequest, on: date) -> date:
    """Return the first of the month that the address names, else of the last one that is over."""
    last = on.replace(day=1) - timedelta(days=1)
    try:
        asked = date.fromisoformat(request.GET.get("month") or request.POST.get("month") or "")
    except ValueError:
        return last.replace(day=1)
    return asked.replace(day=1)


def sample(request: HttpRequest) -> HttpResponse:
    """Show a month's sample, and what was found in those before."""
    viewer, on = viewer_of(request), today()
    month = _month(request, on)
    rows, names = list(list_sampled(viewer, month, on)), staff_names(viewer)
    standards = standards_for(organisation_of(viewer))
    records = list_records(viewer, [each.statement.person_id for each in rows], on)
    disclosing(request, [each.public_id for each in records.values()])
    known = by_any_id(list(records.values()))
    table = [
        (
            Link(known[each.statement.person_id].shown_name, reverse("desk_sample_one", args=[each.pk]))
            if each.statement.person_id in known
            else "",
            _confirmed(standards, each),
            names.get(each.officer, "Somebody who has left"),
            VERDICTS.get(each.verdict, Tag("To look at", "purple")),
        )
        for each in rows
    ]
    columns = (Column("Young person", heading=True), Column("Confirmed"), Column("By"), Column("Found"))
    shown = {
        "month": month,
        "month_words": month_in_words(month),
        "table": Table(f"Sample of {month_in_words(month)}", columns, table, cards=True, caption_hidden=True),
        "over_time": _over_time(viewer),
        "size": settings_on(organisation_of(viewer), on)["dip_sample.size"],
    }
    return render(request, "desk/sample.html", shown)


def _over_time(viewer: Viewer) -> Table:
    found = sampled_by_month(viewer)
    rows: list[Sequence[Cell]] = [
        (
            Link(month_in_words(month), f"?month={month.isoformat()}"),
            each.drawn,
            each.right,
            each.wrong,
            each.unclear,
            "none told" if each.share_right is None else f"{float(100 * each.share_right):.0f}%",
        )
        for month, each in found.items()
    ]
    columns = (
        Column("Month", heading=True),
        Column("Drawn", numeric=True),
        Column("Right", numeric=True),
        Column("Wrong", numeric=True),
        Column("Cannot be told", numeric=True),
        Column("Right of those told", numeric=True),
    )
    return Table("Month by month", columns, rows, cards=True)


def draw(request: HttpRequest) -> HttpResponse:
    """Draw the sample of a month that is over."""
    viewer, on = viewer_of(request), today()
    month = _month(request, on)
    size = int(settings_on(organisation_of(viewer), on)["dip_sample.size"])
    try:
        drawn = draw_sample(
            organisation=get_organisation(viewer.organisation), month_date=month, size=size, by=viewer.actor, at=now()
        )
    except SampleRefusedError as error:
        messages.warning(request, str(error))
    else:
        messages.success(request, f"{drawn:,} confirmations drawn.")
    return redirect(f"{reverse('desk_sample')}?month={month.isoformat()}")


def one(request: HttpRequest, sampled_id: int) -> HttpResponse:
    """Show one confirmation beside its source, and write down what was found."""
    viewer, on = viewer_of(request), today()
    try:
        sampled = get_sampled(viewer, sampled_id, on)
    except SampledNotFoundError:
        raise Http404("There is no such confirmation.") from None
    subject = subject_of(request, sampled.statement.person.public_id, subject=f"sampled:{sampled_id}")
    form = VerdictForm(request.POST or None)

    def act() -> str:
        judge_confirmation(
            sampled=sampled,
            verdict=form.cleaned_data["verdict"],
            words=form.cleaned_data["words"],
            by=viewer.actor,
            at=now(),
        )
        return "Written down."

    names = staff_names(viewer)
    back = f"{reverse('desk_sample')}?month={sampled.month_date.isoformat()}"
    shown = {
        "bar": subject.bar,
        "said": _said(viewer, sampled, names.get(sampled.officer, "Somebody who has left")),
        "log": _log(viewer, subject.record.id, sampled, on),
        "before": _before(viewer, subject.record.id, sampled, on),
        "found": _found(sampled, names),
        "is_own": sampled.officer == viewer.user,
        "title": "Is this confirmation right?",
        "back": back,
        "back_words": "The sample",
        "button": "Save",
    }
    return question_page(
        request, form, act, template="desk/sampled.html", shown=shown, onward=back, refused=SampleRefusedError
    )


def _confirmed(standards: Standards, sampled: Sampled) -> str:
    """Return what was confirmed, in the words that were published for that day."""
    told = sampled.statement
    code = standards.edition_on(told.start_date).activity_codes.get(told.code)
    return f"{activity_words(code) if code else told.code} from {short_date(told.start_date)}"


def _said(viewer: Viewer, sampled: Sampled, officer: str) -> list[Fact]:
    told = sampled.statement
    where = told.establishment.name if told.establishment else told.provider_name
    return [
        Fact("Confirmed", _confirmed(standards_for(organisation_of(viewer)), sampled)),
        Fact("Where", where),
        Fact("Verified", told.verified_date),
        Fact("Told by", told_by(told.how)),
        Fact("Came by", came_from(told.source)),
        Fact("Recorded", f"{time_in_words(told.recorded_at)}, by {officer}"),
    ]


def _log(viewer: Viewer, person_id: int, sampled: Sampled, on: date) -> list[str]:
    """Return what the log of contacts holds around the day, which is the source of what a person told."""
    day, near = sampled.statement.recorded_at, timedelta(days=DAYS_AROUND)
    entries, outcomes = list_contacts(viewer, person_id, on), get_list(viewer, OUTCOMES)
    return [
        f"{time_in_words(each.happened_at)}: {_outcome_words(outcomes, each.outcome)}. {each.words}"
        for each in entries
        if each.struck_out_at is None and abs(each.happened_at - day) <= near
    ]


def _outcome_words(outcomes: Choices, code: str) -> str:
    return outcomes[code].words if code in outcomes else code


def _before(viewer: Viewer, person_id: int, sampled: Sampled, on: date) -> list[str]:
    timeline = list_timeline(viewer, person_id, on)
    return [
        f"{activity_words(each)} from {short_date(each.start_date)}. {told_by(each.how)}"
        for each in timeline
        if each.statement_id != sampled.statement_id and each.withdrawn_at is None
    ][:5]


def _found(sampled: Sampled, names: Mapping[str, str]) -> list[Fact]:
    if not sampled.verdict:
        return []
    by = names.get(sampled.looked_by, "somebody who has left")
    looked = f"{time_in_words(sampled.looked_at)}, by {by}" if sampled.looked_at else ""
    facts = [Fact("Found", VERDICTS[sampled.verdict]), Fact("Looked at", looked)]
    return [*facts, Fact("In words", sampled.words)] if sampled.words else facts
