"""Pass a referral on to a named agency, where what was agreed with them lets it go."""

import io
from datetime import date, datetime, timedelta
from typing import BinaryIO

from django.utils.timezone import localdate

from towpath.audit import Actor
from towpath.audit.actions import transaction
from towpath.files.actions import keep, open_kept, release
from towpath.files.agreement import Agreement, reason_to_refuse
from towpath.files.models import StoredFile
from towpath.people.protected import says_protected_postcode, says_where_they_live
from towpath.provision.models import Establishment, SharingAgreement
from towpath.referrals.actions.steps import ReferralRefusedError, held_unanswered, subject_of, take_step
from towpath.referrals.letters import referral_as_text
from towpath.referrals.models import Referral, ReferralStep

ITEM = "referral"
"""What a sharing agreement must cover for a referral to leave."""

KEPT_FOR = timedelta(days=180)


def redirect_referral(
    *, referral: Referral, version: int, agency: Establishment, is_agreed: bool, words: str, by: Actor, at: datetime
) -> ReferralStep:
    """
    Pass a referral on to an agency; what goes is kept as a file, to be let out by `hand_over_file`.

    A refusal for want of an agreement is told to the log too.

    :param is_agreed: the young person, or whoever answers for them, knows where it goes and does not object
    :raises ReferralRefusedError: it was answered, they do not agree, it is no agency, no live agreement covers it, or
        its words say an address that is protected
    :raises ReferralChangedError: somebody changed it since
    """
    if agency.organisation_id != referral.organisation_id or not agency.is_agency:
        raise ReferralRefusedError("There is no such agency here. Choose one from the list.")
    if not is_agreed:
        raise ReferralRefusedError("Ask them first. Pass it on once they know where it goes and do not object.")
    _, refused = agreement_with(agency, localdate(at))
    if refused:
        with transaction(by=by, at=at) as events:
            events.record("referral.redirect_refused", subject=subject_of(referral), after={"agency": agency.pk})
        raise ReferralRefusedError(refused)
    with transaction(by=by, at=at) as events:
        row = held_unanswered(referral, version)
        is_kept = says_protected_postcode(row.organisation, row.postcode)
        told = referral_as_text(row, list(row.steps.order_by("at", "pk")), is_postcode_kept=is_kept)
        _refuse_protected_address(row, told)
        file = keep(
            organisation=row.organisation,
            content=io.BytesIO(told.encode()),
            original_name=f"referral-{row.reference}.txt",
            file_class=StoredFile.FileClass.EXPORT,
            keep_until_date=localdate(at) + KEPT_FOR,
            by=by,
            at=at,
        )
        return take_step(
            row, events, ReferralStep.Kind.REDIRECTED, by=by, at=at,
            step={"agency": agency, "file": file, "words": words.strip()},
            answer=Referral.Answer.REDIRECTED, answered_at=at,
        )  # fmt: skip


def hand_over_file(*, referral: Referral, by: Actor, at: datetime) -> BinaryIO:
    """
    Let out what goes to the agency, and return it open; that it went is committed first, and so is a refusal.

    Asked anew each time, for an agreement may have ended since, or an address been protected.

    :raises ReferralRefusedError: it was not passed on, or says an address that is protected now
    :raises towpath.files.actions.ReleaseRefusedError: no live agreement covers it now
    """
    step = referral.steps.select_related("agency", "file__organisation").filter(kind="redirected").first()
    if step is None or step.agency is None or step.file is None:
        raise ReferralRefusedError("This referral was not passed on to anybody.")
    with open_kept(step.file) as kept:
        told = kept.read().decode()
    try:
        _refuse_protected_address(referral, told)
    except ReferralRefusedError:
        with transaction(by=by, at=at, durable=True) as events:
            events.record("referral.hand_over_refused", subject=subject_of(referral), after={"agency": step.agency.pk})
        raise
    agreement, _ = agreement_with(step.agency, localdate(at))
    return release(step.file, to=_party(step.agency), purpose=ITEM, agreement=agreement, by=by, at=at)


def _refuse_protected_address(referral: Referral, told: str) -> None:
    is_theirs = referral.person is not None and says_where_they_live(referral.person, told)
    if is_theirs or says_protected_postcode(referral.organisation, told):
        raise ReferralRefusedError(
            "This says where somebody lives whose address is kept from others, so the file cannot go. "
            "Ring the agency, and tell them only what they need."
        )


def agreement_with(agency: Establishment, on: date) -> tuple[Agreement | None, str]:
    """
    Return what was agreed with an agency that lets a referral go on a day, and else why it may not.

    No query where the agency was read with its `sharing_agreements`, and one for any other.
    """
    live = [row for row in agency.sharing_agreements.all() if row.ended_at is None]
    rows = sorted(live, key=lambda row: (row.from_date, row.pk), reverse=True)
    refused, last = "", None
    for agreement in [_agreement(agency, row) for row in rows]:
        reason = reason_to_refuse(agreement, to=_party(agency), purpose=ITEM, on=on)
        if reason is None:
            return agreement, ""
        refused, last = refused or reason, last or agreement
    return last, refused or str(reason_to_refuse(None, to=_party(agency), purpose=ITEM, on=on))


def _agreement(agency: Establishment, row: SharingAgreement) -> Agreement:
    return Agreement(
        reference=f"{row.title[:50]} ({row.pk})",
        parties=frozenset({_party(agency)}),
        covers=frozenset(row.covers),
        from_date=row.from_date,
        to_date=row.to_date,
    )


def _party(agency: Establishment) -> str:
    return agency.name[:128]
