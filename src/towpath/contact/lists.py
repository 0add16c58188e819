"""What can come of trying to reach somebody, and how: lists that a council may change, as they come in `lists.csv`."""

from dataclasses import dataclass

from towpath.organisation.lists import Choice, ChoiceList, shipped

NOTED, ANOTHER_WAY = "noted", "other"

_SHIPPED = shipped("towpath.contact")

OUTCOMES = ChoiceList(
    "contact_outcome",
    "What came of a contact",
    _SHIPPED["contact_outcome"],
    asks="What does it count as?",
    meanings={
        "conversation.Y": "A conversation with the young person",
        "conversation.F": "A conversation with a parent or carer, not with them",
        "conversation.N": "A conversation with somebody else who knows them",
        "visit.Y": "A visit at which the young person was seen",
        "visit.F": "A visit at which a parent or carer was seen, and not they",
        "message.Y": "A message from the young person",
        "message.N": "A message to them, not answered yet",
        "attempt.N": "An attempt that reached nobody",
        "note.N": "A note: neither a contact nor an attempt",
    },
)
CHANNELS = ChoiceList("contact_channel", "How a contact was made", _SHIPPED["contact_channel"])

LISTS = (OUTCOMES, CHANNELS)


@dataclass(frozen=True, slots=True)
class Meaning:
    """
    What an outcome makes of an event: its kind, and whom it `reached`.

    That is Y where the young person was, F where family were and they were not, and N where neither was: an attempt is
    not a contact.
    """

    kind: str
    reached: str


def meaning_of(outcome: Choice) -> Meaning:
    """Return what an outcome makes of an event."""
    return Meaning(*outcome.means[0].split("."))
