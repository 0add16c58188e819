"""A kept problem in words: what is wrong, then what to do."""

from towpath.returns.models import RunProblem
from towpath.rules.returns.check import BLANK
from towpath.rules.returns.checks import CHECKS
from towpath.rules.returns.omissions import OMISSIONS, omission_words

# A built return is well formed, so what the reader itself may meet is never kept of one.
_WORDS = {check.code: check.words for check in CHECKS if isinstance(check.words, str)}


def message_of(problem: RunProblem) -> str:
    """Return what is wrong, then what to do."""
    if problem.code in OMISSIONS:
        return omission_words(problem.code, problem.value)
    words = _WORDS.get(problem.code, "The file itself has the fault {value}. Build it again.")
    return words.format(value=problem.value or BLANK, other=problem.other or BLANK, line=problem.line)
