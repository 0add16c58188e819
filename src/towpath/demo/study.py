"""
What support changed, asked of the demo's leavers as a service would ask it: the question and its days are frozen before
any list is loaded, what schools said before support began comes from the previous system, and the study is run at the
month's end. The truth is read only by whoever prints how near it came, in `scoring`.
"""

from datetime import date, datetime, time
from decimal import Decimal

from towpath.clock import LONDON
from towpath.demo.month import NIGHT, Month, sum_line
from towpath.imports.actions import accept_alarm, add_sender, apply_batch, receive_list
from towpath.imports.models import Batch
from towpath.insight.actions import Terms, freeze_study, run_study
from towpath.insight.models import Study, StudyRun
from towpath.organisation.queries import settings_on
from towpath.rules.dates import academic_year

QUESTION = "Do leavers whose case was opened in Year 11 spend fewer days NEET in their first six months?"
FACTORS = ("attendance", "ehc_plan", "sen_support", "ever_excluded", "free_school_meals")
CALIPER = Decimal("0.2")
AT_WORK = time(15, 0)


def freeze_question(month: Month) -> Study:
    """Freeze the study in the summer before its outcomes, or as soon as the council opens; nothing is loaded yet."""
    year = academic_year(month.on) - 1
    day_before = datetime.combine(date(year, 8, 30), AT_WORK, LONDON)
    return freeze_study(
        terms_for(year, str(settings_on(month.organisation, month.on)["risk.scheme"])),
        organisation=month.organisation,
        by=month.by("data lead"),
        by_name=month.holder("data lead").name,
        at=max(day_before, month.organisation.created_at),
    )


def terms_for(leavers_year: int, scheme: str) -> Terms:
    """Return the question about one year's leavers, compared on what was known in the January of Year 11."""
    after = date(leavers_year + 1, 3, 1)
    return Terms(
        question=QUESTION,
        leavers_year=leavers_year,
        facts_date=date(leavers_year, 1, 2),
        support_to_date=date(leavers_year, 8, 31),
        window_from_date=date(leavers_year, 9, 1),
        window_to_date=date.fromordinal(after.toordinal() - 1),
        status_date=date(leavers_year, 11, 1),
        not_known="exclude",
        scheme_name=scheme,
        factors=FACTORS,
        caliper=CALIPER,
    )


def load_kept_lists(month: Month) -> list[str]:
    """Load what schools said before support began, and return each list's sum in a line."""
    at = datetime.combine(month.on, AT_WORK, LONDON)
    told = []
    for path in sorted((month.folder / "kept").glob("indicators-*.csv")):
        sender = add_sender(
            organisation=month.organisation,
            code="previous-system-lists",
            name="Previous case system, lists kept",
            format_name="school_indicators",
            establishment=None,
            owner=None,
            by=NIGHT,
            at=at,
        )
        autumn = int(path.name.split("-")[1])
        batch = receive_list(
            sender=sender,
            content=path.read_bytes(),
            name=path.name,
            as_at_date=date(autumn, 12, 31),
            by=month.by("data lead"),
            at=at,
        )
        if batch.state == Batch.State.STOPPED:
            accept_alarm(batch, by=month.by("data lead"), at=at)
        if batch.state == Batch.State.STAGED:
            apply_batch(batch, by=month.by("data lead"), at=at)
        told.append(f"What schools said of Year 11 in autumn {autumn}, kept since: {sum_line(batch)}")
    return told


def run_frozen(month: Month, study: Study) -> StudyRun:
    """Run the study on what is known at the end of the month's last day."""
    return run_study(
        study, known_on=month.on, by=month.by("data lead"), at=datetime.combine(month.on, time(19, 0), LONDON)
    )
