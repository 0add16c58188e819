"""Check TOWPATH-DATE: every other date can be read as a date (checks 244 and 258 tell two of them)."""

from collections.abc import Iterator

from towpath.rules.returns.checks.form import ERROR, At, FieldsCheck, Own
from towpath.rules.returns.context import Context
from towpath.rules.returns.model import Record


def finds(record: Record, _: Context) -> Iterator[At]:
    for field, given in (
        ("birth_date", record.birth_date),
        ("youth_contract_start_date", record.youth_contract_start_date),
        ("start_date", record.start_date),
        ("ascertained_date", record.ascertained_date),
        ("verified_date", record.verified_date),
        ("review_date", record.review_date),
        ("neet_start_date", record.neet_start_date),
    ):
        if given.is_unreadable:
            yield At(field, given.text)


CHECK = FieldsCheck(
    code="TOWPATH-DATE",
    own=Own(severity=ERROR, label="A date cannot be read"),
    words=(
        "The date is {value}, which is not a date written CCYY-MM-DD, so checks that rest on it were not made. "
        "Write it so, such as 2009-03-15."
    ),
    finds=finds,
)
