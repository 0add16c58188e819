"""Record establishments, agree what is shared with them, and say who speaks for them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime

from django.db.models import Q

from towpath.access.models import User
from towpath.audit import Actor
from towpath.audit.actions import Events, transaction
from towpath.audit.facts import Facts
from towpath.audit.facts import facts as facts_of_row
from towpath.organisation.models import Organisation
from towpath.provision.establishments import KINDS, EstablishmentFacts, Outcome, Recorded
from towpath.provision.models import Establishment, ProvisionContact, SharingAgreement, UserEstablishment
from towpath.rules.dates import day_words
from towpath.rules.identifiers import is_establishment_number, is_ukprn, is_urn

_COLUMNS = tuple(each.name for each in fields(EstablishmentFacts))
_NUMBERS = (
    ("urn", is_urn, "The URN {} is not six digits. Copy it from the register."),
    ("establishment_number", is_establishment_number, "The number {} is not a council's three digits and four more."),
    ("ukprn", is_ukprn, "The UKPRN {} is not eight digits that start with 1. Copy it from the register."),
)


class ProvisionRefusedError(ValueError):
    """What was asked of an establishment cannot be done as asked."""


def record_establishments(
    *, organisation: Organisation, incoming: Sequence[EstablishmentFacts], source: str, by: Actor, at: datetime
) -> list[Recorded]:
    """
    Record what a register tells of establishments, and return what became of each in the order given.

    One already held is recognised by its URN, else its UKPRN, else its number, else its name and postcode. One
    transaction; three queries and one insert, and one update for each that changed.
    """
    decided = _decided(organisation, incoming, source=source, at=at)
    if decided.created or decided.updated:
        with transaction(by=by, at=at) as events:
            _write(decided.created, decided.updated, events)
    return [replace(each, establishment_id=row.pk) if row else each for row, each in decided.recorded]


def plan_establishments(
    *, organisation: Organisation, incoming: Sequence[EstablishmentFacts], source: str, at: datetime
) -> list[Recorded]:
    """Return what `record_establishments` would make of each, writing nothing."""
    return [each for _, each in _decided(organisation, incoming, source=source, at=at).recorded]


@dataclass(slots=True)
class _Decided:
    recorded: list[tuple[Establishment | None, Recorded]] = field(default_factory=list)
    created: list[Establishment] = field(default_factory=list)
    updated: dict[int, tuple[Establishment, Facts]] = field(default_factory=dict)


def _decided(
    organisation: Organisation, incoming: Sequence[EstablishmentFacts], *, source: str, at: datetime
) -> _Decided:
    known = _Known(organisation, incoming)
    decided = _Decided()
    for given in incoming:
        problem = _problem(given)
        held = None if problem else known.find(given)
        if problem:
            refused = Recorded(None, Outcome.REFUSED, problem_code=problem[0], words=problem[1])
            decided.recorded.append((None, refused))
        elif held is None:
            row = Establishment(organisation=organisation, recorded_at=at, source=source)
            _tell(row, given)
            decided.created.append(row)
            known.add(row)
            decided.recorded.append((row, Recorded(None, Outcome.CREATED)))
        else:
            before = facts_of_row(held)
            changed = _tell(held, given)
            if changed and held.pk is not None:
                decided.updated.setdefault(held.pk, (held, before))
            decided.recorded.append((held, Recorded(None, Outcome.UPDATED if changed else Outcome.UNCHANGED, changed)))
    return decided


def _write(
    created: Sequence[Establishment], updated: Mapping[int, tuple[Establishment, Facts]], events: Events
) -> None:
    Establishment.objects.bulk_create(created)
    for row, before in updated.values():
        row.save(update_fields=_COLUMNS)
        events.record(
            "establishment.updated",
            subject=f"provision_establishment:{row.pk}",
            before=before,
            after=facts_of_row(row),
        )
    for row in created:
        events.record("establishment.created", subject=f"provision_establishment:{row.pk}", after=facts_of_row(row))


class _Known:
    """Establishments already held, by each thing that one is recognised by."""

    def __init__(self, organisation: Organisation, incoming: Sequence[EstablishmentFacts]) -> None:
        self._by_key: dict[tuple[str, ...], Establishment] = {}
        wanted = Q(urn__in={each.urn for each in incoming if each.urn})
        wanted |= Q(ukprn__in={each.ukprn for each in incoming if each.ukprn})
        wanted |= Q(
            establishment_number__in={each.establishment_number for each in incoming if each.establishment_number}
        )
        wanted |= Q(name__in={each.name for each in incoming if each.name})
        for row in Establishment.objects.filter(wanted, organisation=organisation).order_by("pk"):
            self.add(row)

    def add(self, row: Establishment) -> None:
        """Let an establishment be found from now on."""
        for key in _keys(row.urn, row.ukprn, row.establishment_number, row.name, row.postcode):
            self._by_key.setdefault(key, row)

    def find(self, given: EstablishmentFacts) -> Establishment | None:
        """
        Return the one that these facts are about.

        One with another URN is another establishment, and so is one of the same name with another UKPRN.
        """
        for key in _keys(given.urn, given.ukprn, given.establishment_number, given.name, given.postcode):
            row = self._by_key.get(key)
            if row is None or _differ(given.urn, row.urn):
                continue
            if key[0] != "name" or not _differ(given.ukprn, row.ukprn):
                return row
        return None


def _differ(given: str | None, held: str) -> bool:
    return bool(given and held) and given != held


def _keys(
    urn: str | None, ukprn: str | None, number: str | None, name: str | None, postcode: str | None
) -> list[tuple[str, ...]]:
    keys: list[tuple[str, ...]] = [
        (kind, value) for kind, value in (("urn", urn), ("ukprn", ukprn), ("number", number)) if value
    ]
    return [*keys, ("name", name.casefold(), postcode or "")] if name else keys


def _problem(given: EstablishmentFacts) -> tuple[str, str] | None:
    for column, is_right, words in _NUMBERS:
        value = getattr(given, column)
        if value and not is_right(value):
            return f"{column}_wrong", words.format(value)
    if given.opened_date and given.closed_date and given.closed_date < given.opened_date:
        return (
            "closed_before_opened",
            f"It would close on {day_words(given.closed_date)}, before it opens. Correct one of the two.",
        )
    if not given.name and not (given.urn or given.ukprn or given.establishment_number):
        return "nothing_given", "Nothing says which establishment this is. Give its name or its URN."
    return None


def _tell(row: Establishment, given: EstablishmentFacts) -> tuple[str, ...]:
    """Put what is given into a row, and return the columns that changed."""
    changed = []
    for column in _COLUMNS:
        value = getattr(given, column)
        if value is None or value == "" or (column in KINDS and not value):
            continue
        if getattr(row, column) != value:
            setattr(row, column, value)
            changed.append(column)
    if not any(getattr(row, kind) for kind in KINDS):
        # A register of schools does not say that each is one.
        row.is_school = True
        changed.append("is_school")
    return tuple(changed)


def add_contact(
    *,
    establishment: Establishment,
    name: str,
    from_date: date,
    by: Actor,
    at: datetime,
    job: str = "",
    email: str = "",
    phone: str = "",
) -> ProvisionContact:
    """Record whom the service talks to at an establishment."""
    with transaction(by=by, at=at) as events:
        contact = ProvisionContact.objects.create(
            organisation_id=establishment.organisation_id,
            establishment=establishment,
            name=name.strip(),
            job=job,
            email=email,
            phone=phone,
            from_date=from_date,
        )
        events.record("provision_contact.added", subject=f"provision_contact:{contact.pk}", after=facts_of_row(contact))
    return contact


def make_sharing_agreement(
    *,
    establishment: Establishment,
    title: str,
    covers: Collection[str],
    from_date: date,
    by: Actor,
    at: datetime,
    to_date: date | None = None,
) -> SharingAgreement:
    """
    Record what may be shared with an establishment between two dates, both included.

    :raises ProvisionRefusedError: it covers nothing, or ends before it starts
    """
    if not covers:
        raise ProvisionRefusedError("The agreement covers nothing. Name at least one item, as school_roll.")
    if to_date and to_date < from_date:
        raise ProvisionRefusedError(
            f"The agreement would end on {day_words(to_date)}, before it starts. Swap the dates."
        )
    with transaction(by=by, at=at) as events:
        agreement = SharingAgreement.objects.create(
            organisation_id=establishment.organisation_id,
            establishment=establishment,
            title=title.strip(),
            covers=sorted(set(covers)),
            from_date=from_date,
            to_date=to_date,
            recorded_at=at,
            recorded_by=by.user,
        )
        events.record(
            "sharing_agreement.made",
            subject=f"provision_sharing_agreement:{agreement.pk}",
            after=facts_of_row(agreement),
        )
    return agreement


def end_sharing_agreement(*, agreement: SharingAgreement, by: Actor, at: datetime) -> None:
    """
    End an agreement at once.

    :raises ProvisionRefusedError: it was ended before
    """
    with transaction(by=by, at=at) as events:
        if not SharingAgreement.objects.filter(pk=agreement.pk, ended_at__isnull=True).update(ended_at=at):
            raise ProvisionRefusedError("This agreement was ended before. Look at the list again.")
        agreement.ended_at = at
        events.record("sharing_agreement.ended", subject=f"provision_sharing_agreement:{agreement.pk}")


def let_speak_for(
    *,
    user: User,
    establishment: Establishment,
    from_date: date,
    by: Actor,
    at: datetime,
    to_date: date | None = None,
) -> UserEstablishment:
    """
    Let a user speak for an establishment, and so see its people, between two dates, both included.

    :raises ProvisionRefusedError: they do already, or it would end before it starts
    """
    if to_date and to_date < from_date:
        raise ProvisionRefusedError(
            f"It would end on {day_words(to_date)}, before it starts on {day_words(from_date)}. Swap the dates."
        )
    standing = UserEstablishment.objects.filter(
        Q(to_date__isnull=True) | Q(to_date__gte=from_date),
        user=user,
        establishment=establishment,
        ended_at__isnull=True,
    )
    if to_date:
        standing = standing.filter(from_date__lte=to_date)
    if standing.exists():
        raise ProvisionRefusedError("They speak for it already in that time. End that first.")
    with transaction(by=by, at=at) as events:
        row = UserEstablishment.objects.create(
            organisation_id=establishment.organisation_id,
            user=user,
            establishment=establishment,
            from_date=from_date,
            to_date=to_date,
        )
        events.record(
            "user_establishment.given", subject=f"provision_user_establishment:{row.pk}", after=facts_of_row(row)
        )
    return row


def stop_speaking_for(*, user: User, establishment: Establishment, by: Actor, at: datetime) -> None:
    """
    Stop a user speaking for an establishment, at once.

    :raises ProvisionRefusedError: they do not
    """
    with transaction(by=by, at=at) as events:
        rows = UserEstablishment.objects.filter(user=user, establishment=establishment, ended_at__isnull=True)
        if not rows.update(ended_at=at):
            raise ProvisionRefusedError("They do not speak for it now. Look at the list again.")
        events.record(
            "user_establishment.ended",
            subject=f"provision_establishment:{establishment.pk}",
            after={"speaker": user.public_id},
        )
