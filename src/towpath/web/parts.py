"""The values a presenter hands to the parts of a page, so that a template has no arithmetic and makes no decision."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Literal

from django.core.paginator import Page
from django.http import QueryDict

Tone = Literal["grey", "blue", "teal", "orange", "purple", "yellow", "pink", "red", "green"]

# Chosen so that no two statuses differ only as red does from green, and each tag always carries its word.
STATUS_TONES: Mapping[str, Tone] = {"eet": "blue", "neet": "orange", "not known": "purple"}


@dataclass(frozen=True, slots=True)
class Link:
    """A link in a cell; `about` finishes it for someone who hears it out of its row."""

    text: str
    href: str
    about: str = ""
    kind: ClassVar[str] = "link"


@dataclass(frozen=True, slots=True)
class Tag:
    """A word in a coloured box; the word alone must be enough."""

    text: str
    tone: Tone = "grey"
    kind: ClassVar[str] = "tag"


@dataclass(frozen=True, slots=True)
class Count:
    """A count with its percentage, both already in the form in which they may be shown."""

    count: int | str
    percent: str = ""
    kind: ClassVar[str] = "count"


Cell = str | int | date | Link | Tag | Count | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column; what stands in one that is kept `whole`, such as a date, is not broken over two lines on a desk."""

    label: str
    numeric: bool = False
    heading: bool = False
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a caption that says what they are. With `cards`, each row is a card on a phone."""

    caption: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    cards: bool = False
    caption_hidden: bool = False


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of a summary list: a key, its value, and what may be done about it."""

    key: str
    value: Cell
    actions: Sequence[Link] = ()


@dataclass(frozen=True, slots=True)
class Event:
    """One entry of a timeline, newest first. `struck_out` says when, by whom and why it counts for nothing, if so."""

    title: str
    on: date
    by: str = ""
    text: str = ""
    links: Sequence[Link] = ()
    struck_out: str = ""

    @property
    def is_struck_out(self) -> bool:
        """Return whether it counts for nothing."""
        return bool(self.struck_out)


@dataclass(frozen=True, slots=True)
class Card:
    heading: str
    figure: str = ""
    text: str = ""
    link: Link | None = None


@dataclass(frozen=True, slots=True)
class Task:
    """One line of a task list; `status` is empty once it is done and shown as "Completed"."""

    title: str
    href: str = ""
    hint: str = ""
    status: Tag | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart as everyone can read it: what it says, the picture where there is one, the words and the numbers."""

    title: str
    image: str
    summary: str
    table: Table
    source: str
    download: Link | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """Long work under way: `total` is None until it is known."""

    words: str
    done: int
    total: int | None
    finished: bool = False
    failed: str = ""


def pages_of(page: Page, query: QueryDict, *, name: str = "page", label: str = "Pages") -> dict[str, object]:
    """
    Return the links between the pages of a list, keeping the search and filters of the address.

    :param name: what the address calls the number of the page; another for a second list on one page, and another label
    """

    def href(number: int) -> str:
        kept = query.copy()
        kept[name] = str(number)
        return f"?{kept.urlencode()}"

    items = [
        {"ellipsis": True}
        if str(number) == str(page.paginator.ELLIPSIS)
        else {"number": number, "href": href(int(number)), "current": number == page.number}
        for number in page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    ]
    links: dict[str, object] = {"landmarkLabel": label, "items": items}
    if page.has_previous():
        links["previous"] = {"href": href(page.previous_page_number())}
    if page.has_next():
        links["next"] = {"href": href(page.next_page_number())}
    return links
