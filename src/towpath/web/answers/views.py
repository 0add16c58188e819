"""Answers that wait for a person: confirm, put right, or refuse; and links made by hand from the record."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from towpath.access import Viewer
from towpath.answers.actions import AnswerRefusedError, Believed, confirm_answer, refuse_answer
from towpath.answers.queries import Answer, AnswerNotFoundError, get_answer, list_open_answers, list_status_links
from towpath.clock import now, today
from towpath.contact.asking import AskingRefusedError, make_status_link
from towpath.organisation.queries import standards_for
from towpath.people.queries import leader_of, list_records, organisation_of
from towpath.rules.cohort import is_of_school_age
from towpath.tracking.actions import StatementRefusedError
from towpath.web.answers.forms import BelieveForm, LinkForm, RefuseForm
from towpath.web.answers.presenters import answer_facts, answers_table, link_lines
from towpath.web.disclosure import disclosing
from towpath.web.parts import pages_of
from towpath.web.people.reading import Subject, subject_of
from towpath.web.viewers import viewer_of

PAGE = 25


def answers(request: HttpRequest) -> HttpResponse:
    viewer, on = viewer_of(request), today()
    page = Paginator(list_open_answers(viewer, on), PAGE).get_page(request.GET.get("page"))
    records = list_records(viewer, [each.person_id for each in page], on)
    disclosing(request, [record.public_id for record in records.values()], subject="answers")
    table = answers_table(list(page), records) if page.paginator.count else None
    shown = {"table": table, "pages": pages_of(page, request.GET), "count": page.paginator.count}
    return render(request, "answers/answers.html", shown)


def answer(request: HttpRequest, answer_id: int) -> HttpResponse:
    """Show one answer with what is in doubt, and record it as it is confirmed or put right."""
    found = _open(viewer_of(request), answer_id)
    subject = subject_of(request, found.person.public_id)
    form = _believe_form(request, found, subject)
    if request.method == "POST" and form.is_valid() and _confirmed(request, found, subject, form):
        return redirect("answers")
    shown = {"bar": subject.bar, "form": form, "facts": answer_facts(found), "doubt": found.doubt, "id": found.pk}
    return render(request, "answers/answer.html", shown)


def refuse(request: HttpRequest, answer_id: int) -> HttpResponse:
    found = _open(viewer_of(request), answer_id)
    subject = subject_of(request, found.person.public_id)
    form = RefuseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            refuse_answer(answer=found, because=form.cleaned_data["because"], by=subject.viewer.actor, at=now())
        except AnswerRefusedError as error:
            form.add_error(error.field or None, str(error))
        else:
            messages.success(request, "Refused. What was answered stays readable, and changes nothing.")
            return redirect("answers")
    return render(request, "answers/refuse.html", {"bar": subject.bar, "form": form, "id": found.pk})


def links(request: HttpRequest, person_id: str) -> HttpResponse:
    """Make a link by hand, which is shown once, and list those made so far."""
    subject = subject_of(request, person_id)
    form = LinkForm(request.POST or None)
    made = None
    if request.method == "POST" and form.is_valid():
        person = leader_of(subject.viewer, subject.record.public_id, subject.on)
        try:
            row, letters = make_status_link(
                person=person, to=form.cleaned_data["to"], made_by=request.user,  # type: ignore[arg-type]
                by=subject.viewer.actor, at=now(),
            )  # fmt: skip
        except AskingRefusedError as error:
            form.add_error(None, str(error))
        else:
            address = request.build_absolute_uri(reverse("answer_start", args=[letters]))
            made = {"address": address, "letters": letters, "until": row.link.expires_at}
    known = list_status_links(subject.viewer, subject.record.id, subject.on)[:PAGE]
    shown = {"bar": subject.bar, "form": form, "made": made, "links": link_lines(known, now())}
    return render(request, "answers/links.html", shown)


def _open(viewer: Viewer, answer_id: int) -> Answer:
    try:
        found = get_answer(viewer, answer_id, today())
    except AnswerNotFoundError:
        raise Http404("No such answer waits in this council.") from None
    if found.state != Answer.State.OPEN:
        raise Http404("This answer waits no more.")
    return found


def _believe_form(request: HttpRequest, found: Answer, subject: Subject) -> BelieveForm:
    born = subject.record.birth_date
    return BelieveForm(
        request.POST or None,
        initial={
            "code": found.code, "start_date": found.start_date if found.is_start_sure else None,
            "provider": found.place,
        },
        codes=standards_for(organisation_of(subject.viewer)).edition_on(subject.on).activity_codes,
        on=subject.on,
        school_age=born is not None and is_of_school_age(born, subject.on),
    )  # fmt: skip


def _confirmed(request: HttpRequest, found: Answer, subject: Subject, form: BelieveForm) -> bool:
    """Record what was confirmed and say what became of it; what is refused stands beside its question."""
    given = form.cleaned_data
    believed = Believed(
        code=given["code"], start_date=given["start_date"], place=given["provider"],
        expected_end_date=given["expected_end_date"], review_date=given["review_date"],
    )  # fmt: skip
    try:
        decided = confirm_answer(answer=found, believed=believed, by=subject.viewer.actor, at=now())
    except AnswerRefusedError as error:
        form.add_error(None, str(error))
        return False
    except StatementRefusedError as error:
        for refusal in error.refusals:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.words)
        return False
    if decided.conflict_id:
        messages.warning(request, "Held: another source said something different lately. Decide it under Conflicts.")
    else:
        messages.success(request, "Saved as what they do.")
    return True
