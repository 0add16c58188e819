"""Writing a return: the layout's order, one spelling, and nothing that a reader would refuse."""

import re
from collections.abc import Iterable, Iterator
from typing import BinaryIO
from xml.sax.saxutils import escape

from towpath.rules.returns import layout
from towpath.rules.returns.layout import Element, Spelling
from towpath.rules.returns.model import GivenDate, Header, Record

NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
CARRIAGE_RETURN = {"\r": "&#13;"}
"""A reader would turn a bare one into a line feed."""


class UnwritableError(ValueError):
    """A value holds a character that no XML file may hold; the words say which, and where."""


def write_return(
    out: BinaryIO,
    header: Header,
    records: Iterable[Record],
    *,
    spelling: Spelling = Spelling.XSD,
    omit_empty: bool = True,
) -> int:
    """
    Write a return in UTF-8 and return how many records it holds, taking them one at a time.

    Empty optional elements are left out unless `omit_empty` is false: some systems expect them, and the strict schema
    refuses some of them.

    :raises UnwritableError: a value cannot stand in XML; throw away what `out` holds by then
    """
    out.write(f'<?xml version="1.0" encoding="UTF-8"?>\n<{layout.ROOT}>\n'.encode())
    plan = _Plan(spelling, omit_empty)
    out.write("".join(plan.lines(layout.HEADER, layout.HEADER_ELEMENTS, header)).encode())
    number = 0
    for number, record in enumerate(records, start=1):
        try:
            out.write("".join(plan.lines(layout.RECORD, layout.RECORD_ELEMENTS, record)).encode())
        except UnwritableError as reason:
            raise UnwritableError(f"Record {number} ({record.young_persons_id}): {reason}") from None
    out.write(f"</{layout.ROOT}>\n".encode())
    return number


class _Plan:
    """How a header or a record becomes lines: the spelling, and what becomes of empty elements."""

    def __init__(self, spelling: Spelling, omit_empty: bool) -> None:
        self._spelling = spelling
        self._omit_empty = omit_empty

    def lines(self, name: str, elements: Iterable[Element], given: Header | Record) -> Iterator[str]:
        """Yield the element of that name with everything in it, in the layout's order."""
        yield f"  <{name}>\n"
        missing = _missing_parts(given)
        inside: tuple[str, ...] = ()
        for element in elements:
            texts = self._texts(element, given)
            if missing.intersection(element.parents):
                continue
            if texts or "/".join(element.parents) in layout.ALWAYS_WRITTEN:
                yield from _moved(inside, element.parents)
                inside = element.parents
            indent = "  " * (len(inside) + 2)
            tag = element.spelt(self._spelling)
            for text in texts:
                yield f"{indent}<{tag}>{text}</{tag}>\n"
        yield from _moved(inside, ())
        yield f"  </{name}>\n"

    def _texts(self, element: Element, given: Header | Record) -> list[str]:
        """Return the element's texts as they are to be written: none where it is to be left out."""
        value: str | GivenDate | tuple[str, ...] = getattr(given, element.field)
        if isinstance(value, tuple):
            return [_escaped(element, text) for text in value if text]
        text = value.text if isinstance(value, GivenDate) else value
        if not text and (self._omit_empty or element.is_retired):
            return []
        return [_escaped(element, text)]


def _missing_parts(given: Header | Record) -> set[str]:
    if isinstance(given, Header):
        return set()
    parts = ((layout.DETAILS, given.has_details), (layout.ACTIVITIES, given.has_activities))
    return {name for name, is_there in parts if not is_there}


def _moved(inside: tuple[str, ...], wanted: tuple[str, ...]) -> Iterator[str]:
    """Yield the tags that close and open the elements between one element's place and another's."""
    shared = 0
    while shared < min(len(inside), len(wanted)) and inside[shared] == wanted[shared]:
        shared += 1
    for depth in range(len(inside), shared, -1):
        yield f"{'  ' * (depth + 1)}</{inside[depth - 1]}>\n"
    for depth, name in enumerate(wanted[shared:], start=shared):
        yield f"{'  ' * (depth + 2)}<{name}>\n"


def _escaped(element: Element, text: str) -> str:
    refused = NOT_XML.search(text)
    if refused is not None:
        character = f"U+{ord(refused.group()):04X}"
        raise UnwritableError(f"{element.shown} holds the character {character}, which XML cannot. Take it out.")
    return escape(text, CARRIAGE_RETURN)
