"""Another system's log of contacts: a row for each time that somebody was reached, or was tried."""

from collections.abc import Mapping

from towpath.imports.formats import columns as c
from towpath.imports.formats.contact_log.words import CHANNELS, OUTCOMES
from towpath.imports.reading import values as v
from towpath.imports.reading.layout import Answer, Arrival, Cell, Column, Derived, Format
from towpath.imports.reading.row_rules import NAMES

MOST_WORDS = 10_000
NOTED = Answer(
    None,
    "noted",
    "contact.outcome_missing",
    "No outcome is given, so it is kept as a note, which counts neither as a contact nor as an attempt.",
)


def _words(cell: Cell, arrival: Arrival) -> Answer:
    """Read what was written of a contact, however long, up to what any log holds."""
    text = str(cell).replace("\0", "").strip()
    if len(text) > MOST_WORDS:
        return Answer(
            text[:MOST_WORDS],
            "warned",
            "contact.words_cut",
            f"We kept the first {MOST_WORDS:,} characters of this note.",
        )
    return Answer(text or None)


def _outcome_or_note(values: Mapping[str, object], arrival: Arrival) -> Derived:
    """Keep a contact of which nobody says what came of it as a note, and one with no channel as another way."""
    told: dict[str, object] = {}
    if "contact_outcome" not in values:
        told["contact_outcome"] = "noted"
    if "contact_channel" not in values:
        told["contact_channel"] = "other"
    # Said of the row and not of the column, whose own trouble is told where its words could not be read.
    return Derived(told, (("kind_of_contact", NOTED),) if "contact_outcome" in told else ())


FORMAT = Format(
    name="contact_log",
    title="Contact log",
    kind="contacts",
    columns=(
        c.nccis_id,
        c.local_id,
        c.upn,
        c.uln,
        c.family_name,
        c.given_name,
        c.full_name,
        c.birth_date,
        c.postcode,
        Column(
            "contact_date",
            ("Contact Date", "Date of Contact", "Date", "Interaction Date", "Intervention Date", "Event Date"),
            v.past_day,
            compulsory=True,
        ),
        Column(
            "contact_channel",
            ("Method", "Contact Method", "Channel", "Contact Type", "Interaction Type", "How"),
            v.translated(CHANNELS),
            when_wrong="hold",
        ),
        Column(
            "contact_outcome",
            ("Outcome", "Contact Outcome", "Result", "Contact Result"),
            v.translated(OUTCOMES),
            when_wrong="hold",
        ),
        Column("words", ("Notes", "Note", "Comments", "Details", "Summary", "Contact Notes"), _words),
        Column("contact_number", ("Contact ID", "Contact Ref", "Contact Reference", "Interaction ID"), v.text),
        Column("is_for_few", ("Restricted", "Confidential", "Sensitive", "Private"), v.yes_no, when_wrong="hold"),
        c.sharing_limited,
    ),
    keys=c.NATIONAL_KEYS,
    ignored=("Adviser", "Advisor", "Worker", "Recorded By", "Created By", "Duration", "Venue"),
    rules=(*NAMES, _outcome_or_note),
    notes="Load it after the people. Who recorded a contact there has no account here; the words stand as they were.",
)
