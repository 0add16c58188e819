"""Messages in words: what a sending is, who goes and who is left out, and what became of each."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from django.urls import reverse
from django.utils.timezone import localtime

from towpath.contact.planning import Plan, StaysOut
from towpath.contact.sent import BECAUSE_WORDS, STATE_WORDS, Message, Sending, SentMessage
from towpath.rules.messages import LOOK_FIRST, NEED_TO_KNOW, LeftOut, words_for
from towpath.web.parts import Column, Fact, Link, Table, Tag, Tone
from towpath.web.people_links import person_link
from towpath.web.words import phone_in_words, plural

CHANNEL_WORDS = {"text": "text message", "email": "e-mail", "letter": "letter"}
STATE_TONES: Mapping[str, Tone] = {
    "draft": "grey", "queued": "blue", "sending": "yellow", "sent": "teal", "delivered": "green", "failed": "orange",
    "stopped": "grey",
}  # fmt: skip
TO_WORDS = {"young_person": "the young person", "parent": "a parent or carer"}


def many_of(channel: str, count: int) -> str:
    """Return a count with what is counted, as "3 letters"."""
    return plural(count, CHANNEL_WORDS[channel])


def never_posted_words(count: int) -> str:
    """Return what a press says of letters that were printed and stayed; nothing where none was printed."""
    return f"{many_of('letter', count)} {'was' if count == 1 else 'were'} never posted" if count else ""


def sendings_table(rows: Sequence[Sending], counts: Mapping[int, Mapping[str, int]], names: Mapping[str, str]) -> Table:
    """Return what was written, with what became of it."""
    columns = (
        Column("Message", heading=True), Column("How"), Column("What became of it"), Column("By"), Column("Drafted"),
    )  # fmt: skip
    lines = [
        (
            Link(each.title, reverse("messages_one", args=[each.pk]), f"of {localtime(each.drafted_at):%-d %B}"),
            CHANNEL_WORDS[each.channel].capitalize(),
            became_words(each, counts[each.pk]),
            names.get(each.drafted_by, ""),
            localtime(each.drafted_at).date(),
        )
        for each in rows
    ]
    return Table("Messages", columns, lines, cards=True, caption_hidden=True)


def became_words(sending: Sending, counts: Mapping[str, int]) -> str:
    """Return what became of a sending, as "30 sent, 2 stopped"."""
    if sending.sent_at is None:
        return f"A draft for {plural(sum(counts.values()), 'person', 'people')}"
    return ", ".join(f"{counts[state]:,} {words.lower()}" for state, words in STATE_WORDS.items() if counts.get(state))


def sending_facts(sending: Sending, plan: Plan | None, names: Mapping[str, str]) -> list[Fact]:
    """Return what a sending is, and what it costs where it is a text."""
    facts = [
        Fact("How", CHANNEL_WORDS[sending.channel].capitalize() + (", in easy read" if sending.is_easy else "")),
        Fact("Written to", TO_WORDS[sending.to].capitalize()),
        Fact("Drafted by", names.get(sending.drafted_by, "")),
    ]
    if plan is not None and sending.channel == Sending.Channel.TEXT:
        facts.append(Fact("Cost, about", cost_words(plan)))
    return facts


def cost_words(plan: Plan) -> str:
    """Return what texts cost, as "£1.20: 40 parts"."""
    why = " A letter outside the plain alphabet makes some longer." if plan.has_unicode else ""
    return f"£{plan.pence / 100:.2f}: {plural(plan.parts, 'part')} of a message.{why}"


def left_out_groups(left_out: Iterable[StaysOut], known: Collection[LeftOut]) -> list[tuple[str, list[Link]]]:
    """Return who is left out under each reason as far as it may be known, by name; reasons few may know are one."""
    groups: dict[str, list[Link]] = {}
    hidden = [each for each in left_out if each.reason in NEED_TO_KNOW and each.reason not in known]
    for each in [one for one in left_out if one not in hidden] + hidden:
        words = words_for(each.reason, known)
        groups.setdefault(words, []).append(_name(each.shown_name, each.public_id))
    return list(groups.items())


def messages_table(rows: Iterable[SentMessage], known: Collection[LeftOut]) -> Table:
    """Return each message of a sending with what became of it."""
    columns = (
        Column("Young person", heading=True),
        Column("Where it went"),
        Column("What became of it"),
        Column("Why"),
    )
    lines = [
        (
            _name(each.shown_name, each.public_id),
            "–" if each.state == "stopped" else where_words(each.address),
            Tag(STATE_WORDS[each.state], STATE_TONES[each.state]),
            why_words(each.because, known),
        )
        for each in rows
    ]
    return Table("Each message", columns, lines, cards=True)


def why_words(because: str, known: Collection[LeftOut]) -> str:
    """Return why a message did not go, as far as it may be known; empty where it went."""
    if because in {reason.value for reason in NEED_TO_KNOW} and LeftOut(because) not in known:
        return LOOK_FIRST
    return BECAUSE_WORDS.get(because, because.replace("_", " ")) if because else "–"


def where_words(address: str) -> str:
    """Return a number, an e-mail address or the lines of an address, in one line."""
    if address.isdigit():
        return phone_in_words(address)
    return ", ".join(address.splitlines())


def outbox_items(rows: Iterable[Message], names: Mapping[int, str]) -> list[dict[str, object]]:
    """Return what would have left, each with whom it was to and its words."""
    return [
        {
            "heading": f"{CHANNEL_WORDS[row.sending.channel].capitalize()} to {where_words(row.address)}",
            "who": names.get(row.person_id, ""),
            "day": localtime(row.started_at).date() if row.started_at else None,
            "subject": row.subject if row.sending.channel == Sending.Channel.EMAIL else "",
            "words": row.words,
        }
        for row in rows
    ]


def _name(shown_name: str, public_id: str) -> Link:
    found = person_link(shown_name, public_id)
    return found if isinstance(found, Link) else Link(found, reverse("people_person", args=[public_id]))
