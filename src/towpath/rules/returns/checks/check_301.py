"""Check 301: someone in Year 11 has an intended destination."""

from towpath.rules.returns.checks.form import RecordCheck
from towpath.rules.returns.context import YEAR_11, Context
from towpath.rules.returns.model import Record


def fails(record: Record, context: Context) -> bool:
    return context.year_group(record) == YEAR_11 and not record.intended_destination


CHECK = RecordCheck(
    code="301",
    field="intended_destination",
    words=(
        "The young person is in Year 11 and there is no intended destination. Enter it; 611 says that it was not "
        "obtained."
    ),
    fails=fails,
)
