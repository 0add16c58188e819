"""A college's workbook with all that real ones have at once: each fault has one clear outcome, and the sum holds."""

import pytest

from tests.apps.imports.lists import load, outcomes, problem_codes, pupil, reasons, roll, starter, starters
from tests.bad_input.lists import nothing_is_lost
from tests.factories.cast import SETUP
from tests.factories.moments import DAY, MORNING
from tests.imports.files import ARRIVAL, as_xlsx, example_of
from towpath.imports.actions import apply_batch, read_again, save_layout
from towpath.imports.formats import FORMATS, format_named
from towpath.imports.models import Batch
from towpath.imports.reading.column_map import ColumnMap, MappedColumn
from towpath.imports.reading.read import read_file
from towpath.imports.reading.refusals import FileRefused, Limits
from towpath.tracking.models import Conflict, Statement

pytestmark = [pytest.mark.once, pytest.mark.django_db]

UPPER = ["Learner", "", "", "", "", "Programme", "", ""]
LOWER = ["ULN", "Surname", "Forename", "Date of Birth", "Postcode", "Start Date", "Mode", "Provider Type"]


def learner(number: int, **given: str) -> list[str]:
    told = {"ULN": "", **starter(number), **given}
    return [told.get(name, "") for name in LOWER]


def everything_wrong() -> bytes:
    """Return a workbook with two rows of headings, the upper merged, mixed dates, a shortened number and a total."""
    rows = [
        ["Lock College, autumn starters"],
        UPPER,
        LOWER,
        learner(1, ULN="1.23E+09", **{"Start Date": "15/09/2025"}),
        learner(2, **{"Start Date": "2025-09-08"}),
        learner(3, **{"Start Date": "8 Sept 2025"}),
        learner(4, **{"Start Date": "09/14/2025"}),  # The month first, where others have the day.
        learner(5, **{"Start Date": "08/09/2025"}),  # So this one could be either.
        # Another council's: nobody whom we know.
        learner(6, Surname="Elsewhere", Forename="Ann", Postcode="M1 1AA", **{"Start Date": "16/09/2025"}),
        [],
        ["Total", "5"],
    ]

    def merge(book):
        sheet = book.worksheets()[0]
        sheet.merge_range("A2:E2", "Learner")
        sheet.merge_range("F2:H2", "Programme")

    return as_xlsx(rows, prepare=merge)


def test_each_fault_has_its_outcome_and_the_sum_holds(command, saltmarsh):
    load(saltmarsh, roll(*(pupil(number) for number in range(1, 6))), code="a-school")

    answer = command(everything_wrong(), "college_starters", name="starters.xlsx")

    # Read by the lower row of headings, of which all are known: the upper is a title.
    assert outcomes(answer.batch) == ["updated", "updated", "updated", "updated", "rejected", "held"]
    assert reasons(answer.batch)[5:] == ["nobody"]
    assert problem_codes(answer.batch) == ["uln.scientific", "date.two_readings"]
    assert "6 rows read = 0 created + 4 updated + 0 unchanged + 1 rejected + 1 held; 5 skipped" in answer.words
    assert "in this column with two readings are not read" in answer.words
    assert nothing_is_lost(answer.batch)
    assert not Statement.objects.exclude(start_date__range=("2025-09-01", "2025-09-30")).exists()


def test_two_rows_of_headings_that_only_together_say_what_a_column_is(command, saltmarsh):
    load(saltmarsh, roll(pupil(1)), code="a-school")
    known = starter(1)
    rows = [
        ["Learner", "", "Learner", "Course", "", ""],
        ["Last", "First", "Born", "Begins", "Ends", "How"],
        [known["Surname"], known["Forename"], known["Date of Birth"], "08/09/2025", "30/06/2027", "FT"],
    ]
    asking = command(as_xlsx(rows), "college_starters", name="two.xlsx").batch
    assert asking.asks_columns
    fields = ("legal_family_name", "legal_given_name", "birth_date", "start_date", "expected_end_date", "mode")
    headings = ("Learner Last", "Learner First", "Learner Born", "Course Begins", "Course Ends", "Course How")
    told = ColumnMap(
        columns=tuple(
            MappedColumn(heading=heading, field=field) for heading, field in zip(headings, fields, strict=True)
        ),
        constants=(("provider_type", "further_education"),),
        heading_rows=2,
    )

    save_layout(
        sender=asking.sender,
        layout=format_named("college_starters"),
        column_map=told,
        seen_version=0,
        by=SETUP,
        at=MORNING,
    )
    batch = read_again(asking, by=SETUP, at=MORNING)
    apply_batch(batch, by=SETUP, at=MORNING)

    # Both names and the birth date agree and nobody else is like them, though no postcode is given.
    assert (outcomes(batch), reasons(batch)) == (["updated"], ["very_alike"])
    assert nothing_is_lost(batch)


def test_one_person_on_two_colleges_lists_with_different_starts_is_a_visible_conflict(saltmarsh):
    load(saltmarsh, roll(pupil(1)), code="a-school")
    college = load(saltmarsh, starters(starter(1)), "college_starters", code="lock-college", as_at=DAY)
    apprentice = starter(
        1, **{"Learning Type": "Apprenticeship", "Start Date": "06/10/2025", "Provider": "Basin Training"}
    )

    other = load(saltmarsh, starters(apprentice), "college_starters", code="basin-training", as_at=DAY)

    assert (outcomes(college), outcomes(other), reasons(other)) == (["updated"], ["held"], ["conflict"])
    assert Conflict.objects.get().contradicts == Statement.objects.get()
    assert nothing_is_lost(other)
    # The later list of the first college changes nothing of the question.
    again = load(saltmarsh, starters(starter(1)), "college_starters", code="lock-college", as_at=DAY)
    assert outcomes(again) == ["unchanged"]
    assert Conflict.objects.filter(state="open").count() == 1


@pytest.mark.parametrize("format_name", [layout.name for layout in FORMATS if layout.medium == "xml"])
@pytest.mark.parametrize("spoil", ["truncated", "unclosed", "too many"])
def test_broken_or_endless_xml_is_refused_with_its_line(command, format_name, spoil):
    layout = format_named(format_name)
    content = example_of(layout).read_bytes()
    if spoil == "too many":
        with pytest.raises(FileRefused) as refused:
            read_file(layout, content, arrival=ARRIVAL, limits=Limits(rows=0))
        assert (refused.value.problem.code, bool(refused.value.problem.line)) == ("file.too_many_rows", True)
        return
    record = f"</{layout.records[0]}>".encode()
    spoilt = content[: content.rindex(record)] if spoil == "truncated" else content.replace(record, b"", 1)

    answer = command(spoilt, format_name, name="list.xml")

    lines = spoilt.count(b"\n") + 1
    assert answer.code == 1
    assert "The XML is broken at this line" in answer.words
    [problem] = answer.batch.problems
    assert 1 < problem["line"] <= lines
    assert (answer.batch.state, answer.batch.rows.count()) == (Batch.State.REFUSED, 0)
