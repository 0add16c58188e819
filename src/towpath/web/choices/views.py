"""Lists that a manager may change, and which of the staff has which skill."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from towpath.access import Viewer
from towpath.access.queries import get_list, get_lists
from towpath.caseload.actions import SkillRefusedError, end_skill, give_skill
from towpath.caseload.lists import SKILLS
from towpath.caseload.queries import list_advisers, list_skills
from towpath.clock import now, today
from towpath.organisation.actions import ListChangedError, ListRefusedError, add_choice, change_choice
from towpath.organisation.lists import Choice, ChoiceList, Choices
from towpath.people.queries import organisation_of
from towpath.web.choices.catalogue import CATALOGUE
from towpath.web.choices.forms import AS_IT_CAME, EntryForm, SkillForm, seen_of
from towpath.web.forms.conflict import conflict_page
from towpath.web.forms.form import answers_of
from towpath.web.parts import Cell, Column, Link, Table
from towpath.web.policy import find_route
from towpath.web.viewers import viewer_of
from towpath.web.words import list_in_words, plural

ELSEWHERE = (
    ("Places where advisers sit and agencies work", "choices_sites"),
    ("Why somebody left or missed a programme", "programmes_reasons"),
    ("Where and when an adviser sits", "referrals_drop_ins"),
    ("What the Charter’s pages choose from", "charter_words"),
    ("The council’s own numbers and days", "setup_settings"),
)
"""Lists that have a page of their own where they are used."""


def choices(request: HttpRequest) -> HttpResponse:
    """Show which lists there are, and how many may be chosen in each."""
    viewer = viewer_of(request)
    known = get_lists(viewer, list(CATALOGUE.values()))
    columns = (Column("List", heading=True), Column("May be chosen", numeric=True), Column("No longer", numeric=True))
    rows = []
    for name, asked in CATALOGUE.items():
        offered = sum(one.is_offered for one in known[name].values())
        rows.append((Link(asked.words, reverse("choices_list", args=[name])), offered, len(known[name]) - offered))
    elsewhere = [Link(words, reverse(route)) for words, route in ELSEWHERE if _may_open(viewer, route)]
    table = Table("Lists of your council", columns, rows, caption_hidden=True)
    return render(request, "choices/choices.html", {"table": table, "elsewhere": elsewhere})


def _may_open(viewer: Viewer, name: str) -> bool:
    route = find_route(name)
    return route is not None and viewer.role in route.roles


def one_list(request: HttpRequest, list_name: str) -> HttpResponse:
    """Show what may be chosen in one list, and what no longer."""
    viewer, asked = viewer_of(request), _asked(list_name)
    found, named = get_list(viewer, asked), _named(viewer, asked)
    shown = {
        "title": asked.words,
        "name": list_name,
        "table": _table(asked, [one for one in found.values() if one.is_offered], named, "What may be chosen"),
        "gone": [one for one in found.values() if not one.is_offered],
        "gone_table": _table(
            asked, [one for one in found.values() if not one.is_offered], named, "What may be chosen no longer"
        ),
    }
    return render(request, "choices/list.html", shown)


def _table(asked: ChoiceList, rows: list[Choice], named: Choices, caption: str) -> Table:
    means = asked.meanings or {code: one.words for code, one in named.items()}
    columns = [Column("What it is called", heading=True), Column("What it means")]
    columns += [Column(asked.asks)] if means else []
    columns.append(Column("Change"))
    drawn: list[list[Cell]] = []
    for one in rows:
        row: list[Cell] = [one.words, one.hint or "Nothing more is said"]
        if means:
            row.append(list_in_words([means[code] for code in one.means if code in means]) or "Nothing")
        where = reverse("choices_change", args=[asked.name, one.code])
        row.append(Link("Word it anew" if one.needed else "Change", where, one.words))
        drawn.append(row)
    return Table(caption, columns, drawn, cards=True)


def add(request: HttpRequest, list_name: str) -> HttpResponse:
    """Ask for another entry of a list."""
    viewer, asked = viewer_of(request), _asked(list_name)
    form = EntryForm(request.POST or None, asked=asked, choice=None, named=_named(viewer, asked))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        means = given.get("names", ()) if asked.names else [given["means"]] if asked.meanings else ()
        try:
            add_choice(
                organisation=organisation_of(viewer),
                to=asked,
                words=given["words"],
                hint=given["hint"],
                means=means,
                by=viewer.actor,
                at=now(),
            )
        except ListRefusedError as error:
            form.add_error("words", str(error))
        else:
            messages.success(request, f"“{given['words']}” may be chosen now.")
            return redirect("choices_list", list_name)
    return _entry_page(request, form, asked, None, f"Add to “{asked.words}”")


def change(request: HttpRequest, list_name: str, entry_code: str) -> HttpResponse:
    """Word an entry anew, offer it no more, or offer it again."""
    viewer, asked = viewer_of(request), _asked(list_name)
    one, named = get_list(viewer, asked).get(entry_code), _named(viewer, asked)
    if one is None:
        raise Http404("There is no such entry.")
    form = EntryForm(request.POST or None, asked=asked, choice=one, named=named)
    if request.method == "POST":
        if form.is_behind(seen_of(one)):
            return _two_versions(request, form, asked, one, named)
        if form.is_valid():
            try:
                _change(viewer, asked, one, form)
            except ListChangedError as error:
                return _two_versions(request, form, asked, error.choice, named)
            except ListRefusedError as error:
                form.add_error("words", str(error))
            else:
                words = form.cleaned_data["words"]
                messages.success(request, f"“{words}” is saved. What was chosen before keeps the words it had.")
                return redirect("choices_list", list_name)
    return _entry_page(request, form, asked, one, f"Change “{one.words}”")


def _change(viewer: Viewer, asked: ChoiceList, one: Choice, form: EntryForm) -> None:
    given = form.cleaned_data
    seen = given["version"]
    change_choice(
        organisation=organisation_of(viewer),
        of=asked,
        code=one.code,
        seen=None if seen == AS_IT_CAME else int(seen),
        words=given["words"],
        hint=given["hint"],
        is_offered=True if one.needed else given["is_offered"],
        means=given.get("names"),
        by=viewer.actor,
        at=now(),
    )


def _two_versions(
    request: HttpRequest, form: EntryForm, asked: ChoiceList, one: Choice, named: Choices
) -> HttpResponse:
    saved_form = EntryForm(None, asked=asked, choice=one, named=named)
    saved = answers_of(saved_form)
    typed = EntryForm(form.data, asked=asked, choice=one, named=named)
    back = reverse("choices_list", args=[asked.name])
    return conflict_page(request, typed, saved=saved, version=seen_of(one), back=back)


def _entry_page(
    request: HttpRequest, form: EntryForm, asked: ChoiceList, one: Choice | None, title: str
) -> HttpResponse:
    shown: dict[str, Any] = {"form": form, "title": title, "list": asked.words}
    shown["back"] = reverse("choices_list", args=[asked.name])
    shown["needed"] = one.needed if one else ""
    shown["means"] = asked.meanings.get(one.means[0], "") if one and one.means and asked.meanings else ""
    shown["before"] = f"Worded anew {plural(len(one.earlier), 'time')} so far." if one and one.earlier else ""
    return render(request, "choices/entry.html", shown)


def _asked(name: str) -> ChoiceList:
    if name not in CATALOGUE:
        raise Http404("There is no such list.")
    return CATALOGUE[name]


def _named(viewer: Viewer, asked: ChoiceList) -> Mapping[str, Choice]:
    return get_list(viewer, asked.names) if asked.names else {}


def skills(request: HttpRequest) -> HttpResponse:
    """Show who has which skill; give one, or end one."""
    viewer, on = viewer_of(request), today()
    known, staff = get_list(viewer, SKILLS), {one.public_id: one for one in list_advisers(viewer, on)}
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
    except SkillRefusedError as error:
        form.add_error(None, str(error)) if form.is_bound else messages.warning(request, str(error))
    listed = [
        (one.pk, one.user.name, known[one.code].words if one.code in known else one.code) for one in held.values()
    ]
    return render(request, "choices/skills.html", {"form": form, "listed": listed})
