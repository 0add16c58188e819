"""The names and numbers under which a return sends schools, colleges and providers."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from towpath.organisation.models import Organisation
from towpath.provision.models import Establishment
from towpath.returns.models import SentPlace
from towpath.rules.returns.facts import ReturnPlace

COLUMNS = ("name", "establishment_number", "ukprn", "la_code")


@dataclass(slots=True, kw_only=True)
class Places:
    """
    Establishments as known at an instant: as last written down by then, or else as first written down after it.

    `new` are those to be written down, because they were not or because they have changed.
    """

    organisation: Organisation
    known_at: datetime
    at: datetime
    new: list[SentPlace] = field(default_factory=list)
    _met: dict[int, ReturnPlace] = field(default_factory=dict)

    def meet(self, establishment_ids: Iterable[int]) -> None:
        """Look up establishments not met before. Two queries, where there are any."""
        wanted = set(establishment_ids) - self._met.keys()
        if not wanted:
            return
        written: dict[int, list[SentPlace]] = defaultdict(list)
        for row in SentPlace.objects.filter(establishment__in=wanted).order_by("recorded_at", "id"):
            written[row.establishment_id].append(row)
        for now in Establishment.objects.filter(pk__in=wanted).order_by("pk"):
            versions = written[now.pk]
            if not versions or any(getattr(versions[-1], name) != getattr(now, name) for name in COLUMNS):
                stated = {name: getattr(now, name) for name in COLUMNS}
                version = SentPlace(organisation=self.organisation, establishment=now, recorded_at=self.at, **stated)
                self.new.append(version)
                versions.append(version)
            known = [version for version in versions if version.recorded_at <= self.known_at]
            self._met[now.pk] = _place(known[-1] if known else versions[0])

    def named(self, establishment_id: int | None, provider_name: str) -> ReturnPlace | None:
        """Return an establishment that was met, or a provider known by its name alone."""
        if establishment_id is not None:
            return self._met[establishment_id]
        return ReturnPlace(name=provider_name) if provider_name else None


def _place(row: SentPlace) -> ReturnPlace:
    return ReturnPlace(name=row.name, number=row.establishment_number, ukprn=row.ukprn, la_code=row.la_code)
