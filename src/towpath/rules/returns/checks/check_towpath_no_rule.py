"""Check TOWPATH-NO-RULE: every check in the list has its rule here."""

from towpath.rules.returns.checks.form import ADVICE, ListCheck

CHECK = ListCheck(
    code="TOWPATH-NO-RULE",
    severity=ADVICE,
    words=(
        "The list of checks in force holds {value}, which has no rule here, so it was not made. Look for it by hand."
    ),
)
