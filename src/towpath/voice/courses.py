"""From rows to the facts that the rules ask for: the course of an entry or a complaint, and a council's terms."""

from datetime import date, datetime
from functools import partial

from django.utils.timezone import localdate

from towpath.organisation.calendar import add_working_days
from towpath.organisation.models import Organisation
from towpath.organisation.queries import settings_on
from towpath.rules.voice import ComplaintCourse, Course, Outcome, Terms
from towpath.standards.calendar import bank_holidays
from towpath.voice.models import Complaint, VoiceEntry

working_days_after = partial(add_working_days, holidays=bank_holidays())


def terms_of(organisation: Organisation, on: date) -> Terms:
    """Return in how many working days a council owes each thing. One query."""
    chosen = settings_on(organisation, on)
    return Terms(
        look_days=int(chosen["voice.look_days"]),
        hear_days=int(chosen["voice.hear_days"]),
        tell_days=int(chosen["voice.tell_days"]),
        acknowledge_days=int(chosen["voice.acknowledge_days"]),
        complaint_days=int(chosen["voice.complaint_days"]),
    )


def course_of(entry: VoiceEntry) -> Course:
    """Return the days in the life of an entry. No query."""
    return Course(
        received_date=localdate(entry.recorded_at),
        said_date=entry.said_date,
        is_looked_at=entry.looked_at is not None,
        has_space=bool(entry.space_words),
        has_voice=bool(entry.voice_words),
        heard_date=entry.heard_date,
        reply_due_date=entry.reply_due_date,
        outcome=Outcome(entry.outcome),
        decided_date=entry.decided_date,
        change_by_date=entry.change_by_date,
        changed_date=entry.changed_date,
        told_date=entry.told_date,
        done_date=_day(entry.done_at),
    )


def complaint_course_of(complaint: Complaint) -> ComplaintCourse:
    """Return the days in the life of a complaint. No query."""
    return ComplaintCourse(
        received_date=localdate(complaint.received_at),
        is_about_data=complaint.is_about_data,
        acknowledged_date=_day(complaint.acknowledged_at),
        answered_date=_day(complaint.answered_at),
    )


def _day(moment: datetime | None) -> date | None:
    return localdate(moment) if moment else None
