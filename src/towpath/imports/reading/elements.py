"""Settle which canonical field an XML element fills: by its name wherever it stands, save where that misleads."""

from dataclasses import dataclass, field

from towpath.imports.reading.cells import fold
from towpath.imports.reading.headers import Role, ignored
from towpath.imports.reading.layout import Column, Format


def fold_path(path: str) -> str:
    return "/".join(fold(name) for name in path.split("/"))


@dataclass(slots=True)
class Elements:
    """
    What each path of a format's XML is. Answers are remembered, as every record has the same few paths.

    Inside a closed element a bare name belongs to something else (a contact's surname, an old school's number), so only
    a synonym that names the closed element too will do.
    """

    layout: Format
    known: dict[str, Column] = field(default_factory=dict)
    closed: frozenset[str] = frozenset()
    settled: dict[str, tuple[Role, Column | None]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for column in self.layout.columns:
            for name in column.synonyms:
                self.known.setdefault(fold_path(name), column)
        self.closed = frozenset(map(fold, self.layout.closed))

    def settle(self, path: str) -> tuple[Role, Column | None]:
        """Return the role and column of a path within a record."""
        answer = self.settled.get(path)
        if answer is None:
            # Which of several it is makes no difference to what it is.
            answer = self.settled[path] = self._settle([fold(name.partition("[")[0]) for name in path.split("/")])
        return answer

    def _settle(self, names: list[str]) -> tuple[Role, Column | None]:
        last_start = next((place for place, name in enumerate(names[:-1]) if name in self.closed), len(names) - 1)
        for start in range(last_start + 1):
            column = self.known.get("/".join(names[start:]))
            if column is not None:
                return "read", column
        passed_over = ignored(self.layout)
        return ("ignored" if any(name in passed_over for name in names) else "unknown"), None
