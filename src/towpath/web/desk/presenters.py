"""The desk in rows: each list with what it would change, each person with why, what was tried and how to reach them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from towpath.caseload.queries import User
from towpath.contact.queries import LastContact
from towpath.people.queries import PersonRecord
from towpath.rules.ready_lists import LISTS_BY_CODE, ReadyList
from towpath.tracking.queries import Desk, DeskLine, ListCount, StatusRecord
from towpath.web.desk.words import Owner, effect_words, owner_words, since_words, tried_words
from towpath.web.parts import Link, Tag
from towpath.web.people.presenters import born_words
from towpath.web.people.reaching import Phone, phone_of
from towpath.web.people.words import activity_words, counts_as
from towpath.web.people_links import person_link
from towpath.web.words import plural, short_date


@dataclass(frozen=True, slots=True)
class ListRow:
    """One ready list as the desk shows it."""

    name: Link
    to_do: str
    count: int
    alone: str
    effect: str
    oldest: str
    owner: str
    is_mine: bool


def list_rows(desk: Desk, owners: Mapping[str, Owner], mine: Collection[str]) -> list[ListRow]:
    """Return every list on which somebody stands, in the order in which to work them."""
    return [_list_row(each, owners.get(each.code), each.code in mine) for each in desk.counts if each.count]


def empty_lists(desk: Desk) -> list[str]:
    """Return the lists on which nobody stands, which is news too."""
    return [LISTS_BY_CODE[each.code].words for each in desk.counts if not each.count]


def _list_row(each: ListCount, owner: Owner | None, is_mine: bool) -> ListRow:
    ready = LISTS_BY_CODE[each.code]
    only = f"{each.alone:,} on this list alone" if each.alone else "all on another list too"
    effect = effect_words(each.people, each.points)
    return ListRow(
        name=Link(ready.words, reverse("desk_list", args=[each.code])),
        to_do=ready.to_do,
        count=each.count,
        alone=only,
        effect=f"Settled: {effect} fewer" if effect else "Moves no rate",
        oldest=_oldest(each),
        owner=owner_words(ready, owner),
        is_mine=is_mine,
    )


def _oldest(each: ListCount) -> str:
    if each.oldest_date is None:
        return ""
    return (
        f"First: {since_words(each.code, each.oldest_date)[:1].lower()}{since_words(each.code, each.oldest_date)[1:]}"
    )


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One line of a list, as it is read."""

    who: Link | str
    born: str
    status: Tag
    doing: str
    why: str
    also: str
    tried: str
    phone: Phone
    adviser: str
    attempt: Link
    confirm: Link


def person_rows(
    ready: ReadyList,
    lines: Iterable[DeskLine],
    records: Mapping[int, PersonRecord],
    statuses: Mapping[int, StatusRecord],
    contacts: Mapping[int, LastContact],
    advisers: Mapping[int, User],
    on: date,
) -> list[PersonRow]:
    """Return a row for each line whose record is at hand."""
    rows = []
    for line in lines:
        if (record := records.get(line.person_id)) is None:
            continue
        status, adviser, name = statuses.get(line.person_id), advisers.get(line.person_id), record.shown_name
        others = [LISTS_BY_CODE[code].words.lower() for code in line.lists if code != ready.code]
        rows.append(
            PersonRow(
                who=person_link(name, record.public_id),
                born=born_words(record.birth_date, on),
                status=counts_as(status, record.birth_date, on),
                doing=activity_words(status) if status is not None and status.code else "",
                why=since_words(ready.code, line.lists[ready.code]),
                also=f"Also: {', '.join(others)}" if others else "",
                tried=tried_words(contacts.get(line.person_id)),
                phone=phone_of(record),
                adviser=adviser.name if adviser else "",
                attempt=Link("Record an attempt", reverse("desk_attempt", args=[record.public_id]), f"to reach {name}"),
                confirm=Link("Confirm status", reverse("people_status", args=[record.public_id]), f"for {name}"),
            )
        )
    return rows


def last_known_words(status: StatusRecord | None) -> str:
    """Return in one line what somebody was last known to do, where, and when that was confirmed."""
    if status is None or not status.code:
        return "Nobody has ever told us what they do"
    where = f" at {status.provider_name}" if status.provider_name else ""
    return f"Last known: {activity_words(status)}{where}, {short_date(status.verified_date or status.start_date)}"


def adviser_choices(advisers: Iterable[User]) -> list[tuple[str, str]]:
    """Return each of these advisers once, by name."""
    named = {adviser.public_id: adviser.name for adviser in advisers}
    return sorted(named.items(), key=lambda pair: (pair[1], pair[0]))


def of_adviser(
    lines: Sequence[DeskLine], advisers: Mapping[int, User], wanted: str, viewer_id: str
) -> Sequence[DeskLine]:
    """Return the lines of one adviser's people, of the viewer's own ("mine"), or of those without one ("nobody")."""
    if not wanted:
        return lines
    if wanted == "nobody":
        return [line for line in lines if line.person_id not in advisers]
    whose = viewer_id if wanted == "mine" else wanted
    return [line for line in lines if (one := advisers.get(line.person_id)) is not None and one.public_id == whose]


def summary_words(desk: Desk) -> str:
    """Return how many there are and how many stand on a list."""
    return (
        f"{plural(desk.standing, 'young person', 'young people')} of {len(desk.lines):,} stand on a list today, "
        f"{short_date(desk.on)}. One person may stand on several."
    )
