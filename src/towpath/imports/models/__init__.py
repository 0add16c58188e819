"""Everything kept about what arrives."""

from towpath.imports.models.asking import (
    LONGEST_NAME,
    LONGEST_WORRY,
    AttendanceWorry,
    ListRequest,
    SenderContact,
    SenderLink,
    SentFile,
)
from towpath.imports.models.batch import Batch, Row
from towpath.imports.models.layout import ImportedContact, Layout
from towpath.imports.models.move import MoveTotal
from towpath.imports.models.sender import ExpectedList, Sender

__all__ = [
    "LONGEST_NAME",
    "LONGEST_WORRY",
    "AttendanceWorry",
    "Batch",
    "ExpectedList",
    "ImportedContact",
    "Layout",
    "ListRequest",
    "MoveTotal",
    "Row",
    "Sender",
    "SenderContact",
    "SenderLink",
    "SentFile",
]
