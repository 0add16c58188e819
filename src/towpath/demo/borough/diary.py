"""
What the team itself did in the month: attempts, confirmations, and who advises whom. Loadable, unlike the truth: it
names people as the team would.
"""

from collections.abc import Iterator, Sequence

from towpath.demo.borough.borough import Borough
from towpath.demo.borough.truth import to_csv

CONFIRMATIONS = tuple(
    """
    date nccis_id adviser how told_by outcome activity_code start_date place expected_end_date review_date
    """.split()
)
CASELOADS = ("nccis_id", "upn", "adviser", "start_date", "level_of_need")


def diary_files(borough: Borough) -> Iterator[tuple[str, str]]:
    """Yield (name, text) for the month's confirmations and attempts, in order of the day, and for the caseloads."""
    yield "confirmations.csv", to_csv(CONFIRMATIONS, sorted(_month(borough), key=lambda row: (row[0], row[1])))
    yield "caseloads.csv", to_csv(CASELOADS, _caseloads(borough))


def _month(borough: Borough) -> Iterator[Sequence[str]]:
    """Yield what was said outside the lists; an attempt that reached nobody gives no activity."""
    for person in borough.people:
        if not borough.is_tracked(person, borough.on):
            continue
        for c in borough.confirmations.get(person.id, ()):
            if c.day > borough.last_month and c.how != "provider list":
                told = c.outcome == "confirmed"
                spell = c.spell
                review = spell.review_date.isoformat() if spell.review_date and spell.review_date > c.day else ""
                activity = (
                    (
                        spell.code,
                        spell.start_date.isoformat(),
                        spell.place,
                        spell.expected_end_date.isoformat() if spell.expected_end_date else "",
                        review,
                    )
                    if told
                    else ("",) * 5
                )
                yield c.day.isoformat(), person.nccis_id, c.adviser, c.how, c.told_by, c.outcome, *activity


def _caseloads(borough: Borough) -> Iterator[Sequence[object]]:
    for person in borough.people:
        life = borough.lives.get(person.id)
        support = borough.early_support.get(person.id) or (life.support if life and person.year_group <= 13 else None)
        if support:
            yield person.nccis_id, person.upn, support.adviser, support.start_date, support.level
