"""Writing down that somebody moved between councils, and letting what goes with them out."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import BinaryIO

from django.utils.timezone import localdate

from towpath.access.viewer import Viewer
from towpath.audit import Actor
from towpath.audit.actions import Events, transaction
from towpath.files.actions import keep, release, remove
from towpath.files.agreement import Agreement
from towpath.files.models import Release, StoredFile
from towpath.organisation.queries import standards_for
from towpath.people.actions import set_return_fact, withdraw_source
from towpath.people.models import Person, SharingLimit
from towpath.people.protected import protected_among
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
MOST_BECAUSE = 200
WITHDRAWN = "This move was withdrawn, so nothing goes by it. Look at it again."
LESS_MAY_GO = (
    "Their address has been protected or their sharing limited since this was made, so it cannot go. Withdraw it and "
    "write it down again: less goes then. Or ring the other council."
)
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
        is_address_protected=bool(protected_among(person.organisation, [person.pk])),
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
    # Both are made before anything is held: setting a letter takes seconds.
    sheet = sheet_of(facts, told).encode("utf-8-sig")
    letter, ending = letter_of(facts, told, standards, sheet_sha256=sha256(sheet).hexdigest())
    with _once(person, Direction.OUT, la_code, moved_date, by=by, at=at) as events:
        return _write(
            events,
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
            sheet=_kept(person, sheet, f"move-to-{la_code}.csv", by=by, at=at),
            letter=_kept(person, letter, f"move-to-{la_code}-letter.{ending}", by=by, at=at),
        )


def record_move_in(*, person: Person, la_code: str, moved_date: date, by: Actor, at: datetime) -> CouncilMove:
    """
    Write down that somebody moved here from another council, and that this one leads from then.

    :raises MoveRefusedError: it is no other council, it has not happened yet, or it is written down already
    """
    _refuse_wrong(person, Direction.IN, la_code, moved_date, at)
    own = person.organisation.la_code
    with _once(person, Direction.IN, la_code, moved_date, by=by, at=at) as events:
        return _write(events, person, Direction.IN, la_code, moved_date, lead_la=own, by=by, at=at)


def hand_over_move(*, move: CouncilMove, name: str, by: Actor, at: datetime) -> tuple[BinaryIO, StoredFile]:
    """
    Let one paper of a move out, open; that it went is committed first.

    :param name: sheet or letter
    :raises MoveRefusedError: there is no such paper, the move was withdrawn, or less may go now than went into it
    :raises towpath.files.actions.ReleaseRefusedError: its ground does not let it go
    :raises towpath.files.actions.FileRemovedError: its time was up
    """
    file: StoredFile | None = {"sheet": move.sheet, "letter": move.letter}.get(name)
    if file is None:
        raise MoveRefusedError("There is no such paper.")
    reason = _reason_to_keep(move, at)
    if reason:
        with transaction(by=by, at=at, durable=True) as events:
            events.record("council_move.hand_over_refused", person=move.person.public_id, subject=_subject(move))
        raise MoveRefusedError(reason)
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


def withdraw_move(*, move: CouncilMove, because: str, by: Actor, at: datetime) -> CouncilMove:
    """
    Take back a move that was written by mistake, so that whoever led before leads again.

    Papers that went stay in the log and in the store; the others are removed. What was said since of who leads stands.

    :raises MoveRefusedError: it is not said why, or it was withdrawn before
    """
    words = " ".join(because.split())
    if not words:
        raise MoveRefusedError("Say why it is withdrawn.", asks_for="because")
    if len(words) > MOST_BECAUSE:
        raise MoveRefusedError(f"That is longer than {MOST_BECAUSE} characters. Shorten it.", asks_for="because")
    with transaction(by=by, at=at) as events:
        held = CouncilMove.objects.select_for_update(of=("self",), no_key=True).get(pk=move.pk)
        if held.withdrawn_at is not None:
            raise MoveRefusedError(WITHDRAWN)
        held.withdrawn_at, held.withdrawn_by, held.withdrawn_because = at, by.user, words
        held.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_because"])
        withdraw_source(organisation=held.organisation, source=_source(held), by=by, at=at)
        for paper in (held.sheet, held.letter):
            if paper and not paper.removed_at and not Release.objects.filter(file=paper).exists():
                remove(paper, by=by, at=at)
        events.record("council_move.withdrawn", person=held.person.public_id, subject=_subject(held))
    return held


def _reason_to_keep(move: CouncilMove, at: datetime) -> str:
    """Return why no paper of a move may go now, and what to do; empty where they may."""
    if CouncilMove.objects.filter(pk=move.pk, withdrawn_at__isnull=False).exists():
        return WITHDRAWN
    records = Sameness.around(move.organisation, [move.person_id]).everyone
    limits = SharingLimit.objects.known_at(None).in_force(localdate(at)).filter(person_id__in=records)
    parts = frozenset(Part(each) for each in move.parts.split(","))
    may_go = parts_that_go(
        MayGo(
            chosen=parts,
            is_address_protected=bool(protected_among(move.organisation, [move.person_id])),
            is_sharing_limited=limits.exists(),
        )
    )
    return "" if parts <= may_go else LESS_MAY_GO


def _refuse_wrong(person: Person, direction: Direction, la_code: str, moved_date: date, at: datetime) -> None:
    on = localdate(at)
    own = (person.organisation.la_code, UNKNOWN_AREA)
    areas = standards_for(person.organisation).areas.items()
    councils = {code for code, area in areas if area.in_force(on) and code not in own}
    asks_for, words = wrong_with_move(la_code, councils, moved_date, on)
    if words:
        raise MoveRefusedError(words, asks_for=asks_for)


@contextmanager
def _once(
    person: Person, direction: Direction, la_code: str, moved_date: date, *, by: Actor, at: datetime
) -> Iterator[Events]:
    """Open the transaction in which a move is written with its papers; nobody else writes one of the same person."""
    with transaction(by=by, at=at) as events:
        Person.objects.select_for_update(of=("self",), no_key=True).get(pk=person.pk)
        same = CouncilMove.objects.filter(person=person, direction=direction.value, la_code=la_code)
        if same.filter(moved_date=moved_date, withdrawn_at__isnull=True).exists():
            raise MoveRefusedError(WRITTEN_ALREADY)
        yield events


def _write(
    events: Events,
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
        person=person, field="lead_la", value=lead_la, source=_source(move), by=by, at=at, from_date=moved_date
    )
    events.record(
        f"council_move.{direction.value}_recorded",
        person=person.public_id,
        subject=_subject(move),
        after={"la_code": la_code, "moved_date": str(moved_date), "parts": move.parts},
    )
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


def _source(move: CouncilMove) -> str:
    # Each has its own, so that withdrawing one puts back what it alone replaced.
    return f"page:council_move:{move.pk}"
