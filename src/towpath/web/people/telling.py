"""Say what a young person is doing, note a contact, and tick off what is done: what changes as the day goes on."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from towpath.access.queries import get_lists
from towpath.caseload.actions import CaseChangedError, CaseRefusedError, Contact, record_work
from towpath.caseload.queries import list_cases_of
from towpath.clock import LONDON, now
from towpath.contact.actions import ContactRefusedError, NextStep, record_contact
from towpath.contact.lists import ANOTHER_WAY, LISTS, NOTED, meaning_of
from towpath.organisation.queries import standards_for
from towpath.people.queries import leader_of, organisation_of
from towpath.provision.queries import find_establishments, list_establishments
from towpath.rules.cohort import is_of_school_age
from towpath.tasks.actions import TaskRefusedError, finish_task
from towpath.tasks.queries import TaskNotFoundError, get_task, list_tasks_of
from towpath.tracking.actions import StatementRefusedError, record_statement
from towpath.tracking.values import NewStatement, Outcome
from towpath.web.conflicts.rows import say_settled
from towpath.web.forms.conflict import conflict_page
from towpath.web.people.forms import ContactForm, StatusForm
from towpath.web.people.history import next_words, planned_words
from towpath.web.people.reaching import phone_of
from towpath.web.people.reading import Subject, subject_of
from towpath.web.people.words import activity_words
from towpath.web.returns.warning import warned_of, with_status
from towpath.web.words import short_date

# Whoever confirms speaks for the whole team, so that a colleague's later call is later news and not a contradiction.
TEAM = "advisers"
PAGE = "page:status"
MOST_PLACES = 300
FOLLOW_UP_WITHIN = timedelta(days=7)
TOLD_BY_OUTCOME = {"Y": "young_person", "F": "parent"}
FORM_FIELDS = {"activity_code": "code"}


def status(request: HttpRequest, person_id: str) -> HttpResponse:
    """Ask what somebody is doing and record it; what was only heard is kept as a lead if the reader says so."""
    subject = subject_of(request, person_id)
    form = status_form(request, subject)
    breaks: list[str] = []
    if request.method == "POST":
        if form.is_valid():
            breaks = warned_of(request, subject, form, with_status(subject, form.cleaned_data))
            if not breaks and told_status(request, subject, form):
                return redirect("people_person", subject.record.public_id)
        elif form.is_only_heard and "keep" in request.POST:
            _keep_lead(request, subject, form)
            return redirect("people_contacts", subject.record.public_id)
    places = list_establishments(subject.viewer).filter(closed_date__isnull=True)[:MOST_PLACES]
    shown = {"bar": subject.bar, "form": form, "places": [one.name for one in places], "breaks": breaks}
    shown["is_filled"] = not form.is_bound and bool(form.initial.get("code"))
    return render(request, "people/status.html", shown)


def status_form(request: HttpRequest, subject: Subject) -> StatusForm:
    codes = standards_for(organisation_of(subject.viewer)).edition_on(subject.on).activity_codes
    born = subject.record.birth_date
    return StatusForm(
        request.POST or None,
        initial={**known_last(subject), "how": request.GET.get("how", ""), "verified_date": subject.on},
        codes=codes,
        on=subject.on,
        school_age=born is not None and is_of_school_age(born, subject.on),
    )


def known_last(subject: Subject) -> dict[str, object]:
    """Return what is known now, or was until it lapsed, as answers: most confirmations say that nothing has changed."""
    status = subject.status
    if status is None or not status.code:
        return {}
    still_ahead = {
        name: day
        for name in ("expected_end_date", "review_date")
        if (day := getattr(status, name)) and day >= subject.on
    }
    return {"code": status.code, "start_date": status.start_date, "provider": status.provider_name, **still_ahead}


def told_status(request: HttpRequest, subject: Subject, form: StatusForm) -> bool:
    """Record what was told and say what became of it; what is refused stands beside its question."""
    given = form.cleaned_data
    place = find_establishments(subject.viewer, names=[given["provider"]]).get(("name", given["provider"].casefold()))
    new = NewStatement(
        person_id=subject.record.id,
        code=given["code"],
        start_date=given["start_date"],
        verified_date=given["verified_date"],
        expected_end_date=given["expected_end_date"],
        review_date=given["review_date"],
        how=given["how"],
        sender=TEAM,
        source=PAGE,
        establishment_id=place.pk if place else None,
        provider_name="" if place else given["provider"],
    )
    organisation, by = organisation_of(subject.viewer), subject.viewer.actor
    try:
        recorded = record_statement(organisation=organisation, new=new, by=by, at=now())
    except StatementRefusedError as error:
        for refusal in error.refusals:
            name = FORM_FIELDS.get(refusal.field, refusal.field)
            form.add_error(name if name in form.fields else None, refusal.words)
        return False
    say_outcome(request, recorded.outcome, activity_words(form.codes[new.code]), given["start_date"])
    say_settled(request, subject.viewer, person_id=new.person_id, sources=recorded.answered)
    return True


def say_outcome(request: HttpRequest, outcome: Outcome, activity: str, start_date: date) -> None:
    """Leave a message that says what became of a statement."""
    if outcome is Outcome.HELD:
        words = "Held, not saved: another source said something different lately. Somebody must decide which is right."
        messages.warning(request, words)
    elif outcome is Outcome.UNCHANGED:
        messages.info(request, "We knew this already, word for word. Nothing was changed.")
    else:
        messages.success(request, f"Saved: {activity} from {short_date(start_date)}.")


def _keep_lead(request: HttpRequest, subject: Subject, form: StatusForm) -> None:
    given = form.cleaned_data
    where = f" at {given['provider']}" if given["provider"] else ""
    heard = f"{activity_words(form.codes[given['code']])}{where} from {short_date(given['start_date'])}"
    at = now()
    record_contact(
        person=leader_of(subject.viewer, subject.record.public_id, subject.on),
        happened_at=happened_at(given["verified_date"], at),
        channel=ANOTHER_WAY,
        outcome=NOTED,
        owner=request.user,  # type: ignore[arg-type]
        by=subject.viewer.actor,
        at=at,
        next_step=NextStep(subject.on + FOLLOW_UP_WITHIN, f"Follow up what was heard: {heard}"[:300]),
        words=f"Heard, not confirmed: {heard}.",
    )
    messages.success(request, "Kept as a note, with a task to follow it up. The status has not changed.")


def happened_at(day: date, at: datetime) -> datetime:
    """Return the instant of something that happened on a day: now if that is today, else its noon."""
    return at if day == at.date() else datetime.combine(day, time(12), LONDON)


def contact(request: HttpRequest, person_id: str) -> HttpResponse:
    """Note a contact; on an open case it also sets what comes next."""
    subject = subject_of(request, person_id)
    case = list_cases_of(subject.viewer, [subject.record.id], subject.on).get(subject.record.id)
    tasks = list_tasks_of(subject.viewer, [subject.record.id], subject.on)[subject.record.id]
    version = str(case.version) if case else ""
    form = ContactForm(
        request.POST or None,
        initial={"version": version, "channel": "phone", "happened_date": subject.on},
        on=subject.on,
        lists=get_lists(subject.viewer, LISTS),
        has_case=case is not None,
        open_tasks=[(str(task.pk), f"{task.words} (due {short_date(task.due_date)})") for task in tasks],
    )
    if request.method == "POST" and form.is_valid():
        if form.is_behind(version):
            return _two_versions(request, form, case, subject)
        try:
            _note(request, subject, form, case)
        except CaseChangedError as error:
            return _two_versions(request, form, error.case, subject)
        except (CaseRefusedError, ContactRefusedError) as error:
            form.add_error(None, str(error))
        else:
            _tick_off(
                request, subject, [task for task in tasks if str(task.pk) in form.cleaned_data.get("settled", ())]
            )
            return redirect(_onward(form, subject))
    planned = planned_words(case.next_words, case.next_date) if case else ""
    shown = {"bar": subject.bar, "form": form, "case": case, "planned": planned, "has_tasks": bool(tasks)}
    shown["phone"] = phone_of(subject.record)
    return render(request, "people/contact.html", shown)


def _two_versions(request: HttpRequest, form: ContactForm, case: Any, subject: Subject) -> HttpResponse:
    saved = {"step": next_words(case.next_words, case.next_date) if case else "The case was closed"}
    back = reverse("people_person", args=[subject.record.public_id])
    return conflict_page(request, form, saved=saved, version=case.version if case else "", back=back)


def _note(request: HttpRequest, subject: Subject, form: ContactForm, case: Any) -> None:
    given, by, at = form.cleaned_data, subject.viewer.actor, now()
    happened = happened_at(given["happened_date"], at)
    audience = "need_to_know" if given["need_to_know"] else "team"
    next_step = form.next_step(subject.on)
    if case is not None and next_step is not None:
        told = Contact(
            happened_at=happened,
            channel=given["channel"],
            outcome=given["outcome"],
            words=given["words"],
            who_was_present=given["who_was_present"],
            with_family=given["with_family"],
            audience=audience,
        )
        record_work(case=case, version=case.version, contact=told, next_step=next_step, by=by, at=at)
    else:
        record_contact(
            person=leader_of(subject.viewer, subject.record.public_id, subject.on),
            happened_at=happened,
            channel=given["channel"],
            outcome=given["outcome"],
            owner=request.user,  # type: ignore[arg-type]
            by=by,
            at=at,
            next_step=next_step,
            words=given["words"],
            who_was_present=given["who_was_present"],
            with_family=given["with_family"],
            audience=audience,
        )
    messages.success(request, f"Saved: {form.outcomes[given['outcome']].words.lower()}.")


def _onward(form: ContactForm, subject: Subject) -> str:
    if not form.cleaned_data["told_status"]:
        return reverse("people_person", args=[subject.record.public_id])
    told_by = TOLD_BY_OUTCOME.get(meaning_of(form.outcomes[form.cleaned_data["outcome"]]).reached, "")
    return f"{reverse('people_status', args=[subject.record.public_id])}?how={told_by}"


def _tick_off(request: HttpRequest, subject: Subject, tasks: Sequence[Any]) -> None:
    for task in tasks:
        try:
            finish_task(task=task, by=subject.viewer.actor, at=now())
        except TaskRefusedError as error:
            messages.warning(request, str(error))


def task_done(request: HttpRequest, person_id: str, task_id: int) -> HttpResponse:
    """Tick one task off, and go back to where it was ticked."""
    subject = subject_of(request, person_id)
    try:
        task = get_task(subject.viewer, task_id, subject.on)
    except TaskNotFoundError as error:
        messages.warning(request, str(error))
    else:
        _tick_off(request, subject, [task])
        messages.success(request, f"Done: {task.words}.")
    back = request.POST.get("back", "")
    if url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}):
        return redirect(back)
    return redirect("people_person", subject.record.public_id)
