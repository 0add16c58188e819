"""Open for a while what a role does not see of one person, close it again, and say whether it was right."""

from datetime import datetime, timedelta
from uuid import uuid4

from django.utils.timezone import localdate

from towpath.access.models import User
from towpath.access.queries import roles_in_force
from towpath.audit import Actor
from towpath.audit.actions import transaction
from towpath.audit.facts import facts
from towpath.organisation.calendar import add_working_days
from towpath.organisation.models import Organisation
from towpath.organisation.queries import settings_on
from towpath.people.models import Person
from towpath.people.sameness import Sameness
from towpath.privacy.models import UrgentLook
from towpath.privacy.urgent import open_looks
from towpath.rules.access import may, roles_that_may
from towpath.rules.urgent_looks import Door, doors_for, wrong_with_reason
from towpath.standards.calendar import bank_holidays
from towpath.tasks.actions import add_task, finish_task
from towpath.tasks.models import Task


class UrgentLookRefusedError(ValueError):
    """A look cannot be opened, closed or reviewed as asked; the words say what to do."""


class LookIsOpenError(ValueError):
    """The same look is open already, so that a second time, or another tab, opens nothing more."""

    def __init__(self, look: UrgentLook) -> None:
        super().__init__("You have this open already.")
        self.look = look


def open_urgent_look(*, person: Person, door: str, reason: str, by: Actor, at: datetime) -> UrgentLook:
    """
    Open one door of a person's record to whoever asks, for the council's minutes; each manager is asked to review it.

    :param person: the record that the person goes by
    :raises UrgentLookRefusedError: the role may not ask or sees it anyway, or the reason is shorter than ten words
    :raises LookIsOpenError: they have it open already
    """
    if not may(by.role, "urgent.look") or person.organisation.code != by.organisation:
        raise UrgentLookRefusedError("Your role does not take urgent looks. Ask a manager.")
    if door not in doors_for(by.role):
        raise UrgentLookRefusedError("Choose what you need to see.")
    if wrong := wrong_with_reason(reason):
        raise UrgentLookRefusedError(wrong)
    organisation, on = person.organisation, localdate(at)
    settings = settings_on(organisation, on)
    due_date = add_working_days(on, int(settings["urgent.review_days"]), bank_holidays())
    with transaction(by=by, at=at) as events:
        # The person is locked, so that of two tabs that ask at one moment the second sees the first.
        Person.objects.select_for_update(no_key=True).get(pk=person.pk)
        open_now = open_looks(Sameness.around(organisation, [person.pk]).everyone, by=by.user, at=at)
        if held := next((look for look in open_now if look.door == door), None):
            raise LookIsOpenError(held)
        look = UrgentLook.objects.create(
            public_id=uuid4().hex,
            organisation=organisation,
            person=person,
            door=Door(door).value,
            reason=reason.strip(),
            opened_at=at,
            opened_by=by.user,
            until_at=at + timedelta(minutes=int(settings["urgent.minutes"])),
            review_due_date=due_date,
        )
        for manager in _reviewers(organisation, by=by, at=at):
            # It is about nobody, because a task about somebody stands on their record, where every colleague reads it.
            add_task(
                organisation=organisation, kind=Task.Kind.REVIEW, words="Review an urgent look", due_date=due_date,
                owner=manager, source=_subject(look), by=by, at=at,
            )  # fmt: skip
        events.record("urgent.opened", person=person.public_id, subject=_subject(look), after=facts(look))
    return look


def close_urgent_look(*, look: UrgentLook, by: Actor, at: datetime) -> None:
    """
    Close a look before its time.

    :raises UrgentLookRefusedError: it is somebody else's, or over
    """
    with transaction(by=by, at=at) as events:
        standing = UrgentLook.objects.filter(pk=look.pk, opened_by=by.user, closed_at__isnull=True, until_at__gt=at)
        if not standing.update(closed_at=at):
            raise UrgentLookRefusedError("This is closed already.")
        events.record("urgent.closed", person=look.person.public_id, subject=_subject(look))


def review_urgent_look(*, look: UrgentLook, verdict: str, words: str, by: Actor, at: datetime) -> None:
    """
    Say whether a look was right; one that was wrong is closed at once if it is still open. Its tasks are done.

    :raises UrgentLookRefusedError: the role may not, it was their own, it was reviewed before, nothing is chosen, or
        it was wrong and nothing says why
    """
    if not may(by.role, "urgent.review") or by.user == look.opened_by:
        raise UrgentLookRefusedError("A manager other than whoever looked reviews this.")
    if verdict not in UrgentLook.Verdict.values:
        raise UrgentLookRefusedError("Choose whether it was right to look.")
    if verdict == UrgentLook.Verdict.WRONG and not words.strip():
        raise UrgentLookRefusedError("Say why it was not right, and what is done about it.")
    with transaction(by=by, at=at) as events:
        waiting = UrgentLook.objects.filter(pk=look.pk, reviewed_at__isnull=True)
        review = {"reviewed_at": at, "reviewed_by": by.user, "verdict": verdict, "review_words": words.strip()}
        if not waiting.update(**review):
            raise UrgentLookRefusedError("Somebody has reviewed this already. Look at the list again.")
        if verdict == UrgentLook.Verdict.WRONG:
            UrgentLook.objects.filter(pk=look.pk, closed_at__isnull=True, until_at__gt=at).update(closed_at=at)
        tasks = Task.objects.select_for_update(no_key=True).filter(source=_subject(look), state=Task.State.OPEN)
        for task in tasks.order_by("pk"):
            finish_task(task=task, by=by, at=at)
        after = {"verdict": verdict, "closes_it": verdict == UrgentLook.Verdict.WRONG}
        events.record("urgent.reviewed", person=look.person.public_id, subject=_subject(look), after=after)


def _reviewers(organisation: Organisation, *, by: Actor, at: datetime) -> list[User]:
    """Return everybody who may review it, each once, by name."""
    held = roles_in_force(localdate(at)).filter(organisation=organisation, role__in=roles_that_may("urgent.review"))
    users = {role.user_id: role.user for role in held.order_by("user__name", "user_id")}
    return [user for user in users.values() if user.public_id != by.user]


def _subject(look: UrgentLook) -> str:
    return f"privacy_urgent_look:{look.pk}"
