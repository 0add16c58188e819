"""One page of questions about money: asked, answered, or asked again with what is wrong."""

from collections.abc import Callable, Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse

from towpath.funds.actions import FundsChangedError, FundsRefusedError
from towpath.web.forms.form import Form
from towpath.web.forms.question import question_page
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
    facts: Iterable[Fact] = (),
    intro: Iterable[str] = (),
    template: str = "funds/question.html",
    **found: object,
) -> HttpResponse:
    """
    Ask with a form; when it is answered, act and go back with what came of it.

    :param act: what is done with the answers; it returns the words of success
    """

    def acted() -> str:
        # Neither of these is an answer.
        return act({name: answer for name, answer in form.cleaned_data.items() if name not in ("once", "version")})

    words = {"title": title, "button": button, "back": back, "back_words": back_words, "intro": list(intro)}
    return question_page(
        request, form, acted, template=template, shown={"bar": None, "facts": list(facts), **words, **found},
        onward=back, refused=FundsRefusedError, changed=FundsChangedError,
    )  # fmt: skip
