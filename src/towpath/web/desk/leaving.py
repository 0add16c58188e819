"""Providers' notices of those who left: what waits and by when, recording one, and what was done with it."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from towpath.clock import now, today
from towpath.organisation.queries import standards_for
from towpath.people.queries import leader_of, list_records, organisation_of
from towpath.provision.queries import list_establishments
from towpath.rules.leaver_notices import NoticeClock, NoticeState
from towpath.standards import Standards
from towpath.tracking.actions import (
    NoticeRefusedError,
    drop_notice,
    follow_up_notice,
    pass_on_notice,
    record_leaver_notice,
)
from towpath.tracking.queries import NoticeNotFoundError, WaitingNotice, get_leaver_notice, list_waiting_notices
from towpath.web.desk.forms import LeaverForm, NoticeForm
from towpath.web.disclosure import disclosing
from towpath.web.forms.question import question_page
from towpath.web.parts import Cell, Column, Fact, Link, Table, Tag, pages_of
from towpath.web.people.reading import by_any_id, subject_of
from towpath.web.viewers import viewer_of
from towpath.web.words import plural, short_date
from towpath.web.writing_links import LEAVERS, write_to

A_PAGE = 50
SOURCE = "page:leaver_notice"
NOT_NAMED = "none"
DONE = {
    NoticeState.FOLLOWED: "Followed up",
    NoticeState.PASSED_ON: "Passed on",
    NoticeState.MISTAKE: "A mistake",
}
WAS_OWED = {
    True: "Yes",
    False: "No: they are not of the age that the duty is about",
    None: "Their birth date is not known",
}


def leavers(request: HttpRequest) -> HttpResponse:
    """Show every notice that waits, what is due first first."""
    viewer, on = viewer_of(request), today()
    standards = standards_for(organisation_of(viewer))
    waiting = list_waiting_notices(viewer, on)
    page = Paginator(waiting, A_PAGE).get_page(request.GET.get("page"))
    records = list_records(viewer, [each.notice.person_id for each in page], on)
    disclosing(request, [each.public_id for each in records.values()], subject="leaver_notices")
    known = by_any_id(list(records.values()))
    rows: list[Sequence[Cell]] = [
        (
            Link(known[each.notice.person_id].shown_name, reverse("desk_leaver", args=[each.notice.pk])),
            _place(each),
            each.notice.left_date,
            f"{short_date(each.notice.received_date)}, {plural(each.days_to_tell, 'day')} after",
            _to_do(each, standards),
            Tag("Late", "orange") if each.owed.is_late(on) else Tag(f"By {short_date(each.owed.due_date)}", "blue"),
        )
        for each in page
        if each.notice.person_id in known
    ]
    columns = (
        Column("Young person", heading=True),
        Column("Told by"),
        Column("Left", whole=True),
        Column("We were told"),
        Column("To do"),
        Column("When"),
    )
    shown = {
        "count": len(waiting),
        "write_to": write_to(viewer, LEAVERS),
        "table": Table("Notices that wait", columns, rows, cards=True, caption_hidden=True),
        "results": page,
        "pages": pages_of(page, request.GET),
    }
    return render(request, "desk/leavers.html", shown)


def leaver(request: HttpRequest, leaver_id: int) -> HttpResponse:
    """Show one notice, and write down what was done with it."""
    viewer, on = viewer_of(request), today()
    try:
        found = get_leaver_notice(viewer, leaver_id, on)
    except NoticeNotFoundError:
        raise Http404("There is no such notice.") from None
    subject = subject_of(request, found.notice.person.public_id, subject=f"leaver_notice:{leaver_id}")
    standards = standards_for(organisation_of(viewer))
    lives_in = found.lives_in if found.owed.clock is NoticeClock.PASS_ON else ""
    form = NoticeForm(request.POST or None, councils=_councils(standards, on), lives_in=lives_in)

    def act() -> str:
        done, words = form.cleaned_data["done"], form.cleaned_data["outcome"]
        told = {"notice": found.notice, "outcome": words, "by": viewer.actor, "at": now()}
        if done == NoticeState.PASSED_ON:
            council = form.cleaned_data["la_code"]
            pass_on_notice(**told, la_code="" if council == NOT_NAMED else council)
        elif done == NoticeState.FOLLOWED:
            follow_up_notice(**told)
        else:
            drop_notice(**told)
        return "Written down."

    back = reverse("desk_leavers")
    shown = {
        "bar": subject.bar,
        "said": _said(found, standards),
        "is_settled": found.notice.state != NoticeState.WAITING,
        "status_href": reverse("people_status", args=[subject.record.public_id]),
        "title": "A provider told us that they left",
        "back": back,
        "back_words": "Notices of leavers",
        "button": "Save",
    }
    return question_page(
        request, form, act, template="desk/leaver.html", shown=shown, onward=back, refused=NoticeRefusedError
    )


def tell(request: HttpRequest, person_id: str) -> HttpResponse:
    """Record that a provider told us that somebody left."""
    subject = subject_of(request, person_id)
    viewer = subject.viewer
    places = {str(each.pk): each for each in list_establishments(viewer)}
    form = LeaverForm(request.POST or None, places=[(pk, each.name) for pk, each in places.items()])

    def act() -> str:
        told = form.cleaned_data
        record_leaver_notice(
            person=leader_of(viewer, person_id, subject.on),
            left_date=told["left_date"],
            received_date=told["received_date"],
            establishment=places.get(told["place"]),
            provider_name=told["provider_name"],
            words=told["words"],
            source=SOURCE,
            by=viewer.actor,
            at=now(),
        )
        return "Written down. It waits with the notices of leavers."

    shown = {
        "bar": subject.bar,
        "title": "Who told us that they left, and when?",
        "back": reverse("people_person", args=[subject.record.public_id]),
        "back_words": "Their record",
        "button": "Save",
    }
    return question_page(
        request,
        form,
        act,
        template="kit/question.html",
        shown=shown,
        onward=reverse("desk_leavers"),
        refused=NoticeRefusedError,
    )


def _place(found: WaitingNotice) -> str:
    return found.notice.establishment.name if found.notice.establishment else found.notice.provider_name


def _council(code: str, standards: Standards) -> str:
    return standards.areas[code].label if code in standards.areas else "another council"


def _to_do(found: WaitingNotice, standards: Standards) -> str:
    if found.owed.clock is NoticeClock.PASS_ON:
        return f"Pass on to {_council(found.lives_in, standards)}, where they live"
    return "Find out what they do now"


def _said(found: WaitingNotice, standards: Standards) -> list[Fact]:
    notice = found.notice
    facts = [
        Fact("Told by", _place(found)),
        Fact("Left", notice.left_date),
        Fact("We were told", f"{short_date(notice.received_date)}, {plural(found.days_to_tell, 'day')} after"),
        Fact("Did the law ask them to tell us?", WAS_OWED[found.was_owed]),
    ]
    if notice.words:
        facts.append(Fact("What they said", notice.words))
    if notice.state == NoticeState.WAITING:
        return [*facts, Fact("To do", _to_do(found, standards)), Fact("By", found.owed.due_date)]
    done = DONE[NoticeState(notice.state)]
    if notice.passed_to:
        done = f"{done} to {_council(notice.passed_to, standards)}"
    return [*facts, Fact("What was done", done), Fact("In words", notice.outcome)]


def _councils(standards: Standards, on: date) -> Sequence[tuple[str, str]]:
    named: Mapping[str, str] = {code: area.label for code, area in standards.areas.items() if area.in_force(on)}
    return [(NOT_NAMED, "Not passed on"), *sorted(named.items(), key=lambda each: each[1])]
