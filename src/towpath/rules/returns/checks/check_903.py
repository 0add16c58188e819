"""Check 903: an identifier begins with a database that the header names."""

from towpath.rules.returns.checks.form import RecordCheck
from towpath.rules.returns.context import Context
from towpath.rules.returns.model import Record


def fails(record: Record, context: Context) -> bool:
    given_id, database_ids = record.young_persons_id, context.database_ids
    return bool(given_id) and bool(database_ids) and given_id[:3] not in database_ids


CHECK = RecordCheck(
    code="903",
    field="young_persons_id",
    words=(
        "The identifier {value} does not begin with a database in the file's header, so the whole file would fail. "
        "Correct the first three digits, or add the database to the header."
    ),
    fails=fails,
)
