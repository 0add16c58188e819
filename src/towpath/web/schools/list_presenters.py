"""A school's list for review in words: its pupils, what was said, what differs, and how far it has got."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from towpath.people.queries import PersonRecord
from towpath.risk.queries import AssessmentRecord, Changed, Line, ListStanding
from towpath.rules.risk.lists import ListState
from towpath.web.parts import Column, Event, Link, Table, Tag
from towpath.web.people_links import person_link
from towpath.web.schools.presenters import band_tag
from towpath.web.schools.words import ADDED, CHANGES, ENTRIES, STANDINGS
from towpath.web.words import date_in_words, list_in_words, plural

SOMEBODY = "somebody who works here no more"


@dataclass(frozen=True, slots=True)
class Listed:
    """One pupil on a list: who, why, what was said last, and the way to say something."""

    who: Link | str
    name: str
    year: str
    band: Tag | None
    doubt: str
    reasons: Sequence[str]
    missing: Sequence[str]
    note: str
    standing: Tag
    said: str
    way: Link


def listed_of(
    lines: Iterable[Line],
    assessed: Mapping[int, AssessmentRecord],
    records: Mapping[int, PersonRecord],
    list_id: int,
    *,
    is_open: bool,
) -> list[Listed]:
    """Return a card for each line whose record is at hand."""
    return [
        _listed(line, assessed.get(line.person_id), records[line.person_id], list_id, is_open=is_open)
        for line in lines
        if line.person_id in records
    ]


def _listed(
    line: Line, assessment: AssessmentRecord | None, record: PersonRecord, list_id: int, *, is_open: bool
) -> Listed:
    is_scored = assessment is not None and not assessment.not_scored
    note = assessment.not_scored if assessment else "Not looked at by the scoring: they joined since."
    return Listed(
        who=person_link(record.shown_name, record.public_id),
        name=record.shown_name,
        year=f"Year {assessment.year_group}" if assessment else "",
        band=band_tag(assessment.band) if assessment and is_scored else None,
        doubt=f"Could be {assessment.possible_band}" if assessment and is_scored and not assessment.is_sure else "",
        reasons=assessment.reasons if assessment else (),
        missing=assessment.missing if assessment else (),
        note=note,
        standing=ADDED if line.is_added and line.standing == "kept" else STANDINGS[line.standing],
        said=_said(line),
        way=Link(
            "Decide" if is_open else "Read",
            reverse("schools_line", args=[list_id, line.id]),
            f"about {record.shown_name}",
        ),
    )


def _said(line: Line) -> str:
    if not line.entries:
        return ""
    last = line.entries[0]
    return ". ".join(each for each in (last.reason, last.words[:200]) if each)


def counts_words(standing: ListStanding, not_scored: Iterable[AssessmentRecord]) -> str:
    """Return a list's numbers in one sentence or two, whoever was not scored with why."""
    counts = standing.counts
    kept = counts["kept"] - counts["added"]
    parts = [f"{kept} kept", f"{counts['added']} added", f"{counts['taken_off']} taken off"]
    parts.append(f"{counts['undecided']} not decided yet")
    words = f"{plural(standing.on_list, 'pupil')} on the list as it stands: {list_in_words(parts)}."
    why = [each.why_not for each in not_scored]
    if why:
        limited, objected = why.count("sharing_limited"), why.count("objected")
        told = [f"{limited} because sharing is limited"] * bool(limited) + [f"{objected} who objected"] * bool(objected)
        words += f" {plural(len(why), 'pupil')} not scored: {list_in_words(told)}."
    return words


def state_words(standing: ListStanding, staff: Mapping[str, str]) -> str:
    """Return how far a list has got, in a sentence."""
    if standing.signed:
        by = staff.get(standing.signed.signed_by, "the school")
        return f"Signed off by {by} on {date_in_words(standing.signed.signed_at)}."
    due = date_in_words(standing.school_list.due_date)
    return f"Late: it was due by {due}." if standing.state is ListState.LATE else f"To be signed off by {due}."


def reopened_words(standing: ListStanding) -> str:
    """Return why a list is open again, or nothing."""
    if standing.signed or not standing.reopened:
        return ""
    opened = standing.reopened
    return f"The council opened it again on {date_in_words(opened.reopened_at)}: {opened.reopened_because}"


def round_words(standings: Sequence[ListStanding], as_at: date) -> str:
    """Return how far the lists of a run have got, all together."""
    signed = sum(each.state is ListState.SIGNED for each in standings)
    late = sum(each.state is ListState.LATE for each in standings)
    return (
        f"Lists from the scoring of {date_in_words(as_at)}: {signed} of {len(standings)} signed off,"
        f" {late if late else 'none'} late."
    )


def events_of(line: Line, staff: Mapping[str, str]) -> list[Event]:
    """Return all that was said of a pupil, latest first."""
    return [
        Event(
            title=f"{ENTRIES[each.kind]}{f': {each.reason}' if each.reason else ''}",
            on=each.recorded_at,
            by=staff.get(each.recorded_by, SOMEBODY),
            text=each.words,
        )
        for each in line.entries
    ]


def changes_table(pupils: Iterable[Changed], records: Mapping[int, PersonRecord]) -> Table:
    """Return what became of each pupil since the scoring before."""
    columns = (
        Column("Pupil", heading=True),
        Column("What changed"),
        Column("Band then"),
        Column("Band now"),
        Column("Reasons that came or went"),
    )
    rows = [
        (
            person_link(records[each.person_id].shown_name, records[each.person_id].public_id),
            CHANGES[each.change],
            band_tag(each.band_before) if each.band_before else "Not scored then",
            band_tag(each.band) if each.band else "Not scored now",
            _reasons(each),
        )
        for each in pupils
        if each.person_id in records
    ]
    return Table("What changed since the scoring before", columns, rows, cards=True, caption_hidden=True)


def _reasons(each: Changed) -> str:
    came = [f"Now: {words}" for words in each.gained]
    went = [f"No longer: {words}" for words in each.lost]
    return " ".join((*came, *went)) or "The same"
