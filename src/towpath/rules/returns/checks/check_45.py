"""Check 45: a family name holds no digit and none of the characters that names refuse."""

from towpath.rules.names import has_refused_character
from towpath.rules.returns.checks.form import RecordCheck
from towpath.rules.returns.context import Context
from towpath.rules.returns.model import Record


def fails(record: Record, _: Context) -> bool:
    return has_refused_character(record.family_name)


CHECK = RecordCheck(
    code="45",
    field="family_name",
    words=(
        "The family name is {value}, which holds a digit or a character that names may not. Take it out; hyphens, "
        "apostrophes and accents are allowed."
    ),
    fails=fails,
)
