"""Who stands by the Charter, what they pledged beside what was used, their openings, and the Charter in counts."""

from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from towpath.access import Viewer
from towpath.charter.actions import (
    CharterRefusedError,
    end_signing,
    keep_term,
    make_pledge,
    post_opportunity,
    record_check,
    sign_charter,
    use_pledge,
)
from towpath.charter.queries import (
    PledgeNotFoundError,
    count_charter,
    count_signings,
    first_signed_date,
    get_employer,
    get_pledge,
    get_terms,
    list_awaited_at,
    list_employer_checks,
    list_opportunities,
    list_opportunities_of,
    list_placements_running,
    list_pledges,
    list_signings,
    list_signings_of,
)
from towpath.clock import now, today
from towpath.organisation.queries import get_organisation
from towpath.people.queries import list_records
from towpath.provision.queries import EstablishmentNotFoundError
from towpath.web.charter.asking import asked
from towpath.web.charter.forms import (
    AsAtForm,
    CheckForm,
    Choices,
    EndForm,
    OpeningForm,
    PledgeForm,
    SignForm,
    UseForm,
    WordForm,
)
from towpath.web.charter.presenters import (
    awaited_table,
    checks_table,
    counts_tables,
    openings_table,
    organisation_facts,
    pledges_table,
    running_table,
    sector_links,
    sectors_table,
    signings_table,
    words_table,
)
from towpath.web.disclosure import disclosing
from towpath.web.parts import pages_of
from towpath.web.people.reading import by_any_id
from towpath.web.people.words import place_words
from towpath.web.viewers import viewer_of
from towpath.web.words import date_in_words, plural

A_PAGE = 20


def charter(request: HttpRequest) -> HttpResponse:
    """Show who stood by the Charter on a day, today unless another is asked for."""
    viewer = viewer_of(request)
    form, on = _as_at(request)
    counted, terms = count_signings(viewer, on), get_terms(viewer)
    sector = request.GET.get("sector", "")
    sector = sector if sector in counted else ""
    listed = list_signings(viewer, on)
    page = Paginator(listed.filter(sector=sector) if sector else listed, A_PAGE).get_page(request.GET.get("page"))
    total = sum(counted.values())
    found = {
        "form": form,
        "heading": f"{plural(total, 'organisation')} on {date_in_words(on)}",
        "sectors": sector_links(counted, terms, sector, request.GET) if len(counted) > 1 else (),
        "table": signings_table(page, list_pledges(viewer, on), terms),
        "pages": pages_of(page, request.GET),
        "place": place_words(page),
        "can_manage": viewer.may("charter.manage"),
        "can_work": viewer.may("charter.work"),
    }
    return render(request, "charter/charter.html", found)


def counts(request: HttpRequest) -> HttpResponse:
    """Show the Charter in counts from the day of its first signing to a day, today unless another is asked for."""
    viewer = viewer_of(request)
    form, on = _as_at(request)
    # Before anybody signed there is nothing to count, and the two days are one.
    first, terms = min(first_signed_date(viewer) or on, on), get_terms(viewer)
    counted = count_charter(viewer, first, on)
    found = {
        "form": form,
        "heading": f"From {date_in_words(first)} to {date_in_words(on)}",
        "tables": [sectors_table(count_signings(viewer, on), terms), *counts_tables(counted, terms)],
        "are_hidden": counted.are_hidden,
    }
    return render(request, "charter/counts.html", found)


def openings(request: HttpRequest) -> HttpResponse:
    viewer, on = viewer_of(request), today()
    return render(
        request, "charter/openings.html", {"table": openings_table(list_opportunities(viewer, on), get_terms(viewer))}
    )


def sign(request: HttpRequest) -> HttpResponse:
    viewer, on = viewer_of(request), today()
    form = SignForm(
        request.POST or None, offers={"sector": _offered(viewer, "sector")}, on=on, initial={"signed_date": on}
    )

    def act(told: dict[str, Any]) -> str:
        asked_for = {name: told[name] for name in ("name", "postcode", "sector", "signed_date", "renew_date")}
        signing = sign_charter(
            organisation=get_organisation(viewer.organisation), by=viewer.actor, at=now(), **asked_for
        )
        return f"{signing.establishment.name} stands by the Charter from {date_in_words(signing.signed_date)}."

    return asked(
        request, form, act, title="An organisation signs", button="Save", back=reverse("charter"), back_words="Charter"
    )


def words(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    form = WordForm(request.POST or None)

    def act(told: dict[str, Any]) -> str:
        term = keep_term(
            organisation=get_organisation(viewer.organisation),
            kind=told["kind"],
            words=told["words"],
            expires=told["expires"] and told["kind"] == "check",
            by=viewer.actor,
            at=now(),
        )
        return f"“{term.words}” can be chosen from now on."

    lists = [words_table(get_terms(viewer), kind) for kind in ("sector", "pledge", "check", "reason")]
    return asked(
        request, form, act, title="The Charter’s lists", button="Add it", back=reverse("charter_words"),
        back_words="Charter", tables=lists, up=reverse("charter"),
    )  # fmt: skip


def organisation(request: HttpRequest, establishment_id: int) -> HttpResponse:
    viewer, on, place, signings = _organisation(request, establishment_id)
    terms = get_terms(viewer)
    has_left = bool(signings) and signings[0].ended_date is not None
    found = {
        "place": place,
        "to_decide": _to_decide(viewer, place, on) if has_left else 0,
        "signing": signings[0] if signings else None,
        "facts": organisation_facts(signings, terms),
        "pledges": pledges_table(list_pledges(viewer, on, establishment_id=place.pk), terms, viewer),
        "checks": checks_table(list_employer_checks(viewer, place.pk), terms, on),
        "openings": openings_table(list_opportunities_of(viewer, place.pk), terms, of_one=True),
        "can_manage": viewer.may("charter.manage"),
        "can_work": viewer.may("charter.work"),
    }
    return render(request, "charter/organisation.html", found)


def _to_decide(viewer: Viewer, place: Any, on: date) -> int:
    """Return how many young people somebody has to decide about, now that their employer left."""
    waiting = (list_placements_running(viewer, place.pk, on), list_awaited_at(viewer, place.pk, on))
    return len({person_id for rows in waiting for person_id in rows.values_list("person_id", flat=True)})


def pledge(request: HttpRequest, establishment_id: int) -> HttpResponse:
    viewer, on, place, signings = _organisation(request, establishment_id)
    form = PledgeForm(
        request.POST or None, offers={"kind": _offered(viewer, "pledge")}, on=on, initial={"from_date": on}
    )

    def act(told: dict[str, Any]) -> str:
        if not signings:
            raise CharterRefusedError("It has not signed the Charter. Record that first.")
        asked_for = {name: told[name] for name in ("kind", "quantity", "from_date", "to_date", "criteria")}
        make_pledge(signing=signings[0], by=viewer.actor, at=now(), **asked_for)
        return "The pledge is saved."

    return _asked_of(request, place, form, act, title="What do they pledge?", button="Save")


def use(request: HttpRequest, pledge_id: int) -> HttpResponse:
    viewer, on = viewer_of(request), today()
    try:
        row = get_pledge(viewer, pledge_id)
    except PledgeNotFoundError:
        raise Http404("No such pledge in this council.") from None
    form = UseForm(request.POST or None, on=on, initial={"used_date": on})

    def act(told: dict[str, Any]) -> str:
        use_pledge(pledge=row, used_date=told["used_date"], words=told["words"], by=viewer.actor, at=now())
        return "The use is saved."

    title = f"{get_terms(viewer).words('pledge', row.kind)}: used"
    intro = ("An interview held and a placement started are counted by themselves.",)
    return _asked_of(request, row.signing.establishment, form, act, title=title, button="Save", intro=intro)


def end(request: HttpRequest, establishment_id: int) -> HttpResponse:
    viewer, on, place, signings = _organisation(request, establishment_id)
    earliest = signings[0].signed_date if signings else None
    form = EndForm(request.POST or None, initial={"ended_date": on}, earliest=earliest, on=on)

    def act(told: dict[str, Any]) -> str:
        if not signings:
            raise CharterRefusedError("It has not signed the Charter.")
        closed = end_signing(
            signing=signings[0],
            ended_date=told["ended_date"],
            how=told["how"],
            because=told["because"],
            by=viewer.actor,
            at=now(),
        )
        openings = f" {plural(closed, 'opening')} closed with it." if closed else ""
        return f"{place.name} stood by the Charter until {date_in_words(told['ended_date'])}.{openings}"

    intro = (
        "Their openings close: nobody is put forward for them any more.",
        "Placements that are planned or under way stay. You find them on the next page, to decide about each.",
    )
    return _asked_of(request, place, form, act, title=f"{place.name} leaves the Charter", button="Save", intro=intro)


def left(request: HttpRequest, establishment_id: int) -> HttpResponse:
    """Show who is still placed at one employer or waits for its answer, so that somebody decides about each."""
    viewer, on, place, _ = _organisation(request, establishment_id)
    placed, waiting = list(list_placements_running(viewer, place.pk, on)), list(list_awaited_at(viewer, place.pk, on))
    records = list_records(viewer, {*(row.person_id for row in placed), *(row.person_id for row in waiting)}, on)
    disclosing(request, [record.public_id for record in records.values()])
    people = by_any_id(records.values())
    found = {
        "place": place,
        "placed": running_table(placed, people),
        "waiting": awaited_table(waiting, people, on),
    }
    return render(request, "charter/left.html", found)


def check(request: HttpRequest, establishment_id: int) -> HttpResponse:
    viewer, on, place, _ = _organisation(request, establishment_id)
    kinds = [(each.code, each.words) for each in get_terms(viewer).of("check") if each.rule == "always"]
    form = CheckForm(request.POST or None, offers={"kind": kinds}, on=on, initial={"checked_date": on})

    def act(told: dict[str, Any]) -> str:
        asked_for = {name: told[name] for name in ("kind", "checked_date", "expires_date", "words")}
        record_check(establishment=place, by=viewer.actor, at=now(), **asked_for)
        return "The check is saved. It holds for all placements here."

    return _asked_of(request, place, form, act, title="Check this employer", button="Save")


def post(request: HttpRequest, establishment_id: int) -> HttpResponse:
    viewer, on, place, _ = _organisation(request, establishment_id)
    terms = get_terms(viewer)
    pledges = {str(each.pledge.pk): each.pledge for each in list_pledges(viewer, on, establishment_id=place.pk)}
    offers: dict[str, Choices] = {
        "sector": _offered(viewer, "sector"),
        "pledge": [("", "None"), *((key, terms.words("pledge", row.kind)) for key, row in pledges.items())],
    }
    form = OpeningForm(request.POST or None, offers=offers, on=on)

    def act(told: dict[str, Any]) -> str:
        left_out = ("pledge", "once", "version")
        asked_for = {name: value for name, value in told.items() if name not in left_out}
        row = post_opportunity(
            establishment=place, pledge=pledges.get(told["pledge"]), by=viewer.actor, at=now(), **asked_for
        )
        return f"{row.title} is open."

    return _asked_of(request, place, form, act, title="A new opening", button="Save")


def _asked_of(request: HttpRequest, place: Any, form: Any, act: Any, **how: Any) -> HttpResponse:
    back = reverse("charter_organisation", args=[place.pk])
    return asked(request, form, act, back=back, back_words=place.name, **how)


def _organisation(request: HttpRequest, establishment_id: int) -> tuple[Any, date, Any, list[Any]]:
    viewer = viewer_of(request)
    try:
        place = get_employer(viewer, establishment_id)
    except EstablishmentNotFoundError:
        raise Http404("No such organisation in this council.") from None
    return viewer, today(), place, list(list_signings_of(viewer, place.pk))


def _as_at(request: HttpRequest) -> tuple[AsAtForm, date]:
    form = AsAtForm(
        request.GET if any(name.startswith("on-") for name in request.GET) else None, initial={"on": today()}
    )
    return form, form.cleaned_data["on"] if form.is_valid() else today()


def _offered(viewer: Any, kind: str) -> list[tuple[str, str]]:
    return [(each.code, each.words) for each in get_terms(viewer).of(kind)]
