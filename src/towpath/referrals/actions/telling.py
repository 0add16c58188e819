"""Tell the referrer what became of it, and let whoever holds the link see how far it has got, once."""

from datetime import datetime, timedelta

from django.utils.timezone import localdate

from towpath.access.links import get_link, make_link, use_up
from towpath.access.models import Link
from towpath.audit import Actor
from towpath.audit.actions import transaction
from towpath.referrals.actions.steps import ReferralRefusedError, held, subject_of, take_step
from towpath.referrals.courses import courses_of, terms_of, working_days_after
from towpath.referrals.letters import outcome_letter
from towpath.referrals.models import Referral, ReferralMessage, ReferralStep
from towpath.rules.referrals import Stage, stage_of

STATUS = "referral_status"
STATUS_LASTS = timedelta(days=30)


def letter_of(referral: Referral) -> str:
    """Return what the referrer is told as things stand now."""
    course = courses_of(referral.organisation, [referral])[referral.pk]
    terms = terms_of(referral.organisation, localdate(referral.received_at))
    starts = max(filter(None, (course.received_date, course.replied_date)))
    last = referral.steps.select_related("agency").exclude(kind="told").order_by("at", "pk").last()
    by = working_days_after(starts, terms.first_contact_days)
    return outcome_letter(referral, last, council=referral.organisation.name, first_contact_by=by)


def make_status_link(*, referral: Referral, by: Actor, at: datetime) -> tuple[ReferralMessage, str]:
    """
    Keep what the referrer is told, and return it with the secret of a link that shows how far it has got, once.

    The link goes with the words; it is kept nowhere. An earlier link that nobody has used stops working.
    """
    with transaction(by=by, at=at) as events:
        Link.objects.filter(
            organisation_id=referral.organisation_id,
            purpose=STATUS,
            subject=subject_of(referral),
            used_at__isnull=True,
            withdrawn_at__isnull=True,
        ).update(withdrawn_at=at)
        link, secret = make_link(
            referral.organisation, purpose=STATUS, subject=subject_of(referral), at=at, lasts=STATUS_LASTS
        )
        message = ReferralMessage.objects.create(
            referral=referral, text=letter_of(referral), written_at=at, written_by=by.user
        )
        events.record("referral.letter_written", subject=subject_of(referral), after={"expires_at": link.expires_at})
    return message, secret


def record_told(*, referral: Referral, version: int, how: str, by: Actor, at: datetime) -> ReferralMessage:
    """
    Say that the referrer was told of the outcome, and how.

    :raises ReferralRefusedError: nothing has been answered yet, they were told before, or there is no such way
    :raises ReferralChangedError: somebody changed it since
    """
    if how not in ReferralMessage.How.values:
        raise ReferralRefusedError(f"{how!r} is not one of the ways: {', '.join(ReferralMessage.How.values)}.")
    with transaction(by=by, at=at) as events:
        row = held(referral, version)
        if not row.answer:
            raise ReferralRefusedError("There is no outcome to tell yet. Answer the referral first.")
        if row.told_at:
            raise ReferralRefusedError("They were told before. Look at the referral again.")
        message = row.messages.filter(sent_at__isnull=True).order_by("-pk").first()
        if message is None or message.written_at < (row.answered_at or at):
            message = ReferralMessage(referral=row, text=letter_of(row), written_at=at, written_by=by.user)
        message.sent_at, message.sent_by, message.sent_how = at, by.user, how
        message.save()
        take_step(row, events, ReferralStep.Kind.TOLD, by=by, at=at, step={}, told_at=at)
    return message


def open_status(secret: str, *, at: datetime) -> Stage:
    """
    Return how far a referral has got, and use its link up.

    :raises towpath.access.links.LinkRefusedError: the link was used, has expired or never was
    """
    link = get_link(secret, purpose=STATUS, at=at)
    referral = Referral.objects.select_related("organisation").get(
        organisation=link.organisation, pk=link.subject.partition(":")[2]
    )
    by = Actor(organisation=link.organisation.code, user="public", role="referrer")
    with transaction(by=by, at=at) as events:
        use_up(link, at=at)
        events.record("referral.stage_shown", subject=subject_of(referral))
    return stage_of(courses_of(referral.organisation, [referral])[referral.pk])
