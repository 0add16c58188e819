"""What we would do about two sources that say different things of one young person, for a person to decide."""

from dataclasses import dataclass
from enum import StrEnum

from towpath.rules.ledger import Told
from towpath.rules.sources import Strength, source_of


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


def suggested(held: Told, news: Told, *, is_taken_back: bool = False) -> Suggestion:
    """
    Return what we would do about news that contradicts what is held; where nothing tells the two apart, ask.

    Whoever saw or is the young person speaks before a record, and a record before what others say, unless it is the
    older word. Of two words as good, what started later follows the other.

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
    if strength == 0 and theirs.start_date > ours.start_date and theirs.rank[0] >= ours.rank[0]:
        return Suggestion(Way.TAKE, "The news started later and is not older: they seem to have moved on.")
    if strength == 0 and ours.start_date > theirs.start_date and ours.rank[0] >= theirs.rank[0]:
        return Suggestion(
            Way.KEEP, "What we hold started later and is not older: they seem to have left what the news says."
        )
    return Suggestion(Way.ASK, "Nothing tells which is right. Ask the young person.")


def _strength(told: Told) -> int:
    source = source_of(told.how)
    return int(source.strength if source else Strength.SECOND_HAND)


def _who(told: Told) -> str:
    source = source_of(told.how)
    return f"{source.words}." if source else ""
