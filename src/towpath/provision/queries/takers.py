"""Which openings of a directory could take one young person: the database counts what is missing, the rule asks on."""

from typing import Any

from django.db.models import Case, IntegerField, QuerySet, Value, When

from towpath.access import Viewer
from towpath.provision.missing import missing_for
from towpath.provision.models import Opening
from towpath.provision.offers import facts_of
from towpath.rules.openings import Matches, Search, Verdict, Wanted, match


def match_openings(viewer: Viewer, rows: QuerySet[Opening], wanted: Wanted) -> Matches:
    """
    Return which of some openings could take somebody or nearly, and how many there are. Three queries.

    What lacks two things is left in the database, and what lacks one comes from it as a near miss. The rule is asked
    of the rest, and words every answer that is shown.
    """
    own = rows.filter(organisation_id=viewer.organisation_id).order_by("pk")
    search = Search(wanted)
    lacking = _with_missing(own, wanted)
    told = match(facts_of(lacking.filter(missing=0), search.reads), search, looked_at=own.count())
    near = lacking.filter(missing=1).select_related(None).values_list("pk", flat=True)
    return Matches({**told.by_verdict, Verdict.NEAR_MISS: tuple(near)}, told.looked_at)


def _with_missing(rows: QuerySet[Opening], wanted: Wanted) -> QuerySet[Any]:
    one, none = Value(1), Value(0)
    counted = [Case(When(each, then=one), default=none, output_field=IntegerField()) for each in missing_for(wanted)]
    return rows.annotate(missing=sum(counted[1:], counted[0]))
