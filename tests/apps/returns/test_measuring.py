"""How good the records are, counted while a return is rehearsed."""

from datetime import timedelta

import pytest

from tests.apps.returns.conftest import SOON
from tests.factories.cast import SETUP
from towpath.people import actions as people
from towpath.people.kinds import Kind
from towpath.people.models import ContactRoute
from towpath.returns import queries
from towpath.returns.actions import rehearse
from towpath.returns.models import QualityCount

pytestmark = [pytest.mark.django_db, pytest.mark.database]

ONE_NIGHT = timedelta(days=1)


def of_night(borough, night=0):
    at = SOON + night * ONE_NIGHT
    return rehearse(organisation=borough.organisation, by=SETUP, at=at, night_date=at.date())


def test_everybody_who_is_sent_is_counted_and_schools_and_senders_add_up_to_them(borough, data_lead):
    made = of_night(borough)

    found = {each.measure: (each.part, each.base) for each in queries.list_quality(data_lead, made)}
    # Eight are sent: the one next door is another council's. Wren has a phone and her mother's counts too.
    assert found["phone"][1] == found["postcode"][1] == made.records == 8
    # Those of Year 12 and above: all but the one in Year 11 and Wren, who is in Year 11 too.
    assert found["verified_180"][1] <= 8
    for scope in ("school", "sender"):
        for measure, (part, base) in found.items():
            parts = queries.list_quality_by(data_lead, made, scope, measure)
            assert (sum(each.part for each in parts), sum(each.base for each in parts)) == (part, base)


def test_what_is_mended_shows_the_next_night(borough, data_lead):
    of_night(borough)
    told = {"source": "page", "by": SETUP, "at": SOON + timedelta(hours=1)}
    people.set_return_fact(person=borough.person("seeking"), field="level_of_need", value="1", from_date=None, **told)
    of_night(borough, 1)

    [(_, before), (_, after)] = queries.list_quality_over_time(data_lead, "level_of_need")
    assert after.part == before.part + 1


def test_a_number_that_is_none_to_ring_is_no_number(borough, data_lead):
    told = {"source": "page", "by": SETUP, "at": SOON - timedelta(days=1)}
    people.add_contact_route(
        person=borough.person("with_plan"), kind="phone", value="07700 900777", belongs_to="self", **told
    )
    of_night(borough)
    for number, said in enumerate(({"belongs_to": "other"}, {"belongs_to": "self", "is_safe": "no"})):
        people.add_contact_route(
            person=borough.person("year_11"), kind="phone", value=f"07700 90077{number}", **said, **told
        )
    held = ContactRoute.objects.get(person=borough.person("with_plan"), value__endswith="777")
    people.end_fact(
        person=borough.person("with_plan"), kind=Kind.CONTACT_ROUTES, fact_id=held.pk, source="page", by=SETUP, at=SOON
    )
    of_night(borough, 2)

    [(_, before), (_, after)] = queries.list_quality_over_time(data_lead, "phone")
    assert after.part == before.part - 1


def test_what_leaves_has_small_numbers_hidden(borough, data_lead):
    made = of_night(borough)

    rows = queries.released_quality(data_lead, made, "sender", "phone")

    assert rows[-1][0] == "Everybody"
    assert all(str(figure) in ("c", "0") or int(str(figure)) > 4 for _, *figures in rows for figure in figures)


def test_the_next_council_sees_none(borough, stranger):
    made = of_night(borough)

    assert not queries.list_quality(stranger, made)
    assert not queries.list_quality_by(stranger, made, "school", "phone")
    assert not queries.list_quality_over_time(stranger, "phone")
    assert not queries.released_quality(stranger, made, "school", "phone")


def test_counts_by_school_and_sender_go_after_five_weeks_and_those_of_everybody_stay(borough):
    first = of_night(borough)
    of_night(borough, 36)

    assert set(QualityCount.objects.filter(rehearsal=first).values_list("scope", flat=True)) == {"all"}
