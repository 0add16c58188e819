"""Requests for what is held, what was decided of it, the copies that were made, and holds."""

from towpath.privacy.models.holds import RecordHold
from towpath.privacy.models.requests import AccessRequest, PackDecision, SubjectPack

__all__ = ["AccessRequest", "PackDecision", "RecordHold", "SubjectPack"]
