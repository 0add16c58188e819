"""Check TOWPATH-NO-RULE: every check in the list has its rule here."""

from towpath.rules.returns.checks.form import ADVICE, ListCheck, Own

CHECK = ListCheck(
    code="TOWPATH-NO-RULE",
    own=Own(severity=ADVICE, label="A check in the list has no rule here"),
    words=(
        "The list of checks in force holds {value}, which has no rule here, so it was not made. Look for it by hand."
    ),
)
