"""Whether a text says where somebody lives: their postcode however it is spaced, or the first line of their address."""

import re


def says_address(text: str, *, first_line: str, postcode: str) -> bool:
    """
    Return whether a text has an address in it.

    A first line counts only as a whole and with a number in it: "The Cottage" is said of many houses.
    """
    packed = _packed(postcode)
    if packed and packed in _packed(text):
        return True
    line = _plain(first_line)
    return any(each.isdigit() for each in line) and " " in line and f" {line} " in f" {_plain(text)} "


def _packed(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", text.casefold())


def _plain(text: str) -> str:
    return " ".join(re.findall(r"[a-z0-9]+", text.casefold()))
