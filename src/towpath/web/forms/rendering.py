"""Any Django form in GOV.UK markup: a bound field becomes the parameters of the macro that draws it."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import jinja2
from django import forms
from django.forms import widgets
from django.forms.boundfield import BoundField
from django.utils.html import format_html
from markupsafe import Markup

from towpath.web.forms.fields import PARTS, DateWidget

MACROS = {
    "character-count": "govukCharacterCount",
    "checkboxes": "govukCheckboxes",
    "date-input": "govukDateInput",
    "file-upload": "govukFileUpload",
    "input": "govukInput",
    "password-input": "govukPasswordInput",
    "radios": "govukRadios",
    "select": "govukSelect",
    "textarea": "govukTextarea",
}

# Attributes that are parameters of the macro itself; all others go through as HTML attributes.
MACRO_ATTRIBUTES = ("autocomplete", "inputmode", "spellcheck", "autocapitalize", "rows", "pattern")
NOT_WANTED = (
    "required",
    "placeholder",
    "autofocus",
    "id",
    "cols",
    "type",
    "minlength",
    "accept",
    "maxlength",
    "aria-describedby",
)

GROUPS = ("radios", "checkboxes", "date-input")


def component_of(bound: BoundField) -> str:
    """Return the name of the GOV.UK component that asks this question."""
    widget = bound.field.widget
    if isinstance(widget, DateWidget):
        return "date-input"
    # Django's list of checkboxes is a kind of its radio list, so it is asked about first.
    if isinstance(widget, widgets.CheckboxSelectMultiple | widgets.CheckboxInput):
        return "checkboxes"
    if isinstance(widget, widgets.RadioSelect):
        return "radios"
    if isinstance(widget, widgets.Select):
        return "select"
    if isinstance(widget, widgets.Textarea):
        return "character-count" if getattr(bound.field, "max_length", None) else "textarea"
    if isinstance(widget, widgets.PasswordInput):
        return "password-input"
    return "file-upload" if isinstance(widget, widgets.FileInput) else "input"


def parameters_of(bound: BoundField) -> dict[str, Any]:
    """Return what the component's macro needs to ask this question again, with what was typed and what was wrong."""
    component, attributes = component_of(bound), bound.field.widget.attrs
    params: dict[str, Any] = {"id": bound.auto_id, "idPrefix": bound.auto_id, "name": bound.html_name}
    if component in GROUPS:
        params["fieldset"] = {"legend": {"text": bound.label, "classes": "govuk-fieldset__legend--s"}}
    else:
        params["label"] = {"text": bound.label, "classes": "govuk-label--s"}
    if bound.help_text:
        params["hint"] = {"text": bound.help_text}
    if bound.errors:
        params["errorMessage"] = {"text": bound.errors[0]}
    params |= {name: attributes[name] for name in MACRO_ATTRIBUTES if name in attributes}
    extra = {name: value for name, value in attributes.items() if name not in (*MACRO_ATTRIBUTES, *NOT_WANTED, "class")}
    if component == "file-upload":
        extra |= {"accept": attributes["accept"]} if "accept" in attributes else {}
    params["attributes"] = extra
    return params | _answer(component, bound)


def _answer(component: str, bound: BoundField) -> dict[str, Any]:
    """Return the part of the parameters that holds the answer: a value, or the items with those chosen marked."""
    value = bound.value()
    if component == "date-input":
        return _date_items(bound, value)
    if isinstance(bound.field.widget, widgets.CheckboxInput):
        # One box is its own question, so a legend above it would only say it twice.
        item: dict[str, Any] = {"value": "on", "text": bound.label, "checked": bool(value)}
        if bound.help_text:
            item["hint"] = {"text": bound.help_text}
        return {"items": [item], "fieldset": None, "hint": None}
    if isinstance(bound.field.widget, widgets.ChoiceWidget):
        chosen = {str(one) for one in (value if isinstance(value, list | tuple | set) else [value]) if one is not None}
        mark = "selected" if component == "select" else "checked"
        return {"items": list(_items(bound, mark, chosen))}
    if component in ("file-upload", "password-input"):
        return {}  # Neither is ever sent back to the browser.
    kind = getattr(bound.field.widget, "input_type", "text")
    answer: dict[str, Any] = {"value": "" if value is None else str(value), "type": kind if kind == "email" else "text"}
    if component == "character-count":
        answer["maxlength"] = bound.field.max_length  # type: ignore[attr-defined]
    elif kind == "number":
        answer["inputmode"] = "numeric"
    return answer


def _items(bound: BoundField, mark: str, chosen: set[str]) -> Iterator[dict[str, Any]]:
    """Yield the answers; those given in groups stand under the heading of their group."""
    for key, words in bound.field.choices:  # type: ignore[attr-defined]
        grouped = isinstance(words, list | tuple)
        if grouped:
            yield {"divider": key}
        for one, text in words if grouped else [(key, words)]:
            yield {"value": str(one), "text": text, mark: str(one) in chosen}


def _date_items(bound: BoundField, value: Any) -> dict[str, Any]:
    typed = (value.day, value.month, value.year) if isinstance(value, date) else value or ("", "", "")
    wrong = _wrong_parts(bound)
    items = [
        {
            "name": part,
            "value": str(one),
            "classes": f"govuk-input--width-{4 if part == 'year' else 2}"
            + (" govuk-input--error" if part in wrong else ""),
            # A month may be typed as a word, so a phone must offer letters there.
            "inputmode": "text" if part == "month" else "numeric",
        }
        for part, one in zip(PARTS, typed, strict=True)
    ]
    return {"items": items, "namePrefix": bound.html_name}


def _wrong_parts(bound: BoundField) -> tuple[str, ...]:
    """Return which of the three boxes an error is about: one where its code says so, else all."""
    if not bound.errors:
        return ()
    code = bound.errors.as_data()[0].code or ""
    named = code.split("-")[0]
    return (named,) if named in PARTS else PARTS


def first_input_id(bound: BoundField) -> str:
    """Return the id of the input that an error's link should put the reader in."""
    if component_of(bound) == "date-input":
        return f"{bound.auto_id}-{_wrong_parts(bound)[0] if bound.errors else 'day'}"
    return bound.auto_id


def describe_errors(form: forms.BaseForm) -> list[dict[str, str]]:
    """Return every error of a form, each with a link to the input it is about, for the summary at the top."""
    listed = [{"text": str(words)} for words in form.non_field_errors()]
    for bound in form:
        link = f"#{first_input_id(bound)}" if not bound.is_hidden else "#main-content"
        listed += [{"text": str(words), "href": link} for words in bound.errors]
    return listed


def render_field(env: jinja2.Environment) -> Callable[..., Markup]:
    """
    Return the template function `field(bound, **overrides)` for this environment.

    `uncovers` is an answer with the question that it alone brings up. The style sheet does it, and a browser that
    cannot shows the question always; the script of the makers would tell screen readers what no radio may say.
    """

    def field(bound: BoundField, *, uncovers: tuple[str, Markup] | None = None, **overrides: Any) -> Markup:
        if bound.is_hidden:
            return Markup(format_html('<input type="hidden" name="{}" value="{}">', bound.html_name, _hidden(bound)))
        component = component_of(bound)
        module = env.get_template(f"govuk_frontend_jinja/components/{component}/macro.html").module
        params = parameters_of(bound) | overrides
        draw = getattr(module, MACROS[component])
        if uncovers is None:
            return draw(params)
        answer, asked = uncovers
        for item in params["items"]:
            if item.get("value") == answer:
                item["attributes"] = {"data-uncovers": "true"}
        return Markup(
            format_html('<div class="tp-uncovers">{}<div class="tp-uncovered">{}</div></div>', draw(params), asked)
        )

    return field


def _hidden(bound: BoundField) -> str:
    value = bound.value()
    return "" if value is None else str(value)
