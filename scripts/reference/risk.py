"""The page of risk factors and schemes: what each factor asks, and what each published scheme gives for it."""

from collections.abc import Iterator

from scripts.reference.markdown import page, table
from towpath.rules.risk.evidence import evidence_kind
from towpath.rules.risk.factors import FACTORS
from towpath.rules.risk.meaning import compared_words
from towpath.standards.risk import Scheme, load_references, load_schemes

WORDS = """Points and cut-offs are data; factors are questions. Unknown is not no: it gives no points, and the points
that knowing could add are shown as possible. A score changes nothing: a person decides. Where rows come from is in
`src/towpath/standards/risk/SOURCES.md`.
"""


def pages() -> dict[str, str]:
    """Return one page: every factor, every scheme whole, and what other approaches look at."""
    parts = ["## Factors\n", *factors()]
    for scheme in load_schemes().values():
        parts += scheme_parts(scheme)
    parts += ["## Looked at elsewhere\n", "No points that we could read, so these score nobody.\n", references()]
    return {"reference/risk.md": page("Risk factors and schemes", WORDS, *parts)}


def factors() -> Iterator[str]:
    for factor in FACTORS:
        named = ", ".join(f"`{name}` ({evidence_kind(name).unit})" for name in factor.evidence)
        yield f"### {factor.code}\n"
        yield table(
            ("What", "Words"),
            (
                ("Asks", factor.question),
                ("Rests on", named),
                ("Value", factor.unit),
                ("When not known", factor.unknown),
                ("Said to a young person", factor.to_young_person),
                ("Special category of data", factor.is_special_category),
                ("Source", factor.source),
            ),
        )


def scheme_parts(scheme: Scheme) -> Iterator[str]:
    yield f"## {scheme.name}\n"
    yield f"{scheme.title}. By {scheme.author}. {scheme.words} Confidence: {scheme.confidence}.\n"
    yield table(
        ("Factor", "Where it is", "Points", "Group", "No older than", "Confidence", "Note"),
        (
            (
                each.factor,
                compared_words(each),
                each.points,
                each.group if each.group != each.code else "",
                f"{each.months} months" if each.months else "",
                each.confidence,
                each.note,
            )
            for each in scheme.criteria
        ),
    )
    yield "Of one group only the criterion that gives most counts.\n"
    yield table(("Band", "From", "Words"), ((band.code, band.least, band.label) for band in scheme.bands))


def references() -> str:
    rows = ((each.scheme, each.area, each.label, each.use, each.note, each.confidence) for each in load_references())
    return table(("Approach", "Area", "Looks at", "How", "Note", "Confidence"), rows)
