"""Rarer garbage collection while a list is read and applied, or a return is built."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

USUAL = gc.get_threshold()
SELDOM = (100_000, 20, USUAL[2])
"""
How many more objects are made than freed before Python looks for cycles. A list, or a return, makes millions of plain
values, none in a cycle, beside a register that stays: at the usual 700 a third of an import's time, and a fifth of a
rehearsal's, goes on looking through them.
"""


@contextmanager
def seldom_collecting() -> Iterator[None]:
    """Look for cycles seldom while the block runs, and as usual afterwards."""
    gc.set_threshold(*SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*USUAL)
