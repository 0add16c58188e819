"""A page that asks with one form: it is answered, or asked again with what is wrong."""

from collections.abc import Callable, Mapping

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from towpath.web.forms.conflict import BEHIND, conflict_page
from towpath.web.forms.form import Form, VersionedForm

Refusals = type[Exception] | tuple[type[Exception], ...]


def question_page(
    request: HttpRequest,
    form: Form,
    act: Callable[[], str],
    *,
    template: str,
    shown: Mapping[str, object],
    onward: str,
    refused: Refusals,
    changed: Refusals = (),
    behind: str = BEHIND,
    saved: Mapping[str, str] | None = None,
) -> HttpResponse:
    """
    Ask with a form; once it is answered, act and go on, or ask again with what is wrong.

    :param act: does what was answered, and returns the words of success
    :param shown: what the page shows beside the form
    :param refused: how the room says no; a refusal that names a question in `asks_for` stands beside it
    :param changed: how the room says that the row has another version than the form was filled from
    :param behind: what is said then; what was typed stands in the form
    :param saved: what is saved in words, by question, to stand beside what was typed instead of `behind`
    """
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            words = act()
        except changed:
            assert isinstance(form, VersionedForm)
            # The version that this page shows, not the latest: what came after it would be overwritten unseen.
            version = form.initial["version"]
            if saved is not None:
                return conflict_page(request, form, saved=saved, version=version, back=onward)
            form, status = form.renewed(version), 409
            form.add_error(None, behind)
        except refused as error:
            asks_for = getattr(error, "asks_for", "")
            form.add_error(asks_for if asks_for in form.fields else None, str(error))
        else:
            messages.success(request, words)
            return redirect(onward)
    return render(request, template, {**shown, "form": form}, status=status)
