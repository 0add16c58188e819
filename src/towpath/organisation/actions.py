"""Open an organisation, and change what it has chosen."""

import re
from datetime import date, datetime

from towpath.audit import Actor
from towpath.audit.actions import transaction
from towpath.audit.facts import facts
from towpath.organisation.models import Organisation, Overlay, Setting
from towpath.organisation.setting_keys import checked
from towpath.standards import StandardsError, load_standards, read_overlay

OVERLAY_NAME = re.compile(r"[-\w]{1,64}", re.ASCII)


class AlreadyWithdrawnError(Exception):
    """What was to be taken back is not in force any more."""


def open_organisation(
    *, code: str, name: str, kind: str, by: Actor, at: datetime, la_code: str = "", database_id: str = ""
) -> Organisation:
    """
    Open an organisation that will run the service here.

    :raises django.core.exceptions.ValidationError: a field is missing or malformed
    """
    organisation = Organisation(
        code=code, name=name, kind=kind, la_code=la_code, database_id=database_id, created_at=at
    )
    organisation.full_clean()
    with transaction(by=by, at=at) as events:
        organisation.save(force_insert=True)
        events.record(
            "organisation.opened", subject=f"organisation_organisation:{organisation.pk}", after=facts(organisation)
        )
    return organisation


def change_setting(
    organisation: Organisation,
    *,
    key: str,
    value: object,
    from_date: date,
    by: Actor,
    at: datetime,
    to_date: date | None = None,
) -> Setting:
    """
    Choose a setting's value from a date; the days before keep what they had.

    :raises SettingRefusedError: there is no such setting, or it may not have this value
    """
    setting = Setting(
        organisation=organisation,
        key=key,
        value=checked(key, value),
        from_date=from_date,
        to_date=to_date,
        recorded_at=at,
        by=by.user,
    )
    with transaction(by=by, at=at) as events:
        setting.save(force_insert=True)
        events.record("setting.changed", subject=f"organisation_setting:{setting.pk}", after=facts(setting))
    return setting


def withdraw_setting(setting: Setting, *, by: Actor, at: datetime) -> None:
    """
    Take back a choice, so that whatever held before it holds again.

    :raises AlreadyWithdrawnError: it was taken back before
    """
    _withdraw(setting, "setting.withdrawn", by=by, at=at)


def correct_standards(organisation: Organisation, *, name: str, text: str, by: Actor, at: datetime) -> Overlay:
    """
    Record a council's own corrections of published facts, in place of any it had recorded under this name.

    :raises towpath.standards.StandardsError: the name is no slug of 64 characters, the text is not an overlay, or it
        corrects something that is not published
    """
    if not OVERLAY_NAME.fullmatch(name):
        raise StandardsError(
            f"Corrections cannot be called {name!r}. Choose a name of at most 64 letters, digits and hyphens."
        )
    load_standards().with_corrections(read_overlay(text))
    overlay = Overlay(organisation=organisation, name=name, text=text, recorded_at=at, by=by.user)
    with transaction(by=by, at=at) as events:
        overlay.save(force_insert=True)
        events.record("standards.corrected", subject=f"organisation_overlay:{overlay.pk}", after=facts(overlay))
    return overlay


def withdraw_correction(overlay: Overlay, *, by: Actor, at: datetime) -> None:
    """
    Take back a council's corrections.

    :raises AlreadyWithdrawnError: they were taken back before
    """
    _withdraw(overlay, "standards.correction_withdrawn", by=by, at=at)


def _withdraw(row: Setting | Overlay, kind: str, *, by: Actor, at: datetime) -> None:
    with transaction(by=by, at=at) as events:
        rows = type(row)._default_manager.filter(pk=row.pk, withdrawn_at__isnull=True)
        if not rows.update(withdrawn_at=at):
            raise AlreadyWithdrawnError("Somebody has already taken this back. Look at the list again.")
        row.withdrawn_at = at
        events.record(kind, subject=f"{row._meta.db_table}:{row.pk}")
