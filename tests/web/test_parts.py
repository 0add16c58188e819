"""What the parts of a page draw from the values they are given."""

from datetime import date

import pytest
from django.core.paginator import Paginator
from django.http import QueryDict
from django.template import engines
from jinja2 import UndefinedError
from lxml import html

from towpath.web.parts import Column, Count, Link, Table, Tag, pages_of

ROWS = [
    (
        Link("Ottilie <b>", "/people/1/", "’s record"),
        Tag("NEET", "orange"),
        date(2026, 1, 31),
        Count(1204, "3.6%"),
        0,
        None,
        "",
    )
]
COLUMNS = [
    Column("Name", heading=True),
    *(Column(name) for name in ("Status", "Until", "People", "Attempts", "School", "Note")),
]


def _table(*, cards: bool) -> html.HtmlElement:
    template = engines["jinja2"].from_string('{% from "kit/lists.html" import table %}{{ table(item) }}')
    return html.fromstring(template.render({"item": Table("Young people", COLUMNS, ROWS, cards=cards)}))


def test_each_kind_of_cell_is_said_in_its_own_way() -> None:
    cells = [" ".join(cell.text_content().split()) for cell in _table(cards=False).xpath("//tbody/tr/*")]

    assert cells == [
        "Ottilie <b>’s record".replace("’s", " ’s"),
        "NEET",
        "31 Jan 2026",
        "1,204 (3.6%)",
        "0",
        "Not recorded",
        "Not recorded",
    ]


def test_a_cell_on_a_card_carries_its_own_heading() -> None:
    assert _table(cards=True).xpath("//tbody//td/@data-label") == [
        "Status",
        "Until",
        "People",
        "Attempts",
        "School",
        "Note",
    ]
    assert _table(cards=False).xpath("//tbody//td/@data-label") == []


def test_a_table_has_a_caption_and_a_heading_in_each_row() -> None:
    page = _table(cards=True)

    assert page.xpath("//caption")[0].text_content() == "Young people"
    assert page.xpath("//tbody/tr/th/@scope") == ["row"]
    assert page.xpath("//div[@role='region']/@tabindex") == ["0"]


def test_pages_keep_the_search_and_the_filters() -> None:
    links = pages_of(Paginator(range(400), 50).get_page(3), QueryDict("q=o%27rourke&status=neet&status=eet&page=3"))

    # 400 in fifties are 8 pages: the first, those beside the third, and the last.
    assert [item.get("number", "…") for item in links["items"]] == [1, 2, 3, 4, "…", 8]  # type: ignore[attr-defined]
    assert links["next"] == {"href": "?q=o%27rourke&status=neet&status=eet&page=4"}
    assert links["previous"] == {"href": "?q=o%27rourke&status=neet&status=eet&page=2"}


def test_a_misspelt_variable_is_an_error_and_a_missing_attribute_is_empty() -> None:
    env = engines["jinja2"].env

    assert env.from_string("{{ item.no_such }}").render(item=ROWS[0][0]) == ""
    with pytest.raises(UndefinedError, match="'itme' is undefined"):
        env.from_string("{{ itme }}").render(item=1)
