"""A request for what is held: recorded, looked at, copied by one, let go by another; concerns by their lead alone."""

import json
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from tests.apps.privacy.conftest import ask
from tests.factories.cast import SETUP, make_user, make_viewer
from tests.factories.moments import DAY, MORNING
from tests.factories.people import make_person, mark_address, pupil
from tests.factories.referrals import make_referral
from towpath.access.models import User
from towpath.access.queries import viewer_for
from towpath.access.viewer import Viewer
from towpath.audit.models import Event
from towpath.caseload.actions import raise_concern
from towpath.contact.actions import NextStep, record_contact
from towpath.files.actions import open_kept
from towpath.files.models import Release
from towpath.organisation.models import Organisation
from towpath.people.models import Person
from towpath.privacy.actions import (
    AccessChangedError,
    AccessRefusedError,
    ask_meaning,
    build_pack,
    close_request,
    decide,
    record_identity,
    record_meaning,
    release_pack,
    take_more_time,
)
from towpath.privacy.copying import gather
from towpath.privacy.models import AccessRequest, PackDecision
from towpath.privacy.queries import (
    AccessRequestNotFoundError,
    Unit,
    UnitNotFoundError,
    Why,
    get_pack,
    get_request,
    get_unit,
    list_requests,
    list_units,
    standing_of,
)
from towpath.referrals.actions import accept_referral

pytestmark = pytest.mark.django_db
FEBRUARY = datetime.fromisoformat("2026-02-10T09:00:00+00:00")


def note(person: Person, words: str, **changed: Any) -> None:
    record_contact(
        person=person, happened_at=MORNING, channel="phone", outcome="spoke", words=words, by=SETUP, at=MORNING,
        owner=changed.pop("owner"), **changed,
    )  # fmt: skip


@pytest.fixture
def noted(wren: Person, adviser: Viewer) -> Person:
    """Return Wren with a note that names a friend, one for those who need to know, and a concern."""
    owner = User.objects.get(pk=adviser.user_id)
    note(wren, "Her friend Tegan drives her.", owner=owner)
    note(wren, "Has been quiet since spring.", owner=owner, audience="need_to_know")
    raise_concern(person=wren, seen_date=DAY, words="Heard of the osprey at home", told="lead", by=SETUP, at=MORNING)
    return wren


def settle(viewer: Viewer, request: AccessRequest, choice: str = "include", ground: str = "") -> None:
    for unit in list_units(viewer, request, DAY)[0]:
        if unit.decision is None:
            say(viewer, request, unit, choice=choice, ground=ground)


def say(viewer: Viewer, request: AccessRequest, unit: Unit, **given: Any) -> None:
    told = {"seen_digest": unit.digest, **given}
    decide(request=request, unit=unit, by=viewer.actor, at=MORNING, **told)


def read(viewer: Viewer, request: AccessRequest, form: str = "page") -> str:
    with release_pack(pack=get_pack(viewer, request), form=form, by=viewer.actor, at=MORNING) as content:
        return content.read().decode()


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"received_date": DAY + timedelta(days=1)}, "still to come"),
        ({"asked_by": "parent"}, "Give the name"),
        ({"identity_shown_date": None}, "on what day"),
        ({"identity_shown_date": DAY + timedelta(days=1)}, "still to come"),
    ],
)
def test_a_request_that_cannot_be_so_is_refused_in_words(wren: Person, changed: dict[str, Any], said: str) -> None:
    with pytest.raises(AccessRefusedError, match=said):
        ask(wren, **changed)
    assert not AccessRequest.objects.exists()


def test_one_request_is_open_at_a_time(wren: Person, request_of_wren: AccessRequest) -> None:
    with pytest.raises(AccessRefusedError, match="an open request"):
        ask(wren)
    with pytest.raises(IntegrityError), transaction.atomic():
        AccessRequest.objects.filter(pk=request_of_wren.pk).update(identity="not_yet")


def test_the_clock_starts_with_proof_stands_still_for_a_question_and_is_extended_once(
    wren: Person, manager: Viewer
) -> None:
    request = ask(wren, identity="not_yet", identity_shown_date=None)
    assert standing_of(manager, request).due.waits_for
    with pytest.raises(AccessRefusedError, match="Record first how they showed"):
        ask_meaning(request=request, version=1, words="All of it?", by=manager.actor, at=MORNING)

    record_identity(request=request, version=1, identity="document", shown_date=DAY, by=manager.actor, at=MORNING)
    request = get_request(manager, request.public_id)
    assert standing_of(manager, request).due.due_date == date(2026, 3, 2)  # 28 February is a Saturday

    ask_meaning(request=request, version=2, words="All of it?", by=manager.actor, at=MORNING)
    assert standing_of(manager, get_request(manager, request.public_id)).due.due_date is None
    with pytest.raises(AccessChangedError):
        record_meaning(
            request=get_request(manager, request.public_id), version=2, words="All", by=manager.actor, at=MORNING
        )
    request = get_request(manager, request.public_id)
    record_meaning(request=request, version=3, words="All", by=manager.actor, at=FEBRUARY)
    # 31 January to 10 February are 11 days: 28 February + 11 = 11 March.
    request = get_request(manager, request.public_id)
    assert standing_of(manager, request).due.due_date == date(2026, 3, 11)

    take_more_time(request=request, version=4, because="Much of it", by=manager.actor, at=FEBRUARY)
    request = get_request(manager, request.public_id)
    assert standing_of(manager, request).due.due_date == date(2026, 5, 11)  # 30 April + 11
    with pytest.raises(AccessRefusedError, match="already"):
        take_more_time(request=request, version=5, because="More", by=manager.actor, at=FEBRUARY)


def test_more_time_is_not_taken_once_the_first_month_is_over(request_of_wren: AccessRequest, manager: Viewer) -> None:
    late = datetime.fromisoformat("2026-03-03T09:00:00+00:00")

    with pytest.raises(AccessRefusedError, match="first month is over"):
        take_more_time(request=request_of_wren, version=1, because="Much", by=manager.actor, at=late)


def test_a_refusal_says_why_and_then_nothing_more_is_done(request_of_wren: AccessRequest, manager: Viewer) -> None:
    with pytest.raises(AccessRefusedError, match="why"):
        close_request(
            request=request_of_wren, version=1, closed_as="refused", because=" ", by=manager.actor, at=MORNING
        )

    close_request(
        request=request_of_wren, version=1, closed_as="refused", because="Asked weekly", by=manager.actor, at=MORNING
    )

    with pytest.raises(AccessRefusedError, match="ended"):
        build_pack(request=request_of_wren, part="main", by=manager.actor, at=MORNING)


def test_somebody_else_in_a_note_waits_for_a_decision_which_goes_into_the_copy(
    noted: Person, data_lead: Viewer, manager: Viewer
) -> None:
    request = ask(noted)
    units, elsewhere = list_units(data_lead, request, DAY)
    [tegan] = [unit for unit in units if "Tegan" in unit.text]

    # The note for those who need to know is not for the data lead, to read or to decide.
    assert elsewhere == 1
    assert not any("quiet" in unit.text for unit in units)
    with pytest.raises(AccessRefusedError, match="to look at"):
        build_pack(request=request, part="main", by=data_lead.actor, at=MORNING)
    say(data_lead, request, tegan, choice="redact", words=tegan.offered)
    settle(data_lead, request)
    [quiet] = [unit for unit in list_units(manager, request, DAY)[0] if unit.decision is None]
    assert quiet.why == {Why.NEED_TO_KNOW}
    with pytest.raises(AccessRefusedError, match="somebody else"):
        say(data_lead, request, quiet, choice="include")
    say(manager, request, quiet, choice="withhold", ground="serious_harm")
    pack = build_pack(request=request, part="main", by=data_lead.actor, at=MORNING)
    page = read(manager, request)

    assert (pack.redacted, pack.withheld) == (1, 1)
    assert "Her friend [somebody else] drives her." in page
    assert "Tegan" not in page
    assert "quiet" not in page
    assert "It would be likely to harm somebody seriously" in page
    assert "osprey" not in page
    assert "oncern" not in page.replace("Safeguarding concerns, and what was added", "").replace(
        "safeguarding concerns, and what was added", ""
    )
    assert json.loads(read(manager, request, "json"))["sections"][0]["title"] == "Your record"


def test_a_text_that_changed_since_it_was_decided_waits_again(noted: Person, data_lead: Viewer) -> None:
    request = ask(noted)
    [tegan] = [unit for unit in list_units(data_lead, request, DAY)[0] if "Tegan" in unit.text]
    say(data_lead, request, tegan, choice="include")
    PackDecision.objects.update(digest="0" * 64)

    [again] = [unit for unit in list_units(data_lead, request, DAY)[0] if "Tegan" in unit.text]
    assert again.decision is None
    with pytest.raises(AccessRefusedError, match="changed while you were reading"):
        say(data_lead, request, again, choice="include", seen_digest="0" * 64)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"choice": "perhaps"}, "Say whether"),
        ({"choice": "redact", "words": " "}, "in its place"),
        ({"choice": "withhold", "ground": "shy"}, "what ground"),
    ],
)
def test_a_decision_without_its_words_or_ground_is_refused(
    noted: Person, data_lead: Viewer, given: dict[str, Any], said: str
) -> None:
    request = ask(noted)
    unit = list_units(data_lead, request, DAY)[0][0]

    with pytest.raises(AccessRefusedError, match=said):
        say(data_lead, request, unit, **given)


def test_whoever_made_a_copy_does_not_let_it_go(wren: Person, manager: Viewer, saltmarsh: Organisation) -> None:
    request = ask(wren)
    other = make_viewer_named(saltmarsh, "Nadia Brook")
    settle(manager, request)
    build_pack(request=request, part="main", by=manager.actor, at=MORNING)

    with pytest.raises(AccessRefusedError, match="You made this copy"):
        read(manager, request)
    assert not Release.objects.exists()
    assert "Wren" in read(other, request)
    gone = Release.objects.get()
    assert (gone.to, gone.purpose) == ("the young person", "subject access")
    assert Event.objects.filter(kind="file.released", persons__contains=wren.public_id).count() == 1


def make_viewer_named(organisation: Organisation, name: str) -> Viewer:
    return viewer_for(
        make_user(organisation, "manager", name=name, email="second@saltmarsh.example"), organisation, DAY
    )


def test_a_data_lead_makes_a_copy_and_may_not_let_it_go(wren: Person, data_lead: Viewer) -> None:
    request = ask(wren)
    settle(data_lead, request)
    build_pack(request=request, part="main", by=data_lead.actor, at=MORNING)

    with pytest.raises(AccessRefusedError, match="another role"):
        read(data_lead, request)


def test_a_concern_is_copied_by_its_lead_alone_and_nobody_else_learns_of_it(
    noted: Person, safeguarding_lead: Viewer, data_lead: Viewer, manager: Viewer
) -> None:
    request = ask(noted)
    [concern] = list_units(safeguarding_lead, request, DAY)[0]

    assert "osprey" in concern.text
    for other in (data_lead, manager):
        assert not any("osprey" in unit.text for unit in list_units(other, request, DAY)[0])
        with pytest.raises(UnitNotFoundError):
            get_unit(other, request, concern.key, DAY)
        with pytest.raises(AccessRefusedError):
            build_pack(request=request, part="safeguarding", by=other.actor, at=MORNING)
    say(safeguarding_lead, request, concern, choice="include")
    # Her own name opens no decision, so the concern's text asks nothing more.
    pack = build_pack(request=request, part="safeguarding", by=safeguarding_lead.actor, at=MORNING)
    assert not standing_of(manager, request).safeguarding_done
    with pytest.raises(AccessRefusedError, match="another role"):
        release_pack(pack=pack, form="page", by=manager.actor, at=MORNING)
    with pytest.raises(AccessRequestNotFoundError):
        get_pack(manager, request)
    assert "osprey" in read(safeguarding_lead, request)
    assert standing_of(manager, request).safeguarding_done
    told = Event.objects.filter(user=safeguarding_lead.user).exclude(kind__startswith="concern")
    assert not [event.kind for event in told if noted.public_id in (event.person + event.persons)]


@pytest.mark.parametrize("has_concern", [True, False])
def test_nothing_that_goes_out_of_the_safeguarding_part_looks_the_same_with_a_concern_and_without(
    wren: Person, safeguarding_lead: Viewer, data_lead: Viewer, manager: Viewer, has_concern: bool
) -> None:
    if has_concern:
        raise_concern(person=wren, seen_date=DAY, words="Osprey", told="lead", by=SETUP, at=MORNING)
    request = ask(wren)
    settle(safeguarding_lead, request, "withhold", "child_abuse")
    build_pack(request=request, part="safeguarding", by=safeguarding_lead.actor, at=MORNING)
    settle(data_lead, request)
    build_pack(request=request, part="main", by=data_lead.actor, at=MORNING)

    assert standing_of(manager, request).safeguarding_done
    read(manager, request)
    request.refresh_from_db()
    assert request.closed_as == "answered"


@pytest.mark.parametrize("lead_is_last", [True, False])
def test_that_a_request_is_answered_is_told_to_the_log_and_never_of_whom_by_the_safeguarding_lead(
    wren: Person, safeguarding_lead: Viewer, data_lead: Viewer, manager: Viewer, lead_is_last: bool
) -> None:
    request = ask(wren)

    def answer_main() -> None:
        settle(data_lead, request)
        build_pack(request=request, part="main", by=data_lead.actor, at=MORNING)
        read(manager, request)

    def answer_safeguarding() -> None:
        build_pack(request=request, part="safeguarding", by=safeguarding_lead.actor, at=MORNING)

    steps = [answer_main, answer_safeguarding] if lead_is_last else [answer_safeguarding, answer_main]
    for step in steps:
        assert not Event.objects.filter(kind="subject_access.answered").exists()
        step()

    event = Event.objects.get(kind="subject_access.answered")
    assert event.person == ("" if lead_is_last else wren.public_id)
    assert event.subject == f"privacy_access_request:{request.pk}"
    assert '"after":{"closed_as":"answered"' in event.facts
    request.refresh_from_db()
    assert (request.closed_as, request.version) == ("answered", 2)


def test_a_short_number_or_name_of_whoever_referred_them_waits_to_be_looked_at(
    wren: Person, adviser: Viewer, data_lead: Viewer, saltmarsh: Organisation
) -> None:
    referral = make_referral(saltmarsh, referrer_phone="07700 900321", why="Would like to work with boats.")
    accept_referral(
        referral=referral, version=referral.version, person=wren, adviser=User.objects.get(pk=adviser.user_id),
        level_of_need="2", next_step=NextStep(DAY, "Ring"), by=SETUP, at=MORNING,
    )  # fmt: skip

    waiting = {unit.field: unit for unit in list_units(data_lead, ask(wren), DAY)[0] if "Referral:" in unit.key}

    assert [each.words for each in waiting["referrer_phone"].marks] == ["07700 900321"]
    assert {"referrer_name", "referrer_email"} <= set(waiting)


def test_how_requests_stand_is_asked_once_for_all_of_a_list(
    saltmarsh: Organisation, manager: Viewer, django_assert_num_queries: Any
) -> None:
    for number in range(3):
        ask(make_person(saltmarsh, pupil(number)))

    with django_assert_num_queries(2):
        standings = [standing_of(manager, row) for row in list_requests(manager)]

    assert [each.pack for each in standings] == [None, None, None]


def test_strangers_and_other_roles_find_no_request(
    request_of_wren: AccessRequest, stranger: Viewer, farbank: Organisation, adviser: Viewer, saltmarsh: Organisation
) -> None:
    next_door = make_viewer(farbank, "data_lead")
    for viewer in (stranger, adviser, next_door, make_viewer(saltmarsh, "commissioner")):
        assert not list_requests(viewer).exists()
        assert list_units(viewer, request_of_wren, DAY) == ([], 0)
        assert standing_of(viewer, request_of_wren).pack is None
        with pytest.raises(AccessRequestNotFoundError):
            get_request(viewer, request_of_wren.public_id)
    with pytest.raises(AccessRefusedError):
        close_request(
            request=request_of_wren, version=1, closed_as="taken_back", because="", by=adviser.actor, at=MORNING
        )


def test_a_protected_address_waits_where_somebody_else_asks(wren: Person, manager: Viewer, data_lead: Viewer) -> None:
    mark_address(person=wren, by=SETUP, at=MORNING, source="page:1", address_line_1="9 Hidden Row", from_date=DAY)
    request = ask(wren, asked_by="parent", asker_name="Moira Halloran")

    assert any(
        Why.PROTECTED in unit.why and "9 Hidden Row" in unit.text for unit in list_units(manager, request, DAY)[0]
    )
    assert not any("9 Hidden Row" in unit.text for unit in list_units(data_lead, request, DAY)[0])


def test_very_long_and_right_to_left_words_reach_the_copy_whole(
    wren: Person, adviser: Viewer, data_lead: Viewer
) -> None:
    long = "אני רוצה לעבוד עם סירות " * 400 + "<script>"
    note(wren, long.strip(), owner=User.objects.get(pk=adviser.user_id))
    request = ask(wren)
    settle(data_lead, request)
    pack = build_pack(request=request, part="main", by=data_lead.actor, at=MORNING)

    with open_kept(pack.json) as content:
        assert long.strip() in json.loads(content.read()).__repr__()
    with open_kept(pack.page) as content:
        assert "<script>" not in content.read().decode()


def test_what_another_person_is_told_is_not_in_the_copy(wren: Person, saltmarsh: Organisation, adviser: Viewer) -> None:
    note(make_person(saltmarsh, pupil(1)), "Kestrel", owner=User.objects.get(pk=adviser.user_id))

    rows = gather(ask(wren), "main", DAY).rows
    assert not any("Kestrel" in line.words for row in rows for line in row.lines)
