"""Which remembered decisions to show."""

from collections.abc import Sequence

from django import forms

from towpath.web.forms.form import Form

IN_FORCE, UNDONE = "in-force", "undone"
KINDS = {
    "same": "The same person",
    "never": "Not this person",
    "new": "Somebody new",
    "parked": "Left out",
}


class DecidedFilter(Form):
    """Whose decisions, about whose lists; an empty answer shows all."""

    sender = forms.ChoiceField(label="Sender", required=False)
    kind = forms.ChoiceField(label="Decided", required=False, choices=[("", "Anything"), *KINDS.items()])
    by = forms.ChoiceField(label="By", required=False)
    show = forms.ChoiceField(
        label="Show", required=False, choices=[(IN_FORCE, "What is remembered"), (UNDONE, "What was undone")]
    )

    def __init__(
        self,
        *args: object,
        senders: Sequence[tuple[str, str]],
        people: Sequence[tuple[str, str]],
        **kwargs: object,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sender"].choices = [("", "Anybody"), *senders]  # type: ignore[attr-defined]
        self.fields["by"].choices = [("", "Anybody"), *people]  # type: ignore[attr-defined]
