"""Keep a file, let it go, and remove it."""

from collections.abc import Iterable
from datetime import date, datetime
from functools import partial
from typing import BinaryIO

from django.db import transaction as database
from django.utils.timezone import localdate

from towpath.audit import Actor
from towpath.audit.actions import transaction
from towpath.audit.facts import facts
from towpath.files import store
from towpath.files.agreement import Agreement, reason_to_refuse
from towpath.files.models import Release, StoredFile
from towpath.organisation.models import Organisation

MOST_BYTES = 100 * 1024 * 1024


class ReleaseRefusedError(Exception):
    """The file may not go where it was to go. The message says why and what to do."""


class FileRemovedError(Exception):
    """The bytes of this file were removed, as its retention said."""


def keep(
    *,
    organisation: Organisation,
    content: BinaryIO,
    original_name: str,
    file_class: StoredFile.FileClass | str,
    by: Actor,
    at: datetime,
    keep_until_date: date | None = None,
    most_bytes: int = MOST_BYTES,
) -> StoredFile:
    """
    Keep a file exactly as it is.

    The bytes are on disk before the row is, so a row never points at nothing; bytes whose row was undone are found by
    no one.

    :raises towpath.files.store.FileTooLargeError: there are more than `most_bytes`
    """
    with store.kept_from_erasure(organisation.code):
        digest, size = store.write(organisation.code, content, most_bytes=most_bytes)
        with transaction(by=by, at=at) as events:
            kept = StoredFile.objects.create(
                organisation=organisation,
                sha256=digest,
                size=size,
                file_class=file_class,
                original_name=_short_name(original_name),
                owner=by.user,
                uploaded_at=at,
                keep_until_date=keep_until_date,
            )
            events.record("file.kept", subject=f"files_stored_file:{kept.pk}", after=facts(kept))
    return kept


def check_not_removed(file: StoredFile) -> None:
    """
    Do nothing where a file's bytes should be here; they are not read.

    :raises FileRemovedError: they were removed
    """
    if file.removed_at:
        raise FileRemovedError("This file was removed when its time was up.")


def open_kept(file: StoredFile) -> BinaryIO:
    """
    Return a kept file, open at its start, for the house's own work; whoever shows it to somebody discloses first.

    :raises FileRemovedError: its bytes were removed
    :raises towpath.files.store.FileDamagedError: its bytes are missing or altered
    """
    check_not_removed(file)
    return store.open_checked(file.organisation.code, file.sha256)


def release(
    file: StoredFile,
    *,
    to: str,
    purpose: str,
    agreement: Agreement | None,
    by: Actor,
    at: datetime,
    persons: Iterable[object] = (),
) -> BinaryIO:
    """
    Let a file go to somebody outside, and return it open; that it went, and whose records it holds, is committed first.

    A refusal is recorded too.

    :raises ReleaseRefusedError: no live agreement with them covers this purpose
    :raises RuntimeError: called inside a transaction, which could still be undone after the bytes had gone
    """
    subject = f"files_stored_file:{file.pk}"
    reason = reason_to_refuse(agreement, to=to, purpose=purpose, on=localdate(at))
    if reason or agreement is None:
        with transaction(by=by, at=at, durable=True) as events:
            events.record("file.release_refused", subject=subject, after={"to": to, "purpose": purpose})
        raise ReleaseRefusedError(reason)
    content = open_kept(file)
    try:
        with transaction(by=by, at=at, durable=True) as events:
            gone = Release.objects.create(
                file=file, to=to, purpose=purpose, agreement=agreement.reference, released_at=at, by=by.user
            )
            events.record("file.released", subject=subject, persons=persons, after=facts(gone))
    except BaseException:
        content.close()
        raise
    return content


def remove(file: StoredFile, *, by: Actor, at: datetime) -> None:
    """
    Remove a file's bytes and its sender's name for it; that it was here, and its hash, stay.

    The bytes go once this is committed, unless another row still needs them.

    :raises FileRemovedError: it was removed before
    """
    with transaction(by=by, at=at) as events:
        rows = StoredFile.objects.filter(pk=file.pk, removed_at__isnull=True)
        if not rows.update(removed_at=at, original_name=""):
            raise FileRemovedError("This file was removed when its time was up.")
        file.removed_at, file.original_name = at, ""
        events.record("file.removed", subject=f"files_stored_file:{file.pk}")
        # Bytes without a row are found by no one, but a row must not point at nothing: so they go last.
        database.on_commit(partial(_erase_unless_needed, file.organisation, file.sha256))


def _erase_unless_needed(organisation: Organisation, digest: str) -> None:
    needed = StoredFile.objects.filter(organisation=organisation, sha256=digest, removed_at__isnull=True)
    store.erase_unless(organisation.code, digest, needed.exists)


def _short_name(name: str) -> str:
    """Return the last part of a name, without the folders of its sender's machine."""
    return name.replace("\\", "/").rpartition("/")[2][-255:]
