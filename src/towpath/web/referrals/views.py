"""The desk: what waits, one referral, and what is answered."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from towpath.access import Viewer
from towpath.caseload.queries import list_advisers
from towpath.clock import now, today
from towpath.files.actions import FileRemovedError, ReleaseRefusedError
from towpath.files.store import FileDamagedError
from towpath.people.facts import FactsRefusedError
from towpath.people.queries import leader_of
from towpath.referrals.actions import (
    ReferralChangedError,
    ReferralRefusedError,
    accept_referral,
    ask_referrer,
    decline_referral,
    hand_over_file,
    make_status_link,
    record_reply,
    record_told,
    redirect_referral,
    withdraw_referral,
)
from towpath.referrals.actions.telling import letter_of
from towpath.referrals.letters import shown
from towpath.referrals.queries import (
    ReferralNotFoundError,
    get_referral,
    list_agencies,
    list_likely,
    list_messages,
    list_others,
    list_referrals,
    list_steps,
    list_waiting,
    standings_of,
)
from towpath.web.disclosure import disclosing
from towpath.web.forms.question import question_page
from towpath.web.parts import Link, pages_of
from towpath.web.people.reading import staff_names
from towpath.web.people.words import place_words
from towpath.web.people_links import person_link
from towpath.web.referrals import forms
from towpath.web.referrals.presenters import (
    STAGES,
    actions_of,
    asked_facts,
    clock_of,
    name_of,
    owed_words,
    referrals_table,
    referrer_facts,
    timeline_of,
)
from towpath.web.viewers import viewer_of
from towpath.web.words import short_date

A_PAGE = 25
AT_ONCE = 10


def referrals(request: HttpRequest) -> HttpResponse:
    """Show what is owed, the longest due first; or with `show=all` every referral, the latest first."""
    viewer, on = viewer_of(request), today()
    every = request.GET.get("show") == "all"
    rows: Any = list_referrals(viewer) if every else list_waiting(viewer, on)
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    standings = standings_of(viewer, list(page), on) if every else list(page)
    disclose_referrals(request, [each.referral for each in standings])
    found = {
        "table": referrals_table(standings, caption="All referrals" if every else "Referrals that wait for something"),
        "late": 0 if every else sum(each.is_late for each in rows),
        "every": every,
        "place": place_words(page),
        "pages": pages_of(page, request.GET),
        "triages": viewer.may("referrals.triage"),
        "public_address": request.build_absolute_uri(reverse("refer_council", args=[viewer.organisation])),
    }
    return render(request, "referrals/referrals.html", found)


def disclose_referrals(request: HttpRequest, rows: list[Any]) -> None:
    """Tell the log which referrals are shown, and whose records they led to; nobody at all is told too."""
    for start in range(0, max(len(rows), 1), AT_ONCE):
        some = rows[start : start + AT_ONCE]
        subject = "referrals_referral:" + ",".join(str(row.pk) for row in some) if some else ""
        disclosing(request, [row.person.public_id for row in some if row.person], subject=subject)


def one(request: HttpRequest, referral_id: int) -> HttpResponse:
    viewer, row = viewer_of(request), _referral(request, referral_id)
    [standing] = standings_of(viewer, [row], today())
    others = list_others(viewer, row)
    disclose_referrals(request, [row, *others])
    found = _heading(row) | {
        "stage": STAGES[standing.stage],
        "owed": owed_words(standing),
        "clock": clock_of(standing),
        "actions": actions_of(viewer, standing),
        "asked": asked_facts(row),
        "referrer": referrer_facts(row),
        "record": person_link("Open their record", row.person.public_id) if row.person else None,
        "adviser": row.case.adviser.name if row.case else "",
        "others": [Link(f"{shown(each.reference)}, {short_date(each.received_at)}", _address(each)) for each in others],
        "events": timeline_of(list_steps(viewer, row), list_messages(viewer, row), staff_names(viewer)),
    }
    return render(request, "referrals/referral.html", found)


def accept(request: HttpRequest, referral_id: int) -> HttpResponse:
    """Say who it is about, give them to an adviser, and open a case."""
    viewer, on = viewer_of(request), today()
    row = _referral(request, referral_id)
    if row.answer:
        return _answered(request, row)
    likely = list_likely(viewer, row, on)
    disclosing(request, [found.public_id for found in likely], subject=f"referrals_referral:{row.pk}")
    known = [
        (found.public_id, f"{found.shown_name or 'Name not recorded'}, born {short_date(found.birth_date)}")
        for found in likely
    ]
    advisers = [("", "Choose one"), *((each.public_id, each.name) for each in list_advisers(viewer, on))]
    form = forms.AcceptForm(
        request.POST or None,
        initial={"version": row.version, "due_date": forms.a_week_after(on)},
        choices={"person": [*known, (forms.NEW, "None of these: make a new record")], "adviser": advisers},
    )

    def act(form: Any) -> str:
        given = form.cleaned_data
        person = None if given["person"] == forms.NEW else leader_of(viewer, given["person"], on)
        try:
            came = accept_referral(
                referral=row,
                version=form.seen_version(),
                person=person,
                adviser=next(each for each in list_advisers(viewer, on) if each.public_id == given["adviser"]),
                level_of_need=given["level_of_need"],
                next_step=form.next_step(),
                by=viewer.actor,
                at=now(),
            )
        except FactsRefusedError as error:
            raise ReferralRefusedError(str(error)) from None
        said = "Accepted, and a case is open." if came.has_new_case else "Accepted. Their open case has it now."
        left = f" Put right on the record by hand: {', '.join(came.left_out)}." if came.left_out else ""
        return f"{said}{left} Now tell the referrer."

    lead = "" if known else "Nobody we hold has a name and date of birth like these."
    return _asking(request, row, form, Asking("Accept this referral", "Accept", act, lead=lead))


@dataclass(frozen=True, slots=True)
class Asking:
    """One question about a referral: its heading, its button, what is done with the answers, and words above."""

    title: str
    button: str
    act: Callable[[Any], str]
    lead: str = ""


def decline(request: HttpRequest, referral_id: int) -> HttpResponse:
    def act(form: Any, row: Any, **who: Any) -> str:
        given = form.cleaned_data
        decline_referral(referral=row, reason=given["reason"], words=given["words"], **who)
        return "Declined. Now tell the referrer."

    lead = "The referrer is told the reason in plain words, and never whether the young person was known to us."
    return _simple(request, referral_id, forms.DeclineForm, "Decline this referral", "Decline", act, lead=lead)


def ask(request: HttpRequest, referral_id: int) -> HttpResponse:
    def act(form: Any, row: Any, **who: Any) -> str:
        ask_referrer(referral=row, words=form.cleaned_data["words"], **who)
        return "Noted. Make a letter from “Write to the referrer” and send it."

    return _simple(request, referral_id, forms.AskForm, "Ask the referrer for more", "Save", act)


def reply(request: HttpRequest, referral_id: int) -> HttpResponse:
    def act(form: Any, row: Any, **who: Any) -> str:
        record_reply(referral=row, words=form.cleaned_data["words"], **who)
        return "The reply is saved. The days to answer start anew."

    return _simple(request, referral_id, forms.ReplyForm, "Record the referrer’s reply", "Save", act)


def withdraw(request: HttpRequest, referral_id: int) -> HttpResponse:
    def act(form: Any, row: Any, **who: Any) -> str:
        withdraw_referral(referral=row, words=form.cleaned_data["words"], **who)
        return "Noted that it was taken back."

    return _simple(request, referral_id, forms.WithdrawForm, "It was taken back", "Save", act)


def pass_on(request: HttpRequest, referral_id: int) -> HttpResponse:
    """Pass a referral on to an agency; one that nothing live is agreed with is named with what is missing."""
    viewer = viewer_of(request)
    agencies = list_agencies(viewer, today())

    def act(form: Any, row: Any, **who: Any) -> str:
        given = form.cleaned_data
        agency = next(each for each, _ in agencies if str(each.pk) == given["agency"])
        redirect_referral(referral=row, agency=agency, is_agreed=given["is_agreed"], words=given["words"], **who)
        return f"Passed on to {agency.name}. Download what goes to them, then tell the referrer."

    choices = [(str(each.pk), each.name if not why else f"{each.name} (not now: {why})") for each, why in agencies]
    lead = "" if agencies else "No agency is listed. Record one with a sharing agreement first."
    return _simple(
        request, referral_id, forms.PassOnForm, "Pass it on to an agency", "Pass on", act, lead=lead,
        choices={"agency": choices},
    )  # fmt: skip


def tell(request: HttpRequest, referral_id: int) -> HttpResponse:
    """Show what the referrer is told, to be copied, and note that they were."""
    return _letter(request, _referral(request, referral_id))


def link(request: HttpRequest, referral_id: int) -> HttpResponse:
    """Make the link that goes with the letter, and show it this once."""
    viewer, row = viewer_of(request), _referral(request, referral_id)
    _, secret = make_status_link(referral=row, by=viewer.actor, at=now())
    return _letter(request, row, link=request.build_absolute_uri(reverse("refer_status", args=[secret])))


def _letter(request: HttpRequest, row: Any, link: str = "") -> HttpResponse:
    viewer = viewer_of(request)
    if request.method == "POST" and not link and row.told_at:
        messages.warning(request, "The referrer was told before.")
        return redirect("referrals_one", row.pk)
    disclose_referrals(request, [row])
    is_told = bool(row.told_at) or not row.answer
    # The link is made by a button of its own, which sends none of these answers.
    form = forms.ToldForm((request.POST or None) if not link else None, initial={"version": row.version})

    def act() -> str:
        record_told(referral=row, version=form.seen_version(), how=form.cleaned_data["how"], by=viewer.actor, at=now())
        return "Saved: the referrer has been told."

    shown_beside = _heading(row) | {"letter": letter_of(row), "link": link, "is_told": is_told}
    return question_page(
        request, form, act, template="referrals/tell.html", shown=shown_beside, onward=_address(row),
        refused=ReferralRefusedError, changed=ReferralChangedError,
    )  # fmt: skip


def file(request: HttpRequest, referral_id: int) -> HttpResponseBase:
    """Let what goes to an agency go, where what is agreed with them still covers it."""
    viewer, row = viewer_of(request), _referral(request, referral_id)
    try:
        content = hand_over_file(referral=row, by=viewer.actor, at=now())
    except (ReferralRefusedError, ReleaseRefusedError, FileRemovedError, FileDamagedError) as refused:
        messages.warning(request, str(refused))
        return redirect("referrals_one", row.pk)
    disclose_referrals(request, [row])
    name = f"referral-{row.reference}.txt"
    return FileResponse(content, as_attachment=True, filename=name, content_type="text/plain; charset=utf-8")


def _simple(
    request: HttpRequest, referral_id: int, form_class: Any, title: str, button: str, act: Callable[..., str],
    *, lead: str = "", choices: Any = None,
) -> HttpResponse:  # fmt: skip
    row = _referral(request, referral_id)
    if row.answer:
        return _answered(request, row)
    disclose_referrals(request, [row])
    form = form_class(request.POST or None, initial={"version": row.version}, choices=choices)

    def with_row(form: Any) -> str:
        return act(form, row, version=form.seen_version(), by=viewer_of(request).actor, at=now())

    return _asking(request, row, form, Asking(title, button, with_row, lead))


def _asking(request: HttpRequest, row: Any, form: Any, asking: Asking) -> HttpResponse:
    words = {"title": asking.title, "button": asking.button, "lead": asking.lead, "asked": asked_facts(row)}
    return question_page(
        request, form, lambda: asking.act(form), template="referrals/ask.html", shown=_heading(row) | words,
        onward=_address(row), refused=ReferralRefusedError, changed=ReferralChangedError,
    )  # fmt: skip


def _answered(request: HttpRequest, row: Any) -> HttpResponse:
    messages.warning(request, "This referral was answered already.")
    return redirect("referrals_one", row.pk)


def _heading(row: Any) -> dict[str, Any]:
    return {"name": name_of(row), "reference": shown(row.reference), "referral_id": row.pk}


def _address(row: Any) -> str:
    return reverse("referrals_one", args=[row.pk])


def _referral(request: HttpRequest, referral_id: int) -> Any:
    return find_or_404(viewer_of(request), get_referral, referral_id)


def find_or_404(viewer: Viewer, get: Callable[..., Any], *which: Any) -> Any:
    """
    Return what a query finds.

    :raises Http404: it finds nothing for this viewer
    """
    try:
        return get(viewer, *which)
    except ReferralNotFoundError as error:
        raise Http404(str(error)) from None
