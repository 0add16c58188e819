"""Who may sign in: see, invite, change, and stop at once."""

from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from towpath.access.actions import (
    RoleRefusedError,
    change_role,
    invite_user,
    lift_suspension,
    suspend_user,
    turn_off_second_step,
)
from towpath.access.actions import invite_again as make_invitation
from towpath.access.queries import list_roles
from towpath.clock import now, today
from towpath.organisation.queries import get_organisation
from towpath.web.forms.conflict import conflict_page
from towpath.web.parts import pages_of
from towpath.web.people.words import place_words
from towpath.web.users.forms import ChangeForm, InviteForm
from towpath.web.users.presenters import Held, state_of, users_table
from towpath.web.viewers import viewer_of
from towpath.web.words import role_in_full, role_in_words, short_date

A_PAGE = 50


def users(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    page = Paginator(list_roles(viewer).filter(ended_at__isnull=True), A_PAGE).get_page(request.GET.get("page"))
    found = {
        "table": users_table(viewer, page, today()),
        "can_manage": viewer.may("users.manage"),
        "place": place_words(page),
        "pages": pages_of(page, request.GET),
    }
    return render(request, "users/users.html", found)


def invite(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    form = InviteForm(request.POST or None, initial={"from_date": today()})
    if request.method == "POST" and form.is_valid():
        asked = {name: form.cleaned_data[name] for name in ("name", "email", "role", "from_date", "to_date")}
        try:
            user, secret = invite_user(
                organisation=get_organisation(viewer.organisation), by=viewer.actor, at=now(), **asked
            )
        except RoleRefusedError as error:
            form.add_error(None, str(error))
        else:
            if not secret:
                messages.success(request, f"{user.name} signs in already, and finds this council there. Tell them.")
                return redirect("users")
            return _show_link(request, asked["name"], secret)
    return render(request, "users/invite.html", {"form": form})


def invite_again(request: HttpRequest, user_id: str) -> HttpResponse:
    viewer, role = viewer_of(request), _role(request, user_id)
    try:
        secret = make_invitation(
            role.user, organisation=get_organisation(viewer.organisation), by=viewer.actor, at=now()
        )
    except RoleRefusedError as error:
        messages.warning(request, str(error))
        return redirect("users_change", user_id=role.user.public_id)
    return _show_link(request, role.user.name, secret)


def change(request: HttpRequest, user_id: str) -> HttpResponse:
    viewer, role = viewer_of(request), _role(request, user_id)
    first = {"role": role.role, "from_date": today(), "to_date": role.to_date, "version": role.pk}
    form = ChangeForm(request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():
        if form.is_behind(role.pk):
            now_saved = {
                "role": role_in_full(role.role),
                "to_date": short_date(role.to_date) if role.to_date else "",
            }
            return conflict_page(request, form, saved=now_saved, version=role.pk, back=reverse("users"))
        asked = {name: form.cleaned_data[name] for name in ("role", "from_date", "to_date")}
        try:
            change_role(
                role.user, organisation=get_organisation(viewer.organisation), by=viewer.actor, at=now(), **asked
            )
        except RoleRefusedError as error:
            form.add_error(None, str(error))
        else:
            messages.success(
                request,
                f"{role.user.name}: {role_in_words(asked['role'])} from {short_date(asked['from_date'])}.",
            )
            return redirect("users")
    found = {
        "form": form,
        "role": role,
        "state": state_of(role, today()),
        "is_self": role.user_id == viewer.user_id,
        "has_second_step": is_mfa_enabled(role.user),
    }
    return render(request, "users/change.html", found)


def suspend(request: HttpRequest, user_id: str) -> HttpResponse:
    """Ask first, then stop them; it is felt at their next request."""
    viewer, role = viewer_of(request), _role(request, user_id)
    if role.user_id == viewer.user_id:
        messages.warning(request, "You cannot suspend yourself. Ask another data lead.")
        return redirect("users")
    if request.method != "POST":
        return render(request, "users/suspend.html", {"role": role})
    return _acted(request, role, suspend_user, f"{role.user.name} can no longer sign in.")


def second_step(request: HttpRequest, user_id: str) -> HttpResponse:
    """Ask first, then forget the phone that somebody lost with their recovery codes."""
    viewer, role = viewer_of(request), _role(request, user_id)
    if role.user_id == viewer.user_id:
        return redirect("mfa_index")
    if request.method != "POST":
        return render(request, "users/second_step.html", {"role": role})
    words = f"{role.user.name}’s second step is off. They turn it on again when they sign in."
    return _acted(request, role, turn_off_second_step, words)


def restore(request: HttpRequest, user_id: str) -> HttpResponse:
    role = _role(request, user_id)
    return _acted(request, role, lift_suspension, f"{role.user.name} can sign in again.")


def _acted(request: HttpRequest, role: Held, action: Callable[..., None], words: str) -> HttpResponse:
    viewer = viewer_of(request)
    try:
        action(role.user, organisation=get_organisation(viewer.organisation), by=viewer.actor, at=now())
    except RoleRefusedError as error:
        messages.warning(request, str(error))
    else:
        messages.success(request, words)
    return redirect("users")


def _role(request: HttpRequest, user_id: str) -> Held:
    """Return the role of a person of the viewer's own council; anyone else is not found."""
    role = list_roles(viewer_of(request)).filter(ended_at__isnull=True, user__public_id=user_id).last()
    if role is None:
        raise Http404("No such person in this council.")
    return role


def _show_link(request: HttpRequest, name: str, secret: str) -> HttpResponse:
    # Shown once and never kept: the page is the only place where the secret exists.
    address = request.build_absolute_uri(reverse("invitation", args=[secret]))
    return render(request, "users/invited.html", {"name": name, "address": address})
