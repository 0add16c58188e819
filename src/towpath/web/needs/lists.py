"""Lists that a manager may change, and which of the staff has which skill."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode

from towpath.caseload.actions import ListRefusedError, change_list, end_skill, give_skill
from towpath.caseload.lists import LISTS
from towpath.caseload.queries import get_list, list_advisers, list_skills
from towpath.clock import now, today
from towpath.people.queries import organisation_of
from towpath.web.needs.forms import ChangeEntryForm, EntryForm, SkillForm
from towpath.web.parts import Column, Link, Table
from towpath.web.viewers import viewer_of


def choices(request: HttpRequest) -> HttpResponse:
    """Show every list with what may be chosen."""
    viewer = viewer_of(request)
    columns = (Column("What it is called", heading=True), Column("What it means"), Column("Offered"), Column("Change"))
    tables = []
    for name, words in LISTS.items():
        rows = [
            (
                one.words,
                one.hint or "Nothing more is said",
                "Yes" if one.is_offered else "No longer",
                Link("Change", f"{reverse('choices_change')}?{urlencode({'name': name, 'code': one.code})}", one.words),
            )
            for one in get_list(viewer, name).values()
        ]
        tables.append(Table(words, columns, rows, cards=True))
    return render(request, "needs/choices.html", {"tables": tables})


def add(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    form = EntryForm(request.POST or None, lists=LISTS)
    if request.method == "POST" and form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("name", "words", "hint")}
        try:
            change_list(organisation=organisation_of(viewer), by=viewer.actor, at=now(), **given)
        except ListRefusedError as error:
            form.add_error("words", str(error))
        else:
            messages.success(request, f"“{given['words']}” may be chosen now.")
            return redirect("choices")
    return render(request, "needs/entry.html", {"form": form, "title": "Add to a list"})


def change(request: HttpRequest) -> HttpResponse:
    """Word an entry anew, or offer it no more; which one is named in the address."""
    viewer, name, code = viewer_of(request), request.GET.get("name", ""), request.GET.get("code", "")
    if name not in LISTS:
        return redirect("choices")
    one = get_list(viewer, name).get(code)
    if one is None:
        raise Http404("There is no such entry.")
    form = ChangeEntryForm(
        request.POST or None, initial={"words": one.words, "hint": one.hint, "is_offered": one.is_offered}
    )
    if request.method == "POST" and form.is_valid():
        given = {key: form.cleaned_data[key] for key in ("words", "hint", "is_offered")}
        try:
            change_list(organisation=organisation_of(viewer), name=name, code=code, by=viewer.actor, at=now(), **given)
        except ListRefusedError as error:
            form.add_error("words", str(error))
        else:
            messages.success(request, f"“{given['words']}” is saved. What was chosen before stays chosen.")
            return redirect("choices")
    return render(request, "needs/entry.html", {"form": form, "title": f"Change “{one.words}”"})


def skills(request: HttpRequest) -> HttpResponse:
    """Show who has which skill; give one, or end one."""
    viewer, on = viewer_of(request), today()
    known, staff = get_list(viewer, "skill"), {one.public_id: one for one in list_advisers(viewer, on)}
    held = {str(one.pk): one for one in list_skills(viewer, on)}
    ending = held.get(request.POST.get("end", ""))
    is_giving = request.method == "POST" and "end" not in request.POST
    form = SkillForm(
        request.POST if is_giving else None, staff=[(key, one.name) for key, one in staff.items()], choices=known
    )
    try:
        if ending is not None:
            end_skill(skill=ending, on=on, by=viewer.actor, at=now())
            messages.success(request, "The skill has ended.")
            return redirect("choices_skills")
        if is_giving and form.is_valid():
            user, code = staff[form.cleaned_data["member"]], form.cleaned_data["code"]
            give_skill(
                organisation=organisation_of(viewer), user=user, code=code, from_date=on, by=viewer.actor, at=now()
            )
            messages.success(request, f"{user.name} has “{known[code].words}” now.")
            return redirect("choices_skills")
    except ListRefusedError as error:
        form.add_error(None, str(error)) if form.is_bound else messages.warning(request, str(error))
    listed = [
        (one.pk, one.user.name, known[one.code].words if one.code in known else one.code) for one in held.values()
    ]
    return render(request, "needs/skills.html", {"form": form, "listed": listed})
