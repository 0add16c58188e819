"""Letters to be posted: each on a sheet of its own, with the address where a window envelope shows it."""

from dataclasses import dataclass
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from towpath.documents.squares import square_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """
    One letter. `address` are the lines in the window, the name first; `words` its paragraphs and lists as typed.

    `link` is a web address that a phone's camera may read from the sheet, empty where there is none.
    """

    sender: str
    address: tuple[str, ...]
    day: str
    subject: str
    words: str
    is_easy: bool = False
    link: str = ""

    @property
    def square(self) -> str:
        """Return the link as a picture for a camera."""
        return square_of(self.link)

    @property
    def blocks(self) -> list[tuple[str, ...]]:
        """Return what is said as paragraphs, each a tuple of its lines; lines that begin with a dash are a list."""
        return [tuple(block.splitlines()) for block in self.words.strip().split("\n\n") if block.strip()]


def letters_page(letters: list[Letter]) -> str:
    """Return all of these letters as one page of HTML, to be made into one PDF."""
    return _environment().get_template("letters.html").render(letters=letters)


@cache
def _environment() -> Environment:
    loader = PackageLoader("towpath.documents", "")
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
