"""What the form kit forgives, what it refuses and in which words, and the markup it draws."""

from datetime import date

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.template import engines
from lxml import html

from towpath.web.forms.fields import DateField, UploadField
from towpath.web.forms.form import ChoosingForm, Form, VersionedForm
from towpath.web.forms.rendering import describe_errors

FORGIVEN = [
    # day, month, year as typed, and the date meant
    ("3", "9", "2009", date(2009, 9, 3)),
    ("03", "09", "2009", date(2009, 9, 3)),
    (" 3 ", "September", "2009", date(2009, 9, 3)),
    ("3", "sept", "2009", date(2009, 9, 3)),
    ("3", "SEP", "2009", date(2009, 9, 3)),
    ("3/9/2009", "", "", date(2009, 9, 3)),
    ("3 September 2009", "", "", date(2009, 9, 3)),
    ("2009-09-03", "", "", date(2009, 9, 3)),
    ("29", "2", "2008", date(2008, 2, 29)),
]

REFUSED = [
    ("", "", "", "Enter birth date."),
    ("3", "", "2009", "Birth date must include a month."),
    ("", "", "2009", "Birth date must include a day and month."),
    ("29", "2", "2009", "Birth date must be a real date. You typed 29 2 2009."),
    ("3", "ma", "2009", "Birth date must be a real date. You typed 3 ma 2009."),  # March or May
    ("3", "9", "09", "Birth date: the year must have 4 numbers, such as 2009. You typed 09."),
    ("1", "2", "2026", "Birth date must be on or before 31 January 2026."),  # the day after
]


class BirthForm(Form):
    birth_date = DateField(label="Birth date", latest=date(2026, 1, 31))


def _typed(day: str, month: str, year: str) -> BirthForm:
    return BirthForm({"birth_date-day": day, "birth_date-month": month, "birth_date-year": year})


@pytest.mark.parametrize(("day", "month", "year", "meant"), FORGIVEN)
def test_a_date_is_understood_however_it_is_typed(day: str, month: str, year: str, meant: date) -> None:
    form = _typed(day, month, year)

    assert form.is_valid(), form.errors
    assert form.cleaned_data["birth_date"] == meant


@pytest.mark.parametrize(("day", "month", "year", "words"), REFUSED)
def test_a_date_that_cannot_be_is_refused_in_plain_words(day: str, month: str, year: str, words: str) -> None:
    assert _typed(day, month, year).errors["birth_date"] == [words]


def test_the_last_day_allowed_is_allowed() -> None:
    assert _typed("31", "1", "2026").is_valid()


def test_the_summary_leads_to_the_box_that_is_missing() -> None:
    assert describe_errors(_typed("3", "", "2009")) == [
        {"text": "Birth date must include a month.", "href": "#birth_date-month"}
    ]


def _drawn(form: forms.Form) -> html.HtmlElement:
    text = engines["jinja2"].from_string("{% for one in form %}{{ field(one) }}{% endfor %}").render({"form": form})
    return html.fromstring(f"<div>{text}</div>")


def test_what_was_typed_is_kept_beside_its_error() -> None:
    page = _drawn(_typed("29", "2", "2009"))

    assert [box.value for box in page.xpath("//input[@type='text']")] == ["29", "2", "2009"]
    assert "must be a real date" in page.xpath("//p[@id='birth_date-error']")[0].text_content()
    assert "birth_date-error" in page.xpath("//fieldset")[0].get("aria-describedby")


def test_only_the_month_box_offers_letters() -> None:
    page = _drawn(BirthForm())

    assert [box.get("inputmode") for box in page.xpath("//input[@type='text']")] == ["numeric", "text", "numeric"]


class OptionsForm(Form):
    status = forms.ChoiceField(label="Status", choices=[("eet", "EET"), ("neet", "NEET")], widget=forms.RadioSelect)
    needs = forms.MultipleChoiceField(
        label="Needs", choices=[("a", "A"), ("b", "B")], widget=forms.CheckboxSelectMultiple
    )
    agreed = forms.BooleanField(label="They know")
    note = forms.CharField(label="What was said?", widget=forms.Textarea, max_length=20)
    password = forms.CharField(label="Password", widget=forms.PasswordInput)


def test_each_kind_of_question_is_drawn_with_its_own_component() -> None:
    page = _drawn(OptionsForm({"status": "neet", "needs": ["a", "b"], "note": "<b>", "password": "secret"}))

    assert page.xpath("//input[@type='radio'][@checked]/@value") == ["neet"]
    assert page.xpath("//input[@type='checkbox'][@checked]/@value") == ["a", "b"]
    assert page.xpath("//textarea")[0].text.strip() == "<b>"
    assert page.xpath("//div[@data-module='govuk-character-count']/@data-maxlength") == ["20"]
    assert page.xpath("//input[@type='password']/@value") == []
    assert page.xpath("//input[@name='agreed']/ancestor::fieldset") == []


def test_an_empty_answer_says_what_to_do_in_the_verb_that_fits() -> None:
    said = {name: words[0] for name, words in OptionsForm({}).errors.items()}

    assert said == {
        "status": "Choose status.",
        "needs": "Choose needs.",
        "agreed": "Tick “They know” to go on.",
        "note": "Answer “What was said?”",
        "password": "Enter password.",
    }


class RollForm(Form):
    roll = UploadField(label="The list", endings=(".csv", ".xlsx"), limit=10)


FILES = [
    ("roll.csv", b"12345", None),
    ("ROLL.CSV", b"1234567890", None),  # ten bytes is the limit itself
    ("roll.csv", b"12345678901", "The file must be at most 10 bytes. The one chosen is 11 bytes."),
    ("roll.csv", b"", "The file is empty. Check that it was saved, then choose it again."),
    ("roll.exe", b"1", "The file must be CSV or XLSX. The one chosen ends in “.exe”."),
    ("roll", b"1", "The file must be CSV or XLSX. The one chosen ends in “nothing”."),
]


@pytest.mark.parametrize(("name", "content", "words"), FILES)
def test_a_file_is_taken_or_refused_in_plain_words(name: str, content: bytes, words: str | None) -> None:
    form = RollForm({}, {"roll": SimpleUploadedFile(name, content)})

    assert form.errors.get("roll", [None])[0] == words


class OutcomeForm(Form):
    outcome = forms.ChoiceField(
        label="What happened?", choices=[("You tried", [("no_answer", "No answer")])], widget=forms.RadioSelect
    )
    when = forms.ChoiceField(label="When?", choices=[("other", "Another day")], widget=forms.RadioSelect)


def test_answers_given_in_groups_stand_under_their_heading() -> None:
    page = _drawn(OutcomeForm({"outcome": "no_answer"}))

    assert [each.text.strip() for each in page.xpath("//div[@class='govuk-radios__divider']")] == ["You tried"]
    assert page.xpath("//input[@name='outcome'][@checked]/@value") == ["no_answer"]


def test_an_answer_brings_up_the_question_that_belongs_to_it() -> None:
    template = engines["jinja2"].from_string("{{ field(form['when'], uncovers=('other', field(form['outcome']))) }}")
    page = html.fromstring(template.render({"form": OutcomeForm()}))

    [uncovered] = page.xpath("//div[@class='tp-uncovers']/div[@class='tp-uncovered']")
    assert "What happened?" in uncovered.text_content()
    assert page.xpath("//input[@data-uncovers]/@value") == ["other"]


SEEN = [
    # what the hidden version says, and the version that was seen
    ({"version": "3"}, 3),
    ({"version": "0"}, 0),
    ({}, 0),  # left out
    ({"version": ""}, 0),
    ({"version": "x"}, 0),
    ({"version": "-3"}, 0),
    ({"version": "3.0"}, 0),
    ({"version": "²"}, 0),  # a digit to Python, and no number
    ({"version": "٣"}, 0),  # a three, and not as the page wrote it
    ({"version": "9" * 5000}, 0),
]


@pytest.mark.parametrize(("sent", "seen"), SEEN)
def test_a_version_that_was_tampered_with_is_one_that_no_row_has(sent: dict[str, str], seen: int) -> None:
    assert VersionedForm(sent).seen_version() == seen


def test_a_form_not_sent_yet_has_seen_no_version() -> None:
    assert VersionedForm(initial={"version": 3}).seen_version() == 0


class WhoForm(ChoosingForm):
    who = forms.ChoiceField(label="Who?", choices=())


def test_a_form_filled_anew_offers_the_same_choices() -> None:
    sent = QueryDict("who=a&version=1&once=one")

    again = WhoForm(sent, choices={"who": [("a", "Adaeze")]}).renewed(2)

    assert again.is_valid(), again.errors
    assert (again.cleaned_data["who"], again.seen_version()) == ("a", 2)
    assert again.cleaned_data["once"] not in ("", "one")
