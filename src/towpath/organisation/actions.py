"""Open an organisation, and change what it has chosen."""

import re
from collections.abc import Sequence
from datetime import date, datetime

from towpath.audit import Actor
from towpath.audit.actions import transaction
from towpath.audit.facts import facts
from towpath.organisation.lists import LONGEST_HINT, LONGEST_WORDS, Choice, ChoiceList, Choices, choices_of
from towpath.organisation.models import ListEntry, Organisation, Overlay, Setting, WardLookup, WardPostcode
from towpath.organisation.queries import days_of_change, settings_on
from towpath.organisation.setting_keys import TOGETHER, checked, refuse_together
from towpath.rules.wards import WardsRead, WardsRefusedError
from towpath.standards import StandardsError, load_standards, read_overlay

LONGEST_WARD_NAME = 120
A_PART = 2_000
OVERLAY_NAME = re.compile(r"[-\w]{1,64}", re.ASCII)


class AlreadyWithdrawnError(Exception):
    """What was to be taken back is not in force any more."""


class ListRefusedError(ValueError):
    """A list cannot be changed as asked; the words say what to do."""


class ListChangedError(Exception):
    """Somebody changed the entry since it was looked at; both versions are to be shown."""

    def __init__(self, choice: Choice) -> None:
        super().__init__("Somebody else changed this entry meanwhile. Look at theirs beside yours.")
        self.choice = choice


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

    :raises SettingRefusedError: there is no such setting, or it may not have this value, or not beside another on some
        day on which it would hold
    """
    taken = checked(key, value)
    setting = Setting(
        organisation=organisation,
        key=key,
        value=taken,
        from_date=from_date,
        to_date=to_date,
        recorded_at=at,
        by=by.user,
    )
    with transaction(by=by, at=at) as events:
        setting.save(force_insert=True)
        _refuse_together(setting)
        events.record("setting.changed", subject=f"organisation_setting:{setting.pk}", after=facts(setting))
    return setting


def withdraw_setting(setting: Setting, *, by: Actor, at: datetime) -> None:
    """
    Take back a choice, so that whatever held before it holds again.

    :raises AlreadyWithdrawnError: it was taken back before
    :raises SettingRefusedError: what held before does not go with another on some day on which it would hold
    """
    with transaction(by=by, at=at):
        _withdraw(setting, "setting.withdrawn", by=by, at=at)
        _refuse_together(setting)


def _refuse_together(setting: Setting) -> None:
    """Refuse what was just written where on one of its days a setting does not go with those it must agree with."""
    keys = TOGETHER.get(setting.key, frozenset()) | {setting.key}
    for day in (setting.from_date, *days_of_change(setting.organisation, keys, setting.from_date, setting.to_date)):
        refuse_together(setting.key, settings_on(setting.organisation, day), day)


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


def load_wards(organisation: Organisation, *, read: WardsRead, file_name: str, by: Actor, at: datetime) -> WardLookup:
    """
    Keep which postcode lies in which ward, in place of what was loaded before.

    :raises towpath.rules.wards.WardsRefusedError: a ward's name is longer than can be kept
    """
    wards = set(read.wards.values())
    if too_long := next((each.name for each in wards if len(each.name) > LONGEST_WARD_NAME), ""):
        raise WardsRefusedError(f"{too_long[:40]!r} … is too long for the name of a ward. Check which column is which.")
    lookup = WardLookup(
        organisation=organisation,
        file_name=file_name[:200],
        postcodes=len(read.wards),
        wards=len(wards),
        recorded_at=at,
        recorded_by=by.user,
    )
    with transaction(by=by, at=at) as events:
        lookup.save(force_insert=True)
        WardPostcode.objects.bulk_create(
            (
                WardPostcode(
                    organisation=organisation, lookup=lookup, postcode=postcode, code=ward.code, name=ward.name
                )
                for postcode, ward in read.wards.items()
            ),
            batch_size=A_PART,
        )
        events.record("wards.loaded", subject=f"organisation_ward_lookup:{lookup.pk}", after=facts(lookup))
    return lookup


def withdraw_wards(lookup: WardLookup, *, by: Actor, at: datetime) -> None:
    """
    Take back a look-up of wards, so that the one before it speaks again, or none.

    :raises AlreadyWithdrawnError: it was taken back before
    """
    _withdraw(lookup, "wards.withdrawn", by=by, at=at)


def add_choice(
    *,
    organisation: Organisation,
    to: ChoiceList,
    words: str,
    by: Actor,
    at: datetime,
    hint: str = "",
    means: Sequence[str] = (),
) -> ListEntry:
    """
    Add an entry to a council's list; its code is made of its words.

    :param means: what the house does with it: one code of the list's meanings, or some of the list that it names
    :raises ListRefusedError: it has no words or too many, another has the same, or it is not said what it means
    """
    words, hint = _worded(words, hint)
    with transaction(by=by, at=at) as events:
        found = _held_list(organisation, to)
        _check_new(found, words, "")
        if to.meanings and (len(means) != 1 or means[0] not in to.meanings):
            raise ListRefusedError("Choose what it counts as.")
        entry = ListEntry.objects.create(
            organisation=organisation,
            name=to.name,
            code=_code_of(words, set(found)),
            words=words,
            hint=hint,
            means=" ".join(_means(organisation, to, means)),
            recorded_at=at,
            recorded_by=by.user,
        )
        events.record("list.changed", subject=f"organisation_list_entry:{entry.pk}", after=facts(entry))
    return entry


def change_choice(
    *,
    organisation: Organisation,
    of: ChoiceList,
    code: str,
    seen: int | None,
    words: str,
    by: Actor,
    at: datetime,
    hint: str = "",
    is_offered: bool = True,
    means: Sequence[str] | None = None,
) -> ListEntry:
    """
    Word an entry anew, or offer it no more or again. What was chosen before keeps its code and the words it had.

    :param seen: the row that spoke when whoever changes it looked, None where it was as it came
    :param means: which entries of the list that it names it names now; None leaves them
    :raises ListChangedError: somebody changed it since; nothing is recorded
    :raises ListRefusedError: there is no such entry, its words will not do, or it must be there to be chosen
    """
    words, hint = _worded(words, hint)
    with transaction(by=by, at=at) as events:
        found = _held_list(organisation, of)
        if code not in found:
            raise ListRefusedError("There is no such entry in this list.")
        before = found[code]
        if before.entry != seen:
            raise ListChangedError(before)
        _check_new(found, words, code)
        if not is_offered and before.needed:
            raise ListRefusedError(f"“{before.words}” must stay. {before.needed}")
        if not is_offered and not any(one.is_offered for one in found.values() if one.code != code):
            raise ListRefusedError("It is the last one that may be chosen. Add another first.")
        now_means = _means(organisation, of, means) if means is not None and of.names else before.means
        entry = ListEntry.objects.create(
            organisation=organisation,
            name=of.name,
            code=code,
            words=words,
            hint=hint,
            means=" ".join(now_means),
            is_offered=is_offered,
            recorded_at=at,
            recorded_by=by.user,
        )
        events.record("list.changed", subject=f"organisation_list_entry:{entry.pk}", after=facts(entry))
    return entry


def _held_list(organisation: Organisation, asked: ChoiceList) -> Choices:
    # The council's row is held, so that two who add the same at once are not both believed.
    Organisation.objects.select_for_update(of=("self",), no_key=True).get(pk=organisation.pk)
    return choices_of(organisation.pk, asked)


def _worded(words: str, hint: str) -> tuple[str, str]:
    words, hint = " ".join(words.split()), " ".join(hint.split())
    if not words:
        raise ListRefusedError("Say in a few words what may be chosen.")
    if len(words) > LONGEST_WORDS:
        raise ListRefusedError(f"That is {len(words):,} characters. Keep what it is called to {LONGEST_WORDS}.")
    if len(hint) > LONGEST_HINT:
        raise ListRefusedError(f"That is {len(hint):,} characters. Keep what it means to {LONGEST_HINT}.")
    return words, hint


def _check_new(found: Choices, words: str, code: str) -> None:
    for each in found.values():
        if each.code != code and each.words.casefold() == words.casefold():
            how = "is in the list already" if each.is_offered else "was in the list before: offer it again instead"
            raise ListRefusedError(f"“{words}” {how}.")


def _means(organisation: Organisation, asked: ChoiceList, means: Sequence[str]) -> Sequence[str]:
    if asked.names is None:
        return means if asked.meanings else ()
    known = choices_of(organisation.pk, asked.names)
    if any(each not in known for each in means):
        raise ListRefusedError("Choose from the list that is shown.")
    return [code for code in known if code in means]


def _code_of(words: str, taken: set[str]) -> str:
    stem = re.sub(r"[^a-z0-9]+", "_", words.casefold()).strip("_")[:28] or "entry"
    return next(code for code in (stem, *(f"{stem}_{number}" for number in range(2, 1000))) if code not in taken)


def _withdraw(row: Setting | Overlay | WardLookup, kind: str, *, by: Actor, at: datetime) -> None:
    with transaction(by=by, at=at) as events:
        rows = type(row)._default_manager.filter(pk=row.pk, withdrawn_at__isnull=True)
        if not rows.update(withdrawn_at=at):
            raise AlreadyWithdrawnError("Somebody has already taken this back. Look at the list again.")
        row.withdrawn_at = at
        events.record(kind, subject=f"{row._meta.db_table}:{row.pk}")
