"""Changing what may be chosen, and saying which of the staff has which skill."""

import re
from datetime import date, datetime

from towpath.access.models import User
from towpath.access.queries import roles_in_force
from towpath.audit import Actor
from towpath.audit.actions import transaction
from towpath.audit.facts import facts
from towpath.caseload.lists import LISTS, choices_of
from towpath.caseload.models import ListEntry, StaffSkill
from towpath.organisation.models import Organisation


class ListRefusedError(ValueError):
    """A list or a skill cannot be changed as asked; the words say what to do."""


def change_list(
    *,
    organisation: Organisation,
    name: str,
    words: str,
    by: Actor,
    at: datetime,
    code: str = "",
    hint: str = "",
    is_offered: bool = True,
) -> ListEntry:
    """
    Add an entry to a council's list, word one anew, or offer it no more. What was chosen before keeps its code.

    :param code: which one is changed; empty adds another, whose code is made of its words
    :raises ListRefusedError: there is no such list or entry, it has no words, or another has the same
    """
    if name not in LISTS:
        raise ListRefusedError(f"There is no list {name!r}.")
    words = " ".join(words.split())
    if not words:
        raise ListRefusedError("Say in a few words what may be chosen.")
    with transaction(by=by, at=at) as events:
        # The council's row is held, so that two who add the same at once are not both believed.
        Organisation.objects.select_for_update(of=("self",)).get(pk=organisation.pk)
        found = choices_of(organisation.pk, name)
        if code and code not in found:
            raise ListRefusedError("There is no such entry in this list.")
        if any(each.words.casefold() == words.casefold() and each.code != code for each in found.values()):
            raise ListRefusedError(f"“{words}” is in the list already.")
        entry = ListEntry.objects.create(
            organisation=organisation,
            name=name,
            code=code or _code_of(words, set(found)),
            words=words,
            hint=hint.strip(),
            is_offered=is_offered,
            recorded_at=at,
            recorded_by=by.user,
        )
        events.record("list.changed", subject=f"caseload_list_entry:{entry.pk}", after=facts(entry))
    return entry


def give_skill(
    *, organisation: Organisation, user: User, code: str, from_date: date, by: Actor, at: datetime
) -> StaffSkill:
    """
    Say that a member of staff has a skill from a day.

    :raises ListRefusedError: they do not work here, the skill is not on the list, or they have it already
    """
    choice = choices_of(organisation.pk, "skill").get(code)
    if choice is None or not choice.is_offered:
        raise ListRefusedError("Choose a skill from the list.")
    if not roles_in_force(at.date()).filter(user=user, organisation=organisation).exists():
        raise ListRefusedError("This person does not work here today.")
    with transaction(by=by, at=at) as events:
        Organisation.objects.select_for_update(of=("self",)).get(pk=organisation.pk)
        if StaffSkill.objects.filter(organisation=organisation, user=user, code=code, to_date__isnull=True).exists():
            raise ListRefusedError(f"{user.name} has “{choice.words}” already.")
        skill = StaffSkill.objects.create(
            organisation=organisation, user=user, code=code, from_date=from_date, recorded_at=at, recorded_by=by.user
        )
        events.record("skill.given", subject=f"caseload_staff_skill:{skill.pk}", after=facts(skill))
    return skill


def end_skill(*, skill: StaffSkill, on: date, by: Actor, at: datetime) -> None:
    """
    Say that a member of staff brings a skill no more from a day on.

    :raises ListRefusedError: it ended already
    """
    with transaction(by=by, at=at) as events:
        before = facts(skill)
        rows = StaffSkill.objects.filter(pk=skill.pk, to_date__isnull=True)
        if not rows.update(to_date=max(on, skill.from_date)):
            raise ListRefusedError("This ended already.")
        skill.refresh_from_db()
        events.record("skill.ended", subject=f"caseload_staff_skill:{skill.pk}", before=before, after=facts(skill))


def _code_of(words: str, taken: set[str]) -> str:
    stem = re.sub(r"[^a-z0-9]+", "_", words.casefold()).strip("_")[:28] or "entry"
    return next(code for code in (stem, *(f"{stem}_{number}" for number in range(2, 1000))) if code not in taken)
