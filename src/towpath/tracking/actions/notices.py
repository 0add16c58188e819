"""Record that a provider told us of a leaver, follow it up, pass it on, or say that it was a mistake."""

from datetime import date, datetime

from django.db import IntegrityError
from django.utils.timezone import localdate

from towpath.audit import Actor
from towpath.audit.actions import transaction
from towpath.organisation.queries import standards_for
from towpath.people.models import Person
from towpath.provision.models import Establishment
from towpath.rules.leaver_notices import NoticeState, wrong_with_notice
from towpath.rules.residence import UNKNOWN_AREA
from towpath.tracking.models import LeaverNotice

MOST_WORDS = 10_000
SETTLED_ALREADY = "Somebody has dealt with this notice already. See what they did."


class NoticeRefusedError(ValueError):
    """A notice cannot be recorded or settled as asked; `asks_for` names the question, if one."""

    def __init__(self, words: str, *, asks_for: str = "") -> None:
        super().__init__(words)
        self.asks_for = asks_for


def record_leaver_notice(
    *,
    person: Person,
    left_date: date,
    received_date: date,
    source: str,
    by: Actor,
    at: datetime,
    establishment: Establishment | None = None,
    provider_name: str = "",
    words: str = "",
) -> LeaverNotice:
    """
    Record that a provider told us that somebody left, or is about to.

    :raises NoticeRefusedError: no provider is named, a day cannot be, or a notice of that leaving waits already
    """
    if wrong := wrong_with_notice(left_date, received_date, localdate(at)):
        raise NoticeRefusedError(wrong, asks_for="received_date" if received_date > localdate(at) else "left_date")
    if establishment is None and not provider_name.strip():
        raise NoticeRefusedError("Say which school, college or provider told us.", asks_for="provider_name")
    if establishment is not None and establishment.organisation_id != person.organisation_id:
        raise NoticeRefusedError("There is no such provider here.", asks_for="provider_name")
    _checked("words", words)
    try:
        with transaction(by=by, at=at) as events:
            notice = LeaverNotice.objects.create(
                organisation_id=person.organisation_id,
                person=person,
                establishment=establishment,
                provider_name=provider_name.strip(),
                left_date=left_date,
                received_date=received_date,
                words=words.strip(),
                source=source,
                recorded_at=at,
                recorded_by=by.user,
            )
            events.record(
                "leaver_notice.recorded",
                person=person.public_id,
                subject=_subject(notice),
                after={"left_date": str(left_date), "received_date": str(received_date)},
            )
    except IntegrityError as error:
        told = "A notice that they left on that day waits already. Deal with that one."
        raise NoticeRefusedError(told, asks_for="left_date") from error
    return notice


def follow_up_notice(*, notice: LeaverNotice, outcome: str, by: Actor, at: datetime) -> LeaverNotice:
    """
    Say that a notice was followed up, and what was found.

    :raises NoticeRefusedError: nothing is said of it, or somebody dealt with it already
    """
    return _settle(notice, NoticeState.FOLLOWED, outcome, by=by, at=at)


def pass_on_notice(*, notice: LeaverNotice, la_code: str, outcome: str, by: Actor, at: datetime) -> LeaverNotice:
    """
    Say that a notice was handed to the council where they live, and how.

    :raises NoticeRefusedError: it is no other council, nothing is said of how, or somebody dealt with it already
    """
    council = notice.organisation.la_code
    area = standards_for(notice.organisation).areas.get(la_code)
    if la_code in (council, UNKNOWN_AREA) or area is None or not area.in_force(localdate(at)):
        raise NoticeRefusedError("Choose the council where they live. It is another than yours.", asks_for="la_code")
    return _settle(notice, NoticeState.PASSED_ON, outcome, by=by, at=at, passed_to=la_code)


def drop_notice(*, notice: LeaverNotice, outcome: str, by: Actor, at: datetime) -> LeaverNotice:
    """
    Say that a notice was a mistake, and why.

    :raises NoticeRefusedError: nothing is said of why, or somebody dealt with it already
    """
    return _settle(notice, NoticeState.MISTAKE, outcome, by=by, at=at)


def _settle(
    notice: LeaverNotice, state: NoticeState, outcome: str, *, by: Actor, at: datetime, passed_to: str = ""
) -> LeaverNotice:
    if not outcome.strip():
        raise NoticeRefusedError("Say in a few words what was done.", asks_for="outcome")
    _checked("outcome", outcome)
    with transaction(by=by, at=at) as events:
        rows = LeaverNotice.objects.filter(pk=notice.pk, state=NoticeState.WAITING)
        values = {"state": state.value, "outcome": outcome.strip(), "passed_to": passed_to}
        if not rows.update(**values, settled_at=at, settled_by=by.user):
            raise NoticeRefusedError(SETTLED_ALREADY)
        after = {"state": state.value, **({"passed_to": passed_to} if passed_to else {})}
        kind = f"leaver_notice.{state.value}"
        events.record(kind, person=notice.person.public_id, subject=_subject(notice), after=after)
    notice.refresh_from_db()
    return notice


def _checked(name: str, words: str) -> None:
    if len(words) > MOST_WORDS:
        raise NoticeRefusedError(f"That is longer than {MOST_WORDS:,} characters. Shorten it.", asks_for=name)


def _subject(notice: LeaverNotice) -> str:
    return f"tracking_leaver_notice:{notice.pk}"
