"""Saying which of the staff has which skill."""

from datetime import date, datetime

from towpath.access.models import User
from towpath.access.queries import roles_in_force
from towpath.audit import Actor
from towpath.audit.actions import transaction
from towpath.audit.facts import facts
from towpath.caseload.lists import SKILLS
from towpath.caseload.models import StaffSkill
from towpath.organisation.lists import choices_of
from towpath.organisation.models import Organisation


class SkillRefusedError(ValueError):
    """A skill cannot be given or ended as asked; the words say what to do."""


def give_skill(
    *, organisation: Organisation, user: User, code: str, from_date: date, by: Actor, at: datetime
) -> StaffSkill:
    """
    Say that a member of staff has a skill from a day.

    :raises SkillRefusedError: they do not work here, the skill is not on the list, or they have it already
    """
    choice = choices_of(organisation.pk, SKILLS).get(code)
    if choice is None or not choice.is_offered:
        raise SkillRefusedError("Choose a skill from the list.")
    if not roles_in_force(at.date()).filter(user=user, organisation=organisation).exists():
        raise SkillRefusedError("This person does not work here today.")
    with transaction(by=by, at=at) as events:
        Organisation.objects.select_for_update(of=("self",), no_key=True).get(pk=organisation.pk)
        if StaffSkill.objects.filter(organisation=organisation, user=user, code=code, to_date__isnull=True).exists():
            raise SkillRefusedError(f"{user.name} has “{choice.words}” already.")
        skill = StaffSkill.objects.create(
            organisation=organisation, user=user, code=code, from_date=from_date, recorded_at=at, recorded_by=by.user
        )
        events.record("skill.given", subject=f"caseload_staff_skill:{skill.pk}", after=facts(skill))
    return skill


def end_skill(*, skill: StaffSkill, on: date, by: Actor, at: datetime) -> None:
    """
    Say that a member of staff brings a skill no more from a day on.

    :raises SkillRefusedError: it ended already
    """
    with transaction(by=by, at=at) as events:
        before = facts(skill)
        rows = StaffSkill.objects.filter(pk=skill.pk, to_date__isnull=True)
        if not rows.update(to_date=max(on, skill.from_date)):
            raise SkillRefusedError("This ended already.")
        skill.refresh_from_db()
        events.record("skill.ended", subject=f"caseload_staff_skill:{skill.pk}", before=before, after=facts(skill))
