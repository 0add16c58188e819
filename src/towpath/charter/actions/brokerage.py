"""Register a young person, post an opening, ask them, put them forward, and record what came of it."""

from datetime import date, datetime, timedelta

from django.db import IntegrityError

from towpath.access.links import LinkRefusedError, get_link, make_link, use_up
from towpath.access.models import Link
from towpath.audit import Actor
from towpath.audit.actions import Events, disclose, transaction
from towpath.audit.facts import facts
from towpath.charter.actions.register import known, take_back_use, use_pledge
from towpath.charter.introductions import introduction, refuse_care_words, refuse_protected_address
from towpath.charter.models import IntroductionConsent, Opportunity, Pledge, Submission
from towpath.charter.refusals import CharterChangedError, CharterRefusedError, not_later
from towpath.charter.terms import Kind, terms_of
from towpath.people.models import Person
from towpath.people.protected import says_where_they_live
from towpath.provision.models import Establishment
from towpath.rules.care_words import title_tells_of_care
from towpath.rules.dates import day_words

EMPLOYER_LINK = "employer_answer"
EMPLOYER_LINK_LASTS = timedelta(days=28)
EMPLOYER = "employer"
_SUBMISSION = "charter_submission:"
LONGEST_WORDS = 4000


def post_opportunity(
    *,
    establishment: Establishment,
    title: str,
    sector: str,
    places: int,
    by: Actor,
    at: datetime,
    pledge: Pledge | None = None,
    hours: int | None = None,
    least_age: int | None = None,
    starts_date: date | None = None,
    closes_date: date | None = None,
    criteria: str = "",
    is_held: bool = False,
    gives_interview: bool = False,
    is_paid: bool = False,
    needs_dbs: bool = False,
) -> Opportunity:
    """
    Record an employer's opening.

    :raises CharterRefusedError: the employer left the Charter, the title says that it is for people from care, or a
        number, day or pledge is wrong
    """
    known(establishment.organisation, Kind.SECTOR, sector)
    if not title.strip():
        raise CharterRefusedError("Give the job’s title.")
    if found := title_tells_of_care(title):
        raise CharterRefusedError(
            f"The title stands on what employers and young people are shown. Take out: {', '.join(found)}."
        )
    if places < 1:
        raise CharterRefusedError(f"It would have {places} places. Give how many, 1 or more.")
    if hours is not None and not 1 <= hours <= 60:
        raise CharterRefusedError(f"{hours} hours a week cannot be. Give a number from 1 to 60.")
    if pledge is not None and (pledge.signing.establishment_id != establishment.pk or pledge.withdrawn_at):
        raise CharterRefusedError("That pledge is another organisation’s, or was taken back. Choose another.")
    with transaction(by=by, at=at) as events:
        # Held until this is posted: who ends the signing closes every opening that there is by then.
        signings = establishment.signings.select_for_update(no_key=True).order_by("-signed_date", "-pk")
        if (latest := signings.first()) is not None and latest.ended_date is not None:
            raise CharterRefusedError("It no longer stands by the Charter. Record that it signed again first.")
        row = Opportunity.objects.create(
            organisation_id=establishment.organisation_id,
            establishment=establishment,
            pledge=pledge,
            title=title.strip(),
            sector=sector,
            places=places,
            hours=hours,
            least_age=least_age,
            starts_date=starts_date,
            closes_date=closes_date,
            criteria=criteria.strip(),
            is_held=is_held,
            gives_interview=gives_interview,
            is_paid=is_paid,
            needs_dbs=needs_dbs,
            recorded_at=at,
            recorded_by=by.user,
        )
        events.record("charter.opportunity_posted", subject=f"charter_opportunity:{row.pk}", after=facts(row))
    return row


def record_consent(
    *,
    person: Person,
    opportunity: Opportunity,
    says_yes: bool,
    said_date: date,
    how: str,
    by: Actor,
    at: datetime,
    knows_it_is_held: bool = False,
    words: str = "",
) -> IntroductionConsent:
    """
    Record what a young person said when asked whether this employer may be told of them; who asked is `by`.

    :raises CharterRefusedError: they answered before, it is still to come, it is held and they were not told so, or
        the opening has closed
    """
    if person.organisation_id != opportunity.organisation_id:
        raise CharterRefusedError("There is no such opening here.")
    if how not in IntroductionConsent.How.values:
        raise CharterRefusedError(f"{how!r} is not a way to ask. Choose: {', '.join(IntroductionConsent.How.values)}.")
    not_later("Their answer", said_date, at.date())
    if says_yes and opportunity.is_held and not knows_it_is_held:
        raise CharterRefusedError(
            "Tell them first that this opening is for care-experienced young people alone, so that being put forward"
            " tells the employer. Then record what they say."
        )
    try:
        with transaction(by=by, at=at) as events:
            if says_yes and _held_opening(opportunity.pk).closed_date is not None:
                raise CharterRefusedError("This opening has closed. Nobody is put forward for it any more.")
            row = IntroductionConsent.objects.create(
                organisation_id=person.organisation_id,
                person=person,
                opportunity=opportunity,
                says_yes=says_yes,
                knows_it_is_held=knows_it_is_held and opportunity.is_held,
                said_date=said_date,
                how=how,
                asked_by=by.user,
                words=words.strip(),
                recorded_at=at,
                recorded_by=by.user,
            )
            subject = f"charter_introduction_consent:{row.pk}"
            events.record("charter.consent_recorded", person=person.public_id, subject=subject, after=facts(row))
    except IntegrityError:
        raise CharterRefusedError("Their answer is recorded already. Take it back first if they changed it.") from None
    return row


def withdraw_consent(*, consent: IntroductionConsent, by: Actor, at: datetime) -> None:
    """
    Record that a young person changed their mind. A submission that is under way stops, and its links with it.

    :raises CharterRefusedError: it was taken back already
    """
    with transaction(by=by, at=at) as events:
        if not IntroductionConsent.objects.filter(pk=consent.pk, withdrawn_at__isnull=True).update(withdrawn_at=at):
            raise CharterRefusedError("This was taken back already.")
        consent.withdrawn_at = at
        sent = Submission.objects.select_for_update(no_key=True).filter(consent=consent).order_by("pk").first()
        if sent is not None:
            _withdraw_links(sent, at=at)
            if not sent.outcome:
                stopped = {"outcome": Submission.Outcome.STOPPED, "outcome_date": at.date(), "reason": "changed_mind"}
                _change(sent, events, "charter.submission_stopped", **stopped)
        subject = f"charter_introduction_consent:{consent.pk}"
        events.record("charter.consent_withdrawn", person=consent.person.public_id, subject=subject)


def put_forward(
    *, consent: IntroductionConsent, called: str, words: str, by: Actor, at: datetime, reasons: str = ""
) -> tuple[Submission, str]:
    """
    Put a young person forward, and return it with the secret of the link by which the employer answers.

    :param called: the name that the employer is told, from their record
    :param reasons: why it suits, as staff saw it; never sent
    :raises CharterRefusedError: they did not say yes, the opening is closed, the places are taken, it was done already,
        or the text would tell that they are or were in care
    """
    if not consent.says_yes or (consent.opportunity.is_held and not consent.knows_it_is_held):
        raise CharterRefusedError("They have not said yes to this opening. Ask them first.")
    if len(words) > LONGEST_WORDS:
        raise CharterRefusedError(f"It is {len(words):,} characters long. Use {LONGEST_WORDS:,} at most.")
    on = at.date()
    try:
        with transaction(by=by, at=at) as events:
            opportunity = _held_opening(consent.opportunity_id)
            if opportunity.closed_date or (opportunity.closes_date and opportunity.closes_date < on):
                raise CharterRefusedError("This opening has closed.")
            if opportunity.submissions.filter(outcome=Submission.Outcome.OFFERED).count() >= opportunity.places:
                raise CharterRefusedError("Every place of this opening has been offered.")
            text = introduction(opportunity, called=called, words=words)
            refuse_protected_address(text, person=consent.person)
            still = IntroductionConsent.objects.select_for_update(no_key=True).filter(
                pk=consent.pk, withdrawn_at__isnull=True
            )
            if not still.exists():
                raise CharterRefusedError("They took back what they said. Ask them again.")
            row = Submission.objects.create(
                organisation_id=consent.organisation_id,
                person=consent.person,
                opportunity=opportunity,
                consent=consent,
                called=called,
                words=text,
                reasons=reasons,
                sent_date=on,
                sent_by=by.user,
                interview_promised=opportunity.gives_interview,
                recorded_at=at,
            )
            events.record(
                "charter.put_forward", person=consent.person.public_id, subject=_subject(row), after=facts(row)
            )
            secret = _link(row, at=at)
    except IntegrityError:
        raise CharterRefusedError("They were put forward for this opening already.") from None
    return row, secret


def link_again(*, submission: Submission, by: Actor, at: datetime) -> str:
    """
    Return the secret of a fresh link for the employer; earlier ones stop working.

    :raises CharterRefusedError: the young person took back their consent
    """
    if submission.consent.withdrawn_at is not None:
        raise CharterRefusedError("They took back what they said, so the employer is sent nothing more.")
    with transaction(by=by, at=at) as events:
        _withdraw_links(submission, at=at)
        events.record("charter.link_made", person=submission.person.public_id, subject=_subject(submission))
        return _link(submission, at=at)


def record_answer(
    *,
    submission: Submission,
    version: int,
    by: Actor,
    at: datetime,
    interview_held: bool | None = None,
    interview_date: date | None = None,
    feedback: str = "",
    outcome: str = "",
    reason: str = "",
) -> None:
    """
    Record what came of it as staff heard: whether the interview was held, the feedback, and whether there is an offer.

    :raises CharterChangedError: somebody, or the employer, changed it since
    :raises CharterRefusedError: a day is still to come or missing, or a code is not one that there is
    """
    with transaction(by=by, at=at) as events:
        held = (
            Submission.objects.select_for_update(of=("self",), no_key=True)
            .select_related("opportunity")
            .get(pk=submission.pk)
        )
        if held.version != version:
            raise CharterChangedError
        _answer(held, events, interview_held, interview_date, feedback, outcome, reason, by=by, at=at)


def submission_of_link(secret: str, *, at: datetime) -> tuple[Link, Submission]:
    """
    Return what an employer's link is about, to be shown and not yet used up.

    :raises LinkRefusedError: it was used, is too old, was replaced or never was, they agree no more, or it says an
        address that is protected now
    """
    link = get_link(secret, purpose=EMPLOYER_LINK, at=at)
    rows = Submission.objects.select_related("opportunity__establishment", "person", "consent")
    row = rows.get(pk=link.subject.removeprefix(_SUBMISSION), organisation=link.organisation)
    # An address may be protected after this was sent, and a link is opened again and again until it is answered.
    if row.consent.withdrawn_at is not None or says_where_they_live(row.person, row.words):
        raise LinkRefusedError
    return link, row


def open_link(secret: str, *, at: datetime) -> Submission:
    """
    Return what an employer's link is about, once the log holds that it was shown; the link is not yet used up.

    :raises LinkRefusedError: it was used, is too old, was replaced or never was
    """
    link, row = submission_of_link(secret, at=at)
    by = Actor(organisation=link.organisation.code, user=f"link:{link.pk}", role=EMPLOYER)
    disclose(by=by, at=at, kind="charter.link_opened", persons=[row.person.public_id], subject=_subject(row))
    return row


def answer_by_link(
    secret: str,
    *,
    at: datetime,
    interview_held: bool | None,
    interview_date: date | None = None,
    feedback: str = "",
    outcome: str = "",
) -> None:
    """
    Record an employer's answer, and use their link up.

    :raises LinkRefusedError: the link was used, is too old, was replaced or never was
    :raises CharterRefusedError: a day is still to come or missing; the link can be used again
    """
    link, row = submission_of_link(secret, at=at)
    if outcome == Submission.Outcome.STOPPED:
        raise CharterRefusedError("Say whether you make an offer or not.")
    by = Actor(organisation=link.organisation.code, user=f"link:{link.pk}", role=EMPLOYER)
    with transaction(by=by, at=at) as events:
        use_up(link, at=at)
        held = (
            Submission.objects.select_for_update(of=("self",), no_key=True).select_related("opportunity").get(pk=row.pk)
        )
        _answer(held, events, interview_held, interview_date, feedback, outcome, "", by=by, at=at)


def _held_opening(pk: int) -> Opportunity:
    """
    Return an opening as it is now, which cannot close before the transaction ends.

    Its key is not held: rows that name it are checked as they are committed, by whoever has the log's chain by then.
    """
    rows = Opportunity.objects.select_for_update(of=("self",), no_key=True).select_related("establishment")
    return rows.get(pk=pk)


def _answer(
    row: Submission,
    events: Events,
    interview_held: bool | None,
    interview_date: date | None,
    feedback: str,
    outcome: str,
    reason: str,
    *,
    by: Actor,
    at: datetime,
) -> None:
    """Add to what is known; what was said before and is not said again stands."""
    on = at.date()
    not_later("The interview", interview_date if interview_held else None, on)
    if interview_held and interview_date is None:
        raise CharterRefusedError("Give the day of the interview.")
    if interview_held and interview_date is not None and interview_date < row.sent_date:
        raise CharterRefusedError(f"They were put forward on {day_words(row.sent_date)}. Give that day or a later one.")
    if outcome and outcome not in Submission.Outcome.values:
        raise CharterRefusedError(f"{outcome!r} is not one of: {', '.join(Submission.Outcome.values)}.")
    if reason and terms_of(row.organisation).find(Kind.REASON, reason) is None:
        raise CharterRefusedError(f"There is no reason {reason!r}.")
    told: dict[str, object] = {}
    if interview_held is not None:
        told |= {"interview_held": interview_held, "interview_date": interview_date}
    if feedback.strip():
        told |= {"feedback": feedback.strip(), "feedback_date": on}
    if outcome:
        # What was said before and is sent again keeps its day.
        said_date = row.outcome_date if outcome == row.outcome else on
        told |= {"outcome": outcome, "outcome_date": said_date, "reason": reason}
    if not told:
        raise CharterRefusedError("Answer at least one of the questions.")
    _change(row, events, "charter.answered", answered_by=EMPLOYER if by.role == EMPLOYER else by.user, **told)
    if interview_held is False:
        take_back_use(source=_subject(row), by=by, at=at)
    pledge = row.opportunity.pledge
    if interview_held and pledge is not None and interview_date is not None:
        term = terms_of(row.organisation).find(Kind.PLEDGE, pledge.kind)
        if term is not None and term.rule == "interview" and interview_date >= pledge.from_date:
            use_pledge(pledge=pledge, used_date=interview_date, person=row.person, source=_subject(row), by=by, at=at)


def _change(row: Submission, events: Events, kind: str, **values: object) -> None:
    events.change(kind, row, values, person=row.person.public_id)


def _link(row: Submission, *, at: datetime) -> str:
    refuse_care_words(row.words, opportunity=row.opportunity, called=row.called)
    refuse_protected_address(row.words, person=row.person)
    _, secret = make_link(
        row.organisation, purpose=EMPLOYER_LINK, subject=_subject(row), at=at, lasts=EMPLOYER_LINK_LASTS
    )
    return secret


def _withdraw_links(row: Submission, *, at: datetime) -> None:
    live = Link.objects.filter(purpose=EMPLOYER_LINK, subject=_subject(row), used_at__isnull=True)
    live.filter(withdrawn_at__isnull=True).update(withdrawn_at=at)


def _subject(row: Submission) -> str:
    return f"{_SUBMISSION}{row.pk}"
