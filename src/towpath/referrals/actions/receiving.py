"""Take in a referral, once however often it is sent."""

import secrets
from dataclasses import asdict, dataclass
from datetime import date, datetime
from hashlib import sha256

from django.db import IntegrityError
from django.utils.timezone import localdate

from towpath.audit import Actor
from towpath.audit.actions import transaction
from towpath.audit.facts import facts
from towpath.organisation.models import Organisation
from towpath.referrals.actions.steps import ReferralRefusedError, subject_of
from towpath.referrals.models import Referral, ReferralStep
from towpath.rules.dates import day_words

MOST_WORDS = 10_000
# No letter or figure that is taken for another when it is read out over a telephone.
LETTERS = "ABCDEFGHJKMNPQRTUVWXYZ2346789"
OLDEST = 26


@dataclass(frozen=True, slots=True, kw_only=True)
class NewReferral:
    """A referral as given; see `Referral` for its parts."""

    referred_by: str
    given_name: str
    family_name: str
    why: str
    young_person_knows: str
    birth_date: date | None = None
    phone: str = ""
    email: str = ""
    postcode: str = ""
    learns_at: str = ""
    how_to_reach: str = ""
    referrer_name: str = ""
    referrer_job: str = ""
    referrer_place: str = ""
    referrer_email: str = ""
    referrer_phone: str = ""


def receive_referral(
    *, organisation: Organisation, given: NewReferral, sending: str, by: Actor, at: datetime
) -> Referral:
    """
    Return a new referral, or the one that this very form made before.

    Nothing is looked up about the young person: whoever sends it learns nothing of whether they are known.

    :param sending: the mark of the form, made when it was shown
    :raises ReferralRefusedError: something is missing or cannot be
    """
    _check(given, localdate(at))
    mark = sha256(sending.encode()).hexdigest()
    try:
        with transaction(by=by, at=at) as events:
            row = Referral.objects.create(
                organisation=organisation,
                reference="".join(secrets.choice(LETTERS) for _ in range(8)),
                sending=mark,
                received_at=at,
                received_by=by.user,
                **{name: value.strip() if isinstance(value, str) else value for name, value in asdict(given).items()},
            )
            ReferralStep.objects.create(referral=row, kind=ReferralStep.Kind.RECEIVED, at=at, by=by.user)
            events.record("referral.received", subject=subject_of(row), after=facts(row))
    except IntegrityError:
        earlier = Referral.objects.filter(organisation=organisation, sending=mark).first()
        if earlier is None:
            raise
        return earlier
    return row


def _check(given: NewReferral, on: date) -> None:
    if given.referred_by not in Referral.From.values or given.young_person_knows not in Referral.Knows.values:
        raise ReferralRefusedError("Say who you are, and whether the young person knows.")
    if not (given.given_name.strip() and given.family_name.strip() and given.why.strip()):
        raise ReferralRefusedError("Give the young person’s names, and say what would help.")
    if len(given.why) > MOST_WORDS:
        raise ReferralRefusedError(f"Use at most {MOST_WORDS:,} characters to say what would help.")
    if (given.birth_date and not on.year - OLDEST <= given.birth_date.year <= on.year) or (
        given.birth_date and given.birth_date > on
    ):
        raise ReferralRefusedError(
            f"The date of birth {day_words(given.birth_date)} cannot be right for this service. Check it."
        )
    if given.referred_by == Referral.From.YOUNG_PERSON:
        if not (given.phone.strip() or given.email.strip()):
            raise ReferralRefusedError("Give a phone number or an e-mail address, so that we can reach you.")
        return
    if not given.referrer_name.strip():
        raise ReferralRefusedError("Give your name.")
    if not (given.referrer_email.strip() or given.referrer_phone.strip()):
        raise ReferralRefusedError("Give your e-mail address or phone number, so that we can tell you what we do.")
