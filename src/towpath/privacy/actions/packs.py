"""Decide about what a person must look at, make the copy, and let it go."""

import io
from datetime import datetime
from typing import BinaryIO

from django.utils.timezone import localdate

from towpath.audit import Actor
from towpath.audit.actions import Events, disclose, transaction
from towpath.files.actions import keep, release
from towpath.files.agreement import Agreement
from towpath.files.models import StoredFile
from towpath.privacy.actions.requests import AccessRefusedError, days_of, held_open, is_open, subject_of
from towpath.privacy.copying import OF_CONCERNS, Gathered, gather, make_copy
from towpath.privacy.looking import WHOLE_ROW, Unit
from towpath.privacy.models import AccessRequest, PackDecision, SubjectPack
from towpath.privacy.models.requests import Part
from towpath.rules.access import may
from towpath.rules.dates import add_months
from towpath.rules.subject_access import GROUNDS, answer_due

PURPOSE = "subject access"
KEPT_MONTHS = 12
"""A copy is kept as long as somebody may come back to it."""

PARTIES = {
    AccessRequest.AskedBy.YOUNG_PERSON: "the young person",
    AccessRequest.AskedBy.PARENT: "a parent, for them",
    AccessRequest.AskedBy.CARER: "a carer, for them",
    AccessRequest.AskedBy.OTHER: "somebody they sent",
}
"""To whom a copy goes, as the log may say it: no name."""


def decide(
    *,
    request: AccessRequest,
    unit: Unit,
    seen_digest: str,
    choice: str,
    by: Actor,
    at: datetime,
    words: str = "",
    ground: str = "",
) -> PackDecision:
    """
    Decide about one text or row: it goes, it goes with these words in its place, or it is kept back on a ground.

    :param seen_digest: of what whoever decides was shown
    :raises AccessRefusedError: it reads otherwise by now, is for others to decide, or words or a ground are missing
    """
    if not _role_may(by, unit):
        raise AccessRefusedError("This is for somebody else to decide.")
    if seen_digest != unit.digest:
        raise AccessRefusedError("This was changed while you were reading. Read it again, then decide.")
    if choice not in PackDecision.Choice.values:
        raise AccessRefusedError("Say whether it goes, goes changed, or is kept back.")
    if choice == PackDecision.Choice.REDACT and unit.field == WHOLE_ROW:
        raise AccessRefusedError("A whole entry goes or is kept back. Its texts are changed one by one.")
    if choice == PackDecision.Choice.REDACT and not words.strip():
        raise AccessRefusedError("Write what is shown in its place.")
    if choice == PackDecision.Choice.WITHHOLD and ground not in GROUNDS:
        raise AccessRefusedError("Choose on what ground it is kept back.")
    with transaction(by=by, at=at) as events:
        row = held_open(request)
        decision = PackDecision.objects.create(
            request=row,
            part=unit.held.told.part,
            table=unit.held.told.label,
            row=unit.held.row,
            field=unit.field,
            digest=unit.digest,
            choice=choice,
            words=words.strip() if choice == PackDecision.Choice.REDACT else "",
            ground=ground if choice == PackDecision.Choice.WITHHOLD else "",
            decided_at=at,
            decided_by=by.user,
        )
        events.record(
            _kind(unit.held.told.part, "decided"), person=row.person.public_id, subject=subject_of(row),
            after={"choice": choice, "ground": decision.ground},
        )  # fmt: skip
    return decision


def build_pack(*, request: AccessRequest, part: str, by: Actor, at: datetime) -> SubjectPack:
    """
    Make the copy of one part from what is held now, and keep it as two files: a page to read, and JSON.

    The safeguarding part of somebody of whom nothing goes out is noted without files, so that every request has one and
    none gives away whether there was anything.

    :raises AccessRefusedError: something waits to be decided, or the role may not
    """
    _check_part(by, part, "subject_access.work")
    on = localdate(at)
    with transaction(by=by, at=at) as events:
        row = held_open(request)
        gathered = gather(row, part, on)
        if gathered.waiting:
            raise AccessRefusedError(f"Decide first about what waits: {len(gathered.waiting)} to look at.")
        page, json = _files(row, part, gathered, by, at)
        pack = SubjectPack.objects.create(
            request=row,
            part=part,
            page=page,
            json=json,
            rows=len(gathered.rows),
            redacted=gathered.redacted,
            withheld=gathered.withheld,
            built_at=at,
            built_by=by.user,
        )
        events.record(
            _kind(part, "built"), person=row.person.public_id, subject=f"privacy_subject_pack:{pack.pk}",
            after={"rows": pack.rows, "redacted": pack.redacted, "withheld": pack.withheld},
        )  # fmt: skip
        _end_if_answered(row, part, events, at)
    return pack


def release_pack(*, pack: SubjectPack, form: str, by: Actor, at: datetime) -> BinaryIO:
    """
    Let a copy go, and return the page or the JSON open; that it went is committed first.

    :param form: "page" or "json"
    :raises AccessRefusedError: they made it themselves, a newer one was made, or nobody knows yet who is asking
    :raises towpath.files.actions.ReleaseRefusedError: the file may not go
    """
    _check_part(by, pack.part, "subject_access.release")
    request = AccessRequest.objects.select_related("person", "organisation").get(pk=pack.request_id)
    if pack.part == Part.MAIN and pack.built_by == by.user:
        raise AccessRefusedError("You made this copy, so somebody else must read it and let it go.")
    newest = SubjectPack.objects.filter(request=request, part=pack.part).order_by("-pk").first()
    if newest is None or newest.pk != pack.pk:
        raise AccessRefusedError("A newer copy was made. Read that one.")
    if answer_due(days_of(request), is_open).due_date is None:
        raise AccessRefusedError("Nobody has shown yet who is asking, or what they mean. Wait for that.")
    if request.closed_as in (AccessRequest.Closed.TAKEN_BACK, AccessRequest.Closed.REFUSED):
        raise AccessRefusedError("This request has ended without a copy.")
    file = {"page": pack.page, "json": pack.json}[form]
    if file is None:
        raise AccessRefusedError("Nothing goes out in this part.")
    party = PARTIES[AccessRequest.AskedBy(request.asked_by)]
    agreement = Agreement(
        reference=f"UK GDPR article 15, request {request.pk}",
        parties=frozenset({party}),
        covers=frozenset({PURPOSE}),
        from_date=request.received_date,
    )
    named = [request.person.public_id]
    if pack.part == Part.SAFEGUARDING:
        # What the log says of a file that went would tell that there was a concern; this kind few may see.
        disclose(by=by, at=at, kind=_kind(pack.part, "taken_out"), persons=named)
        named = []
    content = release(file, to=party, purpose=PURPOSE, agreement=agreement, by=by, at=at, persons=named)
    try:
        _mark_released(pack, by, at)
    except BaseException:
        content.close()
        raise
    return content


def _mark_released(pack: SubjectPack, by: Actor, at: datetime) -> None:
    with transaction(by=by, at=at) as events:
        waiting = SubjectPack.objects.filter(pk=pack.pk, released_at__isnull=True)
        first = waiting.update(released_at=at, released_by=by.user)
        request = (
            AccessRequest.objects.select_for_update(of=("self",), no_key=True)
            .select_related("person")
            .get(pk=pack.request_id)
        )
        events.record(
            _kind(pack.part, "released"), person=request.person.public_id, subject=f"privacy_subject_pack:{pack.pk}",
            after={"first": bool(first)},
        )  # fmt: skip
        _end_if_answered(request, pack.part, events, at)


def _end_if_answered(request: AccessRequest, part: str, events: Events, at: datetime) -> None:
    """
    End a held request whose every part has gone, or is noted to hold nothing that goes.

    :param part: the one that ends it
    """
    newest = {pack.part: pack for pack in request.packs.order_by("pk")}
    is_done = all(
        part in newest and (newest[part].released_at is not None or newest[part].page_id is None)
        for part in Part.values
    )
    if is_done and request.closed_at is None:
        # What the safeguarding lead does with a request is told of nobody by name, save where only the lead sees it.
        person = None if part == Part.SAFEGUARDING else request.person.public_id
        told = {"closed_at": at, "closed_as": AccessRequest.Closed.ANSWERED}
        events.change("subject_access.answered", request, told, person=person)


def _files(
    request: AccessRequest, part: str, gathered: Gathered, by: Actor, at: datetime
) -> tuple[StoredFile | None, StoredFile | None]:
    is_nothing = all(row.kept_back or not row.lines for row in gathered.rows)
    if part == Part.SAFEGUARDING and is_nothing:
        return None, None
    page, json = make_copy(request, part, gathered, localdate(at))

    def kept(content: bytes, ending: str) -> StoredFile:
        return keep(
            organisation=request.organisation,
            content=io.BytesIO(content),
            original_name=f"copy-{request.public_id[:8]}.{ending}",
            file_class=StoredFile.FileClass.EXPORT,
            keep_until_date=add_months(localdate(at), KEPT_MONTHS),
            by=by,
            at=at,
        )

    return kept(page, "html"), kept(json, "json")


def _kind(part: str, what: str) -> str:
    """Return a kind of event; of the safeguarding part it begins as those of concerns do, which few may see."""
    return f"{OF_CONCERNS}.copy_{what}" if part == Part.SAFEGUARDING else f"subject_access.{what}"


def _check_part(by: Actor, part: str, permission: str) -> None:
    wanted = "concern.read" if part == Part.SAFEGUARDING else permission
    if by.role != "system" and not may(by.role, wanted):
        raise AccessRefusedError("This is for somebody of another role.")


def _role_may(by: Actor, unit: Unit) -> bool:
    return by.role == "system" or unit.is_for(by.role)
