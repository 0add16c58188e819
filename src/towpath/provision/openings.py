"""What a list or a person tells of one opening, and what became of it."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from hashlib import sha256

from towpath.provision.establishments import Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningFacts:
    """
    Facts as given; see `Opening` for each. None is not given, and takes the place of nothing.

    :param establishment_id: whose opening it is
    """

    establishment_id: int | None
    title: str
    kind: str = "course"
    reference: str = ""
    qualification: str | None = None
    sector: str | None = None
    level: int | None = None
    description: str | None = None
    delivery: str | None = None
    place: str | None = None
    postcode: str | None = None
    start_rule: str | None = None
    start_date: date | None = None
    end_date: date | None = None
    apply_by_date: date | None = None
    duration: str | None = None
    study_mode: str | None = None
    attendance: str | None = None
    hours_a_week: int | None = None
    least_age: int | None = None
    most_age: int | None = None
    entry_level: int | None = None
    entry_words: str | None = None
    asks_english_and_maths: bool | None = None
    teaches_english_and_maths: bool | None = None
    has_send_support: bool | None = None
    is_small_group: bool | None = None
    is_reengagement: bool | None = None
    support_words: str | None = None
    places: int | None = None
    places_as_at_date: date | None = None
    cost: Decimal | None = None
    cost_words: str | None = None
    url: str | None = None

    @property
    def key(self) -> str:
        """Return what the same opening is recognised by when it is told again."""
        # A run that starts on another day, at another place or for longer is another thing to join.
        parts = (
            *(self.kind, self.reference, self.title, self.qualification, self.delivery, self.place),
            *(self.start_date, self.duration, self.study_mode, self.attendance),
        )
        said = "\n".join(str(part or "").casefold().strip() for part in parts)
        return sha256(said.encode()).hexdigest()

    def columns(self) -> Mapping[str, object]:
        """Return what is given, under the name of its column."""
        given = {field.name: getattr(self, field.name) for field in fields(self) if field.name != "establishment_id"}
        return {name: value for name, value in given.items() if value is not None and value != ""}


@dataclass(frozen=True, slots=True)
class RecordedOpening:
    """What became of one opening's facts: its id, the columns that changed, or why nothing was recorded."""

    opening_id: int | None
    outcome: Outcome
    changed: tuple[str, ...] = ()
    problem_code: str = ""
    words: str = ""
