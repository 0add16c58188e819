"""Rows of a log that say exactly the same: each is something that happened, unless its number says that it is one."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from towpath.imports.reading.layout import IncomingRow

NUMBER, REPEAT = "contact_number", "repeat"


def numbered(rows: Iterable[IncomingRow]) -> Iterator[IncomingRow]:
    """
    Yield each row, that it is the second or later of those that say the same under `repeat`.

    Somebody tried three times in a day has three rows alike. Where the log numbers what happened, a number given twice
    is one thing written twice. The same file numbers them the same again.
    """
    seen: dict[int, list[object]] = defaultdict(list)
    for row in rows:
        said = {name: value for name, value in row.values.items() if name != NUMBER}
        alike = seen[hash(repr(sorted(said.items())))]
        number = row.values.get(NUMBER)
        if number is None or number not in alike:
            alike.append(number)
            place = len(alike)
        else:
            place = alike.index(number) + 1
        yield row if place == 1 else replace(row, values={**row.values, REPEAT: place})
