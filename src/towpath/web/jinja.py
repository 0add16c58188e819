"""The template environment: strict about misspelt names, and able to reach the GOV.UK macros."""

from datetime import date
from typing import Any

import jinja2
from django.templatetags.static import static
from django.urls import reverse
from jinja2.runtime import Undefined, missing

from towpath.web import words
from towpath.web.forms.rendering import describe_errors, render_field
from towpath.web.layout import layout_of

# The GOV.UK macros ask for these without always defining them; any other unknown name is our own mistake.
QUIETLY_UNDEFINED = frozenset({"undefined", "caller", "null", "successBanner", "typeClass"})

FILTERS = {
    "date_in_words": words.date_in_words,
    "short_date": words.short_date,
    "month_in_words": words.month_in_words,
    "time_in_words": words.time_in_words,
    "age_in_words": words.age_in_words,
    "count_in_words": words.count_in_words,
    "percent_in_words": words.percent_in_words,
    "list_in_words": words.list_in_words,
    "or_not_recorded": words.or_not_recorded,
    "in_fours": words.in_fours,
    "size_in_words": words.size_in_words,
}


class CarefulUndefined(jinja2.ChainableUndefined):
    """A missing attribute or key is empty, as the GOV.UK macros expect; a missing variable is an error."""

    def __new__(  # type: ignore[misc]
        cls, hint: Any = None, obj: Any = missing, name: Any = None, exc: Any = jinja2.UndefinedError
    ) -> Undefined:
        if obj is missing and name not in QUIETLY_UNDEFINED:
            return jinja2.StrictUndefined(hint, obj, name, exc)
        return super().__new__(cls)


def address_of(name: str, *args: Any, **kwargs: Any) -> str:
    """Return the address of a named route."""
    return reverse(name, args=args, kwargs=kwargs)


def environment(**options: Any) -> jinja2.Environment:
    """Return the environment for Django's Jinja2 backend, which passes its own loader and options."""
    ours = options.pop("loader")
    govuk = jinja2.PackageLoader("govuk_frontend_jinja")
    loader = jinja2.ChoiceLoader([ours, jinja2.PrefixLoader({"govuk_frontend_jinja": govuk})])
    options = {**options, "loader": loader, "undefined": CarefulUndefined, "trim_blocks": True, "lstrip_blocks": True}
    made = jinja2.Environment(**options)
    made.filters.update(FILTERS)
    made.tests["date"] = lambda value: isinstance(value, date)
    made.globals.update(
        static=static,
        url=address_of,
        plural=words.plural,
        zip=zip,
        layout_of=layout_of,
        field=render_field(made),
        errors_of=describe_errors,
    )
    return made
