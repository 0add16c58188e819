"""What a page about details looks up before it asks: names for codes, what may be chosen, and what stands there now."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest

from towpath.people.kinds import Kind
from towpath.people.queries import AddressRecord, HeldFact
from towpath.web.people.details.forms import Asked
from towpath.web.people.details.kinds import Detail
from towpath.web.people.details.presenters import Known, is_hidden
from towpath.web.people.reading import Subject, staff_names

LINES_SELDOM_USED = ("address_line_3", "address_line_4")
UNSEEN = frozenset(
    {"address_line_1", "address_line_2", *LINES_SELDOM_USED, "town", "county", "postcode", "from_date", "is_protected"}
)
"""What is not asked about an address of somebody who asks may not see it."""


def known_about(request: HttpRequest, subject: Subject, held: Sequence[HeldFact]) -> Known:
    """Return the names that stand for what these details hold as codes and ids."""
    return Known(staff=staff_names(subject.viewer))


def asked_about(
    request: HttpRequest, subject: Subject, detail: Detail, held: Sequence[HeldFact], one: HeldFact | None
) -> Asked:
    """Return what the questions about a detail depend on; `one` is the detail that is corrected."""
    leave_out: set[str] = set()
    if detail.kind is Kind.ADDRESSES:
        leave_out = _not_asked_of_address(held, one)
    elif detail.kind is Kind.NAMES:
        is_former = one is not None and getattr(one.says, "kind", "") == "former"
        leave_out = {"keep_old"} if one is None else {"kind", "keep_old"} if is_former else {"kind"}
    return Asked(is_new=one is None, leave_out=frozenset(leave_out))


def _not_asked_of_address(held: Sequence[HeldFact], one: HeldFact | None) -> set[str]:
    if one is not None and is_hidden(one):
        return set(UNSEEN)
    says = one.says if one else None
    unused = {name for name in LINES_SELDOM_USED if not (isinstance(says, AddressRecord) and getattr(says, name))}
    if any(map(is_hidden, held)):
        # The next address of somebody protected is protected too; whoever adds it need not and cannot say otherwise.
        return {"is_protected", "care_of", *unused}
    return unused


def initial_of(detail: Detail, subject: Subject, one: HeldFact | None) -> dict[str, Any]:
    """Return the answers to start from: what the detail says now."""
    if one is None:
        protected = subject.record.address is not None and subject.record.address.is_protected
        return {"is_protected": "yes" if protected else "no", "is_safe": "unknown"}
    said = {name: getattr(one.says, name) for name in detail.form.base_fields if hasattr(one.says, name)}
    said |= {"from_date": one.from_date, "to_date": one.to_date}
    return said | {name: "yes" if value else "no" for name, value in said.items() if isinstance(value, bool)}
