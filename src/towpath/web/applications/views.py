"""What one young person could join, what they applied for, and each step of the way."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from towpath.applications.actions import (
    ApplicationChangedError,
    ApplicationRefusedError,
    record_step,
    shortlist,
    take_back_step,
)
from towpath.applications.queries import (
    ApplicationNotFoundError,
    get_application,
    list_applications_of,
    list_proposing,
)
from towpath.charter.queries import list_placements_of, list_submissions_of
from towpath.clock import now, today
from towpath.people.queries import leader_of, list_records, organisation_of
from towpath.provision.offers import offer_of
from towpath.provision.queries import (
    OpeningNotFoundError,
    find_point,
    get_opening,
    list_openings,
    match_openings,
)
from towpath.rules.applications import Stage, next_stages
from towpath.rules.openings import Verdict, Wanted, fit
from towpath.tracking.actions import StatementRefusedError, decide_proposal
from towpath.tracking.actions.decisions import AlreadyDecidedError
from towpath.tracking.queries.waiting import list_proposals_of_lists
from towpath.web.applications.forms import DecideForm, OptionsForm, ShortlistForm, StepForm, next_monday
from towpath.web.applications.presenters import (
    VERDICTS,
    met_by,
    options_of,
    proposal_words,
    proposals_table,
    stage_tag,
    steps_of,
    ways_of,
    ways_table,
    where_of,
)
from towpath.web.directory.presenters import opening_facts
from towpath.web.directory.views import stale_days
from towpath.web.disclosure import disclosing
from towpath.web.forms.conflict import conflict_page
from towpath.web.forms.form import VersionedForm
from towpath.web.parts import pages_of
from towpath.web.people.reading import Subject, by_any_id, staff_names, subject_of
from towpath.web.people.words import place_words
from towpath.web.viewers import viewer_of

A_PAGE = 20
YES_NO = {"yes": True, "no": False}


def options(request: HttpRequest, person_id: str) -> HttpResponse:
    """Show who could take this young person, with reasons and the one thing missing."""
    subject = subject_of(request, person_id)
    form = _asked(request, subject)
    shown: dict[str, object] = {"bar": subject.bar, "form": form}
    if not form.is_bound or form.is_valid():
        given = form.cleaned_data if form.is_bound else form.initial
        wanted = _wanted(subject, given)
        rows = list_openings(subject.viewer, words=given.get("words", ""), kind=given.get("kind", ""))
        found = match_openings(subject.viewer, rows, wanted)
        page = Paginator(found.found, A_PAGE).get_page(request.GET.get("page"))
        openings = {each.pk: each for each in rows.filter(pk__in=list(page))}
        running = list_applications_of(subject.viewer, subject.record.id, subject.on).filter(ended_date__isnull=True)
        shown |= {
            "options": options_of(
                [(openings[each], fit(offer_of(openings[each]), wanted)) for each in page if each in openings],
                frozenset(running.values_list("opening_id", flat=True)),
                person_id=subject.record.public_id,
                query=request.GET.urlencode(),
                on=subject.on,
                stale_days=wanted.stale_after_days,
            ),
            "counts": {verdict.value: found.count(verdict) for verdict in Verdict},
            "looked_at": found.looked_at,
            "start": wanted.start_date,
            "pages": pages_of(page, request.GET),
            "place": place_words(page),
        }
    return render(request, "applications/options.html", shown)


def put_on_list(request: HttpRequest, person_id: str, opening_id: int) -> HttpResponse:
    """Show one opening beside what this young person needs, and put it on their shortlist."""
    subject = subject_of(request, person_id)
    opening = _opening(subject, opening_id)
    form = ShortlistForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            application = shortlist(
                person=leader_of(subject.viewer, person_id, subject.on),
                opening=opening,
                why=form.cleaned_data["why"],
                by=subject.viewer.actor,
                at=now(),
            )
        except ApplicationRefusedError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"{opening.title} is on their shortlist.")
            return redirect("applications_step", subject.record.public_id, application.pk)
    asked = _asked(request, subject)
    given = asked.cleaned_data if asked.is_bound and asked.is_valid() else asked.initial
    came_to = fit(offer_of(opening), _wanted(subject, given))
    shown = {
        "bar": subject.bar,
        "form": form,
        "opening": opening,
        "where": where_of(opening),
        "fit": came_to,
        "verdict": VERDICTS[came_to.verdict],
        "met": met_by(came_to),
        "facts": opening_facts(opening, subject.on, stale_days(subject.viewer)),
    }
    return render(request, "applications/shortlist.html", shown)


def applications(request: HttpRequest, person_id: str) -> HttpResponse:
    """Show every way on that a young person has taken, through the directory or the Charter."""
    subject = subject_of(request, person_id)
    whose = (subject.viewer, subject.record.id, subject.on)
    ways = ways_of(
        list_applications_of(*whose),
        list_submissions_of(*whose),
        list(list_placements_of(*whose)),
        person_id=subject.record.public_id,
    )
    page = Paginator(ways, A_PAGE).get_page(request.GET.get("page"))
    shown = {
        "bar": subject.bar,
        "table": ways_table(page),
        "may_put_forward": subject.viewer.may("charter.work"),
        "pages": pages_of(page, request.GET),
        "place": place_words(page),
    }
    return render(request, "applications/applications.html", shown)


def proposals(request: HttpRequest) -> HttpResponse:
    """Show the statuses that steps propose and nobody has decided on."""
    viewer, on = viewer_of(request), today()
    page = Paginator(list_proposing(viewer, on), A_PAGE).get_page(request.GET.get("page"))
    waiting = list(page)
    records = list_records(viewer, [each.person_id for each in waiting], on)
    disclosing(request, [record.public_id for record in records.values()], subject="proposals")
    shown = {
        "table": proposals_table(waiting, by_any_id(records.values())),
        "pages": pages_of(page, request.GET),
        "count": page.paginator.count,
        "on_lists": list_proposals_of_lists(viewer, on).count(),
    }
    return render(request, "applications/proposals.html", shown)


def step(request: HttpRequest, person_id: str, application_id: int) -> HttpResponse:
    """Show one application, and record the next step of it."""
    subject = subject_of(request, person_id)
    application = _application(subject, application_id)
    stages = next_stages({Stage(each.stage): each.happened_date for each in application.steps.all()})
    form = StepForm(request.POST or None, initial={"version": application.version}, stages=stages, on=subject.on)
    if request.method == "POST" and form.is_bound and form.is_behind(application.version):
        return _two_versions(request, form, application, subject)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            record_step(
                application=application,
                version=application.version,
                stage=Stage(given["stage"]),
                happened_date=given["happened_date"],
                said_by=given["said_by"],
                words=given["words"],
                by=subject.viewer.actor,
                at=now(),
            )
        except ApplicationChangedError as error:
            return _two_versions(request, form, error.application, subject)
        except ApplicationRefusedError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Saved.")
            return redirect("applications_step", subject.record.public_id, application.pk)
    steps, reached = steps_of(application, staff_names(subject.viewer)), Stage(application.stage)
    shown = {
        "bar": subject.bar,
        "form": form,
        "application": application,
        "where": where_of(application.opening),
        "stage": stage_tag(application),
        "steps": steps,
        "can_go_on": bool(stages),
        "can_take_back": len(steps) > 1,
        "take_back": VersionedForm(initial={"version": application.version}, auto_id="take_back_%s"),
        "proposal": proposal_words(application),
        "decide": _decide_form(application, reached) if _may_decide(subject, application) else None,
    }
    return render(request, "applications/step.html", shown)


def take_back(request: HttpRequest, person_id: str, application_id: int) -> HttpResponse:
    """Take back the latest step, recorded by mistake."""
    subject = subject_of(request, person_id)
    application, form = _application(subject, application_id), VersionedForm(request.POST)
    try:
        if form.is_behind(application.version):
            raise ApplicationChangedError(application)
        take_back_step(application=application, version=application.version, by=subject.viewer.actor, at=now())
    except (ApplicationChangedError, ApplicationRefusedError) as error:
        messages.warning(request, str(error))
    else:
        messages.success(request, "Taken back, with what it told the guarantee and proposed as a status.")
    return redirect("applications_step", subject.record.public_id, application.pk)


def decide(request: HttpRequest, person_id: str, application_id: int) -> HttpResponse:
    """Make a statement of the status that a start proposed, or leave it."""
    subject = subject_of(request, person_id)
    application = _application(subject, application_id)
    form = DecideForm(request.POST, stage=Stage(application.stage))
    if form.is_behind(application.version):
        messages.warning(request, "Somebody recorded a step meanwhile. Read it again before you decide.")
    elif application.proposal is None or not form.is_valid():
        messages.warning(request, "Choose whether it is so.")
    else:
        is_taken = form.cleaned_data["take"] == "yes"
        try:
            decide_proposal(
                organisation=organisation_of(subject.viewer),
                proposal_id=application.proposal_id,
                take=is_taken,
                by=subject.viewer.actor,
                at=now(),
            )
        except (AlreadyDecidedError, StatementRefusedError) as error:
            messages.warning(request, str(error))
        else:
            messages.success(request, "Their status is recorded." if is_taken else "Their status is left as it is.")
    return redirect("applications_step", subject.record.public_id, application.pk)


def _decide_form(application: Any, reached: Stage) -> DecideForm:
    return DecideForm(initial={"version": application.version}, auto_id="decide_%s", stage=reached)


def _asked(request: HttpRequest, subject: Subject) -> OptionsForm:
    is_asked = any(name.startswith("start_date") for name in request.GET)
    return OptionsForm(request.GET if is_asked else None, initial={"start_date": next_monday(subject.on)})


def _wanted(subject: Subject, given: Mapping[str, Any]) -> Wanted:
    address = subject.record.address
    postcode = address.postcode if address and not address.is_protected else ""
    return Wanted(
        on=subject.on,
        start_date=given["start_date"],
        birth_date=subject.record.birth_date,
        level=_number(given.get("level")),
        held_level=_number(given.get("held_level")),
        holds_english_and_maths=YES_NO.get(given.get("english_and_maths", "")),
        most_hours=given.get("most_hours"),
        most_km=given.get("most_km"),
        needs_support=bool(given.get("needs_support")),
        wants_small_group=bool(given.get("wants_small_group")),
        postcode=postcode,
        point=find_point(subject.viewer, postcode),
        stale_after_days=stale_days(subject.viewer),
    )


def _may_decide(subject: Subject, application: Any) -> bool:
    proposal = application.proposal
    return proposal is not None and proposal.state == "open" and subject.viewer.may("status.resolve")


def _number(value: object) -> int | None:
    return int(str(value)) if value else None


def _opening(subject: Subject, opening_id: int) -> Any:
    try:
        return get_opening(subject.viewer, opening_id)
    except OpeningNotFoundError:
        raise Http404("No such entry in this council.") from None


def _application(subject: Subject, application_id: int) -> Any:
    try:
        return get_application(subject.viewer, subject.record.id, application_id, subject.on)
    except ApplicationNotFoundError:
        raise Http404("No such application here.") from None


def _two_versions(request: HttpRequest, form: StepForm, application: Any, subject: Subject) -> HttpResponse:
    saved = {"stage": stage_tag(application).text}
    back = reverse("applications_step", args=[subject.record.public_id, application.pk])
    return conflict_page(request, form, saved=saved, version=application.version, back=back)
