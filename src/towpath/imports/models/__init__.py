"""Everything kept about what arrives."""

from towpath.imports.models.batch import Batch, Row
from towpath.imports.models.layout import ImportedContact, Layout
from towpath.imports.models.move import MoveTotal
from towpath.imports.models.sender import ExpectedList, Sender

__all__ = ["Batch", "ExpectedList", "ImportedContact", "Layout", "MoveTotal", "Row", "Sender"]
