"""Take in a complaint, give it to a manager with a day, acknowledge it, answer it, and learn from it."""

from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from django.db import IntegrityError
from django.db.models import Count, Q
from django.utils.timezone import localdate

from towpath.access.models import User
from towpath.access.queries import roles_in_force
from towpath.audit import Actor
from towpath.audit.actions import Events, transaction
from towpath.audit.facts import facts
from towpath.organisation.models import Organisation
from towpath.rules.access import roles_that_may
from towpath.rules.voice import Clock, complaint_owed, telling_words
from towpath.tasks.actions import add_task, finish_task, hand_over_task
from towpath.tasks.models import Task
from towpath.voice.actions.recording import NewVoice, record_voice
from towpath.voice.actions.steps import (
    VoiceChangedError,
    VoiceRefusedError,
    new_reference,
    said_in_words,
    subject_of,
)
from towpath.voice.courses import complaint_course_of, terms_of, working_days_after
from towpath.voice.models import Complaint, VoiceEntry

TO_DO = {Clock.ACKNOWLEDGE: "Acknowledge complaint {}", Clock.ANSWER: "Answer complaint {}"}


@dataclass(frozen=True, slots=True, kw_only=True)
class NewComplaint:
    """A complaint as given; see `Complaint` for its parts."""

    words: str
    wanted: str = ""
    is_about_data: bool = False
    complainant_name: str = ""
    complainant_contact: str = ""


def receive_complaint(
    *, organisation: Organisation, given: NewComplaint, sending: str, by: Actor, at: datetime
) -> Complaint:
    """
    Return a new complaint with a task for a manager, or the one that this very form made before.

    It goes to the manager who has the fewest to answer. Where nobody here is a manager it waits in the list.

    :param sending: the mark of the form, made when it was shown
    :raises VoiceRefusedError: it says nothing, or more than can be kept
    """
    words = said_in_words("Write what went wrong", given.words)
    mark = sha256(sending.encode()).hexdigest()
    try:
        with transaction(by=by, at=at) as events:
            row = Complaint.objects.create(
                organisation=organisation, reference=new_reference(), sending=mark, received_at=at,
                received_by=by.user, words=words, wanted=given.wanted.strip(), is_about_data=given.is_about_data,
                complainant_name=given.complainant_name.strip(), complainant_contact=given.complainant_contact.strip(),
                owner=_least_busy(organisation, localdate(at)),
            )  # fmt: skip
            _set_next_task(row, by=by, at=at)
            events.record("complaint.received", subject=subject_of(row), after=facts(row))
    except IntegrityError:
        earlier = Complaint.objects.filter(organisation=organisation, sending=mark).first()
        if earlier is None:
            raise
        return earlier
    return row


def acknowledge_complaint(*, complaint: Complaint, version: int, how: str, by: Actor, at: datetime) -> None:
    """
    Say how whoever complained was told that we have it and who looks at it.

    :raises VoiceRefusedError: it was acknowledged or answered already, or it is not said how
    :raises VoiceChangedError: somebody changed it since
    """
    how = said_in_words("Say how you told them, or that they left no way to", how, most=300)
    with transaction(by=by, at=at) as events:
        row = _held(complaint, version)
        if row.acknowledged_at is not None:
            raise VoiceRefusedError("This was acknowledged already.")
        _change(row, events, "complaint.acknowledged", by=by, at=at, acknowledged_at=at, acknowledged_how=how)


def answer_complaint(*, complaint: Complaint, version: int, outcome: str, words: str, by: Actor, at: datetime) -> None:
    """
    Say what came of a complaint, in the words that whoever complained was told.

    :raises VoiceRefusedError: it was answered already, or says nothing
    :raises VoiceChangedError: somebody changed it since
    """
    if outcome not in Complaint.Outcome.values:
        raise VoiceRefusedError("Say whether they were right, right in part, or not.")
    words = said_in_words("Write what they were told", words)
    with transaction(by=by, at=at) as events:
        _change(
            _held(complaint, version), events, "complaint.answered", by=by, at=at,
            answered_at=at, outcome=outcome, answer_words=words,
        )  # fmt: skip


def hand_over_complaint(*, complaint: Complaint, version: int, owner: User, by: Actor, at: datetime) -> None:
    """
    Give a complaint to another manager, as when it is about the one who has it.

    :raises VoiceRefusedError: it was answered already, or they are no manager here
    :raises VoiceChangedError: somebody changed it since
    """
    with transaction(by=by, at=at) as events:
        row = _held(complaint, version)
        if not _managers(row.organisation, localdate(at)).filter(pk=owner.pk).exists():
            raise VoiceRefusedError("Choose a manager who works here.")
        if row.task is not None and row.task.state == Task.State.OPEN:
            hand_over_task(task=row.task, owner=owner, by=by, at=at)
        _change(row, events, "complaint.handed_over", by=by, at=at, has_news=row.task is None, owner=owner)


def learn_from_complaint(
    *, complaint: Complaint, version: int, words: str, theme: str, owner: User, by: Actor, at: datetime
) -> VoiceEntry:
    """
    Put what a complaint teaches in the voice register, in words that name nobody, and return the entry.

    :raises VoiceRefusedError: it is there already, or the words could tell who somebody is
    :raises VoiceChangedError: somebody changed it since
    """
    if found := telling_words(words, [complaint.complainant_name]):
        raise VoiceRefusedError(f"These words hold {', '.join(found)}. The register is read by the whole team.")
    with transaction(by=by, at=at) as events:
        row = _held(complaint, version, answered_too=True)
        if row.entry_id is not None:
            raise VoiceRefusedError("This is in the voice register already.")
        entry = record_voice(
            organisation=row.organisation,
            given=NewVoice(
                came_from=VoiceEntry.From.COMPLAINT, words=words, said_date=localdate(row.received_at), theme=theme,
                owner=owner, said_count=1,
            ),
            # A mark that no form may send: longer than a form's own, and known to nobody outside.
            sending=f"complaint:{row.sending}", by=by, at=at,
        )  # fmt: skip
        _change(row, events, "complaint.learnt_from", by=by, at=at, has_news=False, entry=entry)
    return entry


def _held(complaint: Complaint, version: int, *, answered_too: bool = False) -> Complaint:
    rows = Complaint.objects.select_for_update(of=("self",), no_key=True).select_related(
        "organisation", "task", "owner"
    )
    row = rows.get(pk=complaint.pk)
    if row.answered_at is not None and not answered_too:
        raise VoiceRefusedError("This complaint was answered already. Look at it again.")
    if row.version != version:
        raise VoiceChangedError(row)
    return row


def _change(
    row: Complaint, events: Events, kind: str, *, by: Actor, at: datetime, has_news: bool = True, **values: Any
) -> None:
    before = facts(row)
    if has_news and row.owner_id is None and "owner" not in values:
        values["owner"] = User.objects.filter(public_id=by.user).first()
    for name, value in values.items():
        setattr(row, name, value)
    row.version += 1
    row.save(update_fields=[*values, "version"])
    if has_news:
        _set_next_task(row, by=by, at=at)
    events.record(kind, subject=subject_of(row), before=before, after=facts(row))


def _set_next_task(row: Complaint, *, by: Actor, at: datetime) -> None:
    """Finish the task that was, and give the owner the next: to acknowledge, then to answer, then none."""
    if row.task is not None and row.task.state == Task.State.OPEN:
        finish_task(task=row.task, by=by, at=at)
    terms = terms_of(row.organisation, localdate(row.received_at))
    owed = complaint_owed(complaint_course_of(row), terms, working_days_after)
    if owed is None or row.owner is None:
        return
    row.task = add_task(
        organisation=row.organisation, kind=Task.Kind.COMPLAINT,
        words=TO_DO[owed.clock].format(f"{row.reference[:4]}-{row.reference[4:]}"), due_date=owed.due_date,
        owner=row.owner, source=subject_of(row), by=by, at=at,
    )  # fmt: skip
    row.save(update_fields=["task"])


def _managers(organisation: Organisation, on: date) -> Any:
    roles = roles_in_force(on).filter(organisation=organisation, role__in=roles_that_may("voice.manage"))
    return User.objects.filter(pk__in=roles.values("user_id"))


def _least_busy(organisation: Organisation, on: date) -> User | None:
    mine = Count("complaints", filter=Q(complaints__answered_at__isnull=True, complaints__organisation=organisation))
    return _managers(organisation, on).annotate(waiting=mine).order_by("waiting", "name", "pk").first()
