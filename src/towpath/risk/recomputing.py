"""Whether a run of before still comes out, byte for byte, from what was known at it. It changes nothing."""

from dataclasses import dataclass

from towpath.risk.models import Assessment, Run
from towpath.risk.population import population_of
from towpath.risk.working import content_of, digest_of, work_out
from towpath.standards.risk import load_scheme

READ_AT_ONCE = 1000


class SchemeChangedError(RuntimeError):
    """The scheme's content is not what the run used, so that it cannot be worked out again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recomputed:
    """
    A run worked out again. `differing` are the ids of whoever comes out otherwise, of `people` in all.

    `kept_digest` is that of the rows kept, and `again_digest` of those worked out now: the same bytes, the same digest.
    `is_as_finished` is False where the kept rows are not those that the run ended with; None where that was not kept.
    """

    people: int
    differing: tuple[int, ...]
    kept_digest: str
    again_digest: str
    is_as_finished: bool | None

    @property
    def is_same(self) -> bool:
        """Return whether every byte came out as it was kept, and nothing kept was changed."""
        return self.kept_digest == self.again_digest and self.is_as_finished is not False

    @property
    def words(self) -> str:
        """Return what came of it, in a sentence."""
        if self.is_as_finished is False:
            return "What is kept is not what this scoring ended with: somebody changed it in the database."
        if not self.is_same:
            return f"{len(self.differing):,} of {self.people:,} pupils came out otherwise."
        return f"All {self.people:,} pupils came out the same, to the byte ({self.kept_digest[:12]})."


def work_out_again(run: Run) -> Recomputed:
    """
    Work a run out again from what was known at it, and compare the bytes.

    :raises SchemeChangedError: the scheme's content is not what it was
    """
    scheme = load_scheme(run.scheme_name)
    if scheme.digest != run.digest:
        raise SchemeChangedError(f"The scheme {scheme.name} was {run.digest} at the run and is {scheme.digest} now.")
    members = population_of(run.organisation, run.as_at_date, run.known_at, run.year_groups)
    chunks = work_out(run.organisation, members, scheme, run.as_at_date, run.known_at)
    again = {worked.row.person_id: content_of(worked.row) for chunk in chunks for worked in chunk}
    rows = Assessment.objects.filter(run=run).order_by("pk").iterator(chunk_size=READ_AT_ONCE)
    kept = {row.person_id: content_of(row) for row in rows}
    differing = sorted(one for one in again.keys() | kept.keys() if again.get(one) != kept.get(one))
    kept_digest = digest_of(kept)
    return Recomputed(
        people=len(kept),
        differing=tuple(differing),
        kept_digest=kept_digest,
        again_digest=digest_of(again),
        is_as_finished=run.result_digest == kept_digest if run.result_digest else None,
    )
