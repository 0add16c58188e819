"""The sign-in library's own forms, asked in our words: it says "This field is required" and we say what to do."""

from collections.abc import Mapping
from typing import Any, ClassVar

from allauth.account import forms as account
from allauth.mfa.base import forms as second_step
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms

from towpath.web.forms.form import ask_for

NEW_PASSWORD = ("New password", "At least 12 characters. Three random words make a good one, and you can paste it in.")
AGAIN = ("New password again", "")
CODE = ("Code", "The 6 numbers from your app, or a recovery code.")


class InOurWords(forms.Form):
    """Label, explain and ask for each field as we do; `asked` holds label and hint by field."""

    asked: ClassVar[Mapping[str, tuple[str, str]]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, (label, hint) in self.asked.items():
            field = self.fields[name]
            field.label, field.help_text = label, hint
            field.error_messages["required"] = ask_for(name, field)
            if isinstance(field, forms.EmailField):
                field.error_messages["invalid"] = "Enter an e-mail address in the form name@example.org."


class LoginForm(InOurWords, account.LoginForm):
    asked: ClassVar = {"login": ("E-mail address", ""), "password": ("Password", "")}


class ChangePasswordForm(InOurWords, account.ChangePasswordForm):
    asked: ClassVar = {"oldpassword": ("Present password", ""), "password1": NEW_PASSWORD, "password2": AGAIN}


class ResetPasswordForm(InOurWords, account.ResetPasswordForm):
    asked: ClassVar = {"email": ("E-mail address", "")}


class ResetPasswordKeyForm(InOurWords, account.ResetPasswordKeyForm):
    asked: ClassVar = {"password1": NEW_PASSWORD, "password2": AGAIN}


class ReauthenticateForm(InOurWords, account.ReauthenticateForm):
    asked: ClassVar = {"password": ("Password", "")}


class SecondStepForm(InOurWords, second_step.AuthenticateForm):
    asked: ClassVar = {"code": CODE}


class SecondStepAgainForm(InOurWords, second_step.ReauthenticateForm):
    asked: ClassVar = {"code": CODE}


class TurnOnForm(InOurWords, ActivateTOTPForm):
    asked: ClassVar = {"code": ("The 6 numbers", "")}
