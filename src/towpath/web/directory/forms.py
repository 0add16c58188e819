"""What the directory may be narrowed by."""

from django import forms

from towpath.web.forms.form import Form

KINDS = (
    ("course", "Course"),
    ("apprenticeship", "Apprenticeship"),
    ("vacancy", "Job"),
    ("work_experience", "Work experience"),
)
LEVELS = (("0", "Entry level"), *((str(level), f"Level {level}") for level in range(1, 8)))
START_RULES = (("roll_on", "At any time"), ("fixed_date", "On a fixed date"), ("september", "In September only"))
ANY = ("", "Any")


class DirectoryForm(Form):
    words = forms.CharField(label="Words in the title, subject or provider", required=False, max_length=100)
    place = forms.CharField(label="Start of a postcode", required=False, max_length=8)
    kind = forms.ChoiceField(label="What it is", choices=[ANY, *KINDS], required=False)
    level = forms.ChoiceField(label="Level", choices=[ANY, *LEVELS], required=False)
    start_rule = forms.ChoiceField(label="When it takes people", choices=[ANY, *START_RULES], required=False)
