"""Who was reached and who was only tried, and what comes next."""

import re
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection
from django.db import transaction as database
from django.test.utils import CaptureQueriesContext

from tests.factories.cast import SETUP, make_viewer
from tests.factories.moments import DAY, MORNING
from tests.factories.people import make_person, make_pupils
from towpath.access.models import User
from towpath.audit.models import Event
from towpath.contact.actions import (
    ContactChangedError,
    ContactRefusedError,
    NextStep,
    Told,
    amend_contact,
    record_contact,
    strike_out_contact,
)
from towpath.contact.lists import LISTS, OUTCOMES, meaning_of
from towpath.contact.models import ContactEvent
from towpath.contact.queries import (
    HIDDEN,
    ContactNotFoundError,
    LastContact,
    Talks,
    count_interventions,
    count_talks,
    get_contact,
    get_contact_versions,
    last_contact_dates,
    list_contacts,
)
from towpath.organisation.actions import add_choice, change_choice
from towpath.people.actions import merge_people
from towpath.people.facts import PersonFacts
from towpath.people.models import Person
from towpath.tasks.actions import finish_task
from towpath.tasks.queries import list_own_tasks

HOUR = timedelta(hours=1)


def ring(person, viewer, *, outcome="spoke", happened_at=MORNING, **how):
    return record_contact(
        person=person,
        happened_at=happened_at,
        channel=how.pop("channel", "phone"),
        outcome=outcome,
        owner=User.objects.get(pk=viewer.user_id),
        by=how.pop("by", viewer.actor),
        at=MORNING,
        **how,
    )


def test_every_outcome_makes_an_event_of_a_known_kind():
    for each in OUTCOMES.shipped:
        means = meaning_of(each)
        assert means.kind in ContactEvent.Kind.values, each.code
        assert means.reached in ContactEvent.Reached.values, each.code
        assert means.kind != "attempt" or means.reached == "N", "an attempt reaches nobody"
        assert each.means[0] in OUTCOMES.meanings, each.code
    for each in (each for listed in LISTS for each in listed.shipped):
        assert re.fullmatch(r"[A-Z].*[^.]", each.words), each.code


def test_an_attempt_is_a_try_and_never_a_contact(saltmarsh, adviser):
    wren = make_person(saltmarsh)
    ring(wren, adviser, outcome="spoke", happened_at=MORNING - 9 * HOUR)
    ring(wren, adviser, outcome="no_answer", happened_at=MORNING - 2 * HOUR)
    ring(wren, adviser, outcome="left_message", happened_at=MORNING - HOUR)

    last = last_contact_dates(adviser, [wren.pk], DAY)[wren.pk]

    assert last == LastContact(MORNING - 9 * HOUR, MORNING - 9 * HOUR, MORNING - HOUR, attempts_since=2)


def test_speaking_to_a_parent_reaches_the_family_and_not_the_young_person(saltmarsh, adviser):
    wren = make_person(saltmarsh)
    event = ring(wren, adviser, outcome="spoke_family")

    last = last_contact_dates(adviser, [wren.pk], DAY)[wren.pk]

    assert (last.reached_at, last.family_reached_at) == (None, MORNING)
    assert event.with_family


def test_a_note_is_neither_a_contact_nor_a_try(saltmarsh, adviser):
    wren = make_person(saltmarsh)
    ring(wren, adviser, outcome="noted", channel="other")

    assert last_contact_dates(adviser, [wren.pk], DAY)[wren.pk] == LastContact()


def test_somebody_never_tried_has_no_last_contact_and_is_still_answered_for(saltmarsh, adviser):
    wren = make_person(saltmarsh)

    assert last_contact_dates(adviser, [wren.pk], DAY) == {wren.pk: LastContact()}


def test_what_is_struck_out_counts_for_nothing_and_is_struck_out_once(saltmarsh, adviser):
    wren = make_person(saltmarsh)
    event = ring(wren, adviser)

    strike_out_contact(event=event, because="About somebody else", by=SETUP, at=MORNING)

    assert last_contact_dates(adviser, [wren.pk], DAY)[wren.pk] == LastContact()
    assert count_interventions(adviser, [wren.pk], DAY)[wren.pk] == 0
    with pytest.raises(ContactRefusedError):
        strike_out_contact(event=event, because="About somebody else", by=SETUP, at=MORNING)


def test_what_is_struck_out_stays_in_the_log_with_who_and_why(saltmarsh, adviser):
    wren = make_person(saltmarsh)
    strike_out_contact(event=ring(wren, adviser), because=" About somebody else ", by=adviser.actor, at=MORNING)

    [entry] = list_contacts(adviser, wren.pk, DAY)

    assert (entry.struck_out_at, entry.struck_out_by) == (MORNING, adviser.user)
    assert entry.struck_out_because == "About somebody else"
    assert Event.objects.get(kind="contact.struck_out").subject == f"contact_event:{entry.id}"


def test_a_contact_is_not_struck_out_without_a_reason(saltmarsh, adviser):
    wren = make_person(saltmarsh)

    with pytest.raises(ContactRefusedError):
        strike_out_contact(event=ring(wren, adviser), because="  ", by=SETUP, at=MORNING)

    assert last_contact_dates(adviser, [wren.pk], DAY)[wren.pk].reached_at == MORNING


def test_what_a_struck_out_contact_gave_somebody_to_do_is_dropped(saltmarsh, adviser):
    wren = make_person(saltmarsh)
    event = ring(wren, adviser, next_step=NextStep(DAY, "Ring again"))
    ring(wren, adviser, next_step=NextStep(DAY, "Send the bus times"))

    strike_out_contact(event=event, because="About somebody else", by=SETUP, at=MORNING)

    assert [task.words for task in list_own_tasks(adviser, DAY)] == ["Send the bus times"]


def test_what_a_contact_gave_somebody_to_do_cannot_be_finished_while_it_is_dropped(saltmarsh, adviser):
    event = ring(make_person(saltmarsh), adviser, next_step=NextStep(DAY, "Ring again"))

    with CaptureQueriesContext(connection) as asked:
        strike_out_contact(event=event, because="About somebody else", by=SETUP, at=MORNING)

    [read] = [each["sql"] for each in asked if each["sql"].startswith('SELECT "tasks_task"')]
    # SQLite lets one writer in at a time, and has nothing to say here.
    locked = " FOR NO KEY UPDATE" if connection.features.has_select_for_update else ""
    assert read.endswith(f'ORDER BY "tasks_task"."id" ASC{locked}')


def test_what_a_viewer_may_not_read_they_cannot_strike_out(saltmarsh, adviser, stranger):
    wren, rowan = (Person.objects.get(pk=each) for each in make_pupils(saltmarsh, 2))
    colleague = make_viewer(saltmarsh, "tracking_officer")
    event, secret = ring(wren, adviser), ring(wren, adviser, audience="need_to_know")

    assert get_contact(colleague, wren.pk, event.pk, DAY) == event
    for viewer, person, contact in ((stranger, wren, event), (colleague, wren, secret), (colleague, rowan, event)):
        with pytest.raises(ContactNotFoundError):
            get_contact(viewer, person.pk, contact.pk, DAY)


def test_interventions_are_conversations_and_visits_alone(saltmarsh, adviser):
    wren, rowan = (Person.objects.get(pk=each) for each in make_pupils(saltmarsh, 2))
    for outcome in ("spoke", "seen", "no_answer", "sent", "noted", "spoke_family"):
        ring(wren, adviser, outcome=outcome)

    assert count_interventions(adviser, [wren.pk, rowan.pk], DAY) == {wren.pk: 2, rowan.pk: 0}


def test_talks_with_family_count_apart_and_one_with_both_in_each_merges_resolved(saltmarsh, adviser, stranger):
    wren, double = make_person(saltmarsh), make_person(saltmarsh, PersonFacts(legal_given_name="Ren"))
    merge_people(person=double, same_as=wren, by=SETUP, at=MORNING)
    for person, outcome, with_family in (
        (wren, "spoke", False),
        (wren, "seen", True),
        (double, "spoke_family", False),
        (wren, "no_answer", True),
        (wren, "replied", True),
        (wren, "spoke_other", True),
    ):
        ring(person, adviser, outcome=outcome, with_family=with_family)

    # With them: spoke and seen. With family: seen together, and the family alone.
    assert count_talks(adviser, [wren.pk], DAY) == {wren.pk: Talks(with_them=1 + 1, with_family=1 + 1)}
    assert count_talks(adviser, [wren.pk], DAY, last=DAY - timedelta(days=1)) == {wren.pk: Talks()}
    assert count_talks(stranger, [wren.pk], DAY) == {}


def test_a_next_step_becomes_a_task_of_its_owner(saltmarsh, adviser):
    wren = make_person(saltmarsh)
    event = ring(wren, adviser, next_step=NextStep(DAY + timedelta(days=7), "Send the bus times"))

    [task] = list_own_tasks(adviser, DAY)

    assert (task.kind, task.words, task.due_date) == ("next_step", "Send the bus times", DAY + timedelta(days=7))
    assert task.source == f"contact_event:{event.pk}"


def test_with_nothing_needed_somebody_looks_again_on_a_day(saltmarsh, adviser):
    wren = make_person(saltmarsh)
    event = ring(wren, adviser, next_step=NextStep(DAY + timedelta(days=60)))

    [task] = list_own_tasks(adviser, DAY)

    assert (task.kind, task.words, task.due_date) == ("review", "Look again", DAY + timedelta(days=60))
    assert (event.next_action, event.next_date) == ("", DAY + timedelta(days=60))


@pytest.mark.parametrize(
    "wrong",
    [
        {"outcome": "teleported"},
        {"channel": "pigeon"},
        {"direction": "up"},
        {"audience": "everybody"},
        {"happened_at": MORNING + timedelta(microseconds=1)},
    ],
)
def test_what_cannot_have_happened_so_is_refused_and_leaves_no_task(saltmarsh, adviser, wrong):
    wren = make_person(saltmarsh)

    with pytest.raises(ContactRefusedError):
        ring(wren, adviser, next_step=NextStep(DAY, "Ring again"), **wrong)

    assert not ContactEvent.objects.exists()
    assert not list_own_tasks(adviser, DAY).exists()


def test_what_some_need_to_know_is_hidden_from_others_but_not_from_who_wrote_it(saltmarsh, manager):
    wren = make_person(saltmarsh)
    author, colleague = make_viewer(saltmarsh, "adviser"), make_viewer(saltmarsh, "tracking_officer")
    ring(wren, author, words="Told me about home", place="Library", audience="need_to_know")

    assert list_contacts(author, wren.pk, DAY)[0].words == "Told me about home"
    assert list_contacts(manager, wren.pk, DAY)[0].words == "Told me about home"
    [hidden] = list_contacts(colleague, wren.pk, DAY)
    assert (hidden.words, hidden.place, hidden.is_hidden) == (HIDDEN, "", True)


def test_the_next_borough_and_a_commissioner_see_no_contact(saltmarsh, adviser, stranger):
    wren = make_person(saltmarsh)
    ring(wren, adviser)

    for viewer in (stranger, make_viewer(saltmarsh, "commissioner")):
        assert list_contacts(viewer, wren.pk, DAY) == []
        assert last_contact_dates(viewer, [wren.pk], DAY) == {}


def test_contacts_of_merged_records_are_contacts_of_one_person(saltmarsh, adviser):
    double, wren = (Person.objects.get(pk=each) for each in make_pupils(saltmarsh, 2))
    ring(double, adviser, happened_at=MORNING - HOUR)
    ring(wren, adviser, outcome="no_answer")
    merge_people(person=double, same_as=wren, by=SETUP, at=MORNING)

    last = last_contact_dates(adviser, [double.pk, wren.pk], DAY)

    assert last[wren.pk] == last[double.pk] == LastContact(MORNING - HOUR, MORNING - HOUR, MORNING, 1)
    assert len(list_contacts(adviser, double.pk, DAY)) == 2


def test_last_contact_takes_four_queries_however_many_people(saltmarsh, adviser):
    people = Person.objects.filter(pk__in=make_pupils(saltmarsh, 30))
    for person in people:
        ring(person, adviser)

    with CaptureQueriesContext(connection) as captured:
        last_contact_dates(adviser, [person.pk for person in people], DAY)

    assert len(captured) == 4


def test_the_log_holds_no_word_of_a_contact(saltmarsh, adviser):
    ring(make_person(saltmarsh), adviser, words="Worried about rent", who_was_present="Maeve")

    facts = " ".join(Event.objects.values_list("facts", flat=True))
    assert "rent" not in facts
    assert "Maeve" not in facts


LATER = MORNING + HOUR
LATER_STILL = MORNING + 2 * HOUR


def amend(event, viewer, *, because="Heard it wrong", at=LATER, **said):
    """Say a contact otherwise: what is not named stays."""
    now_said = {
        "happened_at": event.happened_at,
        "channel": event.channel,
        "outcome": event.outcome,
        "words": event.words,
        "who_was_present": event.who_was_present,
        "with_family": event.with_family,
        "audience": event.audience,
        "next_step": NextStep(event.next_date, event.next_action) if event.next_date else None,
    }
    return amend_contact(
        event=event,
        told=Told(**now_said | said),
        because=because,
        owner=User.objects.get(pk=viewer.user_id),
        by=viewer.actor,
        at=at,
    )


def test_a_changed_contact_keeps_what_it_said_before_with_who_when_and_why(saltmarsh, adviser, manager):
    wren = make_person(saltmarsh)
    first = ring(wren, adviser, words="Likes bricks")
    amended = amend(first, manager, words="Likes bricklaying", because=" Heard it wrong ")

    found = get_contact_versions(adviser, wren.pk, first.pk, DAY)

    assert (found.entry.words, found.entry.version, found.entry.recorded_by) == ("Likes bricklaying", 2, manager.user)
    assert found.entry.struck_out_at is None
    [before] = found.earlier
    assert (before.entry.words, before.entry.recorded_by) == ("Likes bricks", adviser.user)
    assert (before.changed_by, before.changed_at, before.changed_because) == (manager.user, LATER, "Heard it wrong")
    assert [entry.words for entry in list_contacts(adviser, wren.pk, DAY)] == ["Likes bricklaying"]
    assert get_contact(adviser, wren.pk, first.pk, DAY) == amended
    event = Event.objects.get(kind="contact.changed")
    assert event.subject == f"contact_event:{amended.pk}"
    assert "brick" not in event.facts


def test_of_two_who_change_the_same_version_the_second_is_refused(saltmarsh, adviser, manager):
    wren = make_person(saltmarsh)
    first = ring(wren, adviser, words="Likes bricks")
    amend(first, adviser, words="Likes bricklaying")

    with pytest.raises(ContactChangedError):
        amend(first, manager, words="Likes beekeeping", at=LATER_STILL)
    with pytest.raises(ContactRefusedError, match="changed or struck out meanwhile"):
        strike_out_contact(event=first, because="About somebody else", by=SETUP, at=LATER_STILL)

    assert [entry.words for entry in list_contacts(adviser, wren.pk, DAY)] == ["Likes bricklaying"]


def test_the_database_itself_keeps_one_of_two_same_versions(saltmarsh, adviser):
    amended = amend(ring(make_person(saltmarsh), adviser), adviser, words="Once")
    amended.pk = None

    with pytest.raises(IntegrityError, match=r"contact_version_is_written_once|UNIQUE"), database.atomic():
        amended.save(force_insert=True)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"because": "  ", "words": "Other"}, "Say why"),
        ({}, "Nothing is changed"),
        ({"outcome": "teleported"}, "from the list"),
        ({"channel": "pigeon"}, "from the list"),
        ({"audience": "everybody"}, "who may read"),
        ({"happened_at": LATER + HOUR}, "not happened yet"),
    ],
)
def test_what_cannot_be_so_is_refused_and_the_contact_stays(saltmarsh, adviser, wrong, words):
    wren = make_person(saltmarsh)
    event = ring(wren, adviser)

    with pytest.raises(ContactRefusedError, match=words):
        amend(event, adviser, **wrong)

    assert get_contact(adviser, wren.pk, event.pk, DAY) == event


# What was recorded, changed an hour later, and changed again: kind and whom it reached follow the outcome. How many
# interventions and attempts there are, as known before the first change, between the two, and now.
COUNTED = """
recorded  | an hour  | two hours | interventions | attempts
spoke     | spoke    | spoke     | 1 1 1         | 0 0 0
spoke     | no_answer| no_answer | 1 0 0         | 0 1 1
no_answer | seen     | spoke_other | 0 1 0       | 1 0 1
no_answer | noted    | spoke     | 0 0 1         | 1 0 0
"""


@pytest.mark.parametrize("row", COUNTED.strip().splitlines()[1:])
def test_counts_follow_the_version_that_counted_at_an_instant(saltmarsh, adviser, row):
    recorded, hour, two, interventions, attempts = (cell.strip() for cell in row.split("|"))
    wren = make_person(saltmarsh)
    event, found = ring(wren, adviser, outcome=recorded), []
    for number, outcome in enumerate((hour, two), 1):
        found.append(last_contact_dates(adviser, [wren.pk], DAY)[wren.pk].attempts_since)
        event = amend(event, adviser, outcome=outcome, words=f"Version {number}", at=MORNING + number * HOUR)
    found.append(last_contact_dates(adviser, [wren.pk], DAY)[wren.pk].attempts_since)

    counted = [
        count_interventions(adviser, [wren.pk], DAY, known_at=MORNING + number * HOUR)[wren.pk] for number in range(3)
    ]

    assert " ".join(str(each) for each in counted) == interventions
    assert " ".join(str(each) for each in found) == attempts
    assert count_interventions(adviser, [wren.pk], DAY)[wren.pk] == counted[-1]
    assert count_interventions(adviser, [wren.pk], DAY, known_at=MORNING - HOUR)[wren.pk] == 0


# The next step that was recorded, whether its task is done before the change, the next step after it, and what is left
# to do: words and in how many days.
STEPS = """
before    | done | after     | left
Ring 7    | no   | Ring 7    | Ring 7
Ring 7    | no   | Ring 9    | Ring 9
Ring 7    | no   | Write 7   | Write 7
Ring 7    | no   | -         | -
Ring 7    | no   | . 7       | Look again 7
-         | no   | Ring 7    | Ring 7
Ring 7    | yes  | Ring 7    | -
Ring 7    | yes  | Write 9   | Write 9
"""


@pytest.mark.parametrize("row", STEPS.strip().splitlines()[1:])
def test_what_is_to_be_done_follows_the_next_step_as_it_is_said_now(saltmarsh, adviser, manager, row):
    def step(words):
        what, _, days = words.rpartition(" ")
        return NextStep(DAY + timedelta(days=int(days)), what.replace(".", "")) if days != "-" else None

    before, done, after, left = (cell.strip() for cell in row.split("|"))
    event = ring(make_person(saltmarsh), adviser, next_step=step(before))
    if done == "yes":
        finish_task(task=list_own_tasks(adviser, DAY).get(), by=SETUP, at=MORNING)

    amend(event, manager if before != "-" else adviser, next_step=step(after), words="Changed")

    owner = manager if done == "yes" and after != before else adviser
    tasks = [f"{task.words} {(task.due_date - DAY).days}" for task in list_own_tasks(owner, DAY)]
    assert (tasks or ["-"]) == [left]
    latest = ContactEvent.objects.get(withdrawn_at__isnull=True)
    strike_out_contact(event=latest, because="About somebody else", by=SETUP, at=LATER_STILL)
    assert not list_own_tasks(owner, DAY), "the task is known by the contact, whichever version gave it"


def test_an_earlier_version_that_was_narrower_stays_narrower(saltmarsh, adviser, manager):
    wren, colleague = make_person(saltmarsh), make_viewer(saltmarsh, "tracking_officer")
    secret = ring(wren, adviser, words="Told me about home", audience="need_to_know")
    amend(secret, adviser, words="Wants a quiet room", audience="team", because="Home is written elsewhere")

    seen = get_contact_versions(colleague, wren.pk, secret.pk, DAY)
    assert seen.entry.words == "Wants a quiet room"
    [hidden] = seen.earlier
    assert (hidden.entry.words, hidden.entry.is_hidden, hidden.changed_because) == (HIDDEN, True, "")
    assert hidden.changed_by == adviser.user
    for viewer in (adviser, manager):
        [before] = get_contact_versions(viewer, wren.pk, secret.pk, DAY).earlier
        assert (before.entry.words, before.changed_because) == ("Told me about home", "Home is written elsewhere")


def test_who_may_not_read_what_it_says_now_reads_nothing_that_it_said_before(saltmarsh, adviser, stranger):
    wren, colleague = make_person(saltmarsh), make_viewer(saltmarsh, "tracking_officer")
    event = ring(wren, adviser, words="Told me about home")
    amend(event, adviser, audience="need_to_know")

    for viewer in (colleague, stranger, make_viewer(saltmarsh, "commissioner")):
        with pytest.raises(ContactNotFoundError):
            get_contact_versions(viewer, wren.pk, event.pk, DAY)
    assert [entry.words for entry in list_contacts(colleague, wren.pk, DAY)] == [HIDDEN]


def test_an_outcome_that_is_offered_no_more_may_stay_and_is_not_chosen_anew(saltmarsh, adviser):
    event = ring(make_person(saltmarsh), adviser, outcome="left_message")
    change_choice(
        organisation=saltmarsh, of=OUTCOMES, code="left_message", seen=None, words="Left a message", is_offered=False,
        by=SETUP, at=MORNING,
    )  # fmt: skip

    assert amend(event, adviser, words="With his aunt").outcome == "left_message"
    with pytest.raises(ContactRefusedError, match="from the list"):
        ring(event.person, adviser, outcome="left_message")


def test_a_council_s_own_outcome_counts_as_it_was_said_to(saltmarsh, adviser):
    wren = make_person(saltmarsh)
    own = add_choice(
        organisation=saltmarsh, to=OUTCOMES, words="Met at the youth hub", means=["visit.Y"], by=SETUP, at=MORNING
    )

    event = ring(wren, adviser, outcome=own.code)

    assert (event.kind, event.reached) == ("visit", "Y")
    assert count_interventions(adviser, [wren.pk], DAY)[wren.pk] == 1
