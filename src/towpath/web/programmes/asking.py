"""One page that asks something about a programme, acts, and says so."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from django.http import Http404, HttpRequest, HttpResponse

from towpath.programmes.actions import ProgrammeChangedError, ProgrammeRefusedError
from towpath.programmes.queries import ProgrammeNotFoundError
from towpath.web.forms.form import Form
from towpath.web.forms.question import question_page

Found = TypeVar("Found")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """
    What a page is called, what stands above its questions, what its button says, and where it leads.

    `saved` is what is saved in words, by question, where the page changes it.
    """

    title: str
    button: str
    done: str
    back: str
    back_words: str
    words: tuple[str, ...] = ()
    onward: str = ""
    saved: Mapping[str, str] | None = None


def ask(request: HttpRequest, form: Form, act: Callable[[Form], object], asking: Asking) -> HttpResponse:
    """Return the page with its questions, or act on the answers and go on."""

    def acted() -> str:
        act(form)
        return asking.done

    return question_page(
        request, form, acted, template="programmes/ask.html", shown={"asking": asking},
        onward=asking.onward or asking.back, refused=ProgrammeRefusedError, changed=ProgrammeChangedError,
        saved=asking.saved,
    )  # fmt: skip


def found(asked: Callable[[], Found]) -> Found:
    """Return what was asked for, or say that there is no such page."""
    try:
        return asked()
    except ProgrammeNotFoundError:
        raise Http404("No such thing in this council’s programmes.") from None
