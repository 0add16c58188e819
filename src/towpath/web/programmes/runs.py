"""Runs: the list of them, one with its people and sessions, whom to enrol, and the register on a phone."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from towpath.clock import now, today
from towpath.people.queries import list_records, search_people
from towpath.programmes.actions import (
    MarkedMeanwhileError,
    ProgrammeRefusedError,
    cancel_session,
    explain_absence,
    mark_register,
)
from towpath.programmes.queries import (
    RegisterLine,
    get_run,
    get_session,
    list_figures_runs,
    list_participations,
    list_reasons,
    list_register,
    list_runs,
    list_sessions,
)
from towpath.web.disclosure import disclosing
from towpath.web.people.reading import by_any_id, staff_names
from towpath.web.programmes.asking import Asking, ask, found
from towpath.web.programmes.forms import BecauseForm
from towpath.web.programmes.presenters import (
    found_table,
    is_settled,
    meanwhile_words,
    next_session,
    people_table,
    register_rows,
    run_facts,
    runs_table,
    sessions_table,
    stages_table,
)
from towpath.web.viewers import viewer_of
from towpath.web.words import date_in_words

MOST_FOUND = 20


def runs(request: HttpRequest) -> HttpResponse:
    """Show every run; to whoever may see figures alone, with a way to them and no other."""
    viewer, on = viewer_of(request), today()
    is_worker = viewer.may("programmes.work")
    table = runs_table(list_runs(viewer) if is_worker else list_figures_runs(viewer), on, is_worker=is_worker)
    return render(request, "programmes/runs.html", {"table": table, "is_worker": is_worker})


def run(request: HttpRequest, programme_run_id: int) -> HttpResponse:
    viewer, on = viewer_of(request), today()
    shown = found(lambda: get_run(viewer, programme_run_id))
    participations = list(list_participations(viewer, shown, on).prefetch_related("marks__session"))
    records = list_records(viewer, [each.person_id for each in participations], on)
    disclosing(request, [record.public_id for record in records.values()])
    sessions = list(list_sessions(viewer, shown))
    people = people_table(participations, by_any_id(records.values()))
    page = {
        "run": shown,
        "facts": run_facts(shown, [each.user.name for each in shown.staff.select_related("user").order_by("pk")]),
        "people": people,
        "stages": stages_table(shown.stages.order_by("position"), may_change=False),
        "sessions": sessions_table("Sessions", [each for each in sessions if not is_settled(each, on)], on),
        "marked": sessions_table("Held and marked", [each for each in sessions if is_settled(each, on)], on),
        "next": next_session(sessions, on),
    }
    return render(request, "programmes/run.html", page)


def enrol_whom(request: HttpRequest, programme_run_id: int) -> HttpResponse:
    """Look for somebody to enrol."""
    viewer, on, asked = viewer_of(request), today(), request.GET.get("q", "").strip()
    shown = found(lambda: get_run(viewer, programme_run_id))
    matches = search_people(viewer, asked, on, limit=MOST_FOUND) if asked else []
    disclosing(request, [each.public_id for each in matches])
    page = {"run": shown, "asked": asked, "table": found_table(matches, shown)}
    return render(request, "programmes/enrol.html", page)


def register(request: HttpRequest, session_id: int) -> HttpResponse:
    """Show the register of one session, and mark one person with one press."""
    viewer, on = viewer_of(request), today()
    session = found(lambda: get_session(viewer, session_id))
    lines = list_register(viewer, session, on)
    records = list_records(viewer, [line.participation.person_id for line in lines], on)
    disclosing(request, [record.public_id for record in records.values()])
    names = {key: record.shown_name or "Name not recorded" for key, record in by_any_id(records.values()).items()}
    if request.method == "POST":
        pressed = request.POST.get("participation", "")
        line = next((each for each in lines if str(each.participation.pk) == pressed), None)
        _press(request, session, line, names)
        return redirect(f"{reverse('programmes_register', args=[session.pk])}#p{pressed if line else ''}")
    rows = register_rows(lines, names)
    page = {
        "session": session,
        "rows": rows,
        "reasons": list(list_reasons(viewer, "absence")),
        "left": sum(not row.mark for row in rows),
        "is_to_come": session.session_date > on,
    }
    return render(request, "programmes/register.html", page)


def _press(request: HttpRequest, session: Any, line: RegisterLine | None, names: dict[int, str]) -> None:
    """Do what one button of the register says, and say so where it could not be done."""
    viewer, given = viewer_of(request), request.POST
    if line is None:
        messages.error(request, "They do not take part in this session. Look at the register again.")
        return
    name, seen = names.get(line.participation.person_id, "They"), given.get("seen", "")
    try:
        if "reason" in given:
            reason = list_reasons(viewer, "absence").filter(pk=_number(given["reason"])).first()
            if reason is None or line.mark is None:
                messages.error(request, "Choose a reason for the absence.")
            elif line.mark.reason_id != reason.pk:
                explain_absence(mark=line.mark, reason=reason, by=viewer.actor, at=now())
            return
        mark_register(
            session=session,
            participation=line.participation,
            mark=given.get("mark", ""),
            seen=_number(seen),
            by=viewer.actor,
            at=now(),
        )
    except MarkedMeanwhileError as meanwhile:
        messages.warning(request, meanwhile_words(name, meanwhile.mark, staff_names(viewer)))
    except ProgrammeRefusedError as refused:
        messages.error(request, f"{name}: {refused}")


def _number(typed: str) -> int:
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 10 else 0


def session_off(request: HttpRequest, session_id: int) -> HttpResponse:
    """Ask why there is no session, and call it off."""
    viewer = viewer_of(request)
    session = found(lambda: get_session(viewer, session_id))
    asking = Asking(
        title=f"No session on {date_in_words(session.session_date)}",
        button="Call it off",
        done="The session is called off. It was missed by nobody.",
        back=reverse("programmes_register", args=[session.pk]),
        back_words="Register",
        onward=reverse("programmes_run", args=[session.run_id]),
    )

    def act(given: Any) -> None:
        cancel_session(session=session, because=given.cleaned_data["because"], by=viewer.actor, at=now())

    return ask(request, BecauseForm(request.POST or None), act, asking)
