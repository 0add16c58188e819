"""Two statements of one young person side by side, in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from towpath.clock import LONDON
from towpath.people.queries import PersonRecord
from towpath.rules.ledger import is_not_known
from towpath.rules.resolving import Suggestion, Way, suggested
from towpath.rules.sources import source_of
from towpath.standards import Standards, load_standards
from towpath.tracking.values import told_from
from towpath.web.parts import Column, Link, Table, Tag
from towpath.web.words import NOT_RECORDED, date_in_words, plural, short_date

COLUMNS = (
    Column("Young person", heading=True),
    Column("We hold"),
    Column("The news"),
    Column("We suggest"),
    Column("Waiting since", whole=True),
)
SUGGESTED = {Way.TAKE: "Go by the news", Way.KEEP: "Keep what we hold", Way.ASK: "Ask them"}
SIDE_COLUMNS = (Column("Question", heading=True), Column("We hold"), Column("The news"), Column("The same?"))
SAME = Tag("Same", "grey")
DIFFERENT = Tag("Different", "orange")
ONE_SAYS = Tag("Only one says", "grey")


@dataclass(frozen=True, slots=True)
class Telling:
    """What turns codes into words: the published lists, and senders' names by their code."""

    standards: Standards
    senders: Mapping[str, str]

    def activity(self, told: Any) -> str:
        """Return what somebody is said to be doing, with its code."""
        code = self.standards.edition_on(told.start_date).activity_codes.get(told.code)
        return f"{code.label} ({told.code})" if code else f"Code {told.code}"

    def who(self, told: Any) -> str:
        """Return whose word it is and how they came by it."""
        source = source_of(told.how)
        words = source.words if source else told.how
        name = self.senders.get(told.sender, "")
        return f"{name}: {words[:1].lower()}{words[1:]}" if name else words


def conflicts_table(conflicts: Sequence[Any], people: Mapping[int, PersonRecord], telling: Telling) -> Table:
    rows = [
        (
            Link(_name(people.get(each.person_id)), reverse("conflicts_one", args=[each.pk]), "decide"),
            _doing(each.contradicts, telling),
            _doing(each, telling),
            SUGGESTED[suggestion_for(each).way],
            short_date(each.received_at),
        )
        for each in conflicts
    ]
    return Table("Conflicts, the longest waiting first", COLUMNS, rows, cards=True)


def suggestion_for(conflict: Any) -> Suggestion:
    """Return what we would do about a conflict, and why."""
    held = conflict.contradicts
    return suggested(
        told_from(held, number=held.pk, recorded_at=held.recorded_at),
        told_from(conflict, number=conflict.pk, recorded_at=conflict.received_at),
        is_taken_back=held.withdrawn_at is not None,
        has_lost=is_not_known(conflict.code, conflict.start_date, load_standards()),
    )


def sides_table(conflict: Any, telling: Telling) -> Table:
    """Return what we hold beside what the news says, question by question."""
    held = conflict.contradicts
    rows = []
    for label, said in (
        ("Doing what", telling.activity),
        ("Where", _place),
        ("On which course", lambda told: told.course_title),
        ("From", lambda told: date_in_words(told.start_date)),
        ("Until", lambda told: date_in_words(told.end_date) if told.end_date else "No end given"),
        ("Who said so", telling.who),
        ("As true on", lambda told: date_in_words(told.verified_date or told.start_date)),
    ):
        ours, news = said(held), said(conflict)
        if ours or news:
            rows.append((label, ours or NOT_RECORDED, news or NOT_RECORDED, compared(ours, news)))
    received = (date_in_words(held.recorded_at), date_in_words(conflict.received_at))
    rows.append(("We were told", *received, SAME if received[0] == received[1] else DIFFERENT))
    return Table("What we hold beside the news", SIDE_COLUMNS, rows, cards=True, caption_hidden=True)


def compared(ours: str, news: str) -> Tag:
    """Return in a word whether two sides agree; where one of them says nothing, neither is wrong."""
    if not ours or not news:
        return ONE_SAYS
    return SAME if ours == news else DIFFERENT


def summary_of(conflict: Any, on: date) -> str:
    """Return how far apart the two words are, as one sentence."""
    held = conflict.contradicts
    apart = abs(((conflict.verified_date or conflict.start_date) - (held.verified_date or held.start_date)).days)
    waited = max((on - conflict.received_at.astimezone(LONDON).date()).days, 0)
    between = f"{plural(apart, 'day')} apart" if apart else "on the same day"
    since = f"This has waited {plural(waited, 'day')}." if waited else "The news came today."
    return f"Two sources spoke {between}. {since}"


def by_any_record(records: Mapping[int, PersonRecord]) -> dict[int, PersonRecord]:
    """Return people by the id of each of their records, merged ones too."""
    return {each: record for record in records.values() for each in (record.id, *record.merged_ids)}


def _name(record: PersonRecord | None) -> str:
    return (record.shown_name if record else "") or "Name not recorded"


def _doing(told: Any, telling: Telling) -> str:
    """Return what somebody is said to be doing and where: two may say the same of different places."""
    return ", ".join(filter(None, (telling.activity(told), _place(told))))


def _place(told: Any) -> str:
    return told.establishment.name if told.establishment else told.provider_name
