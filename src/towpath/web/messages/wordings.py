"""The words of what we write: read them, change the council's own copy, and see who would read what."""

from dataclasses import replace

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from towpath.clock import now
from towpath.contact.asking import masked_address
from towpath.contact.wordings import (
    WordingChangedError,
    WordingRefusedError,
    Words,
    change_wording,
    drop_wording,
    get_wording,
    list_versions,
    list_wordings,
)
from towpath.people.queries import organisation_of
from towpath.rules.messages import segments_of
from towpath.rules.reading import reading_of
from towpath.rules.wordings import FIELDS, filled
from towpath.web.forms.conflict import conflict_page
from towpath.web.messages.forms import WordingForm
from towpath.web.messages.presenters import TO_WORDS
from towpath.web.messages.views import found
from towpath.web.parts import Column, Fact, Link, Table
from towpath.web.people.reading import staff_names
from towpath.web.viewers import viewer_of
from towpath.web.words import plural, short_date

SAID = ("subject", "words", "easy", "text")
INVENTED = {
    "first name": "Wren",
    "service": "Saltmarsh Careers",
    "how to reach us": "Ring 0151 496 0101, weekdays 9 to 5.",
    "from": "Asha",
    "when": "on Monday at 10",
    "where": "the library",
    "link": masked_address("https://towpath.example"),
}
"""Somebody invented, for a preview."""
AS_READ = INVENTED | {"link": ""}
"""The same for how hard it is to read: a web address is pressed or typed, and not read."""


def every(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    columns = (Column("Message", heading=True), Column("Written to"), Column("Whose words"), Column("Reading age"))
    rows = [
        (
            Link(each.title, reverse("wordings_one", args=[each.code])),
            TO_WORDS[each.to].capitalize(),
            f"Yours, version {each.version}" if each.version else "As they come",
            f"{reading_of(filled(each.words, AS_READ)).age:g}",
        )
        for each in list_wordings(viewer)
    ]
    table = Table("What we write", columns, rows, cards=True, caption_hidden=True)
    return render(request, "messages/wordings.html", {"table": table})


def one(request: HttpRequest, wording_code: str) -> HttpResponse:
    """Show a wording filled for an invented person, how hard it is to read, and the versions before."""
    viewer = viewer_of(request)
    words = found(lambda: get_wording(viewer, wording_code))
    names, versions = staff_names(viewer), list_versions(viewer, wording_code)
    columns = (Column("Version", heading=True), Column("Subject"), Column("Kept on"), Column("By"))
    rows = [
        (str(each.version), each.subject, short_date(each.recorded_at.date()), names.get(each.recorded_by, ""))
        for each in versions
    ]
    shown = {
        "words": words,
        "said": {name: filled(getattr(words, name), INVENTED) for name in SAID},
        "facts": _facts(words),
        "versions": Table("Versions of your own copy", columns, rows),
        "may_change": viewer.may("messages.word"),
    }
    return render(request, "messages/wording.html", shown)


def _facts(words: Words) -> list[Fact]:
    plain, easy = (reading_of(filled(each, AS_READ)) for each in (words.words, words.easy))
    parts = segments_of(filled(words.text, INVENTED)).count
    return [
        Fact("Written to", TO_WORDS[words.to].capitalize()),
        Fact("Can be read at about", f"{plain.age:g} years; the longest sentence has {plain.longest_sentence} words"),
        Fact("In easy read at about", f"{easy.age:g} years" if words.easy else "Not written"),
        Fact("Text message", plural(parts, "part") if words.text else "Not written"),
    ]


def change(request: HttpRequest, wording_code: str) -> HttpResponse:
    viewer = viewer_of(request)
    words = found(lambda: get_wording(viewer, wording_code))
    saved = {name: getattr(words, name) for name in SAID}
    form = WordingForm(request.POST or None, initial={**saved, "version": str(words.version)})
    back = reverse("wordings_one", args=[wording_code])
    if request.method == "POST" and form.is_valid():
        if form.is_behind(words.version):
            return conflict_page(request, form, saved=saved, version=words.version, back=back)
        said = {name: form.cleaned_data[name].strip() for name in SAID}
        try:
            change_wording(
                organisation=organisation_of(viewer), words=replace(words, **said), by=viewer.actor, at=now()
            )
        except WordingRefusedError as refused:
            form.add_error(refused.field or None, str(refused))
        except WordingChangedError as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Saved. It is used from the next message on.")
            return redirect(back)
    shown = {
        "form": form,
        "title": f"Change the words: {words.title}",
        "button": "Save",
        "fields": [Fact(f"(({name}))", about[:1].upper() + about[1:]) for name, about in FIELDS.items()],
        "back": back,
        "back_words": words.title,
    }
    return render(request, "messages/change_wording.html", shown)


def drop(request: HttpRequest, wording_code: str) -> HttpResponse:
    """Go back to the words as they come."""
    viewer = viewer_of(request)
    found(lambda: get_wording(viewer, wording_code))
    try:
        drop_wording(organisation=organisation_of(viewer), code=wording_code, by=viewer.actor, at=now())
    except WordingChangedError as refused:
        messages.info(request, str(refused))
    else:
        messages.success(request, "The words are as they come again. Your own versions stay to be read.")
    return redirect("wordings_one", wording_code)
