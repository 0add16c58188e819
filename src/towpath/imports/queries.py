"""What can be asked about lists: which came, and who owes us one."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from towpath.access.viewer import Viewer
from towpath.imports.actions.desk import ELSEWHERE, NOBODY
from towpath.imports.actions.settling import DECIDABLE
from towpath.imports.formats import FORMATS
from towpath.imports.models import Batch as Batch
from towpath.imports.models import ExpectedList, Layout
from towpath.imports.models import Row as Row
from towpath.imports.models import Sender as Sender
from towpath.rules.recognition import Because

WHO_IS_IT = (NOBODY, ELSEWHERE, *(because.name.lower() for because in Because))
"""Why a row is held that asks whom it is about; any other held row waits for something else."""


TO_DO = (Batch.State.STAGED, Batch.State.STOPPED, Batch.State.APPLYING)

CAME_IN_VAIN = (Batch.State.REFUSED, *TO_DO)


class SenderNotFoundError(LookupError):
    """There is no such sender for this viewer."""


class RowNotFoundError(LookupError):
    """There is no such row for this viewer."""


class LayoutNotFoundError(LookupError):
    """There is no such layout for this viewer."""


class BatchNotFoundError(LookupError):
    """There is no such batch for this viewer."""


def list_batches(viewer: Viewer) -> QuerySet[Batch]:
    """Return the batches of the viewer's organisation, latest first; nothing for those who may not see imports."""
    if not viewer.may("imports.view"):
        return Batch.objects.none()
    rows = Batch.objects.filter(organisation_id=viewer.organisation_id).select_related(
        "sender", "organisation", "file", "layout"
    )
    return rows.order_by("-number")


def list_batches_to_do(viewer: Viewer) -> QuerySet[Batch]:
    """Return the batches that nobody has applied, or not to their end, or whose columns are asked, latest first."""
    return list_batches(viewer).filter(Q(state__in=TO_DO) | Q(asks_columns=True))


def list_batches_with_held(viewer: Viewer) -> QuerySet[Batch]:
    """Return the batches of which a row still waits for somebody, latest first."""
    held = Row.objects.filter(_is_held(), batch=OuterRef("pk"))
    return list_batches(viewer).filter(Exists(held), state__in=DECIDABLE)


def get_batch(viewer: Viewer, number: int) -> Batch:
    """
    Return one batch of the viewer's organisation.

    :raises BatchNotFoundError: there is none, or it is not for this viewer
    """
    batch = list_batches(viewer).filter(number=number).first()
    if batch is None:
        raise BatchNotFoundError(f"There is no batch {number} here.")
    return batch


def list_batches_of_file(viewer: Viewer, batch: Batch) -> list[Batch]:
    """Return the other batches that came of exactly the same file, the earliest first."""
    same = list_batches(viewer).filter(file__sha256=batch.file.sha256).exclude(pk=batch.pk)
    return list(same.order_by("number"))


def get_row(viewer: Viewer, row_id: int) -> Row:
    """
    Return one row of a batch of the viewer's organisation.

    :raises RowNotFoundError: there is none, or it is not for this viewer
    """
    rows = Row.objects.filter(pk=row_id, batch__in=list_batches(viewer).order_by())
    row = rows.select_related("batch", "batch__sender", "batch__organisation", "person").first()
    if row is None:
        raise RowNotFoundError(f"There is no row {row_id} here.")
    return row


def list_rows_told(viewer: Viewer, sources: Collection[str]) -> Mapping[str, Row]:
    """Return the rows that decisions or statements name as where they came from, by that name. One query."""
    if not viewer.may("people.match"):
        return {}
    wanted = [source.split(":")[1:] for source in sources if source.count(":") == 2]
    told = Q(pk__in=())
    for batch_id, number in wanted:
        told |= Q(batch_id=int(batch_id), number=int(number))
    rows = Row.objects.filter(told, batch__organisation_id=viewer.organisation_id).select_related("batch__sender")
    return {row.source: row for row in rows.defer("as_given")}


def sender_names(viewer: Viewer) -> Mapping[str, str]:
    """Return what each sender is called, by its code, those that send no more too. One query."""
    if not viewer.may("people.match"):
        return {}
    rows = Sender.objects.filter(organisation_id=viewer.organisation_id).order_by("-is_active", "name")
    names: dict[str, str] = {}
    for code, name in rows.values_list("code", "name"):
        names.setdefault(code, name)
    return names


def list_held(viewer: Viewer) -> QuerySet[Row]:
    """Return the rows that wait for somebody to say whom they are about, by batch and then in the order of the file."""
    if not viewer.may("people.match"):
        return Row.objects.none()
    batches = {"batch__organisation_id": viewer.organisation_id, "batch__state__in": DECIDABLE}
    rows = Row.objects.filter(_is_held(), because__in=WHO_IS_IT, **batches)
    return rows.select_related("batch", "batch__sender").order_by("batch__number", "number")


NAMING = (Row.Outcome.CREATED, Row.Outcome.UPDATED, Row.Outcome.UNCHANGED)
IS_THERE = ("started", "here")
"""What a row of a mixed list says of whoever is with its sender."""
ROLLS = tuple(each.name for each in FORMATS if each.names_who_is_there and each.kind != "mixed")
MIXED = tuple(each.name for each in FORMATS if each.names_who_is_there and each.kind == "mixed")


def people_named_since(viewer: Viewer, day: date) -> frozenset[int]:
    """
    Return the records that a school's, college's or provider's list received since a day has named as being there. One
    query.

    Whether it told anything new makes no difference; a list that was undone, or not applied yet, names nobody, and so
    does what says where nobody is, as a log of contacts, or who left.
    """
    if not viewer.may("chase.work"):
        return frozenset()
    rows = Row.objects.filter(
        batch__organisation_id=viewer.organisation_id,
        batch__state__in=(Batch.State.APPLIED, Batch.State.APPLYING),
        batch__received_at__date__gte=day,
        outcome__in=NAMING,
        person__isnull=False,
    )
    is_there = Q(batch__format__in=ROLLS) | Q(batch__format__in=MIXED, values__says__in=IS_THERE)
    named = rows.filter(is_there).order_by().values_list("person_id", flat=True).distinct()
    return frozenset(each for each in named if each is not None)


def _is_held() -> Q:
    return Q(outcome=Row.Outcome.HELD) | Q(outcome=Row.Outcome.WAITING, planned=Row.Outcome.HELD)


def list_senders(viewer: Viewer) -> QuerySet[Sender]:
    """Return the active senders of the viewer's organisation, by name; none for those who may not see imports."""
    if not viewer.may("imports.view"):
        return Sender.objects.none()
    rows = Sender.objects.filter(organisation_id=viewer.organisation_id, is_active=True)
    return rows.select_related("organisation", "owner", "establishment").order_by("name", "format", "pk")


def get_sender(viewer: Viewer, sender_id: int) -> Sender:
    """
    Return one active sender of the viewer's organisation.

    :raises SenderNotFoundError: there is none, or it is not for this viewer
    """
    sender = list_senders(viewer).filter(pk=sender_id).first()
    if sender is None:
        raise SenderNotFoundError(f"There is no sender {sender_id} here.")
    return sender


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """
    One line of the sender board: a list expected, whose it is to chase, and whether it came.

    `waiting` is the number of the sender's latest list where that one was not applied: it could not be read, or waits.
    """

    expected: ExpectedList
    is_late: bool
    waiting: int | None = None


def list_expected(viewer: Viewer, on: date) -> list[Owed]:
    """Return the lists expected of active senders, those still owed first, the longest owed at the top. One query."""
    if not viewer.may("imports.view"):
        return []
    rows = ExpectedList.objects.filter(sender__organisation_id=viewer.organisation_id, sender__is_active=True)
    rows = rows.select_related("sender", "sender__owner", "sender__establishment", "batch")
    batches = Batch.objects.filter(sender=OuterRef("sender")).order_by("-number")
    latest = {f"latest_{name}": Subquery(batches.values(name)[:1]) for name in ("number", "state")}
    rows = rows.annotate(**latest)
    ordered = rows.order_by(F("answered_at").asc(nulls_first=True), "due_date", "sender__name", "id")
    return [
        Owed(
            expected=row,
            is_late=row.batch_id is None and row.due_date < on,
            waiting=_came_in_vain(row),
        )
        for row in ordered
    ]


def _came_in_vain(row: Any) -> int | None:
    """Return the number of the sender's latest list where a list is owed and that one was not applied."""
    return row.latest_number if row.batch_id is None and row.latest_state in CAME_IN_VAIN else None


def list_owed_by(viewer: Viewer, sender: Sender) -> QuerySet[ExpectedList]:
    """Return what a sender still owes, the longest owed first; none for those who may not see imports."""
    rows = ExpectedList.objects.filter(sender__in=list_senders(viewer).order_by(), sender=sender, batch__isnull=True)
    return rows.order_by("due_date", "pk")


def list_layouts(viewer: Viewer, sender: Sender) -> QuerySet[Layout]:
    """Return what was said of a sender's columns and is gone by, the latest first; none for those without leave."""
    rows = Layout.objects.filter(sender__in=list_senders(viewer).order_by(), sender=sender, withdrawn_at__isnull=True)
    return rows.order_by("-version")


def get_layout(viewer: Viewer, layout_id: int) -> Layout:
    """
    Return one layout of the viewer's organisation.

    :raises LayoutNotFoundError: there is none, or it is not for this viewer
    """
    senders = list_senders(viewer).order_by()
    layout = Layout.objects.filter(pk=layout_id, sender__in=senders).select_related("sender").first()
    if layout is None:
        raise LayoutNotFoundError(f"There is no layout {layout_id} here.")
    return layout
