"""The return rehearsed: what would be wrong with it today, night by night, and whose record each problem is on."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode

from towpath.clock import now, today
from towpath.insight.pictures import svg_of
from towpath.jobs.actions import enqueue
from towpath.organisation.queries import standards_for
from towpath.people.queries import organisation_of
from towpath.returns.jobs import REHEARSE
from towpath.returns.queries import (
    Rehearsal,
    RehearsalNotFoundError,
    count_rehearsal_problems,
    find_reference,
    get_rehearsal,
    list_rehearsal_problems,
    list_rehearsals,
    preview_of,
)
from towpath.web.parts import Figure, Link, pages_of
from towpath.web.rates.presenters import table_of
from towpath.web.returns.naming import named
from towpath.web.returns.presenters import titled
from towpath.web.returns.previewing import shown_preview
from towpath.web.returns.rehearsed import (
    MEANINGS,
    NIGHTS_DRAWN,
    NOW,
    SHOWN,
    found_rows,
    found_table,
    nights_table,
    rehearsal_facts,
    trend_of,
)
from towpath.web.returns.tabs import tabs_of_returns
from towpath.web.viewers import viewer_of
from towpath.web.words import month_in_words

A_PAGE = 25
OURS = "Counts of the rehearsals of this council’s own return."


def rehearsals(request: HttpRequest) -> HttpResponse:
    """Show the latest rehearsal, or that there is none yet."""
    return _shown(request, list_rehearsals(viewer_of(request)).first())


def rehearsal(request: HttpRequest, rehearsal_id: int) -> HttpResponse:
    return _shown(request, _found(request, rehearsal_id))


def _shown(request: HttpRequest, made: Rehearsal | None) -> HttpResponse:
    viewer = viewer_of(request)
    shown: dict[str, object] = {"made": made, "tabs": tabs_of_returns(), "can_build": viewer.may("return.build")}
    if made:
        edition = standards_for(organisation_of(viewer)).edition_on(made.period_end)
        reference = find_reference(viewer, made)
        nights = list_rehearsals(viewer).filter(pk__lte=made.pk)
        page = Paginator(nights, A_PAGE).get_page(request.GET.get("page"))
        shown |= {
            "month": month_in_words(made.period_end),
            "facts": rehearsal_facts(made, reference, edition),
            "found": found_table(made, count_rehearsal_problems(viewer, made), edition),
            "preview": shown_preview(viewer, preview_of(viewer, made)),
            "figure": _figure(made, list(nights[:NIGHTS_DRAWN])),
            "nights": nights_table(page),
            "pages": pages_of(page, request.GET),
        }
    return render(request, "returns/rehearsal.html", shown)


def _figure(made: Rehearsal, nights: list[Rehearsal]) -> Figure | None:
    picture = trend_of(nights)
    if picture is None:
        return None
    from_rows = table_of(picture.headings, picture.rows, "Problems by day")
    return Figure(picture.title, reverse("returns_rehearsal_chart", args=[made.pk]), picture.summary, from_rows, OURS)


def chart(request: HttpRequest, rehearsal_id: int) -> HttpResponse:
    """Draw the nights up to a rehearsal; one alone has nothing to be drawn beside."""
    viewer, made = viewer_of(request), _found(request, rehearsal_id)
    picture = trend_of(list(list_rehearsals(viewer).filter(pk__lte=made.pk)[:NIGHTS_DRAWN]))
    if picture is None:
        return redirect("returns_rehearsals")
    return HttpResponse(svg_of(picture, viewer.organisation), content_type="image/svg+xml")


def rehearse(request: HttpRequest) -> HttpResponse:
    """Queue a rehearsal now; pressed twice, it is made once."""
    viewer = viewer_of(request)
    job = enqueue(
        REHEARSE,
        organisation=organisation_of(viewer),
        arguments={"asked": today().isoformat()},
        by=viewer.actor,
        at=now(),
        key="returns.rehearse",
    )
    return redirect(f"{reverse('work', args=[job.pk])}?{urlencode({'next': reverse('returns_rehearsals')})}")


def problems(request: HttpRequest, rehearsal_id: int, code: str) -> HttpResponse:
    """Show whose records have one problem: all, or those new or mended since the night before."""
    viewer, made = viewer_of(request), _found(request, rehearsal_id)
    show = request.GET.get("show", NOW)
    show = show if show in SHOWN else NOW
    edition = standards_for(organisation_of(viewer)).edition_on(made.period_end)
    rows = list_rehearsal_problems(viewer, made, show=show).filter(code=code).select_related("first")
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    name_of = named(
        request, {each.person_id for each in page if each.person_id}, subject=f"returns_rehearsal:{made.pk}"
    )
    address = reverse("returns_rehearsal_problems", args=[made.pk, code])
    tabs = {one: Link(words, f"{address}?show={one}") for one, words in SHOWN.items()}
    shown = {
        "made": made,
        "month": month_in_words(made.period_end),
        "words": titled(code, edition),
        "tabs": tabs.values(),
        "tab": SHOWN[show],
        "meaning": MEANINGS[show],
        "table": found_rows(list(page), name_of) if page.paginator.count else None,
        "results": page,
        "pages": pages_of(page, request.GET),
    }
    return render(request, "returns/rehearsal_problems.html", shown)


def _found(request: HttpRequest, rehearsal_id: int) -> Rehearsal:
    try:
        return get_rehearsal(viewer_of(request), rehearsal_id)
    except RehearsalNotFoundError:
        raise Http404("No such rehearsal in this council.") from None
