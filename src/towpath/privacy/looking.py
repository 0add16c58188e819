"""What a person must look at before a copy leaves, and what they decided of it."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from hashlib import sha256

from towpath.privacy.collecting import About, Held, Line
from towpath.privacy.models import AccessRequest, PackDecision
from towpath.privacy.models.requests import Part
from towpath.rules.access import may
from towpath.rules.subject_access import GROUNDS
from towpath.rules.third_parties import Mark, Marked, marked, redacted

WHOLE_ROW = ""


class Why(StrEnum):
    """Why a person must look."""

    OTHERS = "others"
    NEED_TO_KNOW = "need_to_know"
    PROTECTED = "protected"
    SHARED = "shared"
    SAFEGUARDING = "safeguarding"
    UNCLASSIFIED = "unclassified"


FOR_FEW = frozenset({Why.NEED_TO_KNOW, Why.PROTECTED})


@dataclass(frozen=True, slots=True)
class Unit:
    """
    One text, or one whole row where `field` is empty, that a person decides about.

    `decision` is what was decided of it as it stands now; None waits.
    """

    held: Held
    field: str
    label: str
    text: str
    why: frozenset[Why]
    marks: tuple[Marked, ...]
    digest: str
    decision: PackDecision | None = None

    @property
    def key(self) -> str:
        """Return its name within a request."""
        return f"{self.held.told.label}:{self.held.row}:{self.field}"

    @property
    def offered(self) -> str:
        """Return the text with others taken out, for whoever decides to change."""
        return redacted(self.text, self.marks)

    def is_for(self, role: str) -> bool:
        """Return whether somebody of a role may read it and decide."""
        if self.held.told.part == Part.SAFEGUARDING:
            return may(role, "concern.read")
        reads_it = not self.why & FOR_FEW or may(role, "people.view_protected_address")
        return may(role, "subject_access.work") and reads_it


@dataclass(frozen=True, slots=True)
class Shown:
    """One row as it goes into a copy: its lines, or in words why all of it was kept back."""

    held: Held
    lines: tuple[Line, ...]
    kept_back: str = ""
    redacted: int = 0
    withheld: int = 0


def units_of(rows: Iterable[Held], who: About, request: AccessRequest) -> Iterator[Unit]:
    """Yield what must be looked at, in the order of a copy; the texts of a row kept back whole ask nothing more."""
    decisions = decisions_of(request)
    for held in rows:
        whole = _whole(held, request)
        if whole.why:
            whole = _decided(whole, decisions)
            yield whole
            if whole.decision and whole.decision.choice == PackDecision.Choice.WITHHOLD:
                continue
        for line in held.lines:
            unit = _text(held, line, who, whole.why)
            if unit:
                yield _decided(unit, decisions)


def shown(rows: Iterable[Held], units: Iterable[Unit]) -> Iterator[Shown]:
    """Yield every row as it goes into a copy. What nobody decided yet is kept back: nothing leaves unseen."""
    by_key = {unit.key: unit for unit in units}
    for held in rows:
        whole = by_key.get(f"{held.told.label}:{held.row}:{WHOLE_ROW}")
        if whole and (reason := _kept_back(whole)):
            yield Shown(held, (), f"This entry was kept back. {reason}", withheld=1)
            continue
        lines, taken, kept_back = [], 0, 0
        for line in held.lines:
            unit = by_key.get(f"{held.told.label}:{held.row}:{line.field}")
            if unit is None:
                lines.append(line)
            elif reason := _kept_back(unit):
                lines.append(replace(line, words=f"This was kept back. {reason}"))
                kept_back += 1
            elif unit.decision and unit.decision.choice == PackDecision.Choice.REDACT:
                lines.append(replace(line, words=unit.decision.words))
                taken += 1
            else:
                lines.append(line)
        yield Shown(held, tuple(lines), redacted=taken, withheld=kept_back)


def decisions_of(request: AccessRequest) -> Mapping[tuple[str, int, str], PackDecision]:
    """Return what was decided last of each text and row of a request. One query."""
    return {(row.table, row.row, row.field): row for row in request.decisions.order_by("pk")}


def _whole(held: Held, request: AccessRequest) -> Unit:
    why = set()
    if held.told.part == Part.SAFEGUARDING:
        why.add(Why.SAFEGUARDING)
    if held.is_need_to_know:
        why.add(Why.NEED_TO_KNOW)
    if held.is_protected and request.asked_by != AccessRequest.AskedBy.YOUNG_PERSON:
        why.add(Why.PROTECTED)
    if held.told.is_shared:
        why.add(Why.SHARED)
    if not held.told.is_classified:
        why.add(Why.UNCLASSIFIED)
    text = "\n".join(f"{line.label}: {line.words}" for line in held.lines)
    return Unit(held, WHOLE_ROW, "One entry", text, frozenset(why), (), _digest(text))


def _text(held: Held, line: Line, who: About, of_row: frozenset[Why]) -> Unit | None:
    """Return a text in which others are marked, or None where nobody is."""
    if not line.is_text or held.told.look == "no":
        return None
    found = marked(line.words, own=who.own, known=who.known)
    if held.told.look == "known":
        found = tuple(each for each in found if each.mark in (Mark.FAMILY, Mark.STAFF, Mark.REACH))
    why = frozenset({Why.OTHERS, *of_row})
    return Unit(held, line.field, line.label, line.words, why, found, _digest(line.words)) if found else None


def _decided(unit: Unit, decisions: Mapping[tuple[str, int, str], PackDecision]) -> Unit:
    """Return a unit with what was decided of it, where it still reads as it did then."""
    last = decisions.get((unit.held.told.label, unit.held.row, unit.field))
    return replace(unit, decision=last) if last and last.digest == unit.digest else unit


def _kept_back(unit: Unit) -> str:
    """Return in words why something is kept back, or an empty text where it goes."""
    if unit.decision is None:
        return "Nobody has decided about it yet."
    if unit.decision.choice != PackDecision.Choice.WITHHOLD:
        return ""
    ground = GROUNDS[unit.decision.ground]
    return f"{ground.words} ({ground.source})."


def _digest(text: str) -> str:
    return sha256(json.dumps(text).encode()).hexdigest()
