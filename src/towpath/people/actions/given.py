"""Whether what was given of a person may be recorded, and the one form in which it is."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields
from datetime import date

from towpath.people.facts import PersonFacts, Refusal
from towpath.people.models import Identifier
from towpath.people.return_fields import RETURN_FIELDS
from towpath.rules.identifiers import TEMPORARY_ULN, is_nccis_id, is_temporary_upn, is_uln, is_upn
from towpath.standards import Standards

_FIELDS = tuple(each.name for each in fields(PersonFacts))
_DEFAULTS = {each.name: each.default for each in fields(PersonFacts)}

IdentifierKey = tuple[str, str, str]
"""Kind, issuer, value."""


def is_empty(facts: PersonFacts) -> bool:
    """Return whether nothing at all is given."""
    return all(getattr(facts, name) in (_DEFAULTS[name], "", None, ()) for name in _FIELDS if name != "issuer")


def identifiers_of(facts: PersonFacts) -> Iterator[tuple[str, IdentifierKey]]:
    """
    Yield each identifier given, with the field it was given in. A ULN that stands for none is none.

    A temporary UPN holds only with whoever gave it.
    """
    if facts.upn:
        upn = _tidy(facts.upn)
        kind = Identifier.Kind.TEMPORARY_UPN if is_temporary_upn(upn) else Identifier.Kind.UPN
        yield "upn", (kind.value, facts.issuer if kind is Identifier.Kind.TEMPORARY_UPN else "", upn)
    if facts.uln and _tidy(facts.uln) != TEMPORARY_ULN:
        yield "uln", (Identifier.Kind.ULN.value, "", _tidy(facts.uln))
    if facts.nccis_id:
        yield "nccis_id", (Identifier.Kind.NCCIS.value, "", _tidy(facts.nccis_id))
    if facts.local_id:
        yield "local_id", (Identifier.Kind.LOCAL.value, facts.issuer, facts.local_id.strip())
    if facts.former_upn:
        yield "former_upn", (Identifier.Kind.FORMER_UPN.value, "", _tidy(facts.former_upn))
    if facts.former_nccis_id:
        yield "former_nccis_id", (Identifier.Kind.FORMER_NCCIS.value, "", _tidy(facts.former_nccis_id))


_CHECKS: Mapping[str, tuple[Callable[[str], bool], str]] = {
    "upn": (is_upn, "The UPN {} is not one: its check letter or its shape is wrong. Ask the school for the right one."),
    "former_upn": (is_upn, "The former UPN {} is not one: its check letter or its shape is wrong. Leave it out."),
    "uln": (is_uln, "The ULN {} is not one: its check digit or its length is wrong. Ask the sender for the right one."),
    "nccis_id": (is_nccis_id, "The NCCIS identifier {} is not thirteen digits. Give all thirteen, zeros included."),
    "former_nccis_id": (is_nccis_id, "The former NCCIS identifier {} is not thirteen digits. Give all thirteen."),
}


class Checked:
    """Checks of facts against the lists in force on one day, which are looked up once."""

    def __init__(self, standards: Standards, on: date) -> None:
        self._on = on
        self._allowed = {known.name: frozenset(known.allowed(standards, on)) for known in RETURN_FIELDS}
        characteristics = standards.edition_on(on).characteristics
        self._characteristics = frozenset(code for code, row in characteristics.items() if row.in_force(on))

    def refusals_of(self, facts: PersonFacts) -> Iterator[Refusal]:
        """Yield every reason why these facts may not be recorded, whoever they are of."""
        for given, (_kind, _issuer, value) in identifiers_of(facts):
            if given in _CHECKS:
                is_right, words = _CHECKS[given]
                if not is_right(value):
                    yield Refusal(f"{given}_wrong", given, value, words.format(value))
        if facts.birth_date and facts.birth_date > self._on:
            words = f"The birth date {facts.birth_date} is after {self._on}. Check the year."
            yield Refusal("birth_date_in_future", "birth_date", facts.birth_date.isoformat(), words)
        if facts.entry_date and facts.leaving_date and facts.leaving_date < facts.entry_date:
            words = f"The leaving date {facts.leaving_date} is before the entry date {facts.entry_date}. Correct one."
            yield Refusal("leaving_before_entry", "leaving_date", facts.leaving_date.isoformat(), words)
        for known in RETURN_FIELDS:
            value = getattr(facts, known.name)
            if value and value not in self._allowed[known.name]:
                yield self._not_in_force(known.name, known.words, value)
        for code in facts.characteristics:
            if code not in self._characteristics:
                yield self._not_in_force("characteristics", "Characteristic", code)

    def _not_in_force(self, name: str, words: str, value: str) -> Refusal:
        said = f"{words}: {value} is not a value in force on {self._on}. Choose one from the published list."
        return Refusal("value_not_in_force", name, value, said)


def same_words(now: str, given: str) -> bool:
    """Return whether two spellings say the same, so that a list in capitals does not undo a name well written."""
    return now == given or (now.casefold() == given.casefold() and given in (given.upper(), given.lower()))


def _tidy(given: str) -> str:
    return "".join(given.upper().split())
