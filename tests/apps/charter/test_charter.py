"""The register, brokerage and placements as they are written down."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.factories.cast import SETUP, make_viewer
from tests.factories.charter import (
    care_for,
    check_everything,
    forward,
    make_opportunity,
    make_placement,
    make_signing,
    promise,
    register,
    say_yes,
)
from tests.factories.moments import DAY, MORNING
from tests.factories.people import make_person, make_pupils, mark_address
from towpath.access.links import LinkRefusedError
from towpath.access.models import User
from towpath.access.viewer import Viewer
from towpath.audit.models import Event
from towpath.charter.actions import (
    CharterChangedError,
    CharterRefusedError,
    StartRefusedError,
    answer_by_link,
    end_placement,
    end_signing,
    keep_term,
    link_again,
    make_permanent,
    open_link,
    plan_placement,
    post_opportunity,
    put_forward,
    record_answer,
    record_check,
    record_stay,
    register_seeker,
    sign_charter,
    start_placement,
    use_pledge,
    withdraw_check,
    withdraw_consent,
)
from towpath.charter.models import (
    IntroductionConsent,
    Placement,
    PledgeUse,
    Signing,
    StayCheck,
    Submission,
)
from towpath.charter.queries import (
    ConsentNotFoundError,
    OpportunityNotFoundError,
    PlacementNotFoundError,
    PledgeNotFoundError,
    SubmissionNotFoundError,
    count_charter,
    count_signings,
    find_registration,
    first_signed_date,
    get_consent,
    get_opportunity,
    get_placement,
    get_pledge,
    get_submission,
    get_terms,
    list_awaited,
    list_awaited_at,
    list_opportunities,
    list_placements,
    list_placements_running,
    list_pledges,
    list_seekers,
    list_signings,
    list_stays,
    list_submissions,
    suggest_openings,
    suggest_seekers,
)
from towpath.organisation.actions import change_setting
from towpath.organisation.models import Organisation
from towpath.people.actions import merge_people
from towpath.people.facts import PersonFacts
from towpath.people.models import Person
from towpath.rules.brokerage import Suits
from towpath.tasks.models import Task

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def wren(saltmarsh: Organisation) -> Person:
    return make_person(saltmarsh)


@pytest.fixture
def submission(saltmarsh: Organisation, wren: Person) -> Submission:
    return forward(wren, make_opportunity(make_signing(saltmarsh)))[0]


@pytest.fixture
def placement(submission: Submission) -> Placement:
    return make_placement(submission)


@pytest.fixture
def worker(adviser: Viewer) -> User:
    return User.objects.get(pk=adviser.user_id)


def test_sixty_five_organisations_stand_by_it_as_at_a_date(saltmarsh: Organisation, adviser: Viewer) -> None:
    for number in range(66):
        sector = "hospitality" if number % 3 else "construction"
        # 66 signed by 31 October; the last of them on that very day.
        make_signing(
            saltmarsh, f"Employer {number}", sector=sector, signed_date=date(2025, 10, 31 if number == 65 else 1)
        )
    left = list_signings(adviser, DAY).get(establishment__name="Employer 64")
    end_signing(signing=left, ended_date=date(2025, 12, 31), how="closed", because="Closed down", by=SETUP, at=MORNING)

    def total(on: date) -> int:
        return sum(count_signings(adviser, on).values())

    assert total(date(2025, 10, 30)) == 66 - 1
    assert total(date(2025, 10, 31)) == 66
    assert total(date(2025, 12, 31)) == 66  # Its last day counts.
    assert total(date(2026, 1, 1)) == 66 - 1
    # Numbers 0, 3, … 63 are in construction: 63 / 3 + 1.
    assert count_signings(adviser, date(2026, 1, 1)) == {"construction": 22, "hospitality": 65 - 22}


# Each organisation with the day it signed, its last day if it ended, how, and whether it counts as at each day. What is
# counted as at 31 March 2025 stays, whatever ends later: the 65 of that day are counted by this very query.
STOOD_BY_IT = """
name      | signed     | last day   | how    | 30 Mar 25 | 31 Mar 25 | 1 Apr 25 | 31 Dec 25 | 31 Jan 26
Harbour   | 2022-06-01 | -          | -      | 1         | 1         | 1        | 1         | 1
Lock      | 2025-03-31 | 2025-12-31 | lapsed | 0         | 1         | 1        | 1         | 0
Quay      | 2023-01-09 | 2025-03-31 | asked  | 1         | 1         | 0        | 0         | 0
Slipway   | 2024-02-29 | 2025-03-30 | closed | 1         | 0         | 0        | 0         | 0
Ropewalk  | 2025-04-01 | -          | -      | 0         | 0         | 1        | 1         | 1
"""
DAYS = (date(2025, 3, 30), date(2025, 3, 31), date(2025, 4, 1), date(2025, 12, 31), date(2026, 1, 31))


def test_who_ended_counts_until_its_last_day_and_a_day_long_past_is_counted_the_same(
    saltmarsh: Organisation, adviser: Viewer
) -> None:
    drawn = [[cell.strip() for cell in row.split("|")] for row in STOOD_BY_IT.strip().splitlines()[1:]]
    signings = {
        name: make_signing(saltmarsh, name, signed_date=date.fromisoformat(signed)) for name, signed, *_ in drawn
    }
    before = [[row.establishment.name for row in list_signings(adviser, day, known_at=MORNING)] for day in DAYS]
    later = MORNING + timedelta(hours=1)
    for name, _, last, how, *_ in drawn:
        if last != "-":
            told = {"ended_date": date.fromisoformat(last), "how": how, "because": "Told us by phone"}
            end_signing(signing=signings[name], by=SETUP, at=later, **told)  # type: ignore[arg-type]

    found = [{row.establishment.name for row in list_signings(adviser, day)} for day in DAYS]

    for name, _, _, _, *counted in drawn:
        assert [str(int(name in names)) for names in found] == counted, name
    again = [[row.establishment.name for row in list_signings(adviser, day, known_at=MORNING)] for day in DAYS]
    assert again == before, "as it was known before any of them ended"
    assert first_signed_date(adviser) == date(2022, 6, 1)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"how": "sunk"}, "Choose how it ended"),
        ({"because": " "}, "Say why"),
        ({"ended_date": date(2025, 8, 31)}, "signed on 1 September 2025"),
        ({"ended_date": DAY + timedelta(days=1)}, "not come yet"),
    ],
)
def test_an_end_that_cannot_be_so_is_refused(saltmarsh: Organisation, wrong: dict[str, object], words: str) -> None:
    signing = make_signing(saltmarsh)
    told = {"ended_date": DAY, "how": "asked", "because": "Moved", **wrong}

    with pytest.raises(CharterRefusedError, match=words):
        end_signing(signing=signing, by=SETUP, at=MORNING, **told)  # type: ignore[arg-type]

    signing.refresh_from_db()
    assert signing.ended_date is None


def test_openings_of_who_left_are_closed_and_nobody_is_put_forward_any_more(
    saltmarsh: Organisation, wren: Person, adviser: Viewer
) -> None:
    signing = make_signing(saltmarsh)
    opening, asked_before = make_opportunity(signing), make_opportunity(signing, title="Joiner’s mate")
    consent = say_yes(wren, asked_before)
    assert list(list_opportunities(adviser, DAY)) == [asked_before, opening]

    closed = end_signing(signing=signing, ended_date=DAY, how="lapsed", because="No answer", by=SETUP, at=MORNING)

    assert closed == 2
    assert not list_opportunities(adviser, DAY)
    # What was read of both openings before says that they stand.
    with pytest.raises(CharterRefusedError, match="opening has closed"):
        say_yes(wren, opening)
    with pytest.raises(CharterRefusedError, match="opening has closed"):
        put_forward(consent=consent, called="Wren", words="", by=SETUP, at=MORNING)
    with pytest.raises(CharterRefusedError, match="no longer stands by the Charter"):
        make_opportunity(signing, title="Another")
    assert Event.objects.filter(kind="charter.opportunity_closed").count() == 2


def test_an_opening_is_posted_and_put_forward_for_while_its_end_cannot_come(
    saltmarsh: Organisation, wren: Person
) -> None:
    signing = make_signing(saltmarsh)

    with CaptureQueriesContext(connection) as asked:
        forward(wren, make_opportunity(signing))

    # SQLite lets one writer in at a time, and has nothing to say here.
    locked = " FOR NO KEY UPDATE" if connection.features.has_select_for_update else ""
    for table, times in (("charter_signing", 1), ("charter_opportunity", 2)):
        reads = [each["sql"] for each in asked if each["sql"].startswith(f'SELECT "{table}"."id"')]
        assert [locked in read for read in reads] == [True] * times


def test_who_is_placed_or_waits_where_the_charter_ended_is_listed_and_stays_as_they_were(
    saltmarsh: Organisation, wren: Person, adviser: Viewer, stranger: Viewer, placement: Placement
) -> None:
    signing = Signing.objects.get()
    robin = make_person(saltmarsh, PersonFacts(legal_given_name="Robin"))
    waiting, _ = forward(robin, make_opportunity(signing, title="Joiner’s mate"))

    end_signing(signing=signing, ended_date=DAY, how="closed", because="Closed", by=SETUP, at=MORNING)

    place = signing.establishment_id
    assert list(list_placements_running(adviser, place, DAY)) == [placement]
    assert waiting in list_awaited_at(adviser, place, DAY)
    for viewer in (stranger, make_viewer(saltmarsh, "tracking_officer")):
        assert not list_placements_running(viewer, place, DAY)
        assert not list_awaited_at(viewer, place, DAY)
    placement.refresh_from_db()
    assert placement.ended_date is None


def test_a_count_is_the_same_when_it_is_made_again_as_known_then(saltmarsh: Organisation, adviser: Viewer) -> None:
    signing = make_signing(saltmarsh)
    later = MORNING + timedelta(days=1)

    end_signing(signing=signing, ended_date=date(2025, 12, 31), how="closed", because="Closed down", by=SETUP, at=later)

    assert count_signings(adviser, DAY) == {}
    assert count_signings(adviser, DAY, known_at=MORNING) == {"construction": 1}


def test_an_organisation_signs_once_at_a_time_and_may_sign_again(saltmarsh: Organisation) -> None:
    signing = make_signing(saltmarsh)
    with pytest.raises(CharterRefusedError, match="already"):
        make_signing(saltmarsh, "quayside builders")

    end_signing(signing=signing, ended_date=date(2025, 12, 31), how="asked", because="Moved", by=SETUP, at=MORNING)

    with pytest.raises(CharterRefusedError, match="or later already"):
        make_signing(saltmarsh, signed_date=date(2020, 1, 1))
    again = make_signing(saltmarsh, signed_date=DAY)
    assert again.establishment == signing.establishment
    assert again.establishment.is_employer


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"name": " "}, "name"),
        ({"sector": "mining"}, "no sector 'mining'"),
        ({"signed_date": DAY + timedelta(days=1)}, "has not come yet"),
        ({"renew_date": date(2025, 1, 1)}, "renewed before it was signed"),
    ],
)
def test_a_signing_that_cannot_be_says_why(saltmarsh: Organisation, told: dict[str, object], words: str) -> None:
    asked = {"name": "Quayside", "sector": "construction", "signed_date": DAY, **told}

    with pytest.raises(CharterRefusedError, match=words):
        sign_charter(organisation=saltmarsh, by=SETUP, at=MORNING, **asked)  # type: ignore[arg-type]


def test_pledges_are_shown_made_beside_used(saltmarsh: Organisation, wren: Person, adviser: Viewer) -> None:
    signing = make_signing(saltmarsh)
    interviews, mentors = promise(signing), promise(signing, "mentoring", 5)
    opening = make_opportunity(signing, pledge=interviews)
    row, _ = forward(wren, opening)

    record_answer(submission=row, version=1, interview_held=True, interview_date=DAY, by=SETUP, at=MORNING)
    use_pledge(pledge=mentors, used_date=DAY, words="A buddy for two weeks", by=SETUP, at=MORNING)

    assert [(each.pledge.kind, each.made, each.used) for each in list_pledges(adviser, DAY)] == [
        ("guaranteed_interview", 3, 1),
        ("mentoring", 5, 1),
    ]


def test_an_interview_told_twice_uses_a_pledge_once_and_one_taken_back_not_at_all(
    saltmarsh: Organisation, wren: Person, adviser: Viewer
) -> None:
    signing = make_signing(saltmarsh)
    opening = make_opportunity(signing, pledge=promise(signing))
    row, secret = forward(wren, opening)
    record_answer(submission=row, version=1, interview_held=True, interview_date=DAY, by=SETUP, at=MORNING)

    answer_by_link(secret, interview_held=True, interview_date=DAY, feedback="Cheerful", at=MORNING)

    assert list_pledges(adviser, DAY)[0].used == 1
    record_answer(submission=row, version=3, interview_held=False, by=SETUP, at=MORNING)
    assert list_pledges(adviser, DAY)[0].used == 0
    assert PledgeUse.objects.count() == 1  # It is withdrawn, and kept.


def test_nothing_of_nothing_is_pledged(saltmarsh: Organisation) -> None:
    with pytest.raises(CharterRefusedError, match="Give how many"):
        promise(make_signing(saltmarsh), quantity=-1)


def test_a_council_keeps_its_own_lists(saltmarsh: Organisation, adviser: Viewer, stranger: Viewer) -> None:
    keep_term(organisation=saltmarsh, kind="sector", words="Ports and docks", by=SETUP, at=MORNING)
    keep_term(
        organisation=saltmarsh, kind="sector", code="other", words="Other", is_offered=False, by=SETUP, at=MORNING
    )

    assert [each.code for each in get_terms(adviser).of("sector")][-1] == "ports_and_docks"
    assert "other" not in {each.code for each in get_terms(adviser).of("sector")}
    assert get_terms(adviser).words("sector", "other") == "Other"
    assert get_terms(stranger).find("sector", "ports_and_docks") is None
    with pytest.raises(CharterRefusedError, match="already"):
        keep_term(organisation=saltmarsh, kind="sector", words="Ports and docks", by=SETUP, at=MORNING)


def test_an_opening_held_for_some_suggests_them_with_reasons_and_asks_of_the_rest(
    saltmarsh: Organisation, wren: Person, adviser: Viewer
) -> None:
    [other] = make_pupils(saltmarsh, 1)
    care_for(wren)
    register(wren)
    register(Person.objects.get(pk=other))
    opening = get_opportunity(adviser, make_opportunity(make_signing(saltmarsh), is_held=True).pk)

    first, second = suggest_seekers(adviser, opening, DAY)

    assert (first.person_id, first.match.suits) == (wren.pk, Suits.YES)
    assert (second.person_id, second.match.suits) == (other, Suits.ASK)
    assert "we do not know that they are" in second.match.reasons[0].words


def test_nobody_is_put_forward_for_a_held_opening_who_was_not_told_so(saltmarsh: Organisation, wren: Person) -> None:
    opening = make_opportunity(make_signing(saltmarsh), is_held=True)

    with pytest.raises(CharterRefusedError, match="Tell them first"):
        say_yes(wren, opening, knows_it_is_held=False)

    consent = say_yes(wren, opening)
    assert (consent.asked_by, consent.said_date, consent.knows_it_is_held) == (SETUP.user, DAY, True)


def test_a_no_puts_nobody_forward(saltmarsh: Organisation, wren: Person) -> None:
    consent = say_yes(wren, make_opportunity(make_signing(saltmarsh)), says_yes=False)

    with pytest.raises(CharterRefusedError, match="Ask them first"):
        put_forward(consent=consent, called="Wren", words="", by=SETUP, at=MORNING)
    assert not Submission.objects.exists()


def test_a_changed_mind_stops_a_submission_and_its_link(saltmarsh: Organisation, wren: Person) -> None:
    row, secret = forward(wren, make_opportunity(make_signing(saltmarsh)))
    as_read_before = Submission.objects.select_related("consent", "person", "organisation").get(pk=row.pk)

    withdraw_consent(consent=row.consent, by=SETUP, at=MORNING)

    row.refresh_from_db()
    assert (row.outcome, row.reason) == ("stopped", "changed_mind")
    with pytest.raises(LinkRefusedError):
        answer_by_link(secret, interview_held=True, interview_date=DAY, at=MORNING)
    # A link made in the very moment, from what was read before, opens nothing.
    made_meanwhile = link_again(submission=as_read_before, by=SETUP, at=MORNING)
    with pytest.raises(LinkRefusedError):
        open_link(made_meanwhile, at=MORNING)
    row.consent.refresh_from_db()
    with pytest.raises(CharterRefusedError, match="nothing more"):
        link_again(submission=row, by=SETUP, at=MORNING)


def test_a_protected_address_is_sent_to_no_employer_and_by_no_link(saltmarsh: Organisation, wren: Person) -> None:
    consent = say_yes(wren, make_opportunity(make_signing(saltmarsh)))
    words = "Lives at 4 Ropewalk, ten minutes away."
    row, secret = put_forward(consent=consent, called="Wren", words=words, by=SETUP, at=MORNING)
    assert open_link(secret, at=MORNING) == row

    mark_address(person=wren, care_of="c/o Lock House", source="page", by=SETUP, at=MORNING)

    # What was written before it was protected is shown by its link no more, and goes by no new one.
    with pytest.raises(LinkRefusedError):
        open_link(secret, at=MORNING)
    with pytest.raises(CharterRefusedError, match="would learn where they live"):
        link_again(submission=row, by=SETUP, at=MORNING)
    again = say_yes(wren, make_opportunity(make_signing(saltmarsh, "Lock Hotel"), title="Porter"))
    with pytest.raises(CharterRefusedError, match="would learn where they live"):
        put_forward(consent=again, called="Wren", words="Her postcode is sm12ab", by=SETUP, at=MORNING)


@pytest.mark.parametrize(
    "words", ["Wren is a care leaver.", "Ask her social worker.", "\u202e\u200bShe was looked\u00adafter", "In\tCARE"]
)
def test_words_that_tell_of_care_are_never_sent(saltmarsh: Organisation, wren: Person, words: str) -> None:
    consent = say_yes(wren, make_opportunity(make_signing(saltmarsh)))

    with pytest.raises(CharterRefusedError, match="would learn that they are or were in care"):
        put_forward(consent=consent, called="Wren", words=words, by=SETUP, at=MORNING)
    assert not Submission.objects.exists()


@pytest.mark.parametrize("words", ["x" * 10_000, ""])
def test_words_of_any_length_are_taken_or_refused_and_never_cut(
    saltmarsh: Organisation, wren: Person, words: str
) -> None:
    consent = say_yes(wren, make_opportunity(make_signing(saltmarsh)))
    if words:
        with pytest.raises(CharterRefusedError, match="10,000 characters long"):
            put_forward(consent=consent, called="Wren", words=words, by=SETUP, at=MORNING)
    else:
        row, _ = put_forward(consent=consent, called="Wren", words=words, by=SETUP, at=MORNING)
        assert row.words.startswith("Wren would like to be considered for Site assistant at Quayside Builders.")


def test_words_from_right_to_left_are_kept_as_they_are(saltmarsh: Organisation, wren: Person) -> None:
    consent = say_yes(wren, make_opportunity(make_signing(saltmarsh)))

    row, _ = put_forward(consent=consent, called="ورين", words="يحب العمل في الخارج", by=SETUP, at=MORNING)

    assert "يحب العمل في الخارج" in row.words


def test_an_employer_answers_once(saltmarsh: Organisation, wren: Person) -> None:
    row, secret = forward(wren, make_opportunity(make_signing(saltmarsh)))

    answer_by_link(secret, interview_held=True, interview_date=DAY, feedback="Keen", outcome="offered", at=MORNING)

    row.refresh_from_db()
    assert (row.interview_held, row.feedback, row.outcome, row.answered_by) == (True, "Keen", "offered", "employer")
    with pytest.raises(LinkRefusedError):
        answer_by_link(secret, interview_held=False, at=MORNING)
    event = Event.objects.get(kind="charter.answered")
    assert (event.role, event.person) == ("employer", wren.public_id)


def test_a_wrong_answer_leaves_the_link_as_it_was(saltmarsh: Organisation, wren: Person) -> None:
    row, secret = forward(wren, make_opportunity(make_signing(saltmarsh)))

    with pytest.raises(CharterRefusedError, match="has not come yet"):
        answer_by_link(secret, interview_held=True, interview_date=DAY + timedelta(days=1), at=MORNING)
    with pytest.raises(CharterRefusedError, match="at least one"):
        answer_by_link(secret, interview_held=None, at=MORNING)

    answer_by_link(secret, interview_held=False, at=MORNING)
    row.refresh_from_db()
    assert row.interview_held is False


def test_a_link_is_too_old_after_four_weeks_and_replaced_by_a_newer_one(saltmarsh: Organisation, wren: Person) -> None:
    row, first = forward(wren, make_opportunity(make_signing(saltmarsh)))

    with pytest.raises(LinkRefusedError):
        answer_by_link(first, interview_held=False, at=MORNING + timedelta(days=28))
    second = link_again(submission=row, by=SETUP, at=MORNING)
    with pytest.raises(LinkRefusedError):
        answer_by_link(first, interview_held=False, at=MORNING)
    answer_by_link(second, interview_held=False, at=MORNING)


def test_a_promised_interview_is_awaited_until_held_with_feedback_and_an_outcome(
    submission: Submission, adviser: Viewer
) -> None:
    assert list(list_awaited(adviser, DAY)) == [submission]

    record_answer(
        submission=submission, version=1, interview_held=True, interview_date=DAY, outcome="not_offered",
        reason="not_selected", by=SETUP, at=MORNING,
    )  # fmt: skip
    assert list(list_awaited(adviser, DAY)) == [submission]  # The feedback is still to come.

    record_answer(submission=submission, version=2, feedback="More about tools next time", by=SETUP, at=MORNING)
    assert list(list_awaited(adviser, DAY)) == []


def test_two_tabs_do_not_overwrite_each_other(submission: Submission, wren: Person) -> None:
    record_answer(submission=submission, version=1, feedback="First", by=SETUP, at=MORNING)

    with pytest.raises(CharterChangedError):
        record_answer(submission=submission, version=1, feedback="Second", by=SETUP, at=MORNING)
    register(wren)
    with pytest.raises(CharterChangedError):
        register(wren)

    submission.refresh_from_db()
    assert submission.feedback == "First"


def test_expired_insurance_blocks_the_start(placement: Placement, worker: User) -> None:
    check_everything(placement, insured_until=DAY - timedelta(days=1))

    with pytest.raises(StartRefusedError, match="Employers’ liability insurance has expired on 30 January 2026"):
        start_placement(placement=placement, version=1, started_date=DAY, owner=worker, by=SETUP, at=MORNING)

    placement.refresh_from_db()
    assert placement.started_date is None
    assert not Task.objects.exists()
    insured = {"establishment": placement.establishment, "kind": "employers_liability", "checked_date": DAY}
    record_check(**insured, expires_date=date(2027, 1, 30), by=SETUP, at=MORNING)  # type: ignore[arg-type]
    start_placement(placement=placement, version=1, started_date=DAY, owner=worker, by=SETUP, at=MORNING)


def test_a_check_withdrawn_blocks_the_start(placement: Placement, worker: User) -> None:
    check_everything(placement)
    withdraw_check(check=placement.checks.get(kind="risk_assessment"), by=SETUP, at=MORNING)

    with pytest.raises(StartRefusedError, match="Risk assessment has not been seen"):
        start_placement(placement=placement, version=1, started_date=DAY, owner=worker, by=SETUP, at=MORNING)


def test_a_start_raises_the_tasks_at_4_13_and_26_weeks(placement: Placement, worker: User, adviser: Viewer) -> None:
    check_everything(placement)

    start_placement(placement=placement, version=1, started_date=DAY, owner=worker, by=SETUP, at=MORNING)

    # 31 January and 28, 91 and 182 days: 28 February, 2 May (28 + 31 + 30 + 2), 1 August.
    due = list(Task.objects.order_by("due_date").values_list("due_date", flat=True))
    assert due == [date(2026, 2, 28), date(2026, 5, 2), date(2026, 8, 1)]
    assert not any("harter" in task.words or "care" in task.words for task in Task.objects.all())
    placement.refresh_from_db()
    assert [stay.lasted.name for stay in list_stays(adviser, placement, DAY)] == ["NOT_YET"] * 3


def test_a_stay_is_answered_once_and_its_task_done(placement: Placement, worker: User, adviser: Viewer) -> None:
    check_everything(placement)
    start_placement(placement=placement, version=1, started_date=DAY, owner=worker, by=SETUP, at=MORNING)
    stay, due = StayCheck.objects.get(weeks=4), MORNING + timedelta(days=28)
    with pytest.raises(CharterRefusedError, match="or later"):
        record_stay(stay=stay, is_still_there=True, said_date=DAY, by=SETUP, at=MORNING)

    record_stay(stay=stay, is_still_there=True, said_date=due.date(), by=SETUP, at=due)

    assert Task.objects.get(pk=stay.task_id).state == Task.State.DONE
    with pytest.raises(CharterRefusedError, match="answered already"):
        record_stay(stay=stay, is_still_there=False, said_date=due.date(), by=SETUP, at=due)
    placement.refresh_from_db()
    assert [each.lasted.name for each in list_stays(adviser, placement, due.date())] == ["YES", "NOT_YET", "NOT_YET"]


def test_a_placement_becomes_lasting_or_ends_with_a_reason(placement: Placement, worker: User) -> None:
    check_everything(placement)
    with pytest.raises(CharterRefusedError, match="not running"):
        end_placement(placement=placement, version=1, ended_date=DAY, because="health", by=SETUP, at=MORNING)
    start_placement(placement=placement, version=1, started_date=DAY, owner=worker, by=SETUP, at=MORNING)
    with pytest.raises(CharterChangedError):
        make_permanent(placement=placement, version=1, permanent_date=DAY, by=SETUP, at=MORNING)

    make_permanent(placement=placement, version=2, permanent_date=DAY, by=SETUP, at=MORNING)
    end_placement(placement=placement, version=3, ended_date=DAY, because="another_job", by=SETUP, at=MORNING)

    placement.refresh_from_db()
    assert (placement.permanent_date, placement.ended_date, placement.ended_because) == (DAY, DAY, "another_job")
    asked = Task.objects.filter(pk__in=StayCheck.objects.filter(placement=placement).values("task"))
    assert list(asked.values_list("state", "reason")) == [("dropped", "They have left")] * 3


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"weekly_pay": Decimal("-1")}, "Give 0 or more"),
        ({"weekly_pay": Decimal(10), "is_paid": False}, "said to be unpaid"),
    ],
)
def test_pay_that_cannot_be_is_refused(
    saltmarsh: Organisation, wren: Person, told: dict[str, object], words: str
) -> None:
    asked = {"is_paid": True, "title": "Site assistant", "planned_date": DAY, **told}
    employer = make_signing(saltmarsh).establishment

    with pytest.raises(CharterRefusedError, match=words):
        plan_placement(person=wren, establishment=employer, by=SETUP, at=MORNING, **asked)  # type: ignore[arg-type]


def test_the_database_itself_refuses_negative_pay(placement: Placement) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Placement.objects.filter(pk=placement.pk).update(weekly_pay=Decimal("-0.01"))


def test_insurance_without_its_last_day_is_refused(placement: Placement) -> None:
    with pytest.raises(CharterRefusedError, match="Give its last day"):
        record_check(
            establishment=placement.establishment, kind="public_liability", checked_date=DAY, by=SETUP, at=MORNING
        )


def test_a_title_never_says_whom_an_opening_is_for(saltmarsh: Organisation) -> None:
    with pytest.raises(CharterRefusedError, match="Take out: care leavers"):
        make_opportunity(make_signing(saltmarsh), title="Warehouse job for care leavers")
    with pytest.raises(CharterRefusedError, match="another organisation’s"):
        post_opportunity(
            establishment=make_signing(saltmarsh, "Harbour Café").establishment, title="Waiter", sector="hospitality",
            places=1, pledge=promise(make_signing(saltmarsh, "Lock Hotel")), by=SETUP, at=MORNING,
        )  # fmt: skip


def test_rows_of_a_record_merged_into_another_are_theirs(
    saltmarsh: Organisation, wren: Person, adviser: Viewer
) -> None:
    double = make_person(saltmarsh, PersonFacts(legal_given_name="Ren"))
    register(double)
    care_for(double)
    make_opportunity(make_signing(saltmarsh), is_held=True)

    merge_people(person=double, same_as=wren, by=SETUP, at=MORNING)

    assert find_registration(adviser, wren.pk, DAY) is not None
    assert list(list_seekers(adviser, DAY)) == [wren.pk]
    assert [each.match.reasons[-2].says for each in suggest_openings(adviser, wren.pk, DAY)] == [Suits.YES]


def test_strangers_and_roles_without_leave_are_told_nothing(
    saltmarsh: Organisation, wren: Person, placement: Placement, stranger: Viewer
) -> None:
    register(wren)
    submission = Submission.objects.get()
    pledge = promise(submission.opportunity.establishment.signings.get())
    outsiders = [
        stranger,
        *(make_viewer(saltmarsh, role) for role in ("tracking_officer", "data_lead", "school_lead", "commissioner")),
    ]

    for viewer in outsiders:
        assert list(list_submissions(viewer, DAY)) == list(list_placements(viewer, DAY)) == []
        assert list_seekers(viewer, DAY) == {}
        assert list_pledges(viewer, DAY) == []
        assert suggest_openings(viewer, wren.pk, DAY) == []
        for get, row, error in (
            (get_submission, submission, SubmissionNotFoundError),
            (get_placement, placement, PlacementNotFoundError),
            (get_consent, IntroductionConsent.objects.get(), ConsentNotFoundError),
        ):
            with pytest.raises(error):
                get(viewer, row.pk, DAY)
        with pytest.raises(OpportunityNotFoundError):
            get_opportunity(viewer, submission.opportunity_id)
        with pytest.raises(PledgeNotFoundError):
            get_pledge(viewer, pledge.pk)
    assert count_signings(stranger, DAY) == {}
    assert {str(figure) for figure in count_charter(stranger, DAY, DAY).figures.values()} == {"0"}


def test_a_council_may_call_more_than_four_small(saltmarsh: Organisation) -> None:
    commissioner = make_viewer(saltmarsh, "commissioner")
    for number in range(5):
        register(make_person(saltmarsh, PersonFacts(legal_given_name=f"Wren {number}")))
    assert str(count_charter(commissioner, DAY, DAY).figures["registered"]) == "5"

    change_setting(saltmarsh, key="suppression.upper", value=5, from_date=DAY, by=SETUP, at=MORNING)

    assert str(count_charter(commissioner, DAY, DAY).figures["registered"]) == "c"


def test_a_commissioner_is_shown_no_small_number(
    saltmarsh: Organisation, placement: Placement, adviser: Viewer
) -> None:
    commissioner = make_viewer(saltmarsh, "commissioner")

    shown, whole = count_charter(commissioner, DAY, DAY), count_charter(adviser, DAY, DAY)

    assert (str(shown.figures["put_forward"]), str(whole.figures["put_forward"])) == ("c", "1")
    assert {str(shown.figures[name]) for name in ("promised", "held", "not_held")} == {"c"}
    assert str(shown.figures["started"]) == "0"


def test_a_person_put_forward_twice_is_one_person(saltmarsh: Organisation, wren: Person, adviser: Viewer) -> None:
    signing = make_signing(saltmarsh)
    for title in ("Site assistant", "Stores assistant"):
        forward(wren, make_opportunity(signing, title=title))

    counted = count_charter(adviser, DAY, DAY).figures

    assert (str(counted["put_forward"]), str(counted["promised"])) == ("1", "2")


def test_hours_beyond_a_week_are_refused(wren: Person) -> None:
    with pytest.raises(CharterRefusedError, match="from 1 to 60"):
        register_seeker(person=wren, registered_date=DAY, hours_most=168, by=SETUP, at=MORNING)


def test_suggestions_cost_the_same_for_one_and_for_many(saltmarsh: Organisation, adviser: Viewer) -> None:
    people = list(Person.objects.filter(pk__in=make_pupils(saltmarsh, 12)).order_by("pk"))
    opening = get_opportunity(adviser, make_opportunity(make_signing(saltmarsh)).pk)
    register(people[0])
    with CaptureQueriesContext(connection) as for_one:
        suggest_seekers(adviser, opening, DAY)
    for person in people[1:]:
        register(person)

    with CaptureQueriesContext(connection) as for_many:
        assert len(suggest_seekers(adviser, opening, DAY)) == 12

    assert len(for_many) == len(for_one) <= 10
