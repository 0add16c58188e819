"""Reading the schemes; a bad row names its file, line, column and value, and a scheme that cannot score is refused."""

import hashlib
import tomllib
from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from types import MappingProxyType

from towpath.standards.lists import Cells, StandardsError, built, keyed, read_cells
from towpath.standards.model import Confidence
from towpath.standards.risk.model import Band, Criterion, Operator, Reference, Scheme

NUMERIC = frozenset({Operator.BELOW, Operator.AT_MOST, Operator.ABOVE, Operator.AT_LEAST})


class SchemeNotFoundError(LookupError):
    """There is no scheme of that name; the words list those there are."""


@cache
def load_schemes() -> Mapping[str, Scheme]:
    """Return every version of every scheme by name, in order of name. They are read once and shared."""
    folder = files("towpath.standards.risk")
    folders = sorted(
        (each for each in folder.iterdir() if (each / "scheme.toml").is_file()), key=lambda each: each.name
    )
    return MappingProxyType({each.name: read_scheme(each) for each in folders})


def load_scheme(name: str) -> Scheme:
    """
    Return the scheme of that name, as `oxfordshire-2023`; a scheme named without its version is its latest.

    :raises SchemeNotFoundError: there is none
    """
    known = load_schemes()
    tidied = name.strip().lower().replace("_", "-")
    if tidied in known:
        return known[tidied]
    versions = sorted(each.name for each in known.values() if each.scheme == tidied)
    if versions:
        return known[versions[-1]]
    raise SchemeNotFoundError(f"There is no scheme {name!r}. Those there are: {', '.join(known)}.")


@cache
def load_references() -> Sequence[Reference]:
    """Return what other published approaches look at, in the order of the list."""
    rows = keyed(read_cells(files("towpath.standards.risk") / "references.csv"))
    return tuple(built(rows, _reference).values())


def read_scheme(folder: Traversable) -> Scheme:
    """
    Return the scheme of one folder: `scheme.toml` and `criteria.csv`.

    :raises StandardsError: a row cannot be read, or the bands do not take in every total from 0
    """
    about_file, criteria_file = folder / "scheme.toml", folder / "criteria.csv"
    about = tomllib.loads(about_file.read_text(encoding="utf-8"))
    criteria = tuple(built(keyed(read_cells(criteria_file)), _criterion).values())
    bands = tuple(Band(**band) for band in about.pop("bands"))
    least = [band.least for band in bands]
    if least != sorted(set(least), reverse=True) or least[-1:] != [0]:
        raise StandardsError(
            f"{folder.name}/scheme.toml: the bands start at {least}. Order them from the highest down to 0."
        )
    name = f"{about['scheme']}-{about['version']}"
    if name != folder.name:
        raise StandardsError(f"{folder.name}/scheme.toml: it calls itself {name}. Give the folder the same name.")
    content = about_file.read_bytes() + b"\0" + criteria_file.read_bytes()
    return Scheme(
        name=name,
        scheme=about["scheme"],
        version=about["version"],
        title=about["title"],
        author=about["author"],
        area=about["area"],
        valid_from=about.get("valid_from"),
        valid_to=about.get("valid_to"),
        confidence=Confidence(about["confidence"]),
        basis=tuple(about["basis"]),
        words=about["words"],
        criteria=criteria,
        bands=bands,
        digest=hashlib.sha256(content).hexdigest()[:12],
    )


def _criterion(cells: Cells) -> Criterion:
    operator, points = Operator(cells["operator"]), int(cells["points"])
    if points < 1:
        raise ValueError(f"points is {points}: a criterion gives at least 1")
    if operator in NUMERIC:
        try:
            Decimal(cells["value"])
        except InvalidOperation:
            raise ValueError(f"{cells['value']!r} is not a number to compare with") from None
    return Criterion(
        code=cells["code"],
        label=cells["label"],
        valid_from=None,
        valid_to=None,
        confidence=Confidence(cells["confidence"]),
        note=cells["note"],
        basis=tuple(cells["basis"].split()),
        factor=cells["factor"],
        operator=operator,
        value=cells["value"],
        points=points,
        group=cells["group"] or cells["code"],
        months=int(cells["months"]) if cells["months"] else None,
    )


def _reference(cells: Cells) -> Reference:
    return Reference(
        code=cells["code"],
        label=cells["label"],
        valid_from=None,
        valid_to=None,
        confidence=Confidence(cells["confidence"]),
        note=cells["note"],
        basis=tuple(cells["basis"].split()),
        scheme=cells["scheme"],
        area=cells["area"],
        use=cells["use"],
    )
