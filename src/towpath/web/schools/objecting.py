"""Somebody's no to being scored: recorded by staff, decided by a manager; and the letter that says how to say no."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from towpath.clock import now, today
from towpath.organisation.queries import settings_on
from towpath.people.queries import leader_of, list_records, organisation_of
from towpath.risk.actions import ObjectionRefusedError, decide_objection, end_objection, record_objection
from towpath.risk.queries import (
    Objection,
    ObjectionNotFoundError,
    find_standing_objection,
    get_objection,
    list_objections,
)
from towpath.rules.risk.factors import factor_of
from towpath.rules.risk.lists import answer_due
from towpath.standards.risk import load_scheme
from towpath.web.disclosure import disclosing
from towpath.web.parts import Cell, Column, Fact, Link, Table, Tag, pages_of
from towpath.web.people.flags import NO_LETTER
from towpath.web.people.presenters import bar_of
from towpath.web.people.reading import by_any_id, staff_names, subject_of
from towpath.web.people_links import person_link
from towpath.web.schools.forms import DecisionForm, ObjectionForm
from towpath.web.schools.words import OBJECTED_BY
from towpath.web.viewers import viewer_of
from towpath.web.words import date_in_words

A_PAGE = 25
TAKEN_BACK = "taken_back"


def extra_help(request: HttpRequest, person_id: str) -> HttpResponse:
    """Show the letter for a young person, or their parent: what is looked at, why, and how to say no."""
    subject = subject_of(request, person_id)
    if subject.stops:
        messages.warning(request, NO_LETTER)
        return redirect("people_person", subject.record.public_id)
    scheme = load_scheme(str(settings_on(organisation_of(subject.viewer), subject.on)["risk.scheme"]))
    shown = {
        "bar": subject.bar,
        "looked_at": [factor_of(factor).looked_at for factor in scheme.factors],
        "for_parent": request.GET.get("for") == "parent",
        "today": subject.on,
        "is_limited": subject.record.is_sharing_limited,
    }
    return render(request, "schools/letter.html", shown)


def record(request: HttpRequest, person_id: str) -> HttpResponse:
    """Note that somebody objects, or show that they do."""
    subject = subject_of(request, person_id)
    viewer, on = subject.viewer, subject.on
    standing = find_standing_objection(viewer, subject.record.id, on)
    form = ObjectionForm(request.POST or None, on=on)
    shown: dict[str, Any] = {"bar": subject.bar, "way": None, "facts": [], "form": form}
    if standing is not None:
        may_decide = viewer.may("risk.decide_objection")
        shown["facts"] = _facts(standing, staff_names(viewer), in_full=may_decide)
        shown["way"] = Link("Decide it", reverse("objections_decide", args=[standing.pk])) if may_decide else None
        return render(request, "schools/objection.html", shown)
    if request.method == "POST" and form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("objected_by", "objected_date", "words")}
        try:
            record_objection(person=leader_of(viewer, person_id, on), by=viewer.actor, at=now(), **given)
        except ObjectionRefusedError as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Saved. They are not scored while it stands, and a manager decides it.")
            return redirect("people_person", subject.record.public_id)
    return render(request, "schools/objection.html", shown)


def objections(request: HttpRequest) -> HttpResponse:
    """Show every objection, those that wait for an answer first."""
    viewer, on = viewer_of(request), today()
    page = Paginator(list_objections(viewer, on), A_PAGE).get_page(request.GET.get("page"))
    records = list_records(viewer, [each.person_id for each in page], on)
    disclosing(request, [one.public_id for one in records.values()])
    people = by_any_id(records.values())
    columns = (
        Column("Young person", heading=True),
        Column("Objected", whole=True),
        Column("Who"),
        Column("Where it stands"),
        Column("What to do"),
    )
    rows: list[tuple[Cell, ...]] = [
        (
            person_link(people[each.person_id].shown_name, people[each.person_id].public_id),
            each.objected_date,
            OBJECTED_BY[each.objected_by],
            _state(each, on),
            _way(each),
        )
        for each in page
        if each.person_id in people
    ]
    table = Table("Objections to being scored", columns, rows, cards=True, caption_hidden=True)
    return render(request, "schools/objections.html", {"table": table, "pages": pages_of(page, request.GET)})


def decide(request: HttpRequest, objection_id: int) -> HttpResponse:
    """Decide an objection, or note that it was taken back."""
    viewer, on = viewer_of(request), today()
    try:
        found = get_objection(viewer, objection_id, on)
    except ObjectionNotFoundError as error:
        raise Http404(str(error)) from None
    records = list_records(viewer, [found.person_id], on)
    disclosing(request, [one.public_id for one in records.values()], subject=f"risk_objection:{found.pk}")
    [person] = records.values()
    is_over = found.ended_at is not None or found.decision == Objection.Decision.REFUSED
    form = DecisionForm(request.POST or None, is_decided=bool(found.decision))
    shown: dict[str, Any] = {
        "form": form,
        "bar": bar_of(viewer, person, None, on),
        "facts": _facts(found, staff_names(viewer), in_full=True),
        "is_over": is_over,
    }
    if is_over:
        return render(request, "schools/decide.html", shown)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            if given["decision"] == TAKEN_BACK:
                end_objection(objection=found, because=given["because"], by=viewer.actor, at=now())
            else:
                decide_objection(
                    objection=found, decision=given["decision"], because=given["because"], by=viewer.actor, at=now()
                )
        except ObjectionRefusedError as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Saved. Tell whoever objected what was decided, and why.")
            return redirect("objections")
    return render(request, "schools/decide.html", shown)


def _facts(found: Objection, staff: Any, *, in_full: bool) -> list[Fact]:
    facts = [
        Fact("Who objects", OBJECTED_BY[found.objected_by]),
        Fact("Since", date_in_words(found.objected_date)),
        Fact("Recorded by", staff.get(found.recorded_by, "Somebody who works here no more")),
        Fact("Where it stands", _state(found, None)),
    ]
    if not found.decision and found.ended_at is None:
        facts.append(Fact("Answer by", date_in_words(answer_due(found.objected_date))))
    if in_full and found.words:
        facts.append(Fact("In their words", found.words))
    if in_full and found.decision:
        facts.append(Fact("Decided because", found.decided_because))
    if in_full and found.ended_at:
        facts.append(Fact("Taken back because", found.ended_because))
    return facts


def _state(found: Objection, on: date | None) -> Tag:
    if found.ended_at is not None:
        return Tag("Taken back", "grey")
    if found.decision == Objection.Decision.UPHELD:
        return Tag("Agreed: not scored", "blue")
    if found.decision:
        return Tag("Not agreed", "grey")
    if on is not None and on > answer_due(found.objected_date):
        return Tag("Answer is late", "red")
    return Tag("To decide", "yellow")


def _way(found: Objection) -> Link:
    words = "Decide" if not found.decision and found.ended_at is None else "Open"
    return Link(words, reverse("objections_decide", args=[found.pk]), "this objection")
