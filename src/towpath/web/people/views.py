"""Find somebody, and see what is known of them."""

from collections.abc import Callable, Sequence

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from towpath.caseload.queries import find_handover, list_advisers_of, list_cases_of
from towpath.clock import now, today
from towpath.contact.queries import Talks, count_talks, last_contact_dates, list_contacts
from towpath.organisation.queries import standards_for
from towpath.people.queries import (
    list_addresses,
    list_dead,
    list_family,
    list_missing_return_facts,
    list_records,
    list_return_facts,
    organisation_of,
    reasons_held_for,
    search_people,
)
from towpath.privacy.queries import list_open_looks
from towpath.risk.queries import NotAssessedError, get_latest_assessment
from towpath.rules.urgent_looks import doors_for
from towpath.tasks.queries import list_tasks_of
from towpath.tracking.queries import list_conflicts, list_statuses, list_timeline
from towpath.web.desk.moving import move_events
from towpath.web.disclosure import disclosing
from towpath.web.parts import Fact, pages_of
from towpath.web.people.amending import links_of, words_for
from towpath.web.people.details.kinds import kinds_changeable_by
from towpath.web.people.flags import died_facts
from towpath.web.people.history import conflict_words, contacts_of, timeline_of
from towpath.web.people.presenters import (
    about_facts,
    address_lines,
    doing_facts,
    duty_facts,
    family_table,
    found_table,
    next_facts,
    return_facts_table,
    risk_facts,
    routes_table,
    to_do,
)
from towpath.web.people.reaching import Phone, phone_of
from towpath.web.people.reading import Subject, place_names, subject_of
from towpath.web.people.relatives import talk_facts
from towpath.web.people.words import place_words
from towpath.web.returns.on_record import NOT_WRONG, found_words, said_of, standing_words
from towpath.web.urgent.presenters import StandingOpen, standing_open
from towpath.web.viewers import viewer_of

A_PAGE = 25
MOST_FOUND = 100
MOST_WRONG = 3
"""Faults of the return that the record tells; the page of its own has them all."""


def people(request: HttpRequest) -> HttpResponse:
    """Show who may be meant by what was typed, or what may be typed."""
    viewer, on, asked = viewer_of(request), today(), request.GET.get("q", "").strip()
    found = search_people(viewer, asked, on, limit=MOST_FOUND) if asked else []
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    ids = [each.person_id for each in page]
    records = list_records(viewer, ids, on) if ids else {}
    statuses = list_statuses(viewer, ids, on) if ids else {}
    disclosing(request, [each.public_id for each in page])
    dead = list_dead(viewer, on) if ids else frozenset()
    table = found_table(list(page), records, statuses, place_names(viewer, records.values()), dead, on)
    shown = {"asked": asked, "table": table, "count": page.paginator.count, "most": MOST_FOUND}
    shown |= {"place": place_words(page), "pages": pages_of(page, request.GET)}
    return render(request, "people/people.html", shown)


def person(request: HttpRequest, person_id: str) -> HttpResponse:
    subject = subject_of(request, person_id)
    family = list_family(subject.viewer, subject.record.id, subject.on)
    disclosing(request, [each.public_id for each in family])
    shown = {"bar": subject.bar, "family": family_table(family), "may": may_of(request), "open": _open_to(subject)}
    return render(request, "people/person.html", shown | _what_happens(subject) | _who_they_are(subject))


def _open_to(subject: Subject) -> list[StandingOpen]:
    """Return what an urgent look holds open of this record to whoever reads the page."""
    return standing_open(list_open_looks(subject.viewer, subject.record.id, now()))


def _what_happens(subject: Subject) -> dict[str, object]:
    viewer, on, person_id = subject.viewer, subject.on, subject.record.id
    case = list_cases_of(viewer, [person_id], on).get(person_id)
    last = last_contact_dates(viewer, [person_id], on).get(person_id) if viewer.may("contact.record") else None
    held = reasons_held_for(viewer, [person_id], on).get(person_id, frozenset())
    doing = died_facts(subject.stops) or doing_facts(subject.status, on)
    if viewer.may("status.view") and not subject.has_died:
        doing += duty_facts(subject.record.birth_date, subject.status, on, standards_for(organisation_of(viewer)))
    return {
        "doing": doing,
        "case": case,
        # Nobody is rung who died, or asked not to be: the flags at the top say which.
        "phone": Phone("") if subject.stops else phone_of(subject.record),
        "may_be_written_to": not subject.stops,
        "has_died": subject.has_died,
        "next": next_facts(
            case,
            last,
            held,
            adviser=_adviser(subject),
            handed_over=find_handover(viewer, case),
            has_died=subject.has_died,
            on=on,
        ),
        "risk": _risk(subject),
        "tasks": to_do(list_tasks_of(viewer, [person_id], on)[person_id], on),
    }


def _adviser(subject: Subject) -> str | None:
    """Return who works with somebody, nobody as an empty text, and None to whoever may not know."""
    if not subject.viewer.may("caseload.whose"):
        return None
    found = list_advisers_of(subject.viewer, [subject.record.id], subject.on).get(subject.record.id)
    return found.name if found else ""


def _risk(subject: Subject) -> Sequence[Fact]:
    """Return what the latest run of early identification made of somebody; nothing where none looked at them."""
    try:
        return risk_facts(get_latest_assessment(subject.viewer, subject.record.id, subject.on))
    except NotAssessedError:
        return ()


def _who_they_are(subject: Subject) -> dict[str, object]:
    viewer, on, record = subject.viewer, subject.on, subject.record
    edition = standards_for(organisation_of(viewer)).edition_on(on)
    return {
        "address": address_lines(record.address),
        "may_look_where": record.address is not None and record.address.is_hidden and bool(doors_for(viewer.role)),
        "earlier": [address_lines(each) for each in list_addresses(viewer, record.id, on)[1:] if not each.is_hidden],
        "routes": routes_table(record),
        "about": about_facts(
            record,
            edition,
            place_names(viewer, [record]),
            changeable=kinds_changeable_by(viewer),
            stops=subject.stops,
        ),
        "missing": len(list_missing_return_facts(viewer, [record.id], on).get(record.id, ())),
        **_in_the_return(subject),
    }


def _in_the_return(subject: Subject) -> dict[str, object]:
    """Return what the return that is next would say of somebody, in short, where the viewer may put it right."""
    said = said_of(subject)
    if said is None:
        return {"in_return": "", "wrongs": []}
    wrong = [each for each in said.found if each.severity not in NOT_WRONG]
    return {
        "in_return": standing_words(said),
        "wrongs": [found_words(each, said.edition) for each in wrong[:MOST_WRONG]],
    }


def may_of(request: HttpRequest) -> dict[str, bool]:
    """Return what this viewer may do from a person's page."""
    viewer = viewer_of(request)
    return {
        "confirm": viewer.may("status.record"),
        "contact": viewer.may("contact.record"),
        "write": viewer.may("messages.write"),
        "see_case": viewer.may("caseload.view"),
        "work_case": viewer.may("caseload.work"),
        "edit": viewer.may("people.edit"),
        "resolve": viewer.may("status.resolve"),
        "raise_concern": viewer.may("concern.raise"),
        "charter": viewer.may("charter.work"),
        "funds": viewer.may("funds.view"),
        "see_who": viewer.may("audit.view"),
        "look": bool(doors_for(viewer.role)),
        "copy": viewer.may("subject_access.work"),
        "hold": viewer.may("retention.hold"),
        "join": viewer.may("people.merge"),
    }


def facts(request: HttpRequest, person_id: str) -> HttpResponse:
    subject = subject_of(request, person_id)
    values = list_return_facts(subject.viewer, subject.record.id, subject.on)
    standards = standards_for(organisation_of(subject.viewer))
    shown = {
        "bar": subject.bar,
        "table": return_facts_table(values, standards, subject.record.public_id, subject.on),
        "missing": sum(value.is_missing for value in values),
        "birth_date_href": reverse("people_birth_date", args=[subject.record.public_id]),
    }
    return render(request, "people/facts.html", shown)


def _leads_to(subject: Subject, route: str, leave: str) -> Callable[[int], str] | None:
    """Return where one entry of a person's may be taken back, by its id; None for those who may not."""
    if not subject.viewer.may(leave):
        return None
    return lambda entry_id: reverse(route, args=[subject.record.public_id, entry_id])


def timeline(request: HttpRequest, person_id: str) -> HttpResponse:
    subject = subject_of(request, person_id)
    ids = (subject.record.id, *subject.record.merged_ids)
    entries = list_timeline(subject.viewer, subject.record.id, subject.on)
    page = Paginator(entries, A_PAGE).get_page(request.GET.get("page"))
    codes = standards_for(organisation_of(subject.viewer)).edition_on(subject.on).activity_codes
    waiting = list_conflicts(subject.viewer, subject.on).filter(person__in=ids)
    shown = {
        "bar": subject.bar,
        "events": timeline_of(page, _leads_to(subject, "people_withdraw", "status.record")),
        "conflicts": conflict_words(waiting, {code: row.label for code, row in codes.items()}),
        "pages": pages_of(page, request.GET),
        "moves": move_events(subject.viewer, subject.record.id, subject.on),
        "may": may_of(request),
    }
    return render(request, "people/timeline.html", shown)


def contacts(request: HttpRequest, person_id: str) -> HttpResponse:
    subject = subject_of(request, person_id)
    viewer, on, record = subject.viewer, subject.on, subject.record
    entries = list_contacts(viewer, record.id, on)
    page = Paginator(entries, A_PAGE).get_page(request.GET.get("page"))
    shown = {
        "bar": subject.bar,
        "events": contacts_of(list(page), words_for(viewer), links_of(subject)),
        "last": talk_facts(
            count_talks(viewer, [record.id], on).get(record.id, Talks()),
            last_contact_dates(viewer, [record.id], on).get(record.id),
            record.shown_name or "them",
        ),
        "pages": pages_of(page, request.GET),
        "open": _open_to(subject),
        "may_look": any(each.is_hidden for each in page) and bool(doors_for(subject.viewer.role)),
    }
    return render(request, "people/contacts.html", shown)
