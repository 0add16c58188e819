"""What a page about details looks up before it asks: names for codes, what may be chosen, and what stands there now."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest

from towpath.organisation.queries import standards_for
from towpath.people.actions.putting_right import FORMER
from towpath.people.kinds import Kind
from towpath.people.queries import (
    AddressRecord,
    CareRecord,
    CharacteristicRecord,
    ContactRouteRecord,
    FamilyRecord,
    HeldFact,
    PersonRecord,
    list_records,
    may_see_characteristic,
    organisation_of,
    search_people,
)
from towpath.web.disclosure import disclosing
from towpath.web.parts import Link
from towpath.web.people.details.forms import Asked, Choices
from towpath.web.people.details.kinds import Detail
from towpath.web.people.details.presenters import Known, is_hidden
from towpath.web.people.presenters import address_in_short
from towpath.web.people.reading import Subject, staff_names
from towpath.web.people_links import person_link
from towpath.web.words import date_in_words, phone_in_words

LINES_SELDOM_USED = ("address_line_3", "address_line_4")
UNSEEN = frozenset(
    {"address_line_1", "address_line_2", *LINES_SELDOM_USED, "town", "county", "postcode", "from_date", "is_protected"}
)
"""What is not asked about an address of somebody who asks may not see it."""

MOST_RELATIVES_FOUND = 8
SOMEBODY_NEW = ""


def known_about(request: HttpRequest, subject: Subject, held: Sequence[HeldFact]) -> Known:
    """Return the names that stand for what these details hold as codes and ids; relatives named are disclosed."""
    standards = standards_for(organisation_of(subject.viewer))
    return Known(
        staff=staff_names(subject.viewer),
        councils={code: area.label for code, area in standards.areas.items()},
        characteristics={code: row.label for code, row in standards.edition_on(subject.on).characteristics.items()},
        relatives=_relatives(request, subject, held),
    )


def _relatives(request: HttpRequest, subject: Subject, held: Sequence[HeldFact]) -> Mapping[int, Link | str]:
    ids = {each.says.relative_id for each in held if isinstance(each.says, FamilyRecord)}
    if not ids:
        return {}
    records = list_records(subject.viewer, ids, subject.on)
    disclosing(request, [record.public_id for record in records.values()])
    return {
        one: person_link(record.shown_name, record.public_id)
        for record in records.values()
        for one in (record.id, *record.merged_ids)
    }


def asked_about(
    request: HttpRequest, subject: Subject, detail: Detail, held: Sequence[HeldFact], one: HeldFact | None
) -> Asked:
    """Return what the questions about a detail depend on; `one` is the detail that is corrected."""
    leave_out = set() if one is not None and one.to_date else {"to_date"}
    return Asked(
        leave_out=frozenset(leave_out | _not_asked(detail.kind, held, one)),
        days_held=frozenset(name for name in ("from_date", "to_date") if one is not None and getattr(one, name)),
        choices=_choices(request, subject, detail.kind, held, one),
    )


def _not_asked(kind: Kind, held: Sequence[HeldFact], one: HeldFact | None) -> set[str]:
    if kind is Kind.ADDRESSES:
        return _not_asked_of_address(held, one)
    if kind is Kind.FAMILY:
        return {"relative", "given_name", "family_name"} if one else set()
    if kind in (Kind.NAMES, Kind.NUMBERS):
        if one is None:
            return {"keep_old"}
        kind_held = getattr(one.says, "kind", "")
        can_be_former, has_issuer = kind_held in (*FORMER, "legal"), kind_held in ("local", "temporary_upn")
        return {"kind"} | (set() if can_be_former else {"keep_old"}) | (set() if has_issuer else {"issuer"})
    return set()


def _not_asked_of_address(held: Sequence[HeldFact], one: HeldFact | None) -> set[str]:
    if one is not None and is_hidden(one):
        return set(UNSEEN)
    says = one.says if one else None
    unused = {name for name in LINES_SELDOM_USED if not (isinstance(says, AddressRecord) and getattr(says, name))}
    if any(map(is_hidden, held)):
        # The next address of somebody protected is protected too; whoever adds it need not and cannot say otherwise.
        return {"is_protected", "care_of", *unused}
    return unused


def _choices(
    request: HttpRequest, subject: Subject, kind: Kind, held: Sequence[HeldFact], one: HeldFact | None
) -> dict[str, Choices]:
    if kind is Kind.CHARACTERISTICS:
        return {"code": _characteristics(subject, held, one)}
    if kind is Kind.CARE:
        return dict.fromkeys(("responsible_council", "placing_council"), _councils(subject, one))
    if kind is Kind.FAMILY and one is None:
        return {"relative": [*_people_found(request, subject), (SOMEBODY_NEW, "Somebody not listed here")]}
    return {}


def _councils(subject: Subject, one: HeldFact | None) -> Choices:
    """Return the councils that there are, with those that the detail itself holds, though they are no more."""
    areas = standards_for(organisation_of(subject.viewer)).areas
    codes = {code for code, area in areas.items() if area.in_force(subject.on)}
    if one is not None and isinstance(one.says, CareRecord):
        codes |= {one.says.responsible_council, one.says.placing_council} - {""}
    named = sorted((areas[code].label if code in areas else code, code) for code in codes)
    return [("", "Not known"), *((code, label) for label, code in named)]


def _characteristics(subject: Subject, held: Sequence[HeldFact], one: HeldFact | None) -> Choices:
    """Return what may be chosen: what is in force, not held already and may be seen; and what the detail itself is."""
    edition = standards_for(organisation_of(subject.viewer)).edition_on(subject.on)
    taken = {
        each.says.code
        for each in held
        if isinstance(each.says, CharacteristicRecord) and each.is_so(subject.on) and each is not one
    }
    codes = edition.characteristics
    taken |= {code for code in codes if not may_see_characteristic(subject.viewer, code)}
    named = {code: row.label for code, row in codes.items() if row.in_force(subject.on) and code not in taken}
    if one is not None and isinstance(one.says, CharacteristicRecord):
        own = one.says.code
        named.setdefault(own, codes[own].label if own in codes else f"Characteristic {own}")
    return [("", "Choose one"), *named.items()]


def looked_for(request: HttpRequest) -> str:
    """Return the name of a relative that was looked for among those held, before anybody is added by name alone."""
    return request.GET.get("q", "").strip()


def _people_found(request: HttpRequest, subject: Subject) -> list[tuple[str, str]]:
    """Return who may be the relative looked for, each with enough to tell them apart; all of them are disclosed."""
    asked = looked_for(request)
    found = search_people(subject.viewer, asked, subject.on, limit=MOST_RELATIVES_FOUND) if asked else []
    records = list_records(subject.viewer, [each.person_id for each in found], subject.on) if found else {}
    shown = [record for each in found if (record := records.get(each.person_id)) and record.id != subject.record.id]
    disclosing(request, [record.public_id for record in shown])
    return [(record.public_id, _told_apart(record)) for record in shown]


def _told_apart(record: PersonRecord) -> str:
    """Return the name, birth date and place of somebody found, which tell them from another of the same name."""
    born = date_in_words(record.birth_date)
    return f"{record.shown_name or 'Name not recorded'}, born {born}, {address_in_short(record.address)}"


def initial_of(detail: Detail, subject: Subject, one: HeldFact | None, asked: Asked) -> dict[str, Any]:
    """Return the answers to start from: what the detail says now, or what is so of most where it is new."""
    if one is None:
        protected = subject.record.address is not None and subject.record.address.is_protected
        unknown = dict.fromkeys(("is_safe", "has_responsibility", "lives_with"), "unknown")
        nobody_found = {"relative": SOMEBODY_NEW} if len(asked.choices.get("relative", ())) == 1 else {}
        return {"is_protected": "yes" if protected else "no", "must_not_be_told": "no", **unknown, **nobody_found}
    said = {name: getattr(one.says, name) for name in detail.form.base_fields if hasattr(one.says, name)}
    said |= {"from_date": one.from_date, "to_date": one.to_date}
    if isinstance(one.says, ContactRouteRecord) and one.says.kind == "phone":
        said["value"] = phone_in_words(one.says.value)
    return said | {name: "yes" if value else "no" for name, value in said.items() if isinstance(value, bool)}
