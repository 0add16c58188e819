"""Call a panel, put referrals on its agenda, note what it decides, and give what follows to somebody as a task."""

from datetime import date, datetime

from django.db import IntegrityError
from django.utils.timezone import localdate

from towpath.access.models import User
from towpath.access.queries import roles_in_force
from towpath.audit import Actor
from towpath.audit.actions import transaction
from towpath.audit.facts import facts
from towpath.organisation.models import Organisation
from towpath.provision.models import Site
from towpath.referrals.actions.steps import ReferralChangedError, ReferralRefusedError
from towpath.referrals.models import Panel, PanelItem, Referral
from towpath.rules.dates import day_words
from towpath.tasks.actions import add_task
from towpath.tasks.models import Task


def call_panel(
    *, organisation: Organisation, name: str, meets_at: datetime, by: Actor, at: datetime, site: Site | None = None
) -> Panel:
    """
    Call a panel for a moment.

    :raises ReferralRefusedError: it has no name, or there is one of that name then
    """
    if not name.strip():
        raise ReferralRefusedError("Give the panel a name.")
    try:
        with transaction(by=by, at=at) as events:
            panel = Panel.objects.create(
                organisation=organisation, name=name.strip(), meets_at=meets_at, site=site, made_at=at, made_by=by.user
            )
            events.record("panel.called", subject=_subject(panel), after=facts(panel))
    except IntegrityError:
        raise ReferralRefusedError("There is a panel of that name at that time. Use that one.") from None
    return panel


def add_to_agenda(*, panel: Panel, referral: Referral, by: Actor, at: datetime) -> PanelItem:
    """
    Put a referral last on an agenda.

    :raises ReferralRefusedError: the panel is closed, the referral is another council's, or it is on the agenda
    """
    with transaction(by=by, at=at) as events:
        held = _open(panel)
        if referral.organisation_id != held.organisation_id:
            raise ReferralRefusedError("There is no such referral here.")
        if held.items.filter(referral=referral).exists():
            raise ReferralRefusedError("It is on the agenda already.")
        item = PanelItem.objects.create(
            panel=held, referral=referral, place=held.items.count() + 1, added_at=at, added_by=by.user
        )
        _raise_version(held)
        events.record("panel.item_added", subject=_subject(held), after=facts(item))
    return item


def record_decision(*, item: PanelItem, version: int, decision: str, by: Actor, at: datetime) -> None:
    """
    Note what a panel decided about one referral.

    :param version: of the item, as it was looked at: what is decided about others meanwhile changes nothing here
    :raises ReferralRefusedError: the panel is closed, or nothing was decided
    :raises ReferralChangedError: somebody decided about it since
    """
    if not decision.strip():
        raise ReferralRefusedError("Write what was decided.")
    with transaction(by=by, at=at) as events:
        held = _open(item.panel)
        decided = held.items.get(pk=item.pk)
        if decided.version != version:
            raise ReferralChangedError(decided)
        _raise_version(held)
        events.change("panel.decided", decided, {"decision": decision.strip()})


def give_action(*, item: PanelItem, words: str, owner: User, due_date: date, by: Actor, at: datetime) -> Task:
    """
    Give somebody something to do that a panel decided; it waits for them among their tasks.

    :raises ReferralRefusedError: the panel is closed, they do not work here, or the day has passed
    :raises towpath.tasks.actions.TaskRefusedError: it says nothing
    """
    on = localdate(at)
    if due_date < on:
        raise ReferralRefusedError(f"{day_words(due_date)} has passed. Give a later day.")
    with transaction(by=by, at=at) as events:
        held = _open(item.panel)
        if not roles_in_force(on).filter(user=owner, organisation_id=held.organisation_id).exists():
            raise ReferralRefusedError("They do not work here today. Choose somebody else.")
        task = add_task(
            organisation=held.organisation, kind=Task.Kind.NEXT_STEP, words=words, due_date=due_date,
            person=item.referral.person, owner=owner, source=source_of(item), by=by, at=at,
        )  # fmt: skip
        events.record("panel.action_given", subject=_subject(held), after={"task": task.pk})
    return task


def close_panel(*, panel: Panel, version: int, attended: str, minutes: str, by: Actor, at: datetime) -> None:
    """
    Agree the minutes: who was there, and what was said beside the decisions. Nothing changes after that.

    :raises ReferralRefusedError: it was closed, has not met yet, or nobody was there
    :raises ReferralChangedError: somebody changed it since
    """
    if not attended.strip():
        raise ReferralRefusedError("Write who was there, one a line.")
    with transaction(by=by, at=at) as events:
        held = _open(panel)
        if held.version != version:
            raise ReferralChangedError(held)
        if held.meets_at > at:
            raise ReferralRefusedError("The panel has not met yet. Close it afterwards.")
        agreed = {"attended": attended.strip(), "minutes": minutes.strip(), "closed_at": at, "closed_by": by.user}
        events.change("panel.closed", held, agreed)


def source_of(item: PanelItem) -> str:
    """Return how a task says that it came from an item of an agenda."""
    return f"referrals_panel_item:{item.pk}"


def _open(panel: Panel) -> Panel:
    held = Panel.objects.select_for_update(of=("self",), no_key=True).select_related("organisation").get(pk=panel.pk)
    if held.closed_at is not None:
        raise ReferralRefusedError("The minutes of this panel are agreed. Nothing more can be added.")
    return held


def _raise_version(held: Panel) -> None:
    held.version += 1
    held.save(update_fields=["version"])


def _subject(panel: Panel) -> str:
    return f"referrals_panel:{panel.pk}"
