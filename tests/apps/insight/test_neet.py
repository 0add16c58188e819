"""Who is NEET, told apart by one thing, as many as there are to whoever may look and small numbers hidden to others."""

from datetime import date

import pytest

from tests.factories.cast import SETUP, make_viewer
from tests.factories.moments import DAY, MORNING
from tests.factories.people import make_pupils, make_school, mark_address
from towpath.insight.queries.neet import KEPT_FROM_OTHERS, By, count_neet, list_neet
from towpath.organisation.actions import load_wards
from towpath.people import actions as people
from towpath.people.facts import PersonFacts
from towpath.people.models import Person
from towpath.rules.wards import read_wards
from towpath.tracking.actions import record_statements
from towpath.tracking.values import NewStatement

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def told(person_id, code, start, **given):
    return NewStatement(
        person_id=person_id, code=code, start_date=start, verified_date=date(2026, 1, 20), how="young_person",
        sender="advisers", source=f"page:{person_id}:{code}:{start}", **given,
    )  # fmt: skip


@pytest.fixture
def seven(saltmarsh):
    """Return seven who are NEET, five seeking, one ill and one back again; one of Year 11 is not asked of."""
    school = make_school(saltmarsh)
    ids = make_pupils(saltmarsh, 7)
    source = {"source": "import:2", "by": SETUP, "at": MORNING}
    people.record_people(
        organisation=saltmarsh, incoming=[(each, PersonFacts(establishment_id=school.pk)) for each in ids[:6]], **source
    )
    young = PersonFacts(legal_given_name="Idris", legal_family_name="Beckford", birth_date=date(2010, 3, 15))
    [eleven] = people.record_people(organisation=saltmarsh, incoming=[(None, young)], **source)
    record_statements(
        organisation=saltmarsh,
        incoming=[
            *(told(each, "619", date(2026, 1, 12)) for each in ids[:5]),
            told(ids[5], "640", date(2025, 9, 8)),
            told(ids[6], "619", date(2025, 9, 8), end_date=date(2025, 10, 31)),
            told(ids[6], "210", date(2025, 11, 1), end_date=date(2026, 1, 9)),
            told(ids[6], "619", date(2026, 1, 10)),
            told(eleven.person_id, "619", date(2026, 1, 12)),
        ],
        by=SETUP,
        at=MORNING,
    )
    mark_address(person=Person.objects.get(pk=ids[0]), care_of="Lock House", **source)
    people.set_return_fact(person=Person.objects.get(pk=ids[1]), field="send_flag", value="Y", from_date=None, **source)
    return ids


def counted(viewer, by):
    found = count_neet(viewer, DAY, by)
    return str(found.total), {key: str(figure) for key, figure in found.parts.items()}


def test_whoever_may_look_sees_every_number(data_lead, seven):
    assert counted(data_lead, By.REASON) == ("7", {"619": "6", "640": "1"})
    assert counted(data_lead, By.LENGTH)[1] == {"up to 4 weeks": "6", "13 to 26 weeks": "1"}
    assert counted(data_lead, By.AGAIN)[1] == {"first": "6", "again": "1"}
    assert counted(data_lead, By.SCHOOL)[1] == {"Saltmarsh High School": "6", "": "1"}
    assert counted(data_lead, By.GROUP)[1] == {"none": "6", "plan": "1"}
    assert counted(data_lead, By.AREA)[1][KEPT_FROM_OTHERS] == "1"


def test_with_a_look_up_of_wards_where_they_live_is_a_ward(data_lead, seven, saltmarsh, django_assert_num_queries):
    load_wards(saltmarsh, read=wards("SM2 3CD"), file_name="own.csv", by=SETUP, at=MORNING)

    with django_assert_num_queries(17):
        found = count_neet(data_lead, DAY, By.AREA)
    assert found.wards_loaded_at == MORNING
    assert {key: str(figure) for key, figure in found.parts.items()} == {"Quayside": "6", KEPT_FROM_OTHERS: "1"}
    assert len(list_neet(data_lead, DAY, By.AREA, "Quayside")) == 6
    assert count_neet(data_lead, DAY, By.REASON).wards_loaded_at is None


def test_whoever_lives_in_no_ward_of_the_look_up_is_in_none_that_is_known(data_lead, seven, saltmarsh):
    assert counted(data_lead, By.AREA)[1] == {"SM2 3": "6", KEPT_FROM_OTHERS: "1"}

    load_wards(saltmarsh, read=wards("SM1 1AA"), file_name="own.csv", by=SETUP, at=MORNING)

    assert counted(data_lead, By.AREA)[1] == {"": "6", KEPT_FROM_OTHERS: "1"}


def wards(postcode):
    return read_wards([(1, ["Postcode", "Ward"]), (2, [postcode, "Quayside"])])


def test_every_number_opens_to_its_people(data_lead, seven):
    [again] = list_neet(data_lead, DAY, By.AGAIN, "again")

    assert (again.person_id, again.run.since, again.run.left_date) == (
        seven[6],
        date(2026, 1, 10),
        date(2025, 10, 31),
    )
    assert [each.person_id for each in list_neet(data_lead, DAY, By.REASON, "640")] == [seven[5]]
    assert list_neet(data_lead, DAY, By.REASON, "no such") == []


def test_small_numbers_and_what_gives_them_away_are_hidden_from_others(saltmarsh, seven):
    commissioner = make_viewer(saltmarsh, "commissioner")

    total, parts = counted(commissioner, By.REASON)

    assert parts == {"619": "c", "640": "c"}
    assert total == "7"
    assert counted(commissioner, By.GROUP)[1] == {"none": "c", "plan": "c"}
    assert list_neet(commissioner, DAY, By.REASON, "640") == []


def test_the_next_council_sees_none_of_them(stranger, seven):
    assert counted(stranger, By.REASON) == ("0", {})
    assert list_neet(stranger, DAY, By.REASON, "619") == []


def test_who_is_in_care_or_known_to_justice_is_told_only_to_those_with_every_leave(saltmarsh, data_lead, seven):
    for person_id, code in zip(seven, ("110", "170", "150"), strict=False):
        people.record_characteristic(
            person=Person.objects.get(pk=person_id), code=code, source="page", by=SETUP, at=MORNING
        )
    officer = make_viewer(saltmarsh, "tracking_officer")

    assert len(list_neet(data_lead, DAY, By.GROUP, "vulnerable")) == 3
    assert counted(data_lead, By.GROUP)[1] == {"none": "4", "plan": "1", "vulnerable": "3"}
    assert list_neet(officer, DAY, By.GROUP, "vulnerable") == []
    # Whoever is neither in this list nor among those with a plan would be in the group.
    assert list_neet(officer, DAY, By.GROUP, "none") == []
    assert len(list_neet(officer, DAY, By.GROUP, "plan")) == 1
    assert counted(officer, By.GROUP)[1] == {"none": "c", "plan": "c", "vulnerable": "c"}
    assert counted(officer, By.REASON)[1] == {"619": "6", "640": "1"}
