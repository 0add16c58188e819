"""
Who is this row about: somebody we know for certain, nobody we know, or a question for a person.

Exact agreement recognises: an identifier with a birth date and a name, or name, birth date and postcode together. So
does a likeness of which the scoring of everybody is sure, where nothing exact speaks against it. Whatever else looks
alike is held and shown side by side for a person to decide.
"""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from towpath.rules.names import may_agree


class Verdict(StrEnum):
    """What recognition came to."""

    RECOGNISED = "recognised"
    HELD = "held"
    UNKNOWN = "unknown"


class Because(StrEnum):
    """Why, in words for the person who looks at it."""

    IDENTIFIER_AND_BIRTH_DATE = "The identifier, the birth date and a name agree."
    IDENTIFIER_AND_NAMES = "The identifier and both names agree; no birth date was given."
    NAME_BIRTH_DATE_POSTCODE = "The name, birth date and postcode agree."
    IDENTIFIERS_DISAGREE = "The identifiers belong to different people."
    IDENTIFIER_BUT_TWIN = "The identifier agrees but the first name is somebody else's born that day in this family."
    IDENTIFIER_BUT_BIRTH_DATE = "The identifier and names agree but the birth date differs."
    IDENTIFIER_OF_ANOTHER = "The identifier belongs to somebody with another name or birth date."
    OTHER_IDENTIFIER = "The name and birth date agree but the identifier differs."
    SEVERAL_ALIKE = "More than one person has this name, birth date and postcode."
    NAME_AND_BIRTH_DATE = "The name and birth date agree but not the postcode."
    ALMOST = "Somebody at this postcode is almost the same."
    NOBODY_ALIKE = "Nobody we know is like this."
    VERY_ALIKE = "So much agrees that nobody else we know can be meant."
    MAY_BE = "Much agrees with somebody we know, but not enough to be sure."
    TAKEN = "It is very like somebody of whom another row of this list speaks."


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """
    What a row, or a record, says of somebody. Names are folded (`rules.names`), each set holding every name borne, with
    a question mark for each letter that a bad encoding lost.

    `identifiers` maps a kind, such as "upn", to every value borne, former ones too; a kind not known is absent.
    """

    identifiers: Mapping[str, frozenset[str]]
    given_names: frozenset[str]
    family_names: frozenset[str]
    birth_date: date | None
    postcode: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Somebody we know who shares something with the row."""

    person_id: int
    description: Description


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognition:
    """The verdict, who it is where recognised, why, and the people to show beside the row where held."""

    verdict: Verdict
    because: Because
    person_id: int | None = None
    rivals: tuple[int, ...] = ()


def recognise(row: Description, candidates: Sequence[Candidate], *, never: frozenset[int] = frozenset()) -> Recognition:
    """
    Return who a row is about.

    :param candidates: everybody who shares an identifier, or a birth date or postcode together with a name
    :param never: people whom somebody has said this row is not
    """
    possible = [candidate for candidate in candidates if candidate.person_id not in never]
    owners = [candidate for candidate in possible if _shared_identifiers(row, candidate.description)]
    if owners:
        return _by_identifier(row, owners, possible)
    return _by_description(row, possible)


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """
    Somebody whom scoring found like a row, from 0 to 1, and whether it is sure.

    `numbers_differ` says that both go by a number of one kind and not by the same, whatever else agrees.
    """

    person_id: int
    score: float
    is_sure: bool
    numbers_differ: bool = False


OPEN_TO_SCORE = frozenset(
    {Because.NOBODY_ALIKE, Because.ALMOST, Because.NAME_AND_BIRTH_DATE, Because.IDENTIFIER_BUT_BIRTH_DATE}
)
"""What a sure likeness may settle. Where identifiers disagree, or two are exactly alike, a person decides."""


def weighed(
    exact: Recognition,
    likenesses: Sequence[Likeness],
    *,
    taken: Set[int] = frozenset(),
    never: frozenset[int] = frozenset(),
) -> Recognition:
    """
    Return who a row is about once it was scored too.

    A sure likeness whose numbers do not differ recognises where exact agreement left it open; any other likeness is
    shown to a person, the likeliest first, before those whom exact agreement brought forward.

    :param likenesses: whoever scoring found like the row
    :param taken: people of whom other rows of the list speak already
    :param never: people whom somebody has said this row is not
    """
    possible = sorted((each for each in likenesses if each.person_id not in never), key=_likeliest)
    if exact.verdict is Verdict.RECOGNISED or not possible:
        return exact
    best = possible[0]
    is_sure = best.is_sure and not best.numbers_differ
    is_open = exact.because in OPEN_TO_SCORE and (not exact.rivals or best.person_id in exact.rivals)
    if is_sure and is_open and best.person_id not in taken:
        return Recognition(verdict=Verdict.RECOGNISED, because=Because.VERY_ALIKE, person_id=best.person_id)
    because = exact.because
    if exact.verdict is Verdict.UNKNOWN:
        because = Because.TAKEN if is_sure else Because.MAY_BE
    rivals = dict.fromkeys((*(each.person_id for each in possible), *exact.rivals))
    return Recognition(verdict=Verdict.HELD, because=because, rivals=tuple(rivals))


def _likeliest(likeness: Likeness) -> tuple[float, int]:
    return -likeness.score, likeness.person_id


def _by_identifier(row: Description, owners: list[Candidate], possible: list[Candidate]) -> Recognition:
    if len(owners) > 1:
        return _held(Because.IDENTIFIERS_DISAGREE, owners)
    [owner] = owners
    known = owner.description
    given, family = _given_agrees(row, known), _family_agrees(row, known)
    if row.birth_date is None:
        agrees = given and family
        return _sure(owner, Because.IDENTIFIER_AND_NAMES) if agrees else _held(Because.IDENTIFIER_OF_ANOTHER, owners)
    if row.birth_date == known.birth_date:
        if given:
            return _sure(owner, Because.IDENTIFIER_AND_BIRTH_DATE)
        twins = [other for other in possible if other is not owner and _is_twin(other.description, known)]
        if family and twins:
            return _held(Because.IDENTIFIER_BUT_TWIN, [owner, *twins])
        if family or _alone_may_be(row, owner, possible):
            return _sure(owner, Because.IDENTIFIER_AND_BIRTH_DATE)
        return _held(Because.IDENTIFIER_OF_ANOTHER, owners)
    return _held(Because.IDENTIFIER_BUT_BIRTH_DATE if given and family else Because.IDENTIFIER_OF_ANOTHER, owners)


def _alone_may_be(row: Description, owner: Candidate, possible: Sequence[Candidate]) -> bool:
    """Return whether the names may agree but for letters lost, and those of nobody else born that day may."""
    meant = [
        other.person_id
        for other in possible
        if _same(row.birth_date, other.description.birth_date)
        and _may_agree(row.given_names, other.description.given_names)
        and _may_agree(row.family_names, other.description.family_names)
    ]
    return meant == [owner.person_id]


def _may_agree(names: frozenset[str], others: frozenset[str]) -> bool:
    return may_agree(names, others) or may_agree(others, names)


def _by_description(row: Description, possible: list[Candidate]) -> Recognition:
    alike = [
        other
        for other in possible
        if _given_agrees(row, other.description)
        and _family_agrees(row, other.description)
        and _same(row.birth_date, other.description.birth_date)
    ]
    clear = [other for other in alike if not _identifiers_differ(row, other.description)]
    exact = [other for other in clear if _same(row.postcode, other.description.postcode)]
    if len(exact) == 1:
        return _sure(exact[0], Because.NAME_BIRTH_DATE_POSTCODE)
    if exact:
        return _held(Because.SEVERAL_ALIKE, exact)
    if clear:
        return _held(Because.NAME_AND_BIRTH_DATE, clear)
    if alike:
        return _held(Because.OTHER_IDENTIFIER, alike)
    near = [other for other in possible if _is_near(row, other.description)]
    return _held(Because.ALMOST, near) if near else Recognition(verdict=Verdict.UNKNOWN, because=Because.NOBODY_ALIKE)


def _is_near(row: Description, known: Description) -> bool:
    """
    Return whether two of birth date, given and family name agree at one postcode, and no identifier tells them apart.
    """
    if _identifiers_differ(row, known) or not _same(row.postcode, known.postcode):
        return False
    agreements = (_same(row.birth_date, known.birth_date), _given_agrees(row, known), _family_agrees(row, known))
    return sum(agreements) >= 2


def _shared_identifiers(row: Description, known: Description) -> list[str]:
    return [kind for kind, values in row.identifiers.items() if values & known.identifiers.get(kind, frozenset())]


def _identifiers_differ(row: Description, known: Description) -> bool:
    shared = row.identifiers.keys() & known.identifiers.keys()
    return any(row.identifiers[kind].isdisjoint(known.identifiers[kind]) for kind in shared)


def _is_twin(other: Description, known: Description) -> bool:
    return _same(other.birth_date, known.birth_date) and _family_agrees(other, known)


def _given_agrees(one: Description, other: Description) -> bool:
    return bool(one.given_names & other.given_names)


def _family_agrees(one: Description, other: Description) -> bool:
    return bool(one.family_names & other.family_names)


def _same(one: date | str | None, other: date | str | None) -> bool:
    return one is not None and one == other


def _sure(candidate: Candidate, because: Because) -> Recognition:
    return Recognition(verdict=Verdict.RECOGNISED, because=because, person_id=candidate.person_id)


def _held(because: Because, rivals: Sequence[Candidate]) -> Recognition:
    return Recognition(
        verdict=Verdict.HELD, because=because, rivals=tuple(sorted(candidate.person_id for candidate in rivals))
    )
