"""One question about the Charter: asked, answered, or asked again with what is wrong."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse

from towpath.charter.actions import CharterChangedError, CharterRefusedError
from towpath.web.charter.forms import NOT_KNOWN
from towpath.web.forms.form import Form
from towpath.web.forms.question import question_page


def asked(
    request: HttpRequest,
    form: Form,
    act: Callable[[dict[str, Any]], str],
    *,
    title: str,
    button: str,
    back: str,
    back_words: str,
    **found: object,
) -> HttpResponse:
    """
    Ask with a form; when it is answered, act and go back with what came of it.

    :param act: what is done with the answers; it returns the words of success
    :param found: what the page shows beside the questions, such as what is saved
    """
    shown = {"title": title, "button": button, "back": back, "back_words": back_words, "bar": None}
    return question_page(
        request, form, lambda: act(form.cleaned_data), template="charter/asking.html",
        shown={"intro": (), "facts": (), **shown, **found}, onward=back, refused=CharterRefusedError,
        changed=CharterChangedError,
    )  # fmt: skip


def known(answer: str) -> str:
    """Return a chosen code, or an empty text where it is not known."""
    return "" if answer == NOT_KNOWN else answer


def claim(answer: str) -> bool | None:
    """Return a yes or a no as a claim; anything else is not known."""
    return {"yes": True, "no": False}.get(answer)
