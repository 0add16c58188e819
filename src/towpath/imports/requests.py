"""The words of a letter that asks a college or provider for a list: what is asked, by when and on what ground."""

from datetime import date

from towpath.imports.formats import format_named
from towpath.imports.models import Sender
from towpath.imports.reading.layout import Format
from towpath.rules.dates import day_words
from towpath.rules.list_chasing import Step

GROUND = (
    "We ask under section 72 of the Education and Skills Act 2008: so that young people can be supported to take part "
    "in education and training, a school or college gives, when we ask, the name, address and date of birth of its "
    "pupils and students, the name and address of a parent, and what else it holds about them. Where a young person of "
    "16 or over, or the parent of a younger one, has told you to pass on nothing else, give their name, address, date "
    "of birth and parent alone, leave the other cells empty, and say so in the row."
)
"""Education and Skills Act 2008, section 72, as docs/published-facts.md has it."""
AGREED = (
    "Where section 72 does not bind you, we ask under the agreement between us to share what helps young people to "
    "take part in learning."
)
LINK = "{link}"
"""Stands for the address of the link, whose secret is kept nowhere."""
OPENINGS = {
    Step.ASKED: "Please send us this list by {due}.",
    Step.REMINDED: "We have not had this list, which was due by {due}. Please send it now.",
    Step.ESCALATED: (
        "We asked for this list and reminded your colleagues of it, and have not had it. It was due by {due}. Please "
        "see that it is sent, or tell us what stands in the way."
    ),
}
SUBJECTS = {
    Step.ASKED: "Please send: {title}",
    Step.REMINDED: "Reminder, please send: {title}",
    Step.ESCALATED: "Still owed: {title}",
}


def subject_of(sender: Sender, step: Step) -> str:
    """Return what a letter is about."""
    return SUBJECTS[step].format(title=format_named(sender.format).title)


def words_of(sender: Sender, step: Step, due_date: date, *, to_name: str, from_name: str, has_link: bool) -> str:
    """
    Return a letter's words, with `{link}` where the address of the link goes.

    The ground is section 72 where the sender is a school or college in our register and no independent one, else that
    and the agreement.
    """
    place = sender.establishment
    is_bound = (
        place is not None
        and (place.is_school or place.is_college)
        and "independent" not in place.establishment_type.casefold()
    )
    parts = [
        f"Dear {to_name}",
        OPENINGS[step].format(due=day_words(due_date)),
        f"The list: {format_named(sender.format).title}. Please give these columns, each under its own heading:",
        "\n".join(f"- {heading}" for heading in columns_asked(format_named(sender.format))),
        GROUND if is_bound else f"{GROUND} {AGREED}",
    ]
    if has_link:
        parts.append(
            f"Send it by this link, which is for you alone: {LINK}\nIt shows at once what was read and how to mend "
            "each row. Please do not send names by e-mail."
        )
    parts.append(f"Yours sincerely\n{from_name}\n{sender.organisation.name}")
    return "\n\n".join(parts)


HELPFUL = ("uln", "upn", "postcode")
"""Fields that tell one learner from another of the same name."""


def columns_asked(format_: Format) -> list[str]:
    """Return the headings that a list must have, then those that are asked for wherever the sender holds them."""
    helpful = {column.field: column.synonyms[0] for column in format_.columns if column.field in HELPFUL}
    also = [f"{helpful[field]}, where you hold it" for field in HELPFUL if field in helpful]
    return [*(column.synonyms[0] for column in format_.columns if column.compulsory), *also]
