"""What is asked of whoever answers referrals, leads a panel, or says where an adviser sits."""

from datetime import date, datetime, time, timedelta

from django import forms
from django.core.exceptions import ValidationError

from towpath.clock import LONDON
from towpath.contact.actions import NextStep
from towpath.referrals.decline_reasons import decline_reasons
from towpath.referrals.door import WEEKDAYS
from towpath.web.forms.fields import DateField
from towpath.web.forms.form import ChoosingForm, Form
from towpath.web.people.words import LEVELS_OF_NEED
from towpath.web.referrals.presenters import HOW

NEW = "new"


def _text(label: str, hint: str = "", *, most: int = 4000, required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=hint, max_length=most, required=required, widget=forms.Textarea(attrs={"rows": 5})
    )


class AcceptForm(ChoosingForm):
    person = forms.ChoiceField(
        label="Who is it about?",
        help_text="Compare names and dates of birth. Nothing on a record we hold is overwritten.",
        choices=(),
        widget=forms.RadioSelect,
        error_messages={"required": "Say who it is about."},
    )
    adviser = forms.ChoiceField(label="Adviser", help_text="An open case stays with its adviser.", choices=())
    level_of_need = forms.ChoiceField(
        label="Level of need",
        choices=list(LEVELS_OF_NEED.items()),
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how much help they need."},
    )
    step = forms.CharField(label="What is to be done first?", initial="Get in touch", max_length=300)
    due_date = DateField(label="By what day?")

    def next_step(self) -> NextStep:
        """Return what comes first."""
        return NextStep(self.cleaned_data["due_date"], self.cleaned_data["step"])


class DeclineForm(ChoosingForm):
    reason = forms.ChoiceField(
        label="Why is it declined?",
        choices=[(reason.code, reason.words) for reason in decline_reasons().values()],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose why it is declined."},
    )
    words = _text("Anything to note (optional)", "For us. The referrer is not told this.", required=False)


class AskForm(ChoosingForm):
    words = _text("What do you need to know?", "The referrer is told this word for word.")


class ReplyForm(ChoosingForm):
    words = _text("What did they say?", most=10_000)


class WithdrawForm(ChoosingForm):
    words = _text("Who took it back, and why?")


class PassOnForm(ChoosingForm):
    agency = forms.ChoiceField(
        label="To whom?",
        choices=(),
        widget=forms.RadioSelect,
        error_messages={"required": "Choose an agency."},
    )
    is_agreed = forms.BooleanField(
        label="They know where it goes and do not object",
        help_text="The young person, or whoever answers for them. Ask first.",
        error_messages={"required": "Ask them first. Tick the box once they know and do not object."},
    )
    words = _text("Anything to note (optional)", required=False)


class ToldForm(ChoosingForm):
    how = forms.ChoiceField(
        label="How did you tell them?",
        choices=HOW,
        widget=forms.RadioSelect,
        error_messages={"required": "Say how you told them."},
    )


def _time(label: str, hint: str = "") -> forms.CharField:
    return forms.CharField(label=label, help_text=hint, max_length=8)


def _read_time(typed: str) -> time:
    """Return the time of day that was typed, as 14:00, 2pm or 2.30pm."""
    said = typed.strip().lower().replace(" ", "").replace(".", ":")
    for shape in ("%H:%M", "%I%p", "%I:%M%p"):
        try:
            return datetime.strptime(said, shape).replace(tzinfo=LONDON).time()
        except ValueError:
            continue
    raise ValidationError(f"Give a time such as 2pm or 14:30. You typed {typed}.")


class CallForm(Form):
    name = forms.CharField(label="What is the panel called?", max_length=120)
    meets_date = DateField(label="Day")
    meets_time = _time("Time", "For example, 2pm or 14:30.")

    def clean_meets_time(self) -> time:
        return _read_time(self.cleaned_data["meets_time"])

    def meets_at(self) -> datetime:
        """Return the moment it meets, by London clocks."""
        return datetime.combine(self.cleaned_data["meets_date"], self.cleaned_data["meets_time"], LONDON)


class AgendaForm(ChoosingForm):
    referral = forms.ChoiceField(label="Which referral?", choices=())


class DecideForm(ChoosingForm):
    decision = _text("What was decided?")


class ActionForm(ChoosingForm):
    words = forms.CharField(
        label="What is to be done?",
        help_text="Do not name the young person: the reference says whom it is about.",
        max_length=280,
    )
    owner = forms.ChoiceField(label="By whom?", choices=())
    due_date = DateField(label="By what day?")


class CloseForm(ChoosingForm):
    attended = _text("Who was there?", "One a line, with whom they speak for.")
    minutes = _text("What else was said? (optional)", most=10_000, required=False)


class DropInForm(ChoosingForm):
    site = forms.ChoiceField(label="Where?", choices=())
    adviser = forms.ChoiceField(label="Who sits there?", choices=())
    weekday = forms.ChoiceField(label="On which day?", choices=[(str(n), day) for n, day in enumerate(WEEKDAYS)])
    opens_at = _time("From", "For example, 2pm or 14:30.")
    closes_at = _time("To")
    from_date = DateField(label="First day")

    def clean_opens_at(self) -> time:
        return _read_time(self.cleaned_data["opens_at"])

    def clean_closes_at(self) -> time:
        return _read_time(self.cleaned_data["closes_at"])


class EndForm(Form):
    to_date = DateField(label="Last day")


class AgreementForm(ChoosingForm):
    establishment = forms.ChoiceField(label="With whom?", choices=())
    title = forms.CharField(label="What is the agreement called?", max_length=200)
    from_date = DateField(label="From")
    to_date = DateField(label="To (optional)", required=False)


def a_week_after(on: date) -> date:
    """Return the day that is offered first for something to be done by."""
    return on + timedelta(days=7)
