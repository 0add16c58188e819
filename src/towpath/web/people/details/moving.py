"""What an address outside the council asks for next."""

from collections.abc import Mapping
from typing import Any

from towpath.organisation.queries import settings_on
from towpath.people.queries import organisation_of
from towpath.rules.residence import lives_within, postcode_areas
from towpath.web.people.reading import Subject

HAND_OVER = (
    "This address is outside your council. You go on answering for them until somebody says that another council does: "
    "choose “They moved to another council” on their timeline."
)


def hand_over_words(subject: Subject, answers: Mapping[str, Any]) -> str:
    """Return what to do about an address that lies elsewhere; empty where it does not, or a postcode cannot say."""
    listed = str(settings_on(organisation_of(subject.viewer), subject.on)["residence.postcodes"])
    return HAND_OVER if lives_within(answers.get("postcode"), postcode_areas(listed)) is False else ""
