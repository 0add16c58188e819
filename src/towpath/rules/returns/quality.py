"""
How good the records of a return are: what is known of what the return and finding somebody rest on, and how lately.

Each measure is asked of those it applies to, and answered yes or no, so that a count always stands beside its base.
What is worth measuring is ours.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from towpath.rules.dates import year_group
from towpath.rules.returns.build import NOT_YET_RECORDED
from towpath.rules.returns.context import YEAR_11, YEAR_12
from towpath.rules.returns.facts import ReturnFacts, ToldActivity
from towpath.rules.returns.members import guarantee_year

NOT_OBTAINED = frozenset({"NOBT", "REFU"})
VERIFIED_DAYS = (30, 90, 180)


@dataclass(frozen=True, slots=True)
class QualityMeasure:
    """One measure: what those counted have, and of whom it is asked."""

    words: str
    of_whom: str


MEASURES: Mapping[str, QualityMeasure] = {
    "postcode": QualityMeasure("A postcode, or a care-of where the address is protected", "Everybody"),
    "phone": QualityMeasure("A phone number", "Everybody"),
    "uln": QualityMeasure("A unique learner number", "Year 12 and above"),
    "ethnicity": QualityMeasure("Ethnicity obtained", "Everybody"),
    "send": QualityMeasure("Whether they have a plan or SEN support", "Everybody"),
    "level_of_need": QualityMeasure("A level of need that somebody assessed", "Everybody"),
    "year_11": QualityMeasure("Where they were in Year 11", "Year 12 and above"),
    "guarantee": QualityMeasure("A September Guarantee status", "Those whom the guarantee is about"),
    "review": QualityMeasure("No review date that has passed", "Those with a review date"),
    **{
        f"verified_{days}": QualityMeasure(f"Status confirmed in the last {days} days", "Year 12 and above")
        for days in VERIFIED_DAYS
    },
}


def quality_of(facts: ReturnFacts, on: date, *, period_end: date, has_phone: bool) -> Iterator[tuple[str, bool]]:
    """Yield each measure that applies to somebody on a day, and whether they have what it asks for."""
    group = year_group(facts.birth_date, period_end)
    address = facts.address
    yield "postcode", bool(address and (address.care_of if address.is_protected else address.postcode))
    yield "phone", has_phone
    yield "ethnicity", not facts.values["ethnicity"].is_default and facts.value("ethnicity") not in NOT_OBTAINED
    yield "send", not (facts.values["send_flag"].is_default and facts.values["sen_support_flag"].is_default)
    yield "level_of_need", not facts.values["level_of_need"].is_default
    due = guarantee_year(facts.birth_date, period_end)
    if due in (YEAR_11, YEAR_12):
        known = facts.guarantees.get(due)
        yield "guarantee", known is not None and known.status != NOT_YET_RECORDED
    speaking = latest_of(facts, on)
    if speaking and speaking.statement.review_date:
        yield "review", speaking.statement.review_date >= on
    if group >= YEAR_12:
        yield "uln", bool(facts.uln)
        yield "year_11", bool(facts.value("year_11_la"))
        verified = speaking.statement.effective_date if speaking else None
        for days in VERIFIED_DAYS:
            yield f"verified_{days}", verified is not None and verified >= on - timedelta(days=days)


def latest_of(facts: ReturnFacts, on: date) -> ToldActivity | None:
    """Return the statement that speaks on a day, or None where none has begun."""
    started = [each for each in facts.activities if each.statement.start_date <= on]
    return max(started, key=lambda each: each.statement.rank) if started else None
