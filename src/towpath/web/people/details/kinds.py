"""Every kind of detail that can be put right by hand: its words, its questions, and the action that records it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from towpath.access import Viewer
from towpath.contact.sending import stop_contact
from towpath.people.actions import (
    add_contact_route,
    record_address,
    record_care_fact,
    record_characteristic,
    record_name,
    record_number,
    record_relative,
    record_sharing_limit,
)
from towpath.people.actions.putting_right import FORMER
from towpath.people.kinds import LEAVE, Kind
from towpath.people.queries import Said
from towpath.web.people.details import presenters
from towpath.web.people.details.forms import (
    ENDED,
    MISTAKE,
    AddressForm,
    CareForm,
    CharacteristicForm,
    Choices,
    DetailForm,
    NameForm,
    NumberForm,
    RelativeForm,
    RouteForm,
    SharingForm,
    StopForm,
)
from towpath.web.people.details.moving import hand_over_words
from towpath.web.people.details.presenters import Words
from towpath.web.people.reading import Subject


@dataclass(frozen=True, slots=True, kw_only=True)
class Detail:
    """
    One kind of detail.

    `record` takes `person`, `source`, `by`, `at`, the id that it `replaces` or None, and the form's answers by name.
    `afterwards` says what to do next once one was saved, where there is anything.
    `ways` are the reasons why one is not to be used any more. `follows` says that a new one ends the one before it, so
    that two people adding one at once must see each other's.
    """

    kind: Kind
    heading: str
    one: str
    nothing: str
    form: type[DetailForm]
    record: Callable[..., None]
    words: Words
    ways: Choices
    asks_last_day: bool = True
    follows: bool = False
    hint: str = ""
    afterwards: Callable[[Subject, Mapping[str, Any]], str] = lambda subject, answers: ""
    can_end: Callable[[Said], bool] = lambda says: True

    def ways_of(self, says: Said) -> Choices:
        """Return why this one may be not to be used any more; what cannot end can still have been a mistake."""
        return [way for way in self.ways if way[0] != ENDED or self.can_end(says)]


DETAILS: tuple[Detail, ...] = (
    Detail(
        kind=Kind.CONTACT_ROUTES,
        heading="How to reach them",
        one="a way to reach them",
        nothing="No phone number, e-mail address or other way to reach them is recorded.",
        form=RouteForm,
        record=add_contact_route,
        words=presenters.route_words,
        ways=((ENDED, "It does not reach them any more"), (MISTAKE, "It was never theirs: recorded by mistake")),
        asks_last_day=False,
    ),
    Detail(
        kind=Kind.ADDRESSES,
        heading="Where they live",
        one="an address",
        nothing="No address is recorded.",
        form=AddressForm,
        record=record_address,
        words=presenters.address_words,
        ways=((ENDED, "They do not live there any more"), (MISTAKE, "They never lived there: recorded by mistake")),
        follows=True,
        hint="Have they moved? Add the new address: the one before it ends by itself.",
        afterwards=hand_over_words,
    ),
    Detail(
        kind=Kind.NAMES,
        heading="Names",
        one="a name",
        nothing="No name is recorded.",
        form=NameForm,
        record=record_name,
        words=presenters.name_words,
        ways=((ENDED, "They do not use it any more: keep it as a former name"), (MISTAKE, "It was never their name")),
        asks_last_day=False,
        can_end=lambda says: getattr(says, "kind", "") == "preferred",
    ),
    Detail(
        kind=Kind.CHARACTERISTICS,
        heading="Needs and circumstances",
        one="a need or circumstance",
        nothing="None is recorded.",
        form=CharacteristicForm,
        record=record_characteristic,
        words=presenters.characteristic_words,
        ways=((ENDED, "It is not so any more"), (MISTAKE, "It was never so: recorded by mistake")),
    ),
    Detail(
        kind=Kind.CARE,
        heading="Care",
        one="a care fact",
        nothing="Nothing is recorded.",
        form=CareForm,
        record=record_care_fact,
        words=presenters.care_words,
        ways=((ENDED, "It is not so any more"), (MISTAKE, "It was never so: recorded by mistake")),
        follows=True,
        hint="Is there a new worker from a certain day? Add it as new from that day: what was before ends by itself.",
    ),
    Detail(
        kind=Kind.FAMILY,
        heading="Family",
        one="a member of the family",
        nothing="Nobody is recorded here. A link that is kept on a relative’s own record is shown on the overview.",
        form=RelativeForm,
        record=record_relative,
        words=presenters.relative_words,
        ways=((ENDED, "They are not family in this way any more"), (MISTAKE, "They never were: recorded by mistake")),
    ),
    Detail(
        kind=Kind.NUMBERS,
        heading="Numbers",
        one="a number",
        nothing="No UPN, ULN or other number is recorded.",
        form=NumberForm,
        record=record_number,
        words=presenters.number_words,
        ways=((ENDED, "It was theirs and is not used any more"), (MISTAKE, "It was never theirs")),
        asks_last_day=False,
        can_end=lambda says: getattr(says, "kind", "") in FORMER,
    ),
    Detail(
        kind=Kind.SHARING,
        heading="Limit on sharing",
        one="a limit on sharing",
        nothing="No limit is in force. Schools and colleges may share what the law lets them.",
        form=SharingForm,
        record=record_sharing_limit,
        words=presenters.sharing_words,
        ways=((ENDED, "They lifted it"), (MISTAKE, "Nobody asked for it: recorded by mistake")),
        follows=True,
    ),
    Detail(
        kind=Kind.STOPS,
        heading="Not to be contacted",
        one="a reason not to contact them",
        nothing="We may contact them.",
        form=StopForm,
        record=stop_contact,
        words=presenters.stop_words,
        ways=((ENDED, "They are glad to hear from us again"), (MISTAKE, "It was never so: recorded by mistake")),
        can_end=lambda says: getattr(says, "kind", "") != "died",
        hint="Once you save, every message that waits to go to them, or to a parent about them, is stopped.",
    ),
)

BY_KIND: Mapping[str, Detail] = {detail.kind.value: detail for detail in DETAILS}


def kinds_changeable_by(viewer: Viewer) -> list[str]:
    """Return the kinds of detail that somebody may put right, by the word that the address uses."""
    if not viewer.may("people.edit"):
        return []
    return [name for name, detail in BY_KIND.items() if viewer.may(LEAVE[detail.kind])]
