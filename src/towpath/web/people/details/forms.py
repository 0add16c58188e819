"""What is asked about each kind of detail; every answer is named as the action that takes it names it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms

from towpath.people.actions.identity import GIVEN_AS
from towpath.web.forms.fields import DateField
from towpath.web.forms.form import ONCE, VersionedForm
from towpath.web.people.words import ASKED_BY, BELONGS_TO, CARE, IDENTIFIERS, ROUTES, STOPS

Choices = Sequence[tuple[str, str]]

YES_OR_NO: Choices = (("yes", "Yes"), ("no", "No"))
KNOWN_OR_NOT: Choices = (("yes", "Yes"), ("no", "No"), ("unknown", "We do not know"))
ENDED, MISTAKE = "ended", "mistake"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """
    What the questions depend on: `leave_out` names those not asked this time, `choices` gives what may be chosen where
    that varies, and `days_held` names the days that are known, which may be corrected and not forgotten.
    """

    leave_out: frozenset[str] = frozenset()
    days_held: frozenset[str] = frozenset()
    choices: Mapping[str, Choices] = field(default_factory=dict)


class DetailForm(VersionedForm):
    """One detail of somebody, added or corrected. `taken_by` is the id of whoever has the number that was given."""

    taken_by: int | None = None

    def __init__(self, *args: Any, asked: Asked, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = asked
        for name in asked.leave_out & set(self.fields):
            del self.fields[name]
        for name in asked.choices.keys() & set(self.fields):
            self.fields[name].choices = list(asked.choices[name])  # type: ignore[attr-defined]

    def filled_with(self, typed: Any) -> "DetailForm":
        """Return the same questions with these answers."""
        return type(self)(typed, asked=self.asked)

    def clean(self) -> dict[str, Any]:
        """Ask again for a day that is held and was emptied: an action would keep it, and the page would not say so."""
        given = super().clean() or self.cleaned_data
        for name in self.asked.days_held & set(self.fields) - set(self.errors):
            if given.get(name) is None:
                self.add_error(name, "We hold a day here. Give the right one.")
        return given

    @property
    def says_the_same(self) -> bool:
        """Return whether every answer is what the form was filled with."""
        return not set(self.changed_data) - {ONCE, "version", "keep_old"}

    def answers(self) -> dict[str, Any]:
        """Return every answer by the name that the action gives it."""
        return {name: given for name, given in self.cleaned_data.items() if name not in (ONCE, "version")}


def one_line(label: str, *, most: int, help_text: str = "", required: bool = False) -> forms.CharField:
    """Return a question with a short answer, which a browser neither corrects nor remembers for the next person."""
    widget = forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"})
    return forms.CharField(label=label, max_length=most, help_text=help_text, required=required, widget=widget)


def radios(label: str, choices: Choices = (), *, help_text: str = "") -> forms.ChoiceField:
    """Return a question with a few answers to choose one from."""
    return forms.ChoiceField(label=label, choices=list(choices), help_text=help_text, widget=forms.RadioSelect)


class RouteForm(DetailForm):
    """A way to reach somebody."""

    kind = radios("What is it?", [*ROUTES.items()])
    value = one_line("Number or address", most=254, required=True)
    belongs_to = radios("Whose is it?", [*BELONGS_TO.items()])
    owner_name = one_line("Name of whoever it belongs to", most=200, help_text="Only if it is not their own.")
    is_safe = radios(
        "Is it safe to use?",
        KNOWN_OR_NOT,
        help_text="Choose no if somebody who must not know might answer it or read it.",
    )


class AddressForm(DetailForm):
    """Where somebody lives."""

    address_line_1 = one_line("Address line 1", most=120)
    address_line_2 = one_line("Address line 2 (optional)", most=120)
    address_line_3 = one_line("Address line 3 (optional)", most=120)
    address_line_4 = one_line("Address line 4 (optional)", most=120)
    town = one_line("Town or city", most=80)
    county = one_line("County (optional)", most=80)
    postcode = one_line("Postcode", most=12)
    from_date = DateField(label="Since what day? (optional)", help_text="For example, 10 1 2026.", required=False)
    is_protected = radios(
        "Must it be kept from others?",
        YES_OR_NO,
        help_text="A protected address, and every one before and after it, is shown only to specialists and managers.",
    )
    care_of = one_line(
        "Where may letters go instead?",
        most=300,
        help_text="Only for a protected address. Everybody else sees this in its place.",
    )

    def clean_is_protected(self) -> bool:
        """Return the answer as the action takes it."""
        return bool(self.cleaned_data["is_protected"] == "yes")


class NameForm(DetailForm):
    """What somebody is called. The kind is asked of a new name alone, and what happened of one that is changed."""

    kind = radios(
        "What kind of name is it?",
        (("preferred", "The name they want to be called"), ("legal", "Their legal name"), ("former", "A former name")),
    )
    given_name = one_line(
        "Given name", most=100, help_text="If they have one name only, give it as the family name and put a dash here."
    )
    middle_names = one_line("Middle names (optional)", most=100)
    family_name = one_line("Family name", most=100)
    keep_old = radios(
        "What happened?",
        (("no", "It was written down wrongly"), ("yes", "Their name has changed: keep the old one as a former name")),
    )

    def clean_keep_old(self) -> bool:
        """Return the answer as the action takes it."""
        return bool(self.cleaned_data["keep_old"] == "yes")


def _last_day() -> DateField:
    return DateField(label="What was the last day?", help_text="For example, 30 1 2026.", required=False)


class CharacteristicForm(DetailForm):
    """A published characteristic, who disclosed it, and when to ask whether it is still so."""

    code = forms.ChoiceField(label="What is it?", choices=())
    disclosed_by = one_line("Who told us? (optional)", most=120, help_text="For example, Wren, or her school.")
    from_date = DateField(label="Since what day? (optional)", help_text="For example, 10 1 2026.", required=False)
    to_date = _last_day()
    reconfirm_date = DateField(
        label="When should we ask again? (optional)", help_text="For example, 31 7 2026.", required=False
    )


class CareForm(DetailForm):
    """What somebody is in the law on care, the councils that answer for them, and who works with them."""

    kind = radios("What are they in the law on care?", [*CARE.items()])
    from_date = DateField(label="Since what day? (optional)", help_text="For example, 10 1 2026.", required=False)
    to_date = _last_day()
    responsible_council = forms.ChoiceField(label="Responsible council (optional)", choices=(), required=False)
    placing_council = forms.ChoiceField(
        label="Placing council (optional)",
        help_text="Only if another council placed them here.",
        choices=(),
        required=False,
    )
    social_worker = one_line("Social worker (optional)", most=120)
    personal_adviser = one_line("Personal adviser (optional)", most=120)


class RelativeForm(DetailForm):
    """Who is family to somebody, and what may pass between them. Who it is, is asked only of a new link."""

    relative = forms.ChoiceField(label="Who is it?", choices=(), required=False, widget=forms.RadioSelect)
    given_name = one_line("Given name", most=100, help_text="Only for somebody not listed above.")
    family_name = one_line("Family name", most=100, help_text="Only for somebody not listed above.")
    relation = one_line(
        "What are they to this young person?", most=40, required=True, help_text="For example, mother, uncle or carer."
    )
    has_responsibility = radios("Do they have parental responsibility?", KNOWN_OR_NOT)
    lives_with = radios("Do they live together?", KNOWN_OR_NOT)
    must_not_be_told = radios(
        "Must they be told nothing?",
        YES_OR_NO,
        help_text="Choose yes if it is not safe for them to know anything about this young person.",
    )

    def clean_must_not_be_told(self) -> bool:
        """Return the answer as the action takes it."""
        return bool(self.cleaned_data["must_not_be_told"] == "yes")


class NumberForm(DetailForm):
    """A number that somebody goes by. The kind is asked of a new number alone."""

    kind = radios("What kind of number is it?", [(kind, IDENTIFIERS[kind]) for kind in GIVEN_AS])
    value = one_line("Number", most=64, required=True)
    issuer = one_line(
        "Who gave it?", most=64, help_text="Only for a local number or a temporary UPN. For example, the school’s name."
    )
    keep_old = radios(
        "What happened?",
        (("no", "It was written down wrongly"), ("yes", "They were given another: keep the old one as a former one")),
    )

    def clean_keep_old(self) -> bool:
        """Return the answer as the action takes it."""
        return bool(self.cleaned_data["keep_old"] == "yes")


class SharingForm(DetailForm):
    """A limit on what a school or college may share with the service: who asked for it, and since when."""

    asked_by = radios(
        "Who asked for it?",
        [*ASKED_BY.items()],
        help_text=(
            "Schools and colleges may then tell us a name, address and date of birth, and nothing more. "
            "Tell them too: a list that does not say so is read in full."
        ),
    )
    from_date = DateField(label="Since what day? (optional)", help_text="For example, 10 1 2026.", required=False)
    to_date = _last_day()


class StopForm(DetailForm):
    """Why nobody may contact somebody, who said so, and since when and until when."""

    kind = radios("What has happened?", [*STOPS.items()])
    told_by = one_line("Who told us? (optional)", most=120, help_text="For example, Wren, or her aunt.")
    from_date = DateField(
        label="Since what day? (optional)",
        help_text="The day they died or asked, where you know it. For example, 10 1 2026.",
        required=False,
    )
    until_date = DateField(
        label="Until what day? (optional)",
        help_text="Only if they asked to be left alone for a while. For example, 31 8 2026.",
        required=False,
    )


class EndForm(VersionedForm):
    """Why a detail is not to be used any more, and its last day where that is asked."""

    why = radios("Why?")
    to_date = DateField(
        label="What was the last day?", help_text="Only if it was so. For example, 30 1 2026.", required=False
    )

    def __init__(self, *args: Any, ways: Choices, asks_last_day: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._ways, self._asks = ways, asks_last_day
        self.fields["why"].choices = list(ways)  # type: ignore[attr-defined]
        if not asks_last_day:
            del self.fields["to_date"]

    def filled_with(self, typed: Any) -> "EndForm":
        """Return the same questions with these answers."""
        return EndForm(typed, ways=self._ways, asks_last_day=self._asks)

    def clean(self) -> dict[str, Any]:
        """Ask for the last day of what was so."""
        given = super().clean() or self.cleaned_data
        if given.get("why") == ENDED and self._asks and "to_date" not in self.errors and not given.get("to_date"):
            self.add_error("to_date", "Give the last day on which it was so.")
        return given
