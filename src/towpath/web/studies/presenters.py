"""Studies in words: every difference with its interval and beside the other designs, and what it does not show."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.timezone import localdate

from towpath.insight.queries import Study, StudyRun
from towpath.insight.queries.studies import FollowedRow
from towpath.insight.sentences import ADVISED, difference, span, thing_words, things_words
from towpath.people.queries import PersonRecord
from towpath.rules.risk.factors import factor_of
from towpath.web.parts import Cell, Column, Count, Fact, Link, Table
from towpath.web.people_links import person_link
from towpath.web.studies.forms import NOT_KNOWN_WORDS
from towpath.web.words import date_in_words, percent_in_words, plural, short_date

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
    "objected": "they or a parent said no to being scored",
}


def studies_table(studies: Sequence[Study]) -> Table:
    columns = (Column("Question", heading=True), Column("Leavers of"), Column("Frozen", whole=True), Column("By"))
    rows = [
        (
            Link(each.question, reverse("studies_study", args=[each.pk])),
            f"Summer {each.leavers_year}",
            short_date(localdate(each.frozen_at)),
            each.frozen_by_name,
        )
        for each in studies
    ]
    return Table("Studies, the latest first", columns, rows, cards=True, caption_hidden=True)


def study_facts(study: Study) -> list[Fact]:
    """Return everything that was frozen, so that a reader can see that nothing was chosen afterwards."""
    alike = [factor_of(code).question for code in study.factors]
    return [
        Fact("Frozen", f"{date_in_words(localdate(study.frozen_at))} by {study.frozen_by_name}"),
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
    return f"Run on {date_in_words(localdate(run.run_at))}, as known on {date_in_words(run.known_on)}."


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


def groups_table(found: Mapping[str, Any], study: Study) -> Table | None:
    """Return both groups as they are, before anything is made alike; None for a run that did not keep them."""
    groups = found.get("groups")
    if not groups:
        return None
    both = [groups["supported"], groups["others"]]
    columns = (Column("As they are", heading=True), Column("Supported", numeric=True), Column("Others", numeric=True))
    day = short_date(study.status_date)
    rows = [
        ("Young people", *[_shown(each, lambda group: group["people"]) for each in both]),
        (
            "Days NEET, on average",
            *[_shown(each, lambda group: _mean(group["days"], "mean", "in_mean")) for each in both],
        ),
        (
            "Days NEET of those with any",
            *[_shown(each, lambda group: _mean(group["days"], "mean_any", "with_any")) for each in both],
        ),
        (f"NEET on {day}", *[_shown(each, lambda group: _share(group["standing"], "NEET")) for each in both]),
        (f"EET on {day}", *[_shown(each, lambda group: _share(group["standing"], "EET")) for each in both]),
        (f"Not known on {day}", *[_shown(each, lambda group: _share(group["standing"], "NOT_KNOWN")) for each in both]),
        (
            f"Counted in none of these on {day}",
            *[_shown(each, lambda group: group["standing"]["not_counted"]) for each in both],
        ),
        (
            "Left out of days: nothing known",
            *[_shown(each, lambda group: group["days"]["never_known"]) for each in both],
        ),
        (
            "Left out of days: lived elsewhere",
            *[_shown(each, lambda group: group["days"]["not_ours"]) for each in both],
        ),
        (
            "Days cut short by moving or turning 18",
            *[_shown(each, lambda group: group["days"]["partial"]) for each in both],
        ),
    ]
    return Table("The two groups, before they are made alike", columns, rows)


def _shown(group: Mapping[str, Any] | None, tell: Callable[[Mapping[str, Any]], Cell]) -> Cell:
    return "Hidden" if group is None else tell(group)


def _mean(days: Mapping[str, Any], mean: str, of: str) -> Count:
    """Return a mean with how many it is over."""
    return Count("Nobody" if days[mean] is None else f"{days[mean]:.1f}", f"of {days[of]:,}")


def _share(standing: Mapping[str, int], name: str) -> Count:
    """Return a count with its share of whoever was EET, NEET or not known on the day."""
    counted = standing["EET"] + standing["NEET"] + standing["NOT_KNOWN"]
    return Count(standing[name], percent_in_words(100 * standing[name] / counted) if counted else "")


SIDE_WORDS = {"supported": "Supported", "others": "Others", "left_out": "Left out"}
STANDING_WORDS = {"EET": "EET", "NEET": "NEET", "NOT_KNOWN": "Not known", "": "Lived elsewhere"}


def followed_table(side: str, rows: Sequence[FollowedRow], records: Mapping[int, PersonRecord], study: Study) -> Table:
    """Return who is on a side of a study, each with what they are counted as."""
    named = [(row, records[row.person_id]) for row in rows if row.person_id in records]
    if side == "left_out":
        columns: tuple[Column, ...] = (Column("Name", heading=True), Column("Left out because they"))
        left_out = [(person_link(record.shown_name, record.public_id), LEFT_OUT[row.because]) for row, record in named]
        return Table("Who is left out", columns, left_out, cards=True, caption_hidden=True)
    columns = (
        Column("Name", heading=True),
        Column("Days NEET", numeric=True),
        Column("Days not known", numeric=True),
        Column("Days counted", numeric=True),
        Column(f"On {short_date(study.status_date)}"),
        Column("Points before", numeric=True),
    )
    counted = [
        (
            person_link(record.shown_name, record.public_id),
            *((row.window.neet, row.window.not_known, row.window.days) if row.window else ("", "", 0)),
            STANDING_WORDS.get(row.standing, "Counted in none"),
            row.points,
        )
        for row, record in named
    ]
    return Table(f"{SIDE_WORDS[side]}, most days NEET first", columns, counted, cards=True, caption_hidden=True)


def people_words(found: Mapping[str, Any]) -> str:
    if found["supported"] is None:
        return "How many were supported and how many were not is hidden, because one of the two is of the few."
    return (
        f"{plural(found['supported'], 'young person', 'young people')} supported, beside"
        f" {plural(found['others'], 'other', 'others')}."
    )
