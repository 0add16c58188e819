"""Referrals in words: who asked, how far it has got, what is owed and by when."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, time
from typing import Any

from django.urls import reverse
from django.utils.timezone import localdate

from towpath.access import Viewer
from towpath.referrals.decline_reasons import decline_reasons
from towpath.referrals.door import WEEKDAYS, PublicDropIn
from towpath.referrals.letters import KNOWS, shown
from towpath.referrals.queries import Standing
from towpath.rules.referrals import Clock, Stage
from towpath.web.parts import Cell, Column, Event, Fact, Link, Table, Tag
from towpath.web.words import date_in_words, short_date

FROM = {
    "young_person": "The young person",
    "parent": "A parent or carer",
    "school": "A school or college",
    "agency": "An agency",
}
STAGES: Mapping[Stage, Tag] = {
    Stage.RECEIVED: Tag("To answer", "blue"),
    Stage.MORE_NEEDED: Tag("Asked for more", "yellow"),
    Stage.ACCEPTED: Tag("Accepted", "teal"),
    Stage.IN_CONTACT: Tag("In contact", "green"),
    Stage.DECLINED: Tag("Declined", "grey"),
    Stage.REDIRECTED: Tag("Passed on", "purple"),
    Stage.WITHDRAWN: Tag("Taken back", "grey"),
}
OWED = {
    Clock.ANSWER: "Answer it",
    Clock.REPLY: "Referrer’s reply",
    Clock.FIRST_CONTACT: "First contact",
    Clock.TELL: "Tell the referrer",
}
STEPS = {
    "received": "Received",
    "asked": "Referrer asked for more",
    "replied": "Referrer replied",
    "accepted": "Accepted",
    "declined": "Declined",
    "redirected": "Passed on",
    "withdrawn": "Taken back",
    "told": "Referrer told",
}
HOW = (("email", "By e-mail"), ("letter", "By letter"), ("phone", "By phone"), ("in_person", "In person"))


def name_of(referral: Any) -> str:
    """Return the young person's name as the referrer wrote it."""
    return f"{referral.given_name} {referral.family_name}"


def owed_words(standing: Standing) -> str:
    """Return what is owed next and by when."""
    if standing.owed is None:
        return "Nothing"
    return f"{OWED[standing.owed.clock]} by {short_date(standing.owed.due_date)}"


def clock_of(standing: Standing) -> Tag:
    """Return whether what is owed is late."""
    if standing.owed is None:
        return Tag("Done", "grey")
    return Tag("Late", "red") if standing.is_late else Tag("In time", "green")


def referrals_table(standings: Iterable[Standing], *, caption: str) -> Table:
    """Return referrals as rows in the order given."""
    columns = (
        Column("Young person", heading=True), Column("Reference", whole=True), Column("From"),
        Column("Received", whole=True), Column("Stage"), Column("Owed next"), Column("Clock"),
    )  # fmt: skip
    rows: list[Sequence[Cell]] = [
        (
            Link(name_of(each.referral), reverse("referrals_one", args=[each.referral.pk])),
            shown(each.referral.reference),
            each.referral.referrer_place or FROM[each.referral.referred_by],
            short_date(localdate(each.referral.received_at)),
            STAGES[each.stage],
            owed_words(each),
            clock_of(each),
        )
        for each in standings
    ]
    return Table(caption, columns, rows, cards=True)


def asked_facts(referral: Any) -> list[Fact]:
    """Return what the referrer wrote, as they wrote it."""
    about = (
        ("Date of birth", date_in_words(referral.birth_date) if referral.birth_date else ""),
        ("Phone", referral.phone),
        ("E-mail", referral.email),
        ("Postcode", referral.postcode),
        ("Learns or works at", referral.learns_at),
        ("How and when to reach them", referral.how_to_reach),
        ("Do they know?", KNOWS[referral.young_person_knows]),
        ("What would help", referral.why),
    )
    return [Fact(key, value or "Not given") for key, value in about]


def referrer_facts(referral: Any) -> list[Fact]:
    """Return who asked, and how to reach them."""
    told = (
        ("Who", FROM[referral.referred_by]),
        ("Name", referral.referrer_name),
        ("Job", referral.referrer_job),
        ("Of", referral.referrer_place),
        ("E-mail", referral.referrer_email),
        ("Phone", referral.referrer_phone),
    )
    return [Fact(key, value) for key, value in told if value]


def timeline_of(steps: Iterable[Any], messages: Iterable[Any], names: Mapping[str, str]) -> list[Event]:
    """Return what was done, the latest first, with what the referrer was told in its words."""
    told = {message.sent_at: message for message in messages}
    events = []
    for step in steps:
        words = step.words
        if step.kind == "declined":
            words = "\n".join(filter(None, (decline_reasons()[step.reason].words, words)))
        if step.kind == "redirected":
            words = "\n".join(filter(None, (f"To {step.agency.name}", words)))
        if step.kind == "told" and step.at in told:
            words = f"{dict(HOW)[told[step.at].sent_how]}: {told[step.at].text}"
        by = "whoever referred" if step.by == "public" else names.get(step.by, "")
        events.append(Event(STEPS[step.kind], localdate(step.at), by=by, text=words))
    return events


def actions_of(viewer: Viewer, standing: Standing) -> list[Link]:
    """Return what may be done about a referral now, the likeliest first."""
    if not viewer.may("referrals.triage"):
        return []
    row = standing.referral

    def to(words: str, name: str) -> Link:
        return Link(words, reverse(name, args=[row.pk]))

    if row.answer:
        found = [] if row.told_at or row.answer == "withdrawn" else [to("Tell the referrer", "referrals_tell")]
        return [*found, to("Download what goes to them", "referrals_file")] if row.answer == "redirected" else found
    reply = [to("Record the reply", "referrals_reply")] if standing.course.waits_for_reply else []
    return [
        *reply,
        to("Accept", "referrals_accept"),
        to("Ask for more", "referrals_ask"),
        to("Pass on to an agency", "referrals_pass_on"),
        to("Decline", "referrals_decline"),
        to("It was taken back", "referrals_withdraw"),
    ]


def time_words(value: time) -> str:
    """Return a time of day as "2pm" or "4:30pm"."""
    minutes = f":{value.minute:02}" if value.minute else ""
    return f"{value.hour % 12 or 12}{minutes}{'am' if value.hour < 12 else 'pm'}"


def hours_words(opens_at: time, closes_at: time) -> str:
    """Return a stretch of the day, as "2pm to 4:30pm"."""
    return f"{time_words(opens_at)} to {time_words(closes_at)}"


def drop_in_lines(drop_ins: Iterable[PublicDropIn]) -> list[str]:
    """Return where and when anybody may come, a line each."""
    return [
        f"{WEEKDAYS[each.weekday]}s, {hours_words(each.opens_at, each.closes_at)}: "
        + ", ".join(filter(None, (each.site, each.address, each.postcode)))
        for each in drop_ins
    ]


def drop_ins_table(rows: Iterable[Any], *, can_change: bool) -> Table:
    """Return where, when and who, with a way to end each."""
    columns = [Column("Day and time", heading=True), Column("Where"), Column("Who"), Column("Until")]
    if can_change:
        columns.append(Column("Change"))
    shown_rows: list[Sequence[Cell]] = []
    for row in rows:
        when = f"{WEEKDAYS[row.weekday]} {hours_words(row.opens_at, row.closes_at)}"
        line: list[Cell] = [when, row.site.name, row.adviser.name, row.to_date or "No end"]
        if can_change:
            line.append(Link("End", reverse("referrals_drop_ins_end", args=[row.pk]), about=when))
        shown_rows.append(line)
    return Table("Where and when an adviser sits", columns, shown_rows, cards=True)


def agreements_table(rows: Iterable[Any], on: date, *, can_change: bool) -> Table:
    """Return what is agreed with whom, and whether it holds today."""
    columns = [Column("With", heading=True), Column("Agreement"), Column("Covers"), Column("From"), Column("To")]
    columns += [Column("Holds"), *([Column("Change")] if can_change else [])]
    shown_rows: list[Sequence[Cell]] = []
    for row in rows:
        holds = row.ended_at is None and row.from_date <= on and (row.to_date is None or row.to_date >= on)
        line: list[Cell] = [
            row.establishment.name, row.title, ", ".join(item.replace("_", " ") for item in row.covers),
            row.from_date, row.to_date or "No end",
            Tag("In force", "green") if holds else Tag("Ended" if row.ended_at else "Not in force", "grey"),
        ]  # fmt: skip
        if can_change:
            end = Link("End", reverse("referrals_agreements_end", args=[row.pk]), about=row.title)
            line.append("" if row.ended_at else end)
        shown_rows.append(line)
    return Table("Sharing agreements", columns, shown_rows, cards=True)
