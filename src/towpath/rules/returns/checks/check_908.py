"""Check 908: the same names and date of birth on two records are worth a look."""

from towpath.rules.returns.checks.form import RepeatCheck
from towpath.rules.returns.model import Record


def key(record: Record) -> str:
    if not (record.given_name and record.family_name and record.birth_date.text):
        return ""
    return "|".join((record.given_name.casefold(), record.family_name.casefold(), record.birth_date.text))


def owner(record: Record) -> str:
    return str(record.number)


CHECK = RepeatCheck(
    code="908",
    field="family_name",
    words=(
        "Someone with the same names and date of birth is on record {other} of the file. If they are one young "
        "person, send one of the records as a duplicate (M)."
    ),
    key=key,
    owner=owner,
)
