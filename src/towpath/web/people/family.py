"""One person's family: who they are to each other, whose number is whose, and how often each side was talked with."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from towpath.caseload.queries import list_advisers_of
from towpath.contact.queries import Talks, count_talks, last_contact_dates
from towpath.people.queries import list_family, list_records, list_shared_parents
from towpath.web.disclosure import disclosing
from towpath.web.people.presenters import routes_table
from towpath.web.people.reading import subject_of
from towpath.web.people.relatives import groups_of, shared_parent_words, talk_facts, warnings_of


def family(request: HttpRequest, person_id: str) -> HttpResponse:
    """Show what must not be done first, then the family part by part, and how to reach them."""
    subject = subject_of(request, person_id)
    viewer, on, record = subject.viewer, subject.on, subject.record
    found = list_family(viewer, record.id, on)
    shared = list_shared_parents(viewer, record.id, on)
    disclosing(request, [*(each.public_id for each in found), *(each.public_id for each in shared)])
    ids = [each.person_id for each in found]
    relatives = list_records(viewer, ids, on)
    advisers = list_advisers_of(viewer, ids, on) if viewer.may("caseload.whose") else {}
    talks = count_talks(viewer, [record.id], on).get(record.id, Talks())
    last = last_contact_dates(viewer, [record.id], on).get(record.id)
    shown = {
        "bar": subject.bar,
        "warnings": warnings_of(record, found, relatives),
        "groups": groups_of(record, found, relatives, advisers),
        "shared": shared_parent_words(shared),
        "talks": talk_facts(talks, last, record.shown_name or "them"),
        "routes": routes_table(record),
    }
    return render(request, "people/family.html", shown)
