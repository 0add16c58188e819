"""One question about the Charter: asked, answered, or asked again with what is wrong."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from towpath.charter.actions import CharterChangedError, CharterRefusedError
from towpath.web.charter.forms import NOT_KNOWN, Offering
from towpath.web.forms.form import Form


def asked(
    request: HttpRequest,
    form: Form,
    act: Callable[[dict[str, Any]], str],
    *,
    title: str,
    button: str,
    back: str,
    back_words: str,
    version: object = None,
    **found: object,
) -> HttpResponse:
    """
    Ask with a form; when it is answered, act and go back with what came of it.

    :param act: what is done with the answers; it returns the words of success
    :param version: the row's present version, for a form that changes one; `found` shows what is saved
    """
    if request.method == "POST" and form.is_valid():
        try:
            words = act(form.cleaned_data)
        except CharterChangedError as error:
            if isinstance(form, Offering):
                form = form.renewed(version)
            form.add_error(None, str(error))
        except CharterRefusedError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, words)
            return redirect(back)
    shown = {"form": form, "title": title, "button": button, "back": back, "back_words": back_words, "bar": None}
    return render(request, "charter/asking.html", {"intro": (), "facts": (), **shown, **found})


def known(answer: str) -> str:
    """Return a chosen code, or an empty text where it is not known."""
    return "" if answer == NOT_KNOWN else answer


def claim(answer: str) -> bool | None:
    """Return a yes or a no as a claim; anything else is not known."""
    return {"yes": True, "no": False}.get(answer)
