"""What goes with somebody who moves to another council: a sheet that a system reads, and a letter that people read."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from towpath.documents.paper import NoPdfError, Paper, PaperPart, PaperTable, page_of, pdf_of
from towpath.rules.cells import plain
from towpath.rules.dates import day_words
from towpath.rules.moves import NEVER, PART_WORDS, Part, fingerprint
from towpath.standards import Standards
from towpath.tracking.queries.moves import MoveFacts

NOTHING_TO_SHARE = "Nothing that may be shared"
"""The same words where nothing is held and where it may not go: which of the two would itself say much."""
ANOTHER_COUNCIL = "Another council"
SUPPORT_WORDS = {
    "send_flag": "Education, health and care plan",
    "sen_support_flag": "SEN support",
    "level_of_need": "Level of need",
}
# The headings of a caseload extract, which every service's system knows in some form.
HEADINGS = (
    "UniquePupilNumber", "UniqueLearnerNo", "GivenName", "MiddleName", "FamilyName", "Date of Birth", "Gender",
    "AddressLine1", "AddressLine2", "AddressLine3", "AddressLine4", "Town", "County", "Postcode", "Phone", "Email",
    "CohortStatus", "LeadLEA", "LEACodeAtYear11", "LevelOfNeedCode", "SENDFlag", "SENSupportFlag", "ActivityCode",
    "StartDate", "EndDate", "DateVerified", "EstablishmentName", "Activity Note", "Whose Word", "Sharing Limited",
)  # fmt: skip
PRIMARY = "P"


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveTold:
    """A move as its papers say it: from which council to which and whom there, when, and by what."""

    council: str
    to_code: str
    to_council: str
    to_whom: str
    moved_date: date
    ground: str
    said_by: str
    said_date: date


def sheet_of(facts: MoveFacts, told: MoveTold) -> str:
    """Return the sheet as CSV: a line for each activity that goes, or one where none may or there is none."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, HEADINGS, restval="")
    writer.writeheader()
    who = _who(facts, told)
    for doing in _activities(facts):
        line = {**who, **doing}
        writer.writerow({name: plain(cell) for name, cell in line.items()})
    return out.getvalue()


def _who(facts: MoveFacts, told: MoveTold) -> dict[str, str]:
    record = facts.record
    name = record.name("legal") or record.name("preferred")
    line = {
        "UniquePupilNumber": record.identifier("upn"),
        "UniqueLearnerNo": record.identifier("uln"),
        "GivenName": name.given_name if name else "",
        "MiddleName": name.middle_names if name else "",
        "FamilyName": name.family_name if name else "",
        "Date of Birth": record.birth_date.isoformat() if record.birth_date else "",
        "Gender": facts.gender,
        "CohortStatus": PRIMARY,
        "LeadLEA": told.to_code,
        "LEACodeAtYear11": facts.year_11_la,
        "LevelOfNeedCode": facts.support.get("level_of_need", ""),
        "SENDFlag": facts.support.get("send_flag", ""),
        "SENSupportFlag": facts.support.get("sen_support_flag", ""),
        "Whose Word": ANOTHER_COUNCIL,
        "Sharing Limited": "Y" if record.is_sharing_limited else "",
    }
    if record.is_sharing_limited:
        line |= dict.fromkeys(("UniquePupilNumber", "UniqueLearnerNo", "Gender", "LEACodeAtYear11"), "")
    return {**line, **_address(facts), **_reach(facts)}


def _address(facts: MoveFacts) -> dict[str, str]:
    home = facts.record.address.as_it_may_leave() if facts.record.address else None
    if Part.ADDRESS not in facts.parts or home is None:
        return {}
    lines = {f"AddressLine{number}": getattr(home, f"address_line_{number}") for number in range(1, 5)}
    return {**lines, "Town": home.town, "County": home.county, "Postcode": home.postcode}


def _reach(facts: MoveFacts) -> dict[str, str]:
    """Return the first phone number and e-mail address of their own that nobody said is unsafe."""
    if Part.REACH not in facts.parts:
        return {}
    own = [each for each in facts.record.contact_routes if each.belongs_to == "self" and each.is_safe != "no"]
    kinds = {"Phone": "phone", "Email": "email"}
    return {name: next((each.value for each in own if each.kind == kind), "") for name, kind in kinds.items()}


def _activities(facts: MoveFacts) -> Iterator[dict[str, str]]:
    if Part.ACTIVITY not in facts.parts:
        yield {}
    elif not facts.activities:
        yield {"Activity Note": NOTHING_TO_SHARE}
    for each in facts.activities:
        yield {
            "ActivityCode": each.code,
            "StartDate": each.start_date.isoformat(),
            "EndDate": each.end_date.isoformat() if each.end_date else "",
            "DateVerified": each.verified_date.isoformat() if each.verified_date else "",
            "EstablishmentName": each.provider_name,
        }


def letter_of(facts: MoveFacts, told: MoveTold, standards: Standards, *, sheet_sha256: str) -> tuple[bytes, str]:
    """
    Return the covering letter with everything in it to be read, and its ending: pdf, or html where none can be made.

    :param sheet_sha256: the hash of the sheet, whose start the letter says
    """
    page = page_of(_paper(facts, told, standards, fingerprint(sheet_sha256)))
    try:
        return pdf_of(page), "pdf"
    except NoPdfError:
        return page.encode(), "html"


def _paper(facts: MoveFacts, told: MoveTold, standards: Standards, mark: str) -> Paper:
    moved = day_words(told.moved_date)
    return Paper(
        title="A young person has moved to your area",
        subtitle=f"From {told.council} to {told.to_whom}, {told.to_council}",
        author=told.council,
        marking="About one young person by name: for the council named and nobody else",
        told=(
            f"We tracked this young person until they moved on {moved}. Please take over from that day.",
            f"This goes by {told.ground}. {told.said_by} sends it on {day_words(told.said_date)}.",
            "The sheet beside this letter holds the same for your system, in the columns of a caseload extract.",
            f"The sheet’s fingerprint (SHA-256) begins {mark}. Ring us on a number that you know, and compare it.",
            f"These never go with a move: {NEVER}. Ring us where you need to know more to keep somebody safe.",
        ),
        parts=tuple(_parts(facts, told, standards)),
    )


def _parts(facts: MoveFacts, told: MoveTold, standards: Standards) -> Iterator[PaperPart]:
    who = _who(facts, told)
    names = ("UniquePupilNumber", "UniqueLearnerNo", "Gender", "LEACodeAtYear11", "Phone", "Email", *_ADDRESS)
    rows = [("Name", facts.record.shown_name), ("Born", _born(facts))]
    rows += [(_HEADING_WORDS.get(name, name), who[name]) for name in names if who.get(name)]
    rows += [(SUPPORT_WORDS[name], _YES_NO.get(value, value)) for name, value in facts.support.items()]
    rows += [(f"September Guarantee {year}", _status(code, year, standards)) for year, code in facts.guarantees]
    table = PaperTable(caption="What we hold", headings=("What", "As we hold it"), rows=tuple(rows), numeric=False)
    yield PaperPart(title="Who they are", tables=(table,))
    if Part.ACTIVITY in facts.parts:
        lines = tuple(
            (
                f"{each.label or 'Not known'} ({each.code})",
                each.provider_name or "Not recorded",
                day_words(each.start_date),
                day_words(each.end_date) if each.end_date else "",
            )
            for each in facts.activities
        )
        headings = ("What", "Where", "From", "To")
        table = PaperTable(caption="Activities, the oldest first", headings=headings, rows=lines, numeric=False)
        said = () if lines else ("We hold nothing since 16 that may go. Ring us where you need to know more.",)
        yield PaperPart(title="What they have done since 16", words=said, tables=(table,) if lines else ())
    left = [words for part, words in PART_WORDS.items() if part not in facts.parts]
    if left:
        yield PaperPart(title="What was left out", words=("Ask us if you need it.",), bullets=tuple(left))


_ADDRESS = ("AddressLine1", "AddressLine2", "AddressLine3", "AddressLine4", "Town", "County", "Postcode")
_HEADING_WORDS = {
    "UniquePupilNumber": "UPN",
    "UniqueLearnerNo": "ULN",
    "LEACodeAtYear11": "Council in Year 11",
    "AddressLine1": "Address",
    "AddressLine2": "Address, second line",
    "AddressLine3": "Address, third line",
    "AddressLine4": "Address, fourth line",
}
_YES_NO = {"Y": "Yes", "N": "No"}


def _born(facts: MoveFacts) -> str:
    return day_words(facts.record.birth_date) if facts.record.birth_date else "Not known"


def _status(code: str, year: int, standards: Standards) -> str:
    row = standards.edition_on(date(year, 9, 1)).guarantee_statuses.get(code)
    return row.label if row else code
