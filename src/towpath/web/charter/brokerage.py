"""Whom an opening suits and why, what a young person says when asked, and what the employer answers."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from towpath.charter.actions import (
    CharterRefusedError,
    end_registration,
    link_again,
    put_forward,
    record_answer,
    record_consent,
    register_seeker,
    withdraw_consent,
)
from towpath.charter.queries import (
    ConsentNotFoundError,
    OpportunityNotFoundError,
    SubmissionNotFoundError,
    find_registration,
    get_consent,
    get_opportunity,
    get_submission,
    get_terms,
    list_awaited,
    list_placements_of,
    list_submissions_of,
    suggest_openings,
    suggest_seekers,
)
from towpath.clock import now, today
from towpath.people.queries import leader_of, list_records
from towpath.web.charter.asking import asked, claim, known
from towpath.web.charter.forms import NOT_KNOWN, AnswerForm, AskForm, ForwardForm, HeldAskForm, NoMoreForm, WishesForm
from towpath.web.charter.presenters import (
    awaited_table,
    opening_facts,
    placements_table,
    submission_facts,
    submissions_table,
    suggestion_cards,
    wishes_facts,
)
from towpath.web.disclosure import disclosing
from towpath.web.people.reading import Subject, by_any_id, subject_of
from towpath.web.viewers import viewer_of

MOST_SHOWN = 12


def opening(request: HttpRequest, opportunity_id: int) -> HttpResponse:
    """Show one opening and everybody registered, with why it suits them or not."""
    viewer, on = viewer_of(request), today()
    row = _opportunity(request, opportunity_id)
    suggested = suggest_seekers(viewer, row, on) if row.closed_date is None else []
    records = list_records(viewer, [each.person_id for each in suggested[:MOST_SHOWN]], on)
    disclosing(request, [record.public_id for record in records.values()])
    cards = [
        suggestion_cards(each, record.shown_name, record.public_id)
        for each in suggested[:MOST_SHOWN]
        if (record := records.get(each.person_id))
    ]
    found = {"row": row, "facts": opening_facts(row, get_terms(viewer)), "cards": cards, "all": len(suggested)}
    return render(request, "charter/opening.html", found)


def awaited(request: HttpRequest) -> HttpResponse:
    """Show from which employers an answer is still to come."""
    viewer, on = viewer_of(request), today()
    rows = list(list_awaited(viewer, on))
    records = list_records(viewer, [row.person_id for row in rows], on)
    disclosing(request, [record.public_id for record in records.values()])
    return render(request, "charter/awaited.html", {"table": awaited_table(rows, by_any_id(records.values()), on)})


def person(request: HttpRequest, person_id: str) -> HttpResponse:
    """Show what somebody would like, the openings that suit them, where they were put forward, and placements."""
    subject = subject_of(request, person_id)
    viewer, on, own = subject.viewer, subject.on, subject.record.id
    terms = get_terms(viewer)
    registration = find_registration(viewer, own, on)
    suggested = suggest_openings(viewer, own, on)
    found = {
        "bar": subject.bar,
        "registration": registration,
        "wishes": wishes_facts(registration, terms),
        "cards": [
            suggestion_cards(each, f"{each.opportunity.title}, {each.opportunity.establishment.name}", person_id)
            for each in suggested
        ],
        "submissions": submissions_table(list_submissions_of(viewer, own, on)),
        "placements": placements_table(list_placements_of(viewer, own, on)),
    }
    return render(request, "charter/person.html", found)


def register(request: HttpRequest, person_id: str) -> HttpResponse:
    subject = subject_of(request, person_id)
    held = find_registration(subject.viewer, subject.record.id, subject.on)
    first: dict[str, Any] = {"version": held.version if held else 0}
    if held:
        first |= {name: getattr(held, name) for name in ("sectors", "hours_most", "available_date", "words")}
        first["agrees_to_held"] = _said(held.agrees_to_held)
    sectors = [(each.code, each.words) for each in get_terms(subject.viewer).of("sector")]
    form = WishesForm(request.POST or None, offers={"sectors": sectors}, initial=first)

    def act(told: dict[str, Any]) -> str:
        register_seeker(
            person=leader_of(subject.viewer, subject.record.public_id, subject.on),
            registered_date=subject.on,
            sectors=told["sectors"],
            hours_most=told["hours_most"],
            available_date=told["available_date"],
            agrees_to_held=claim(told["agrees_to_held"]),
            words=told["words"],
            version=form.seen_version() or None,
            by=subject.viewer.actor,
            at=now(),
        )
        return "What they would like is saved."

    return _asked_about(request, subject, form, act, title="What would they like?", button="Save")


def no_more(request: HttpRequest, person_id: str) -> HttpResponse:
    """Record that somebody looks for no work through the Charter now."""
    subject = subject_of(request, person_id)
    held = find_registration(subject.viewer, subject.record.id, subject.on)
    if held is None:
        return redirect(_of(subject))
    first = {"version": held.version, "ended_date": subject.on}
    form = NoMoreForm(request.POST or None, on=subject.on, initial=first)

    def act(told: dict[str, Any]) -> str:
        end_registration(
            registration=held,
            version=form.seen_version(),
            ended_date=told["ended_date"],
            by=subject.viewer.actor,
            at=now(),
        )
        return "They are suggested for no opening now. What they said before is kept."

    title = f"Does {subject.bar.name} look for no work through the Charter now?"
    return _asked_about(request, subject, form, act, title=title, button="Yes, stop looking")


def ask(request: HttpRequest, person_id: str, opportunity_id: int) -> HttpResponse:
    """Record what a young person says of one employer being told of them."""
    subject, row = subject_of(request, person_id), _opportunity(request, opportunity_id)
    form = (HeldAskForm if row.is_held else AskForm)(
        request.POST or None, on=subject.on, initial={"said_date": subject.on}
    )

    def act(told: dict[str, Any]) -> str:
        consent = record_consent(
            person=leader_of(subject.viewer, subject.record.public_id, subject.on),
            opportunity=row,
            says_yes=told["says_yes"] == "yes",
            said_date=told["said_date"],
            how=told["how"],
            knows_it_is_held=told.get("knows_it_is_held", False),
            words=told["words"],
            by=subject.viewer.actor,
            at=now(),
        )
        return "They said yes. Put them forward below." if consent.says_yes else "They said no. Nothing is sent."

    intro = [f"{row.establishment.name} would be told their name and what you write with them. Nothing else."]
    if row.is_held:
        intro.append(
            "This employer offered the opening to care-experienced young people alone. Being put forward tells the"
            " employer that they are. Say so before you ask, and say that a no costs them nothing."
        )
    title = f"Ask them: {row.title}"
    return _asked_about(request, subject, form, act, title=title, button="Save their answer", intro=intro)


def forward(request: HttpRequest, consent_id: int) -> HttpResponse:
    """Write what the employer reads, and send it by a link shown once."""
    viewer, on = viewer_of(request), today()
    try:
        consent = get_consent(viewer, consent_id, on)
    except ConsentNotFoundError:
        raise Http404("No such answer in this council.") from None
    subject = subject_of(request, consent.person.public_id)
    form = ForwardForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            row, secret = put_forward(
                consent=consent,
                called=subject.record.shown_name,
                words=form.cleaned_data["words"],
                by=viewer.actor,
                at=now(),
            )
        except CharterRefusedError as error:
            form.add_error(None, str(error))
        else:
            return _show_link(request, subject, row, secret)
    opening_ = consent.opportunity
    intro = [f"{opening_.establishment.name} reads this under “{opening_.title}”, with {subject.bar.name}’s name."]
    return _asked_about(
        request, subject, form, lambda told: "", title="Put them forward", button="Make the link to send",
        intro=intro, is_answered=True,
    )  # fmt: skip


def take_back(request: HttpRequest, consent_id: int) -> HttpResponse:
    viewer = viewer_of(request)
    try:
        consent = get_consent(viewer, consent_id, today())
    except ConsentNotFoundError:
        raise Http404("No such answer in this council.") from None
    subject = subject_of(request, consent.person.public_id)
    try:
        withdraw_consent(consent=consent, by=viewer.actor, at=now())
    except CharterRefusedError as error:
        messages.warning(request, str(error))
    else:
        messages.success(request, "Their answer is taken back. The employer’s link no longer works.")
    return redirect("charter_person", person_id=subject.record.public_id)


def submission(request: HttpRequest, submission_id: int) -> HttpResponse:
    """Show what the employer was sent and what they answered, and record what staff hear."""
    row, subject = _submission(request, submission_id)
    terms = get_terms(subject.viewer)
    reasons = [("", "Not known"), *((each.code, each.words) for each in terms.of("reason"))]
    form = AnswerForm(
        request.POST or None,
        offers={"reason": reasons},
        on=subject.on,
        initial={
            "version": row.version,
            "held": _said(row.interview_held),
            "interview_date": row.interview_date,
            "feedback": row.feedback,
            "outcome": row.outcome or NOT_KNOWN,
            "reason": row.reason,
        },
    )

    def act(told: dict[str, Any]) -> str:
        record_answer(
            submission=row,
            version=form.seen_version(),
            interview_held=claim(told["held"]),
            interview_date=told["interview_date"] if told["held"] == "yes" else None,
            feedback="" if told["feedback"].strip() == row.feedback else told["feedback"],
            outcome=known(told["outcome"]),
            reason=told["reason"],
            by=subject.viewer.actor,
            at=now(),
        )
        return "What came of it is saved."

    return asked(
        request, form, act, title=f"{row.opportunity.title}, {row.opportunity.establishment.name}", button="Save",
        back=reverse("charter_submission", args=[row.pk]), back_words=subject.bar.name, bar=subject.bar,
        up=_of(subject), facts=submission_facts(row, terms), sent=row.words, row=row,
        can_place=row.outcome == "offered",
    )  # fmt: skip


def link(request: HttpRequest, submission_id: int) -> HttpResponse:
    row, subject = _submission(request, submission_id)
    try:
        secret = link_again(submission=row, by=subject.viewer.actor, at=now())
    except CharterRefusedError as error:
        messages.warning(request, str(error))
        return redirect("charter_submission", submission_id=row.pk)
    return _show_link(request, subject, row, secret)


def _show_link(request: HttpRequest, subject: Subject, row: Any, secret: str) -> HttpResponse:
    # Shown once and never kept: the page is the only place where the secret exists.
    address = request.build_absolute_uri(reverse("employer_answer", args=[secret]))
    found = {"row": row, "address": address, "bar": subject.bar, "up": _of(subject)}
    return render(request, "charter/sent.html", found)


def _opportunity(request: HttpRequest, opportunity_id: int) -> Any:
    try:
        return get_opportunity(viewer_of(request), opportunity_id)
    except OpportunityNotFoundError:
        raise Http404("No such opening in this council.") from None


def _submission(request: HttpRequest, submission_id: int) -> tuple[Any, Subject]:
    try:
        row = get_submission(viewer_of(request), submission_id, today())
    except SubmissionNotFoundError:
        raise Http404("No such submission in this council.") from None
    return row, subject_of(request, row.person.public_id)


def _said(held: bool | None) -> str:
    """Return a claim as the answer that stands for it."""
    return NOT_KNOWN if held is None else "yes" if held else "no"


def _of(subject: Subject) -> str:
    return reverse("charter_person", args=[subject.record.public_id])


def _asked_about(
    request: HttpRequest, subject: Subject, form: Any, act: Any, *, is_answered: bool = False, **how: Any
) -> HttpResponse:
    """Ask about one young person; `is_answered` says that the answer was tried already and found wrong."""
    how |= {"back": _of(subject), "back_words": subject.bar.name, "bar": subject.bar}
    if is_answered and request.method == "POST":
        shown = {"form": form, "facts": (), **how}
        return render(request, "charter/asking.html", shown)
    return asked(request, form, act, **how)
