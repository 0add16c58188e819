"""Whatever is done to a file's bytes, it is read or it is refused in words."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.imports.files import ROLL, as_ods, as_xlsx, example_of, read
from towpath.imports.formats import FORMATS
from towpath.imports.reading.refusals import FileRefused

FILES = [(layout.name, example_of(layout).read_bytes()) for layout in FORMATS]
FILES += [("school_roll", as_xlsx(ROLL)), ("school_roll", as_ods(ROLL))]

PIECES = st.one_of(
    st.binary(max_size=6), st.sampled_from([b'"', b"\n", b",", b"\0", b"<", b"&", b"1E+09", b"\xff\xfe"])
)


def outcome(name: str, content: bytes) -> str:
    try:
        _, rows = read(content, name)
    except FileRefused as refused:
        return refused.problem.message
    return " ".join({row.outcome_hint for row in rows}) or "no rows"


@pytest.mark.slow
@settings(max_examples=150)
@given(file=st.sampled_from(FILES), where=st.integers(0, 1_000_000), lost=st.integers(0, 40), put=PIECES)
def test_a_file_spoilt_anywhere_is_read_or_refused_in_words(file, where, lost, put):
    name, content = file
    where %= len(content)

    assert outcome(name, content[:where] + put + content[where + lost :])
