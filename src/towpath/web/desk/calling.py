"""One screen for a session on the phone: who, what to know first, the number, one press for what came, the next."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localtime

from towpath.access.queries import get_lists
from towpath.caseload.queries import list_advisers_of
from towpath.clock import now, today
from towpath.contact.actions import ContactRefusedError
from towpath.contact.lists import CHANNELS, LISTS, OUTCOMES
from towpath.organisation.queries import get_organisation
from towpath.people.queries import find_route, leader_of
from towpath.provision.queries import list_establishments
from towpath.rules.attempts import StopReason
from towpath.rules.ready_lists import LISTS_BY_CODE
from towpath.tracking.actions import (
    CallOutcome,
    SessionRefusedError,
    leave_session,
    overrule_stop,
    record_turn,
    settle_turn,
    start_session,
    take_next,
    undo_turn,
)
from towpath.tracking.queries import (
    SessionNotFoundError,
    achieved_by_all,
    achieved_in,
    get_session,
    get_turn,
    is_elsewhere,
    is_of_colleague,
    list_sessions,
)
from towpath.web.desk.forms import CALLS, REACHED, SPOKE_FAMILY, CallForm, offered
from towpath.web.desk.hours import achieved_facts, session_rows
from towpath.web.desk.presenters import last_known_words, of_adviser
from towpath.web.desk.reading import desk_of, ready_list_of
from towpath.web.desk.trying import before_trying, session_links, times_of_people
from towpath.web.disclosure import disclosing
from towpath.web.people.presenters import doing_facts
from towpath.web.people.reading import subject_of
from towpath.web.people.telling import MOST_PLACES, status_form, told_status
from towpath.web.people.words import told_by
from towpath.web.returns.warning import warned_of, with_status
from towpath.web.viewers import viewer_of

SESSIONS_SHOWN = 50
MOST_TURNS = 2000
LONGEST_PLACE = 7
NOTE_KEPT = "Your note is still here: copy it to the record."


class _ElsewhereError(Exception):
    """The session is a colleague's."""


def start(request: HttpRequest, ready_list: str) -> HttpResponse:
    """Begin a session down one list, of one adviser's people where the list was filtered so, and give the first."""
    viewer, on, at, ready = viewer_of(request), today(), now(), ready_list_of(ready_list)
    lines = desk_of(viewer, on).on_list(ready.code)
    wanted = request.GET.get("adviser", "")
    advisers = list_advisers_of(viewer, [line.person_id for line in lines], on) if wanted else {}
    ids = [line.person_id for line in of_adviser(lines, advisers, wanted, viewer.user)][:MOST_TURNS]
    try:
        session = start_session(
            organisation=get_organisation(viewer.organisation),
            user=request.user,  # type: ignore[arg-type]
            list_code=ready.code,
            person_ids=ids,
            best_times=times_of_people(viewer, ids, localtime(at)),
            by=viewer.actor,
            at=at,
        )
    except SessionRefusedError as error:
        messages.warning(request, str(error))
        return redirect("desk")
    return _onward(request, session)


def _onward(request: HttpRequest, session: Any, *, skipped: int = 0) -> HttpResponse:
    """Give whoever holds a session the next person, or say that all have had their turn."""
    viewer, on = viewer_of(request), today()
    standing = {line.person_id for line in desk_of(viewer, on).on_list(session.list_code)}
    turn = take_next(session=session, standing=standing, by=viewer.actor, at=now(), skipped=skipped)
    if turn is None:
        leave_session(session=session, for_good=not _has_waiting(session), by=viewer.actor, at=now())
        words = f"You are through the list “{LISTS_BY_CODE[session.list_code].words}” for now."
        messages.success(request, words)
        return redirect("desk_sessions")
    return redirect("desk_call", session.pk, turn.position)


def _has_waiting(session: Any) -> bool:
    return bool(session.turns.filter(state="waiting").exists())


def _session(request: HttpRequest, call_session_id: int) -> Any:
    viewer = viewer_of(request)
    try:
        return get_session(viewer, call_session_id)
    except SessionNotFoundError as error:
        if is_of_colleague(viewer, call_session_id):
            raise _ElsewhereError from error
        raise Http404("There is no such session.") from None


def _turned_away(request: HttpRequest) -> HttpResponse:
    messages.warning(request, "That session is a colleague’s. Start one of your own from a list.")
    return redirect("desk")


def following(request: HttpRequest, call_session_id: int) -> HttpResponse:
    """Go on with a session, leaving whoever stands there for later."""
    try:
        session = _session(request, call_session_id)
    except _ElsewhereError:
        return _turned_away(request)
    skipped = request.POST.get("skipped", "")
    is_place = skipped.isascii() and skipped.isdecimal() and len(skipped) < LONGEST_PLACE
    return _onward(request, session, skipped=int(skipped) if is_place else 0)


def leave(request: HttpRequest, call_session_id: int) -> HttpResponse:
    """Stop for now, so that it can be gone on with tomorrow, or for good."""
    try:
        session = _session(request, call_session_id)
    except _ElsewhereError:
        return _turned_away(request)
    for_good = request.POST.get("for_good") == "yes"
    leave_session(session=session, for_good=for_good, by=viewer_of(request).actor, at=now())
    messages.success(request, "Session ended." if for_good else "Stopped. Go on with it any day from the desk.")
    return redirect("desk_sessions")


def undo(request: HttpRequest, call_session_id: int) -> HttpResponse:
    """Take the last outcome back, and show that person again."""
    try:
        session = _session(request, call_session_id)
    except _ElsewhereError:
        return _turned_away(request)
    try:
        turn = undo_turn(session=session, by=viewer_of(request).actor, at=now())
    except (SessionRefusedError, ContactRefusedError) as error:
        messages.warning(request, str(error))
        return redirect("desk_sessions") if not session.turns.exists() else _onward(request, session)
    messages.success(request, "Taken back. A status that was recorded stays: take it back on their timeline.")
    return redirect("desk_call", session.pk, turn.position)


def call(request: HttpRequest, call_session_id: int, position: int) -> HttpResponse:
    """Show one person of a session, and record what came of ringing them."""
    try:
        session = _session(request, call_session_id)
    except _ElsewhereError:
        return _turned_away(request)
    turn = _turn(request, call_session_id, position)
    subject = subject_of(request, turn.person.public_id, subject=f"session:{call_session_id}")
    viewer, at = subject.viewer, now()
    # Whoever has rung already is heard, though their ten minutes are over and a colleague looks at the person now.
    if request.method != "POST" and (turn.state != "waiting" or is_elsewhere(viewer, turn.person_id, at)):
        messages.info(request, "This turn is over. Go on with the next person.")
        return redirect("desk_sessions")
    lists = get_lists(viewer, LISTS)
    before = before_trying(viewer, subject.record, localtime(at), lists[OUTCOMES.name], lists[CHANNELS.name])
    disclosing(request, before.named, subject=f"session:{call_session_id}")
    groups = offered(CALLS, lists[OUTCOMES.name], lists[CHANNELS.name])
    routes = [(each.route_id, f"{each.text}: {each.whose}") for each in before.numbers]
    first = {"route": routes[0][0]} if routes else {}
    form = CallForm(request.POST or None, initial=first, groups=groups, routes=routes, on=subject.on)
    if request.method == "POST" and form.is_valid():
        try:
            return _recorded(request, session, turn, form, routes)
        except (SessionRefusedError, ContactRefusedError) as error:
            if not form.cleaned_data["words"]:
                messages.warning(request, str(error))
                return _onward(request, session)
            form.add_error(None, f"{error} {NOTE_KEPT}")
    shown = {
        "bar": subject.bar,
        "before": before,
        "doing": doing_facts(subject.status, subject.on),
        "last_known": last_known_words(subject.status),
        "groups": groups,
        "form": form,
        "session": session,
        "turn": turn,
        "words": LISTS_BY_CODE[session.list_code].words,
        "to_do": LISTS_BY_CODE[session.list_code].to_do,
        "links": session_links(session.pk),
    }
    return render(request, "desk/call.html", shown)


def _turn(request: HttpRequest, call_session_id: int, position: int) -> Any:
    try:
        return get_turn(viewer_of(request), call_session_id, position)
    except SessionNotFoundError:
        raise Http404("There is no such turn.") from None


def _recorded(request: HttpRequest, session: Any, turn: Any, form: CallForm, routes: Any) -> HttpResponse:
    """
    Record an outcome; ask what they are doing where somebody was reached, else go on with the next person.

    :raises SessionRefusedError: the turn is over
    :raises ContactRefusedError: it cannot be recorded so
    """
    viewer, chosen, on = viewer_of(request), form.chosen, today()
    rung = form.cleaned_data.get("route") or (routes[0][0] if routes else "")
    told = CallOutcome(
        channel=chosen.channel,
        outcome=chosen.outcome,
        words=form.cleaned_data["words"],
        route=find_route(viewer, turn.person_id, int(rung), on) if rung else None,
        next_step=form.next_step,
    )
    person = leader_of(viewer, turn.person.public_id, on)
    record_turn(turn=turn, person=person, told=told, by=viewer.actor, at=now())
    messages.success(request, f"“{chosen.words}” recorded.")
    if chosen.outcome in REACHED:
        how = "parent" if chosen.outcome == SPOKE_FAMILY else "young_person"
        return redirect(f"{reverse('desk_call_settle', args=[session.pk, turn.position])}?how={how}")
    return _onward(request, session)


def settle(request: HttpRequest, call_session_id: int, position: int) -> HttpResponse:
    """Ask briefly what somebody who was reached is doing, and go on with the next person."""
    try:
        session = _session(request, call_session_id)
    except _ElsewhereError:
        return _turned_away(request)
    turn = _turn(request, call_session_id, position)
    subject = subject_of(request, turn.person.public_id, subject=f"session:{call_session_id}")
    form = status_form(request, subject)
    breaks: list[str] = []
    if request.method == "POST" and form.is_valid():
        breaks = warned_of(request, subject, form, with_status(subject, form.cleaned_data))
        if not breaks and told_status(request, subject, form):
            settle_turn(turn=turn, by=subject.viewer.actor, at=now())
            return _onward(request, session)
    places = list_establishments(subject.viewer).filter(closed_date__isnull=True)[:MOST_PLACES]
    shown = {
        "bar": subject.bar,
        "form": form,
        "breaks": breaks,
        "places": [one.name for one in places],
        "following": session_links(session.pk)["following"],
        "is_filled": not form.is_bound and bool(form.initial.get("code")),
        "told": f"{told_by(str(form['how'].value() or 'young_person'))} today",
    }
    return render(request, "desk/settle.html", shown)


def overrule(request: HttpRequest, call_session_id: int, position: int) -> HttpResponse:
    """Write down that somebody is tried today all the same."""
    try:
        session = _session(request, call_session_id)
    except _ElsewhereError:
        return _turned_away(request)
    turn, rule = _turn(request, call_session_id, position), request.POST.get("rule", "")
    if rule in {each.value for each in StopReason}:
        viewer = viewer_of(request)
        person = leader_of(viewer, turn.person.public_id, today())
        overrule_stop(person=person, rule=StopReason(rule), by=viewer.actor, at=now())
        messages.success(request, "Written down: you try today all the same.")
    return redirect("desk_call", session.pk, position)


def sessions(request: HttpRequest) -> HttpResponse:
    """Show the reader's own sessions with what came of each, and to whoever leads the month's sum."""
    viewer, on = viewer_of(request), today()
    own = list(list_sessions(viewer)[:SESSIONS_SHOWN])
    shown = {
        "rows": session_rows(own, achieved_in(viewer, own)),
        "total": achieved_facts(achieved_by_all(viewer, on.replace(day=1))) if viewer.may("desk.manage") else [],
        "month": on,
    }
    return render(request, "desk/sessions.html", shown)
