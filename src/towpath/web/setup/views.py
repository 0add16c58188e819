from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from towpath.clock import now, today
from towpath.organisation import actions
from towpath.organisation.queries import Choice, get_organisation, list_choices
from towpath.organisation.setting_keys import SettingRefusedError, in_words, typed
from towpath.web.forms.conflict import conflict_page
from towpath.web.people.reading import staff_names
from towpath.web.setup.forms import SettingForm
from towpath.web.setup.presenters import setting_cards, steps_for
from towpath.web.setup.words import TITLES, value_words
from towpath.web.viewers import viewer_of
from towpath.web.words import short_date


def setup(request: HttpRequest) -> HttpResponse:
    """Show what an empty installation still needs, each step with a link to where it is done."""
    steps = steps_for(viewer_of(request), today())
    done = sum(1 for step in steps if step.status is None)
    return render(request, "setup/setup.html", {"steps": steps, "done": done})


def settings(request: HttpRequest) -> HttpResponse:
    """Show every choice of the council, since when and by whom."""
    viewer = viewer_of(request)
    choices = list_choices(get_organisation(viewer.organisation), today())
    return render(request, "setup/settings.html", {"cards": setting_cards(choices, staff_names(viewer))})


def change_setting(request: HttpRequest) -> HttpResponse:
    """Ask what one setting is to be, and from what day."""
    choice = _asked_about(request)
    if choice is None:
        return redirect("setup_settings")
    version = choice.chosen.pk if choice.chosen else 0
    first = {"value": in_words(choice.value), "from_date": today(), "version": version}
    form = SettingForm(request.POST or None, initial=first, about=choice.key)
    back = reverse("setup_settings")
    if request.method == "POST" and form.is_valid():
        if form.is_behind(version):
            saved = {"value": value_words(choice.value)}
            return conflict_page(request, form, saved=saved, version=version, back=back)
        if _chosen(request, choice, form):
            return redirect(back)
    shown = {"form": form, "title": TITLES[choice.key.key], "words": choice.key.words, "back": back}
    return render(request, "setup/setting.html", shown)


def _asked_about(request: HttpRequest) -> Choice | None:
    choices = list_choices(get_organisation(viewer_of(request).organisation), today())
    return next((each for each in choices if each.key.key == request.GET.get("key")), None)


def _chosen(request: HttpRequest, choice: Choice, form: SettingForm) -> bool:
    viewer, key, from_date = viewer_of(request), choice.key.key, form.cleaned_data["from_date"]
    try:
        value = typed(key, form.cleaned_data["value"])
    except SettingRefusedError as error:
        form.add_error("value", error.advice)
        return False
    actions.change_setting(
        get_organisation(viewer.organisation), key=key, value=value, from_date=from_date, by=viewer.actor, at=now()
    )
    messages.success(request, f"{TITLES[key]}: {value_words(value)} from {short_date(from_date)}.")
    return True
