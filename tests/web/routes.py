"""Every route the site answers, found from the resolver itself, and an id of each kind to put into it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse


@dataclass(frozen=True, slots=True)
class Found:
    """One route of the site: its full name and the names of what its address takes."""

    name: str
    takes: tuple[str, ...]

    def address(self, ids: dict[str, str]) -> str:
        """Return its address with these ids; one it takes and nobody provides is a fault in the test, said plainly."""
        missing = [name for name in self.takes if name not in ids]
        if missing:
            raise LookupError(
                f"{self.name} takes {', '.join(missing)}: give tests/web/test_stranger.py an id of that kind."
            )
        return reverse(self.name, kwargs={name: ids[name] for name in self.takes})


def every_route() -> list[Found]:
    """Return every route once; one without a name is listed by its pattern, so that it cannot hide."""
    return list(_walk(get_resolver().url_patterns, ()))


def _walk(patterns: list[Any], outer: tuple[str, ...]) -> Iterator[Found]:
    for pattern in patterns:
        takes = (*outer, *pattern.pattern.regex.groupindex)
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns, takes)
        elif isinstance(pattern, URLPattern):
            yield Found(pattern.name or f"unnamed: {pattern.pattern}", takes)
