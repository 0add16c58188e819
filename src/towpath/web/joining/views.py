"""Records that may be one person twice: those that are alike, one beside another, joining them, and parting them."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode

from towpath.caseload.queries import list_advisers_of
from towpath.clock import now, today
from towpath.contact.queries import last_contact_dates
from towpath.jobs.actions import enqueue
from towpath.matching.jobs import FIND
from towpath.matching.pairs import PairRefusedError, ask_again, keep_apart
from towpath.matching.queries import get_pair, list_pairs
from towpath.organisation.queries import get_organisation
from towpath.people.actions import MergeRefusedError
from towpath.people.queries import (
    JoinNotFoundError,
    PersonNotFoundError,
    PersonRecord,
    get_join,
    leader_of,
    list_joins,
    list_records,
    search_people,
)
from towpath.provision.queries import list_establishments
from towpath.tracking.actions.merging import merge_people, unmerge_people
from towpath.tracking.queries import list_statuses
from towpath.web.disclosure import disclosing
from towpath.web.forms.form import Form
from towpath.web.joining.forms import APART, JoinForm
from towpath.web.joining.presenters import (
    Around,
    alike_table,
    comparison_of,
    found_links,
    joins_table,
    name_of,
)
from towpath.web.matching.presenters import Known, place_ids
from towpath.web.parts import pages_of
from towpath.web.people.reading import staff_names, subject_of
from towpath.web.viewers import viewer_of
from towpath.web.words import likeness_words

A_PAGE = 25
MOST_FOUND = 10


def alike(request: HttpRequest) -> HttpResponse:
    """Show the records that may be one person, or with `show=apart` those that somebody keeps apart."""
    viewer, on = viewer_of(request), today()
    apart = request.GET.get("show") == APART
    page = Paginator(list_pairs(viewer, on, apart=apart), A_PAGE).get_page(request.GET.get("page"))
    pairs = list(page)
    ids = {one for each in pairs for one in (each.first_id, each.second_id)}
    records = list_records(viewer, ids, on) if ids else {}
    disclosing(request, [record.public_id for record in records.values()], subject="matching:alike" if ids else "")
    shown = {
        "table": alike_table(pairs, records, apart=apart) if pairs else None,
        "count": page.paginator.count,
        "pages": pages_of(page, request.GET),
        "apart": apart,
        "form": Form(),
    }
    return render(request, "joining/alike.html", shown)


def look(request: HttpRequest) -> HttpResponse:
    """Look through everybody held for records that are alike, while the person watches."""
    viewer = viewer_of(request)
    job = enqueue(
        FIND,
        organisation=get_organisation(viewer.organisation),
        arguments={},
        by=viewer.actor,
        at=now(),
        key=f"{FIND}:{viewer.organisation_id}",
    )
    return redirect(f"{reverse('work', args=[job.pk])}?{urlencode({'next': reverse('joining_alike')})}")


def choose(request: HttpRequest, person_id: str) -> HttpResponse:
    """Find the other record of somebody, and see what was joined to theirs."""
    subject = subject_of(request, person_id)
    viewer, on, asked = subject.viewer, subject.on, request.GET.get("q", "").strip()
    found = search_people(viewer, asked, on, limit=MOST_FOUND + 1) if asked else []
    others = [each for each in found if each.person_id != subject.record.id][:MOST_FOUND]
    disclosing(request, [each.public_id for each in others])
    joins = list_joins(viewer, subject.record.id, on)
    shown = {
        "bar": subject.bar,
        "asked": asked,
        "found": found_links(others, subject.record.public_id),
        "joins": joins_table(joins, subject.record.public_id, staff_names(viewer)) if joins else None,
    }
    return render(request, "joining/choose.html", shown)


def pair(request: HttpRequest, person_id: str, other_id: str) -> HttpResponse:
    """Show two records side by side; join them as somebody chooses, or keep them apart."""
    viewer, on = viewer_of(request), today()
    first, second = _two(request, person_id, other_id)
    disclosing(request, [first.public_id, second.public_id])
    names = ((first.public_id, name_of(first)), (second.public_id, name_of(second)))
    held = get_pair(viewer, first.id, second.id)
    kept_apart = held is not None and held.apart_at is not None
    form = JoinForm(request.POST or None, names=names)
    if request.method == "POST" and kept_apart and "again" in request.POST:
        return _ask_again(request, held)
    if request.method == "POST" and form.is_valid():
        try:
            return _decide(request, first, second, form.cleaned_data)
        except (MergeRefusedError, PairRefusedError) as error:
            form.add_error(None, str(error))
    named = list_establishments(viewer).filter(pk__in=place_ids([first, second])).values_list("pk", "name")
    ids = [first.id, second.id]
    advisers = list_advisers_of(viewer, ids, on)
    around = Around(
        list_statuses(viewer, ids, on),
        last_contact_dates(viewer, ids, on),
        {each: found.name for each, found in advisers.items()},
    )
    shown = {
        "first": first.public_id,
        "name": name_of(first),
        "other": name_of(second),
        "compared": comparison_of(first, second, Known(dict(named), "", ""), around, held.reasons if held else ()),
        "alike": likeness_words(held.score) if held and held.score and not kept_apart else "",
        "kept_apart": kept_apart,
        "form": form,
    }
    return render(request, "joining/pair.html", shown)


def part(request: HttpRequest, person_id: str, join_id: int) -> HttpResponse:
    """Ask first, then make two people of what was joined."""
    subject = subject_of(request, person_id)
    try:
        join = get_join(subject.viewer, subject.record.id, join_id, subject.on)
    except JoinNotFoundError as error:
        raise Http404(str(error)) from None
    form = Form(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            unmerge_people(alias=join, by=subject.viewer.actor, at=now())
        except MergeRefusedError as error:
            messages.warning(request, f"Nothing was changed. {error}")
        else:
            messages.success(request, "They are two people again. Every fact is with the record it was written for.")
        return redirect("joining", person_id=join.same_as.public_id)
    return render(request, "joining/part.html", {"bar": subject.bar, "form": form})


def _decide(request: HttpRequest, first: PersonRecord, second: PersonRecord, given: Mapping[str, Any]) -> HttpResponse:
    viewer, on, at = viewer_of(request), today(), now()
    one, other = leader_of(viewer, first.public_id, on), leader_of(viewer, second.public_id, on)
    if given["decision"] == APART:
        keep_apart(one=one, other=other, by=viewer.actor, at=at)
        messages.success(request, "Two people: we will not ask again.")
        return redirect("joining_alike")
    leader, joined = (one, other) if given["decision"] == first.public_id else (other, one)
    merge_people(person=joined, same_as=leader, by=viewer.actor, at=at, reason=given["reason"])
    messages.success(request, "Joined: the two records are one person now. This can be undone.")
    return redirect("joining", person_id=leader.public_id)


def _ask_again(request: HttpRequest, held: Any) -> HttpResponse:
    try:
        ask_again(pair=held, by=viewer_of(request).actor, at=now())
    except PairRefusedError as error:
        messages.warning(request, f"Nothing was changed. {error}")
    else:
        messages.success(request, "Taken back. Decide again.")
    return redirect(request.path)


def _two(request: HttpRequest, person_id: str, other_id: str) -> tuple[PersonRecord, PersonRecord]:
    """Return two records of two people whom the viewer may see."""
    viewer, on = viewer_of(request), today()
    try:
        ids = [leader_of(viewer, each, on).pk for each in (person_id, other_id)]
    except PersonNotFoundError:
        raise Http404("No such person in this council.") from None
    if ids[0] == ids[1]:
        raise Http404("These are one record already.")
    records = list_records(viewer, ids, on)
    return records[ids[0]], records[ids[1]]
