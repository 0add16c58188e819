"""What we would do about two sources that say different things of one young person, for a person to decide."""

from dataclasses import dataclass
from enum import StrEnum

from towpath.rules.ledger import Told, are_two_places
from towpath.rules.sources import Strength, can_confirm, source_of

UNASKED = frozenset({"provider_list", "government_list", "previous_system"})
"""Sources that are lists, which nobody asked, though somebody of ours read the word off one."""


class Way(StrEnum):
    """What may be done about a conflict."""

    TAKE = "take"
    KEEP = "keep"
    ASK = "ask"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What we would do, and why, in words for whoever decides."""

    way: Way
    words: str


def suggested(held: Told, news: Told, *, is_taken_back: bool = False, has_lost: bool = False) -> Suggestion:
    """
    Return what we would do about news that contradicts what is held; where nothing tells the two apart, ask.

    Whoever saw or is the young person speaks before a record, and a record before what others say, unless it is the
    older word. Of two words as good, what started later follows the other; that nobody knows follows nothing.

    :param has_lost: the news says only that nobody knows what they do
    Source: our own rule, docs/published-facts.md, What practice asks.
    """
    if is_taken_back:
        return Suggestion(Way.TAKE, "What we held has been taken back.")
    ours, theirs = held.statement, news.statement
    strength = _strength(news) - _strength(held)
    if strength > 0 and theirs.rank[0] >= ours.rank[0]:
        return Suggestion(Way.TAKE, f"The news is nearer to the young person, and not older. {_who(news)}")
    if strength < 0 and ours.rank[0] >= theirs.rank[0]:
        return Suggestion(Way.KEEP, f"What we hold is nearer to the young person, and not older. {_who(held)}")
    if has_lost:
        return Suggestion(Way.ASK, "The news says only that nobody knows. Ask the young person.")
    if strength == 0 and theirs.start_date > ours.start_date and theirs.rank[0] >= ours.rank[0]:
        return Suggestion(Way.TAKE, "The news started later and is not older: they seem to have moved on.")
    if strength == 0 and ours.start_date > theirs.start_date and ours.rank[0] >= theirs.rank[0]:
        return Suggestion(
            Way.KEEP, "What we hold started later and is not older: they seem to have left what the news says."
        )
    return Suggestion(Way.ASK, "Nothing tells which is right. Ask the young person.")


def is_answer(news: Told, told: Told, *, is_list: bool) -> bool:
    """
    Return whether what somebody told us answers a conflict about this news, so that nobody need decide it again.

    It was asked, of whoever can confirm it and is not the sender of the news; it speaks of the day that the news speaks
    of, and is not the older word. What it says is what we go by, whichever of the two it bears out.

    :param is_list: it came on a list, which answers no question of ours, whoever's word it carries
    """
    asked, said = news.statement, told.statement
    return (
        not is_list
        and told.how not in UNASKED
        and can_confirm(told.how)
        and told.sender != news.sender
        and said.rank[0] >= asked.rank[0]
        and said.start_date <= asked.rank[0]
        and (said.end_date is None or said.end_date >= asked.rank[0])
    )


def bears_out(news: Told, told: Told) -> bool:
    """Return whether what was told says the same as the news: the activity, and no other place."""
    return told.statement.code == news.statement.code and not are_two_places(told, news)


def _strength(told: Told) -> int:
    source = source_of(told.how)
    return int(source.strength if source else Strength.SECOND_HAND)


def _who(told: Told) -> str:
    source = source_of(told.how)
    return f"{source.words}." if source else ""
