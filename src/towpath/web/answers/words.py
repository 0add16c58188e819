"""The words of a status link's buttons, to a young person and to a parent; none of them names or describes anybody."""

from collections.abc import Mapping

from towpath.rules.answers import Doing, Kind, Since, Teller, Wish

DOING: Mapping[Doing, str] = {
    Doing.SCHOOL: "School or sixth form",
    Doing.COLLEGE: "College",
    Doing.APPRENTICESHIP: "Apprenticeship",
    Doing.JOB: "A job",
    Doing.TRAINING: "Training",
    Doing.VOLUNTEERING: "Volunteering",
    Doing.LOOKING: "Looking for something",
    Doing.STARTING: "Starting something soon",
    Doing.CARING: "Looking after somebody",
    Doing.ILL: "Ill or not well",
    Doing.BABY: "Having or raising a baby",
    Doing.OTHER: "Something else",
}
WISHES: Mapping[Wish, str] = {
    Wish.CALL_ME: "Call me",
    Wish.HELP: "I need help",
    Wish.LEAVE_ME: "Leave me alone for now",
    Wish.NOT_ME: "This is not for me",
}
KINDS: Mapping[Kind, str] = {
    Kind.FULL_TIME: "Full time",
    Kind.PART_TIME: "Part time",
    Kind.WITH_TRAINING: "With training or a course",
    Kind.SHORT: "For a short time only",
    Kind.OWN_WORK: "Self-employed",
    Kind.LEARNING: "School, college, training or an apprenticeship",
    Kind.WORKING: "A job or something else",
    Kind.NOT_SURE: "Not sure",
}
KIND_ASKED: Mapping[Doing, str] = {
    Doing.COLLEGE: "Is it full time?",
    Doing.JOB: "What is the job like?",
    Doing.STARTING: "What starts?",
}
SINCE: Mapping[Since, str] = {
    Since.THIS_MONTH: "This month",
    Since.LAST_MONTH: "Last month",
    Since.SINCE_SEPTEMBER: "Since September",
    Since.LONGER: "Longer ago",
    Since.NOT_SURE: "Not sure",
}
ASKED: Mapping[Teller, str] = {
    Teller.YOUNG_PERSON: "What are you doing now?",
    Teller.PARENT: "What is the young person doing now?",
}
WHOSE: Mapping[str, str] = {"young_person": "The young person’s own answer", "parent": "A parent’s or carer’s answer"}
THANKS: Mapping[Doing | Wish, str] = {
    Wish.CALL_ME: "Somebody will ring, at the latest on the next working day.",
    Wish.HELP: "Somebody will get in touch as soon as they can.",
    Wish.LEAVE_ME: "We pass this on. You can get in touch whenever you like.",
    Wish.NOT_ME: "Sorry about that. This link asks nobody any more.",
}

NOT_ME: Mapping[str, str] = {
    "route": "stops using this number or address for it.",
    "letter": "stops writing to this address for it.",
    "hand": "stops asking by this link. If somebody gave it to you, tell them it was not for you.",
}
"""What happens when a link was not for whoever holds it, by how it reached them."""


def said_words(said: str) -> str:
    """Return what was pressed, in the words of its button."""
    return DOING[Doing(said)] if said in set(Doing) else WISHES[Wish(said)]
