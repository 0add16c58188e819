"""The register: what is waiting, one entry, and what is written down anew."""

import secrets
from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from towpath.access import Viewer
from towpath.access.queries import get_list
from towpath.caseload.lists import VOICE_THEMES
from towpath.clock import now, today
from towpath.organisation.lists import Choice
from towpath.people.queries import organisation_of
from towpath.referrals.letters import shown
from towpath.voice.actions import NewVoice, VoiceRefusedError, record_voice
from towpath.voice.queries import (
    VoiceNotFoundError,
    find_release,
    find_source,
    get_entry,
    list_entries,
    list_followers,
    list_set_aside,
    list_steps,
    list_to_read,
    list_waiting,
    standings_of,
)
from towpath.web.disclosure import disclosing
from towpath.web.forms.form import ONCE
from towpath.web.parts import Link, pages_of
from towpath.web.people.reading import staff_names
from towpath.web.people.words import place_words
from towpath.web.people_links import person_link
from towpath.web.viewers import viewer_of
from towpath.web.voice.forms import RecordForm
from towpath.web.voice.presenters import (
    STAGES,
    actions_of,
    clock_of,
    entry_facts,
    in_short,
    owed_words,
    part_cards,
    register_table,
    release_facts,
    source_facts,
    steps_timeline,
)

A_PAGE = 25
AT_ONCE = 10
TABS = {"": "Waiting for something", "all": "All that was said", "done": "Done", "aside": "Set aside"}


def register(request: HttpRequest) -> HttpResponse:
    """Show what is owed, the longest due first; or with `show` all entries, those done or those set aside."""
    viewer, on = viewer_of(request), today()
    show = request.GET.get("show", "")
    show = show if show in TABS else ""
    rows: Any = {
        "": lambda: list_waiting(viewer, on),
        "all": lambda: list_entries(viewer),
        "done": lambda: list_entries(viewer).filter(done_at__isnull=False),
        "aside": lambda: list_set_aside(viewer),
    }[show]()
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    standings = standings_of(viewer, list(page), on) if show else list(page)
    disclose_voice(request, [each.entry for each in standings], "voice_entry")
    tabs = {key: words for key, words in TABS.items() if key != "aside" or viewer.may("voice.manage")}
    found = {
        "table": register_table(standings, get_list(viewer, VOICE_THEMES), caption=TABS[show]),
        "late": sum(each.is_late for each in rows) if not show else 0,
        "show": TABS[show],
        "tabs": [Link(words, f"?show={key}" if key else reverse("voice")) for key, words in tabs.items()],
        "place": place_words(page),
        "pages": pages_of(page, request.GET),
        "manages": viewer.may("voice.manage"),
        "to_read": [
            Link(in_short(each.you_said), reverse("voice_release", args=[each.entry_id]))
            for each in list_to_read(viewer)
        ],
        "council": viewer.organisation,
        "say_address": request.build_absolute_uri(reverse("say_council", args=[viewer.organisation])),
    }
    return render(request, "voice/register.html", found)


def disclose_voice(request: HttpRequest, rows: list[Any], table: str, persons: tuple[str, ...] = ()) -> None:
    """Tell the log which entries or complaints are shown, and whose record they lead to; none at all is told too."""
    for start in range(0, max(len(rows), 1), AT_ONCE):
        some = rows[start : start + AT_ONCE]
        disclosing(request, persons, subject=f"{table}:" + ",".join(str(row.pk) for row in some) if some else "")


def add(request: HttpRequest) -> HttpResponse:
    viewer, on = viewer_of(request), today()
    followers = list_followers(viewer, on)
    form = RecordForm(
        request.POST or None,
        initial={"said_date": on, "owner": viewer.user},
        choices=choices_of(get_list(viewer, VOICE_THEMES), followers),
    )
    if request.method == "POST" and form.is_valid():
        given = {name: form.cleaned_data[name] for name in NEW}
        owner = next(each for each in followers if each.public_id == form.cleaned_data["owner"])
        try:
            row = record_voice(
                organisation=organisation_of(viewer),
                given=NewVoice(**given, owner=owner),
                sending=form.data.get(ONCE) or secrets.token_urlsafe(16),
                by=viewer.actor,
                at=now(),
            )
        except VoiceRefusedError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Written down. Now bring it to somebody who can change it.")
            return redirect("voice_one", row.pk)
    lead = "Write it down the day you hear it. If it makes you fear for somebody, raise a concern on their record now."
    found = {"form": form, "title": "Write down what young people said", "button": "Save", "lead": lead}
    return render(request, "voice/form.html", found | {"back": reverse("voice"), "back_words": "Voice"})


NEW = ("came_from", "words", "said_date", "said_count", "theme", "speaker_name", "speaker_contact")


def one(request: HttpRequest, entry_id: int) -> HttpResponse:
    viewer, on = viewer_of(request), today()
    row = entry_of(request, entry_id)
    [standing] = standings_of(viewer, [row], on)
    source, release = find_source(viewer, row), find_release(viewer, row)
    person = source.person if source is not None else None
    disclose_voice(request, [row], "voice_entry", (person.public_id,) if person is not None else ())
    names, is_settled = staff_names(viewer), row.done_at is not None or row.set_aside_at is not None
    found = {
        "row": row,
        "reference": shown(row.reference),
        "stage": STAGES[standing.stage],
        "owed": owed_words(standing.owed),
        "clock": clock_of(standing.owed, is_late=standing.is_late) if standing.owed else None,
        "facts": entry_facts(standing, get_list(viewer, VOICE_THEMES)),
        "parts": part_cards(standing),
        "can_finish": not standing.missing and not is_settled,
        "source": source_facts(source) if source is not None else [],
        "record": person_link("Open their record", person.public_id) if person is not None else None,
        "release": release_facts(release, names) if release is not None else [],
        "release_links": _release_links(viewer, row, release),
        "is_public": release is not None and release.released_at is not None,
        "actions": actions_of(viewer, standing),
        "events": steps_timeline(list_steps(viewer, row), names),
    }
    return render(request, "voice/entry.html", found)


def _release_links(viewer: Viewer, row: Any, release: Any) -> list[Link]:
    def to(words: str, name: str) -> Link:
        return Link(words, reverse(name, args=[row.pk]))

    if row.set_aside_at is not None or not row.outcome:
        return []
    if release is None:
        return [to("Write the words for the public page", "voice_write")]
    found = [to("Write other words", "voice_write"), to("Take it down", "voice_take_down")]
    if release.released_at is None and viewer.may("voice.release") and release.written_by != viewer.user:
        found.insert(0, to("Read it and let it out", "voice_release"))
    return found


def entry_of(request: HttpRequest, entry_id: int) -> Any:
    """Return the entry of an address, where the viewer may see it; else it does not exist."""
    return find_or_404(viewer_of(request), get_entry, entry_id)


def choices_of(themes: Mapping[str, Choice], followers: list[Any], *, chosen: str = "") -> dict[str, Any]:
    """Return what may be chosen as a theme and as who follows up; what was chosen before stays among them."""
    offered = [(one.code, one.words) for one in themes.values() if one.is_offered or one.code == chosen]
    return {
        "theme": offered,
        "owner": [("", "Choose one"), *((each.public_id, each.name) for each in followers)],
    }


def find_or_404(viewer: Viewer, get: Callable[..., Any], *which: Any) -> Any:
    """
    Return what a query finds.

    :raises Http404: it finds nothing for this viewer
    """
    try:
        return get(viewer, *which)
    except VoiceNotFoundError as error:
        raise Http404(str(error)) from None
