"""A copy of what is held of one person, as one page that needs nothing else: no script, no picture, no network."""

from dataclasses import dataclass, field
from html import escape

STYLE = (
    "body{font:1.1rem/1.5 Arial,sans-serif;color:#0b0c0c;margin:0 auto;max-width:44rem;padding:1rem}"
    "h1,h2{line-height:1.2}dl{margin:0;padding:.75rem 0;border-top:1px solid #b1b4b6}"
    "dt{font-weight:bold}dd{margin:0 0 .5rem;overflow-wrap:anywhere;white-space:pre-line}"
    ".kept{border-left:.5rem solid #b1b4b6;padding-left:1rem}@media print{dl{break-inside:avoid}}"
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One row as its labels and words, or why all of it was kept back."""

    lines: tuple[tuple[str, str], ...]
    kept_back: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """The rows of one kind."""

    title: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """All that goes into one copy; days are in words."""

    title: str
    council: str
    made: str
    asked: str
    about: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...] = field(default=())


def page_of(copy: Copy) -> str:
    """Return a copy as HTML, with a list of its parts that leads to each."""
    parts = [(f"part-{number}", section) for number, section in enumerate(copy.sections, start=1)]
    listed = "".join(
        f'<li><a href="#{name}">{escape(section.title)}</a> ({len(section.entries)})</li>' for name, section in parts
    )
    return (
        '<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(copy.title)}</title><style>{STYLE}</style></head><body><main>"
        f"<h1>{escape(copy.title)}</h1>"
        f"<p>{escape(copy.council)} made this copy on {escape(copy.made)}, for a request of {escape(copy.asked)}.</p>"
        f"{_list(copy.about)}<h2>What is in it</h2><ol>{listed}</ol>"
        f"{''.join(_section(name, section) for name, section in parts)}</main></body></html>"
    )


def _section(name: str, section: Section) -> str:
    entries = "".join(
        f'<p class="kept">{escape(one.kept_back)}</p>' if one.kept_back else _list(one.lines) for one in section.entries
    )
    return f'<h2 id="{name}">{escape(section.title)}</h2>{entries}'


def _list(lines: tuple[tuple[str, str], ...]) -> str:
    # Words may run from right to left, whatever the page does.
    rows = "".join(f'<dt>{escape(label)}</dt><dd dir="auto">{escape(words)}</dd>' for label, words in lines)
    return f"<dl>{rows}</dl>"
