"""What an employer is told of a young person: their name, the job, and what they and their adviser chose to say."""

from towpath.charter.models import Opportunity
from towpath.charter.refusals import CharterRefusedError
from towpath.people.models import Person
from towpath.people.protected import says_where_they_live
from towpath.rules.care_words import care_words_in


def introduction(opportunity: Opportunity, *, called: str, words: str) -> str:
    """
    Return the whole text that an employer is sent.

    :raises CharterRefusedError: something in it would tell that the young person is or was in care
    """
    parts = [
        f"{called} would like to be considered for {opportunity.title} at {opportunity.establishment.name}.",
        words.strip(),
    ]
    if opportunity.gives_interview:
        parts.append("You offered an interview to everybody who meets what you ask for. Please tell us when it is.")
    text = "\n\n".join(part for part in parts if part)
    refuse_care_words(text, opportunity=opportunity, called=called)
    return text


def refuse_care_words(text: str, *, opportunity: Opportunity, called: str = "") -> None:
    """
    Return only where nothing in a text gives care away.

    :raises CharterRefusedError: something does; the words are shown
    """
    names = (called, opportunity.establishment.name)
    if found := care_words_in(text, title=opportunity.title, names=names):
        raise CharterRefusedError(
            f"The employer would learn that they are or were in care. Take out: {', '.join(found)}."
        )


def refuse_protected_address(text: str, *, person: Person) -> None:
    """
    Return only where a text does not say where somebody lives whose address is protected.

    :raises CharterRefusedError: it does
    """
    if says_where_they_live(person, text):
        raise CharterRefusedError("The employer would learn where they live, which is kept from others. Take that out.")
