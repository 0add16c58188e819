"""
Two years of what young people told the invented council, carried over from paper in the month that is played.

Days are counted back from the end of that month, so that what was said lies in the year before and in this one.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from towpath.access.models import User
from towpath.access.queries import viewer_for
from towpath.audit import Actor
from towpath.clock import LONDON
from towpath.demo.month import Month
from towpath.voice.actions import (
    NewComplaint,
    NewVoice,
    acknowledge_complaint,
    call_done,
    decide,
    fill_audience,
    fill_space,
    fill_voice,
    learn_from_complaint,
    receive_complaint,
    receive_suggestion,
    record_voice,
    release_words,
    tell_back,
    write_release,
)
from towpath.voice.models import VoiceEntry
from towpath.voice.queries import voice_counts

HEAD = "Head of the service"
TWO_YEARS = 731


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    """One thing that was said: how many days ago, and what became of it; `changed` is None where nothing changed."""

    came_from: str
    theme: str
    words: str
    count: int
    said: int
    heard: int
    decided: int
    told: int
    outcome: str
    answer: str
    who: str = HEAD
    changed: int | None = None
    change_by: int | None = None
    you_said: str = ""
    is_quote: bool = False
    is_released: bool = True
    felt: str = ""


SAID = (
    _Said(
        came_from="group", theme="contact", count=14, said=627, heard=620, decided=606, changed=600, told=592,
        words="Text us before you ring. We do not pick up numbers we do not know.", is_quote=True, felt="yes",
        outcome="changed", answer="Every adviser sends a text with their name before a first call.",
    ),
    _Said(
        came_from="survey", theme="place", count=38, said=578, heard=564, decided=543, changed=502, told=494,
        words="The room at the town hall feels like being in trouble. The library would be better.",
        you_said="The town hall feels like being in trouble. Meet us at the library.",
        outcome="changed", answer="We meet at the library and at two cafés. The town hall is one choice of four.",
    ),
    _Said(
        came_from="one_person", theme="respect", count=1, said=479, heard=466, decided=445, changed=376, told=368,
        words="I have told my story to four people. Nobody reads what I said the time before.", felt="partly",
        you_said="Do not make us tell our story again to each new adviser.",
        outcome="changed", answer="An adviser who takes over reads a note from the last one, and says so at the start.",
    ),
    _Said(
        came_from="group", theme="help_to_start", count=9, said=437, heard=424, decided=410, told=388,
        words="Buses should be free for everybody until they are 18.", felt="partly",
        outcome="cannot", answer="The council does not set bus fares. We pay for travel to interviews and first weeks.",
    ),
    _Said(
        came_from="one_person", theme="privacy", count=1, said=353, heard=345, decided=333, changed=319, told=312,
        words="I want to know who reads what you write about me.", is_released=False, felt="yes",
        outcome="changed", answer="Each first meeting starts with who can read the record and who cannot.",
    ),
    _Said(
        came_from="group", theme="choice", count=11, said=228, heard=214, decided=200, changed=121, told=109,
        words="It is always shops and care. Some of us want to be outside, or with animals.", is_quote=True,
        outcome="changed", answer="Three employers with outdoor work and one with animals have joined. You can visit.",
        who="Charter coordinator", felt="yes",
    ),
    _Said(
        came_from="survey", theme="place", count=26, said=74, heard=60, decided=46, told=25, change_by=-30,
        words="If you work or go to college you can never come. You close at five.",
        you_said="Be open in the evening, for those of us who work or learn in the day.",
        outcome="will_change", answer="Wednesdays until eight, once two advisers have moved their hours.",
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class _Register:
    month: Month
    manager: User
    adviser: User

    def day(self, ago: int) -> date:
        return self.month.on - timedelta(days=ago)

    def at(self, ago: int) -> datetime:
        return datetime.combine(self.day(ago), time(11), LONDON)

    def record(self, sending: str, ago: int, **given: Any) -> VoiceEntry:
        return record_voice(
            organisation=self.month.organisation, given=NewVoice(owner=self.adviser, **given), sending=sending,
            by=self.month.by("adviser"), at=self.at(ago),
        )  # fmt: skip

    def do(self, action: Callable[..., Any], row: VoiceEntry, ago: int, **given: Any) -> Any:
        row.refresh_from_db()
        by = self.month.by("adviser")
        return action(entry=row, version=row.version, by=by, at=self.at(ago), **given)


CARRIED_OVER = 19
"""How many days before the end of the month what was on paper was typed in."""


def play_voice(month: Month) -> str:
    """Play what was said over two years, and return in one line how much was acted upon and after how long."""
    register = _Register(month=month, manager=month.holder("manager"), adviser=month.holder("adviser"))
    for number, said in enumerate(SAID):
        _carry_over(register, f"paper {number}", said)
    _play_month(register)
    viewer = viewer_for(register.manager, month.organisation, month.on)
    found = voice_counts(viewer, register.day(TWO_YEARS), month.on)
    return (
        f"Voice: {found.said} things said, {found.acted_upon} acted upon after {found.median_days:g} days in the "
        f"middle, {found.promised} promised, {found.cannot} that cannot be, {found.waiting} to be answered; "
        f"{len(found.quotes)} may be quoted."
    )


def _carry_over(register: _Register, sending: str, said: _Said) -> None:
    """Type in what stood on paper, the four parts with it, and let out the public words by a second person."""
    row = register.record(
        sending, CARRIED_OVER, came_from=said.came_from, words=said.words, said_date=register.day(said.said),
        theme=said.theme, said_count=said.count,
    )  # fmt: skip

    def do(action: Callable[..., Any], **given: Any) -> Any:
        return register.do(action, row, CARRIED_OVER, **given)

    do(fill_space, words="Asked before anything was decided. Anybody could stay away, and the bus fare was paid.")
    do(fill_voice, words="Said, written or drawn. They knew what the service can change and what it cannot.")
    do(
        fill_audience, who=said.who, heard_date=register.day(said.heard),
        reply_due_date=register.day(said.heard - 28),
    )  # fmt: skip
    do(
        decide, outcome=said.outcome, words=said.answer, decided_date=register.day(said.decided),
        changed_date=None if said.changed is None else register.day(said.changed),
        change_by_date=None if said.change_by is None else register.day(said.change_by),
    )  # fmt: skip
    do(
        tell_back, words="Told where it was said, by the adviser who wrote it down",
        told_date=register.day(said.told), felt_heard=said.felt,
    )  # fmt: skip
    if said.outcome != "will_change":
        do(call_done)
    agreed: dict[str, Any] = {}
    if said.is_quote:
        agreed = {"agreed_date": register.day(said.told), "agreed_how": "The group, asked together; nobody minded"}
    release = do(write_release, you_said=said.you_said or said.words, we_did=said.answer, **agreed)
    if said.is_released:
        row.refresh_from_db()
        release_words(
            release=release, version=row.version, is_checked=True, by=register.month.by("manager"),
            at=register.at(CARRIED_OVER - 1),
        )  # fmt: skip


def _play_month(register: _Register) -> None:
    """Play what came in the month itself: one answer that is late, one suggestion to look at, and one complaint."""
    late = register.record(
        "this month", 15, came_from="group", theme="respect", said_count=7, said_date=register.day(16),
        words="You asked us things in the autumn. Nobody came back to say what happened.",
    )  # fmt: skip
    register.do(fill_space, late, 15, words="At the Thursday group, over food. Two chose to write it down later.")
    register.do(
        fill_audience, late, 11, who=HEAD, heard_date=register.day(12), reply_due_date=register.day(2)
    )  # fmt: skip
    organisation = register.month.organisation
    public = Actor(organisation=organisation.code, user="public", role="young_person")
    receive_suggestion(
        organisation=organisation, words="Can you put the drop-in times on a poster at college? I am Reuben, I only "
        "found you by luck.", sending="demo suggestion", by=public, at=register.at(3),
    )  # fmt: skip
    complaint = receive_complaint(
        organisation=organisation, sending="demo complaint", by=public, at=register.at(11),
        given=NewComplaint(
            words="I was told somebody would ring on Monday. It is two weeks now.", wanted="A call, and a sorry.",
            complainant_name="Marnie Tolliver", complainant_contact="07700 900733, after 4pm",
        ),
    )  # fmt: skip
    by = register.month.by("manager")
    acknowledge_complaint(
        complaint=complaint, version=complaint.version, how="Rang, said sorry, and who looks at it", by=by,
        at=register.at(9),
    )  # fmt: skip
    complaint.refresh_from_db()
    learn_from_complaint(
        complaint=complaint, version=complaint.version, words="Ring on the day you said, or text that you cannot.",
        theme="contact", owner=register.adviser, by=by, at=register.at(9),
    )  # fmt: skip
