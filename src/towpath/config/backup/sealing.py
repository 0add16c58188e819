"""
Seal a file to a key that is kept elsewhere, in the published age format, so that no tool of ours is needed to open it.

What is sealed with a public key is opened with its secret one alone, so a machine that makes backups cannot read them,
nor can whoever steals it. The format is age-encryption.org/v1 with X25519 keys; the primitives are `cryptography`'s.
"""

import hmac
import io
import os
from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from hashlib import sha256
from typing import IO, Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from towpath.config.backup import bech32

FIRST_LINE = b"age-encryption.org/v1\n"
PUBLIC, SECRET = "age", "age-secret-key-"
_STANZA = "age-encryption.org/v1/X25519"
_WRAP_NONCE = bytes(12)
_CHUNK = 64 * 1024
_TAG = 16
_LINE = 64
_LONGEST_HEADER = 64 * 1024


class Sink(Protocol):
    """What bytes are written to."""

    def write(self, part: bytes, /) -> int: ...

    def flush(self) -> None: ...


class KeyRefusedError(ValueError):
    """What was given is not a key, or not one that opens this file."""


class SealBrokenError(Exception):
    """The sealed bytes were altered or cut short."""


def new_key() -> tuple[str, str]:
    """Return a new secret key and its public one, as `age-keygen` writes them."""
    secret = X25519PrivateKey.generate()
    written = bech32.encode(SECRET, secret.private_bytes_raw()).upper()
    return written, bech32.encode(PUBLIC, secret.public_key().public_bytes_raw())


def checked_public(key: str) -> str:
    """
    Return a public key as it was given.

    :raises KeyRefusedError: it is not one
    """
    _read_key(key, PUBLIC)
    return key


def secret_keys(text: str) -> tuple[str, ...]:
    """
    Return the secret keys in the text of a key file, whose other lines start with `#`.

    :raises KeyRefusedError: there is none, or a line is no key
    """
    lines = [line.strip() for line in text.splitlines()]
    keys = tuple(line for line in lines if line and not line.startswith("#"))
    for key in keys:
        _read_key(key, SECRET)
    if not keys:
        raise KeyRefusedError("The key file holds no secret key. It should have a line that starts AGE-SECRET-KEY-1.")
    return keys


def _read_key(key: str, kind: str) -> bytes:
    try:
        found, raw = bech32.decode(key)
    except bech32.NotBech32Error:
        found, raw = "", b""
    if found != kind or len(raw) != 32:
        wanted = "a public key, which starts age1" if kind == PUBLIC else "a secret key, which starts AGE-SECRET-KEY-1"
        # A secret key typed where a public one belongs must not be shown.
        shown = f"{key!r} is" if kind == PUBLIC and not key.lower().startswith(SECRET) else "That is"
        raise KeyRefusedError(f"{shown} not {wanted}.")
    return raw


@contextmanager
def sealed(out: Sink, public_keys: Sequence[str]) -> Iterator[Sink]:
    """Give a file to write plain bytes to; they reach `out` sealed, whole only once the block has ended well."""
    file_key, nonce = os.urandom(16), os.urandom(16)
    header = FIRST_LINE + b"".join(_stanza(file_key, _read_key(key, PUBLIC)) for key in public_keys) + b"---"
    out.write(header + b" " + _unpadded(_header_mac(file_key, header)) + b"\n" + nonce)
    writer = _Writer(out, _stretched(file_key, salt=nonce, told="payload"))
    yield writer
    writer.finish()


def opened(source: IO[bytes], keys: Sequence[str]) -> IO[bytes]:
    """
    Return a file of the plain bytes that were sealed in `source`, which stands at its start.

    :raises KeyRefusedError: none of these keys opens it
    :raises SealBrokenError: its head was altered; reading raises it where the rest was
    """
    header, stanzas, mac = _read_header(source)
    file_key = next(filter(None, (_unwrapped(_read_key(key, SECRET), stanzas) for key in keys)), None)
    if file_key is None:
        raise KeyRefusedError("This key does not open this backup. Give the secret key of one it was sealed to.")
    if not hmac.compare_digest(mac, _header_mac(file_key, header)):
        raise SealBrokenError("The head of the backup was altered.")
    nonce = source.read(16)
    return io.BufferedReader(_Reader(source, _stretched(file_key, salt=nonce, told="payload")), _CHUNK)


class _Writer:
    def __init__(self, out: Sink, key: bytes) -> None:
        self._out, self._cipher, self._number = out, ChaCha20Poly1305(key), 0
        self._held = bytearray()

    def write(self, plain: bytes, /) -> int:
        self._held += plain
        # The last chunk is marked as such, and may be full, so one is held back until more has come.
        while len(self._held) > _CHUNK:
            self._put(bytes(self._held[:_CHUNK]), is_last=False)
            del self._held[:_CHUNK]
        return len(plain)

    def flush(self) -> None:
        """Do nothing: a chunk cannot be sealed in parts."""

    def finish(self) -> None:
        self._put(bytes(self._held), is_last=True)

    def _put(self, plain: bytes, *, is_last: bool) -> None:
        self._out.write(self._cipher.encrypt(_chunk_nonce(self._number, is_last=is_last), plain, None))
        self._number += 1


class _Reader(io.RawIOBase):
    def __init__(self, source: IO[bytes], key: bytes) -> None:
        self._source, self._cipher, self._number = source, ChaCha20Poly1305(key), 0
        self._next = source.read(_CHUNK + _TAG)
        self._held = b""
        self._is_over = False

    def readable(self) -> bool:
        return True

    def readinto(self, into: memoryview) -> int:  # type: ignore[override]
        while not self._held and not self._is_over:
            self._held = self._open_one()
        taken = self._held[: len(into)]
        into[: len(taken)] = taken
        self._held = self._held[len(taken) :]
        return len(taken)

    def _open_one(self) -> bytes:
        chunk, self._next = self._next, self._source.read(_CHUNK + _TAG)
        self._is_over = not self._next
        try:
            plain = self._cipher.decrypt(_chunk_nonce(self._number, is_last=self._is_over), chunk, None)
        except InvalidTag:
            raise SealBrokenError("The backup was altered or cut short.") from None
        self._number += 1
        return plain


def _chunk_nonce(number: int, *, is_last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([is_last])


def _stanza(file_key: bytes, public: bytes) -> bytes:
    once = X25519PrivateKey.generate()
    share = once.public_key().public_bytes_raw()
    shared = once.exchange(X25519PublicKey.from_public_bytes(public))
    body = _unpadded(_wrapping(shared, share, public).encrypt(_WRAP_NONCE, file_key, None))
    return b"-> X25519 " + _unpadded(share) + b"\n" + body + b"\n"


def _unwrapped(secret: bytes, stanzas: Sequence[tuple[list[bytes], bytes]]) -> bytes | None:
    """Return the file's own key where this secret key opens one of the stanzas."""
    private = X25519PrivateKey.from_private_bytes(secret)
    public = private.public_key().public_bytes_raw()
    for words, body in stanzas:
        if len(words) != 2 or words[0] != b"X25519":
            continue
        share = _padded(words[1])
        try:
            shared = private.exchange(X25519PublicKey.from_public_bytes(share))
            return _wrapping(shared, share, public).decrypt(_WRAP_NONCE, body, None)
        except (InvalidTag, ValueError):
            continue
    return None


def _wrapping(shared: bytes, share: bytes, public: bytes) -> ChaCha20Poly1305:
    return ChaCha20Poly1305(_stretched(shared, salt=share + public, told=_STANZA))


def _header_mac(file_key: bytes, header: bytes) -> bytes:
    return hmac.digest(_stretched(file_key, salt=b"", told="header"), header, sha256)


def _stretched(secret: bytes, *, salt: bytes, told: str) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=salt, info=told.encode()).derive(secret)


def _read_header(source: IO[bytes]) -> tuple[bytes, list[tuple[list[bytes], bytes]], bytes]:
    """Return the head as it is authenticated, its stanzas as words and body, and its code."""
    header = source.readline(_LINE)
    stanzas: list[tuple[list[bytes], bytes]] = []
    while len(header) < _LONGEST_HEADER:
        line = source.readline(_LONGEST_HEADER)
        if line.startswith(b"--- "):
            return header + b"---", stanzas, _padded(line[4:].strip())
        if not line.startswith(b"-> "):
            break
        header += line
        text = b""
        while True:
            part = source.readline(_LONGEST_HEADER)
            header, text = header + part, text + part.strip()
            # A body ends with a line that is not full, which may be empty.
            if len(part.strip()) < _LINE:
                break
        stanzas.append((line[3:].split(), _padded(text)))
    raise SealBrokenError("The head of the backup is not whole.")


def _unpadded(raw: bytes) -> bytes:
    return b64encode(raw).rstrip(b"=")


def _padded(text: bytes) -> bytes:
    try:
        return b64decode(text + b"=" * (-len(text) % 4), validate=True)
    except NotBase64:
        raise SealBrokenError("The head of the backup is not whole.") from None
