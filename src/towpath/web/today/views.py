"""Where a working day starts."""

from datetime import date

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from towpath import clock
from towpath.access import Viewer
from towpath.applications.queries import list_proposing
from towpath.caseload.queries import count_unread_concerns, list_cases, list_own_cases
from towpath.contact.queries import last_contact_dates
from towpath.funds.queries import count_on_today
from towpath.imports.queries import list_expected, list_held
from towpath.organisation.queries import settings_on
from towpath.people.queries import list_deaths_to_say, list_records, organisation_of, visible_to
from towpath.privacy.queries import count_late_looks, count_looks_to_review
from towpath.referrals.queries import list_waiting
from towpath.returns.queries import count_dfe_lines
from towpath.standards import Group
from towpath.tasks.queries import list_own_tasks
from towpath.tracking.queries import get_desk, list_conflicts, list_statuses
from towpath.tracking.queries.waiting import list_proposals_of_lists
from towpath.web.disclosure import disclosing
from towpath.web.parts import pages_of
from towpath.web.people.reading import by_any_id
from towpath.web.today.presenters import Waiting, cards_of, start_of, steps_of
from towpath.web.viewers import viewer_of

A_PAGE = 25


def today(request: HttpRequest) -> HttpResponse:
    """Show what is waiting for whoever is looking: counts that lead somewhere, then their own next steps."""
    viewer, on = viewer_of(request), clock.today()
    page = Paginator(list_own_tasks(viewer, on), A_PAGE).get_page(request.GET.get("page"))
    records = list_records(viewer, [task.person_id for task in page if task.person_id], on)
    disclosing(request, [record.public_id for record in records.values()])
    shown = {
        "today": on,
        "cards": cards_of(_waiting(viewer, on)),
        "steps": steps_of(page, by_any_id(records.values()), on),
        "pages": pages_of(page, request.GET),
        "can_set_up": viewer.may("settings.change") and not visible_to(viewer, on).exists(),
        "start": start_of(viewer),
    }
    return render(request, "today/today.html", shown)


def _waiting(viewer: Viewer, on: date) -> Waiting:
    works, allocates = viewer.may("caseload.work"), viewer.may("caseload.allocate")
    money = count_on_today(viewer, on) if viewer.may("funds.view") else None
    reviews = viewer.may("urgent.review")
    return Waiting(
        overdue_cases=list_own_cases(viewer, on).filter(next_date__lt=on).count() if works else None,
        cases_today=list_own_cases(viewer, on).filter(next_date=on).count() if works else None,
        quiet=_quiet(viewer, on) if works else None,
        team_overdue=list_cases(viewer, on).filter(next_date__lt=on).count() if allocates else None,
        conflicts=list_conflicts(viewer, on).count() if viewer.may("status.resolve") else None,
        proposals=_proposed(viewer, on) if viewer.may("status.resolve") else None,
        held_rows=list_held(viewer).count() if viewer.may("people.match") else None,
        unread_concerns=count_unread_concerns(viewer, on) if viewer.may("concern.read") else None,
        late_looks=count_late_looks(viewer, on) if reviews else None,
        looks_to_review=count_looks_to_review(viewer, on) if reviews else None,
        # Those who work cases start from their own people; for the rest the desk is where the day's work lies.
        to_find=_to_find(viewer, on) if viewer.may("chase.work") and not works else None,
        late_referrals=sum(each.is_late for each in list_waiting(viewer, on)) if viewer.may("referrals.view") else None,
        to_decide=money["decide"] if money and viewer.may("funds.approve") else None,
        receipts_owed=money["own_receipts"] if money else None,
        late_receipts=money["late_receipts"] if money and viewer.may("funds.approve") else None,
        deaths=len(list_deaths_to_say(viewer, on)) if viewer.may("people.edit") else None,
        dfe_lines=count_dfe_lines(viewer).get("ours", 0) if viewer.may("return.answer") else None,
        late_lists=sum(owed.is_late for owed in list_expected(viewer, on)) if viewer.may("imports.view") else None,
    )


def _proposed(viewer: Viewer, on: date) -> int:
    """Return how many statuses wait to be agreed, whether a step of an application or a list proposed them."""
    return list_proposing(viewer, on).count() + list_proposals_of_lists(viewer, on).count()


def _to_find(viewer: Viewer, on: date) -> int:
    """Return how many of 16 and 17 are not known."""
    return get_desk(viewer, on).groups[Group.NOT_KNOWN]


def _quiet(viewer: Viewer, on: date) -> int:
    """Return how many of one's own cases are NEET and not reached lately. The same queries however many there are."""
    ids = list(list_own_cases(viewer, on).values_list("person_id", flat=True))
    statuses, contacts = list_statuses(viewer, ids, on), last_contact_dates(viewer, ids, on)
    quiet_days = int(settings_on(organisation_of(viewer), on)["contact.neet_days"])
    return sum(
        status.silent_since(contacts.get(person_id), on, quiet_days) is not None
        for person_id, status in statuses.items()
    )
