"""What is due to be deleted and what a hold keeps; who may open a record and who did."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from tests.apps.privacy.conftest import ask
from tests.factories.cast import SETUP, make_user, make_viewer
from tests.factories.moments import DAY, MORNING
from tests.factories.people import WREN, make_person, make_school, pupil
from tests.factories.programmes import join, make_count_on_you, make_run
from towpath.access.models import User
from towpath.access.viewer import Viewer
from towpath.audit.actions import transaction as record_in
from towpath.audit.models import Event
from towpath.caseload.actions import open_case, raise_concern
from towpath.contact.actions import NextStep
from towpath.organisation.actions import change_setting
from towpath.organisation.models import Organisation
from towpath.people.actions import link_family, merge_people, record_care_fact
from towpath.people.models import Person
from towpath.privacy.actions import HoldRefusedError, lift_hold, place_hold
from towpath.privacy.keeping import dry_run
from towpath.privacy.models import RecordHold
from towpath.privacy.queries import get_dry_run, list_holds, list_opened, list_seen_by
from towpath.programmes.models import Participation
from towpath.provision.actions import let_speak_for
from towpath.rules.dates import add_months

pytestmark = pytest.mark.django_db

# Wren turns 19 on 31 August 2028; 36 months on is 31 August 2031.
LAST = date(2031, 8, 31)
AFTER = LAST + timedelta(days=1)


def due(organisation: Organisation, code: str, on: date) -> tuple[int, int]:
    [found] = [each for each in dry_run(organisation, on).categories if each.category.code == code]
    return found.people, found.held_people


def not_known(organisation: Organisation) -> int:
    [found] = [each for each in dry_run(organisation, DAY).categories if each.category.code == "record"]
    return found.not_known


def test_a_record_falls_due_the_day_after_its_last(wren: Person, saltmarsh: Organisation) -> None:
    assert due(saltmarsh, "record", LAST) == (0, 0)
    assert due(saltmarsh, "record", AFTER) == (1, 0)
    [one] = dry_run(saltmarsh, AFTER).people
    assert (one.person_id, one.keep_until_date, one.held_for) == (wren.pk, LAST, ())


def test_whoever_was_in_care_or_has_a_plan_is_kept_longer(wren: Person, saltmarsh: Organisation) -> None:
    record_care_fact(person=wren, kind="former_relevant", source="page:1", by=SETUP, at=MORNING)

    assert due(saltmarsh, "record", AFTER) == (0, 0)
    assert due(saltmarsh, "record", date(2037, 9, 1)) == (1, 0)  # 2009 + 25 = 31 August 2034, and 36 months


def test_a_hold_beats_every_time_and_so_does_an_open_request(wren: Person, saltmarsh: Organisation) -> None:
    hold = place_hold(person=wren, reason="court", words="Ordered on 3 May", by=SETUP, at=MORNING)

    assert due(saltmarsh, "record", AFTER) == (0, 1)
    assert dry_run(saltmarsh, AFTER).people[0].held_for == ("court",)
    lift_hold(hold=hold, because="The case is over", by=SETUP, at=MORNING)
    assert due(saltmarsh, "record", AFTER) == (1, 0)
    ask(wren)
    assert due(saltmarsh, "record", AFTER) == (0, 1)


def test_a_parent_is_kept_as_long_as_the_young_person(wren: Person, saltmarsh: Organisation) -> None:
    parent = make_person(saltmarsh, replace(pupil(1), birth_date=date(1980, 5, 5)))
    assert due(saltmarsh, "record", LAST) == (1, 0)

    link_family(person=wren, relative=parent, relation="parent", source="page:1", by=SETUP, at=MORNING)

    assert due(saltmarsh, "record", LAST) == (0, 0)
    assert due(saltmarsh, "record", AFTER) == (2, 0)


def test_a_parent_whose_birth_date_nobody_knows_is_kept_as_long_as_the_young_person(
    wren: Person, saltmarsh: Organisation
) -> None:
    parent = make_person(saltmarsh, replace(pupil(1), birth_date=None))
    link_family(person=wren, relative=parent, relation="parent", source="page:1", by=SETUP, at=MORNING)

    assert due(saltmarsh, "record", LAST) == (0, 0)
    assert due(saltmarsh, "record", AFTER) == (2, 0)
    assert not_known(saltmarsh) == 0
    # A day that is not known wins over every one that is.
    make_case(wren, saltmarsh)
    assert due(saltmarsh, "record", AFTER) == (0, 0)
    assert not_known(saltmarsh) == 1


@pytest.mark.parametrize(("joined_as", "people"), [("adult", 1), ("young_person", 0)])
def test_of_somebody_without_a_birth_date_a_programme_ends_an_adults_record_alone(
    saltmarsh: Organisation, joined_as: str, people: int
) -> None:
    somebody = make_person(saltmarsh, replace(pupil(1), birth_date=None))
    run = make_run(make_count_on_you(saltmarsh), make_user(saltmarsh, "manager"))
    Participation.objects.create(
        organisation=saltmarsh, run=run, person=somebody, joined_as=joined_as, joined_date=run.start_date,
        allowed_because="Asked for it", allowed_by="setup", recorded_at=MORNING, recorded_by="setup",
    )  # fmt: skip
    ends = add_months(run.end_date, 36)

    assert due(saltmarsh, "record", ends) == (0, 0)
    assert due(saltmarsh, "record", ends + timedelta(days=1)) == (people, 0)
    assert not_known(saltmarsh) == 1 - people


def test_an_adult_on_a_programme_is_kept_from_the_end_of_its_run(saltmarsh: Organisation) -> None:
    adult = make_person(saltmarsh, replace(pupil(1), birth_date=date(1980, 5, 5)))
    run = make_run(make_count_on_you(saltmarsh), make_user(saltmarsh, "manager"))
    join(run, adult, joined_as="adult", allowed_because="Counts with her fingers")
    ends = add_months(run.end_date, 36)

    assert due(saltmarsh, "record", ends) == (0, 0)
    assert due(saltmarsh, "record", ends + timedelta(days=1)) == (1, 0)


def make_case(person: Person, organisation: Organisation) -> None:
    open_case(
        person=person, adviser=make_user(organisation, "adviser"), level_of_need="2", because="Left college",
        next_step=NextStep(DAY, "Ring"), by=SETUP, at=MORNING,
    )  # fmt: skip


def test_nothing_of_a_record_with_an_open_case_is_due(wren: Person, saltmarsh: Organisation) -> None:
    make_case(wren, saltmarsh)

    assert due(saltmarsh, "record", AFTER) == (0, 0)


def test_two_records_of_one_person_are_held_together(wren: Person, saltmarsh: Organisation) -> None:
    other = make_person(saltmarsh, replace(WREN, upn="", phone=""), source="import:2")
    place_hold(person=other, reason="complaint", words="To the ombudsman", by=SETUP, at=MORNING)
    merge_people(person=other, same_as=wren, by=SETUP, at=MORNING)

    assert due(saltmarsh, "record", AFTER) == (0, 1)


def test_somebody_of_no_known_birth_date_is_kept_and_counted(saltmarsh: Organisation) -> None:
    make_person(saltmarsh, replace(pupil(1), birth_date=None))

    [record] = [each for each in dry_run(saltmarsh, date(2099, 1, 1)).categories if each.category.code == "record"]
    assert (record.rows, record.people, record.not_known) == (0, 0, 1)


def test_a_council_chooses_its_own_months_from_a_day(wren: Person, saltmarsh: Organisation) -> None:
    change_setting(saltmarsh, key="retention.record", value=12, from_date=date(2030, 1, 1), by=SETUP, at=MORNING)

    assert due(saltmarsh, "record", date(2029, 9, 1)) == (0, 0)  # before it holds, the months are ours
    assert due(saltmarsh, "record", date(2030, 1, 1)) == (1, 0)


def test_what_counts_from_when_it_was_written_is_counted_by_its_rows(wren: Person, saltmarsh: Organisation) -> None:
    raise_concern(person=wren, seen_date=DAY, words="Heard", told="lead", by=SETUP, at=MORNING)

    assert due(saltmarsh, "safeguarding", date(2101, 1, 31)) == (0, 0)  # 75 years: still its last day
    assert due(saltmarsh, "safeguarding", date(2101, 2, 1)) == (1, 0)
    place_hold(person=wren, reason="inquiry", words="National inquiry", by=SETUP, at=MORNING)
    assert due(saltmarsh, "safeguarding", date(2101, 2, 1)) == (0, 1)


def test_a_dry_run_changes_nothing(wren: Person, saltmarsh: Organisation) -> None:
    events = Event.objects.count()

    dry_run(saltmarsh, AFTER)

    assert Event.objects.count() == events
    assert Person.objects.filter(pk=wren.pk).exists()


def test_how_many_concerns_are_due_is_told_to_nobody_but_their_lead(
    saltmarsh: Organisation, manager: Viewer, adviser: Viewer, stranger: Viewer
) -> None:
    found = get_dry_run(manager, DAY)

    assert found is not None
    assert "safeguarding" not in {each.category.code for each in found.categories}
    assert get_dry_run(adviser, DAY) is None
    assert get_dry_run(stranger, DAY) is None


def test_a_hold_says_why_and_is_placed_and_lifted_once(wren: Person, manager: Viewer, adviser: Viewer) -> None:
    with pytest.raises(HoldRefusedError, match="in words"):
        place_hold(person=wren, reason="court", words=" ", by=manager.actor, at=MORNING)
    with pytest.raises(HoldRefusedError, match="role"):
        place_hold(person=wren, reason="court", words="Order", by=adviser.actor, at=MORNING)
    hold = place_hold(person=wren, reason="court", words="Order", by=manager.actor, at=MORNING)
    with pytest.raises(HoldRefusedError, match="already"):
        place_hold(person=wren, reason="court", words="Order", by=manager.actor, at=MORNING)
    with pytest.raises(HoldRefusedError, match="why"):
        lift_hold(hold=hold, because="", by=manager.actor, at=MORNING)
    lift_hold(hold=hold, because="Over", by=manager.actor, at=MORNING)
    with pytest.raises(HoldRefusedError, match="already"):
        lift_hold(hold=hold, because="Over", by=manager.actor, at=MORNING)
    with pytest.raises(IntegrityError), transaction.atomic():
        RecordHold.objects.update(lifted_because="")
    assert [each.pk for each in list_holds(manager)] == [hold.pk]
    assert not list_holds(adviser)


def test_who_may_open_a_record_is_told_with_why(
    saltmarsh: Organisation, manager: Viewer, adviser: Viewer, safeguarding_lead: Viewer
) -> None:
    school = make_school(saltmarsh)
    person = make_person(saltmarsh, replace(WREN, establishment_id=school.pk, year_group=12))
    speaker = make_user(saltmarsh, "school_lead")
    let_speak_for(user=speaker, establishment=school, from_date=DAY, by=SETUP, at=MORNING)
    make_viewer(saltmarsh, "commissioner")
    open_case(
        person=person, adviser=User.objects.get(pk=adviser.user_id), level_of_need="2", because="Left college",
        next_step=NextStep(DAY, "Ring"), by=SETUP, at=MORNING,
    )  # fmt: skip

    seen = {each.name: each for each in list_seen_by(manager, person.pk, DAY)}

    assert set(seen) == {adviser.name, manager.name, safeguarding_lead.name, speaker.name}
    assert seen[adviser.name].why == "Has their case"
    assert seen[speaker.name].why == "Speaks for Saltmarsh High School, where they have a place"
    told = {"what youth justice told us", "mental health and substance misuse"}
    assert told <= set(seen[adviser.name].more)
    assert not told & {*seen[safeguarding_lead.name].more, *seen[speaker.name].more}
    assert "every safeguarding concern" in seen[safeguarding_lead.name].more
    assert "every safeguarding concern" not in seen[manager.name].more


def test_who_opened_a_record_is_told_without_what_gives_a_concern_away(
    wren: Person, saltmarsh: Organisation, manager: Viewer, adviser: Viewer, stranger: Viewer
) -> None:
    raise_concern(person=wren, seen_date=DAY, words="Heard", told="lead", by=SETUP, at=MORNING)
    other = make_person(saltmarsh, pupil(1))
    kinds = [event.kind for event in list_opened(manager, wren.pk, DAY)]

    assert "concern.raised" not in kinds
    assert kinds
    assert not set(list_opened(manager, wren.pk, DAY)) & set(list_opened(manager, other.pk, DAY).exclude(persons="[]"))
    for viewer in (adviser, stranger):
        assert not list_opened(viewer, wren.pk, DAY)
        assert list_seen_by(viewer, wren.pk, DAY) == []


def test_a_list_that_showed_somebody_counts_as_opened(wren: Person, manager: Viewer) -> None:
    with record_in(by=manager.actor, at=MORNING) as events:
        events.record("people.searched", persons=["somebody", wren.public_id])

    assert list_opened(manager, wren.pk, DAY)[0].kind == "people.searched"
