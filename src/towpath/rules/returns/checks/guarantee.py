"""What several checks ask about the September Guarantee."""

from collections.abc import Iterable, Iterator

from towpath.rules.returns.checks.form import At
from towpath.rules.returns.context import YEAR_11, YEAR_12, Context
from towpath.rules.returns.model import Record

OFFER = "offer_made"


def missing_from_guarantee(record: Record, context: Context) -> Iterable[At]:
    """
    Return the first of status and council that is missing from the part of the guarantee due in this month, if any.

    From April to August that is the Year 11 part for Year 11 and the Year 12 part for Year 12; from September to March
    the same people are a year group higher. Nothing is due of anyone else.
    """
    year = context.guarantee_year(record)
    if year == YEAR_11:
        due = (("guarantee_11_status", record.guarantee_11_status), ("guarantee_11_la", record.guarantee_11_la))
    elif year == YEAR_12:
        due = (("guarantee_12_status", record.guarantee_12_status), ("guarantee_12_la", record.guarantee_12_la))
    else:
        return ()
    return [At(field, given) for field, given in due if not given][:1]


def offers(record: Record, context: Context) -> Iterator[At]:
    """Yield each guarantee status of the record that counts as an offer."""
    given = (("guarantee_11_status", record.guarantee_11_status), ("guarantee_12_status", record.guarantee_12_status))
    for field, code in given:
        status = context.guarantee_statuses.get(code)
        if status is not None and status.category == OFFER:
            yield At(field, code)
