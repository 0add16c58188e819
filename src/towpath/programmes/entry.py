"""What we hold of somebody that a programme asks about, put before the rule."""

from datetime import date

from towpath.organisation.models import Organisation
from towpath.organisation.queries import settings_on
from towpath.people.births import birth_dates_of
from towpath.people.models import Address
from towpath.people.sameness import Sameness
from towpath.programmes.models import Participation, ProgrammeRun
from towpath.rules.programmes.entry import EntryFacts, EntryRule, Finding, findings_of
from towpath.rules.residence import lives_within, postcode_areas

_CLAIMS = {Participation.Known.YES.value: True, Participation.Known.NO.value: False}


def entry_rule(run: ProgrammeRun) -> EntryRule:
    """Return what a run asks of whoever joins."""
    return EntryRule(
        least_age=run.least_age,
        most_age=run.most_age,
        asks_residence=run.asks_residence,
        asks_no_maths=run.asks_no_maths,
    )


def entry_findings(run: ProgrammeRun, person_id: int, has_maths: str) -> tuple[Finding, ...]:
    """Return how somebody stands to what a run asks. A protected address is told by nothing said here: not known."""
    organisation = Organisation(pk=run.organisation_id)
    facts = EntryFacts(
        birth_date=birth_dates_of(organisation, [person_id]).get(person_id),
        lives_here=_lives_here(organisation, person_id, run.start_date) if run.asks_residence else None,
        has_maths=_CLAIMS.get(has_maths),
    )
    return findings_of(entry_rule(run), facts, run.start_date)


def _lives_here(organisation: Organisation, person_id: int, on: date) -> bool | None:
    members = Sameness.around(organisation, [person_id]).everyone
    held = Address.objects.known_at(None).filter(person_id__in=members)
    if held.filter(is_protected=True).exists():
        return None
    latest = held.in_force(on).order_by("-recorded_at", "-pk").first() or held.order_by("-recorded_at", "-pk").first()
    areas = postcode_areas(str(settings_on(organisation, on)["residence.postcodes"]))
    return lives_within(latest.postcode, areas) if latest else None
