"""Studies in words: every difference with its interval and beside the other designs, and what it does not show."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse

from towpath.insight.queries import Study, StudyRun
from towpath.insight.sentences import ADVISED, difference, span, thing_words, things_words
from towpath.rules.risk.factors import factor_of
from towpath.web.parts import Column, Fact, Link, Table
from towpath.web.studies.forms import NOT_KNOWN_WORDS
from towpath.web.words import date_in_words, plural, short_date

DESIGNS = {
    "unadjusted": "As they are",
    "nearest": "Matched, nearest",
    "caliper": "Matched, near enough",
    "ipw": "Weighted by the chance of support",
    "entropy": "Weighted until alike (the one we advise)",
}
LEFT_OUT = {
    "supported_before": "had a case before the day of comparison",
    "sharing_limited": "asked that what is known of them is not used",
}


def studies_table(studies: Sequence[Study]) -> Table:
    columns = (Column("Question", heading=True), Column("Leavers of"), Column("Frozen", whole=True), Column("By"))
    rows = [
        (
            Link(each.question, reverse("studies_study", args=[each.pk])),
            f"Summer {each.leavers_year}",
            short_date(each.frozen_at.date()),
            each.frozen_by_name,
        )
        for each in studies
    ]
    return Table("Studies, the latest first", columns, rows, cards=True, caption_hidden=True)


def study_facts(study: Study) -> list[Fact]:
    """Return everything that was frozen, so that a reader can see that nothing was chosen afterwards."""
    alike = [factor_of(code).question for code in study.factors]
    return [
        Fact("Frozen", f"{date_in_words(study.frozen_at.date())} by {study.frozen_by_name}"),
        Fact("Who", f"Everybody held who left Year 11 in summer {study.leavers_year}"),
        Fact(
            "Supported",
            f"A case opened after {date_in_words(study.facts_date)}, by {date_in_words(study.support_to_date)}",
        ),
        Fact("Compared on", f"What was known on {date_in_words(study.facts_date)}"),
        Fact("Made alike on", " ".join(["Points, and points still possible.", *alike])),
        Fact("Points of", study.scheme_name),
        Fact(
            "Days NEET",
            f"From {date_in_words(study.window_from_date)} to {date_in_words(study.window_to_date)},"
            f" {(study.window_to_date - study.window_from_date).days + 1} days",
        ),
        Fact("Status", f"NEET or not on {date_in_words(study.status_date)}"),
        Fact("Days not known", NOT_KNOWN_WORDS[study.not_known]),
        Fact("Near enough", f"Within {study.caliper:g} standard deviations of the chance of support"),
    ]


def run_words(run: StudyRun) -> str:
    return f"Run on {date_in_words(run.run_at.date())}, as known on {date_in_words(run.known_on)}."


def left_out_words(found: Mapping[str, Any]) -> list[str]:
    return [
        f"{f'{count:,}' if count is not None else 'A few'} left out: they {LEFT_OUT[reason]}."
        for reason, count in found["left_out"].items()
    ]


def designs_table(outcome: str, compared: Mapping[str, Any]) -> Table:
    """Return every design side by side, so that nobody can choose the one that pleases."""
    columns = (
        Column("Others made comparable", heading=True),
        Column("Difference"),
        Column("95% interval"),
        Column("After regression too"),
        Column("Supported, others", numeric=True),
        Column("Others worth", numeric=True),
    )
    rows = [_design_row(outcome, each) for each in compared["designs"]]
    caption = "Days NEET, by every design" if outcome == "days" else "NEET on the day, by every design"
    return Table(caption, columns, rows, cards=True)


def _design_row(outcome: str, each: Mapping[str, Any]) -> tuple[str, ...]:
    name = DESIGNS[each["design"]]
    if "apart" in each:
        return (name, f"Not possible: too little in common on {things_words(each['apart'])}", "", "", "", "")
    adjusted = each["adjusted"]
    return (
        name,
        difference(outcome, each["estimate"]),
        span(outcome, *each["ci"]),
        f"{difference(outcome, adjusted['estimate'])} ({span(outcome, *adjusted['ci'])})" if adjusted else "too few",
        f"{each['treated']:,}, {each['controls']:,}",
        f"{each['ess']:.0f}",
    )


def cautions(compared: Mapping[str, Any]) -> list[str]:
    """Return what the design we advise warns of, with the things named as on the page."""
    advised: Sequence[str] = next(
        (each.get("warnings", ()) for each in compared["designs"] if each["design"] == ADVISED), ()
    )
    return [_named(words) for words in advised]


def _named(words: str) -> str:
    """Return a warning with what it is about, its first words, named as on the page."""
    for verb in (" still differs", " says nothing"):
        thing, found, rest = words.partition(verb)
        if found:
            return f"{thing_words(thing)}{found}{rest}"
    return words


def balance_of(compared: Mapping[str, Any]) -> list[tuple[str, float | None, float | None]]:
    """Return how alike the design we advise made the groups, each thing named as on the page."""
    for each in compared["designs"]:
        if each["design"] == ADVISED and "balance" in each:
            return [(thing_words(name), before, after) for name, before, after in each["balance"]]
    return []


def people_words(found: Mapping[str, Any]) -> str:
    return (
        f"{plural(found['supported'], 'young person', 'young people')} supported, beside"
        f" {plural(found['others'], 'other', 'others')}."
    )
