"""See what is held of one kind about somebody, add to it, correct it, and say that it is over or never was."""

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from towpath.clock import now
from towpath.people.actions import ChangedMeanwhileError, end_fact, withdraw_fact
from towpath.people.facts import FactsRefusedError, IdentifierTakenError
from towpath.people.kinds import IDENTITY, LEAVE, Kind
from towpath.people.queries import HeldFact, leader_of, list_held, list_records
from towpath.web.disclosure import disclosing
from towpath.web.forms.conflict import conflict_page
from towpath.web.forms.form import VersionedForm, answers_of
from towpath.web.parts import Link, pages_of
from towpath.web.people.details.asking import asked_about, initial_of, known_about, looked_for
from towpath.web.people.details.forms import ENDED, DetailForm, EndForm
from towpath.web.people.details.kinds import BY_KIND, Detail
from towpath.web.people.details.presenters import Known, card_of, history_table, is_hidden, said_in_line
from towpath.web.people.reading import Subject, subject_of
from towpath.web.people_links import person_link
from towpath.web.returns.warning import warned_of, with_detail

PAGE = "page:person"
A_PAGE = 25
GONE = "gone"


def details(request: HttpRequest, person_id: str, kind: str) -> HttpResponse:
    """Show what is so of one kind, and what was so or was put right."""
    subject, detail, held = _about(request, person_id, kind)
    known = known_about(request, subject, held)
    so = [each for each in held if not each.is_over(subject.on)]
    before = [] if any(map(is_hidden, held)) else [each for each in held if each.is_over(subject.on)]
    page = Paginator(before, A_PAGE).get_page(request.GET.get("page"))
    shown = {
        "bar": subject.bar,
        "detail": detail,
        "cards": [card_of(each, detail.words, known, _links(subject, detail, each, known)) for each in so],
        "count": len(before),
        "history": history_table(list(page), detail.words, known, "What was so, or was put right"),
        "pages": pages_of(page, request.GET),
    }
    return render(request, "people/details/details.html", shown)


def add(request: HttpRequest, person_id: str, kind: str) -> HttpResponse:
    """Ask for one more of a kind."""
    subject, detail, held = _about(request, person_id, kind)
    return _ask(request, subject, detail, held, None, version=_version_of_all(detail, held))


def change(request: HttpRequest, person_id: str, kind: str, fact_id: int) -> HttpResponse:
    """Correct one; where somebody else has put it right meanwhile, what became of it is corrected."""
    subject, detail, held = _about(request, person_id, kind)
    latest = _one_of(held, fact_id).latest(held)
    if latest is None and request.method != "POST":
        messages.warning(request, "Somebody else has taken this out. Here is what we hold now.")
        return redirect(_back(subject, detail))
    return _ask(request, subject, detail, held, latest, version=str(latest.id) if latest else GONE)


def end(request: HttpRequest, person_id: str, kind: str, fact_id: int) -> HttpResponse:
    """Ask why one is not to be used any more, and end it or take it out."""
    subject, detail, held = _about(request, person_id, kind)
    one = _one_of(held, fact_id).latest(held)
    if one is not None and is_hidden(one):
        raise Http404("Whoever may not see an address may not end it.")
    if one is None:
        messages.warning(request, "Somebody else has taken this out. Here is what we hold now.")
        return redirect(_back(subject, detail))
    form = EndForm(
        request.POST or None,
        initial={"version": one.id},
        ways=detail.ways_of(one.says),
        asks_last_day=detail.asks_last_day,
    )
    said = said_in_line(one.says, detail.words, known_about(request, subject, [one]))
    if request.method == "POST" and form.is_valid():
        if form.is_behind(one.id):
            return conflict_page(request, form, saved={"why": said}, version=one.id, back=_back(subject, detail))
        if _end(request, subject, detail, one, form):
            return redirect(_back(subject, detail))
    shown = {"bar": subject.bar, "detail": detail, "form": form, "said": said, "back": _back(subject, detail)}
    return render(request, "people/details/end.html", shown)


def _about(request: HttpRequest, person_id: str, kind: str) -> tuple[Subject, Detail, list[HeldFact]]:
    """Return whom and what a page is about, with everything ever held of that kind."""
    detail = BY_KIND.get(kind)
    if detail is None:
        raise Http404("There is no such kind of detail.")
    subject = subject_of(request, person_id)
    if not subject.viewer.may(LEAVE[detail.kind]):
        raise PermissionDenied(f"A {subject.viewer.role} may not see {kind}.")
    return subject, detail, list_held(subject.viewer, subject.record.id, detail.kind, subject.on)


def _one_of(held: Sequence[HeldFact], fact_id: int) -> HeldFact:
    one = next((each for each in held if each.id == fact_id), None)
    if one is None:
        raise Http404("This person has no such detail.")
    return one


def _back(subject: Subject, detail: Detail) -> str:
    return reverse("people_details", args=[subject.record.public_id, detail.kind.value])


def _links(subject: Subject, detail: Detail, held: HeldFact, known: Known) -> list[Link]:
    if held.is_joined and detail.kind in IDENTITY:
        return []
    about = [subject.record.public_id, detail.kind.value, held.id]
    said = f": {detail.words(held.says, known)[0]}"
    if is_hidden(held):
        return [Link("Change where letters go", reverse("people_details_change", args=about))]
    return [
        Link("Change", reverse("people_details_change", args=about), about=said),
        Link("No longer so, or a mistake", reverse("people_details_end", args=about), about=said),
    ]


def _version_of_all(detail: Detail, held: Sequence[HeldFact]) -> str:
    """Return what changes whenever something is added that a new one would end."""
    believed = [each.id for each in held if each.withdrawn_at is None]
    return str(max(believed, default=0)) if detail.follows else ""


def _ask(
    request: HttpRequest,
    subject: Subject,
    detail: Detail,
    held: Sequence[HeldFact],
    one: HeldFact | None,
    *,
    version: str,
) -> HttpResponse:
    """Ask about a new detail, or about one that was written down wrongly, and record the answers."""
    asked = asked_about(request, subject, detail, held, one)
    initial = initial_of(detail, subject, one, asked) | {"version": version}
    form = detail.form(request.POST or None, initial=initial, asked=asked)
    back, breaks = _back(subject, detail), []
    if request.method == "POST" and form.is_valid():
        if form.is_behind(version):
            saved = answers_of(detail.form(initial=initial, asked=asked))
            return conflict_page(request, form, saved=saved, version=version, back=back)
        if one is not None and form.says_the_same:
            messages.info(request, "Nothing was changed: it says what it said before.")
            return redirect(back)
        change = with_detail(detail.kind, form.answers(), one.says if one else None)
        breaks = warned_of(request, subject, form, change)
        if not breaks and _record(request, subject, detail, form, one):
            return redirect(back)
    shown = {"bar": subject.bar, "detail": detail, "form": form, "back": back, "is_new": one is None, "breaks": breaks}
    return render(request, "people/details/ask.html", shown | _beside(request, subject, detail, held, one, form))


def _beside(
    request: HttpRequest,
    subject: Subject,
    detail: Detail,
    held: Sequence[HeldFact],
    one: HeldFact | None,
    form: DetailForm,
) -> dict[str, object]:
    """Return what stands beside the questions: who a relative is, whom a search found, and what will be hidden."""
    is_family = detail.kind is Kind.FAMILY
    # Who a relative is cannot be changed, so nothing that is asked names them.
    named = [one] if one is not None and is_family else []
    known = known_about(request, subject, named)
    return {
        "said": "".join(said_in_line(each.says, detail.words, known) for each in named),
        "looks_first": one is None and is_family,
        "looked_for": looked_for(request),
        "nobody_found": len(form.asked.choices.get("relative", ())) == 1,
        "taken_by": _taken_by(request, subject, form),
        "will_be_hidden": one is None and any(map(is_hidden, held)),
    }


def _taken_by(request: HttpRequest, subject: Subject, form: DetailForm) -> Link | str:
    """Return who has a number that was given of somebody else, where the viewer may see them; nothing otherwise."""
    if form.taken_by is None:
        return ""
    record = next(iter(list_records(subject.viewer, [form.taken_by], subject.on).values()), None)
    if record is None:
        return ""
    disclosing(request, [record.public_id])
    return person_link(record.shown_name, record.public_id)


def _record(request: HttpRequest, subject: Subject, detail: Detail, form: DetailForm, one: HeldFact | None) -> bool:
    def record() -> None:
        detail.record(
            person=leader_of(subject.viewer, subject.record.public_id, subject.on),
            source=PAGE,
            by=subject.viewer.actor,
            at=now(),
            replaces=one.id if one else None,
            **_with_relative(subject, form.answers()),
        )

    is_done = _acted(request, form, record, f"{detail.heading}: saved.")
    if is_done and (words := detail.afterwards(subject, form.answers())):
        messages.info(request, words)
    return is_done


def _with_relative(subject: Subject, answers: dict[str, Any]) -> dict[str, Any]:
    """Return the answers with whoever was chosen as a relative as the action takes them."""
    if not (chosen := answers.get("relative")):
        return answers | ({"relative": None} if "relative" in answers else {})
    return answers | {"relative": leader_of(subject.viewer, chosen, subject.on)}


def _end(request: HttpRequest, subject: Subject, detail: Detail, one: HeldFact, form: EndForm) -> bool:
    given = form.cleaned_data

    def act() -> None:
        person, by = leader_of(subject.viewer, subject.record.public_id, subject.on), subject.viewer.actor
        if given["why"] == ENDED:
            last = given.get("to_date")
            end_fact(person=person, kind=detail.kind, fact_id=one.id, to_date=last, source=PAGE, by=by, at=now())
        else:
            withdraw_fact(person=person, kind=detail.kind, fact_id=one.id, source=PAGE, by=by, at=now())

    return _acted(request, form, act, f"{detail.heading}: saved. What it was before is kept below.")


def _acted(request: HttpRequest, form: VersionedForm, act: Callable[[], None], saved: str) -> bool:
    """Act and say so, or put each refusal beside its question and return that nothing was done."""
    try:
        act()
    except FactsRefusedError as error:
        if isinstance(error, IdentifierTakenError) and isinstance(form, DetailForm):
            form.taken_by = error.person_id
        for refusal in error.refusals:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.words)
        return False
    except ChangedMeanwhileError as error:
        form.add_error(None, str(error))
        return False
    messages.success(request, saved)
    return True
