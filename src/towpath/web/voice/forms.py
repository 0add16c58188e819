"""What is asked of whoever writes down what young people said, follows it up, lets it out, or answers a complaint."""

from datetime import date

from django import forms

from towpath.voice.actions.releasing import MOST_PUBLIC
from towpath.voice.actions.steps import MOST_WORDS
from towpath.web.forms.fields import DateField
from towpath.web.forms.form import ChoosingForm

NOT_ASKED = "not_asked"
FROM = (
    ("group", "A group"),
    ("survey", "A survey"),
    ("one_person", "One young person"),
    ("suggestion", "A suggestion box or a note"),
)


def _text(label: str, hint: str = "", *, most: int = MOST_WORDS, rows: int = 4) -> forms.CharField:
    return forms.CharField(label=label, help_text=hint, max_length=most, widget=forms.Textarea(attrs={"rows": rows}))


def _line(label: str, hint: str = "", *, most: int = 300, required: bool = True) -> forms.CharField:
    return forms.CharField(label=label, help_text=hint, max_length=most, required=required)


def _theme() -> forms.ChoiceField:
    return forms.ChoiceField(
        label="What is it about?", choices=(), widget=forms.RadioSelect,
        error_messages={"required": "Choose what it is about."},
    )  # fmt: skip


def _owner() -> forms.ChoiceField:
    return forms.ChoiceField(
        label="Who follows it up?", choices=(), error_messages={"required": "Choose who follows it up."}
    )


class RecordForm(ChoosingForm):
    words = _text("What did they say?", "In their words. Leave names out: the whole team reads this.", rows=6)
    came_from = forms.ChoiceField(
        label="Where did it come from?", choices=FROM, widget=forms.RadioSelect,
        error_messages={"required": "Say where it came from."},
    )  # fmt: skip
    said_date = DateField(label="When did they say it?")
    said_count = forms.IntegerField(
        label="How many said so? (optional)", required=False, min_value=1, max_value=10_000,
        help_text="Leave it empty if nobody counted.",
    )  # fmt: skip
    theme = _theme()
    owner = _owner()
    speaker_name = _line(
        "Who said it? (optional)", "Only you and a manager can see this. Leave it empty for a group.", most=200,
        required=False,
    )  # fmt: skip
    speaker_contact = _line("How to tell them what we did (optional)", required=False)


class SortForm(ChoosingForm):
    words = _text(
        "What did they say?",
        "In their words. Take out names, and whatever tells who it is. Managers keep what was sent at first.",
        rows=6,
    )
    theme = _theme()
    owner = _owner()


class SpaceForm(ChoosingForm):
    words = _text(
        "How was it made safe, and their own choice?",
        "Were they asked early, before anything was decided? Could they stop or stay away? Were time, travel and food "
        "thought of? Who takes part least, and how were they reached?",
    )


class VoiceForm(ChoosingForm):
    words = _text(
        "How could they say it in their own way?",
        "Did they know what it was about, and what could not change? Could they draw, write or speak through somebody "
        "they trust? Could they bring up something else?",
    )


class AudienceForm(ChoosingForm):
    who = _line(
        "Who has the power to change it?", "A job, such as head of the service, and a name if you like.", most=200
    )
    heard_date = DateField(label="When did they hear it?")
    reply_due_date = DateField(label="By when will they answer?")


class DecideForm(ChoosingForm):
    outcome = forms.ChoiceField(
        label="What was decided?",
        choices=(
            ("changed", "It has changed"), ("will_change", "It will change, by a day"), ("cannot", "It cannot change"),
        ),
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether it changed, will change, or cannot."},
    )  # fmt: skip
    words = _text("What changes, or why can it not?", "In words that the young people understand.")
    decided_date = DateField(label="When was it decided?")
    changed_date = DateField(label="If it has changed: on what day?", required=False)
    change_by_date = DateField(label="If it will change: by what day?", required=False)


class TellForm(ChoosingForm):
    words = _line("How were they told, and by whom?", "For example, at the Tuesday group, by the head of the service.")
    told_date = DateField(label="When were they told?")
    felt_heard = forms.ChoiceField(
        label="Do they feel that they were heard?", help_text="Ask them.",
        choices=(("yes", "Yes"), ("partly", "Partly"), ("no", "No"), (NOT_ASKED, "They were not asked")),
        widget=forms.RadioSelect,
        error_messages={"required": "Say what they answered, or that they were not asked."},
    )  # fmt: skip


class WhyForm(ChoosingForm):
    why = _line("Why?")


class WriteForm(ChoosingForm):
    you_said = _text("You said", "Name nobody, and nothing that tells who it was.", most=MOST_PUBLIC)
    we_did = _text("We did, we will, or we cannot because", most=MOST_PUBLIC)
    agreed_how = _line(
        "If “You said” is a quote, word for word: who agreed to it, and how? (optional)",
        "Leave it empty where you put it in other words.", required=False,
    )  # fmt: skip
    agreed_date = DateField(label="If it is a quote: when did they agree? (optional)", required=False)


class ReleaseForm(ChoosingForm):
    is_checked = forms.BooleanField(
        label="I have read every word, and nobody can be picked out",
        help_text="Think of a small school, a rare event, or a way of speaking that everybody knows.",
        error_messages={"required": "Read every word first. Tick the box once you are sure."},
    )


class AcknowledgeForm(ChoosingForm):
    how = _line(
        "How did you tell them that we have it, and who looks at it?",
        "If they left no way to reach them, say so.",
    )


class AnswerForm(ChoosingForm):
    outcome = forms.ChoiceField(
        label="What came of it?",
        choices=(
            ("upheld", "They were right"), ("partly", "They were right in part"),
            ("not_upheld", "We do not agree"), ("taken_back", "They took it back"),
        ),
        widget=forms.RadioSelect,
        error_messages={"required": "Say what came of it."},
    )  # fmt: skip
    words = _text("What were they told?", "Word for word, as you told them.", rows=6)


class HandOverForm(ChoosingForm):
    owner = forms.ChoiceField(label="Which manager?", choices=(), error_messages={"required": "Choose a manager."})


class LearnForm(ChoosingForm):
    words = _text("What does it teach us?", "Name nobody: the whole team reads the register.")
    theme = _theme()
    owner = _owner()


def fortnight_after(on: date) -> date:
    """Return the day two weeks on, by which an answer is usually promised."""
    return date.fromordinal(on.toordinal() + 14)
