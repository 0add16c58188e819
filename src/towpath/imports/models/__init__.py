"""Everything kept about what arrives."""

from towpath.imports.models.batch import Batch, Row
from towpath.imports.models.sender import ExpectedList, Sender

__all__ = ["Batch", "ExpectedList", "Row", "Sender"]
