"""The same file a second time changes nothing, whichever list it is, and says that it changed nothing."""

import pytest

from tests.apps.imports.lists import counts, portrait
from tests.bad_input.lists import MAKERS, PEOPLE, acquaintances, example, nothing_is_lost
from towpath.imports.formats import FORMATS
from towpath.imports.models import Batch, Row

pytestmark = pytest.mark.django_db


def outcomes(batch: Batch) -> set[str]:
    return set(Row.objects.filter(batch=batch).values_list("outcome", flat=True))


@pytest.mark.parametrize("format_name", [layout.name for layout in FORMATS])
def test_the_second_run_creates_and_updates_nothing(command, saltmarsh, format_name):
    if format_name in PEOPLE and format_name not in MAKERS:
        command(acquaintances(format_name), "school_roll")
    content = example(format_name).content()
    first = command(content, format_name)
    before = counts(saltmarsh), portrait(saltmarsh)

    again = command(content, format_name)

    assert again.batch.number == first.batch.number + 1
    assert again.code == first.code
    assert " 0 created + 0 updated + " in again.words
    # A row that was refused is refused again, for the same reason.
    assert outcomes(again.batch) <= {"unchanged", "held", "skipped"} | (outcomes(first.batch) & {"rejected"})
    assert nothing_is_lost(again.batch)
    assert (counts(saltmarsh), portrait(saltmarsh)) == before


def test_the_page_says_which_list_the_file_already_was(command, page):
    content = example("school_roll").content()
    first = command(content, "school_roll")

    answer = page(content, "school_roll")

    assert f"Same file as List {first.batch.number}" in answer.words
