"""
`towpath effect`: what support may have changed, from a file with a row a person.

The treated are compared with others made like them, by one of five designs. Covariates must be facts known before
support began. Where more than half of a covariate's cells are numbers it counts as a number, else as categories.
"""

import argparse
import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from towpath.analysis.effect.balance import FLAGGED_ABOVE
from towpath.analysis.effect.designs import Design, NoOverlap
from towpath.analysis.effect.effects import DEFAULT_CALIPER, ESTIMAND, Effect, effect_of
from towpath.analysis.effect.estimates import Estimate
from towpath.analysis.effect.sample import TABLE, Asked, read_sample
from towpath.analysis.engine import open_engine
from towpath.analysis.files import FileNotFound, FileRefused
from towpath.cli.standalone.population import aligned, exit_code, problem_as_json, tell_problems, tell_usage
from towpath.rules.problems import Problem

DESIGN_WORDS = {
    Design.UNADJUSTED: "as they are",
    Design.NEAREST: "each treated person with the control whose propensity is nearest",
    Design.CALIPER: "each treated person with the control whose propensity is nearest, within a caliper",
    Design.IPW: "controls weighted by their odds of treatment",
    Design.ENTROPY: "controls weighted so that the means of every covariate agree",
}
CAVEAT = (
    "A comparison, not proof: whatever no column tells of, such as who asked for help, may have made the difference."
)


def main(arguments: Sequence[str]) -> int:
    """Print the effect and return 0, 1 where something in the file was wrong, or 2 for wrong usage."""
    parser = _parser()
    given = parser.parse_args(arguments)
    asked = _asked(parser, given)
    try:
        effect, problems = _effect(given.file, asked, Design(given.design), given.caliper or DEFAULT_CALIPER)
    except FileNotFound as reason:
        return tell_usage(reason)
    if given.json:
        print(json.dumps(_as_json(Design(given.design), effect, problems)))
    else:
        if effect:
            print("\n".join(_as_text(effect, asked)))
        tell_problems(problems)
    return exit_code(problems)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="towpath effect", description=__doc__)
    parser.add_argument("file", type=Path, metavar="FILE", help="a row a person, CSV or Parquet")
    parser.add_argument("--treatment", required=True, metavar="T", help="the column that is 1 for the treated, else 0")
    parser.add_argument("--outcome", required=True, metavar="Y", help="the column of a number, or of yes and no")
    parser.add_argument("--covariates", required=True, metavar="A,B,…", help="what was known before treatment")
    parser.add_argument(
        "--design",
        choices=[design.value for design in Design],
        default=Design.ENTROPY.value,
        help="how controls are made like the treated (default: %(default)s)",
    )
    parser.add_argument(
        "--caliper",
        type=_positive,
        metavar="SD",
        help=f"how far apart pairs may be, in standard deviations of the propensity score (default: {DEFAULT_CALIPER})",
    )
    parser.add_argument("--cluster", metavar="C", help="a column, such as school, in which people share their luck")
    parser.add_argument("--categories", default="", metavar="A,…", help="covariates whose numbers are codes")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    return parser


def _positive(text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = 0.0
    if not 0 < number < float("inf"):
        raise argparse.ArgumentTypeError(f"{text!r} is not a number above 0. Write it as 0.2.")
    return number


def _asked(parser: argparse.ArgumentParser, given: argparse.Namespace) -> Asked:
    """Return the columns asked about, or end with wrong usage where two of them are one."""
    covariates = tuple(dict.fromkeys(_names(given.covariates)))
    codes = tuple(_names(given.categories))
    treatment, outcome = given.treatment.strip().lower(), given.outcome.strip().lower()
    cluster = given.cluster.strip().lower() if given.cluster else None
    if not covariates:
        parser.error("--covariates names no column. Name what was known of people before treatment.")
    if treatment == outcome:
        parser.error(f"--treatment and --outcome are both {treatment}. Name two columns.")
    for name in (treatment, outcome):
        if name in covariates:
            parser.error(f"--covariates names {name}, which is the treatment or the outcome. Take it out.")
    if strangers := [name for name in codes if name not in covariates]:
        parser.error(f"--categories names {strangers[0]}, which --covariates does not. Name it there too.")
    if given.caliper and given.design != Design.CALIPER:
        parser.error(f"--caliper is for --design caliper, not {given.design}. Leave it out, or choose that design.")
    return Asked(treatment=treatment, outcome=outcome, covariates=covariates, codes=codes, cluster=cluster)


def _names(text: str) -> Iterator[str]:
    """Yield the columns a list names, as headings are read: without case or space around."""
    return (name.strip().lower() for name in text.split(",") if name.strip())


def _effect(path: Path, asked: Asked, design: Design, caliper: float) -> tuple[Effect | None, list[Problem]]:
    with open_engine() as connection:
        try:
            sample, problems = read_sample(connection, path, asked)
        except FileRefused as refused:
            return None, list(refused.problems)
    try:
        return effect_of(sample, design, caliper=caliper), problems
    except NoOverlap as apart:
        return None, [_no_overlap(apart, design), *problems]


def _no_overlap(apart: NoOverlap, design: Design) -> Problem:
    if not apart.covariates:
        words = "No control is near enough to anybody treated. Give a wider --caliper, or fewer --covariates."
        return Problem(code="no-overlap", message=words, sheet=TABLE)
    [first, *others] = apart.covariates
    named = first if not others else f"{', '.join([first, *others[:-1]])} or {others[-1]}"
    words = (
        f"No weights make the controls like the treated, because they have too little in common on {named}."
        if design is Design.ENTROPY
        else f"Nobody's propensity can be told, because the treated and the controls are set apart by {named}."
    )
    advice = " Leave it out of --covariates, or keep only rows where both groups have people like each other."
    return Problem(
        code="no-overlap", message=words + advice, sheet=TABLE, column=first, value=", ".join(apart.covariates)
    )


def _as_json(design: Design, effect: Effect | None, problems: Sequence[Problem]) -> dict[str, object]:
    """Return the promised keys; every figure is null where there is no effect."""
    figures = _estimate_as_json(effect.estimate if effect else None)
    return {
        "design": design.value,
        "estimand": ESTIMAND,
        **figures,
        "adjusted": _estimate_as_json(effect.adjusted if effect else None),
        "n": {"treated": effect.treated if effect else 0, "control": effect.controls if effect else 0},
        "given": {"treated": effect.given_treated if effect else 0, "control": effect.given_controls if effect else 0},
        "ess": effect.effective_controls if effect else None,
        "largest_share": effect.largest_share if effect else None,
        "balance": [
            {"covariate": each.covariate, "smd_before": each.smd_before, "smd_after": each.smd_after}
            for each in (effect.balance if effect else ())
        ],
        "e_value": {"point": effect.e_value.point, "interval": effect.e_value.interval}
        if effect and effect.e_value
        else None,
        "warnings": list(effect.warnings) if effect else [],
        "problems": [problem_as_json(problem) for problem in problems],
    }


def _estimate_as_json(found: Estimate | None) -> dict[str, object]:
    if found is None:
        return {"estimate": None, "se": None, "ci": None}
    return {"estimate": found.estimate, "se": found.se, "ci": list(found.ci)}


def _as_text(effect: Effect, asked: Asked) -> Iterator[str]:
    yield f"{asked.outcome} of the treated beside controls: {DESIGN_WORDS[effect.design]}"
    yield f"  {_found(effect.estimate)}"
    if effect.adjusted:
        yield f"  {_found(effect.adjusted)}, after regression on the covariates"
    yield (
        f"  {effect.treated:,} of {effect.given_treated:,} treated and {effect.controls:,} of {effect.given_controls:,}"
        f" controls, who are worth {effect.effective_controls:,.1f}; one makes {effect.largest_share:.1%} at most"
    )
    yield f"  {_direction(effect.estimate, asked.outcome)}"
    yield ""
    lines = [("covariate", "before", "after", "")]
    lines += [
        (
            each.covariate,
            _smd(each.smd_before),
            _smd(each.smd_after),
            f"above {FLAGGED_ABOVE:g}" if each.is_flagged else "",
        )
        for each in effect.balance
    ]
    yield from aligned(lines)
    yield "Each is how far the treated's mean lies above the controls', in their standard deviations before."
    yield ""
    yield from effect.warnings
    if effect.e_value:
        yield (
            f"Something unseen that makes both treatment and outcome {effect.e_value.point:.2f} times as likely could"
            f" explain the estimate away; {effect.e_value.interval:.2f} times, bring its interval to no difference."
        )
    yield CAVEAT


def _found(found: Estimate) -> str:
    low, high = (_figure(limit) for limit in found.ci)
    return f"{_figure(found.estimate)} (95% interval {low} to {high}; standard error {found.se:,.4g})"


def _figure(value: float) -> str:
    return f"{value:+,.4f}" if abs(value) < 10 else f"{value:+,.1f}"


def _direction(found: Estimate, outcome: str) -> str:
    low, high = found.ci
    if low > 0 or high < 0:
        return f"{outcome} is {'higher' if low > 0 else 'lower'} for the treated than chance alone would often make it."
    return f"The interval holds 0: this file shows no difference in {outcome} that chance could not make."


def _smd(value: float | None) -> str:
    return "-" if value is None else f"{value:z.4f}"
