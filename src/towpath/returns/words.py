"""A kept problem in words: what is wrong, then what to do."""

from towpath.returns.models import RehearsalProblem, RunProblem
from towpath.rules.returns.check import BLANK
from towpath.rules.returns.checks import CHECKS
from towpath.rules.returns.omissions import OMISSIONS, omission_words

# A built return is well formed, so what the reader itself may meet is never kept of one.
_WORDS = {check.code: check.words for check in CHECKS if isinstance(check.words, str)}


def message_of(problem: RunProblem | RehearsalProblem) -> str:
    """Return what is wrong, then what to do."""
    line = problem.line if isinstance(problem, RunProblem) else 0
    return words_of(problem.code, value=problem.value, other=problem.other, line=line)


def words_of(code: str, *, value: str, other: str = "", line: int = 0) -> str:
    """Return what a problem of a code says, then what to do, of a value and what it was held against."""
    if code in OMISSIONS:
        return omission_words(code, value)
    words = _WORDS.get(code, "The file itself has the fault {value}. Build it again.")
    return words.format(value=value or BLANK, other=other or BLANK, line=line)
