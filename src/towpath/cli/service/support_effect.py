"""What support changed, in the demo's last lines: the study's plain sentence, and whether the truth lies within."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.timezone import localdate

from towpath.demo.month import Month
from towpath.demo.scoring import TrueEffect, true_effect
from towpath.demo.study import run_frozen
from towpath.insight.models import Study
from towpath.insight.sentences import ADVISED, difference, headline, span
from towpath.rules.dates import day_words

UNADJUSTED = "unadjusted"


def what_support_changed(month: Month, study: Study) -> Iterator[str]:
    """Run the frozen study, and yield what it found and how near it came to the truth, line by line."""
    found = run_frozen(month, study).found
    compared = found["outcomes"]["days"]
    yield f"\nWhat support changed. {study.question}"
    yield (
        f"  Frozen on {day_words(localdate(study.frozen_at))}, before any list was loaded; "
        f"run as known on {day_words(month.on)}."
        f" Leavers of {study.leavers_year}: {found['supported']} supported, {found['others']} others."
    )
    yield f"  {headline('days', compared)}"
    designs = {each["design"]: each for each in compared["designs"]}
    if not designs:
        yield "  A demo of some 500 young people or more has enough of them."
        return
    plain = designs[UNADJUSTED]
    yield (
        f"  Set beside everybody else as they are: {difference('days', plain['estimate'])}"
        f" (95% interval {span('days', *plain['ci'])}), because advisers chose those likelier to be NEET."
    )
    truth = true_effect(month, study.leavers_year)
    if truth is not None:
        yield from _against_the_truth(truth, designs)


def _against_the_truth(truth: TrueEffect, designs: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    """Yield what support truly did, which the study was never shown, and which intervals hold it."""
    yield f"  Truly, {difference('days', truth.days)} for each of {truth.supported} supported, which was never loaded."
    for design, words in (
        (ADVISED, "The interval of the design we advise"),
        (UNADJUSTED, "That of the plain comparison"),
    ):
        each = designs[design]
        if "ci" not in each:
            yield f"  {words}: there is none, because the groups have too little in common."
            continue
        low, high = each["ci"]
        yield f"  {words} {'contains' if low <= truth.days <= high else 'does not contain'} the truth."
