"""
Building one person's record of the monthly return: facts in, a record out, with whatever was missing named.

Source: docs/published-facts.md, Cohort, Activities, Currency, Guarantee, Checks and layout. Names are sent as they are
kept: a character that names may not hold is for the checks to tell and for a person to mend.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from towpath.rules.dates import year_group
from towpath.rules.identifiers import TEMPORARY_ULN
from towpath.rules.residence import UNKNOWN_AREA
from towpath.rules.returns.activity import SentActivity, sent_activity
from towpath.rules.returns.context import YEAR_11
from towpath.rules.returns.facts import Guarantee, ReturnAddress, ReturnFacts, ReturnTerms
from towpath.rules.returns.members import (
    DUPLICATE,
    GUARANTEE_MONTHS,
    GUARANTEE_ONLY,
    LEFT_ENGLAND,
    PLAN_CEASED,
    PRIMARY,
    TRANSFERRED,
    Membership,
    NotSent,
    guarantee_year,
    had_plan,
    membership,
)
from towpath.rules.returns.model import Record, given_date
from towpath.rules.returns.omissions import Omission
from towpath.rules.returns.write import NOT_XML

NO_ADDRESS = "ZZ99 9ZZ"
POSTCODE_AT_END = re.compile(r",?\s*([A-Z]{1,2}[0-9][0-9A-Z]?\s?[0-9][A-Z]{2})$", re.ASCII | re.IGNORECASE)
NOT_YET_RECORDED = "159"
ADDRESS_LINES = ("address_line_1", "address_line_2", "address_line_3", "address_line_4")
FREE_TEXT = (
    "given_name",
    "middle_name",
    "family_name",
    *ADDRESS_LINES,
    "town",
    "county",
    "postcode",
    "establishment_name",
)
FROM_PANEL = ("gender", "ethnicity", "educated_la", "year_11_la", "level_of_need", "send_flag", "sen_support_flag")


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """
    What became of one person: their record and one for each duplicate of it, or why they are not sent.

    `defaulted` names the fields of the panel that nobody has told us, where a person is sent.
    """

    records: tuple[Record, ...] = ()
    not_sent: NotSent | None = None
    omissions: tuple[Omission, ...] = ()
    defaulted: tuple[str, ...] = ()


def build_record(facts: ReturnFacts, terms: ReturnTerms) -> Built:
    """Return one person's part of the return of a month."""
    member = membership(facts, terms)
    if isinstance(member, NotSent):
        return Built(not_sent=member)
    group = year_group(facts.birth_date, terms.period_end)
    activity = sent_activity(facts, terms, group=group, always=member.status != PRIMARY)
    if activity is None:
        return Built(not_sent=NotSent.NOTHING_KNOWN, omissions=(Omission("nothing_known", "activity_code"),))
    parts: list[tuple[dict[str, Any], list[Omission]]] = [
        _standing(facts, member, terms),
        _names(facts),
        _address(facts.address),
        _guarantee(facts, member, terms),
        _activity(activity, is_protected=bool(facts.address and facts.address.is_protected)),
    ]
    values = {name: value for given, _ in parts for name, value in given.items()}
    omissions = [each for _, found in parts for each in found]
    for name in FREE_TEXT:
        values[name], bad = _writable(name, values.get(name, ""))
        omissions += bad
    record = Record(
        young_persons_id=facts.young_persons_id,
        previous_young_persons_id=facts.previous_young_persons_id,
        birth_date=given_date(facts.birth_date),
        upn=facts.upn,
        uln="" if facts.uln == TEMPORARY_ULN else facts.uln,
        characteristics=tuple(sorted(set(facts.characteristics))),
        intended_destination=facts.intended_destination if group == YEAR_11 else "",
        **values,
    )
    return Built(
        records=(record, *_duplicates(record, facts)),
        omissions=tuple(omissions),
        defaulted=tuple(sorted(name for name, stated in facts.values.items() if stated.is_default)),
    )


def _standing(facts: ReturnFacts, member: Membership, terms: ReturnTerms) -> tuple[dict[str, Any], list[Omission]]:
    """Return the status, the councils and the panel. Whoever leads is in the header, so a leaver's lead is still us."""
    values: dict[str, Any] = {name: facts.value(name) for name in FROM_PANEL}
    values["cohort_status"] = member.status
    values["lead_la"] = terms.council
    omissions = []
    if member.status in (TRANSFERRED, LEFT_ENGLAND):
        values["transferred_to_la"] = member.moved_to
    if member.status == PLAN_CEASED and had_plan(facts):
        # It is the plan that ceased which put them in the return, and check 40 turns away anybody of 18 without one.
        values["send_flag"] = "Y"
    if member.is_worked_out:
        omissions.append(Omission("leaves", "cohort_status", member.status))
    if facts.value("lead_la") == UNKNOWN_AREA:
        omissions.append(Omission("lead_council_unknown", "lead_la", terms.council))
    return values, omissions


def _names(facts: ReturnFacts) -> tuple[dict[str, Any], list[Omission]]:
    given = facts.given_name or facts.preferred_given_name
    family = facts.family_name or facts.preferred_family_name
    omissions = [
        Omission("preferred_name", name, sent)
        for name, legal, sent in (("given_name", facts.given_name, given), ("family_name", facts.family_name, family))
        if sent and not legal
    ]
    return {"given_name": given, "middle_name": facts.middle_name, "family_name": family}, omissions


def _address(address: ReturnAddress | None) -> tuple[dict[str, Any], list[Omission]]:
    if address and address.is_protected:
        values, omissions = _care_of(address.care_of)
    elif address:
        values = dict(zip(ADDRESS_LINES, address.lines, strict=False))
        values |= {"town": address.town, "county": address.county, "postcode": address.postcode}
        omissions = []
    else:
        values, omissions = {}, []
    if not values.get("postcode"):
        values["postcode"] = NO_ADDRESS
        omissions.append(Omission("no_postcode", "postcode", NO_ADDRESS))
    return values, omissions


def _care_of(care_of: str) -> tuple[dict[str, Any], list[Omission]]:
    """Return the care-of as an address: its parts by the commas, and its postcode where it ends with one."""
    if not care_of.strip():
        return {}, [Omission("no_care_of", "address_line_1")]
    found = POSTCODE_AT_END.search(care_of.strip())
    packed = "".join(found.group(1).upper().split()) if found else ""
    lines = [part.strip() for part in POSTCODE_AT_END.sub("", care_of.strip()).split(",") if part.strip()]
    lines = [*lines[:3], ", ".join(lines[3:])] if len(lines) > len(ADDRESS_LINES) else lines
    values = dict(zip(ADDRESS_LINES, lines, strict=False))
    if packed:
        values["postcode"] = f"{packed[:-3]} {packed[-3:]}"
    return values, [Omission("address_protected", "address_line_1")]


def _guarantee(facts: ReturnFacts, member: Membership, terms: ReturnTerms) -> tuple[dict[str, Any], list[Omission]]:
    """
    Return the part of the September Guarantee that the month asks for.

    While it is being reported, somebody of the cohort without a status is sent as not yet recorded; in other months the
    part is left out.
    """
    on = terms.period_end
    year = guarantee_year(facts.birth_date, on)
    if year not in (11, 12):
        return {"guarantee_indicator": "N"}, []
    known = facts.guarantees.get(year)
    omissions = []
    if known is None and on.month in GUARANTEE_MONTHS and member.status in (PRIMARY, GUARANTEE_ONLY):
        taught_by = facts.value("year_11_la") or facts.value("educated_la")
        known = Guarantee(NOT_YET_RECORDED, taught_by if year == YEAR_11 else terms.council)
        omissions.append(Omission("guarantee_not_recorded", f"guarantee_{year}_status", NOT_YET_RECORDED))
    if known is None:
        return {"guarantee_indicator": "N"}, []
    part = {f"guarantee_{year}_status": known.status, f"guarantee_{year}_la": known.la_code}
    return {"guarantee_indicator": "Y", **part}, omissions


def _activity(activity: SentActivity, *, is_protected: bool) -> tuple[dict[str, Any], list[Omission]]:
    """Return the activity's elements. A name is given only to a place without a number, and never of the protected."""
    place = activity.place
    is_named = place is not None and place.number.endswith("9999") and not is_protected
    values = {
        "activity_code": activity.code,
        "start_date": given_date(activity.start_date),
        "ascertained_date": given_date(activity.ascertained_date),
        "verified_date": given_date(activity.verified_date),
        "review_date": given_date(activity.review_date),
        "due_to_lapse_date": given_date(activity.lapses_date),
        "currency_lapsed": "Y" if activity.has_lapsed else "N",
        "neet_start_date": given_date(activity.neet_start_date),
        "predicted_end_date": given_date(activity.expected_end_date),
        "establishment_number": place.number if place else "",
        "establishment_name": place.name if place and is_named else "",
        "ukprn": place.ukprn if place else "",
    }
    return values, list(activity.omissions)


def _writable(name: str, text: str) -> tuple[str, list[Omission]]:
    """Return a text without stray space, or nothing where it holds what no XML may hold."""
    if not text:
        return "", []
    if NOT_XML.search(text):
        return "", [Omission("unwritable", name, NOT_XML.sub("\N{REPLACEMENT CHARACTER}", text))]
    return " ".join(text.split()), []


def _duplicates(record: Record, facts: ReturnFacts) -> Iterator[Record]:
    for number in facts.duplicate_ids:
        yield replace(record, young_persons_id=number, previous_young_persons_id="", cohort_status=DUPLICATE)
