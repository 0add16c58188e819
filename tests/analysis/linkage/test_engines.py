"""Little work goes to the engine that is kept; whatever may need several cores or a disk opens one of its own."""

from collections.abc import Callable

import pytest

from tests.analysis.linkage.drawn import person, table
from towpath.analysis.engine import borrow_engine, open_engine
from towpath.analysis.linkage import link, linking


@pytest.mark.parametrize(
    ("left", "right", "engine"),
    [(2, 2, "kept"), (3, 2, "its own"), (2, 3, "its own"), (3, 3, "its own")],
)
def test_two_short_lists_are_told_from_any_long_one(
    monkeypatch: pytest.MonkeyPatch, left: int, right: int, engine: str
) -> None:
    asked: list[str] = []

    def noted(name: str, opens: Callable) -> Callable:
        def opened() -> object:
            asked.append(name)
            return opens()

        return opened

    monkeypatch.setattr(linking, "SHORT", 2)
    monkeypatch.setattr(linking, "borrow_engine", noted("kept", borrow_engine))
    monkeypatch.setattr(linking, "open_engine", noted("its own", open_engine))
    on_left, on_right = (
        table(
            (f"{side}{number}", person(f"Orla | Quillfeather | 2008-01-{number + 1:02} | ZX1 1AB | F"))
            for number in range(count)
        )
        for side, count in (("l", left), ("r", right))
    )

    found = link(on_left, on_right)

    assert asked == [engine]
    assert len(found) == min(left, right)
