"""Where and when an adviser sits, and what is agreed to be shared with an agency."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from towpath.caseload.queries import list_advisers
from towpath.clock import now, today
from towpath.provision.actions import ProvisionRefusedError, end_sharing_agreement, make_sharing_agreement
from towpath.referrals.actions import ReferralRefusedError, end_drop_in, list_drop_in
from towpath.referrals.actions.passing_on import ITEM
from towpath.referrals.queries import get_drop_in, list_agencies, list_agreements, list_drop_ins, list_places
from towpath.web.referrals import forms
from towpath.web.referrals.presenters import agreements_table, drop_ins_table
from towpath.web.referrals.views import find_or_404
from towpath.web.viewers import viewer_of


def drop_ins(request: HttpRequest) -> HttpResponse:
    viewer, on = viewer_of(request), today()
    can_change = viewer.may("referrals.triage")
    table = drop_ins_table(list_drop_ins(viewer, on), can_change=can_change)
    return render(request, "referrals/drop_ins.html", {"table": table, "can_change": can_change})


def drop_ins_add(request: HttpRequest) -> HttpResponse:
    viewer, on = viewer_of(request), today()
    sites, advisers = list(list_places(viewer, on)), list_advisers(viewer, on)
    form = forms.DropInForm(
        request.POST or None,
        initial={"from_date": on},
        choices={
            "site": [(str(site.pk), f"{site.name} ({site.establishment.name})") for site in sites],
            "adviser": [("", "Choose one"), *((each.public_id, each.name) for each in advisers)],
        },
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            list_drop_in(
                site=next(site for site in sites if str(site.pk) == given["site"]),
                adviser=next(each for each in advisers if each.public_id == given["adviser"]),
                weekday=int(given["weekday"]),
                opens_at=given["opens_at"],
                closes_at=given["closes_at"],
                from_date=given["from_date"],
                by=viewer.actor,
                at=now(),
            )
        except ReferralRefusedError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Listed. It is on the public page too, without a name.")
            return redirect("referrals_drop_ins")
    lead = "" if sites else "No site is recorded yet. A manager adds places under Choices."
    found = {"form": form, "title": "Say where an adviser sits", "button": "List it", "lead": lead}
    return render(request, "referrals/form.html", found | {"back": reverse("referrals_drop_ins")})


def drop_ins_end(request: HttpRequest, drop_in_id: int) -> HttpResponse:
    viewer, on = viewer_of(request), today()
    row = find_or_404(viewer, get_drop_in, drop_in_id, on)
    form = forms.EndForm(request.POST or None, initial={"to_date": on})
    if request.method == "POST" and form.is_valid():
        try:
            end_drop_in(drop_in=row, to_date=form.cleaned_data["to_date"], by=viewer.actor, at=now())
        except ReferralRefusedError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "The last day is saved.")
            return redirect("referrals_drop_ins")
    found = {"form": form, "title": f"When does {row.adviser.name} stop sitting at {row.site.name}?", "lead": ""}
    return render(request, "referrals/form.html", found | {"button": "Save", "back": reverse("referrals_drop_ins")})


def agreements(request: HttpRequest) -> HttpResponse:
    viewer, on = viewer_of(request), today()
    can_change = viewer.may("agreements.make")
    table = agreements_table(list_agreements(viewer), on, can_change=can_change)
    return render(request, "referrals/agreements.html", {"table": table, "can_change": can_change})


def agreements_add(request: HttpRequest) -> HttpResponse:
    """Record an agreement that lets referrals go to an agency."""
    viewer, on = viewer_of(request), today()
    agencies = [agency for agency, _ in list_agencies(viewer, on)]
    form = forms.AgreementForm(
        request.POST or None,
        initial={"from_date": on},
        choices={"establishment": [(str(agency.pk), agency.name) for agency in agencies]},
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            make_sharing_agreement(
                establishment=next(each for each in agencies if str(each.pk) == given["establishment"]),
                title=given["title"],
                covers=[ITEM],
                from_date=given["from_date"],
                to_date=given["to_date"],
                by=viewer.actor,
                at=now(),
            )
        except ProvisionRefusedError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Saved. Referrals may go to them from that day.")
            return redirect("referrals_agreements")
    lead = "It lets referrals go to them, and nothing else." if agencies else "No agency is recorded yet."
    found = {"form": form, "title": "Record a sharing agreement", "button": "Save", "lead": lead}
    return render(request, "referrals/form.html", found | {"back": reverse("referrals_agreements")})


def agreements_end(request: HttpRequest, agreement_id: int) -> HttpResponse:
    """End an agreement at once, after asking."""
    viewer = viewer_of(request)
    row = list_agreements(viewer).filter(pk=agreement_id).first()
    if row is None:
        raise Http404("There is no such agreement here.")
    if request.method == "POST":
        try:
            end_sharing_agreement(agreement=row, by=viewer.actor, at=now())
        except ProvisionRefusedError as error:
            messages.warning(request, str(error))
        else:
            messages.success(request, "Ended. Nothing goes to them under it any more.")
        return redirect("referrals_agreements")
    return render(request, "referrals/agreement_end.html", {"agreement": row})
