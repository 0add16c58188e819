"""One page that asks something about a programme, acts, and says so."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from towpath.programmes.actions import ProgrammeRefusedError
from towpath.programmes.queries import ProgrammeNotFoundError
from towpath.web.forms.form import Form

Found = TypeVar("Found")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """What a page is called, what stands above its questions, what its button says, and where it leads."""

    title: str
    button: str
    done: str
    back: str
    back_words: str
    words: tuple[str, ...] = ()
    onward: str = ""


def ask(request: HttpRequest, form: Form, act: Callable[[Form], object], asking: Asking) -> HttpResponse:
    """Return the page with its questions, or act on the answers and go on; a refusal stands beside its question."""
    if request.method == "POST" and form.is_valid():
        try:
            act(form)
        except ProgrammeRefusedError as refused:
            form.add_error(refused.asks_for if refused.asks_for in form.fields else None, str(refused))
        else:
            messages.success(request, asking.done)
            return redirect(asking.onward or asking.back)
    return render(request, "programmes/ask.html", {"form": form, "asking": asking})


def found(asked: Callable[[], Found]) -> Found:
    """Return what was asked for, or say that there is no such page."""
    try:
        return asked()
    except ProgrammeNotFoundError:
        raise Http404("No such thing in this council’s programmes.") from None
