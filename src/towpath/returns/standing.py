"""Which problems stood at a rehearsal: from the one that found each first until the one that no longer did."""

from django.db.models import Q, QuerySet

from towpath.returns.models import Rehearsal, RehearsalProblem


def open_problems(rehearsal: Rehearsal) -> QuerySet[RehearsalProblem]:
    """Return the problems that a rehearsal found."""
    rows = RehearsalProblem.objects.filter(organisation_id=rehearsal.organisation_id, first_id__lte=rehearsal.pk)
    return rows.filter(Q(gone__isnull=True) | Q(gone_id__gt=rehearsal.pk))


def new_problems(rehearsal: Rehearsal, reference: Rehearsal) -> QuerySet[RehearsalProblem]:
    """Return the problems that a rehearsal found and an earlier one did not."""
    return open_problems(rehearsal).filter(first_id__gt=reference.pk)


def mended_problems(rehearsal: Rehearsal, reference: Rehearsal) -> QuerySet[RehearsalProblem]:
    """Return the problems that an earlier rehearsal found and this one did not."""
    return open_problems(reference).filter(gone_id__lte=rehearsal.pk)
