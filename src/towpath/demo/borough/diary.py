"""
What the team itself did in the month: attempts, confirmations, who advises whom, and whom the virtual school told it
of long before. Loadable, unlike the truth: it names people as the team would.
"""

import random
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from towpath.demo.borough.borough import Borough
from towpath.demo.borough.truth import to_csv

CONFIRMATIONS = tuple(
    """
    date nccis_id adviser how told_by outcome activity_code start_date place expected_end_date review_date
    """.split()
)
CASELOADS = ("nccis_id", "upn", "adviser", "start_date", "level_of_need")
LOOKED_AFTER = ("nccis_id", "upn", "given_name", "family_name", "birth_date", "from_date")
TOLD_OF_FROM = date(2024, 4, 1)
"""The day on which the virtual school first gave the team its list."""


def diary_files(borough: Borough) -> Iterator[tuple[str, str]]:
    """Yield (name, text): the month's confirmations and attempts, the caseloads, and the virtual school's list."""
    yield "confirmations.csv", to_csv(CONFIRMATIONS, sorted(_month(borough), key=lambda row: (row[0], row[1])))
    yield "caseloads.csv", to_csv(CASELOADS, _caseloads(borough))
    yield "looked_after.csv", to_csv(LOOKED_AFTER, _looked_after(borough))


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


def _looked_after(borough: Borough) -> Iterator[Sequence[object]]:
    """
    Yield the looked-after pupils of Year 9 and above in the school year 2024-25 whom the previous system holds as well.

    Since when is drawn for each alone, so that nobody else's row moves with it.
    """
    for person in borough.people:
        facts = borough.facts[person.id]
        is_told_of = facts.has("110") and person.is_ours and person.is_resident and 10 <= person.year_group <= 13
        is_plain = person.legal_given_name and not (facts.sharing_limited or person.protected)
        if not (is_told_of and is_plain) or person.id in borough.newcomers:
            continue
        days = (TOLD_OF_FROM - person.birth_date).days - 365
        since = person.birth_date + timedelta(days=random.Random(f"{person.id}:care").randint(365, days))
        names = (person.legal_given_name, person.legal_family_name)
        yield person.nccis_id, person.upn, *names, person.birth_date, since
