"""A panel keeps its agenda, its decisions and its minutes; what follows is somebody's task. Where advisers sit."""

from datetime import date, time, timedelta

import pytest

from tests.factories.cast import make_user, make_viewer
from tests.factories.moments import DAY, MORNING
from tests.factories.referrals import make_agency, make_referral, make_site
from towpath.access.models import User
from towpath.access.viewer import Viewer
from towpath.organisation.models import Organisation
from towpath.provision.models import Site
from towpath.referrals.actions import (
    ReferralChangedError,
    ReferralRefusedError,
    add_to_agenda,
    call_panel,
    close_panel,
    end_drop_in,
    give_action,
    list_drop_in,
    record_decision,
)
from towpath.referrals.door import answer_by, councils_open, drop_ins_at, find_council, first_contact_by
from towpath.referrals.models import Panel, PanelItem
from towpath.referrals.queries import (
    ReferralNotFoundError,
    get_drop_in,
    get_panel,
    list_actions,
    list_agenda,
    list_drop_ins,
    list_panels,
    list_places,
)
from towpath.tasks.queries import list_own_tasks

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def panel(saltmarsh: Organisation, manager: Viewer) -> Panel:
    return call_panel(organisation=saltmarsh, name="Transition panel", meets_at=MORNING, by=manager.actor, at=MORNING)


@pytest.fixture
def item(saltmarsh: Organisation, panel: Panel, manager: Viewer) -> PanelItem:
    return add_to_agenda(panel=panel, referral=make_referral(saltmarsh), by=manager.actor, at=MORNING)


@pytest.fixture
def worker(adviser: Viewer) -> User:
    return User.objects.get(pk=adviser.user_id)


@pytest.fixture
def site(saltmarsh: Organisation) -> Site:
    return make_site(make_agency(saltmarsh))


def test_an_action_of_a_panel_waits_among_its_owners_tasks(
    panel: Panel, item: PanelItem, manager: Viewer, adviser: Viewer, worker: User
) -> None:
    task = give_action(
        item=item, words="Ask the harbour about tasters", owner=worker, due_date=DAY, by=manager.actor, at=MORNING
    )

    assert list(list_own_tasks(adviser, DAY)) == [task]
    assert list_actions(manager, list_agenda(manager, panel)) == {item.pk: [task]}


def test_an_action_is_given_to_somebody_who_works_here_for_a_day_to_come(
    farbank: Organisation, item: PanelItem, manager: Viewer, worker: User
) -> None:
    about = {"item": item, "words": "Ring", "by": manager.actor, "at": MORNING}
    with pytest.raises(ReferralRefusedError, match="do not work here"):
        give_action(**about, owner=make_user(farbank, "adviser"), due_date=DAY)
    with pytest.raises(ReferralRefusedError, match="has passed"):
        give_action(**about, owner=worker, due_date=DAY - timedelta(days=1))


def test_a_referral_is_on_an_agenda_once_and_only_its_own_councils(
    saltmarsh: Organisation, farbank: Organisation, panel: Panel, item: PanelItem, manager: Viewer
) -> None:
    with pytest.raises(ReferralRefusedError, match="on the agenda already"):
        add_to_agenda(panel=panel, referral=item.referral, by=manager.actor, at=MORNING)
    with pytest.raises(ReferralRefusedError, match="no such referral"):
        add_to_agenda(panel=panel, referral=make_referral(farbank), by=manager.actor, at=MORNING)

    second = add_to_agenda(panel=panel, referral=make_referral(saltmarsh, sending="2"), by=manager.actor, at=MORNING)
    assert [each.pk for each in list_agenda(manager, panel)] == [item.pk, second.pk]


def test_minutes_once_agreed_are_changed_by_nobody(
    panel: Panel, item: PanelItem, manager: Viewer, worker: User
) -> None:
    # Called is 1, the first item on its agenda 2, its first decision 3.
    record_decision(item=item, version=1, decision="Offer a taster", by=manager.actor, at=MORNING)
    about = {"panel": panel, "minutes": "Quiet month.", "by": manager.actor, "at": MORNING}
    with pytest.raises(ReferralRefusedError, match="who was there"):
        close_panel(**about, version=3, attended=" ")
    with pytest.raises(ReferralChangedError):
        close_panel(**about, version=2, attended="Marion Fairclough")
    close_panel(**about, version=3, attended="Marion Fairclough")

    for change in (
        lambda: record_decision(item=item, version=2, decision="Other", by=manager.actor, at=MORNING),
        lambda: give_action(item=item, words="x", owner=worker, due_date=DAY, by=manager.actor, at=MORNING),
        lambda: add_to_agenda(panel=panel, referral=item.referral, by=manager.actor, at=MORNING),
        lambda: close_panel(**about, version=4, attended="Nobody"),
    ):
        with pytest.raises(ReferralRefusedError, match="minutes of this panel are agreed"):
            change()


def test_a_decision_is_made_upon_the_decision_that_was_looked_at(item: PanelItem, manager: Viewer) -> None:
    record_decision(item=item, version=1, decision="Visit at home", by=manager.actor, at=MORNING)

    with pytest.raises(ReferralChangedError):
        record_decision(item=item, version=1, decision="Offer a taster", by=manager.actor, at=MORNING)
    record_decision(item=item, version=2, decision="Both", by=manager.actor, at=MORNING)

    item.refresh_from_db()
    assert item.decision == "Both"


def test_what_is_decided_about_another_is_in_nobodys_way(
    saltmarsh: Organisation, panel: Panel, item: PanelItem, manager: Viewer
) -> None:
    other = add_to_agenda(panel=panel, referral=make_referral(saltmarsh, sending="2"), by=manager.actor, at=MORNING)
    record_decision(item=other, version=1, decision="Visit at home", by=manager.actor, at=MORNING)

    record_decision(item=item, version=1, decision="Offer a taster", by=manager.actor, at=MORNING)

    assert [each.decision for each in list_agenda(manager, panel)] == ["Offer a taster", "Visit at home"]


def test_a_panel_is_closed_after_it_has_met(saltmarsh: Organisation, manager: Viewer) -> None:
    panel = call_panel(
        organisation=saltmarsh, name="Spring", meets_at=MORNING + timedelta(days=1), by=manager.actor, at=MORNING
    )

    with pytest.raises(ReferralRefusedError, match="has not met yet"):
        close_panel(panel=panel, version=1, attended="All", minutes="", by=manager.actor, at=MORNING)
    with pytest.raises(ReferralRefusedError, match="There is a panel of that name"):
        call_panel(organisation=saltmarsh, name="Spring", meets_at=panel.meets_at, by=manager.actor, at=MORNING)


def test_panels_are_seen_by_those_who_triage_alone(
    saltmarsh: Organisation, farbank: Organisation, panel: Panel, item: PanelItem, adviser: Viewer
) -> None:
    outsiders = [make_viewer(farbank, "manager"), make_viewer(saltmarsh, "data_lead"), adviser]
    for viewer in outsiders:
        assert list(list_panels(viewer)) == []
        assert list_agenda(viewer, panel) == []
        with pytest.raises(ReferralNotFoundError):
            get_panel(viewer, panel.pk)


def listed(site: Site, worker: User, by: Viewer, **changed: object) -> object:
    told = {
        "weekday": 1, "opens_at": time(14), "closes_at": time(16, 30), "from_date": DAY, **changed,
    }  # fmt: skip
    return list_drop_in(site=site, adviser=worker, by=by.actor, at=MORNING, **told)  # type: ignore[arg-type]


def test_anybody_may_see_where_and_when_and_not_who(
    saltmarsh: Organisation, site: Site, worker: User, manager: Viewer
) -> None:
    listed(site, worker, manager)
    listed(site, make_user(saltmarsh, "specialist"), manager)

    [shown] = drop_ins_at(saltmarsh, DAY)
    assert (shown.site, shown.weekday, shown.opens_at) == ("The Old Custom House", 1, time(14))
    assert drop_ins_at(saltmarsh, DAY - timedelta(days=1)) == []


def test_an_adviser_is_in_one_place_at_a_time(site: Site, worker: User, manager: Viewer) -> None:
    first = listed(site, worker, manager)

    with pytest.raises(ReferralRefusedError, match="sit somewhere at that time"):
        listed(site, worker, manager, opens_at=time(16), closes_at=time(18))
    listed(site, worker, manager, opens_at=time(16, 30), closes_at=time(18))
    end_drop_in(drop_in=first, to_date=DAY, by=manager.actor, at=MORNING)  # type: ignore[arg-type]
    listed(site, worker, manager, from_date=DAY + timedelta(days=1))


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"closes_at": time(14)}, "before it opens"),
        ({"to_date": DAY - timedelta(days=1)}, "before it starts"),
    ],
)
def test_a_drop_in_the_wrong_way_round_is_refused(
    site: Site, worker: User, manager: Viewer, changed: dict[str, object], words: str
) -> None:
    with pytest.raises(ReferralRefusedError, match=words):
        listed(site, worker, manager, **changed)


def test_only_those_who_work_cases_sit_anywhere(
    saltmarsh: Organisation, farbank: Organisation, site: Site, manager: Viewer, worker: User
) -> None:
    with pytest.raises(ReferralRefusedError, match="may not work a case"):
        listed(site, make_user(saltmarsh, "commissioner"), manager)

    row = listed(site, worker, manager)
    assert list(list_drop_ins(manager, DAY)) == [row]
    assert list(list_places(manager, DAY)) == [site]
    other = make_viewer(farbank, "manager")
    assert list(list_drop_ins(other, DAY)) == list(list_places(other, DAY)) == []
    with pytest.raises(ReferralNotFoundError):
        get_drop_in(other, row.pk, DAY)  # type: ignore[attr-defined]


def test_the_public_door_knows_the_councils_and_the_days(saltmarsh: Organisation, farbank: Organisation) -> None:
    assert [each.name for each in councils_open(DAY)] == ["Farbank", "Saltmarsh"]
    assert find_council("nowhere", DAY) is None
    assert (answer_by(saltmarsh, DAY), first_contact_by(saltmarsh, DAY)) == (date(2026, 2, 3), date(2026, 2, 13))
