from django import forms

from towpath.rules.access import PROVIDER, ROLES
from towpath.web.forms.fields import DateField
from towpath.web.forms.form import Form, VersionedForm
from towpath.web.words import role_in_full

ROLE_CHOICES = [(name, role_in_full(name)) for name in ROLES]
# A provider's account is worth nothing without the sender it is for, so it is given beside the sender's contact.
INVITED = [(name, words) for name, words in ROLE_CHOICES if name != PROVIDER]


class InviteForm(Form):
    name = forms.CharField(
        label="Full name", max_length=120, widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"})
    )
    email = forms.EmailField(
        label="Work e-mail address",
        help_text="They sign in with this.",
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"invalid": "Enter an e-mail address in the form name@example.org."},
    )
    role = forms.ChoiceField(
        label="Role", choices=INVITED, widget=forms.RadioSelect, error_messages={"required": "Choose a role."}
    )
    from_date = DateField(label="Start date", help_text="The first day they may sign in. For example, 3 9 2026.")
    to_date = DateField(label="End date (optional)", help_text="The last day they may sign in.", required=False)


class ChangeForm(VersionedForm):
    role = forms.ChoiceField(label="Role", choices=ROLE_CHOICES, widget=forms.RadioSelect)
    from_date = DateField(label="Start date", help_text="The first day of this role. For example, 3 9 2026.")
    to_date = DateField(label="End date (optional)", help_text="The last day of this role.", required=False)
