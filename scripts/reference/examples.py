"""The pages of rules: the drawn examples that the tests run, laid out to be read and disputed."""

import dataclasses
import importlib
import textwrap
from pathlib import Path
from types import ModuleType

from scripts.reference.markdown import page

EXAMPLES = Path(__file__).resolve().parent.parent.parent / "tests" / "examples"
WORDS = """These are not illustrations: the tests run them as they stand. Expected values were worked by hand. If one is
wrong, say which line, and what it should be.
"""


def pages() -> dict[str, str]:
    """Return one page for each folder of examples."""
    found = {}
    for folder in sorted(path for path in EXAMPLES.iterdir() if any(path.glob("[a-z]*.py"))):
        modules = [f"tests.examples.{folder.name}.{path.stem}" for path in sorted(folder.glob("[a-z]*.py"))]
        parts = [part for name in modules for part in section(importlib.import_module(name))]
        found[f"rules/{folder.name}.md"] = page(f"Rules: {folder.name.replace('_', ' ')}", WORDS, *parts)
    return found


def section(module: ModuleType) -> list[str]:
    """Return one module's title, its words, its source and everything drawn in it."""
    parts = [
        f"## {sentence(module.__name__.rpartition('.')[2])}\n",
        textwrap.dedent(module.__doc__ or "").strip() + "\n",
    ]
    if source := getattr(module, "SOURCE", ""):
        parts.append(f"Source: {source}.\n")
    for name, value in vars(module).items():
        if name.isupper() and isinstance(value, str) and "\n" in value:
            parts += [f"### {sentence(name)}\n", drawn(value)]
        elif name.isupper() and isinstance(value, (list, tuple)):
            parts += [part for each in value if dataclasses.is_dataclass(each) for part in example(each)]
    return parts


def example(value: object) -> list[str]:
    """Return one example: its name, what is given, what is expected, and why."""
    cells = {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
    parts = [f"### {sentence(str(cells.pop('name', 'example')))}\n"]
    for name, cell in cells.items():
        if isinstance(cell, str) and "  " in cell:
            parts.append(f"{sentence(name)}:\n\n{drawn(cell)}")
        elif isinstance(cell, (tuple, list)) and cell:
            parts.append(f"{sentence(name)}: {', '.join(str(part) for part in cell)}.\n")
        elif cell not in (None, "", (), False):
            parts.append(f"{sentence(name)}: {cell}\n")
    return parts


def drawn(text: str) -> str:
    return f"```text\n{textwrap.dedent(text).strip()}\n```\n"


def sentence(name: str) -> str:
    """Return a name as it would open a sentence, with the sector's capitals."""
    words = name.replace("_", " ")
    words = words.lower() if words.isupper() else words
    words = " ".join(word.upper() if word in ("eet", "neet") else word for word in words.split(" "))
    return words[:1].upper() + words[1:]
