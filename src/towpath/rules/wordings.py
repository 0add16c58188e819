"""
Words with fields in double brackets, as ((first name)), and what may not stand in them.

What is sent may be read by a parent, a housemate or whoever picks up the post, so it never says why somebody is written
to, what they are in the law, or how they count. Our own list, wide on purpose.
"""

import re
from collections.abc import Iterable, Mapping

from towpath.rules.care_words import care_words_in

FIELDS: Mapping[str, str] = {
    "first name": "the young person’s first name",
    "service": "the name of your service",
    "how to reach us": "how somebody reaches you, from Set-up",
    "from": "your own name",
    "link": "a link by which they say what they do, theirs alone; the sentence is left out where you use no links",
    "when": "a day and time, asked for each message",
    "where": "a place, asked for each message",
}
"""Every field there is, and what stands in its place."""
ASKED_EACH_TIME = ("when", "where")

_FIELD = re.compile(r"\(\(([^()]*)\)\)")
_ASKS_BY_LINK = re.compile(r"[^.!?\n]*\(\(\s*[Ll]ink\s*\)\)(?:[.!?]|[ ]?[a-z,;][^.!?\n]*[.!?]?)?")
"""A sentence that asks by a link: a web address ends one, unless it goes on in small letters."""
_LOOSE = re.compile(r"\(\(|\)\)")
_TELLING = re.compile(
    r"\b(?:neet|not in education|unemployed|not known|at risk|dropp?(?:ed)? out|track(?:ed|ing)|caseload|ehcp?|"
    r"special (?:educational )?needs|disab\w+|disorder\w*|mental health|probation|offend\w+|prison|custody|police|"
    r"pregnan\w+|safeguarding|benefit fraud|free school meals|refugees?|asylum|addict\w*|substance)\b"
)
_IN_CAPITALS = re.compile(r"\b(?:SEND?|EHC)\b")
"""What is a word of every day in small letters."""


def fields_in(text: str) -> tuple[str, ...]:
    """Return the fields of a text in order, each once, in small letters."""
    return tuple(dict.fromkeys(_named(found) for found in _FIELD.findall(text)))


def filled(text: str, values: Mapping[str, str]) -> str:
    """
    Return a text with its fields filled.

    :raises KeyError: a field has no value; nothing is ever sent with a gap in it
    """
    return _FIELD.sub(lambda found: values[_named(found[1])], text)


def without_link(text: str) -> str:
    """
    Return a text without the sentences that ask by a link, for a council that uses none.

    Empty where the text then says no more how to reach anybody: it would ask and take no answer.
    """
    left = _ASKS_BY_LINK.sub("", text)
    if "how to reach us" not in fields_in(left):
        return ""
    return re.sub(r"\n{3,}", "\n\n", left).strip()


def wrong_with(text: str) -> Iterable[str]:
    """Yield each thing that may not stand in what we send, with what to do."""
    for name in fields_in(text):
        if name not in FIELDS:
            yield (
                "There is no field ((" + name + ")). Use one of: " + ", ".join(f"(({each}))" for each in FIELDS) + "."
            )
    if _LOOSE.search(_FIELD.sub("", text)):
        yield "A field is not closed. Write it with two brackets on each side, as ((first name))."
    found = _TELLING.findall(text.casefold()) + _IN_CAPITALS.findall(text)
    telling = [*care_words_in(text), *dict.fromkeys(found)]
    if telling:
        words = ", ".join(f"“{each}”" for each in telling)
        yield f"It says {words}, which others at home could read. Say it without."


def _named(field: str) -> str:
    return " ".join(field.casefold().split())
