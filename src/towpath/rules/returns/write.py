"""Writing a return: the layout's order, one spelling, and nothing that a reader would refuse."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO
from xml.sax.saxutils import escape

from towpath.rules.returns import layout
from towpath.rules.returns.layout import Element, Spelling
from towpath.rules.returns.model import NO_DATE, GivenDate, Header, Record

NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
ALWAYS_SAFE = re.compile("[0-9A-Za-z \\-]*")
"""Nearly every value: it is written as it stands."""
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
    head = _Plan(layout.HEADER, layout.HEADER_ELEMENTS, spelling=spelling, omit_empty=omit_empty)
    body = _Plan(layout.RECORD, layout.RECORD_ELEMENTS, spelling=spelling, omit_empty=omit_empty)
    out.write("".join(head.lines(header)).encode())
    number = 0
    for number, record in enumerate(records, start=1):
        try:
            out.write("".join(body.lines(record)).encode())
        except UnwritableError as reason:
            raise UnwritableError(f"Record {number} ({record.young_persons_id}): {reason}") from None
    out.write(f"</{layout.ROOT}>\n".encode())
    return number


@dataclass(frozen=True, slots=True)
class _Step:
    """
    One element as it is to be written: worked out once, for it is taken for every record.

    `is_passed_empty` says that an empty one leaves no trace, not even of the elements that it stands in.
    """

    element: Element
    field: str
    parents: tuple[str, ...]
    opening: str
    closing: str
    is_parent_always_written: bool
    is_left_out_empty: bool
    is_passed_empty: bool


class _Plan:
    """How a header or a record becomes lines: the spelling, and what becomes of empty elements."""

    def __init__(self, name: str, elements: Iterable[Element], *, spelling: Spelling, omit_empty: bool) -> None:
        self._name = name
        self._steps = [_step(element, spelling, omit_empty) for element in elements]

    def lines(self, given: Header | Record) -> Iterator[str]:
        """Yield the element with everything in it, in the layout's order."""
        yield f"  <{self._name}>\n"
        missing = _missing_parts(given)
        inside: tuple[str, ...] = ()
        for step in self._steps:
            value = getattr(given, step.field)
            # Most elements of a record are empty, so that they are passed over first.
            if step.is_passed_empty and (not value or value is NO_DATE):
                continue
            texts = _texts(step, value)
            if missing and missing.intersection(step.parents):
                continue
            if step.parents != inside and (texts or step.is_parent_always_written):
                yield from _moved(inside, step.parents)
                inside = step.parents
            for text in texts:
                yield f"{step.opening}{text}{step.closing}"
        yield from _moved(inside, ())
        yield f"  </{self._name}>\n"


def _step(element: Element, spelling: Spelling, omit_empty: bool) -> _Step:
    tag = element.spelt(spelling)
    is_parent_always_written = "/".join(element.parents) in layout.ALWAYS_WRITTEN
    is_left_out_empty = omit_empty or element.is_retired
    return _Step(
        element=element,
        field=element.field,
        parents=element.parents,
        opening=f"{'  ' * (len(element.parents) + 2)}<{tag}>",
        closing=f"</{tag}>\n",
        is_parent_always_written=is_parent_always_written,
        is_left_out_empty=is_left_out_empty,
        is_passed_empty=is_left_out_empty and not is_parent_always_written,
    )


def _texts(step: _Step, value: str | GivenDate | tuple[str, ...]) -> list[str]:
    """Return the element's texts as they are to be written: none where it is to be left out."""
    if isinstance(value, tuple):
        return [_escaped(step.element, text) for text in value if text]
    text = value.text if isinstance(value, GivenDate) else value
    if not text and step.is_left_out_empty:
        return []
    return [_escaped(step.element, text)]


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
    if ALWAYS_SAFE.fullmatch(text):
        return text
    refused = NOT_XML.search(text)
    if refused is not None:
        character = f"U+{ord(refused.group()):04X}"
        raise UnwritableError(f"{element.shown} holds the character {character}, which XML cannot. Take it out.")
    return escape(text, CARRIAGE_RETURN)
