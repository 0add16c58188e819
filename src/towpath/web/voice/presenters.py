"""What young people said in words: how far it has got, what is missing, what is owed and by when."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.timezone import localdate

from towpath.access import Viewer
from towpath.organisation.lists import Choice, words_of
from towpath.referrals.letters import shown
from towpath.rules.owed import Owed
from towpath.rules.voice import Clock, Part, Stage, days_to_answer, days_to_did
from towpath.voice.door import PublicVoice
from towpath.voice.queries import ComplaintStanding, Standing
from towpath.web.parts import Cell, Column, Event, Fact, Link, Table, Tag
from towpath.web.words import date_in_words, month_in_words, plural, short_date

FROM = {
    "group": "A group",
    "survey": "A survey",
    "one_person": "One young person",
    "complaint": "A complaint",
    "suggestion": "A suggestion or a note",
}
STAGES: Mapping[Stage, Tag] = {
    Stage.NEW: Tag("To look at", "blue"),
    Stage.SAID: Tag("Said", "blue"),
    Stage.HEARD: Tag("Heard", "teal"),
    Stage.DECIDED: Tag("Decided", "yellow"),
    Stage.PROMISED: Tag("Promised", "purple"),
    Stage.TOLD: Tag("Told back", "green"),
    Stage.DONE: Tag("Done", "grey"),
}
OWED = {
    Clock.LOOK: "Look at it",
    Clock.HEAR: "Bring it to somebody who can change it",
    Clock.ANSWER: "An answer",
    Clock.TELL: "Tell the young people",
    Clock.CHANGE: "Keep the promise",
    Clock.FINISH: "Call it done",
    Clock.ACKNOWLEDGE: "Tell them that we have it",
}
PARTS = {Part.SPACE: "Space", Part.VOICE: "Voice", Part.AUDIENCE: "Audience", Part.INFLUENCE: "Influence"}
OUTCOMES = {"changed": "It changed", "will_change": "It will change", "cannot": "It cannot change"}
ANSWERS = {"upheld": "They were right", "partly": "They were right in part", "not_upheld": "We do not agree"}
ANSWERS |= {"taken_back": "They took it back"}
FELT = {"yes": "Yes", "partly": "Partly", "no": "No"}
STEPS = {
    "recorded": "Said",
    "looked_at": "Looked at",
    "space": "Space filled in",
    "voice": "Voice filled in",
    "audience": "Heard by somebody who can change it",
    "decided": "Decided",
    "told": "Young people told",
    "done": "Called done",
    "reopened": "Opened again",
    "set_aside": "Set aside",
    "written": "Words for the public page written",
    "released": "Put on the public page",
    "taken_down": "Taken off the public page",
}
SHORT = 90


@dataclass(frozen=True, slots=True)
class PublicCard:
    """One entry of the public page: what they said, what we did, and a line of when and how many."""

    heading: str
    you_said: str
    is_quote: bool
    verb: str
    we_did: str
    line: str


@dataclass(frozen=True, slots=True)
class PartCard:
    """One of the four parts: whether it is filled, with what, and what may be done about it."""

    heading: str
    items: list[Fact]
    actions: list[Link]


def in_short(words: str) -> str:
    """Return the first words of a text, cut between two of them."""
    plain = " ".join(words.split())
    return plain if len(plain) <= SHORT else plain[:SHORT].rpartition(" ")[0] + "…"


def owed_words(owed: Owed[Clock] | None) -> str:
    """Return what is owed next and by when."""
    return "Nothing" if owed is None else f"{OWED[owed.clock]} by {short_date(owed.due_date)}"


def clock_of(owed: Owed[Clock] | None, *, is_late: bool) -> Tag:
    """Return whether what is owed is late."""
    if owed is None:
        return Tag("Done", "grey")
    return Tag("Late", "red") if is_late else Tag("In time", "green")


def register_table(standings: Iterable[Standing], themes: Mapping[str, Choice], *, caption: str) -> Table:
    """Return entries as rows in the order given, each with what is missing."""
    columns = (
        Column("What they said", heading=True), Column("About"), Column("Followed up by"), Column("Missing"),
        Column("Owed next"), Column("Clock"),
    )  # fmt: skip
    rows: list[Sequence[Cell]] = [
        (
            Link(in_short(each.entry.words), reverse("voice_one", args=[each.entry.pk])),
            theme_words(each.entry, themes),
            each.entry.owner.name if each.entry.owner else "Nobody yet",
            ", ".join(PARTS[part] for part in each.missing) or "Nothing",
            owed_words(each.owed),
            clock_of(each.owed, is_late=each.is_late),
        )
        for each in standings
    ]
    return Table(caption, columns, rows, cards=True, caption_hidden=True)


def theme_words(entry: Any, themes: Mapping[str, Choice]) -> str:
    """Return what an entry is about, in the words that the council's list had when it was sorted."""
    return words_of(themes, entry.theme, entry.looked_at) if entry.theme else "Not sorted yet"


def entry_facts(standing: Standing, themes: Mapping[str, Choice]) -> list[Fact]:
    """Return what an entry says of itself but the four parts."""
    entry, course = standing.entry, standing.course
    did, answered = days_to_did(course), days_to_answer(course)
    found = [
        Fact("About", theme_words(entry, themes)),
        Fact("From", FROM[entry.came_from]),
        Fact("Said on", date_in_words(entry.said_date)),
        Fact("How many said so", entry.said_count if entry.said_count is not None else "Not counted"),
        Fact("Followed up by", entry.owner.name if entry.owner else "Nobody yet"),
    ]
    if answered is not None:
        found.append(Fact("From said to an answer", plural(answered, "day")))
    if did is not None:
        found.append(Fact("From said to did", plural(did, "day")))
    return found


def part_cards(standing: Standing) -> list[PartCard]:
    """Return the four parts in their order, each with what fills it or that it is missing."""
    entry = standing.entry
    is_open = entry.done_at is None and entry.set_aside_at is None and entry.looked_at is not None
    filled: dict[Part, list[Fact]] = {
        Part.SPACE: [Fact("How it was safe and their choice", entry.space_words)] if entry.space_words else [],
        Part.VOICE: [Fact("How they could say it", entry.voice_words)] if entry.voice_words else [],
        Part.AUDIENCE: _audience(entry) if entry.heard_date else [],
        Part.INFLUENCE: _influence(entry) if entry.outcome else [],
    }
    asked = {Part.SPACE: "voice_space", Part.VOICE: "voice_voice", Part.AUDIENCE: "voice_audience"}
    cards = []
    for part, facts in filled.items():
        state = Tag("Missing", "red") if part in standing.missing else Tag("Filled in", "green")
        words = "Change" if facts else "Fill in"
        links = [(words, asked[part])] if part in asked else _influence_links(entry)
        actions = [
            Link(text, reverse(name, args=[entry.pk]), about=PARTS[part].lower()) for text, name in links if is_open
        ]
        cards.append(PartCard(PARTS[part], [Fact("State", state), *facts], actions))
    return cards


def _influence_links(entry: Any) -> list[tuple[str, str]]:
    if not entry.heard_date:
        return []
    if not entry.outcome:
        return [("Say what was decided", "voice_decide")]
    again = "The promise is kept, or not" if entry.outcome == "will_change" else "Change what was decided"
    return [
        ("Tell the young people" if not entry.told_date else "Tell them again", "voice_tell"),
        (again, "voice_decide"),
    ]


def _audience(entry: Any) -> list[Fact]:
    return [
        Fact("Who can change it", entry.audience_who),
        Fact("They heard it on", date_in_words(entry.heard_date)),
        Fact("They answer by", date_in_words(entry.reply_due_date)),
    ]


def _influence(entry: Any) -> list[Fact]:
    found = [
        Fact("What was decided", OUTCOMES[entry.outcome]),
        Fact("Why it cannot" if entry.outcome == "cannot" else "What changes", entry.outcome_words),
        Fact("Decided on", date_in_words(entry.decided_date)),
    ]
    if entry.change_by_date:
        found.append(Fact("Promised by", date_in_words(entry.change_by_date)))
    if entry.changed_date:
        found.append(Fact("Changed on", date_in_words(entry.changed_date)))
    if entry.told_date:
        found.append(Fact("Told back", f"{date_in_words(entry.told_date)}: {entry.told_words}"))
    else:
        found.append(Fact("Told back", "Not yet"))
    if entry.felt_heard:
        found.append(Fact("Did they feel heard?", FELT[entry.felt_heard]))
    return found


def source_facts(source: Any) -> list[Fact]:
    """Return who said it, for the few who may know."""
    told = (
        ("Name", source.speaker_name),
        ("How to reach them", source.speaker_contact),
        ("What was sent at first", source.original_words),
    )
    return [Fact(key, value) for key, value in told if value]


def release_facts(release: Any, names: Mapping[str, str]) -> list[Fact]:
    """Return the words for the public page, who wrote them, and whether they stand there."""
    found = [Fact("You said", release.you_said), Fact("We did", release.we_did)]
    if release.is_quote:
        found.append(Fact("Quoted with their yes", f"{date_in_words(release.agreed_date)}: {release.agreed_how}"))
    found.append(Fact("Written by", names.get(release.written_by, "Not known")))
    if release.released_at:
        by = names.get(release.released_by, "somebody else")
        found.append(Fact("Let out by", f"{by}, {date_in_words(localdate(release.released_at))}"))
    return found


def steps_timeline(steps: Iterable[Any], names: Mapping[str, str]) -> list[Event]:
    """Return what was done about an entry, the latest first."""
    return [
        Event(
            STEPS[step.kind],
            step.step_date,
            by="whoever sent it" if step.by == "public" else names.get(step.by, ""),
            text=step.words,
        )
        for step in steps
    ]


def actions_of(viewer: Viewer, standing: Standing) -> list[Link]:
    """Return what may be done about an entry now besides its parts, the likeliest first."""
    entry = standing.entry
    if entry.set_aside_at is not None:
        return []

    def to(words: str, name: str) -> Link:
        return Link(words, reverse(name, args=[entry.pk]))

    found = []
    if entry.done_at is not None:
        found.append(to("Open it again", "voice_reopen"))
    else:
        is_new = entry.looked_at is None
        found.append(
            to("Look at it and sort it" if is_new else "Change what it is about, or who follows it up", "voice_sort")
        )
    if viewer.may("voice.manage"):
        found.append(to("Set it aside", "voice_set_aside"))
    return found


def complaints_table(standings: Iterable[ComplaintStanding], *, caption: str) -> Table:
    """Return complaints as rows in the order given; what they say stands on their own pages."""
    columns = (
        Column("Reference", heading=True, whole=True), Column("Received", whole=True), Column("With"),
        Column("Owed next"), Column("Clock"),
    )  # fmt: skip
    rows: list[Sequence[Cell]] = [
        (
            Link(shown(each.complaint.reference), reverse("voice_complaint", args=[each.complaint.pk])),
            short_date(localdate(each.complaint.received_at)),
            each.complaint.owner.name if each.complaint.owner else "Nobody yet",
            owed_words(each.owed),
            clock_of(each.owed, is_late=each.is_late),
        )
        for each in standings
    ]
    return Table(caption, columns, rows, cards=True)


def complaint_facts(complaint: Any) -> list[Fact]:
    """Return what whoever complained told us, and what they were told."""
    told = [
        Fact("What went wrong", complaint.words),
        Fact("What would put it right", complaint.wanted or "Not given"),
        Fact("About what is held about them", "Yes" if complaint.is_about_data else "No"),
        Fact("Name", complaint.complainant_name or "Not given"),
        Fact("How to reach them", complaint.complainant_contact or "Not given"),
        Fact("With", complaint.owner.name if complaint.owner else "Nobody yet"),
    ]
    if complaint.acknowledged_at:
        said = f"{date_in_words(localdate(complaint.acknowledged_at))}: {complaint.acknowledged_how}"
        told.append(Fact("Told that we have it", said))
    if complaint.answered_at:
        told.append(Fact("Answered on", date_in_words(localdate(complaint.answered_at))))
        told.append(Fact("What came of it", ANSWERS[complaint.outcome]))
        told.append(Fact("What they were told", complaint.answer_words))
    return told


def complaint_actions(complaint: Any) -> list[Link]:
    """Return what may be done about a complaint now, the likeliest first."""

    def to(words: str, name: str) -> Link:
        return Link(words, reverse(name, args=[complaint.pk]))

    found = []
    if complaint.answered_at is None:
        if complaint.acknowledged_at is None:
            found.append(to("Tell them that we have it", "voice_acknowledge"))
        found.append(to("Answer it", "voice_answer"))
        found.append(to("Give it to another manager", "voice_hand_over"))
    if complaint.entry_id is None:
        found.append(to("Put what it teaches in the voice register", "voice_learn"))
    return found


def public_card(each: PublicVoice, on: date) -> PublicCard:
    """Return one entry of the public page as on a day: a promise whose day has passed says so."""
    verbs = {"changed": "We did", "cannot": "We cannot"}
    said = f"Said in {month_in_words(each.said_month)}"
    said += f" by {each.said_count:,} young people" if each.said_count else ""
    after = f"after {plural(each.days, 'day')}" if each.days else "on the same day"
    if each.outcome == "changed":
        line = f"{said}. Done {after}."
    elif each.outcome == "cannot":
        line = f"{said}. Answered {after}."
    else:
        late = each.change_by_date is not None and each.change_by_date < on
        by = date_in_words(each.change_by_date)
        line = f"{said}. Promised by {by}" + (". That day has passed: we are late." if late else ".")
    verb = verbs.get(each.outcome, "We will")
    return PublicCard(each.theme, each.you_said, each.is_quote, verb, each.we_did, line)
