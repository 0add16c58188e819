"""Moves between councils: writing one down, what goes with it, and letting its papers out."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate

from towpath.access import Viewer
from towpath.clock import now, today
from towpath.files.actions import FileRemovedError, ReleaseRefusedError
from towpath.files.store import FileDamagedError
from towpath.organisation.queries import get_organisation, standards_for
from towpath.people.queries import leader_of, list_records, organisation_of
from towpath.rules.moves import ALWAYS, NEVER, PART_WORDS, SAYS_MUCH, Direction, Part, fingerprint
from towpath.rules.residence import UNKNOWN_AREA
from towpath.standards import Standards
from towpath.tracking.actions import MoveRefusedError, hand_over_move, record_move_in, record_move_out, withdraw_move
from towpath.tracking.queries import (
    CouncilMove,
    MoveNotFoundError,
    get_move,
    list_handed_over,
    list_moves,
    list_moves_of,
)
from towpath.web.disclosure import disclosing
from towpath.web.forms.fields import DateField
from towpath.web.forms.form import Form
from towpath.web.forms.question import question_page
from towpath.web.parts import Cell, Column, Event, Fact, Link, Table, pages_of
from towpath.web.people.reading import by_any_id, subject_of
from towpath.web.viewers import viewer_of
from towpath.web.words import short_date

A_PAGE = 50
NOT_CHOSEN = "none"
PAPERS = {"letter": "Download the letter", "sheet": "Download the sheet"}
WAYS = {Direction.OUT: "Moved to", Direction.IN: "Came from"}


class MoveInForm(Form):
    """From which council somebody came, and when."""

    la_code = forms.ChoiceField(label="Which council?")
    moved_date = DateField(label="The day on which they moved")

    def __init__(self, *args: object, councils: Sequence[tuple[str, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["la_code"].choices = councils  # type: ignore[attr-defined]


class MoveOutForm(MoveInForm):
    """To which council somebody moved, who there is told, by what, and what goes."""

    to_whom = forms.CharField(
        label="Who there is told?", help_text="A team or a name, as the letter should say it.", max_length=120,
        widget=forms.TextInput,
    )  # fmt: skip
    ground = forms.CharField(
        label="By which law or agreement?", help_text="As the letter and the log should name it.", max_length=64,
        widget=forms.TextInput,
    )  # fmt: skip
    parts = forms.MultipleChoiceField(
        label="What else was agreed to go?",
        help_text=f"Who they are and what they have done since 16 always go. {SAYS_MUCH}. These never go: {NEVER}.",
        required=False,
        choices=[(each.value, words) for each, words in PART_WORDS.items() if each not in ALWAYS],
        widget=forms.CheckboxSelectMultiple,
    )


class WithdrawForm(Form):
    """Why a move is taken back."""

    because = forms.CharField(
        label="Why was it a mistake?",
        help_text="It stays on the page of the move. Whoever led for them before leads again.",
        max_length=200,
        widget=forms.TextInput,
    )


def moves(request: HttpRequest) -> HttpResponse:
    """Show every move, the latest first."""
    viewer, on = viewer_of(request), today()
    page = Paginator(list_moves(viewer, on), A_PAGE).get_page(request.GET.get("page"))
    records = list_records(viewer, [each.person_id for each in page], on)
    disclosing(request, [each.public_id for each in records.values()], subject="council_moves")
    known, standards = by_any_id(list(records.values())), standards_for(organisation_of(viewer))
    rows: list[Sequence[Cell]] = [
        (
            Link(known[each.person_id].shown_name, reverse("desk_move", args=[each.pk])),
            _told(each, standards),
            each.moved_date,
            localdate(each.recorded_at),
        )
        for each in page
        if each.person_id in known
    ]
    columns = (
        Column("Young person", heading=True),
        Column("Where"),
        Column("Moved", whole=True),
        Column("Written down", whole=True),
    )
    shown = {
        "table": Table("Moves between councils", columns, rows, cards=True, caption_hidden=True),
        "results": page,
        "pages": pages_of(page, request.GET),
        "may_load": viewer.may("imports.load"),
    }
    return render(request, "desk/moves.html", shown)


def move(request: HttpRequest, council_move_id: int) -> HttpResponse:
    """Show one move, and what went with it."""
    found = _move(viewer_of(request), council_move_id)
    subject = subject_of(request, found.person.public_id, subject=f"council_move:{found.pk}")
    standards = standards_for(organisation_of(subject.viewer))
    is_sent = found.direction == Direction.OUT and found.withdrawn_at is None
    shown = {
        "bar": subject.bar,
        "said": [*_said(found, standards), *_withdrawn(subject.viewer, found)],
        "papers": PAPERS if is_sent and subject.viewer.may("files.download") else {},
        "is_sent": is_sent,
        "move": found,
    }
    return render(request, "desk/move.html", shown)


def withdraw(request: HttpRequest, council_move_id: int) -> HttpResponse:
    """Take back a move that was written by mistake; whoever led before leads again."""
    viewer = viewer_of(request)
    found = _move(viewer, council_move_id)
    subject = subject_of(request, found.person.public_id, subject=f"council_move:{found.pk}")
    form = WithdrawForm(request.POST or None)

    def act() -> str:
        withdraw_move(move=found, because=form.cleaned_data["because"], by=viewer.actor, at=now())
        return "Withdrawn. Whoever led for them before leads again, unless something else was said since."

    return _asked(
        request,
        form,
        act,
        subject.bar,
        found.person.public_id,
        "Withdraw this move",
        back=reverse("desk_move", args=[found.pk]),
        back_words="The move",
        button="Withdraw it",
    )


def paper(request: HttpRequest, council_move_id: int, paper: str) -> HttpResponseBase:
    """Let one paper of a move go; the room tells the log to whom first."""
    viewer = viewer_of(request)
    found = _move(viewer, council_move_id)
    if paper not in PAPERS:
        raise Http404("There is no such paper.")
    try:
        content, file = hand_over_move(move=found, name=paper, by=viewer.actor, at=now())
    except (MoveRefusedError, ReleaseRefusedError, FileRemovedError, FileDamagedError) as refused:
        messages.warning(request, str(refused))
        return redirect("desk_move", found.pk)
    disclosing(request, [])
    return FileResponse(content, as_attachment=True, filename=file.original_name)


def moved_out(request: HttpRequest, person_id: str) -> HttpResponse:
    """Write down that somebody moved to another council, and make what goes with them."""
    subject = subject_of(request, person_id)
    viewer = subject.viewer
    form = MoveOutForm(request.POST or None, councils=_councils(viewer, subject.on))

    def act() -> str:
        told = form.cleaned_data
        record_move_out(
            viewer,
            leader_of(viewer, person_id, subject.on),
            la_code=told["la_code"],
            moved_date=told["moved_date"],
            to_whom=told["to_whom"],
            ground=told["ground"],
            parts=frozenset(Part(each) for each in told["parts"]),
            by=viewer.actor,
            by_name=viewer.name,
            at=now(),
        )
        return "Written down. Open it below for what goes with them: nothing has left yet."

    return _asked(request, form, act, subject.bar, subject.record.public_id, "They moved to another council")


def moved_in(request: HttpRequest, person_id: str) -> HttpResponse:
    """Write down that somebody came from another council, so that this one leads for them."""
    subject = subject_of(request, person_id)
    viewer = subject.viewer
    form = MoveInForm(request.POST or None, councils=_councils(viewer, subject.on))

    def act() -> str:
        person = leader_of(viewer, person_id, subject.on)
        told = {name: form.cleaned_data[name] for name in ("la_code", "moved_date")}
        record_move_in(person=person, **told, by=viewer.actor, at=now())
        return "Written down. This council leads for them from that day."

    return _asked(request, form, act, subject.bar, subject.record.public_id, "They came from another council")


def move_events(viewer: Viewer, person_id: int, on: date) -> list[Event]:
    """Return the moves of one person as their record's timeline tells them."""
    found = list(list_moves_of(viewer, person_id, on))
    standards = standards_for(organisation_of(viewer)) if found else None
    return [
        Event(
            title=_told(each, standards),
            on=each.moved_date,
            text=f"Written down {short_date(localdate(each.recorded_at))}.",
            links=[Link("See the move", reverse("desk_move", args=[each.pk]), about=f": {each.moved_date}")],
        )
        for each in found
        if standards is not None
    ]


def _asked(
    request: HttpRequest,
    form: Form,
    act: Callable[[], str],
    bar: object,
    public_id: str,
    title: str,
    **otherwise: str,
) -> HttpResponse:
    shown = {
        "bar": bar,
        "title": title,
        "back": reverse("people_timeline", args=[public_id]),
        "back_words": "Their timeline",
        "button": "Save",
        **otherwise,
    }
    return question_page(
        request,
        form,
        act,
        template="kit/question.html",
        shown=shown,
        onward=reverse("desk_moves"),
        refused=MoveRefusedError,
    )


def _move(viewer: Viewer, move_id: int) -> CouncilMove:
    try:
        return get_move(viewer, move_id, today())
    except MoveNotFoundError:
        raise Http404("There is no such move.") from None


def _where(found: CouncilMove, standards: Standards) -> str:
    area = standards.areas.get(found.la_code)
    return f"{WAYS[Direction(found.direction)]} {area.label if area else found.la_code}"


def _told(found: CouncilMove, standards: Standards) -> str:
    return f"Withdrawn: {_where(found, standards)}" if found.withdrawn_at else _where(found, standards)


def _withdrawn(viewer: Viewer, found: CouncilMove) -> list[Fact]:
    if found.withdrawn_at is None:
        return []
    facts = [Fact("Withdrawn", localdate(found.withdrawn_at)), Fact("Why", found.withdrawn_because)]
    if gone := list_handed_over(viewer, found):
        ask = f"The {' and the '.join(gone)} went before that. Ring {found.to_whom} and ask them to delete it."
        facts.append(Fact("What went", ask))
    return facts


def _said(found: CouncilMove, standards: Standards) -> list[Fact]:
    facts = [
        Fact("Move", _told(found, standards)),
        Fact("On", found.moved_date),
        Fact("Written down", localdate(found.recorded_at)),
    ]
    if found.direction == Direction.IN or found.sheet is None:
        return facts
    went = "; ".join(words for each, words in PART_WORDS.items() if each.value in found.parts.split(","))
    return [
        *facts,
        Fact("Told", found.to_whom),
        Fact("By", found.ground),
        Fact("What was to go" if found.withdrawn_at else "What goes", went),
        Fact("Fingerprint of the sheet", fingerprint(found.sheet.sha256)),
    ]


def _councils(viewer: Viewer, on: date) -> Sequence[tuple[str, str]]:
    own = (get_organisation(viewer.organisation).la_code, UNKNOWN_AREA)
    areas: Mapping[str, str] = {
        code: area.label
        for code, area in standards_for(organisation_of(viewer)).areas.items()
        if area.in_force(on) and code not in own
    }
    return [(NOT_CHOSEN, "Choose a council"), *sorted(areas.items(), key=lambda each: each[1])]
