"""What is kept, and what was let go to whom."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from towpath.organisation.models import Organisation


class StoredFile(models.Model):
    """
    One file as it came or as it went out. Two of the same bytes are two rows and one file on disk.

    `original_name` is what its sender called it, which may name a young person. `removed_at` says the bytes are gone.
    """

    class FileClass(models.TextChoices):
        INCOMING = "incoming"
        REJECTED_ROWS = "rejected_rows"
        RETURN = "return"
        EXPORT = "export"
        DOCUMENT = "document"

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="files")
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    file_class = models.CharField(max_length=16, choices=FileClass.choices)
    original_name = models.CharField(max_length=255)
    owner = models.CharField(max_length=64)
    uploaded_at = models.DateTimeField()
    keep_until_date = models.DateField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    privacy: ClassVar = {
        "organisation": "operational",
        "sha256": "operational",
        "size": "operational",
        "file_class": "operational",
        "original_name": "identifying",
        "owner": "operational",
        "uploaded_at": "operational",
        "keep_until_date": "operational",
        "removed_at": "operational",
    }

    class Meta:
        db_table = "files_stored_file"
        constraints = (
            models.CheckConstraint(condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="file_hash_is_sha256_in_hex"),
            models.CheckConstraint(
                condition=Q(removed_at__isnull=True) | Q(removed_at__gte=F("uploaded_at")),
                name="file_is_removed_after_it_came",
            ),
        )
        indexes = (models.Index(fields=("organisation", "sha256"), name="files_stored_file_hash"),)

    def __str__(self) -> str:
        return f"{self.file_class} {self.pk}"


class Release(models.Model):
    """One file let go to somebody outside, for a purpose, under an agreement."""

    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="releases")
    to = models.CharField(max_length=128)
    purpose = models.CharField(max_length=64)
    agreement = models.CharField(max_length=64)
    released_at = models.DateTimeField()
    by = models.CharField(max_length=64)

    privacy: ClassVar = {
        "file": "operational",
        "to": "operational",
        "purpose": "operational",
        "agreement": "operational",
        "released_at": "operational",
        "by": "operational",
    }

    class Meta:
        db_table = "files_release"

    def __str__(self) -> str:
        return f"{self.file_id} to {self.to}"
