"""Signing a return off, taking its file out, and writing down what became of the upload."""

from collections.abc import Iterable
from datetime import datetime
from typing import BinaryIO

from towpath.audit import Actor
from towpath.audit.actions import disclose, transaction
from towpath.files.actions import open_kept
from towpath.organisation.models import Organisation
from towpath.people.models import Identifier, Person
from towpath.returns.models import Run, SignOff, Upload
from towpath.rules.returns.model import Record
from towpath.rules.returns.read import read_return


class SignOffRefusedError(Exception):
    """The return may not be signed, or not by this person; the words say what to do."""


class UploadRefusedError(ValueError):
    """What is told of an upload cannot be; the words say what to do."""


def sign_off(*, run: Run, by: Actor, at: datetime, note: str = "", because: str = "") -> SignOff:
    """
    Record that somebody other than whoever built it says a return may be sent. It takes the place of one signed before.

    :param because: why a month that was signed before is signed anew; kept with the number of the version
    :raises SignOffRefusedError: they built it themselves, it is not one that may be signed, or nobody says why anew
    """
    with transaction(by=by, at=at) as events:
        # Two returns of one month signed at once must not both be the next version.
        Organisation.objects.select_for_update(no_key=True).get(pk=run.organisation_id)
        now = Run.objects.select_for_update(no_key=True).get(pk=run.pk)
        if refusal := reason_not_to_sign(now, by):
            raise SignOffRefusedError(refusal)
        signed_ever = SignOff.objects.filter(run__organisation=now.organisation_id, run__period_end=now.period_end)
        version = signed_ever.count() + 1
        if version > 1 and not because.strip():
            raise SignOffRefusedError(WHY_ANEW)
        signed_before = Run.objects.filter(
            organisation=now.organisation_id, period_end=now.period_end, state=Run.State.SIGNED
        )
        signed_before.update(state=Run.State.SUPERSEDED)
        now.state = run.state = Run.State.SIGNED
        now.save(update_fields=["state"])
        signed = SignOff.objects.create(
            run=now,
            signed_by=by.user,
            role=by.role,
            signed_at=at,
            note=note,
            version=version,
            why_anew=because.strip() if version > 1 else "",
        )
        after = {"sha256": now.sha256, "version": version}
        events.record("returns.signed", subject=f"returns_run:{run.pk}", after=after)
    return signed


def reason_not_to_sign(run: Run, by: Actor) -> str:
    """Return why somebody may not sign a return as it stands, and what to do; nothing where they may."""
    if run.state != Run.State.CHECKED:
        return _WHY_NOT[Run.State(run.state)]
    return "You built this return, so somebody else must sign it off." if run.built_by == by.user else ""


WHY_ANEW = "This month was signed off before. Say why it is signed anew."
_WHY_NOT = {
    Run.State.BUILT: "NCCIS would turn the whole file away. Put right what fails the file, and build it again.",
    Run.State.SIGNED: "This return has been signed off already.",
    Run.State.SUPERSEDED: "A later return of the same month has taken its place. Sign that one.",
}


def log_upload(
    *, run: Run, uploaded_at: datetime, by: Actor, at: datetime, answer: str = "", words: str = ""
) -> Upload:
    """
    Record that somebody uploaded a signed return by hand, and DfE's answer where there is one.

    :param answer: one of `Upload.Answer`, empty while there is none; log it again when it comes
    :raises UploadRefusedError: it was not signed, the answer is none of those, or the instant will not do
    """
    state = Run.objects.values_list("state", flat=True).get(pk=run.pk)
    if not SignOff.objects.filter(run=run).exists():
        raise UploadRefusedError("This return was not signed off. Have it signed off before it is uploaded.")
    if answer not in Upload.Answer.values:
        raise UploadRefusedError(f"The answer was given as {answer!r}. Choose accepted, partly or rejected.")
    if not run.built_at <= uploaded_at <= at:
        raise UploadRefusedError("The upload is before the return was built, or in the future. Check the day and time.")
    with transaction(by=by, at=at) as events:
        upload = Upload.objects.create(
            run=run, uploaded_at=uploaded_at, answer=answer, words=words, recorded_at=at, recorded_by=by.user
        )
        events.record(
            "returns.upload_logged", subject=f"returns_run:{run.pk}", after={"answer": answer, "state": state}
        )
    return upload


def release_to_hand(*, run: Run, by: Actor, at: datetime) -> BinaryIO:
    """
    Return the kept file, open, for somebody to upload by hand; whose records it holds is committed to the log first.

    :raises towpath.files.actions.FileRemovedError: its time was up
    :raises towpath.files.store.FileDamagedError: its bytes are missing or altered
    """
    content = open_kept(run.file)
    try:
        numbers = [item.young_persons_id for item in read_return(content) if isinstance(item, Record)]
        disclose(
            by=by,
            at=at,
            kind="returns.taken_out",
            persons=_public_ids(run, numbers),
            subject=f"returns_run:{run.pk}",
        )
        content.seek(0)
    except BaseException:
        content.close()
        raise
    return content


def _public_ids(run: Run, numbers: Iterable[str]) -> list[str]:
    """Return the public id of everyone sent under these numbers, whoever holds them now."""
    wanted = set(numbers)
    held = Identifier.objects.filter(organisation=run.organisation_id, kind=Identifier.Kind.NCCIS)
    ids = {person_id for value, person_id in held.values_list("value", "person_id") if value in wanted}
    people = Person.objects.filter(organisation=run.organisation_id).order_by("pk")
    return [public_id for pk, public_id in people.values_list("pk", "public_id") if pk in ids]
