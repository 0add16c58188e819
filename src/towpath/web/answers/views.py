"""Answers that wait for a person, one after the other; what was asked for; and links made by hand from the record."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from towpath.access import Viewer
from towpath.answers.actions import (
    AlreadyDecidedError,
    AnswerRefusedError,
    Believed,
    confirm_answer,
    refuse_answer,
    undo_decision,
)
from towpath.answers.queries import (
    Answer,
    AnswerNotFoundError,
    get_answer,
    list_open_answers,
    list_status_links,
    list_wishes,
    order_open_answers,
)
from towpath.clock import now, today
from towpath.contact.asking import AskingRefusedError, make_status_link
from towpath.organisation.queries import standards_for
from towpath.people.queries import leader_of, list_records, list_stops, organisation_of
from towpath.rules.cohort import is_of_school_age
from towpath.rules.dates import academic_year_end
from towpath.standards import ActivityCode
from towpath.tracking.actions import StatementRefusedError
from towpath.web.account.views import KEYS
from towpath.web.answers.forms import BelieveForm, LinkForm, RefuseForm
from towpath.web.answers.presenters import (
    answer_facts,
    answers_table,
    as_proposed_words,
    decided_words,
    done_words,
    link_lines,
    wishes_table,
)
from towpath.web.conflicts.rows import say_settled
from towpath.web.disclosure import disclosing
from towpath.web.parts import pages_of
from towpath.web.people.forms import REQUIRED
from towpath.web.people.presenters import to_do
from towpath.web.people.reading import Subject, by_any_id, staff_names, subject_of
from towpath.web.viewers import viewer_of

PAGE = 25
LAST_DECIDED = "answers_last"
NOT_THEM = "It was not them who answered"
WISHES = "asked"
KEYS_HERE = [("c", "confirm as it stands"), ("n", "it was not them"), ("s", "later"), ("u", "undo the last")]


def answers(request: HttpRequest) -> HttpResponse:
    """Show the answers that wait, those with least to ask first, or what was asked for in place of one."""
    viewer, on = viewer_of(request), today()
    waiting, wishes = order_open_answers(viewer, on), list_wishes(viewer, on)
    shows_wishes = request.GET.get("show") == WISHES
    page: Page[Any] = Paginator(wishes if shows_wishes else waiting, PAGE).get_page(request.GET.get("page"))
    rows: list[Answer] = list(page) if shows_wishes else _in_order(viewer, list(page), on)
    records = list_records(viewer, [each.person_id for each in rows], on)
    disclosing(request, [record.public_id for record in records.values()], subject="answers")
    people = by_any_id(records.values())
    stops = list_stops(viewer, [each.person_id for each in rows], on) if shows_wishes else {}
    shown = {
        "table": wishes_table(rows, people, stops) if shows_wishes else answers_table(rows, people),
        "shows_wishes": shows_wishes,
        "first": waiting[0] if waiting else None,
        "count": len(waiting),
        "wishes": wishes.count(),
        "pages": pages_of(page, request.GET),
        "undo": request.session.get(LAST_DECIDED),
    }
    return render(request, "answers/answers.html", shown)


def _in_order(viewer: Viewer, ids: list[int], on: date) -> list[Answer]:
    found = list_open_answers(viewer, on).in_bulk(ids)
    return [found[each] for each in ids if each in found]


def answer(request: HttpRequest, answer_id: int) -> HttpResponse:
    """Show one answer with what is in doubt, and record it as it is confirmed or put right; or show a wish."""
    viewer = viewer_of(request)
    found = _found(viewer, answer_id)
    subject = subject_of(request, found.person.public_id)
    if found.state == Answer.State.TOLD:
        return _wish(request, found, subject)
    if found.state != Answer.State.OPEN:
        return _overtaken(request, found, subject)
    form, believed = _believe_form(request, found, subject), _as_proposed(found, subject)
    pressed = request.POST.get("decision", "")
    if request.method == "POST" and pressed == "not-them":
        return _refused(request, found, subject, NOT_THEM)
    if request.method == "POST" and pressed == "as-proposed" and believed:
        form = _believe_form(request, found, subject, bound=False)
        if onward := _confirmed(request, found, subject, form, believed):
            return onward
    elif (
        request.method == "POST"
        and form.is_valid()
        and (onward := _confirmed(request, found, subject, form, _typed(form)))
    ):
        return onward
    waiting = order_open_answers(viewer, subject.on)
    shown = {
        "bar": subject.bar,
        "form": form,
        "facts": answer_facts(found),
        "doubt": found.doubt,
        "id": found.pk,
        "as_proposed": as_proposed_words(believed, form.codes[believed.code]) if believed else "",
        "left": len(waiting),
        "skip": _after(waiting, found.pk),
        "may_ring": not subject.stops,
        "undo": request.session.get(LAST_DECIDED),
        "keys": KEYS_HERE,
        "are_keys_on": request.session.get(KEYS, False),
    }
    return render(request, "answers/answer.html", shown)


def _wish(request: HttpRequest, found: Answer, subject: Subject) -> HttpResponse:
    """Show what was asked for, what was done about it, and what is still to do."""
    task = found.task if found.task is not None and found.task.state == "open" else None
    shown = {
        "bar": subject.bar,
        "facts": answer_facts(found),
        "done": done_words(found, subject.stops),
        "tasks": to_do([task] if task else [], subject.on),
        "may_ring": not subject.stops,
    }
    return render(request, "answers/wish.html", shown)


def refuse(request: HttpRequest, answer_id: int) -> HttpResponse:
    found = _to_decide(viewer_of(request), answer_id)
    subject = subject_of(request, found.person.public_id)
    if found.state != Answer.State.OPEN:
        return _overtaken(request, found, subject)
    form = RefuseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            refuse_answer(answer=found, because=form.cleaned_data["because"], by=subject.viewer.actor, at=now())
        except AlreadyDecidedError:
            return _overtaken(request, found, subject)
        except AnswerRefusedError as error:
            form.add_error(error.field or None, str(error))
        else:
            return _told_refused(request, found)
    return render(request, "answers/refuse.html", {"bar": subject.bar, "form": form, "id": found.pk})


def undo(request: HttpRequest, answer_id: int) -> HttpResponse:
    """Take back one's own decision, with whatever it recorded."""
    viewer = viewer_of(request)
    found = _to_decide(viewer, answer_id)
    request.session.pop(LAST_DECIDED, None)
    try:
        undo_decision(answer=found, by=viewer.actor, at=now())
    except AlreadyDecidedError:
        messages.warning(request, decided_words("That answer", _found(viewer, answer_id), viewer, staff_names(viewer)))
        return redirect("answers")
    except AnswerRefusedError as error:
        messages.warning(request, str(error))
        return redirect("answers")
    messages.success(request, "The decision is undone, and what it recorded is withdrawn. Decide again.")
    return redirect("answers_one", answer_id)


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


def _found(viewer: Viewer, answer_id: int) -> Answer:
    try:
        return get_answer(viewer, answer_id, today())
    except AnswerNotFoundError:
        raise Http404("No such answer waits in this council.") from None


def _to_decide(viewer: Viewer, answer_id: int) -> Answer:
    """Return an answer that waits to be decided, or was; a wish is neither."""
    found = _found(viewer, answer_id)
    if found.state == Answer.State.TOLD:
        raise Http404("There is nothing to decide of it.")
    return found


def _overtaken(request: HttpRequest, found: Answer, subject: Subject) -> HttpResponse:
    """Say who decided an answer meanwhile, and go on to the next."""
    named = f"The answer about {subject.record.shown_name or 'somebody with no name recorded'}"
    decided = _found(subject.viewer, found.pk)
    messages.warning(request, decided_words(named, decided, subject.viewer, staff_names(subject.viewer)))
    return _next(request, found)


def _decided(request: HttpRequest, found: Answer) -> HttpResponse:
    """Keep which answer was decided last, to undo it, and go on to the next."""
    request.session[LAST_DECIDED] = found.pk
    return _next(request, found)


def _next(request: HttpRequest, decided: Answer) -> HttpResponse:
    """Go on to the next answer that waits, or to the list where none does."""
    following = _after(order_open_answers(viewer_of(request), today()), decided.pk)
    return redirect("answers_one", following) if following else redirect("answers")


def _after(waiting: Sequence[int], answer_id: int) -> int | None:
    """Return the answer to decide after this one, the first again after the last; None where no other waits."""
    place = waiting.index(answer_id) + 1 if answer_id in waiting else 0
    others = [*waiting[place:], *waiting[:place]]
    return next((each for each in others if each != answer_id), None)


def _refused(request: HttpRequest, found: Answer, subject: Subject, because: str) -> HttpResponse:
    try:
        refuse_answer(answer=found, because=because, by=subject.viewer.actor, at=now())
    except AlreadyDecidedError:
        return _overtaken(request, found, subject)
    return _told_refused(request, found)


def _told_refused(request: HttpRequest, found: Answer) -> HttpResponse:
    messages.success(request, "Refused. What was answered stays readable, and changes nothing.")
    return _decided(request, found)


def _believe_form(request: HttpRequest, found: Answer, subject: Subject, *, bound: bool = True) -> BelieveForm:
    born = subject.record.birth_date
    codes = _codes(subject)
    return BelieveForm(
        (request.POST or None) if bound else None,
        initial={
            "code": found.code, "start_date": found.start_date if found.is_start_sure else None,
            "provider": found.place, "expected_end_date": _end_of(codes.get(found.code), subject.on),
        },
        codes=codes,
        on=subject.on,
        school_age=born is not None and is_of_school_age(born, subject.on),
    )  # fmt: skip


def _codes(subject: Subject) -> Mapping[str, ActivityCode]:
    return standards_for(organisation_of(subject.viewer)).edition_on(subject.on).activity_codes


def _end_of(code: ActivityCode | None, on: date) -> date | None:
    """Return the last day that study is taken to go on where an end must be given: it is asked again each year."""
    return academic_year_end(on) if code and code.expected_end == REQUIRED else None


def _as_proposed(found: Answer, subject: Subject) -> Believed | None:
    """Return what one press may record, or None where something must be asked first to record it at all."""
    code = _codes(subject).get(found.code)
    if code is None or not found.is_start_sure or found.start_date is None or code.review_date == REQUIRED:
        return None
    end = _end_of(code, subject.on)
    return Believed(code=found.code, start_date=found.start_date, place=found.place, expected_end_date=end)


def _typed(form: BelieveForm) -> Believed:
    given = form.cleaned_data
    return Believed(
        code=given["code"], start_date=given["start_date"], place=given["provider"],
        expected_end_date=given["expected_end_date"], review_date=given["review_date"],
    )  # fmt: skip


def _confirmed(
    request: HttpRequest, found: Answer, subject: Subject, form: BelieveForm, believed: Believed
) -> HttpResponse | None:
    """Record what was confirmed, say what became of it and go on; what is refused stands beside its question."""
    try:
        decided = confirm_answer(answer=found, believed=believed, by=subject.viewer.actor, at=now())
    except AlreadyDecidedError:
        return _overtaken(request, found, subject)
    except AnswerRefusedError as error:
        messages.warning(request, str(error))
        return None
    except StatementRefusedError as error:
        for refusal in error.refusals:
            if form.is_bound:
                form.add_error(refusal.field if refusal.field in form.fields else None, refusal.words)
            else:
                messages.warning(request, refusal.words)
        return None
    if decided.answer.conflict_id:
        messages.warning(request, "Held: another source said something different lately. Decide it under Conflicts.")
    else:
        messages.success(request, f"Saved as what {subject.record.shown_name or 'they'} does.")
    say_settled(request, subject.viewer, person_id=decided.answer.person_id, sources=decided.settled)
    return _decided(request, found)
