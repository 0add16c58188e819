"""
What a contact who signs in can ask: their own lists, what they sent, and whom they told us of.

Everything here is found from the contact alone. Nothing is ever joined with whom the council knows, so no answer can
depend on it.
"""

from collections.abc import Sequence

from django.db.models import QuerySet

from towpath.access.viewer import Viewer
from towpath.imports.actions.uploading import content_of
from towpath.imports.models import AttendanceWorry, ExpectedList, Sender, SenderContact, SentFile
from towpath.imports.told import Learner, learners_in

__all__ = [
    "NotTheirsError", "Sender", "contact_for", "get_own_asked", "get_own_sent", "learners_of", "list_own_asked",
    "list_own_contacts", "list_own_senders", "list_own_sent", "list_own_worries",
]  # fmt: skip

LEAVE = "lists.send_own"


class NotTheirsError(LookupError):
    """There is no such list, file or sender for this viewer; which of the two is not said."""


def list_own_contacts(viewer: Viewer) -> QuerySet[SenderContact]:
    """Return as whom the viewer is named at which senders; nobody but a provider's own account is any."""
    if not viewer.may(LEAVE):
        return SenderContact.objects.none()
    rows = SenderContact.objects.filter(
        organisation_id=viewer.organisation_id, user_id=viewer.user_id, ended_at__isnull=True
    )
    return rows.select_related("sender").order_by("pk")


def list_own_senders(viewer: Viewer) -> QuerySet[Sender]:
    """Return the senders whose lists are the viewer's to send: every list of a place that they are named for."""
    codes = list_own_contacts(viewer).order_by().values("sender__code")
    rows = Sender.objects.filter(organisation_id=viewer.organisation_id, is_active=True, code__in=codes)
    return rows.select_related("organisation", "establishment", "owner").order_by("name", "format", "pk")


def contact_for(viewer: Viewer, sender: Sender) -> SenderContact:
    """
    Return as whom the viewer sends for a sender.

    :raises NotTheirsError: they are not named there
    """
    found = list_own_contacts(viewer).filter(sender__code=sender.code).first()
    if found is None:
        raise NotTheirsError("You are not named for that sender.")
    return found


def list_own_asked(viewer: Viewer) -> QuerySet[ExpectedList]:
    """Return the lists that the viewer is asked for and the council does not have yet, the first due first."""
    rows = ExpectedList.objects.filter(sender__in=list_own_senders(viewer).order_by(), batch__isnull=True)
    return rows.select_related("sender__organisation", "sender__establishment").order_by("due_date", "pk")


def get_own_asked(viewer: Viewer, expected_id: int) -> ExpectedList:
    """
    Return one list that the viewer is asked for.

    :raises NotTheirsError: there is none
    """
    found = list_own_asked(viewer).filter(pk=expected_id).first()
    if found is None:
        raise NotTheirsError(f"There is no list {expected_id} here.")
    return found


def list_own_sent(viewer: Viewer) -> QuerySet[SentFile]:
    """Return what the viewer sent, by their links or signed in, the latest first."""
    rows = SentFile.objects.filter(sender_link__contact__in=list_own_contacts(viewer).order_by())
    whole = ("file__organisation", "sender_link__sender__organisation", "sender_link__sender__establishment")
    return rows.select_related(*whole).order_by("-sent_at", "-pk")


def get_own_sent(viewer: Viewer, sent_file_id: int) -> SentFile:
    """
    Return one file that the viewer sent.

    :raises NotTheirsError: there is none
    """
    found = list_own_sent(viewer).filter(pk=sent_file_id).first()
    if found is None:
        raise NotTheirsError(f"There is no file {sent_file_id} here.")
    return found


def learners_of(viewer: Viewer, sent: SentFile) -> Sequence[Learner]:
    """
    Return whom a file names that the viewer sent, read anew from its own bytes.

    :raises NotTheirsError: they did not send it
    """
    own = get_own_sent(viewer, sent.pk)
    return learners_in(own.sender_link.sender, content_of(own), own.file.original_name, own.as_at_date)


def list_own_worries(viewer: Viewer) -> QuerySet[AttendanceWorry]:
    """Return what the viewer told of learners, as they told it, the latest first; not what came of it."""
    rows = AttendanceWorry.objects.filter(sender_link__contact__in=list_own_contacts(viewer).order_by())
    return rows.select_related("sender_link__sender").order_by("-received_at", "-pk")
