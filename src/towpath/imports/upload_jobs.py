"""What the queue does with what a contact sent: reads a list for the council, and gives a worry to whoever follows."""

from collections.abc import Mapping
from datetime import date, timedelta

from django.db.models import Max, Q, QuerySet
from django.utils.timezone import localdate

from towpath.access.models import User
from towpath.access.queries import roles_in_force
from towpath.audit.actions import transaction
from towpath.caseload.models import Case
from towpath.imports.actions.receiving import refuse
from towpath.imports.jobs import read_list
from towpath.imports.models import AttendanceWorry, Batch, Sender, SenderContact, SentFile
from towpath.jobs.running import Running
from towpath.matching.register import Register, described
from towpath.people.facts import PersonFacts
from towpath.people.models import Person
from towpath.people.sameness import Sameness
from towpath.rules.access import DATA_LEAD
from towpath.rules.dates import day_words
from towpath.rules.problems import Problem
from towpath.rules.recognition import Verdict
from towpath.tasks.actions import add_task
from towpath.tasks.models import Task

FOLLOWED_WITHIN = timedelta(days=2)
"""Days within which somebody rings about a worry. Ours: the sooner, the likelier that they go back."""
REPLACED = Problem(
    code="REPLACED",
    message="The sender sent a mended file in its place, so nothing of this one counts. Look at the later list.",
)


def read_upload(running: Running) -> Mapping[str, object]:
    """Read the file that came by a link as any list, and let a mended file take the place of those before it."""
    upload = SentFile.objects.select_related("file", "sender_link").get(
        organisation_id=running.organisation_id, pk=int(str(running.arguments["upload"]))
    )
    if _is_replaced(upload):
        return {"replaced": True}
    told = {
        "sender": upload.sender_link.sender_id,
        "file": upload.file_id,
        "as_at_date": upload.as_at_date.isoformat(),
        "at": upload.sent_at.isoformat(),
    }
    outcome = read_list(_for(running, told))
    batch = Batch.objects.get(organisation_id=running.organisation_id, number=int(str(outcome["batch"])))
    with transaction(by=running.by, at=running.at) as events:
        # Two files of one list that are read at once meet here, so that whichever ends last sets both right.
        SenderContact.objects.select_for_update(no_key=True).get(pk=upload.sender_link.contact_id)
        SentFile.objects.filter(pk=upload.pk).update(batch=batch)
        events.record("imports.upload_read", subject=f"imports_sent_file:{upload.pk}", after={"batch": batch.pk})
        for each in _replaced(upload):
            _take_back(each, running)
    return outcome


def _for(running: Running, told: Mapping[str, object]) -> Running:
    return Running(running.job_id, running.attempt, running.organisation_id, told, running.by, running.at)


def _is_replaced(upload: SentFile) -> bool:
    return _of_one_list(upload).filter(pk__gt=upload.pk, is_refused=False).exists()


def _replaced(upload: SentFile) -> QuerySet[SentFile]:
    """Return the files before the latest that could be read; one that could not takes no other's place."""
    latest = _of_one_list(upload).filter(is_refused=False).aggregate(pk=Max("pk"))["pk"] or 0
    return _of_one_list(upload).filter(pk__lt=latest)


def _of_one_list(upload: SentFile) -> QuerySet[SentFile]:
    """Return what one contact sent for one list, by whichever links and whether or not they signed in for it."""
    door = upload.sender_link
    of_one = Q(sender_link=door)
    if door.expected_id is not None:
        of_one |= Q(sender_link__contact=door.contact_id, sender_link__expected=door.expected_id)
    return SentFile.objects.filter(of_one)


def _take_back(upload: SentFile, running: Running) -> None:
    """Let nothing of a list count that a later file takes the place of, if nobody has applied it."""
    if upload.batch_id is None:
        return
    batch = Batch.objects.select_for_update(no_key=True).get(pk=upload.batch_id)
    if batch.state in (Batch.State.STAGED, Batch.State.STOPPED) or batch.asks_columns:
        refuse(batch, REPLACED, by=running.by, at=running.at)


def follow_worry(running: Running) -> Mapping[str, object]:
    """
    Give a worry to the adviser of whoever it is surely about, else to whoever chases the sender; once.

    It is a lead: nothing that is believed of anybody changes by it.
    """
    worries = AttendanceWorry.objects.select_related("sender_link__sender__owner", "sender_link__contact")
    worry = worries.get(organisation_id=running.organisation_id, pk=int(str(running.arguments["worry"])))
    if worry.task_id is not None:
        return {"task": worry.task_id}
    person, adviser = _about(worry)
    sender = worry.sender_link.sender
    with transaction(by=running.by, at=running.at) as events:
        held = AttendanceWorry.objects.select_for_update(no_key=True).get(pk=worry.pk)
        if held.task_id is not None:
            events.record("imports.worry_followed_again", subject=f"imports_attendance_worry:{worry.pk}")
            return {"task": held.task_id}
        task = add_task(
            organisation=sender.organisation,
            kind=Task.Kind.ALERT,
            words=_words(worry),
            due_date=localdate(running.at) + FOLLOWED_WITHIN,
            by=running.by,
            at=running.at,
            person=person,
            owner=adviser or _reads_it(sender, localdate(running.at)),
            source=f"imports_attendance_worry:{worry.pk}",
        )
        AttendanceWorry.objects.filter(pk=worry.pk).update(task=task)
        events.record("imports.worry_followed", subject=f"imports_attendance_worry:{worry.pk}", after={"task": task.pk})
    return {"task": task.pk}


def _reads_it(sender: Sender, on: date) -> User | None:
    """Return whoever chases a sender while they are here, else whoever leads the council's lists: nobody's is lost."""
    if sender.owner is not None and sender.owner.is_active:
        return sender.owner
    leads = roles_in_force(on).filter(organisation=sender.organisation_id, role=DATA_LEAD).order_by("pk")
    return next((lead.user for lead in leads.select_related("user")), None)


def _about(worry: AttendanceWorry) -> tuple[Person | None, User | None]:
    """Return whom a worry is surely about, and who has their case; a twin or a likeness is left to a person."""
    organisation = worry.sender_link.sender.organisation
    said = PersonFacts(
        legal_given_name=worry.given_name,
        legal_family_name=worry.family_name,
        birth_date=worry.birth_date,
        postcode=worry.postcode or None,
        uln=worry.uln or None,
    )
    description = described(said)
    register = Register.around(organisation, [description], sender=worry.sender_link.sender.code)
    found = register.recognise(description)
    if found.verdict is not Verdict.RECOGNISED or found.person_id is None:
        return None, None
    sameness = Sameness.around(organisation, [found.person_id])
    person = Person.objects.filter(organisation=organisation, pk=found.person_id, withdrawn_at__isnull=True).first()
    cases = Case.objects.filter(organisation=organisation, closed_date__isnull=True, person__in=sameness.everyone)
    case = cases.select_related("adviser").order_by("-pk").first()
    return person, case.adviser if case is not None and case.adviser.is_active else None


def _words(worry: AttendanceWorry) -> str:
    """Return a task's words: who, what, by whose word; the rest is with the worry."""
    last = f" Last came {day_words(worry.last_attended_date)}." if worry.last_attended_date else ""
    who = f"{worry.given_name} {worry.family_name}, born {day_words(worry.birth_date)}"
    told = f"{who}: worry about attendance, told by {worry.sender_link.contact.name[:40]}.{last} {worry.words}"
    most = Task._meta.get_field("words").max_length or 300
    return told if len(told) <= most else f"{told[: most - 1]}…"
