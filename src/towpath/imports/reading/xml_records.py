"""Read records out of XML as a stream, by element name, refusing anything that could reach outside the file."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from xml.parsers import expat

from towpath.imports.reading.layout import Format, Pairs
from towpath.imports.reading.refusals import LIMITS, Limits, refusal
from towpath.imports.reading.sheets import Source, opened, size_of

CHUNK = 1 << 16


@dataclass(frozen=True, slots=True)
class Record:
    """One record: the line it starts on, its elements as path and text, and those carried to every record."""

    line: int
    pairs: Pairs
    carried: Pairs


class _Gatherer:
    """
    Keeps the path of open elements and gathers the text of those with no elements inside.

    Names are taken without their prefix: suppliers differ in whether they use one.
    """

    def __init__(self, parser: expat.XMLParserType, layout: Format, limits: Limits) -> None:
        self.parser, self.limits = parser, limits
        self.record_names, self.carried_names = frozenset(layout.records), frozenset(layout.carried)
        self.nested = frozenset(layout.nested)
        self.seen: Counter[str] = Counter()
        self.path: list[str] = []
        self.from_depth: int | None = None
        self.in_record = False
        self.line = 0
        self.text: list[str] = []
        self.length = 0
        self.is_leaf = False
        self.pairs: list[tuple[str, str]] = []
        self.carried: list[tuple[str, str]] = []
        self.ready: list[Record] = []
        self.count = 0

    def doctype(self, name: str, system: str | None, public: str | None, has_internal: bool) -> None:
        if system or public:
            raise refusal("xml.external", line=self.parser.CurrentLineNumber)

    def entity(self, *_: object) -> None:
        raise refusal("xml.entity", line=self.parser.CurrentLineNumber)

    def external(self, *_: object) -> int:
        raise refusal("xml.external", line=self.parser.CurrentLineNumber)

    def start(self, tag: str, attributes: list[str]) -> None:
        name = tag.rpartition(":")[2]
        if self.in_record and name in self.nested:
            self.seen[name] += 1
            name = f"{name}[{self.seen[name]}]"
        self.path.append(name)
        if len(self.path) > self.limits.depth:
            raise refusal("xml.too_deep", line=self.parser.CurrentLineNumber)
        if self.from_depth is None and name in self.record_names:
            self.from_depth, self.in_record = len(self.path), True
            self.line = self.parser.CurrentLineNumber
            self.count += 1
            if self.count > self.limits.rows:
                raise refusal("file.too_many_rows", limit=self.limits.rows, line=self.line)
        elif self.from_depth is None and name in self.carried_names:
            # The carried element's own name stays in the path, as 'SourceSchool/LEA' and 'DestSchool/LEA' differ.
            self.from_depth, self.in_record = len(self.path) - 1, False
        self.text, self.length, self.is_leaf = [], 0, True

    def characters(self, text: str) -> None:
        if self.from_depth is not None and self.is_leaf:
            self.length += len(text)
            if self.length > self.limits.cell_characters:
                raise refusal(
                    "file.cell_too_long", limit=self.limits.cell_characters, line=self.parser.CurrentLineNumber
                )
            self.text.append(text)

    def end(self, tag: str) -> None:
        depth = len(self.path)
        if self.from_depth is not None:
            if self.is_leaf and depth > self.from_depth:
                value = "".join(self.text).strip()
                if value:
                    pair = ("/".join(self.path[self.from_depth :]), value)
                    (self.pairs if self.in_record else self.carried).append(pair)
            if depth == self.from_depth + (0 if self.in_record else 1):
                self._finish()
        self.path.pop()
        self.is_leaf = False

    def _finish(self) -> None:
        if self.in_record:
            self.ready.append(Record(self.line, tuple(self.pairs), tuple(self.carried)))
            self.pairs = []
            self.in_record = False
            self.seen.clear()
        self.from_depth = None


def records(source: Source, layout: Format, limits: Limits = LIMITS) -> Iterator[Record]:
    """
    Yield the format's records in the file's order, holding no more than a piece of the file at once.

    :raises FileRefused: too large, broken, or holding an entity declaration or a pointer outside the file
    """
    if size_of(source) > limits.file_bytes:
        raise refusal("file.too_large", limit=limits.file_bytes // 1024 // 1024)
    parser = expat.ParserCreate()
    parser.buffer_text = True
    gatherer = _Gatherer(parser, layout, limits)
    parser.StartDoctypeDeclHandler = gatherer.doctype
    parser.EntityDeclHandler = gatherer.entity
    parser.ExternalEntityRefHandler = gatherer.external
    parser.StartElementHandler = gatherer.start
    parser.EndElementHandler = gatherer.end
    parser.CharacterDataHandler = gatherer.characters
    try:
        with opened(source) as stream:
            while piece := stream.read(CHUNK):
                parser.Parse(piece, False)
                yield from gatherer.ready
                gatherer.ready.clear()
        parser.Parse(b"", True)
    except (expat.ExpatError, LookupError, ValueError):
        raise refusal("xml.malformed", line=parser.ErrorLineNumber) from None
    yield from gatherer.ready
    if not gatherer.count:
        raise refusal("xml.no_records")
