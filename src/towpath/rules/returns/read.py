"""
Reading a return as it streams past: its header, then its records one at a time, and whatever in it is not a return.

Memory stays flat however long the file. Nothing is dropped silently: an element, attribute or text that the layout
has no place for comes back as a fault, and so does whatever ends the reading early.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any, BinaryIO, NoReturn
from xml.parsers import expat
from xml.parsers.expat import errors

from towpath.rules.returns import layout
from towpath.rules.returns.layout import Element, Kind
from towpath.rules.returns.model import Fault, FaultKind, Header, Record, read_date

CHUNK_BYTES = 64 * 1024
LONGEST_TEXT = 10_000
DEEPEST = 32
ROOT_NAME = re.compile(rf"{layout.ROOT}\d*")
"""Until 2015-16 the root carried its year: NCCIS2015."""

CUT_SHORT = frozenset(
    errors.codes[words]
    for words in (
        errors.XML_ERROR_NO_ELEMENTS,
        errors.XML_ERROR_UNCLOSED_TOKEN,
        errors.XML_ERROR_PARTIAL_CHAR,
        errors.XML_ERROR_UNCLOSED_CDATA_SECTION,
    )
)
MORE_AFTER_THE_END = frozenset(
    errors.codes[words] for words in (errors.XML_ERROR_JUNK_AFTER_DOC_ELEMENT, errors.XML_ERROR_MISPLACED_XML_PI)
)


def read_return(source: bytes | BinaryIO) -> Iterator[Header | Record | Fault]:
    """
    Yield the header, the records and the faults of a return, in the order of the file.

    What has no place in the layout is told once for each name, at the end, with the line of the first and how many
    there were. A fault is never raised; where one ends the reading, what came before it has been yielded.
    """
    stream = BytesIO(source) if isinstance(source, bytes) else source
    reading = _Reading()
    while not reading.is_over:
        reading.feed(stream.read(CHUNK_BYTES))
        yield from reading.found
        reading.found.clear()
    yield from reading.misplaced.values()


@dataclass(slots=True)
class _Node:
    """
    An element that the layout knows, and what may stand in it; `element` is None for one that only holds others.

    `fills` is the field of one that stands once, else "".
    """

    path: str
    element: Element | None = None
    fills: str = ""
    inside: dict[str, "_Node"] = field(default_factory=dict)


def _tree() -> _Node:
    root = _Node("")
    for name, elements in ((layout.HEADER, layout.HEADER_ELEMENTS), (layout.RECORD, layout.RECORD_ELEMENTS)):
        top = root.inside[name] = _Node(name)
        for element in elements:
            node = top
            for parent in element.parents:
                node = node.inside.setdefault(parent, _Node(f"{node.path}/{parent}"))
            once = "" if element.kind is Kind.REPEATED else element.field
            leaf = _Node(f"{node.path}/{element.tag}", element, once)
            for tag in filter(None, (element.tag, element.variant)):
                node.inside[tag] = leaf
    return root


TREE = _tree()
HEADER_NODE, RECORD_NODE = TREE.inside[layout.HEADER], TREE.inside[layout.RECORD]
DETAILS_PATH = RECORD_NODE.inside[layout.DETAILS].path
ACTIVITIES_PATH = RECORD_NODE.inside[layout.ACTIVITIES].path


class _RefusedError(Exception):
    """The file holds something that we will not read on past."""


class _Reading:
    """One pass over one file: what the parser calls, and what has been found and not yet yielded."""

    def __init__(self) -> None:
        self.found: list[Header | Record | Fault] = []
        self.misplaced: dict[str, Fault] = {}
        self.is_over = False
        self._nodes: list[_Node] = []
        self._unread_depth = 0
        self._has_root = False
        self._has_header = False
        self._told_no_header = False
        self._records = 0
        self._line = 0
        self._values: dict[str, Any] = {}
        self._lines: dict[str, int] = {}
        self._paths: set[str] = set()
        self._text: list[str] = []
        self._text_length = 0
        self._parser = self._new_parser()

    def _new_parser(self) -> expat.XMLParserType:
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.StartDoctypeDeclHandler = self._doctype
        parser.EntityDeclHandler = self._entity
        parser.SkippedEntityHandler = self._skipped_entity
        return parser

    def feed(self, chunk: bytes) -> None:
        """Take the next bytes of the file; no bytes means that it has ended."""
        self.is_over = not chunk
        try:
            self._parser.Parse(chunk, not chunk)
        except _RefusedError:
            self.is_over = True
        except expat.ExpatError as reason:
            self.is_over = True
            self._note(self._kind(reason), line=reason.lineno, value=expat.ErrorString(reason.code))

    def _kind(self, reason: expat.ExpatError) -> FaultKind:
        if reason.code in MORE_AFTER_THE_END and self._has_root:
            return FaultKind.SECOND_ROOT
        if reason.code in CUT_SHORT and self._nodes:
            return FaultKind.NOT_CLOSED
        if reason.code == errors.codes[errors.XML_ERROR_NO_ELEMENTS]:
            return FaultKind.EMPTY
        return FaultKind.MALFORMED

    def _note(self, kind: FaultKind, *, line: int = 0, element: str = "", value: str = "") -> None:
        given_id = self._values.get("young_persons_id", "")
        line = line or self._parser.CurrentLineNumber
        self.found.append(Fault(kind=kind, line=line, element=element, value=value, young_persons_id=given_id))

    def _refuse(self, kind: FaultKind, value: str, element: str = "") -> NoReturn:
        self._note(kind, element=element, value=value)
        raise _RefusedError

    def _no_place(self, element: str) -> None:
        first = self.misplaced.get(element)
        line, times = (first.line, first.times + 1) if first else (self._parser.CurrentLineNumber, 1)
        self.misplaced[element] = Fault(kind=FaultKind.NO_PLACE, line=line, element=element, times=times)

    def _doctype(self, name: str, system_id: str | None, public_id: str | None, _has_subset: bool) -> None:
        if system_id or public_id:
            self._refuse(FaultKind.EXTERNAL, system_id or public_id or "", element=name)

    def _entity(self, name: str, *_: object) -> None:
        self._refuse(FaultKind.ENTITY, name)

    def _skipped_entity(self, name: str, _is_parameter: bool) -> None:
        self._refuse(FaultKind.ENTITY, name)

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        if self._unread_depth:
            self._keep_shallow(name)
            self._unread_depth += 1
            return
        if attributes:
            self._tell_attributes(name, attributes)
        if not self._has_root:
            self._start_root(name)
            return
        # Nearly every element is a value where it belongs, and a large file has millions: they take this short way.
        node = self._nodes[-1].inside.get(name)
        if node is not None and node.fills and node.fills not in self._lines:
            self._nodes.append(node)
            self._lines[node.fills] = self._parser.CurrentLineNumber
        else:
            self._start_other(node, name)

    def _keep_shallow(self, name: str) -> None:
        if len(self._nodes) + self._unread_depth >= DEEPEST:
            self._refuse(FaultKind.TOO_DEEP, name)

    def _tell_attributes(self, name: str, attributes: Mapping[str, str]) -> None:
        for attribute in attributes:
            if not attribute.startswith(("xmlns", "xsi:", "xml:")):
                self._no_place(f"{name}/@{attribute}")

    def _start_root(self, name: str) -> None:
        self._has_root = True
        self._nodes.append(TREE)
        if not ROOT_NAME.fullmatch(name):
            self._no_place(name)

    def _start_other(self, node: _Node | None, name: str) -> None:
        if node is None:
            self._unread_depth = 1
            self._no_place(f"{self._nodes[-1].path}/{name}".lstrip("/"))
        elif not self._may_start(node, name):
            self._unread_depth = 1
        else:
            self._nodes.append(node)
            if node.element is None:
                self._paths.add(node.path)
            else:
                self._start_repeating(node.element.field)

    def _start_repeating(self, field: str) -> None:
        place = len(self._values.setdefault(field, []))
        line = self._parser.CurrentLineNumber
        self._lines.setdefault(field, line)
        self._lines[f"{field}[{place}]"] = line

    def _may_start(self, node: _Node, name: str) -> bool:
        if node is HEADER_NODE:
            return self._may_start_header(name)
        if node is RECORD_NODE:
            self._begin()
            if not self._has_header:
                self._tell_no_header()
            return True
        if node.fills or node.path in self._paths:
            self._note(FaultKind.REPEATED, element=node.element.shown if node.element else name)
            return False
        return True

    def _may_start_header(self, name: str) -> bool:
        if self._has_header:
            self._note(FaultKind.SECOND_HEADER, element=name)
            return False
        if self._told_no_header:
            self._no_place(name)
            return False
        self._begin()
        return True

    def _begin(self) -> None:
        self._line = self._parser.CurrentLineNumber
        self._values, self._lines, self._paths = {}, {}, set()

    def _tell_no_header(self) -> None:
        if not self._told_no_header:
            self._told_no_header = True
            self._note(FaultKind.NO_HEADER)

    def _characters(self, text: str) -> None:
        if self._unread_depth:
            return
        node = self._nodes[-1]
        if node.element is None:
            if not text.isspace():
                self._no_place(f"text in {node.path or layout.ROOT}")
            return
        self._text.append(text)
        self._text_length += len(text)
        if self._text_length > LONGEST_TEXT:
            self._refuse(FaultKind.TOO_LONG, f"{LONGEST_TEXT:,}", element=node.element.shown)

    def _end(self, _name: str) -> None:
        if self._unread_depth:
            self._unread_depth -= 1
            return
        node = self._nodes.pop()
        if node.element is not None:
            self._end_value(node.element)
        elif node is RECORD_NODE:
            self._end_record()
        elif node is HEADER_NODE:
            self._has_header = True
            self.found.append(Header(**self._finished(), line=self._line, lines=self._lines))
            self._values = {}
        elif node is TREE and not self._has_header:
            self._tell_no_header()

    def _end_value(self, element: Element) -> None:
        text = "".join(self._text)
        self._text.clear()
        self._text_length = 0
        if text.isspace():
            text = ""
        if element.kind is Kind.TEXT:
            self._values[element.field] = text
        elif element.kind is Kind.DATE:
            self._values[element.field] = read_date(text)
        elif text:
            self._values[element.field].append(text)

    def _end_record(self) -> None:
        self._records += 1
        record = Record(
            **self._finished(),
            has_details=DETAILS_PATH in self._paths,
            has_activities=ACTIVITIES_PATH in self._paths,
            number=self._records,
            line=self._line,
            lines=self._lines,
        )
        self.found.append(record)
        self._values = {}

    def _finished(self) -> dict[str, Any]:
        return {name: tuple(value) if isinstance(value, list) else value for name, value in self._values.items()}
