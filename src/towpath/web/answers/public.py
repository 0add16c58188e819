"""The public side of a status link: who asks and why, the big buttons, one or two questions, and thanks."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from towpath.access.links import LinkRefusedError
from towpath.answers.actions import AnswerRefusedError, answer_by_link
from towpath.clock import now, today
from towpath.contact.asking import StatusLink, find_status_link
from towpath.organisation.queries import settings_on
from towpath.rules.answers import Doing, Teller, Wish
from towpath.rules.own_pages import tidy_code
from towpath.web.answers import words
from towpath.web.answers.forms import LettersForm, SayForm
from towpath.web.answers.limits import count_miss, may_answer, may_look
from towpath.web.answers.presenters import way_of


def typed(request: HttpRequest) -> HttpResponse:
    """Ask for the letters of a link that came on paper, and go on to it."""
    form = LettersForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        # A page that opens nothing is shown for letters that are none of ours.
        return redirect("answer_start", letters=tidy_code(form.cleaned_data["letters"]) or "0")
    return render(request, "answers/typed.html", {"form": form})


def start(request: HttpRequest, letters: str) -> HttpResponse:
    """Say who asks and why, and show the buttons. Looking uses nothing up, so a scanner of mail may look."""
    found = _found(request, letters)
    if isinstance(found, HttpResponse):
        return found
    shown = {
        **_said_of(found),
        "letters": letters,
        "question": words.ASKED[Teller(found.to)],
        "doing": [(each.value, said) for each, said in words.DOING.items()],
        "wishes": [(each.value, said) for each, said in words.WISHES.items()],
    }
    return render(request, "answers/start.html", shown)


def say(request: HttpRequest, letters: str, said: str) -> HttpResponse:
    """Ask one thing or two, and take the answer in; only sending it uses the link up."""
    pressed = _pressed(said)
    found = _found(request, letters)
    if isinstance(found, HttpResponse):
        return found
    form = SayForm(request.POST if request.method == "POST" else None, said=pressed)
    if request.method == "POST" and not may_answer(letters):
        return render(request, "answers/too_many.html", status=429)
    if request.method == "POST" and form.is_valid():
        try:
            answer_by_link(letters, given=form.given(), at=now())
        except LinkRefusedError:
            return _over(request)
        except AnswerRefusedError as error:
            form.add_error(error.field if error.field in form.fields else None, str(error))
        else:
            return redirect("answer_thanks", said=said)
    shown = {
        **_said_of(found),
        "form": form,
        "letters": letters,
        "pressed": words.said_words(said),
        "said": said,
        "not_me": words.NOT_ME[way_of(found)],
    }
    return render(request, "answers/say.html", shown)


def thanks(request: HttpRequest, said: str) -> HttpResponse:
    """Say thank you. Nothing is looked up, so the page may stay open on anybody's phone."""
    pressed = _pressed(said)
    return render(request, "answers/thanks.html", {"then": words.THANKS.get(pressed, ""), "said": said})


def _found(request: HttpRequest, letters: str) -> StatusLink | HttpResponse:
    if not may_look(request):
        return render(request, "answers/too_many.html", status=429)
    found = find_status_link(letters, at=now())
    if found is None:
        count_miss(request)
        return _over(request)
    return found


def _over(request: HttpRequest) -> HttpResponse:
    return render(request, "answers/over.html", status=404)


def _pressed(said: str) -> Doing | Wish:
    if said in set(Doing):
        return Doing(said)
    if said in set(Wish):
        return Wish(said)
    raise Http404("There is no such button.")


def _said_of(found: StatusLink) -> dict[str, object]:
    """Return what a page says of whoever asks; of whom it is about it says nothing."""
    organisation = found.link.organisation
    reach = str(settings_on(organisation, today())["own_pages.reach"])
    return {"service": organisation.name, "reach": reach, "is_parent": found.to == Teller.PARENT.value}
