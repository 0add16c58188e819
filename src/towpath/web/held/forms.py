"""What is asked about a request for what is held, about each text in it, and about a hold."""

from datetime import date
from typing import Any

from django import forms

from towpath.rules.subject_access import GROUNDS
from towpath.web.forms.fields import DateField
from towpath.web.forms.form import Form, VersionedForm

ASKED_BY = (
    ("young_person", "The young person"),
    ("parent", "A parent, for them"),
    ("carer", "A carer, for them"),
    ("other", "Somebody else, for them, such as a solicitor"),
)
SHOWN = (
    ("known", "Somebody who works with them knows them"),
    ("document", "By a document"),
    ("called_back", "We rang them back on a number we had"),
    ("authority", "By a signed note from the young person"),
)
IDENTITY = (*SHOWN, ("not_yet", "Not yet: we have asked"))
CHOICES = (
    ("include", "It goes as it is"),
    ("redact", "It goes with the words below in its place"),
    ("withhold", "It is kept back, on the ground below"),
)
CLOSED = (("taken_back", "They took it back"), ("refused", "We refuse it"))
REASONS = (
    ("complaint", "A complaint"),
    ("court", "A court case"),
    ("inquiry", "An inquiry"),
    ("other", "Something else"),
)


def _long(label: str, help_text: str = "", *, rows: int = 4, required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=help_text, required=required, widget=forms.Textarea(attrs={"rows": rows})
    )


class AskForm(Form):
    asked_by = forms.ChoiceField(label="Who asks?", choices=ASKED_BY, widget=forms.RadioSelect)
    asker_name = forms.CharField(label="Their name, where somebody asks for them", max_length=120, required=False)
    words = _long(
        "What did they ask for? (optional)", "In their own words. Asking for everything is enough.", required=False
    )
    received_date = DateField(label="On what day did it reach us?")
    identity = forms.ChoiceField(label="How do you know who is asking?", choices=IDENTITY, widget=forms.RadioSelect)
    identity_shown_date = DateField(
        label="Since what day do you know?",
        help_text="Leave this empty where they have not shown it yet.",
        required=False,
    )

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("received_date", on)
        for name in ("received_date", "identity_shown_date"):
            self.fields[name].latest = on  # type: ignore[attr-defined]


class IdentityForm(VersionedForm):
    identity = forms.ChoiceField(label="How did they show who they are?", choices=SHOWN, widget=forms.RadioSelect)
    shown_date = DateField(label="On what day?")


class QuestionForm(VersionedForm):
    words = _long("What did you ask them?", "The clock stands still from today until they answer. It does so once.")


class AnswerForm(VersionedForm):
    words = _long("What did they say?", "The clock goes on from today.")


class MoreTimeForm(VersionedForm):
    words = _long("Why is more time needed?", "As you told them today. It must be complex, or one of many from them.")


class CloseForm(VersionedForm):
    closed_as = forms.ChoiceField(label="How does it end?", choices=CLOSED, widget=forms.RadioSelect)
    words = _long("Why?", "Where we refuse, name the ground in law, as you told them.", required=False)


class LookForm(Form):
    """What becomes of one text, or of one whole entry, whose words cannot be changed all at once."""

    item = forms.CharField(widget=forms.HiddenInput, required=False)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    choice = forms.ChoiceField(label="What becomes of it?", choices=CHOICES, widget=forms.RadioSelect)
    words = _long("Words in its place", "Change these until nobody else can be told from them.", rows=5, required=False)
    ground = forms.ChoiceField(
        label="Ground for keeping it back",
        choices=[("", "None"), *((code, ground.words) for code, ground in GROUNDS.items())],
        required=False,
    )

    def __init__(self, *args: Any, is_whole: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_whole:
            del self.fields["words"]
            self.fields["choice"].choices = [each for each in CHOICES if each[0] != "redact"]  # type: ignore[attr-defined]


class HoldForm(Form):
    reason = forms.ChoiceField(label="Why must it be kept?", choices=REASONS, widget=forms.RadioSelect)
    words = _long("In words", "Who asked for it, and until when it may last.")


class LiftForm(Form):
    words = _long("Why need it not be kept any more?")
