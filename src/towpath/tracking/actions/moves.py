"""Writing down that somebody moved between councils, and letting what goes with them out."""

import io
from datetime import date, datetime, timedelta
from typing import BinaryIO

from django.db import IntegrityError
from django.utils.timezone import localdate

from towpath.access.viewer import Viewer
from towpath.audit import Actor
from towpath.audit.actions import transaction
from towpath.files.actions import keep, release
from towpath.files.agreement import Agreement
from towpath.files.models import StoredFile
from towpath.organisation.queries import standards_for
from towpath.people.actions import set_return_fact
from towpath.people.models import Address, Person
from towpath.people.queries import get_person
from towpath.people.sameness import Sameness
from towpath.rules.moves import Direction, MayGo, Part, parts_that_go, wrong_with_move
from towpath.rules.residence import UNKNOWN_AREA
from towpath.tracking.models import CouncilMove
from towpath.tracking.moving import MoveTold, letter_of, sheet_of
from towpath.tracking.queries.moves import get_move_facts

PURPOSE = "move between councils"
KEPT_FOR = timedelta(days=180)
MOST_TO, MOST_GROUND = 120, 64
SOURCE = "page:council_move"
WRITTEN_ALREADY = "This move is written down already. Open it under Moves."


class MoveRefusedError(ValueError):
    """A move cannot be written down, or its papers cannot go; `asks_for` names the question, if one."""

    def __init__(self, words: str, *, asks_for: str = "") -> None:
        super().__init__(words)
        self.asks_for = asks_for


def record_move_out(
    viewer: Viewer,
    person: Person,
    *,
    la_code: str,
    moved_date: date,
    to_whom: str,
    ground: str,
    parts: frozenset[Part],
    by: Actor,
    by_name: str,
    at: datetime,
) -> CouncilMove:
    """
    Write down that somebody moved to another council, make what goes with them, and let that council lead from then.

    What goes is kept as two files, to be let out by `hand_over_move`; a protected address is in neither.

    :raises MoveRefusedError: it is no other council, it has not happened yet, nobody or no ground is named, or it is
        written down already
    """
    for name, words, most in (("to_whom", to_whom, MOST_TO), ("ground", ground, MOST_GROUND)):
        if not words.strip():
            raise MoveRefusedError("Say it, so that the letter and the log can.", asks_for=name)
        if len(words.strip()) > most:
            raise MoveRefusedError(f"That is longer than {most} characters. Shorten it.", asks_for=name)
    _refuse_wrong(person, Direction.OUT, la_code, moved_date, at)
    on, standards = localdate(at), standards_for(person.organisation)
    record = get_person(viewer, person.public_id, on)
    asked = MayGo(
        chosen=parts,
        is_address_protected=_is_protected(person),
        is_sharing_limited=record.is_sharing_limited,
    )
    facts = get_move_facts(viewer, record, parts_that_go(asked), on)
    told = MoveTold(
        council=person.organisation.name,
        to_code=la_code,
        to_council=standards.areas[la_code].label,
        to_whom=to_whom.strip(),
        moved_date=moved_date,
        ground=ground.strip(),
        said_by=by_name,
        said_date=on,
    )
    sheet = _kept(person, sheet_of(facts, told).encode("utf-8-sig"), f"move-to-{la_code}.csv", by=by, at=at)
    content, ending = letter_of(facts, told, standards, sheet_sha256=sheet.sha256)
    letter = _kept(person, content, f"move-to-{la_code}-letter.{ending}", by=by, at=at)
    return _write(
        person,
        Direction.OUT,
        la_code,
        moved_date,
        lead_la=la_code,
        by=by,
        at=at,
        to_whom=told.to_whom,
        ground=told.ground,
        parts=",".join(sorted(facts.parts)),
        sheet=sheet,
        letter=letter,
    )


def record_move_in(*, person: Person, la_code: str, moved_date: date, by: Actor, at: datetime) -> CouncilMove:
    """
    Write down that somebody moved here from another council, and that this one leads from then.

    :raises MoveRefusedError: it is no other council, it has not happened yet, or it is written down already
    """
    _refuse_wrong(person, Direction.IN, la_code, moved_date, at)
    return _write(person, Direction.IN, la_code, moved_date, lead_la=person.organisation.la_code, by=by, at=at)


def hand_over_move(*, move: CouncilMove, name: str, by: Actor, at: datetime) -> tuple[BinaryIO, StoredFile]:
    """
    Let one paper of a move out, open; that it went is committed first.

    :param name: sheet or letter
    :raises MoveRefusedError: there is no such paper, or the address in it was protected since
    :raises towpath.files.actions.ReleaseRefusedError: its ground does not let it go
    :raises towpath.files.actions.FileRemovedError: its time was up
    """
    file: StoredFile | None = {"sheet": move.sheet, "letter": move.letter}.get(name)
    if file is None:
        raise MoveRefusedError("There is no such paper.")
    if Part.ADDRESS in move.parts.split(",") and _is_protected(move.person):
        with transaction(by=by, at=at, durable=True) as events:
            events.record("council_move.hand_over_refused", person=move.person.public_id, subject=_subject(move))
        raise MoveRefusedError(
            "Their address has been protected since this was made, so it cannot go. Ring the other council instead."
        )
    agreement = Agreement(
        reference=move.ground,
        parties=frozenset({move.to_whom}),
        covers=frozenset({PURPOSE}),
        from_date=localdate(move.recorded_at),
    )
    content = release(
        file, to=move.to_whom, purpose=PURPOSE, agreement=agreement, by=by, at=at, persons=[move.person.public_id]
    )
    return content, file


def _refuse_wrong(person: Person, direction: Direction, la_code: str, moved_date: date, at: datetime) -> None:
    on = localdate(at)
    own = (person.organisation.la_code, UNKNOWN_AREA)
    areas = standards_for(person.organisation).areas.items()
    councils = {code for code, area in areas if area.in_force(on) and code not in own}
    asks_for, words = wrong_with_move(la_code, councils, moved_date, on)
    if words:
        raise MoveRefusedError(words, asks_for=asks_for)
    # Papers are made before the move is written: a second sending must not leave a second set behind.
    same = {"person": person, "direction": direction.value, "la_code": la_code, "moved_date": moved_date}
    if CouncilMove.objects.filter(**same).exists():
        raise MoveRefusedError(WRITTEN_ALREADY)


def _is_protected(person: Person) -> bool:
    """Return whether any address of theirs is kept from others, whatever its days: an old one may still be theirs."""
    records = Sameness.around(person.organisation, [person.pk]).everyone
    return Address.objects.known_at(None).filter(person_id__in=records, is_protected=True).exists()


def _write(
    person: Person,
    direction: Direction,
    la_code: str,
    moved_date: date,
    *,
    lead_la: str,
    by: Actor,
    at: datetime,
    **columns: object,
) -> CouncilMove:
    try:
        with transaction(by=by, at=at) as events:
            move = CouncilMove.objects.create(
                organisation_id=person.organisation_id,
                person=person,
                direction=direction.value,
                la_code=la_code,
                moved_date=moved_date,
                recorded_at=at,
                recorded_by=by.user,
                **columns,
            )
            set_return_fact(
                person=person, field="lead_la", value=lead_la, source=SOURCE, by=by, at=at, from_date=moved_date
            )
            events.record(
                f"council_move.{direction.value}_recorded",
                person=person.public_id,
                subject=_subject(move),
                after={"la_code": la_code, "moved_date": str(moved_date), "parts": move.parts},
            )
    except IntegrityError as error:
        raise MoveRefusedError(WRITTEN_ALREADY) from error
    return move


def _kept(person: Person, content: bytes, name: str, *, by: Actor, at: datetime) -> StoredFile:
    return keep(
        organisation=person.organisation,
        content=io.BytesIO(content),
        original_name=name,
        file_class=StoredFile.FileClass.EXPORT,
        keep_until_date=localdate(at) + KEPT_FOR,
        by=by,
        at=at,
    )


def _subject(move: CouncilMove) -> str:
    return f"tracking_council_move:{move.pk}"
