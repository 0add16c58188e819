"""
A document to be read on paper or alone: one HTML page with everything in it, and the same as tagged PDF.

A picture is an image with words in place of it; a table has headings that say what they head.
"""

import base64
import subprocess
import sys
from dataclasses import dataclass
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined

PRINTING_SECONDS = 120
NO_PANGO = 3
"""What the printing process answers where the machine lacks the libraries that set type."""


class NoPdfError(Exception):
    """No PDF could be made; the words say why and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperTable:
    """A table of words: the first cell of each row heads it. `numeric` where the others are numbers."""

    caption: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperPicture:
    """A picture as SVG; `words` say what it shows to whoever cannot see it."""

    svg: str
    words: str

    @property
    def address(self) -> str:
        """The picture itself, as an address that needs no network."""
        return f"data:image/svg+xml;base64,{base64.b64encode(self.svg.encode()).decode()}"


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperPart:
    """One part under a heading. `quoted` are somebody's words, each with its title."""

    title: str
    words: tuple[str, ...] = ()
    bullets: tuple[str, ...] = ()
    tables: tuple[PaperTable, ...] = ()
    pictures: tuple[PaperPicture, ...] = ()
    quoted: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A whole document. `marking` says how far it may go, and stands first and on every page."""

    title: str
    subtitle: str
    author: str
    marking: str
    told: tuple[str, ...]
    parts: tuple[PaperPart, ...]
    figures: tuple[tuple[str, str], ...] = ()
    """The few numbers that stand large at the top: each with what it counts."""
    is_one_sheet: bool = False
    """Whether it is set small enough for one side of A4: a short document that is handed round."""


def page_of(paper: Paper) -> str:
    """Return a document as one page of HTML that needs nothing else."""
    return _environment().get_template("paper.html").render(paper=paper)


def pdf_of(page: str) -> bytes:
    """
    Return a page as tagged PDF (PDF/UA-1). About four seconds.

    It is set in a process of its own, so that the libraries that set type weigh on no other and can bring none down.

    :raises NoPdfError: this machine lacks the libraries, or setting it took too long or failed
    """
    command = [sys.executable, "-m", "towpath.documents.pdf"]
    try:
        done = subprocess.run(command, input=page.encode(), capture_output=True, timeout=PRINTING_SECONDS, check=False)
    except subprocess.TimeoutExpired:
        raise NoPdfError(f"Setting the PDF took more than {PRINTING_SECONDS} seconds. Use the page instead.") from None
    if done.returncode == NO_PANGO:
        raise NoPdfError(
            "This machine cannot make a PDF: it lacks the Pango library. On Debian and Ubuntu, install libpango-1.0-0,"
            " libpangoft2-1.0-0 and libharfbuzz-subset0. The page and the figures say the same."
        )
    if done.returncode or not done.stdout.startswith(b"%PDF"):
        raise NoPdfError("The PDF could not be set. Use the page instead, which says the same.")
    return done.stdout


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("towpath.documents", ""),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
