"""One page of questions about money: asked, answered, or asked again with what is wrong."""

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from towpath.funds.actions import FundsChangedError, FundsRefusedError
from towpath.web.forms.form import Form, VersionedForm
from towpath.web.parts import Fact


def question(
    request: HttpRequest,
    form: Form,
    act: Callable[[dict[str, Any]], str],
    *,
    title: str,
    button: str,
    back: str,
    back_words: str,
    version: Callable[[], int] | None = None,
    facts: Iterable[Fact] = (),
    intro: Iterable[str] = (),
    template: str = "funds/question.html",
    **found: object,
) -> HttpResponse:
    """
    Ask with a form; when it is answered, act and go back with what came of it.

    :param act: what is done with the answers; it returns the words of success
    :param version: how the row's version is read anew, for a form that changes one; what was typed is kept
    """
    if request.method == "POST" and form.is_valid():
        # Neither of these is an answer.
        given = {name: answer for name, answer in form.cleaned_data.items() if name not in ("once", "version")}
        try:
            words = act(given)
        except FundsRefusedError as error:
            if isinstance(error, FundsChangedError) and isinstance(form, VersionedForm) and version:
                form = form.renewed(version())
            form.add_error(None, str(error))
        else:
            messages.success(request, words)
            return redirect(back)
    shown = {"form": form, "title": title, "button": button, "back": back, "back_words": back_words}
    return render(request, template, {"bar": None, "facts": list(facts), "intro": list(intro), **shown, **found})
