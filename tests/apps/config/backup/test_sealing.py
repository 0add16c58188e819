"""What is sealed is opened with its key alone, whole or not at all, and by the published tool as well as by ours."""

import os
from base64 import b64decode
from io import BytesIO

import pytest

from towpath.config.backup import bech32
from towpath.config.backup.sealing import (
    KeyRefusedError,
    SealBrokenError,
    checked_public,
    new_key,
    opened,
    sealed,
    secret_keys,
)

CHUNK = 64 * 1024

# Made by age-keygen and age 1.1.1 for this test, and used for nothing else.
SECRET_OF_AGE = "AGE-SECRET-KEY-1QX83NGT6X3UP6NCZHS5UP0MAMA997DNU7F8U25RWSQAN0XSU0ERQXDUJMD"
PUBLIC_OF_AGE = "age1uh4rcr3fz7glts72w5d3y4gc0yqtj0jteqktqdnyzhrpl6lr7sls0e0uqf"
SEALED_BY_AGE = b64decode(
    "YWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IFgyNTUxOSBuV3ZtUENqMkJEUDUrL2RQdjFpamJPR2VtU3J0cTVVTjkxcHVhczYzOG5RCjVhZVplQk15"
    "S3M4bVZ6cmVTcnZQaiswd0dBeHM3OXN6VFdHdXR3Z3M0T2sKLS0tIGZ4dkN6d2pWNWFaS05jMG5MT2lMeVlnVGNBU3NQMkdXNVhVNkpZVkZtNDAK"
    "F6KqQIkLwCUhxjn8KADxvXJLyuAml9Fs98hOGt+6eWl+sTH1q+oG6PaIQAUi1Ya+EnBNR0wAAxkJUeU="
)


def seal(plain: bytes, *public: str) -> bytes:
    out = BytesIO()
    with sealed(out, public) as writer:
        for start in range(0, len(plain), 5_000):
            writer.write(plain[start : start + 5_000])
    return out.getvalue()


def test_what_the_published_tool_sealed_is_opened():
    assert opened(BytesIO(SEALED_BY_AGE), [SECRET_OF_AGE]).read() == b"herring gulls over the lock"


def test_a_public_key_is_the_one_the_published_tool_gives():
    kind, raw = bech32.decode(PUBLIC_OF_AGE)

    assert (kind, len(raw), bech32.encode(kind, raw)) == ("age", 32, PUBLIC_OF_AGE)


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 3 * CHUNK + 7])
def test_any_size_comes_back_as_it_was(size: int):
    (secret, public), plain = new_key(), os.urandom(size)

    assert opened(BytesIO(seal(plain, public)), [secret]).read() == plain


def test_either_of_two_keys_opens_it_and_a_third_does_not():
    first, second, stranger = new_key(), new_key(), new_key()
    whole = seal(b"quay", first[1], second[1])

    assert [opened(BytesIO(whole), [secret]).read() for secret, _ in (first, second)] == [b"quay", b"quay"]
    with pytest.raises(KeyRefusedError, match="does not open this backup"):
        opened(BytesIO(whole), [stranger[0]])


def test_an_altered_byte_is_found_wherever_it_is():
    secret, public = new_key()
    whole = seal(b"lock" * CHUNK, public)

    for place in [*range(0, 260, 7), CHUNK, CHUNK + 400, 2 * CHUNK, len(whole) - 1]:
        altered = bytearray(whole)
        altered[place] ^= 1
        with pytest.raises((SealBrokenError, KeyRefusedError)):
            opened(BytesIO(bytes(altered)), [secret]).read()


@pytest.mark.parametrize("kept", [0, 10, 150, 300, CHUNK, CHUNK + 16, 2 * CHUNK + 200, -1])
def test_a_cut_end_is_found_even_between_two_chunks(kept: int):
    secret, public = new_key()
    whole = seal(b"lock" * CHUNK, public)

    with pytest.raises((SealBrokenError, KeyRefusedError)):
        opened(BytesIO(whole[:kept]), [secret]).read()


def test_whole_chunks_cut_from_the_end_are_missed():
    secret, public = new_key()
    whole = seal(bytes(3 * CHUNK), public)
    head = len(whole) - 3 * (CHUNK + 16)

    for chunks in (1, 2):
        with pytest.raises(SealBrokenError, match="cut short"):
            opened(BytesIO(whole[: head + chunks * (CHUNK + 16)]), [secret]).read()


def test_a_file_whose_sealing_was_broken_off_cannot_be_opened():
    secret, public = new_key()
    out = BytesIO()

    def seal_and_stop() -> None:
        with sealed(out, [public]) as writer:
            writer.write(b"half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        seal_and_stop()
    with pytest.raises(SealBrokenError):
        opened(BytesIO(out.getvalue()), [secret]).read()


@pytest.mark.parametrize(
    "key",
    [
        "",
        "age1",
        PUBLIC_OF_AGE[:-1],
        PUBLIC_OF_AGE[:20] + "q" + PUBLIC_OF_AGE[21:],
        PUBLIC_OF_AGE[:30] + PUBLIC_OF_AGE[30:].upper(),
        PUBLIC_OF_AGE + "\n",
        bech32.encode("age", bytes(31)),
        bech32.encode("npub", bytes(32)),
        "ssh-ed25519 AAAA",
    ],
)
def test_a_mistyped_public_key_is_refused(key: str):
    with pytest.raises(KeyRefusedError, match="not a public key, which starts age1"):
        checked_public(key)


def test_a_secret_key_given_for_a_public_one_is_not_shown():
    with pytest.raises(KeyRefusedError) as refused:
        checked_public(SECRET_OF_AGE)

    assert "QX83NGT" not in str(refused.value)


def test_a_key_file_is_read_as_the_published_tool_writes_it():
    text = f"# created: 2026-01-31T09:00:00Z\n# public key: {PUBLIC_OF_AGE}\n{SECRET_OF_AGE}\n\n"

    assert secret_keys(text) == (SECRET_OF_AGE,)


@pytest.mark.parametrize("text", ["", "# only words\n", f"{PUBLIC_OF_AGE}\n", f"{SECRET_OF_AGE[:-1]}\n"])
def test_a_key_file_without_a_secret_key_is_refused(text: str):
    with pytest.raises(KeyRefusedError, match="AGE-SECRET-KEY-1"):
        secret_keys(text)


@pytest.mark.parametrize(
    ("kind", "raw", "published"),
    # From BIP 173. The second holds the numbers from 0 to 31, five bits each.
    [
        ("a", b"", "a12uel5l"),
        (
            "abcdef",
            bytes.fromhex("00443214c74254b635cf84653a56d7c675be77df"),
            "abcdef1qpzry9x8gf2tvdw0s3jn54khce6mua7lmqqqxw",
        ),
    ],
)
def test_keys_are_written_as_published(kind: str, raw: bytes, published: str):
    assert bech32.encode(kind, raw) == published
    assert bech32.decode(published.upper()) == (kind, raw)
