"""Which files there are."""

from django.db.models import QuerySet

from towpath.access.viewer import Viewer
from towpath.files.models import StoredFile


class FileNotFoundHereError(LookupError):
    """The viewer's organisation holds no such file."""


def list_files(viewer: Viewer) -> QuerySet[StoredFile]:
    """Return the files of the viewer's organisation, the latest first; nothing for those who may not download."""
    if not viewer.may("files.download"):
        return StoredFile.objects.none()
    return StoredFile.objects.filter(organisation_id=viewer.organisation_id).order_by("-uploaded_at", "-id")


def get_file(viewer: Viewer, file_id: int) -> StoredFile:
    """
    Return one file of the viewer's organisation.

    :raises FileNotFoundHereError: there is none, or it is not for this viewer
    """
    file = list_files(viewer).select_related("organisation").filter(pk=file_id).first()
    if file is None:
        raise FileNotFoundHereError(f"There is no file {file_id} here.")
    return file


def list_files_like(viewer: Viewer, sha256: str) -> list[StoredFile]:
    """Return the files of the viewer's organisation with exactly these bytes, the earliest first."""
    return list(StoredFile.objects.filter(organisation_id=viewer.organisation_id, sha256=sha256).order_by("id"))
