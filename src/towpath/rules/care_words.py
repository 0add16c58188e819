"""
Words that would tell an employer that somebody is or was in care.

A health or social care job is written about in words of its own, so those are looked past first. Our own list, wide on
purpose: a text that is stopped is put right by whoever wrote it, and one that is not cannot be taken back.
"""

import re
import unicodedata
from collections.abc import Iterable

_OF_A_JOB = (
    r"health (?:and social )?care",
    r"healthcare",
    r"social care",
    r"care (?:assistant|worker|support worker|certificate)s?",
    r"(?:child|customer|patient|skin|hair|animal|dental|critical|primary|after) ?care",
    r"tak(?:e|es|ing) (?:good |great )?care",
)
_OF_A_LIFE = (
    r"(?:in|left|leaving) care",
    r"care (?:leaver|experienced|experience|order)s?",
    r"care",
    r"careleavers?",
    r"careexperienced",
    r"looked ?after",
    r"(?:un)?accompanied asylum",
    r"foster(?:ed|ing|s)?(?: \w+)?",
    r"kinship carers?",
    r"(?:lac|cla|uasc)",
    r"ring ?fenced?",
    r"social workers?",
    r"personal advisers?",
    r"pathway plans?",
    r"virtual school",
    r"corporate parent(?:s|ing)?",
    r"(?:children s|childrens|residential|semi independent|supported) (?:home|accommodation|unit)s?",
    r"section (?:20|31)",
    r"caring business charter",
)
_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_GAPS = re.compile(r"[^a-z0-9]+")
_PERMITTED = re.compile(rf"\b(?:{'|'.join(_OF_A_JOB)})\b")
_TELLING = re.compile(rf"\b(?:{'|'.join(_OF_A_LIFE)})\b")


def care_words_in(text: str, *, title: str = "", names: Iterable[str] = ()) -> tuple[str, ...]:
    """
    Return the words in a text that tell of care, in order and each once; none where it gives nothing away.

    :param title: the job's own title, which may be said as it stands: a care home's vacancy is called what it is
    :param names: names of the employer and of people, which may be said too: Foster is a family name
    """
    plain = _plain(text)
    for known in (title, *names):
        if phrase := _plain(known):
            plain = re.sub(rf"\b{re.escape(phrase)}\b", " . ", plain)
    found = _TELLING.findall(_PERMITTED.sub(" . ", plain))
    return tuple(dict.fromkeys(found))


def title_tells_of_care(title: str) -> tuple[str, ...]:
    """Return the words in a job's title that tell of care; "care" alone is the name of a trade, as in a care home."""
    return tuple(each for each in care_words_in(title) if each != "care")


def _plain(text: str) -> str:
    """Return a text in small letters with single spaces, without accents, marks or anything that cannot be seen."""
    folded = unicodedata.normalize("NFKD", _INVISIBLE.sub("", text)).casefold()
    letters = "".join(each for each in folded if not unicodedata.combining(each))
    return _GAPS.sub(" ", letters).strip()
