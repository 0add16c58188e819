"""Somebody with one name is made, recognised and shown like anybody else, and no name is invented for them."""

import pytest

from tests.apps.imports.lists import counts, load, outcomes, pupil, roll, send
from tests.factories.cast import make_viewer
from tests.factories.moments import DAY
from towpath.imports.models import Batch, Row
from towpath.organisation.models import Organisation
from towpath.people.models import Name, Person
from towpath.people.queries import get_person, search_people

pytestmark = pytest.mark.django_db

SUHARTO = pupil(1, Surname="Suharto", Forename="-")


def test_one_name_is_held_as_the_family_name_and_shown_alone(saltmarsh: Organisation) -> None:
    load(saltmarsh, roll(SUHARTO))

    name = Name.objects.get()
    assert (name.given_name, name.family_name) == ("-", "Suharto")
    viewer = make_viewer(saltmarsh, "data_lead")
    assert get_person(viewer, Person.objects.get().public_id, DAY).shown_name == "Suharto"
    assert [found.shown_name for found in search_people(viewer, "suharto", DAY)] == ["Suharto"]


@pytest.mark.parametrize("mark", ["-", ".", "N/A", "XXX"])
def test_one_name_is_recognised_without_any_number_however_its_none_is_marked(
    saltmarsh: Organisation, mark: str
) -> None:
    load(saltmarsh, roll({**SUHARTO, "UPN": ""}))
    before = counts(saltmarsh)

    again = load(saltmarsh, roll({**SUHARTO, "UPN": "", "Forename": mark}))

    assert outcomes(again) == ["unchanged"]
    assert counts(saltmarsh) == before


def test_a_sister_with_two_names_is_somebody_else(saltmarsh: Organisation) -> None:
    load(saltmarsh, roll({**SUHARTO, "UPN": ""}))

    again = load(saltmarsh, roll(pupil(1, UPN="", Surname="Suharto", Forename="Siti")))

    assert outcomes(again) == ["held"]
    assert Person.objects.count() == 1


def test_a_name_left_out_is_asked_about_and_writes_nothing_over_a_name_we_hold(saltmarsh: Organisation) -> None:
    load(saltmarsh, roll(pupil(1)))

    again = load(saltmarsh, roll(pupil(1, Forename="")))

    [row] = Row.objects.filter(batch=again, outcome="held")
    assert row.because == "reading"
    assert Name.objects.filter(withdrawn_at=None).get().given_name == pupil(1)["Forename"]


def test_what_is_asked_about_can_be_read_in_the_list(saltmarsh: Organisation) -> None:
    batch = send(saltmarsh, roll(pupil(1, Forename="")))

    assert batch.state == Batch.State.STAGED
    [problem] = Row.objects.get(batch=batch, planned="", outcome="held").problems
    assert (problem["code"], problem["column"]) == ("name.one_given", "Surname")
    assert "write - for the name they have not got" in problem["message"]
