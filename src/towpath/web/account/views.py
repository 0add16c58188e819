"""Coming in: the first page, one's own account, choosing a council, and accepting an invitation."""

from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme

from towpath.access.actions import INVITATION, accept_invitation
from towpath.access.links import LinkRefusedError, find_link
from towpath.access.queries import NoRoleError, roles_of
from towpath.clock import now, today
from towpath.rules.access import PROVIDER
from towpath.web.account.forms import CouncilForm, PasswordForm
from towpath.web.guard import no_role
from towpath.web.viewers import CHOSEN, NoCouncilChosenError, viewer_of
from towpath.web.words import role_in_full

KEYS = "keys"
"""What the session calls that single keys press buttons: off until somebody asks for it."""


def home(request: HttpRequest) -> HttpResponse:
    """Send everyone to where their day starts: whoever sends us lists, to those."""
    viewer = getattr(request, "viewer", None)
    return redirect("sending" if viewer is not None and viewer.role == PROVIDER else "today")


def account(request: HttpRequest) -> HttpResponse:
    try:
        viewer = viewer_of(request)
    except (NoRoleError, NoCouncilChosenError):
        viewer = None
    found = {
        "viewer": viewer,
        "role_words": role_in_full(viewer.role) if viewer else "",
        "councils": len(roles_of(request.user, today())),  # type: ignore[arg-type]
        "has_second_step": is_mfa_enabled(request.user),  # type: ignore[arg-type]  # The gate let in nobody who is not signed in.
    }
    return render(request, "account/account.html", found)


def keys(request: HttpRequest) -> HttpResponse:
    """Switch keys that press buttons on or off, for as long as somebody is signed in, and go back."""
    request.session[KEYS] = not request.session.get(KEYS, False)
    return redirect(_safe_next(request))


def councils(request: HttpRequest) -> HttpResponse:
    held = roles_of(request.user, today())  # type: ignore[arg-type]
    if not held:
        return no_role(request)  # type: ignore[return-value]
    form = CouncilForm(
        request.POST or None,
        councils=[(code, role.organisation.name) for code, role in held.items()],
        initial={"council": request.session.get(CHOSEN, "")},
    )
    if request.method == "POST" and form.is_valid():
        request.session.cycle_key()
        request.session[CHOSEN] = form.cleaned_data["council"]
        return redirect(_safe_next(request))
    return render(request, "account/councils.html", {"form": form})


def invitation(request: HttpRequest, secret: str) -> HttpResponse:
    form = PasswordForm(request.POST or None)
    if find_link(secret, purpose=INVITATION, at=now()) is None:
        return render(request, "account/invitation_over.html", status=404)
    if request.method == "POST" and form.is_valid():
        try:
            accept_invitation(secret, password=form.cleaned_data["password"], at=now())
        except ValidationError as error:
            form.add_error("password", error)
        except LinkRefusedError:
            return render(request, "account/invitation_over.html", status=404)
        else:
            messages.success(request, "Your password is set. Sign in with it.")
            return redirect("account_login")
    return render(request, "account/invitation.html", {"form": form})


def _safe_next(request: HttpRequest) -> str:
    wanted = request.GET.get("next", "")
    return wanted if url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()}) else "home"
