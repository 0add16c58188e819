"""Requests for what is held, what was decided of it, the copies that were made, holds, and urgent looks."""

from towpath.privacy.models.holds import RecordHold
from towpath.privacy.models.requests import AccessRequest, PackDecision, SubjectPack
from towpath.privacy.models.urgent_looks import UrgentLook

__all__ = ["AccessRequest", "PackDecision", "RecordHold", "SubjectPack", "UrgentLook"]
