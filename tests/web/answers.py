"""How a person reads an answer, and how a browser sends one."""

from typing import Any

from lxml import html


def words_of(answer: Any) -> str:
    """Return what a page says, with single spaces."""
    return " ".join(html.fromstring(answer.content.decode()).text_content().split())


def hidden_of(answer: Any) -> dict[str, str]:
    """Return the hidden answers of a page's form: what marks it as sent once, and the version it was filled from."""
    form = next(one for one in html.fromstring(answer.content.decode()).forms if "once" in one.fields)
    return {name: form.fields[name] for name in ("once", "version", "confirmed") if name in form.fields}


def filled_in(answer: Any) -> dict[str, str]:
    """Return every answer that a page's form is filled with, as a browser sends it when nothing is touched."""
    form = next(one for one in html.fromstring(answer.content.decode()).forms if "once" in one.fields)
    return dict(form.form_values())


def in_boxes(name: str, day: int, month: int, year: int) -> dict[str, str]:
    """Return a date as three boxes send it."""
    return {f"{name}-day": str(day), f"{name}-month": str(month), f"{name}-year": str(year)}
