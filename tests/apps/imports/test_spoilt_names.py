"""A name of which a letter was lost is told of, costs its row nothing, and never takes the place of a good one."""

import pytest

from tests.apps.imports.lists import load, outcomes, pupil, roll, send, starter, starters
from tests.factories.moments import DAY, MORNING
from tests.factories.uploads import list_secret
from towpath.imports.actions.uploading import send_file
from towpath.imports.models import Batch, Row
from towpath.imports.summing import list_worth_a_look
from towpath.imports.told import problems_of
from towpath.organisation.models import Organisation
from towpath.people.models import Name, Person
from towpath.tracking.models import Statement

pytestmark = pytest.mark.django_db

SOUND, SPOILT = "Szczepański", "Szczepa?ski"


def shown(batch: Batch) -> list[tuple[str, str]]:
    """Return what the preview says of each row worth a look: the value as given, and the code of what is said."""
    rows = list_worth_a_look(batch)
    return [(each["value"], each["code"]) for row in rows for each in row.problems if each["severity"] != "note"]


def names() -> list[str]:
    return list(Name.objects.filter(withdrawn_at=None).order_by("pk").values_list("family_name", flat=True))


@pytest.mark.parametrize("spoilt", [SPOILT, "Szczepa\N{REPLACEMENT CHARACTER}ski"])
def test_a_roll_with_a_spoilt_name_is_taken_and_the_good_one_stays(saltmarsh: Organisation, spoilt: str) -> None:
    load(saltmarsh, roll(pupil(1, Surname=SOUND)))

    batch = send(saltmarsh, roll(pupil(1, Surname=spoilt, Postcode="L20 9ZZ")), code="later")

    assert (outcomes(batch), shown(batch)) == (["updated"], [(spoilt, "name.letter_lost")])
    applied = load(saltmarsh, roll(pupil(1, Surname=spoilt, Postcode="L20 9ZZ")), code="again")
    assert (outcomes(applied), names(), Person.objects.count()) == (["updated"], [SOUND], 1)


@pytest.mark.parametrize("good_first", [True, False])
def test_a_row_both_of_whose_names_are_spoilt_is_known_by_its_number_and_birth_date(
    saltmarsh: Organisation, good_first: bool
) -> None:
    good, spoilt = {"Surname": "Zając", "Forename": "Paweł"}, {"Surname": "Zaj?c", "Forename": "Pawe?"}
    first, second = (good, spoilt) if good_first else (spoilt, good)
    load(saltmarsh, roll(pupil(1, **first)))

    applied = load(saltmarsh, roll(pupil(1, **second, Postcode="L20 9ZZ")), code="later")

    assert (outcomes(applied), names()) == (["updated"], ["Zając"])


def test_a_college_s_starter_with_a_spoilt_name_is_matched_and_their_start_is_taken(saltmarsh: Organisation) -> None:
    load(saltmarsh, roll(pupil(1, Surname=SOUND)))

    batch = load(saltmarsh, starters(starter(1, Surname=SPOILT)), "college_starters")

    row = Row.objects.get(batch=batch, values__legal_family_name=SPOILT)
    assert (row.outcome, row.person) == ("updated", Person.objects.get())
    assert (Statement.objects.get().person, names()) == (row.person, [SOUND])
    assert shown(batch) == [(SPOILT, "name.letter_lost")]
    # That we know them by another name is not so.
    assert "kept-as-held" not in str(row.problems)


def test_somebody_new_is_recorded_as_given_until_a_good_name_comes(saltmarsh: Organisation) -> None:
    batch = load(saltmarsh, roll(pupil(1, Surname=SPOILT)))
    assert (outcomes(batch), names(), shown(batch)) == (["created"], [SPOILT], [(SPOILT, "name.letter_lost")])

    load(saltmarsh, roll(pupil(1, Surname=SOUND)), code="later")

    assert names() == [SOUND]


def test_a_row_whose_name_is_sound_is_no_more_worth_a_look_than_before(saltmarsh: Organisation) -> None:
    batch = send(saltmarsh, roll(pupil(1, Surname=SOUND), pupil(2, Surname="OKONKWO")))

    assert shown(batch) == []


def test_whoever_sent_it_is_told_the_row_the_name_and_how_to_save_the_file(saltmarsh: Organisation) -> None:
    content = starters(starter(1), starter(2, Surname=SPOILT))

    sent = send_file(list_secret(saltmarsh), content=content, name="starters.csv", as_at_date=DAY, at=MORNING)

    # The headings are row 1, the sound starter row 2.
    assert [row.row for row in sent.told.to_mend] == [1 + 2]
    [problem] = problems_of(sent.told.to_mend[0])
    assert (problem.column, problem.value) == ("Surname", SPOILT)
    assert "Save the file as CSV UTF-8, or as an Excel workbook (XLSX)" in problem.message
