"""Open an organisation, and change what it has chosen."""

from datetime import date, datetime

from towpath.audit import Actor
from towpath.audit.actions import transaction
from towpath.audit.facts import facts
from towpath.organisation.models import Organisation, Setting
from towpath.organisation.setting_keys import checked


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
