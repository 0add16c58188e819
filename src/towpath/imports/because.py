"""Why a row waits for a person, or came to less than it says: the words for each reason that a row may carry."""

from collections.abc import Mapping

from towpath.rules.recognition import Because

BECAUSE: Mapping[str, str] = {
    **{because.name.lower(): because.value for because in Because},
    "nobody": "Nobody we know is like this.",
    "elsewhere": "Nobody we know is like this, and the postcode lies in another council: they may be theirs.",
    "parked": "Somebody chose to leave this row out.",
    "reading": "We can read this row, but something in it is doubtful. Somebody must look first.",
    "conflict": "It says something different from what somebody else told us lately. Decide which to go by.",
    "left_nothing": "It says that they left, but we do not hold what they left.",
    "late": "We hold later news. This is kept in their history and changes nothing today.",
    "kept_ours": "It says something otherwise of who they are. We keep what we hold.",
    "here_nothing": "It says that they are still there, but we do not hold what they do there. Record it first.",
    "here_another": "It says that they are still there, but somebody else has them elsewhere. Ask which is so.",
    "proposed": "Kept as proposed: it counts as their status once somebody has agreed.",
    "died": "They have died. What it says they did afterwards was not recorded.",
    "left_another": "They are somewhere else by now, so that they left here changes nothing.",
}

OF_A_POSTCODE = frozenset({"name_birth_date_postcode", "several_alike", "name_and_birth_date", "almost"})
"""Reasons that say whether a postcode agrees, and so where somebody lives."""


def because_words(because: str, *, is_hidden: bool, otherwise: str = "") -> str:
    """
    Return a reason in words; with `is_hidden` one that says nothing of where anybody lives.

    What it then says is said of a mere likeness too, or it would say by itself that the postcode agrees.
    """
    if is_hidden and because in OF_A_POSTCODE:
        return Because.MAY_BE.value
    return BECAUSE.get(because, otherwise)


SAID_BY_PROBLEMS = ("", "reading", "died")
"""Reasons that add nothing where a row's problems stand beside them, for those say it of the very cell."""
