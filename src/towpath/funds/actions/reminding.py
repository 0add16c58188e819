"""
What a request gives people to do: decide it, and bring its receipt.

Such a task names the request by its number alone and nobody by name: whoever may see tasks may not see money. It is
ticked off by nobody: what is done about the request settles it.
"""

from datetime import date, datetime

from towpath.access.models import User
from towpath.access.queries import roles_in_force
from towpath.audit import Actor
from towpath.funds.models import SupportRequest
from towpath.rules.access import roles_that_may
from towpath.rules.funds import decide_by_date, receipt_due_date
from towpath.tasks.actions import add_task, drop_task, finish_task
from towpath.tasks.models import Task

DECIDE, RECEIPT = "decide", "receipt"
SEEN_TO = "Somebody else has seen to it"


def remind_to_decide(request: SupportRequest, *, by: Actor, at: datetime) -> None:
    """Give everybody who may decide a request a task to do so, but never whoever asked."""
    roles = roles_in_force(at.date()).filter(
        organisation_id=request.organisation_id, role__in=roles_that_may("funds.approve")
    )
    deciders = {role.user_id: role.user for role in roles if role.user_id != request.asked_by_id}
    for user in deciders.values():
        words = f"Decide request {request.pk} in the support fund"
        _remind(request, DECIDE, Task.Kind.APPROVAL, words, decide_by_date(at.date()), user, by=by, at=at)


def remind_of_receipt(request: SupportRequest, paid_date: date, *, by: Actor, at: datetime) -> None:
    """Give whoever asked a task to bring the receipt of what was paid."""
    words = f"Add the receipt of request {request.pk} in the support fund"
    due = receipt_due_date(paid_date)
    _remind(request, RECEIPT, Task.Kind.NEXT_STEP, words, due, request.asked_by, by=by, at=at)


def settle_reminders(
    request: SupportRequest, what: str, user: User | None, *, by: Actor, at: datetime, reason: str = SEEN_TO
) -> None:
    """
    Settle the tasks of a request for one thing: done for who did it, needed no more for anybody else.

    :param user: who did it, or nobody, where it is not done and needed by nobody any more
    :param reason: why it is needed no more
    """
    open_tasks = Task.objects.filter(source=_source(request, what), state=Task.State.OPEN)
    for task in open_tasks.select_for_update(no_key=True).order_by("pk"):
        if user is not None and task.owner_id == user.pk:
            finish_task(task=task, by=by, at=at)
        else:
            drop_task(task=task, reason=reason, by=by, at=at)


def _remind(
    request: SupportRequest, what: str, kind: str, words: str, due_date: date, owner: User, *, by: Actor, at: datetime
) -> None:
    add_task(
        organisation=request.organisation, kind=kind, words=words, due_date=due_date, owner=owner,
        source=_source(request, what), by=by, at=at,
    )  # fmt: skip


def _source(request: SupportRequest, what: str) -> str:
    return f"funds_support_request:{request.pk}:{what}"
