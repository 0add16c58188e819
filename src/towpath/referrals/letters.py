"""What leaves us about a referral in words: what its referrer is told, and what an agency is handed."""

from collections.abc import Sequence
from datetime import date, datetime

from django.utils.timezone import localtime

from towpath.referrals.decline_reasons import decline_reasons
from towpath.referrals.models import Referral, ReferralStep
from towpath.rules.dates import day_words
from towpath.rules.referrals import Stage

KNOWS = {
    "agrees": "They know about this referral and want it",
    "knows": "They know about this referral",
    "not_asked": "They have not been asked yet",
}

STAGE_WORDS = {
    Stage.RECEIVED: "We have the referral and have not answered it yet.",
    Stage.MORE_NEEDED: "We have asked for more information.",
    Stage.ACCEPTED: "We have accepted the referral. An adviser will get in touch.",
    Stage.IN_CONTACT: "We have accepted the referral, and an adviser has been in touch.",
    Stage.DECLINED: "We cannot take this on.",
    Stage.REDIRECTED: "We have passed the referral to another service that can help.",
    Stage.WITHDRAWN: "The referral was taken back.",
}
"""How far a referral has got, as anybody who holds its link may read it: it names nobody."""


def shown(reference: str) -> str:
    """Return a reference in two halves, as an eye can copy it."""
    return f"{reference[:4]}-{reference[4:]}"


def outcome_letter(
    referral: Referral, last: ReferralStep | None, *, council: str, first_contact_by: date | None
) -> str:
    """
    Return what a referrer is told of the outcome, as plain text to be copied.

    It gives the reference and no name: an e-mail is read by others. It says nothing of what was held before.
    """
    is_own = referral.referred_by == Referral.From.YOUNG_PERSON
    opening = "Hello," if is_own else f"Dear {referral.referrer_name},"
    asked = "You asked us for help" if is_own else "You asked us to help a young person"
    said = {
        Referral.Answer.ACCEPTED: _accepted(is_own, first_contact_by),
        Referral.Answer.DECLINED: f"We cannot take this on: {_reason(last, is_own)}. If that is wrong, tell us.",
        Referral.Answer.REDIRECTED: _passed_on(last),
        Referral.Answer.WITHDRAWN: "It was taken back, so we will do nothing more with it.",
    }
    words = said.get(Referral.Answer(referral.answer), "") if referral.answer else _not_yet(referral, last)
    received = day_words(localtime(referral.received_at).date())
    lines = [opening, f"{asked} on {received}. The reference is {shown(referral.reference)}.", words]
    return "\n\n".join([*lines, f"{council} participation service"])


def _accepted(is_own: bool, first_contact_by: date | None) -> str:
    whom = "you" if is_own else "them"
    by = f" by {day_words(first_contact_by)}" if first_contact_by else ""
    return f"We have accepted it. An adviser will get in touch with {whom}{by}."


def _reason(last: ReferralStep | None, is_own: bool) -> str:
    found = decline_reasons().get(last.reason) if last else None
    if found is not None:
        return found.told_own if is_own else found.told
    return "it is not something that this service does"


def _passed_on(last: ReferralStep | None) -> str:
    whom = last.agency.name if last and last.agency else "another service"
    return f"We have passed it to {whom}, who can help better than we can. They will be in touch."


def _not_yet(referral: Referral, last: ReferralStep | None) -> str:
    if last is not None and last.kind == ReferralStep.Kind.ASKED:
        return f"Before we can answer, we need to know: {last.words}"
    return "We are looking at it, and will tell you what we can do."


def referral_as_text(referral: Referral, steps: Sequence[ReferralStep], *, is_postcode_kept: bool) -> str:
    """
    Return all that a referral says, and what was asked and replied, as the plain text that an agency is handed.

    :param is_postcode_kept: somebody whose address is protected lives there, so it does not go
    """
    told = (
        ("Reference", shown(referral.reference)),
        ("Received", _moment(referral.received_at)),
        ("Young person", f"{referral.given_name} {referral.family_name}"),
        ("Date of birth", day_words(referral.birth_date) if referral.birth_date else ""),
        ("Phone", referral.phone),
        ("E-mail", referral.email),
        ("Postcode", "Not passed on" if is_postcode_kept else referral.postcode),
        ("Learns at", referral.learns_at),
        ("How and when to reach them", referral.how_to_reach),
        ("Do they know?", KNOWS[referral.young_person_knows]),
        ("What would help", referral.why),
        ("Referred by", ", ".join(filter(None, (referral.referrer_name, referral.referrer_job)))),
        ("Of", referral.referrer_place),
        ("Their e-mail", referral.referrer_email),
        ("Their phone", referral.referrer_phone),
    )
    lines = [f"{label}: {value or 'Not given'}" for label, value in told]
    lines += [
        f"{'We asked' if step.kind == ReferralStep.Kind.ASKED else 'They replied'}: {step.words}"
        for step in steps
        if step.kind in (ReferralStep.Kind.ASKED, ReferralStep.Kind.REPLIED)
    ]
    return "\n".join(lines) + "\n"


def _moment(at: datetime) -> str:
    return day_words(localtime(at).date())
