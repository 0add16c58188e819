"""How a return differs from the one before it, in words: who joined, who left, and what changed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from towpath.returns.queries import Corrected, Run
from towpath.rules.returns.compare import Changed, Difference
from towpath.rules.returns.model import read_date
from towpath.rules.returns.rates import ReturnRates, kept_rates
from towpath.standards import Edition
from towpath.web.parts import Cell, Column, Count, Table
from towpath.web.people_links import person_link
from towpath.web.returns.mending import element_words
from towpath.web.returns.presenters import NameOf
from towpath.web.words import count_in_words, list_in_words, month_in_words, percent_in_words, short_date

SILENT, JOINED, LEFT, DOING, OTHER, LATE = "silent", "joined", "left", "doing", "other", "late"
DOING_ELEMENTS = frozenset({"ActivityCode", "CohortStatus", "CurrencyLapsed"})
RATES = {"neet": "NEET", "not_known": "Not known", "combined": "NEET or not known", "participating": "Participating"}
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
    LATE: Kind(
        "Corrected late",
        "Something about the month before was recorded after its return was signed: what was sent then, and what would"
        " be sent of that month now. Where it matters, sign that month anew.",
    ),
}


def by_kind(differences: Iterable[Difference]) -> dict[str, list[Difference] | None]:
    """Return the differences of each kind, what needs looking at first; each is there but the late ones."""
    found: dict[str, list[Difference]] = {kind: [] for kind in KINDS if kind != LATE}
    for each in differences:
        found[_kind(each)].append(each)
    return {**found}


def _kind(each: Difference) -> str:
    if each.kind == "left":
        return SILENT if each.is_silent else LEFT
    if each.kind == "joined":
        return JOINED
    return DOING if DOING_ELEMENTS.intersection(each.elements) else OTHER


def kind_to_show(wanted: str, kinds: Mapping[str, Sequence[Difference] | None]) -> str:
    """Return the kind asked for, or the first of which there is any."""
    return wanted if wanted in kinds else next((kind for kind, found in kinds.items() if found), DOING)


def kind_tabs(kinds: Mapping[str, Sequence[Difference] | None], asked: str = "") -> dict[str, dict[str, str]]:
    """
    Return a tab for each kind, with how many there are where that was looked for.

    :param asked: the rest of the question in the address
    """
    return {
        kind: {
            "text": KINDS[kind].words if found is None else f"{KINDS[kind].words} ({len(found):,})",
            "href": f"?{asked}show={kind}",
        }
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
    elif kind == LATE:
        columns = (who, Column("As sent"), Column("As known now"), Column("Changed as well"))
        rows = [(_who(each, name_of), *_sent_and_now(each, edition), _also(each)) for each in differences]
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


def _sent_and_now(each: Difference, edition: Edition) -> tuple[str, str]:
    if each.kind == "joined":
        return "Not sent", _activity(each.activities[1], edition)
    if each.kind == "left":
        return _activity(each.activities[0], edition), "Would not be sent"
    return _before_and_now(each, edition)


def _from_and_to(each: Changed) -> str:
    words = NUMBERS.get(each.element) or element_words(each.element)
    return f"{words}: from {_value(each.before)} to {_value(each.now)}"


def _value(text: str) -> str:
    given = read_date(text)
    return short_date(given.day) if given.day else text or "nothing"


def effect_table(before: Run, now: Run, late: Corrected | None) -> Table | None:
    """
    Return what the differences do to the rates, and what late corrections would do to those of the month before.

    None where either return was built before its rates were kept.
    """
    then, after = kept_rates(before.counts.get("rates")), kept_rates(now.counts.get("rates"))
    if then is None or after is None:
        return None
    columns = [
        Column("Measure", heading=True),
        Column(f"Before, {month_in_words(before.period_end)}", numeric=True),
        Column(f"Now, {month_in_words(now.period_end)}", numeric=True),
    ]
    sides = [then, after]
    if late and late.differences:
        columns.append(Column(f"{month_in_words(before.period_end)} with what was corrected late", numeric=True))
        sides.append(late.rates_now)
    rows: list[tuple[Cell, ...]] = [("Aged 16 or 17 who count", *(side.cohort for side in sides))]
    rows += [(words, *(_count(side, name) for side in sides)) for name, words in RATES.items()]
    return Table("What it does to the rates", columns, rows, cards=True)


def _count(rates: ReturnRates, name: str) -> Cell:
    percent = rates.percent(name)
    return Count(count_in_words(getattr(rates, name)), "no cohort" if percent is None else percent_in_words(percent))


def _also(each: Difference) -> str:
    valued = {one.element: one for one in each.values}
    said = [_from_and_to(valued[one]) for one in each.elements if one in valued and one not in DOING_ELEMENTS]
    rest = [one for one in each.elements if one not in DOING_ELEMENTS and one not in valued]
    told = dict.fromkeys(NUMBERS.get(one) or element_words(one) for one in rest)
    words = [word[:1].lower() + word[1:] if not word[:2].isupper() else word for word in told]
    if words:
        said.append(list_in_words(words)[:1].upper() + list_in_words(words)[1:])
    return ". ".join(said) or "Nothing else"


def _activity(code: str, edition: Edition) -> str:
    row = edition.activity_codes.get(code)
    return f"{row.label} ({code})" if row else code or "Nothing"


def _status(code: str, edition: Edition) -> str:
    row = edition.cohort_statuses.get(code)
    return f"{row.label} ({code})" if row else code or "Nothing"
