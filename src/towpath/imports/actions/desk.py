"""
One chunk of a list against the people we hold: who each row is about, and what its effects are once somebody is known.

Planning and applying use the same desk, so that what is shown before is what is done after.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from towpath.imports.effects import MADE_PEOPLE, Effects, Meaning, effects_of, of_newcomer, of_somebody_known
from towpath.imports.formats import format_named
from towpath.imports.models import Batch, Row
from towpath.imports.storing import restored
from towpath.matching.models import Decision
from towpath.matching.register import Register, Remembered, described, fingerprint, held_of
from towpath.matching.scoring import Scored, Scorer
from towpath.organisation.queries import settings_on
from towpath.people.facts import PersonFacts
from towpath.rules.recognition import Candidate, Description, Recognition, Verdict, weighed
from towpath.rules.residence import lives_within, postcode_areas

ROLLS = frozenset({"school_roll", "school_census"})
"""Lists of who is at a school on a day; a transfer file says who was."""
NOBODY = "nobody"
ELSEWHERE = "elsewhere"
PARKED = "parked"
Told = tuple[Effects, Description]
"""What a row says, and how that describes whom it is about."""


@dataclass(slots=True)
class Place:
    """
    One row and who it is about: `person_id` is negative for somebody new, of whom several rows may speak.

    With `held` not empty nothing comes of the row until a person decides; `rivals` are whom to show beside it. `scored`
    are those it is like, where exact agreement left it open, and `because` says so where a score recognised it. `kept`
    names what the row says of who somebody is that we hold otherwise, with what it says.
    `is_decided_new` says that a person decided that it is about somebody new.
    """

    row: Row
    effects: Effects
    description: Description
    person_id: int | None = None
    is_decided_new: bool = False
    held: str = ""
    rivals: tuple[int, ...] = ()
    because: str = ""
    scored: Sequence[Scored] = ()
    kept: Sequence[tuple[str, str]] = ()

    @property
    def known_as(self) -> int:
        """Return who the row is about, once somebody is found."""
        assert self.person_id is not None
        return self.person_id

    @property
    def is_new(self) -> bool:
        """Return whether the row is about somebody we do not hold yet."""
        return self.person_id is not None and self.person_id < 0


@dataclass(frozen=True, slots=True)
class _Exactly:
    """What a row says, and whom it is about by what was decided and by exact agreement alone."""

    effects: Effects
    description: Description
    decided: Remembered
    recognition: Recognition

    @property
    def is_open(self) -> bool:
        """Return whether a score may still say whom the row is about."""
        return self.decided.kind is None and self.recognition.verdict is not Verdict.RECOGNISED

    @property
    def person_id(self) -> int | None:
        """Return whom it is about, where that is known: what was decided comes first."""
        return self.decided.person_id if self.decided.kind is not None else self.recognition.person_id


def description_of(row: Row, meaning: Meaning) -> Description:
    """Return what a row says of whom it is about, under whose fingerprint a decision is remembered."""
    return described(effects_of(restored(row.values), meaning).person)


def meaning_of(batch: Batch) -> Meaning:
    """Return what a batch lends each of its rows."""
    sender = batch.sender
    place = sender.establishment
    listed = str(settings_on(batch.organisation, batch.as_at_date)["residence.postcodes"])
    return Meaning(
        kind=format_named(batch.format).kind,
        as_at=batch.as_at_date,
        la_code=batch.organisation.la_code,
        issuer=(place.establishment_number or place.ukprn) if place else sender.code,
        establishment_id=place.pk if place else None,
        postcodes=postcode_areas(listed),
        is_roll=batch.format in ROLLS and place is not None and place.is_school,
    )


AROUND = 2_500
"""
Of a list no longer than this, only those of the register are loaded whom it may be about; and so many rows, from the
first on, are scored together, whether they are shown or done.
"""
DONE = (Row.Outcome.CREATED, Row.Outcome.UPDATED, Row.Outcome.UNCHANGED)


def open_desk(batch: Batch, rows: Collection[Row]) -> "Desk":
    """Return a desk with the register for these rows, which are all that are still to come."""
    sender, meaning = batch.sender.code, meaning_of(batch)
    if len(rows) > AROUND:
        return Desk(batch, meaning, Register.load(batch.organisation, sender=sender))
    told = {row.number: _told(row, meaning) for row in rows}
    descriptions = [description for _, description in told.values()]
    return Desk(batch, meaning, Register.around(batch.organisation, descriptions, sender=sender), told)


def _told(row: Row, meaning: Meaning) -> Told:
    effects = effects_of(restored(row.values), meaning)
    return effects, described(effects.person)


class Desk:
    """
    The rows of one batch, recognised one after another; `register` learns of each new person as it goes.

    `told` holds what rows say, by number, where it was worked out before.
    """

    def __init__(
        self, batch: Batch, meaning: Meaning, register: Register, told: Mapping[int, Told] | None = None
    ) -> None:
        self.batch = batch
        self.meaning = meaning
        self._told = dict(told or {})
        self.register = register
        self._newcomers = 0
        self._decided_new: dict[str, int] = {}
        self._scorer = Scorer(batch.organisation)
        self._looked_at: set[int] = set()
        self._scored: dict[int, Sequence[Scored]] = {}
        self._exact: dict[int, _Exactly] = {}
        done = batch.rows.filter(outcome__in=DONE, person__isnull=False).values_list("person_id", "outcome")
        self._taken = {person_id for person_id, _ in done}
        # Whom this list made was nobody yet when it was shown, so no row of it is likened to them.
        self._made = {person_id for person_id, outcome in done if outcome == Row.Outcome.CREATED}

    def look_at(self, rows: Collection[Row]) -> None:
        """
        Score what exact agreement leaves open, of many rows at once: of those who are like one person one may be sure.
        """
        told: dict[int, PersonFacts] = {}
        for row in rows:
            exactly = self._exact[row.number] = self._exactly(row)
            if exactly.is_open:
                told[row.number] = exactly.effects.person
            elif exactly.person_id is not None:
                self._taken.add(exactly.person_id)
        for number, scored in self._scorer.score(told).items():
            self._scored[number] = [each for each in scored if each.likeness.person_id not in self._made]
        self._looked_at.update(row.number for row in rows)

    def look_ahead(self, rows: Sequence[Row]) -> bool:
        """Score these rows with all that are scored together with them, and return whether any was left to score."""
        windows = sorted({(row.number - 1) // AROUND for row in rows if row.number not in self._looked_at})
        for window in windows:
            self.look_at(self._to_score(window))
        return bool(windows)

    def places(self, rows: Sequence[Row]) -> Iterator[Place]:
        """Yield who each row is about, in order."""
        self.look_ahead(rows)
        for row in rows:
            yield self._place(row)

    def _to_score(self, window: int) -> QuerySet[Row]:
        """Return the rows scored together: those of a window of the list that reading did not settle."""
        numbers = (window * AROUND + 1, (window + 1) * AROUND)
        return self.batch.rows.filter(number__range=numbers).exclude(planned="").defer("as_given")

    def _exactly(self, row: Row) -> "_Exactly":
        """Return what a row says and whom it is about without any score."""
        if row.number not in self._told:
            self._told[row.number] = _told(row, self.meaning)
        effects, description = self._told[row.number]
        decided = self.register.remembered(description)
        return _Exactly(effects, description, decided, self.register.recognise(description))

    def _place(self, row: Row) -> Place:
        # What was found when the row was scored still holds, unless the register has learnt of somebody since.
        exactly = self._exact.pop(row.number, None) or self._exactly(row)
        self._told.pop(row.number, None)
        effects, decided, exact = exactly.effects, exactly.decided, exactly.recognition
        place = Place(row=row, effects=effects, description=exactly.description)
        if decided.kind == Decision.Kind.PARKED:
            return _held(place, PARKED)
        if decided.kind == Decision.Kind.SAME:
            place.person_id = decided.person_id
            # Whoever answers for who somebody is puts it right, once a person has said whom their row is about.
            return place if self.meaning.kind in MADE_PEOPLE else self._as_known(place)
        place.scored = self._scored.get(row.number, ())
        likenesses = [each.likeness for each in place.scored]
        recognition = weighed(exact, likenesses, taken=self._taken, never=decided.never)
        if recognition.verdict is Verdict.RECOGNISED:
            place.person_id = recognition.person_id
            if recognition is not exact:
                place.because = recognition.because.name.lower()
        elif decided.kind == Decision.Kind.SOMEBODY_NEW:
            place.is_decided_new = True
            place.person_id = self._decided_newcomer(place.description)
        elif self._may_make(recognition, effects):
            place.person_id = self._newcomer(place.description)
        elif recognition.verdict is Verdict.UNKNOWN:
            is_here = lives_within(effects.person.postcode, self.meaning.postcodes)
            return _held(place, ELSEWHERE if is_here is False else NOBODY)
        else:
            return _held(place, recognition.because.name.lower(), recognition.rivals)
        if place.is_new:
            place.effects = of_newcomer(effects, self.meaning)
        elif place.because or self.meaning.kind not in MADE_PEOPLE:
            return self._as_known(place)
        return place

    def _as_known(self, place: Place) -> Place:
        """Keep who somebody is as we hold it, and note what the row says otherwise."""
        # A person, or a score, may say that it is somebody who shares nothing by which the register was loaded.
        known = self.register.known(place.known_as) or held_of(self.batch.organisation, place.known_as)
        if known is not None:
            place.effects, place.kept = of_somebody_known(place.effects, known)
        return place

    def _may_make(self, recognition: Recognition, effects: Effects) -> bool:
        person = effects.person
        is_described = person.legal_given_name and person.legal_family_name and person.birth_date
        return bool(recognition.verdict is Verdict.UNKNOWN and self.meaning.kind in MADE_PEOPLE and is_described)

    def _decided_newcomer(self, description: Description) -> int:
        """Return the one newcomer of a decision, however many rows it covers."""
        key = fingerprint(description)
        if key not in self._decided_new:
            self._decided_new[key] = self._newcomer(description)
        return self._decided_new[key]

    def _newcomer(self, description: Description) -> int:
        self._newcomers += 1
        self.register.add(Candidate(person_id=-self._newcomers, description=description))
        self._exact.clear()
        return -self._newcomers

    def written(self, numbers: dict[int, int]) -> None:
        """Learn the ids under which newcomers were written."""
        if numbers:
            self.register.renumber(numbers)
            self._exact.clear()
        self._made.update(numbers.values())


def _held(place: Place, because: str, rivals: tuple[int, ...] = ()) -> Place:
    place.held = because
    # A rival who is only on this list has no record to show yet.
    place.rivals = tuple(person_id for person_id in rivals if person_id > 0)
    return place
