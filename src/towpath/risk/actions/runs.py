"""Scoring everybody of some year groups under a scheme. A run is frozen, and changes nothing about anybody."""

from collections import Counter
from collections.abc import Callable, Collection
from datetime import date, datetime

from towpath.audit import Actor
from towpath.audit.actions import transaction
from towpath.organisation.models import Organisation
from towpath.organisation.queries import settings_on
from towpath.risk.models import Assessment, Run
from towpath.risk.population import population_of, population_words
from towpath.risk.working import Worked, content_of, digest_of, work_out
from towpath.standards.risk import Scheme, load_scheme

EARLY_YEARS = (9, 10, 11)
SETTING = "risk.scheme"

Progress = Callable[[int, int], None]


class SchemeNotInForceError(ValueError):
    """The version of the scheme does not stand on the day asked about."""


def run_scheme(
    *,
    organisation: Organisation,
    as_at: date,
    by: Actor,
    at: datetime,
    scheme: str | None = None,
    year_groups: Collection[int] = EARLY_YEARS,
    progress: Progress | None = None,
) -> Run:
    """
    Score everybody of these year groups as things stood on a day and are known now, and return the finished run.

    500 people at a time, each chunk its own transaction. A run that is interrupted stays unfinished and is shown to
    nobody; run it again.

    :param scheme: a scheme's name; what the council has chosen for that day unless told
    :param progress: called with people done and people in all after each chunk
    :raises towpath.standards.risk.SchemeNotFoundError: there is no scheme of that name
    :raises SchemeNotInForceError: it does not stand on that day
    """
    chosen = load_scheme(scheme or str(settings_on(organisation, as_at)[SETTING]))
    if not chosen.in_force(as_at):
        raise SchemeNotInForceError(f"The scheme {chosen.name} does not stand on {as_at}. Choose another for that day.")
    members = population_of(organisation, as_at, at, year_groups)
    run = _begin(organisation, chosen, as_at, year_groups, by=by, at=at)
    counts = _Counts()
    for chunk in work_out(organisation, members, chosen, as_at, at):
        _keep(run, chunk, by=by, at=at)
        counts.add(chunk)
        if progress is not None:
            progress(counts.people, len(members))
    _finish(run, chosen, counts, by=by, at=at)
    return run


class _Counts:
    """What a run has come to so far."""

    def __init__(self) -> None:
        self.people = self.limited = self.objected = self.unreadable = 0
        self.contents: dict[int, bytes] = {}
        self.bands: Counter[str] = Counter()
        self.missing: Counter[str] = Counter()

    def add(self, chunk: Collection[Worked]) -> None:
        """Count one chunk in."""
        self.people += len(chunk)
        for worked in chunk:
            self.unreadable += worked.unreadable
            self.contents[worked.row.person_id] = content_of(worked.row)
            if worked.row.not_scored == Assessment.NotScored.OBJECTED:
                self.objected += 1
            elif worked.row.not_scored:
                self.limited += 1
            else:
                self.bands[worked.row.band] += 1
                self.missing.update(each["factor"] for each in worked.row.missing)


def _begin(
    organisation: Organisation, scheme: Scheme, as_at: date, year_groups: Collection[int], *, by: Actor, at: datetime
) -> Run:
    run = Run(
        organisation=organisation,
        scheme=scheme.scheme,
        version=scheme.version,
        digest=scheme.digest,
        as_at_date=as_at,
        known_at=at,
        year_groups=sorted(year_groups),
        population=population_words(year_groups),
        started_at=at,
        by=by.user,
    )
    with transaction(by=by, at=at) as events:
        run.save(force_insert=True)
        told = {"scheme": scheme.name, "as_at_date": as_at, "year_groups": sorted(year_groups)}
        events.record("risk.run_started", subject=f"risk_run:{run.pk}", after=told)
    return run


def _keep(run: Run, chunk: Collection[Worked], *, by: Actor, at: datetime) -> None:
    for worked in chunk:
        worked.row.run = run
    with transaction(by=by, at=at) as events:
        Assessment.objects.bulk_create([worked.row for worked in chunk])
        events.record(
            "risk.scored", persons=[worked.member.public_id for worked in chunk], subject=f"risk_run:{run.pk}"
        )


def _finish(run: Run, scheme: Scheme, counts: _Counts, *, by: Actor, at: datetime) -> None:
    run.people, run.unreadable = counts.people, counts.unreadable
    run.limited, run.objected = counts.limited, counts.objected
    run.result_digest = digest_of(counts.contents)
    run.bands = {band.code: counts.bands[band.code] for band in scheme.bands}
    run.missing = {factor: counts.missing[factor] for factor in scheme.factors}
    run.finished_at = at
    counted = ["people", "limited", "objected", "unreadable", "result_digest", "bands", "missing"]
    with transaction(by=by, at=at) as events:
        run.save(update_fields=[*counted, "finished_at"])
        not_scored = run.limited + run.objected
        told = {"people": run.people, "not_scored": not_scored, "unreadable": run.unreadable, "bands": run.bands}
        events.record("risk.run_finished", subject=f"risk_run:{run.pk}", after=told)
