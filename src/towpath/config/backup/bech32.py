"""Keys as text with a checksum, so that a mistyped one is refused: Bech32, published as BIP 173, as age uses it."""

from collections.abc import Iterable, Sequence

_LETTERS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_GENERATORS = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_CHECKSUM = 6


class NotBech32Error(ValueError):
    """The text is no Bech32, or its checksum is wrong."""


def encode(kind: str, raw: bytes) -> str:
    """Return bytes as text that starts with `kind` and `1`, in small letters."""
    fives = _regrouped(raw, 8, 5, is_padded=True)
    checksum = _polymod([*_spread(kind), *fives, *[0] * _CHECKSUM]) ^ 1
    fives += [(checksum >> 5 * (_CHECKSUM - 1 - place)) & 31 for place in range(_CHECKSUM)]
    return f"{kind}1{''.join(_LETTERS[five] for five in fives)}"


def decode(text: str) -> tuple[str, bytes]:
    """
    Return the kind and the bytes of a text, all in small letters or all in capitals.

    :raises NotBech32Error: the text is not what `encode` makes
    """
    small = text.lower()
    kind, _, letters = small.rpartition("1")
    is_one_case = text in (small, text.upper())
    if not is_one_case or not kind or len(letters) < _CHECKSUM or not set(letters) <= set(_LETTERS):
        raise NotBech32Error("The text is not Bech32.")
    fives = [_LETTERS.index(letter) for letter in letters]
    if _polymod([*_spread(kind), *fives]) != 1:
        raise NotBech32Error("The text was mistyped.")
    return kind, bytes(_regrouped(fives[:-_CHECKSUM], 5, 8, is_padded=False))


def _spread(kind: str) -> list[int]:
    return [ord(letter) >> 5 for letter in kind] + [0] + [ord(letter) & 31 for letter in kind]


def _polymod(fives: Iterable[int]) -> int:
    found = 1
    for five in fives:
        top = found >> 25
        found = (found & 0x1FFFFFF) << 5 ^ five
        for place, generator in enumerate(_GENERATORS):
            if top >> place & 1:
                found ^= generator
    return found


def _regrouped(groups: Sequence[int] | bytes, wide: int, narrow: int, *, is_padded: bool) -> list[int]:
    """Return numbers of `wide` bits as numbers of `narrow` bits, the last filled up with noughts where `is_padded`."""
    held, bits, found = 0, 0, []
    for group in groups:
        held, bits = held << wide | group, bits + wide
        while bits >= narrow:
            bits -= narrow
            found.append(held >> bits & (1 << narrow) - 1)
    rest = held & (1 << bits) - 1
    if is_padded and bits:
        found.append(rest << narrow - bits & (1 << narrow) - 1)
    elif not is_padded and (bits >= wide or rest):
        raise NotBech32Error("The text does not end where it should.")
    return found
