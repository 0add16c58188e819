"""Doors to knock at, place by place and street by street; nobody whose address is protected is among them."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse

from towpath.contact.queries import LastContact
from towpath.people.queries import Caution, PersonRecord
from towpath.rules.ready_lists import LISTS_BY_CODE
from towpath.rules.wards import Ward, whole_postcode
from towpath.tracking.queries import DeskLine
from towpath.web.desk.words import since_words, tried_words
from towpath.web.parts import Column, Link, Table
from towpath.web.people.presenters import address_lines, born_words
from towpath.web.people.reaching import phone_of
from towpath.web.words import short_date

NO_POSTCODE, HIDDEN = "No postcode", "Address is protected"
NOT_TO_BE_TOLD = "Somebody in the family must not be told. Look at the record before you knock."

_POSTCODE = re.compile(r"\s*([A-Za-z]{1,2}[0-9][0-9A-Za-z]?)\s*([0-9])[A-Za-z]{2}\s*")


@dataclass(frozen=True, slots=True)
class Places:
    """
    How doors are put together for one walk: by ward as the council's look-up has them, or by postcode sector.

    `name` is what a place is called in an address of ours.
    """

    wards: Mapping[str, Ward] | None

    @property
    def name(self) -> str:
        return "sector" if self.wards is None else "ward"

    @property
    def words(self) -> str:
        return "postcode sector" if self.wards is None else "ward"

    def of(self, record: PersonRecord) -> str:
        """Return the place where somebody lives; of one in no ward that is known, the sector, which says so."""
        address = record.address
        if address is None:
            return NO_POSTCODE
        if address.is_hidden or address.is_protected:
            return HIDDEN
        found = _POSTCODE.fullmatch(address.postcode)
        if not found:
            return NO_POSTCODE
        sector = f"{found[1].upper()} {found[2]}"
        if self.wards is None:
            return sector
        ward = self.wards.get(whole_postcode(address.postcode))
        return ward.name if ward else f"{sector}, in no ward we know"

    def asked_for(self, place: str, kept: Mapping[str, str]) -> str:
        """Return what an address says of one place, with what else was asked for: whom to visit, and by what."""
        return urlencode({self.name: place, **kept})

    def table(self, records: Iterable[PersonRecord], kept: Mapping[str, str]) -> Table:
        """Return how many to visit in each place, the most first; those without a door to knock at stand last."""
        counts = Counter(self.of(record) for record in records)
        last = (NO_POSTCODE, HIDDEN)
        places = sorted((each for each in counts if each not in last), key=lambda each: (-counts[each], each))
        address = reverse("desk_visits")
        rows: list[tuple[str | Link, int]] = [
            (Link(each, f"{address}?{self.asked_for(each, kept)}"), counts[each]) for each in places
        ]
        rows += [(each, counts[each]) for each in last if counts[each]]
        columns = (Column(self.words.capitalize(), heading=True), Column("Young people to find", numeric=True))
        return Table(f"Young people to find, by {self.words}", columns, rows, caption_hidden=True)


@dataclass(frozen=True, slots=True)
class Visit:
    """One door of a visit list, with what whoever knocks needs to know first."""

    public_id: str
    name: str
    born: str
    address: str
    why: str
    tried: str
    phone: str
    warnings: tuple[str, ...]
    needs_two: bool
    record: Link


def visits_of(
    lines: Iterable[DeskLine],
    records: Mapping[int, PersonRecord],
    contacts: Mapping[int, LastContact],
    cautions: Mapping[int, Caution],
    came_back: Mapping[int, date],
    places: Places,
    place: str,
    kept: Mapping[str, str],
    on: date,
) -> list[Visit]:
    """Return the doors of one place in the order of their addresses, so that a street is walked once."""
    query = places.asked_for(place, kept)
    found = []
    for line in lines:
        record = records.get(line.person_id)
        if record is None or places.of(record) != place:
            continue
        one = line.person_id
        found.append(_visit(line, record, contacts.get(one), cautions.get(one), came_back.get(one), query, on))
    return sorted(found, key=lambda visit: (_street(visit.address), visit.name))


def _street(address: str) -> tuple[str, int]:
    number = re.match(r"\d+", address)
    return address[number.end() :].lstrip() if number else address, int(number[0]) if number else 0


def _visit(
    line: DeskLine,
    record: PersonRecord,
    contact: LastContact | None,
    caution: Caution | None,
    came_back: date | None,
    query: str,
    on: date,
) -> Visit:
    phone = phone_of(record)
    warnings = [caution.words] if caution is not None and caution.words else []
    if any(each.must_not_be_told for each in record.family):
        warnings.append(NOT_TO_BE_TOLD)
    if came_back is not None:
        warnings.append(f"Post came back on {short_date(came_back)}.")
    code = next(iter(line.lists))
    href = f"{reverse('desk_door', args=[record.public_id])}?{query}"
    return Visit(
        public_id=record.public_id,
        name=record.shown_name or "Name not recorded",
        born=born_words(record.birth_date, on),
        # The sheet is printed and carried about, so not even a manager's has a protected address on it.
        address=", ".join(address_lines(record.address and record.address.as_it_may_leave())),
        why=f"{LISTS_BY_CODE[code].words}. {since_words(code, line.lists[code])}",
        tried=tried_words(contact),
        phone=", ".join(filter(None, (phone.text, phone.words))),
        warnings=tuple(warnings),
        needs_two=caution is not None and caution.needs_two,
        record=Link("Record what came of it", href, f"at the door of {record.shown_name}"),
    )
