"""What is asked about money for a young person."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from towpath.funds.lists import SupportLists
from towpath.rules.funds import Check, MoneyError, pence_of
from towpath.web.forms.fields import DateField, UploadField
from towpath.web.forms.form import Form, VersionedForm
from towpath.web.funds.words import FOUND_WORDS, METHODS

Choices = Sequence[tuple[str, str]]
LONGEST = 20_000
LONGEST_AMOUNT = 20
RECEIPT_ENDINGS = (".jpg", ".jpeg", ".png", ".pdf")


class AmountField(forms.CharField):
    """An amount of money typed in pounds; its value is in pence."""

    def clean(self, value: Any) -> int | None:
        typed = super().clean(value)
        if not typed:
            return None
        if len(typed) > LONGEST_AMOUNT:
            raise ValidationError("That is too long for an amount. Write it in pounds, such as 24.50.")
        try:
            return pence_of(typed)
        except MoneyError as error:
            raise ValidationError(str(error)) from None


def _writing(rows: int = 4) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class PotForm(Form):
    name = forms.CharField(label="Name of the pot", max_length=100)
    funder = forms.CharField(label="Who funds it?", max_length=128)
    pence = AmountField(label="How much do they give?", help_text="In pounds, such as 500.")
    from_date = DateField(label="First day")
    to_date = DateField(label="Last day")
    pays_for = forms.MultipleChoiceField(label="What may it pay for?", widget=forms.CheckboxSelectMultiple, choices=())
    agreement = forms.CharField(
        label="Which agreement lets the funder have a report? (optional)",
        help_text="Its name or number, as on the grant letter. Small numbers are hidden in every report.",
        max_length=100,
        required=False,
    )

    def __init__(self, *args: Any, kinds: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["pays_for"].choices = kinds  # type: ignore[attr-defined]


class AgreementForm(Form):
    agreement = forms.CharField(
        label="Which agreement lets the funder have a report?",
        help_text="Its name or number, as on the grant letter. Leave it empty if there is none any more.",
        max_length=100,
        required=False,
    )


class AskForm(VersionedForm):
    """
    What was found of each entitlement first, then what is asked for.

    :param pots: those that may pay for this kind today
    :param has_plan: whether there is a plan of which it could be a part
    """

    pence = AmountField(label="How much?", help_text="In pounds, such as 24.50.")
    why = forms.CharField(
        label="What is it for, and why is it needed?",
        help_text="In their words where you can. Whoever decides reads it.",
        max_length=LONGEST,
        widget=_writing(),
    )
    pot = forms.ChoiceField(label="Which pot?", choices=(), widget=forms.RadioSelect)
    is_planned = forms.BooleanField(label="It is part of their plan", required=False)

    def __init__(
        self, *args: Any, kind: str, lists: SupportLists, pots: Choices, has_plan: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._how: dict[str, Any] = {"kind": kind, "lists": lists, "pots": pots, "has_plan": has_plan}
        self.checked = {code: lists.entitlements[code].words for code in lists.checks(kind)}
        for code, words in self.checked.items():
            self.fields[f"found_{code}"] = forms.ChoiceField(
                label=words,
                choices=list(FOUND_WORDS.items()),
                widget=forms.RadioSelect,
                error_messages={"required": f"Say what you found when you checked: {words}."},
            )
            self.fields[f"words_{code}"] = forms.CharField(
                label=f"{words}: anything to add? (optional)", required=False, max_length=500
            )
        self.fields["pot"].choices = pots  # type: ignore[attr-defined]
        if len(pots) == 1:
            self.initial.setdefault("pot", pots[0][0])
        if not has_plan:
            del self.fields["is_planned"]
        # In the order in which they are asked, so that what is wrong is listed in it too.
        first = [name for code in self.checked for name in (f"found_{code}", f"words_{code}")]
        self.order_fields([*first, *(name for name in self.fields if name not in first)])

    def checks(self) -> Mapping[str, Check]:
        """Return what was found of each entitlement."""
        given = self.cleaned_data
        return {code: Check(given[f"found_{code}"], given[f"words_{code}"]) for code in self.checked}

    def filled_with(self, typed: Any) -> "AskForm":
        return AskForm(typed, **self._how)


class BecauseForm(VersionedForm):
    because = forms.CharField(label="Why?", max_length=LONGEST, widget=_writing())

    def __init__(self, *args: Any, label: str = "Why?", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["because"].label = label

    def filled_with(self, typed: Any) -> "BecauseForm":
        return BecauseForm(typed, label=str(self.fields["because"].label))


class PayForm(VersionedForm):
    pence = AmountField(label="How much was paid?", help_text="In pounds. What was not needed goes back to the pot.")
    paid_date = DateField(label="On what day?")
    method = forms.ChoiceField(label="How?", choices=list(METHODS.items()), widget=forms.RadioSelect)
    paid_to = forms.CharField(label="Paid to whom?", help_text="For example, Saltmarsh Buses.", max_length=100)
    reference = forms.CharField(
        label="Reference", help_text="As on the card statement, transfer or voucher.", max_length=100
    )

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._on = on
        self.fields["paid_date"].latest = on  # type: ignore[attr-defined]

    def filled_with(self, typed: Any) -> "PayForm":
        return PayForm(typed, on=self._on)


class ReceiptForm(Form):
    receipt = UploadField(
        label="The receipt",
        help_text=(
            "A photo as JPG or PNG, or a PDF, at most 10 MB. Of a photo only the picture is kept: where and when it was"
            " taken is left out. A PDF is kept as it is, with what its maker put into it."
        ),
        endings=RECEIPT_ENDINGS,
    )
