"""Our template environment draws every GOV.UK component as its makers do, by their own published examples."""

import json
import re
from pathlib import Path

import pytest
from django.template import engines

COMPONENTS = Path(__file__).resolve().parents[2] / "node_modules/govuk-frontend/dist/govuk/components"

if not COMPONENTS.is_dir():
    pytest.skip(
        "node_modules is absent: run npm ci --ignore-scripts for govuk-frontend's examples", allow_module_level=True
    )

EXAMPLES = [
    (book["component"], example)
    for file in sorted(COMPONENTS.glob("*/fixtures.json"))
    for book in [json.loads(file.read_text(encoding="utf-8"))]
    for example in book["fixtures"]
]


def _macro(component: str) -> str:
    return "govuk" + "".join(word.capitalize() for word in component.split("-"))


def _squeezed(html: str) -> str:
    """Return the markup without white space between and at the ends of elements, which says nothing."""
    html = html.replace("&#34;", "&quot;")  # Two ways to write one quotation mark.
    html = re.sub(r"\s+", " ", html)
    return re.sub(r"\s*([<>])\s*", r"\1", html).strip()


def test_all_of_the_makers_examples_are_here() -> None:
    assert len(EXAMPLES) == 657, "govuk-frontend is not 6.3.0; move the Jinja macros and this package together."


@pytest.mark.parametrize("component", sorted({component for component, _ in EXAMPLES}))
def test_component_is_drawn_as_its_makers_draw_it(component: str) -> None:
    env = engines["jinja2"].env
    module = env.get_template(f"govuk_frontend_jinja/components/{component}/macro.html").module
    examples = [example for name, example in EXAMPLES if name == component]
    differ = []
    for example in examples:
        drawn = str(getattr(module, _macro(component))(example["options"]))
        if _squeezed(drawn) != _squeezed(example["html"]):
            differ.append(example["name"])

    assert differ == [], f"{len(differ)} of {len(examples)} differ"
