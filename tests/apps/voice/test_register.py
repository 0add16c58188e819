"""Something is done once space, voice, audience and influence are filled; who said it is for few; counts add up."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.factories.cast import SETUP, make_viewer
from tests.factories.moments import DAY, MORNING
from tests.factories.people import make_person
from tests.factories.voice import (
    TEXTS,
    change,
    do,
    finish,
    hear,
    let_out,
    make_suggestion,
    make_voice,
    publish,
)
from towpath.access.models import User
from towpath.access.viewer import Viewer
from towpath.audit.models import Event
from towpath.caseload.lists import VOICE_THEMES
from towpath.organisation.actions import change_choice, change_setting
from towpath.organisation.models import Organisation
from towpath.rules.voice import Clock, Part, Stage
from towpath.voice.actions import (
    VoiceChangedError,
    VoiceRefusedError,
    call_done,
    decide,
    fill_audience,
    fill_space,
    reopen,
    set_aside,
    sort_entry,
    take_down,
    tell_back,
    write_release,
)
from towpath.voice.door import open_stage, you_said_we_did
from towpath.voice.models import VoiceEntry, VoiceRelease, VoiceSource
from towpath.voice.queries import (
    VoiceNotFoundError,
    find_release,
    find_source,
    get_entry,
    list_entries,
    list_followers,
    list_set_aside,
    list_steps,
    list_to_read,
    list_waiting,
    standings_of,
    voice_counts,
)


def user_of(viewer: Viewer) -> User:
    return User.objects.get(pk=viewer.user_id)


@pytest.fixture
def entry(saltmarsh: Organisation, adviser: Viewer) -> VoiceEntry:
    return make_voice(saltmarsh, user_of(adviser))


def test_what_was_said_is_kept_in_their_words_and_the_log_has_none_of_them(entry: VoiceEntry) -> None:
    told = Event.objects.get(kind="voice.recorded", subject=f"voice_entry:{entry.pk}")

    assert entry.words == TEXTS
    assert "ring" not in told.facts
    assert "2026-01-05" in told.facts


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"words": " \n"}, "Write what they said."),
        ({"words": "x" * 10_001}, "at most 10,000 characters. You used 10,001."),
        ({"said_date": date(2026, 2, 1)}, "said on 1 February 2026, which lies ahead"),
        ({"said_count": 0}, "a number from 1 to 10,000"),
        ({"said_count": -3}, "a number from 1 to 10,000"),
        ({"theme": "no_such"}, "Choose a theme from the list."),
        ({"came_from": "rumour"}, "Say where this came from."),
    ],
)
def test_what_cannot_be_is_refused_in_words(
    saltmarsh: Organisation, adviser: Viewer, changed: dict[str, Any], words: str
) -> None:
    with pytest.raises(VoiceRefusedError, match=words):
        make_voice(saltmarsh, user_of(adviser), **changed)

    assert not VoiceEntry.objects.exists()


def test_ten_thousand_characters_from_right_to_left_are_kept_whole(saltmarsh: Organisation, adviser: Viewer) -> None:
    words = ("אנחנו רוצים " * 900)[:10_000].strip()

    assert VoiceEntry.objects.get(pk=make_voice(saltmarsh, user_of(adviser), words=words).pk).words == words


def test_the_same_form_sent_twice_is_one_entry(saltmarsh: Organisation, entry: VoiceEntry, adviser: Viewer) -> None:
    again = make_voice(saltmarsh, user_of(adviser), words="Another tab")

    assert again.pk == entry.pk
    assert VoiceEntry.objects.get().words == TEXTS


def test_nobody_who_left_or_works_elsewhere_is_given_it_to_follow_up(saltmarsh: Organisation, stranger: Viewer) -> None:
    with pytest.raises(VoiceRefusedError, match="somebody who works here"):
        make_voice(saltmarsh, user_of(stranger))


def test_it_is_done_only_once_all_four_parts_are_filled_and_each_missing_one_is_named(entry: VoiceEntry) -> None:
    with pytest.raises(VoiceRefusedError) as refused:
        do(call_done, entry)
    for part in ("Space:", "Voice:", "Audience:", "Influence:"):
        assert part in str(refused.value)

    change(entry)
    do(call_done, entry)

    entry.refresh_from_db()
    assert entry.done_at == MORNING


@pytest.mark.parametrize(
    ("unfilled", "outcome"),
    [
        ({"space_words": ""}, "changed"),
        ({"voice_words": ""}, "changed"),
        ({"told_words": "", "told_date": None}, "changed"),
        ({"told_date": date(2026, 1, 18)}, "changed"),
        ({"outcome": "will_change", "change_by_date": DAY, "changed_date": None}, "will_change"),
        (
            {
                "audience_who": "", "heard_date": None, "reply_due_date": None, "outcome": "", "outcome_words": "",
                "decided_date": None, "changed_date": None, "told_words": "", "told_date": None,
            },
            "",
        ),
    ],
)  # fmt: skip
def test_the_database_holds_no_entry_done_with_a_part_missing(
    entry: VoiceEntry, unfilled: dict[str, Any], outcome: str
) -> None:
    finish(entry)
    rows = VoiceEntry.objects.filter(pk=entry.pk)

    with pytest.raises(IntegrityError, match="voice_is_done"), transaction.atomic():
        rows.update(**unfilled)

    assert rows.update(done_at=None) == 1
    # The part alone may be missing for as long as nobody calls it done, or the day it was told comes before the change.
    rows.update(**unfilled)
    assert rows.get().outcome == outcome


@pytest.mark.parametrize(
    "broken",
    [
        {"heard_date": None},
        {"reply_due_date": date(2026, 1, 11)},
        {"decided_date": None},
        {"decided_date": date(2026, 1, 11)},
        {"outcome": "will_change", "changed_date": None},
        {"changed_date": None},
        {"changed_date": date(2026, 1, 14)},
        {"told_date": None},
        {"said_count": 0},
        {"owner_id": None},
        {"words": ""},
        {"set_aside_at": MORNING},
    ],
)
def test_the_database_refuses_days_and_words_that_cannot_be(entry: VoiceEntry, broken: dict[str, Any]) -> None:
    change(entry)

    with pytest.raises(IntegrityError), transaction.atomic():
        VoiceEntry.objects.filter(pk=entry.pk).update(**broken)


def test_a_promise_is_told_and_kept_before_it_is_done(entry: VoiceEntry, adviser: Viewer) -> None:
    hear(entry)
    told = {"words": "Texts will be sent", "decided_date": date(2026, 1, 15)}
    with pytest.raises(VoiceRefusedError, match="Without one it is no promise"):
        do(decide, entry, outcome="will_change", **told)
    do(decide, entry, outcome="will_change", change_by_date=date(2026, 2, 27), **told)
    do(tell_back, entry, words="Told at the group", told_date=date(2026, 1, 20))
    with pytest.raises(VoiceRefusedError, match="promised by 27 February 2026"):
        do(call_done, entry)
    [standing] = standings_of(adviser, [entry], DAY)
    assert (standing.stage, standing.missing) == (Stage.PROMISED, (Part.INFLUENCE,))
    assert standing.owed is not None
    assert (standing.owed.clock, standing.owed.due_date) == (Clock.CHANGE, date(2026, 2, 27))

    do(decide, entry, outcome="changed", changed_date=date(2026, 1, 28), **told)
    entry.refresh_from_db()

    # They were told of the promise and not of the change.
    assert entry.told_date is None
    with pytest.raises(VoiceRefusedError, match="tell the young people what was decided"):
        do(call_done, entry)
    do(tell_back, entry, words="Told at the group", told_date=date(2026, 1, 28), felt_heard="yes")
    do(call_done, entry)
    assert [step.words for step in list_steps(adviser, entry) if step.kind == "told"] == ["Told at the group"] * 2


@pytest.mark.parametrize(
    ("action", "given", "words"),
    [
        (decide, {"outcome": "cannot", "words": "No rooms", "decided_date": date(2026, 1, 11)}, "before it was heard"),
        (decide, {"outcome": "cannot", "words": " ", "decided_date": DAY}, "Say why it cannot change"),
        (decide, {"outcome": "cannot", "words": "No", "decided_date": DAY + timedelta(days=1)}, "lies ahead"),
        (decide, {"outcome": "changed", "words": "Yes", "decided_date": DAY}, "Give the day on which it changed"),
        (
            decide,
            {"outcome": "changed", "words": "Yes", "decided_date": DAY, "changed_date": date(2026, 1, 30)},
            "It changed on 30 January 2026, before it was decided on 31 January 2026",
        ),
        (
            decide,
            {"outcome": "will_change", "words": "Yes", "decided_date": DAY, "change_by_date": date(2026, 1, 30)},
            "to change by 30 January 2026, before",
        ),
        (decide, {"outcome": "perhaps", "words": "Yes", "decided_date": DAY}, "changed, will change, or cannot"),
        (tell_back, {"words": "At the group", "told_date": DAY}, "There is nothing to tell yet"),
        (
            fill_audience,
            {"who": "The head", "heard_date": date(2026, 1, 4), "reply_due_date": DAY},
            "heard on 4 January 2026, before it was said on 5 January 2026",
        ),
        (
            fill_audience,
            {"who": "The head", "heard_date": date(2026, 1, 12), "reply_due_date": date(2026, 1, 11)},
            "answer is due on 11 January 2026, before",
        ),
        (fill_space, {"words": ""}, "say how it was made safe"),
    ],
)
def test_a_step_that_cannot_be_says_what_to_do(
    entry: VoiceEntry, action: Any, given: dict[str, Any], words: str
) -> None:
    hear(entry)

    with pytest.raises(VoiceRefusedError, match=words):
        do(action, entry, **given)


def test_nothing_is_decided_that_nobody_with_power_heard(entry: VoiceEntry) -> None:
    with pytest.raises(VoiceRefusedError, match="Only they can decide"):
        do(decide, entry, outcome="cannot", words="No", decided_date=DAY)


def test_two_tabs_do_not_overwrite_each_other(entry: VoiceEntry) -> None:
    fill_space(entry=entry, version=1, words="At a group", by=SETUP, at=MORNING)

    with pytest.raises(VoiceChangedError) as behind:
        fill_space(entry=entry, version=1, words="On a walk", by=SETUP, at=MORNING)

    assert behind.value.row.space_words == "At a group"


def test_what_was_called_done_is_opened_again_with_a_reason_alone(entry: VoiceEntry) -> None:
    finish(entry)
    with pytest.raises(VoiceRefusedError, match="Open it again first"):
        do(fill_space, entry, words="Other")
    with pytest.raises(VoiceRefusedError, match="Say why"):
        do(reopen, entry, why=" ")

    do(reopen, entry, why="They say that texts stopped")
    do(fill_space, entry, words="Other")

    with pytest.raises(VoiceRefusedError, match="open already"):
        do(reopen, entry, why="Again")


def test_what_is_set_aside_is_kept_and_counts_for_nothing(
    saltmarsh: Organisation, entry: VoiceEntry, adviser: Viewer, manager: Viewer
) -> None:
    finish(entry)
    publish(entry, manager)
    do(set_aside, entry, why="Recorded twice")

    assert you_said_we_did(saltmarsh, DAY) == []
    assert voice_counts(adviser, date(2026, 1, 1), DAY).said == 0
    assert not list_entries(manager).exists()
    assert [row.pk for row in list_set_aside(manager)] == [entry.pk]
    assert not list_set_aside(adviser).exists()
    with pytest.raises(VoiceNotFoundError):
        get_entry(adviser, entry.pk)
    with pytest.raises(VoiceRefusedError, match="set aside"):
        do(fill_space, entry, words="Other")


def test_a_suggestion_is_a_managers_to_look_at_first_and_names_are_taken_out(
    saltmarsh: Organisation, adviser: Viewer, manager: Viewer, data_lead: Viewer
) -> None:
    row = make_suggestion(saltmarsh, speaker_contact="07700 900456")

    assert [each.pk for each in list_entries(manager)] == [row.pk]
    for other in (adviser, data_lead):
        assert not list_entries(other).exists()
        assert list_waiting(other, DAY) == []
    [waiting] = list_waiting(manager, DAY)
    # Sent on a Saturday: Monday the 2nd, the 3rd and the 4th.
    assert waiting.owed is not None
    assert (waiting.owed.clock, waiting.owed.due_date) == (Clock.LOOK, date(2026, 2, 4))
    with pytest.raises(VoiceRefusedError, match="Nobody has looked at this yet"):
        do(fill_space, row, words="A form")

    do(sort_entry, row, words="Can we meet after five?", theme="place", owner=user_of(adviser))

    seen = get_entry(adviser, row.pk)
    assert seen.words == "Can we meet after five?"
    assert find_source(adviser, seen) is None
    source = find_source(manager, seen)
    assert source is not None
    assert (source.original_words[-27:], source.speaker_contact) == ("Juno and I work until then.", "07700 900456")
    do(sort_entry, row, words="Meet after five?", theme="place", owner=user_of(adviser))
    source.refresh_from_db()
    assert "Juno" in source.original_words


def test_who_said_it_is_shown_to_whoever_heard_it_and_a_manager(
    saltmarsh: Organisation, adviser: Viewer, manager: Viewer, data_lead: Viewer, stranger: Viewer
) -> None:
    wren = make_person(saltmarsh)
    row = make_voice(saltmarsh, user_of(adviser), came_from="one_person", person=wren, speaker_name="Wren Halloran")
    other = make_viewer(saltmarsh, "specialist")

    for viewer in (adviser, manager):
        source = find_source(viewer, row)
        assert source is not None
        assert source.person_id == wren.pk
    for viewer in (other, data_lead, stranger):
        assert find_source(viewer, row) is None
    with pytest.raises(IntegrityError), transaction.atomic():
        VoiceSource.objects.update(person=None, speaker_name="")


@pytest.mark.parametrize("role", ["school_lead", "commissioner", "safeguarding_lead"])
def test_a_wrong_role_is_given_nothing(saltmarsh: Organisation, entry: VoiceEntry, role: str) -> None:
    viewer = make_viewer(saltmarsh, role)

    assert not list_entries(viewer).exists()
    assert list_steps(viewer, entry) == []
    assert find_release(viewer, entry) is None
    assert list_followers(viewer, DAY) == []
    with pytest.raises(VoiceNotFoundError):
        get_entry(viewer, entry.pk)


def test_the_next_council_is_given_nothing(
    farbank: Organisation, entry: VoiceEntry, manager: Viewer, stranger: Viewer
) -> None:
    finish(entry)
    publish(entry, manager)
    theirs = make_viewer(farbank, "manager", name="Marian Peel")

    for viewer in (stranger, theirs):
        assert not list_entries(viewer).exists()
        assert list_steps(viewer, entry) == []
        assert find_release(viewer, entry) is None
        assert list_to_read(viewer) == []
        assert standings_of(viewer, [entry], DAY) == []
        assert voice_counts(viewer, date(2026, 1, 1), DAY).said == 0
    assert you_said_we_did(farbank, DAY) == []
    assert open_stage(farbank, entry.reference, at=MORNING) is None


def test_words_are_let_out_by_somebody_else_who_read_them(
    saltmarsh: Organisation, entry: VoiceEntry, adviser: Viewer, manager: Viewer, data_lead: Viewer
) -> None:
    finish(entry)
    release = do(write_release, entry, by=manager.actor, you_said="Text first.", we_did="We text first.")

    assert you_said_we_did(saltmarsh, DAY) == []
    assert list_to_read(manager) == list_to_read(adviser) == []
    assert [row.pk for row in list_to_read(data_lead)] == [release.pk]
    with pytest.raises(VoiceRefusedError, match="You wrote these words"):
        let_out(release, manager)
    with pytest.raises(VoiceRefusedError, match="Read every word first"):
        let_out(release, data_lead, is_checked=False)
    with pytest.raises(IntegrityError, match="second_look"), transaction.atomic():
        VoiceRelease.objects.update(released_at=MORNING, released_by=manager.user)

    let_out(release, data_lead)

    [shown] = you_said_we_did(saltmarsh, DAY)
    # Said on the 5th and changed on the 19th; nine said so.
    assert (shown.you_said, shown.we_did, shown.days, shown.said_count) == ("Text first.", "We text first.", 19 - 5, 9)
    assert shown.theme == "How we keep in touch"
    with pytest.raises(VoiceRefusedError, match="already"):
        let_out(release, data_lead)


@pytest.mark.parametrize(
    ("you_said", "words"),
    [
        ("Ring me on 07700 900456", "a phone number"),
        ("I am Juno and I want texts", "the name Juno"),
        ("", "Write what they said"),
        ("x" * 1_001, "at most 1,000 characters"),
    ],
)
def test_words_that_could_tell_who_said_it_are_refused(
    saltmarsh: Organisation, adviser: Viewer, you_said: str, words: str
) -> None:
    row = make_voice(saltmarsh, user_of(adviser), speaker_name="Juno Marsden")
    change(row)

    with pytest.raises(VoiceRefusedError, match=words):
        do(write_release, row, you_said=you_said, we_did="We text first.")


def test_nothing_is_said_back_before_something_was_decided(entry: VoiceEntry) -> None:
    with pytest.raises(VoiceRefusedError, match="nothing to say back"):
        do(write_release, entry, you_said="Text", we_did="We text")


def test_a_quote_has_a_yes_with_its_day_and_goes_when_it_is_taken_down(
    entry: VoiceEntry, adviser: Viewer, manager: Viewer
) -> None:
    finish(entry)
    with pytest.raises(VoiceRefusedError, match="who agreed to it"):
        do(write_release, entry, you_said=TEXTS, we_did="We text first.", agreed_date=DAY)
    publish(entry, manager, you_said=TEXTS, agreed_date=date(2026, 1, 21), agreed_how="The group, asked together")
    assert voice_counts(adviser, date(2026, 1, 1), DAY).quotes == (TEXTS,)
    with pytest.raises(IntegrityError, match="quote"), transaction.atomic():
        VoiceRelease.objects.update(agreed_date=None)

    do(take_down, entry, why="One of them changed their mind")

    assert voice_counts(adviser, date(2026, 1, 1), DAY).quotes == ()
    with pytest.raises(VoiceRefusedError, match="No words of this stand"):
        do(take_down, entry, why="Again")


def test_another_answer_takes_the_old_words_down(saltmarsh: Organisation, entry: VoiceEntry, manager: Viewer) -> None:
    change(entry)
    release = publish(entry, manager)

    was_down = do(decide, entry, outcome="cannot", words="It was stopped again.", decided_date=DAY)

    assert was_down
    assert you_said_we_did(saltmarsh, DAY) == []
    with pytest.raises(VoiceRefusedError, match="taken down since"):
        let_out(release, manager)


@pytest.mark.parametrize(("said_count", "upper", "shown"), [(4, 4, None), (5, 4, 5), (9, 9, None), (None, 4, None)])
def test_how_many_said_so_is_shown_above_what_the_council_hides(
    saltmarsh: Organisation, adviser: Viewer, manager: Viewer, said_count: int | None, upper: int, shown: int | None
) -> None:
    change_setting(saltmarsh, key="suppression.upper", value=upper, from_date=DAY, by=SETUP, at=MORNING)
    row = make_voice(saltmarsh, user_of(adviser), said_count=said_count)
    change(row)
    publish(row, manager)

    assert you_said_we_did(saltmarsh, DAY)[0].said_count == shown


def test_a_theme_offered_no_more_keeps_its_words_where_it_was_chosen(
    saltmarsh: Organisation, entry: VoiceEntry, adviser: Viewer, manager: Viewer
) -> None:
    change_choice(
        organisation=saltmarsh, of=VOICE_THEMES, code="contact", seen=None, words="Keeping in touch", is_offered=False,
        by=SETUP, at=MORNING,
    )  # fmt: skip
    change(entry)
    do(sort_entry, entry, words=TEXTS, theme="contact", owner=user_of(adviser))
    publish(entry, manager)

    assert you_said_we_did(saltmarsh, DAY)[0].theme == "Keeping in touch"
    with pytest.raises(VoiceRefusedError, match="Choose a theme"):
        make_voice(saltmarsh, user_of(adviser), sending="two")


def test_a_theme_worded_anew_stands_in_the_words_that_were_chosen(
    saltmarsh: Organisation, entry: VoiceEntry, manager: Viewer
) -> None:
    change(entry)
    publish(entry, manager)
    [before] = you_said_we_did(saltmarsh, DAY)

    change_choice(
        organisation=saltmarsh, of=VOICE_THEMES, code="contact", seen=None, words="Keeping in touch", is_offered=True,
        by=SETUP, at=MORNING + timedelta(days=1),
    )  # fmt: skip

    assert before.theme != "Keeping in touch"
    assert you_said_we_did(saltmarsh, DAY) == [before]


def test_counts_add_up_and_stand_as_at_the_last_day(saltmarsh: Organisation, adviser: Viewer) -> None:
    owner = user_of(adviser)
    done, promised, refused, waiting = (
        make_voice(saltmarsh, owner, sending=name, said_count=count)
        for name, count in (("a", 9), ("b", 1), ("c", 4), ("d", None))
    )
    make_voice(saltmarsh, owner, sending="before", said_date=date(2025, 12, 31))
    finish(done)
    for row, outcome, by in ((promised, "will_change", date(2026, 3, 1)), (refused, "cannot", None)):
        hear(row)
        do(decide, row, outcome=outcome, words="So it is", decided_date=date(2026, 1, 26), change_by_date=by)

    found = voice_counts(adviser, date(2026, 1, 1), DAY)

    assert (found.said, found.acted_upon, found.promised, found.cannot, found.waiting) == (4, 1, 1, 1, 1)
    assert (found.people, found.counted) == (9 + 1 + 4, 3)
    # Changed on the 19th; decided on the 15th, the 26th and the 26th; all were said on the 5th.
    assert (found.median_days, found.median_days_to_answer) == (19 - 5, 26 - 5)
    earlier = voice_counts(adviser, date(2026, 1, 1), date(2026, 1, 18))
    assert (earlier.said, earlier.acted_upon, earlier.promised, earlier.waiting) == (4, 0, 1, 3)
    nothing = voice_counts(adviser, date(2024, 1, 1), date(2024, 1, 31))
    assert (nothing.said, nothing.median_days) == (0, None)
    assert waiting.outcome == ""


def test_the_register_is_worked_out_in_two_queries_however_long_it_is(saltmarsh: Organisation, adviser: Viewer) -> None:
    owner = user_of(adviser)
    for number in range(6):
        make_voice(saltmarsh, owner, sending=str(number))
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert len(list_waiting(adviser, DAY)) == 6
    assert len(asked) == 2

    with CaptureQueriesContext(connection) as asked:
        voice_counts(adviser, date(2026, 1, 1), DAY)
    assert len(asked) == 2

    with CaptureQueriesContext(connection) as asked:
        you_said_we_did(saltmarsh, DAY)
    assert len(asked) == 3
