"""Draw a month's dip-sample of confirmations, and write down what somebody found who looked."""

from collections import defaultdict
from datetime import date, datetime

from django.db import IntegrityError

from towpath.audit import Actor
from towpath.audit.actions import transaction
from towpath.organisation.models import Organisation
from towpath.rules.dates import month_end
from towpath.rules.dip_sample import Verdict, drawn_from
from towpath.tracking.models import SampledConfirmation, Statement

FROM_A_LIST = "import:"


class SampleRefusedError(ValueError):
    """A sample cannot be drawn, or what was found cannot be written down, as asked; `asks_for` names the question."""

    def __init__(self, words: str, *, asks_for: str = "") -> None:
        super().__init__(words)
        self.asks_for = asks_for


def draw_sample(*, organisation: Organisation, month_date: date, size: int, by: Actor, at: datetime) -> int:
    """
    Draw so many of each officer's confirmations of a month, by their digest and nobody's choice; return how many.

    What came by a list is nobody's confirmation, and what was withdrawn is put right already.

    :param month_date: the first of the month, which must be over
    :raises SampleRefusedError: the month is not over, its sample is drawn, or nobody confirmed anything in it
    """
    if month_end(month_date) >= at.date():
        raise SampleRefusedError("This month is not over. Draw its sample when it is.")
    rows = Statement.objects.filter(
        organisation=organisation,
        recorded_at__date__gte=month_date,
        recorded_at__date__lte=month_end(month_date),
        withdrawn_at__isnull=True,
    ).exclude(recorded_by="")
    by_officer: dict[str, list[int]] = defaultdict(list)
    for pk, officer in rows.exclude(source__startswith=FROM_A_LIST).values_list("pk", "recorded_by"):
        by_officer[officer].append(pk)
    drawn = [
        SampledConfirmation(
            organisation=organisation,
            month_date=month_date,
            officer=officer,
            statement_id=pk,
            drawn_at=at,
            drawn_by=by.user,
        )
        for officer, ids in sorted(by_officer.items())
        for pk in drawn_from(ids, seed=f"{organisation.code}:{month_date}:{officer}", size=size)
    ]
    if not drawn:
        raise SampleRefusedError("Nobody confirmed anything by hand in this month, so there is nothing to look at.")
    try:
        with transaction(by=by, at=at) as events:
            if SampledConfirmation.objects.filter(organisation=organisation, month_date=month_date).exists():
                raise SampleRefusedError("The sample of this month is drawn already. Look at it below.")
            SampledConfirmation.objects.bulk_create(drawn)
            events.record("dip_sample.drawn", after={"month": str(month_date), "drawn": len(drawn)})
    except IntegrityError as error:
        raise SampleRefusedError("The sample of this month is drawn already. Look at it below.") from error
    return len(drawn)


def judge_confirmation(
    *, sampled: SampledConfirmation, verdict: str, words: str, by: Actor, at: datetime
) -> SampledConfirmation:
    """
    Write down what somebody found who looked at a confirmation beside its source.

    :raises SampleRefusedError: it is their own, it was looked at already, or a verdict that is not right lacks words
    """
    if verdict not in {each.value for each in Verdict}:
        raise SampleRefusedError("Choose what you found.", asks_for="verdict")
    if verdict != Verdict.RIGHT and not words.strip():
        raise SampleRefusedError("Say what you found, so that it can be put right.", asks_for="words")
    if sampled.officer == by.user:
        raise SampleRefusedError("You confirmed this yourself. Somebody else must look at it.")
    with transaction(by=by, at=at) as events:
        rows = SampledConfirmation.objects.filter(pk=sampled.pk, verdict="")
        if not rows.update(verdict=verdict, words=words.strip(), looked_at=at, looked_by=by.user):
            raise SampleRefusedError("Somebody has looked at this already. See what they found.")
        events.record(
            "dip_sample.looked_at",
            person=sampled.statement.person.public_id,
            subject=f"tracking_sampled_confirmation:{sampled.pk}",
            after={"verdict": verdict},
        )
    sampled.refresh_from_db()
    return sampled
