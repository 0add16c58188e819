"""
Whom a text may be about besides its own young person: words that a person should look at before it leaves.

Nothing here decides. A name that is missed is a name nobody was asked about, so what only looks like one is marked too.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Mark(StrEnum):
    """Why a word was marked."""

    FAMILY = "family"
    STAFF = "staff"
    RELATION = "relation"
    REACH = "reach"
    LOOKS_LIKE_A_NAME = "name"


@dataclass(frozen=True, slots=True)
class Marked:
    """One stretch of a text that somebody should look at, and why."""

    start: int
    end: int
    words: str
    mark: Mark


RELATIONS = frozenset(
    "mum mam mother dad father stepmum stepdad stepmother stepfather brother sister sibling siblings parent parents "
    "nan nana gran grandma grandmother grandad grandfather aunt auntie uncle cousin carer boyfriend girlfriend partner "
    "ex friend friends neighbour foster".split()
)
NOT_NAMES = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december english maths i ok gcse gcses btec ehcp send neet eet level year college "
    "school sixth form academy the a an and but she he they we it her his their".split()
)
ABBREVIATIONS = frozenset(
    "adhd asap asd camhs cme cscs cv dbs dfe dob dwp eal eet ehcp ehe ema esa esol fsm gcse gp hnc hnd ict jcp "
    "lac mash nccis neet nhs nvq pdf pep php pip pru pshe pte rsvp send senco stem tbc tba tel ucas uln upn usa yjs "
    "yos yot".split()
)
OPENERS = frozenset(
    "arrange ask book check dear everything everybody gets help find look meet nobody referral review send "
    "about after agreed all also although another any applied are as asked at attended back because been before "
    "both by call called came can cannot change changed confirmed contacted could described did discussed does "
    "doing done due during each enjoys every explained feels felt finished first following for found from further "
    "gave get given goes going good got had happy has have having heard helped here home hopes how if in interested "
    "into is just keen kind knew know knows last later left likes long looked looking lives made meet met might "
    "missed more moved much must needs never new next no none not nothing now of offered on once one only open "
    "our out over passed phone phoned planned plans please prefers rang read ready reached received referred "
    "regards rest ring said saw says see seemed seen sent several shall should since so some somebody someone "
    "soon spoke started still stopped struggles suggested support take talked tell text texted thanks that their "
    "them then there these this those thought through to today told tomorrow took tried two unsure until up "
    "update very visited visit waiting want wanted wants was week well went were what when where which while who "
    "why will wishes with without work worked works worried would write wrote yes yesterday yet you your".split()
)
REDACTED = "[somebody else]"

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_REACH = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+|(?<!\d)(?:\+44|0)(?:[\s-]?\d){9,10}(?!\d)")
_STOP = '.!?\n\r“"('


def marked(text: str, *, own: Collection[str], known: Mapping[str, Mark]) -> tuple[Marked, ...]:
    """
    Return what somebody should look at in a text, in order, nothing of it twice.

    :param own: words of the young person's own names, numbers and addresses, however written; they are never marked
    :param known: words of names of family and staff, in small letters, each with what it is
    """
    mine = {word.lower() for word in own} | {_plain(word) for word in own}
    reached = list(_REACH.finditer(text))
    found = [
        Marked(hit.start(), hit.end(), hit.group(), Mark.REACH) for hit in reached if _plain(hit.group()) not in mine
    ]
    for hit in _WORD.finditer(text):
        mark = _mark(hit, text, mine, known)
        if mark and not any(each.start() <= hit.start() < each.end() for each in reached):
            found.append(Marked(hit.start(), hit.end(), hit.group(), mark))
    return tuple(sorted(found, key=lambda each: each.start))


def _plain(word: str) -> str:
    """Return a number or an e-mail address as any other way of writing it would be."""
    return re.sub(r"[\s-]", "", word).lower().replace("+44", "0")


def _mark(hit: re.Match[str], text: str, own: Collection[str], known: Mapping[str, Mark]) -> Mark | None:
    word = re.sub(r"['’]s$", "", hit.group().lower())
    if word in own:
        return None
    if word in known:
        return known[word]
    if word in RELATIONS:
        return Mark.RELATION
    before = text[: hit.start()].rstrip(" \t")
    opens = not before or before[-1] in _STOP
    # Names are typed in capitals too; fewer letters than three are initials, and halves of a postcode.
    is_shouted = hit.group().isupper()
    is_capital = hit.group()[:1].isupper() and (len(word) > 2 or not is_shouted)
    is_ordinary = word in NOT_NAMES or ((opens or is_shouted) and word in OPENERS)
    is_ordinary = is_ordinary or (is_shouted and word in ABBREVIATIONS)
    return Mark.LOOKS_LIKE_A_NAME if is_capital and not is_ordinary else None


def redacted(text: str, found: Collection[Marked]) -> str:
    """Return a text with everybody's name and number taken out: what is offered to whoever decides, to be changed."""
    kept, last = [], 0
    for each in sorted(found, key=lambda each: each.start):
        if each.mark is Mark.RELATION:
            continue
        kept += [text[last : each.start], REDACTED]
        last = each.end
    joined = "".join([*kept, text[last:]])
    return re.sub(rf"(?:{re.escape(REDACTED)}\s+)+{re.escape(REDACTED)}", REDACTED, joined)
