"""How a return differs from the one before it, in words: who joined, who left, and what changed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from towpath.rules.returns.compare import Difference
from towpath.standards import Edition
from towpath.web.parts import Cell, Column, Table
from towpath.web.people_links import person_link
from towpath.web.returns.mending import element_words
from towpath.web.returns.presenters import NameOf
from towpath.web.words import list_in_words

SILENT, JOINED, LEFT, DOING, OTHER = "silent", "joined", "left", "doing", "other"
DOING_ELEMENTS = frozenset({"ActivityCode", "CohortStatus", "CurrencyLapsed"})
NUMBERS = {"YoungPersonsID": "NCCIS identifier", "PreviousYPIDIdentifier": "Former NCCIS identifier"}
"""Which of their numbers is another: a UPN or a ULN is one too."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of difference: its tab, and what it means."""

    words: str
    meaning: str


KINDS: Mapping[str, Kind] = {
    SILENT: Kind(
        "Gone without a reason",
        "They were in the return before and are not in this one, and no status says why. Look at each.",
    ),
    DOING: Kind(
        "Doing something else",
        "What they are doing, whether we may still say so, or why they are in the return is not what it was.",
    ),
    JOINED: Kind("Joined", "They are in this return and were not in the one before."),
    LEFT: Kind("Left", "They were sent once more the last time, with the status that says why they left."),
    OTHER: Kind("Other changes", "They do what they did. Something else about them changed."),
}


def by_kind(differences: Iterable[Difference]) -> dict[str, list[Difference]]:
    """Return the differences of each kind, what needs looking at first; every kind is there."""
    found: dict[str, list[Difference]] = {kind: [] for kind in KINDS}
    for each in differences:
        found[_kind(each)].append(each)
    return found


def _kind(each: Difference) -> str:
    if each.kind == "left":
        return SILENT if each.is_silent else LEFT
    if each.kind == "joined":
        return JOINED
    return DOING if DOING_ELEMENTS.intersection(each.elements) else OTHER


def kind_to_show(wanted: str, kinds: Mapping[str, Sequence[Difference]]) -> str:
    """Return the kind asked for, or the first of which there is any."""
    return wanted if wanted in kinds else next((kind for kind, found in kinds.items() if found), DOING)


def kind_tabs(kinds: Mapping[str, Sequence[Difference]]) -> dict[str, dict[str, str]]:
    """Return a tab for each kind, with how many there are."""
    return {
        kind: {"text": f"{KINDS[kind].words} ({len(found):,})", "href": f"?show={kind}"}
        for kind, found in kinds.items()
    }


def differences_table(kind: str, differences: Sequence[Difference], name_of: NameOf, edition: Edition) -> Table:
    """Return a line for each person; one whose number nobody holds any more goes by the number."""
    who = Column("Young person", heading=True)
    columns: tuple[Column, ...]
    rows: list[tuple[Cell, ...]]
    if kind in (JOINED, LEFT, SILENT):
        columns = (who, Column("What they do" if kind == JOINED else "What they did"), Column("Sent as"))
        rows = [(_who(each, name_of), *_once(each, edition)) for each in differences]
    elif kind == DOING:
        columns = (who, Column("Before"), Column("Now"), Column("Changed as well"))
        rows = [(_who(each, name_of), *_before_and_now(each, edition), _also(each)) for each in differences]
    else:
        columns = (who, Column("What they do"), Column("What changed"))
        rows = [(_who(each, name_of), _activity(each.activities[1], edition), _also(each)) for each in differences]
    return Table(KINDS[kind].words, columns, rows, cards=True, caption_hidden=True)


def _who(each: Difference, name_of: NameOf) -> Cell:
    name, public_id = name_of(each.person_id)
    return person_link(name, public_id) if public_id else f"Number {each.young_persons_id}: nobody holds it now"


def _once(each: Difference, edition: Edition) -> tuple[str, str]:
    is_new = each.kind == "joined"
    return _activity(each.activities[is_new], edition), _status(each.statuses[is_new], edition)


def _before_and_now(each: Difference, edition: Edition) -> tuple[str, str]:
    sides = []
    for side in (0, 1):
        said = [_activity(each.activities[side], edition)]
        if each.lapsed[0] != each.lapsed[1]:
            said.append("lapsed" if each.lapsed[side] else "current")
        if each.statuses[0] != each.statuses[1]:
            said.append(f"sent as {_status(each.statuses[side], edition)}")
        sides.append(", ".join(said))
    return sides[0], sides[1]


def _also(each: Difference) -> str:
    told = dict.fromkeys(NUMBERS.get(one) or element_words(one) for one in each.elements if one not in DOING_ELEMENTS)
    words = [word[:1].lower() + word[1:] if not word[:2].isupper() else word for word in told]
    return list_in_words(words)[:1].upper() + list_in_words(words)[1:] if words else "Nothing else"


def _activity(code: str, edition: Edition) -> str:
    row = edition.activity_codes.get(code)
    return f"{row.label} ({code})" if row else code or "Nothing"


def _status(code: str, edition: Edition) -> str:
    row = edition.cohort_statuses.get(code)
    return f"{row.label} ({code})" if row else code or "Nothing"
