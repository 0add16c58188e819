"""One invented borough of a moderate size, made once for all tests."""

import csv
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from towpath.demo.borough import Manifest, generate


@dataclass(frozen=True)
class Made:
    """A generated borough: where it is, its manifest, and its truth by file name."""

    out: Path
    manifest: Manifest

    def truth(self, name: str) -> list[dict[str, str]]:
        with (self.out / "truth" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def people(self) -> dict[str, dict[str, str]]:
        return {row["person_id"]: row for row in self.truth("people")}


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    out = tmp_path_factory.mktemp("borough")
    return Made(out, generate(out, size=2000))


@pytest.fixture(scope="session")
def make_small(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Made]:
    def make(**options: object) -> Made:
        out = tmp_path_factory.mktemp("small")
        return Made(out, generate(out, **{"size": 200, **options}))

    return make
