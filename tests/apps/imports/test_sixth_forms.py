"""
A school's roll says who is in its sixth form.

The code is 210, school sixth form, and its words last until the end of the academic year: docs/published-facts.md,
Currency.
"""

from datetime import date

import pytest

from tests.apps.imports.lists import ROLL, example, load, outcomes, pupil, roll, starter, starters
from tests.examples.drawn import UNKNOWN, day, rows
from tests.factories.people import make_school
from tests.imports.files import as_bytes
from towpath.imports.models import Batch
from towpath.organisation.models import Organisation
from towpath.provision.models import Establishment
from towpath.tracking.models import Spell, Statement

pytestmark = pytest.mark.django_db

JANUARY = date(2026, 1, 8)
# The second roll of a pupil whom the first, of 10 November 2025, had in Year 12 since 1 September.
DRAWN = """
the second roll says           year  entered     left        holds from  to
the same again                 12    -           -           2025-09-01  -
joined the school years ago    12    2019-09-03  -           2025-09-01  -
left before Christmas          12    -           2025-12-19  2025-09-01  2025-12-19
will leave at the end of term  12    -           2026-03-27  2025-09-01  -
will come back after Easter    12    2026-04-13  -           2025-09-01  -
in Year 11 after all           11    -           -           2025-09-01  -
no year group                  -     -           -           2025-09-01  -
"""
ALONE = """
the only roll says           year  entered     left        holds from
in Year 12                   12    -           -           2025-09-01
in Year 14                   14    -           -           2025-09-01
joined in the academic year  13    2025-11-03  -           2025-11-03
joins on the list's day      13    2026-01-08  -           2026-01-08
joins on the day after it    13    2026-01-09  -           -
left already                 12    -           2025-12-19  -
in Year 11                   11    -           -           -
no year group                -     -           -           -
"""


@pytest.fixture
def school(saltmarsh: Organisation) -> Establishment:
    return make_school(saltmarsh)


def on_roll(place: Establishment | None, as_at: date, year: str, entered: str = "-", left: str = "-") -> Batch:
    columns = (*ROLL, "Entry Date", "Leaving Date")
    told = {"Year Group": year, "Entry Date": entered, "Leaving Date": left}
    cells = pupil(1, DOB="04/02/2009") | {name: "" if value == UNKNOWN else value for name, value in told.items()}
    content = as_bytes([list(columns), [cells.get(column, "") for column in columns]])
    return load(Organisation.objects.get(code="saltmarsh"), content, place=place, as_at=as_at)


def held_now() -> list[tuple[str, date, date | None]]:
    spells = Spell.objects.order_by("from_date")
    return [(spell.code, spell.from_date, spell.statement.end_date) for spell in spells]


@pytest.mark.parametrize("drawn", rows(ALONE), ids=lambda drawn: drawn["the only roll says"])
def test_a_roll_tells_who_is_in_the_sixth_form(school: Establishment, drawn: dict[str, str]) -> None:
    batch = on_roll(school, JANUARY, drawn["year"], drawn["entered"], drawn["left"])

    since = day(drawn["holds from"])
    assert held_now() == ([("210", since, None)] if since else [])
    assert outcomes(batch) == ["created"]
    for statement in Statement.objects.all():
        told = (statement.verified_date, statement.how, statement.establishment_id)
        assert told == (JANUARY, "provider_list", school.pk)


@pytest.mark.parametrize("drawn", rows(DRAWN), ids=lambda drawn: drawn["the second roll says"])
def test_the_next_roll_confirms_or_ends_it(school: Establishment, drawn: dict[str, str]) -> None:
    on_roll(school, date(2025, 11, 10), "12")

    on_roll(school, JANUARY, drawn["year"], drawn["entered"], drawn["left"])

    assert held_now() == [("210", day(drawn["holds from"]), day(drawn["to"]))]


@pytest.mark.parametrize(("born", "codes"), [("31/08/2009", ["210"]), ("01/09/2009", [])])
def test_a_year_group_that_the_birth_date_denies_tells_nothing(
    school: Establishment, born: str, codes: list[str]
) -> None:
    # In January 2026 whoever was born by 31 August 2009 is in Year 12, and whoever was born a day later in Year 11.
    load(school.organisation, roll(pupil(1, **{"DOB": born, "Year Group": "12"})), place=school, as_at=JANUARY)

    assert [spell.code for spell in Spell.objects.all()] == codes


def test_a_roll_that_no_school_sent_tells_nothing_of_a_sixth_form(saltmarsh: Organisation) -> None:
    on_roll(None, JANUARY, "12")

    assert held_now() == []


def test_a_transfer_file_tells_where_somebody_was_and_not_where_they_are(school: Establishment) -> None:
    content, name = example("ctf")
    load(school.organisation, content, "ctf", place=school, name=name)

    assert held_now() == []


def test_a_college_that_says_otherwise_soon_after_is_a_conflict_and_not_silence(school: Establishment) -> None:
    on_roll(school, JANUARY, "12")
    college = starters(starter(1, **{"Date of Birth": "04/02/2009", "Start Date": "05/01/2026"}))

    batch = load(school.organisation, college, "college_starters", as_at=date(2026, 1, 12))

    assert outcomes(batch) == ["held"]
