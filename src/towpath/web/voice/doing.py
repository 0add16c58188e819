"""One thing done about an entry at a time: sorted, brought to those who can change it, decided, told, let out."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from towpath.access.queries import get_list
from towpath.caseload.lists import VOICE_THEMES
from towpath.clock import now, today
from towpath.voice.actions import (
    VoiceChangedError,
    VoiceRefusedError,
    call_done,
    decide,
    fill_audience,
    fill_space,
    fill_voice,
    release_words,
    reopen,
    set_aside,
    sort_entry,
    take_down,
    tell_back,
    write_release,
)
from towpath.voice.actions.releasing import MOST_PUBLIC
from towpath.voice.queries import find_release, list_followers
from towpath.web.forms.form import VersionedForm
from towpath.web.forms.question import question_page
from towpath.web.people.reading import staff_names
from towpath.web.viewers import viewer_of
from towpath.web.voice import forms
from towpath.web.voice.presenters import release_facts
from towpath.web.voice.views import choices_of, disclose_voice, entry_of


def sort(request: HttpRequest, entry_id: int) -> HttpResponse:
    """Say what an entry is about and who follows it up; the first time is the first look at what was sent."""
    viewer, row = viewer_of(request), entry_of(request, entry_id)
    followers = list_followers(viewer, today())

    def act(given: Any, **who: Any) -> str:
        owner = next(each for each in followers if each.public_id == given["owner"])
        sort_entry(words=given["words"], theme=given["theme"], owner=owner, **who)
        return "Saved."

    owner = row.owner.public_id if row.owner is not None else viewer.user
    return _ask(
        request, row, forms.SortForm, "Say what it is about" if row.looked_at else "Look at what was sent", act,
        initial={"words": row.words, "theme": row.theme, "owner": owner},
        choices=choices_of(get_list(viewer, VOICE_THEMES), followers, chosen=row.theme),
    )  # fmt: skip


def space(request: HttpRequest, entry_id: int) -> HttpResponse:
    row = entry_of(request, entry_id)

    def act(given: Any, **who: Any) -> str:
        fill_space(words=given["words"], **who)
        return "Space is filled in."

    return _ask(request, row, forms.SpaceForm, "Space", act, initial={"words": row.space_words})


def voice(request: HttpRequest, entry_id: int) -> HttpResponse:
    row = entry_of(request, entry_id)

    def act(given: Any, **who: Any) -> str:
        fill_voice(words=given["words"], **who)
        return "Voice is filled in."

    return _ask(request, row, forms.VoiceForm, "Voice", act, initial={"words": row.voice_words})


def audience(request: HttpRequest, entry_id: int) -> HttpResponse:
    row, on = entry_of(request, entry_id), today()

    def act(given: Any, **who: Any) -> str:
        fill_audience(who=given["who"], heard_date=given["heard_date"], reply_due_date=given["reply_due_date"], **who)
        return "Audience is filled in. The clock runs to the day of the answer."

    initial = {
        "who": row.audience_who,
        "heard_date": row.heard_date or on,
        "reply_due_date": row.reply_due_date or forms.fortnight_after(on),
    }
    return _ask(request, row, forms.AudienceForm, "Audience", act, initial=initial)


def decided(request: HttpRequest, entry_id: int) -> HttpResponse:
    row, on = entry_of(request, entry_id), today()

    def act(given: Any, **who: Any) -> str:
        asked = ("outcome", "words", "decided_date", "changed_date", "change_by_date")
        was_down = decide(**{name: given[name] for name in asked}, **who)
        down = " The words on the public page were taken down: write them anew." if was_down else ""
        return f"Saved. Now tell the young people.{down}"

    initial = {
        "outcome": row.outcome, "words": row.outcome_words, "decided_date": row.decided_date or on,
        "changed_date": row.changed_date, "change_by_date": row.change_by_date,
    }  # fmt: skip
    lead = "A promise stays open until it is kept. What was told before is no longer the latest, so tell them again."
    return _ask(request, row, forms.DecideForm, "What was decided", act, initial=initial, lead=lead)


def tell(request: HttpRequest, entry_id: int) -> HttpResponse:
    row, on = entry_of(request, entry_id), today()

    def act(given: Any, **who: Any) -> str:
        felt = "" if given["felt_heard"] == forms.NOT_ASKED else given["felt_heard"]
        tell_back(words=given["words"], told_date=given["told_date"], felt_heard=felt, **who)
        return "Saved: the young people were told."

    lead = "If nobody knows who said it, tell them where others will see it, such as at the group or on a poster."
    initial = {"words": row.told_words, "told_date": row.told_date or on, "felt_heard": row.felt_heard}
    return _ask(request, row, forms.TellForm, "Tell the young people", act, initial=initial, lead=lead)


def done(request: HttpRequest, entry_id: int) -> HttpResponse:
    """Call an entry done, where nothing of it is missing; else say what is."""
    row, viewer = entry_of(request, entry_id), viewer_of(request)
    try:
        call_done(entry=row, version=VersionedForm(request.POST).seen_version(), by=viewer.actor, at=now())
    except (VoiceRefusedError, VoiceChangedError) as error:
        messages.warning(request, str(error))
    else:
        messages.success(request, "Done: said, heard, decided and told.")
    return redirect("voice_one", row.pk)


def open_again(request: HttpRequest, entry_id: int) -> HttpResponse:
    def act(given: Any, **who: Any) -> str:
        reopen(why=given["why"], **who)
        return "It is open again."

    return _ask(request, entry_of(request, entry_id), forms.WhyForm, "Open it again", act, button="Open it again")


def aside(request: HttpRequest, entry_id: int) -> HttpResponse:
    def act(given: Any, **who: Any) -> str:
        set_aside(why=given["why"], **who)
        return "Set aside. It is kept, and counts for nothing."

    lead = "For what is none: sent in jest, written down twice. What is merely hard to hear is not set aside."
    row = entry_of(request, entry_id)
    return _ask(request, row, forms.WhyForm, "Set this aside", act, lead=lead, button="Set aside")


def write(request: HttpRequest, entry_id: int) -> HttpResponse:
    viewer, row = viewer_of(request), entry_of(request, entry_id)

    def act(given: Any, **who: Any) -> str:
        asked = ("you_said", "we_did", "agreed_date", "agreed_how")
        write_release(**{name: given[name] for name in asked}, **who)
        return "Saved. Somebody else reads it before anybody can see it."

    standing = find_release(viewer, row)
    initial = {"you_said": row.words[:MOST_PUBLIC], "we_did": row.outcome_words[:MOST_PUBLIC]}
    if standing is not None:
        asked = ("you_said", "we_did", "agreed_date", "agreed_how")
        initial = {name: getattr(standing, name) for name in asked}
    down = standing is not None and standing.released_at is not None
    lead = "Anybody can read this once a manager or data lead who did not write it has let it out."
    lead += " What stands on the page now is taken down until then." if down else ""
    return _ask(request, row, forms.WriteForm, "Words for the public page", act, initial=initial, lead=lead)


def release(request: HttpRequest, entry_id: int) -> HttpResponse:
    """Show the words that wait for a second look, and let them out as somebody who did not write them."""
    viewer, row = viewer_of(request), entry_of(request, entry_id)
    waiting = find_release(viewer, row)
    if waiting is None or waiting.released_at is not None:
        disclose_voice(request, [row], "voice_entry")
        messages.warning(request, "No words of this wait for a second look.")
        return redirect("voice_one", row.pk)
    words = waiting

    def act(given: Any, entry: Any, **who: Any) -> str:
        release_words(release=words, is_checked=given["is_checked"], **who)
        return "It is on the public page now."

    return _ask(
        request, row, forms.ReleaseForm, "Read every word", act, button="Put it on the public page",
        facts=release_facts(words, staff_names(viewer)),
    )  # fmt: skip


def down(request: HttpRequest, entry_id: int) -> HttpResponse:
    def act(given: Any, **who: Any) -> str:
        take_down(why=given["why"], **who)
        return "Taken down. Nobody can read it any more."

    return _ask(request, entry_of(request, entry_id), forms.WhyForm, "Take it down", act, button="Take it down")


def _ask(
    request: HttpRequest, row: Any, form_class: Any, title: str, act: Callable[..., str], *, initial: Any = None,
    choices: Any = None, lead: str = "", button: str = "Save", facts: Any = (),
) -> HttpResponse:  # fmt: skip
    disclose_voice(request, [row], "voice_entry")
    form = form_class(request.POST or None, initial={**(initial or {}), "version": row.version}, choices=choices)
    who = {"entry": row, "version": form.seen_version(), "by": viewer_of(request).actor, "at": now()}
    back = reverse("voice_one", args=[row.pk])
    return question_page(
        request, form, lambda: act(form.cleaned_data, **who), template="voice/form.html", onward=back,
        shown={
            "title": title, "button": button, "lead": lead, "row": row, "facts": facts, "back": back,
            "back_words": "What they said",
        },
        refused=VoiceRefusedError, changed=VoiceChangedError,
    )  # fmt: skip
