"""Whatever a list holds, it comes to what was shown; shuffled or cut in two, it ends the same."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tests.apps.imports.lists import counts, load, outcomes, portrait, pupil, roll, send, starter, starters, sum_holds
from tests.factories.cast import make_saltmarsh
from towpath.imports.actions import applying, receiving
from towpath.organisation.models import Organisation

SPOILT = st.sampled_from(
    [
        {},
        {},
        {},
        {"UPN": ""},
        {"UPN": "", "Postcode": ""},
        {"DOB": "31/02/2009"},
        {"DOB": ""},
        {"Postcode": "PR8 1AA"},
        {"Surname": "WREN"},
        {"Forename": "Wren"},
        {"UPN": "A123"},
        {"Gender": "?"},
        {"Year Group": "10"},
    ]
)
ROWS = st.lists(st.tuples(st.integers(0, 5), SPOILT), min_size=1, max_size=14)


@pytest.mark.slow
class AnyList(TestCase):
    """Each example in a transaction of its own that is rolled back."""

    @settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow])
    @given(known=ROWS, rows=ROWS, chunk=st.sampled_from([1, 3, 500]))
    def test_what_is_shown_is_what_is_done(self, known, rows, chunk):
        saltmarsh = make_saltmarsh()
        load(saltmarsh, roll(*(pupil(number, **spoilt) for number, spoilt in known)))
        content = roll(*(pupil(number, **spoilt) for number, spoilt in rows))
        shown = outcomes(send(saltmarsh, content))

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(receiving, "CHUNK", chunk)
            patch.setattr(applying, "CHUNK", chunk)
            batch = load(saltmarsh, content)

        assert outcomes(batch) == shown
        assert sum_holds(batch)

    @settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow])
    @given(numbers=st.permutations(range(8)), cut=st.integers(1, 7))
    def test_a_list_shuffled_and_cut_in_two_ends_the_same(self, numbers, cut):
        saltmarsh = make_saltmarsh()
        load(saltmarsh, roll(*(pupil(number) for number in range(8))))
        held, written = portrait(saltmarsh), counts(saltmarsh)

        load(saltmarsh, roll(*(pupil(number) for number in numbers[:cut])))
        load(saltmarsh, roll(*(pupil(number) for number in numbers[cut:])))

        assert (portrait(saltmarsh), counts(saltmarsh)) == (held, written)


def queries_of(organisation: Organisation, pupils: range) -> tuple[int, int]:
    """Return how many queries a roll and then a starters' list of these pupils takes, from senders not heard before."""
    code = f"sender-{pupils.start}"
    with CaptureQueriesContext(connection) as of_roll:
        load(organisation, roll(*(pupil(number) for number in pupils)), code=code)
    with CaptureQueriesContext(connection) as of_starters:
        load(organisation, starters(*(starter(number) for number in pupils)), "college_starters", code=code)
    return len(of_roll), len(of_starters)


@pytest.mark.django_db
def test_the_number_of_queries_a_chunk_takes_does_not_grow_with_its_rows(saltmarsh: Organisation) -> None:
    # Some are held already and some are new in either list: of nobody alike, nothing is asked.
    queries_of(saltmarsh, range(60))

    few = queries_of(saltmarsh, range(58, 65))
    many = queries_of(saltmarsh, range(20, 84))

    # Of a handful, those who are like one of them are asked for by what they share, which takes a few more.
    assert many[0] <= few[0]
    assert many[1] == few[1]
