"""When a list would drop or change unusually many, somebody is asked before anything is applied."""

from collections.abc import Iterable, Iterator

from towpath.imports.actions.doing import Became
from towpath.imports.models import Batch, Row
from towpath.organisation.queries import settings_on

IDENTITY_FIELDS = frozenset({"legal_name", "birth_date", "upn", "uln"})
# Of a handful of people a percentage says nothing.
FEWEST = 10


class Watch:
    """Counts what a list would do while it is being shown, for the alarm to judge at the end."""

    def __init__(self) -> None:
        self.known: set[int] = set()
        self.identity_changed = 0
        self.rows = 0
        self.rejected = 0

    def see(self, chunk: Iterable[Became]) -> None:
        """Count a chunk."""
        for became in chunk:
            self.rows += 1
            self.rejected += became.outcome == Row.Outcome.REJECTED
            if became.person_id is not None and became.person_id > 0:
                self.known.add(became.person_id)
                self.identity_changed += bool(IDENTITY_FIELDS.intersection(became.changed_fields))


def alarms(batch: Batch, watch: Watch) -> list[dict[str, object]]:
    """Return each alarm that a list raises: its code, its figures and its words."""
    percent = float(settings_on(batch.organisation, batch.as_at_date)["imports.alarm_percent"])
    return list(_raised(batch, watch, percent))


def _raised(batch: Batch, watch: Watch, percent: float) -> Iterator[dict[str, object]]:
    before = _people_on_the_list_before(batch)
    missing = len(before - watch.known)
    if len(before) >= FEWEST and missing > len(before) * percent / 100:
        yield {
            "code": "drops",
            "count": missing,
            "of": len(before),
            "words": f"{missing} of the {len(before)} young people on this sender's last list are not on this one. "
            "Check that the list is whole.",
        }
    if len(watch.known) >= FEWEST and watch.identity_changed > len(watch.known) * percent / 100:
        yield {
            "code": "changes",
            "count": watch.identity_changed,
            "of": len(watch.known),
            "words": f"The list would change the name, birth date or number of {watch.identity_changed} of "
            f"{len(watch.known)} young people. Check that its columns are in the right order.",
        }


def _people_on_the_list_before(batch: Batch) -> set[int]:
    last = (
        Batch.objects.filter(sender=batch.sender, state=Batch.State.APPLIED)
        .exclude(pk=batch.pk)
        .order_by("-number")
        .first()
    )
    if last is None:
        return set()
    people = Row.objects.filter(batch=last, person__isnull=False).order_by("number")
    return set(people.values_list("person_id", flat=True))
