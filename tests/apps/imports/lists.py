"""Lists of invented people, sent and loaded, and a portrait of everybody held that leaves ids and times out."""

from collections import defaultdict
from datetime import date, datetime

from tests.factories.cast import SETUP
from tests.factories.moments import DAY, MORNING
from tests.factories.people import upn_of
from tests.imports.files import as_bytes, example_of
from towpath.audit import Actor
from towpath.imports.actions import accept_alarm, add_sender, apply_batch, receive_list
from towpath.imports.formats import format_named
from towpath.imports.models import Batch, Row, Sender
from towpath.imports.summing import sum_of
from towpath.organisation.models import Organisation
from towpath.people.actions.book import content_columns
from towpath.people.actions.recording import record_people
from towpath.people.facts import PersonFacts
from towpath.people.models import FACTS, Person
from towpath.provision.models import Establishment
from towpath.risk.models import Evidence
from towpath.tracking.models import Conflict, GuaranteeFact, IntendedDestinationFact, Spell, Statement

BY = Actor(organisation="saltmarsh", user="devinder", role="data_lead")

ROLL = ("UPN", "Surname", "Forename", "DOB", "Postcode", "Gender", "Year Group")
STARTERS = (
    "Student Ref", "ULN", "Surname", "Forename", "Date of Birth", "Postcode", "Course", "Level", "Mode",
    "Planned Hours", "Learning Type", "Provider Type", "Provider", "Start Date", "Planned End Date",
)  # fmt: skip
LEAVERS = (
    "Student Ref",
    "Surname",
    "Forename",
    "Date of Birth",
    "Postcode",
    "Start Date",
    "Leaving Date",
    "Destination",
)


def pupil(number: int, **given: str) -> dict[str, str]:
    """Return a pupil of a roll; equal numbers are one pupil, and whatever is given takes a cell's place."""
    family = ("Adeyemi", "Blackshaw", "Cartwright", "Dhillon", "Entwistle", "Fairhurst", "Gill")[number % 7]
    return {
        "UPN": upn_of(number),
        "Surname": f"{family}-{chr(65 + number // 7 % 26)}a{chr(97 + number // 182 % 26)}",
        "Forename": ("Amina", "Bertie", "Chloe", "Dafydd", "Esther")[number % 5],
        "DOB": f"{1 + number % 28:02}/{1 + number % 12:02}/2009",
        "Postcode": f"L20 {number % 9 + 1}{chr(65 + number % 6)}B",
        "Gender": "F" if number % 2 else "M",
        "Year Group": "11",
        **given,
    }


def hold(organisation: Organisation, *numbers: int) -> list[Person]:
    """Hold pupils as a roll of them would tell of them, without the roll, and return them."""
    incoming = [
        (
            None,
            PersonFacts(
                upn=told["UPN"],
                legal_given_name=told["Forename"],
                legal_family_name=told["Surname"],
                birth_date=date.fromisoformat("-".join(reversed(told["DOB"].split("/")))),
                postcode=told["Postcode"],
                gender=told["Gender"],
                year_group=int(told["Year Group"]),
            ),
        )
        for told in map(pupil, numbers)
    ]
    done = record_people(organisation=organisation, incoming=incoming, source="page:1", by=SETUP, at=MORNING)
    return [Person.objects.get(pk=each.person_id) for each in done]


def moved_on(number: int, **given: str) -> dict[str, str]:
    """Return a pupil without a number who moved and took another family name: only a person can say who it is."""
    return pupil(number, **{"UPN": "", "Surname": f"Osei-{number}", "Postcode": "PR8 1AA", **given})


def roll(*pupils: dict[str, str]) -> bytes:
    """Return a roll as a CSV file."""
    return as_bytes([list(ROLL), *([each.get(column, "") for column in ROLL] for each in pupils)])


def starters(*rows: dict[str, str]) -> bytes:
    """Return a college's list of starters as a CSV file."""
    return as_bytes([list(STARTERS), *([each.get(column, "") for column in STARTERS] for each in rows)])


def starter(number: int, **given: str) -> dict[str, str]:
    """Return the same pupil as a college has them, on a full-time course since September."""
    known = pupil(number)
    return {
        "Student Ref": f"C{number}",
        "Surname": known["Surname"],
        "Forename": known["Forename"],
        "Date of Birth": known["DOB"],
        "Postcode": known["Postcode"],
        "Course": "A Levels",
        "Level": "3",
        "Mode": "FT",
        "Planned Hours": "580",
        "Learning Type": "Study programme",
        "Provider Type": "FE college",
        "Provider": "Lock College",
        "Start Date": "08/09/2025",
        "Planned End Date": "30/06/2027",
        **given,
    }


def leavers(*rows: dict[str, str]) -> bytes:
    """Return a college's list of leavers as a CSV file."""
    return as_bytes([list(LEAVERS), *([each.get(column, "") for column in LEAVERS] for each in rows)])


def leaver(number: int, **given: str) -> dict[str, str]:
    """Return the same starter as having left in November for nobody knows where."""
    return {**starter(number), "Leaving Date": "14/11/2025", "Destination": "Not known", **given}


def sender_of(
    organisation: Organisation, format_name: str = "school_roll", code: str = "", place: Establishment | None = None
) -> Sender:
    return add_sender(
        organisation=organisation,
        code=code or f"from-{format_name.replace('_', '-')}",
        name="A sender",
        format_name=format_name,
        establishment=place,
        owner=None,
        by=SETUP,
        at=MORNING,
    )


def send(
    organisation: Organisation,
    content: bytes,
    format_name: str = "school_roll",
    *,
    code: str = "",
    place: Establishment | None = None,
    as_at: date = DAY,
    at: datetime = MORNING,
    name: str = "list.csv",
) -> Batch:
    """Receive a list and apply nothing of it."""
    sender = sender_of(organisation, format_name, code, place)
    return receive_list(sender=sender, content=content, name=name, as_at_date=as_at, by=BY, at=at)


def load(organisation: Organisation, content: bytes, format_name: str = "school_roll", **how: object) -> Batch:
    """Receive a list and apply it, whatever its alarm."""
    batch = send(organisation, content, format_name, **how)
    at = how.get("at", MORNING)
    if batch.state == Batch.State.STOPPED:
        accept_alarm(batch, by=BY, at=at)
    if batch.state == Batch.State.STAGED:
        apply_batch(batch, by=BY, at=at)
    return batch


def example(format_name: str) -> tuple[bytes, str]:
    """Return a format's example and a name for it."""
    path = example_of(format_named(format_name))
    return path.read_bytes(), path.name


def outcomes(batch: Batch) -> list[str]:
    """Return what each row that is a record came to, or is planned to come to, in the order of the file."""
    rows = batch.rows.exclude(outcome=Row.Outcome.SKIPPED).order_by("number")
    return [row.outcome or row.planned for row in rows]


def reasons(batch: Batch) -> list[str]:
    """Return why each row that is a record came to what it did."""
    return list(batch.rows.exclude(outcome="skipped").order_by("number").values_list("because", flat=True))


def held_row(batch: Batch) -> Row:
    """Return the one row of a batch that waits for a person."""
    held = batch.rows.filter(outcome="held") | batch.rows.filter(outcome="", planned="held")
    return held.get()


def problem_codes(batch: Batch) -> list[str]:
    """Return the code of every problem of a batch's rows, in the order of the file."""
    held = batch.rows.order_by("number").values_list("problems", flat=True)
    return [problem["code"] for problems in held for problem in problems if problem.get("severity") != "note"]


def sum_holds(batch: Batch) -> bool:
    """Return whether every row kept is in exactly one of the sum's parts."""
    summed = sum_of(batch)
    return summed.read + summed.skipped == batch.rows.count()


COUNTED = (*FACTS, Statement, Conflict, Evidence, GuaranteeFact, IntendedDestinationFact)


def counts(organisation: Organisation) -> dict[str, int]:
    """Return how many rows there are of everything a list may write, withdrawn ones too."""
    return {model.__name__: model.objects.filter(organisation=organisation).count() for model in COUNTED}


SAID_OF_A_STATEMENT = (
    "code", "establishment_id", "provider_name", "course_title", "start_date", "end_date", "verified_date",
    "review_date", "expected_end_date", "how", "sender",
)  # fmt: skip


def portrait(organisation: Organisation) -> list[tuple[str, ...]]:
    """Return all that is believed of everybody, in an order that no id decides."""
    said: dict[int, list[str]] = defaultdict(list)
    tables: list[tuple[type, tuple[str, ...], dict[str, object]]] = [
        *((model, content_columns(model), {"withdrawn_at": None}) for model in FACTS),
        (Statement, SAID_OF_A_STATEMENT, {"withdrawn_at": None}),
        (Conflict, SAID_OF_A_STATEMENT, {"state": "open"}),
        (Spell, ("from_date", "to_date", "code", "group"), {}),
        (Evidence, ("name", "value", "as_at_date"), {"withdrawn_at": None}),
        (GuaranteeFact, ("cohort_year", "year_group", "status", "la_code"), {"withdrawn_at": None}),
        (IntendedDestinationFact, ("cohort_year", "code", "words"), {"withdrawn_at": None}),
    ]
    for model, columns, live in tables:
        rows = model.objects.filter(organisation=organisation, **live)
        for person_id, *content in rows.values_list("person_id", *columns):
            said[person_id].append(f"{model.__name__} {content}")
    return sorted(tuple(sorted(lines)) for lines in said.values())
