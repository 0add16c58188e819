"""What the states and changes of school lists are called on pages."""

from collections.abc import Mapping

from towpath.rules.risk.lists import Change
from towpath.web.parts import Tag

STANDINGS: Mapping[str, Tag] = {
    "undecided": Tag("Not decided yet", "yellow"),
    "kept": Tag("Kept on the list", "blue"),
    "taken_off": Tag("Taken off", "grey"),
}
ADDED = Tag("Added by people", "teal")

SAID: Mapping[str, str] = {
    "kept": "Keep on the list",
    "taken_off": "Take off the list",
    "commented": "Only leave a comment",
}
ENTRIES: Mapping[str, str] = {
    "kept": "Kept on the list",
    "taken_off": "Taken off the list",
    "added": "Added to the list",
    "commented": "Comment",
}

CHANGES: Mapping[Change, str] = {
    Change.NEW: "New on the list",
    Change.RISEN: "Higher band than last time",
    Change.OTHER_REASONS: "Same band, other reasons",
    Change.FALLEN: "Lower band than last time",
    Change.LEFT: "No longer on the list",
}

OBJECTED_BY: Mapping[str, str] = {"young_person": "The young person", "parent": "A parent or carer"}
DECISIONS: Mapping[str, str] = {
    "upheld": "Agree: they are not scored",
    "refused": "Do not agree: the next scoring may look at them",
    "taken_back": "They have taken it back",
}
