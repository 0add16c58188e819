"""
Families: what a relation makes of two people, told from either side, and which number may be rung.

The words for a relation are whatever staff typed, so a word we do not know is shown as it stands and guessed at never.
"""

import re
from enum import StrEnum


class FamilyPart(StrEnum):
    """The part of a family that somebody belongs to, as seen from one young person."""

    PARENT = "parent"
    CARER = "carer"
    SIBLING = "sibling"
    CHILD = "child"
    OTHER = "other"


_STEPS = ("", "step", "half", "foster", "adoptive", "adopted", "birth", "twin")
_PARENTS = {"mother", "father", "mum", "mam", "dad", "parent"}
_CARERS = {"carer", "fostercarer", "kinshipcarer", "guardian", "legalguardian", "specialguardian"}
_SIBLINGS = {"brother", "sister", "sibling", "twin", "brotherorsister"}
_CHILDREN = {"son", "daughter", "child"}
_BACK = {
    "grandmother": "Grandchild",
    "grandfather": "Grandchild",
    "grandparent": "Grandchild",
    "nan": "Grandchild",
    "grandad": "Grandchild",
    "aunt": "Niece or nephew",
    "uncle": "Niece or nephew",
    "niece": "Aunt or uncle",
    "nephew": "Aunt or uncle",
    "cousin": "Cousin",
    "partner": "Partner",
}


def part_of(relation: str) -> FamilyPart:
    """Return the part of somebody's family that whoever is this to them belongs to."""
    word = _letters(relation)
    if word in _CARERS:
        return FamilyPart.CARER
    for words, part in (
        (_PARENTS, FamilyPart.PARENT),
        (_SIBLINGS, FamilyPart.SIBLING),
        (_CHILDREN, FamilyPart.CHILD),
    ):
        if any(word == f"{step}{each}" for step in _STEPS for each in words):
            return part
    return FamilyPart.OTHER


def part_from_there(relation: str) -> FamilyPart:
    """Return the part of a relative's own family that the person belongs to, who has this relation to them recorded."""
    turned = {
        FamilyPart.PARENT: FamilyPart.CHILD,
        FamilyPart.CARER: FamilyPart.CHILD,
        FamilyPart.CHILD: FamilyPart.PARENT,
    }
    part = part_of(relation)
    return turned.get(part, part)


def words_from_there(relation: str) -> str:
    """
    Return what the person is to a relative of this relation, or an empty text where the word is not one we know.

    A brother has a brother or a sister: which of the two, his being a brother does not say.
    """
    said = {
        FamilyPart.PARENT: "Child",
        FamilyPart.CARER: "Cared for by them",
        FamilyPart.SIBLING: "Brother or sister",
        FamilyPart.CHILD: "Parent",
    }
    return said.get(part_of(relation)) or _BACK.get(_letters(relation), "")


def may_be_used(*, is_safe: str, belongs_to: str, somebody_must_not_be_told: bool) -> bool:
    """
    Return whether a number or address may be offered to reach somebody.

    One said to be unsafe never is. Where somebody of the family must not be told, one that is not their own may be
    that relative's, and is offered only where it was said to be safe.

    :param is_safe: "yes", "no" or "unknown"
    :param belongs_to: "self" where it is their own
    """
    if is_safe == "no":
        return False
    return is_safe == "yes" or belongs_to == "self" or not somebody_must_not_be_told


def gives_address_away(*, is_protected: bool, lives_with: str, has_open_address: bool) -> bool:
    """Return whether the address of a relative they live with shows where somebody lives whose own is protected."""
    return is_protected and lives_with == "yes" and has_open_address


def _letters(relation: str) -> str:
    return re.sub(r"[^a-z]", "", relation.casefold())
