"""The Charter's own lists: those shipped in `terms.csv`, and a council's own words over them."""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from towpath.charter.models import CharterTerm
from towpath.organisation.models import Organisation

Kind = CharterTerm.Kind


@dataclass(frozen=True, slots=True)
class Term:
    """One word of a list. `rule` and `expires` are what the house does with it."""

    kind: str
    code: str
    words: str
    rule: str
    expires: bool
    is_offered: bool = True


@dataclass(frozen=True, slots=True)
class Terms:
    """Every list of one council. What is no longer offered keeps its words, for the rows that have it."""

    rows: Mapping[tuple[str, str], Term]

    def of(self, kind: str, *, all_of_them: bool = False) -> list[Term]:
        """Return one list in order, without what is no longer offered."""
        return [each for each in self.rows.values() if each.kind == kind and (each.is_offered or all_of_them)]

    def find(self, kind: str, code: str) -> Term | None:
        """Return one word by its code, offered or not."""
        return self.rows.get((kind, code))

    def words(self, kind: str, code: str) -> str:
        """Return a code in words; an unknown one as it is spelt."""
        found = self.find(kind, code)
        return found.words if found else code


def terms_of(organisation: Organisation) -> Terms:
    """Return a council's lists. One query."""
    rows = CharterTerm.objects.filter(organisation=organisation).order_by("recorded_at", "pk")
    return Terms(_laid_over(_shipped(), rows))


def _laid_over(shipped: Mapping[tuple[str, str], Term], rows: Iterable[CharterTerm]) -> Mapping[tuple[str, str], Term]:
    merged = dict(shipped)
    for row in rows:
        merged[row.kind, row.code] = Term(row.kind, row.code, row.words, row.rule, row.expires, row.is_offered)
    return merged


@cache
def _shipped() -> Mapping[tuple[str, str], Term]:
    text = files("towpath.charter").joinpath("terms.csv").read_text(encoding="utf-8")
    return {
        (row["kind"], row["code"]): Term(row["kind"], row["code"], row["words"], row["rule"], row["expires"] == "Y")
        for row in csv.DictReader(text.splitlines())
    }
