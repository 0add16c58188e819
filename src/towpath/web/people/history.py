"""What was said of somebody and how they were reached, as a page tells it: latest first, nothing left out."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from towpath.contact.lists import CHANNELS, OUTCOMES
from towpath.contact.queries import ContactEntry, ContactVersions, EarlierVersion
from towpath.organisation.lists import Choices, words_of
from towpath.tracking.queries import TimelineEntry
from towpath.web.parts import Event, Link
from towpath.web.people.words import GROUP_WORDS, activity_words, told_by
from towpath.web.words import LONDON, date_in_words, short_date


class Held(Protocol):
    """What this page asks of a conflict."""

    code: str
    start_date: date
    how: str
    received_at: Any
    contradicts: Any


LeadsTo = Callable[[int], str]
"""Where an entry may be taken back, by its id."""


def timeline_of(entries: Iterable[TimelineEntry], leads_to: LeadsTo | None = None) -> list[Event]:
    """Return every statement as an entry, latest first; one withdrawn or never the word on any day says so."""
    return [
        Event(
            title=f"{activity_words(entry)}, {GROUP_WORDS[entry.group]}",
            on=entry.start_date,
            text=" ".join(sentence for sentence in _sentences(entry) if sentence),
            struck_out=withdrawn_words(entry),
            links=[Link("Withdraw this", leads_to(entry.statement_id), about=_said_of(entry))]
            if leads_to and entry.withdrawn_at is None
            else (),
        )
        for entry in entries
    ]


def withdrawn_words(entry: TimelineEntry) -> str:
    """Return since when a statement counts for nothing, or nothing where it counts."""
    return f"Withdrawn on {date_in_words(entry.withdrawn_at)}: it counts for nothing." if entry.withdrawn_at else ""


def _said_of(entry: TimelineEntry) -> str:
    return f": {activity_words(entry)} from {short_date(entry.start_date)}"


def _sentences(entry: TimelineEntry) -> Iterable[str]:
    yield f"At {entry.provider_name}." if entry.provider_name else ""
    yield f"{told_by(entry.how)}; confirmed {short_date(entry.verified_date or entry.start_date)}."
    yield f"Ended {short_date(entry.end_date)}." if entry.end_date else ""
    if entry.withdrawn_at is None:
        yield spell_words(entry)
    yield f"Recorded {short_date(entry.recorded_at)}."


def spell_words(entry: TimelineEntry) -> str:
    """Return the days on which this is what we know."""
    if not entry.speaks:
        return "Later news says otherwise for all its days."
    if entry.to_date is None:
        return f"Known from {short_date(entry.from_date)}, with no end."
    return f"Known from {short_date(entry.from_date)} to {short_date(entry.to_date)}."


def conflict_words(conflicts: Iterable[Held], labels: Mapping[str, str]) -> list[str]:
    """Return each conflict about somebody as a sentence: who says what, against what."""
    return [
        f"{told_by(each.how)}: {labels.get(each.code, each.code)} ({each.code}) from {short_date(each.start_date)}. "
        f"We hold {labels.get(each.contradicts.code, each.contradicts.code)} ({each.contradicts.code}) "
        f"from {short_date(each.contradicts.start_date)}."
        for each in conflicts
    ]


@dataclass(frozen=True, slots=True)
class ContactWords:
    """What a log is told with: the names of staff, and the council's lists of outcomes and channels."""

    names: Mapping[str, str]
    lists: Mapping[str, Choices]

    def who(self, public_id: str) -> str:
        """Return who wrote something."""
        return self.names.get(public_id, "a former colleague")

    def outcome(self, entry: ContactEntry) -> str:
        """Return what came of a contact, in the words it had when it was written."""
        return words_of(self.lists[OUTCOMES.name], entry.outcome, entry.recorded_at)

    def title(self, entry: ContactEntry) -> str:
        """Return what came of a contact, and how it was made."""
        channel = words_of(self.lists[CHANNELS.name], entry.channel, entry.recorded_at)
        return f"{self.outcome(entry)} ({channel.lower()})"


def contacts_of(
    entries: Sequence[ContactEntry], words: ContactWords, links_of: Callable[[ContactEntry, str], Sequence[Link]]
) -> list[Event]:
    """Return the contact log; an attempt is called one, and who wrote it is named. `links_of` is what may be done."""
    return [
        Event(
            title=words.title(entry),
            on=entry.happened_at.astimezone(LONDON).date(),
            by=words.who(entry.recorded_by),
            text=said_words(entry),
            struck_out=struck_out_words(entry, words.names),
            links=links_of(entry, f": {words.outcome(entry)}"),
        )
        for entry in entries
    ]


def changed_words(entry: ContactEntry) -> str:
    """Return how often a contact was changed, or nothing where it stands as it was written."""
    return f"Changed {_times(entry.version - 1)}" if entry.version > 1 else ""


def _times(times: int) -> str:
    """Return how often, in words."""
    return "once" if times == 1 else f"{times} times"


def versions_of(found: ContactVersions, words: ContactWords) -> list[Event]:
    """Return what a contact said before, the latest first, each with who changed it, when and why."""
    return [
        Event(
            title="An earlier version" if each.entry.is_hidden else words.title(each.entry),
            on=each.entry.recorded_at.astimezone(LONDON).date(),
            by=words.who(each.entry.recorded_by),
            text="\n".join(filter(None, (said_words(each.entry), _change_words(each, words)))),
        )
        for each in found.earlier
    ]


def _change_words(each: EarlierVersion, words: ContactWords) -> str:
    because = f": {each.changed_because}" if each.changed_because else ""
    return f"Changed on {date_in_words(each.changed_at)} by {words.who(each.changed_by)}{because}."


def said_words(entry: ContactEntry) -> str:
    """Return who was there, what was said and what comes next."""
    return " ".join(filter(None, (present_words(entry), entry.words, next_words(entry.next_action, entry.next_date))))


def present_words(entry: ContactEntry) -> str:
    """Return who else was there, or nothing."""
    return f"With {entry.who_was_present}." if entry.who_was_present else ""


def struck_out_words(entry: ContactEntry, names: Mapping[str, str]) -> str:
    """Return when, by whom and why a contact was struck out, or nothing where it stands."""
    if entry.struck_out_at is None:
        return ""
    by = names.get(entry.struck_out_by, "a former colleague")
    because = f": {entry.struck_out_because}" if entry.struck_out_because else ""
    return f"Struck out on {date_in_words(entry.struck_out_at)} by {by}{because}. It counts for nothing."


def next_words(words: str, due_date: date | None) -> str:
    """Return what comes next and by when; with no words, when to look again."""
    if due_date is None:
        return ""
    return (
        f"Next: {words} by {short_date(due_date)}."
        if words
        else f"Nothing needed; look again on {short_date(due_date)}."
    )


def planned_words(words: str, due_date: date | None) -> str:
    """Return what is planned on a case and for when, as a sentence for whoever is about to change it."""
    if due_date is None:
        return ""
    day = short_date(due_date)
    return f"Planned for {day}: {words}." if words else f"Nothing is planned but to look again on {day}."
