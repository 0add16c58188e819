"""Rules over one row's values once its cells are read: what several cells say together."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from towpath.imports.reading.layout import Answer, Arrival, Derived
from towpath.imports.reading.values.words import is_no_name
from towpath.rules.names import NO_GIVEN_NAME

NAME_HAS_TWO_READINGS = Answer(
    None,
    "doubtful",
    "full_name.two_readings",
    "We could not tell where the given names end and the family name begins. Write Surname, Forename, or use two "
    "columns.",
)
ONE_NAME_ONLY = Answer(
    None,
    "noted",
    "name.single",
    "The other name is marked as none. We kept this person's one name as the family name.",
)
ONE_NAME_GIVEN = Answer(
    None,
    "doubtful",
    "name.one_given",
    "Only one name is given. If the person has one name, we keep it as the family name: use the row as it stands, or "
    "write - for the name they have not got. If a name was left out, add it and send the row again.",
)
NAME_SPLIT = Answer(
    None,
    "noted",
    "full_name.split",
    "The whole name was in one column. We read the first word as given name and the second as family name.",
)

TOO_MANY_SESSIONS = Answer(
    None,
    "doubtful",
    "attendance.sessions",
    "The sessions missed or attended are more than those possible. Check the figures and correct them.",
)
ATTENDANCE_DISAGREES = Answer(
    None,
    "doubtful",
    "attendance.disagrees",
    "The percentage differs from the one the sessions give by more than half a point. Check the figures and correct "
    "them.",
)


def keep_single_name(values: Mapping[str, object], arrival: Arrival) -> Derived:
    """
    Keep the one name of somebody whose other name is marked as none, as their family name.

    Source: HESA Student record, FNAMES: of a student whose name does not split, the whole is returned as the surname.
    """
    given, family = values.get("legal_given_name"), values.get("legal_family_name")
    if NO_GIVEN_NAME not in (given, family):
        return Derived()
    if family != NO_GIVEN_NAME:
        return Derived(troubles=(("legal_given_name", ONE_NAME_ONLY),) if family else ())
    if given in (NO_GIVEN_NAME, None):
        return Derived({"legal_given_name": None, "legal_family_name": None})
    return Derived(
        {"legal_given_name": NO_GIVEN_NAME, "legal_family_name": given}, (("legal_family_name", ONE_NAME_ONLY),)
    )


def ask_about_one_name(values: Mapping[str, object], arrival: Arrival) -> Derived:
    """
    Hold a row that gives one name where the list must give two: the other may not exist, or may have been left out.

    Of several words, which are given names cannot be known, so those are left as they are.
    """
    given, family = values.get("legal_given_name"), values.get("legal_family_name")
    field, alone = ("legal_family_name", family) if family else ("legal_given_name", given)
    if (given and family) or not isinstance(alone, str) or len(alone.replace(",", " ").split()) > 1:
        return Derived()
    return Derived({"legal_given_name": NO_GIVEN_NAME, "legal_family_name": alone}, ((field, ONE_NAME_GIVEN),))


def split_full_name(values: Mapping[str, object], arrival: Arrival) -> Derived:
    """
    Take a whole name apart where the row gives no family and given name of its own.

    'Surname, Forename Middle' has one reading. 'Forename Surname' is taken as it stands, with a note. Three words or
    more without a comma have several readings, so the row is held with a first reading in place.
    """
    whole = values.get("full_name")
    if not isinstance(whole, str) or ("legal_family_name" in values and "legal_given_name" in values):
        return Derived()
    family, comma, given = (part.strip() for part in whole.partition(","))
    if comma and family and given and not is_no_name(given):
        first, _, rest = given.partition(" ")
        return Derived(
            {"legal_family_name": family, "legal_given_name": first, **({"middle_names": rest.strip()} if rest else {})}
        )
    words = [word for word in whole.replace(",", " ").split() if not is_no_name(word)]
    if len(words) == 1:
        is_marked = any(is_no_name(word) for word in whole.replace(",", " ").split())
        alone = {"legal_family_name": words[0], "legal_given_name": NO_GIVEN_NAME}
        return Derived(alone, (("full_name", ONE_NAME_ONLY if is_marked else ONE_NAME_GIVEN),))
    names = {"legal_given_name": words[0], "legal_family_name": " ".join(words[1:])}
    return Derived(names, (("full_name", NAME_SPLIT if len(words) == 2 else NAME_HAS_TWO_READINGS),))


NAMES = (keep_single_name, split_full_name)
BOTH_NAMES = (*NAMES, ask_about_one_name)
"""The rules over names, and those of a list that must give a given and a family name for everybody."""


def attendance_from_sessions(values: Mapping[str, object], arrival: Arrival) -> Derived:
    """
    Work out attendance from sessions, exactly, where no percentage is given; where both are, compare them.

    Attendance is sessions attended, or possible less missed (authorised or not), over sessions possible. With one kind
    of absence missing the sum is unknown, not less.
    """
    possible, attended = values.get("sessions_possible"), values.get("sessions_attended")
    authorised, unauthorised = values.get("sessions_authorised"), values.get("sessions_unauthorised")
    if not isinstance(possible, int) or possible == 0:
        return Derived()
    if not isinstance(attended, int):
        if not (isinstance(authorised, int) and isinstance(unauthorised, int)):
            return Derived()
        attended = possible - authorised - unauthorised
    if not 0 <= attended <= possible:
        return Derived(troubles=(("sessions_possible", TOO_MANY_SESSIONS),))
    worked = Decimal(attended) * 100 / Decimal(possible)
    stated = values.get("attendance_percent")
    if isinstance(stated, Decimal):
        return (
            Derived(troubles=(("attendance_percent", ATTENDANCE_DISAGREES),))
            if abs(stated - worked) > Decimal("0.5")
            else Derived()
        )
    note = Answer(
        None, "noted", "attendance.worked_out", "No percentage was given. We worked it out from the sessions."
    )
    return Derived({"attendance_percent": worked, "sessions_attended": attended}, (("sessions_possible", note),))


PRESENT_MARKS = ("/", "\\", "b", "j", "k", "l", "p", "v", "w")
AUTHORISED_MARKS = ("c", "c1", "c2", "e", "h", "i", "j1", "m", "r", "s", "t")
UNAUTHORISED_MARKS = ("g", "n", "o", "u")
"""
Register marks by how a session so marked counts. D, Q, X, Y, Z and # are not possible sessions.

Source: DfE, Working together to improve school attendance, chapter on attendance codes.
"""


def mark_field(mark: str) -> str:
    """Return the field that counts sessions with this register mark."""
    return "mark_" + {"/": "am", "\\": "pm"}.get(mark, mark)


MARKS_DISAGREE = Answer(
    None,
    "doubtful",
    "attendance.marks",
    "The register marks do not add up to the sessions possible, so some may be missing. Check them and correct them.",
)


def sessions_from_marks(values: Mapping[str, object], arrival: Arrival) -> Derived:
    """
    Add up sessions attended and missed from counts of register marks, where they account for every session possible.

    A mark with no count is nought only because the sum proves it; where the sum does not, the row is held.
    """
    possible = values.get("sessions_possible")
    counts = {mark: values.get(mark_field(mark)) for mark in (*PRESENT_MARKS, *AUTHORISED_MARKS, *UNAUTHORISED_MARKS)}
    given = {mark: count for mark, count in counts.items() if isinstance(count, int)}
    if not given or not isinstance(possible, int) or "sessions_authorised" in values:
        return Derived()
    if sum(given.values()) != possible:
        return Derived(troubles=(("sessions_possible", MARKS_DISAGREE),))
    sums = (
        sum(given.get(mark, 0) for mark in marks) for marks in (PRESENT_MARKS, AUTHORISED_MARKS, UNAUTHORISED_MARKS)
    )
    return Derived(dict(zip(("sessions_attended", "sessions_authorised", "sessions_unauthorised"), sums, strict=True)))


def establishment_from_parts(values: Mapping[str, object], arrival: Arrival) -> Derived:
    """Join the council's three digits and the school's four, given apart in a file's header, into one number."""
    council, school = values.get("census_la"), values.get("census_estab")
    if "establishment_number" in values or not (isinstance(council, str) and isinstance(school, str)):
        return Derived()
    return Derived({"establishment_number": council + school})


def establishment_from_la_and_number(values: Mapping[str, object], arrival: Arrival) -> Derived:
    """Join a council code and school number into one number."""
    council, school = values.get("la_code"), values.get("dfe_number")
    return Derived(
        {"establishment_number": council + school} if isinstance(council, str) and isinstance(school, str) else {}
    )


def address_from_parts(values: Mapping[str, object], arrival: Arrival) -> Derived:
    """Make a first address line of a flat, a house and a street, where no address lines are given."""
    parts = [str(values[part]) for part in ("saon", "paon", "street") if part in values]
    if "address_line_1" in values or not parts:
        return Derived()
    house, street = parts[:-1] if "street" in values else parts, parts[-1:] if "street" in values else []
    return Derived({"address_line_1": " ".join(filter(None, (", ".join(house), *street)))})


def parent_from_parts(values: Mapping[str, object], arrival: Arrival) -> Derived:
    """Join a contact's given and family name."""
    names = [str(values[part]) for part in ("parent_given_name", "parent_family_name") if part in values]
    return Derived({"parent_name": " ".join(names)} if names and "parent_name" not in values else {})


def birth_month_from_date(values: Mapping[str, object], arrival: Arrival) -> Derived:
    """Give the month of birth where the whole date is known, so one field is always there to compare."""
    born = values.get("birth_date")
    return Derived(
        {"birth_month": born.replace(day=1)} if isinstance(born, date) and "birth_month" not in values else {}
    )


END_BEFORE_START = Answer(
    None, "doubtful", "dates.end_before_start", "This ends before it starts. Check both dates and correct them."
)
BEFORE_BIRTH = Answer(
    None, "doubtful", "dates.before_birth", "This starts before the person was born. Check both dates and correct them."
)


def dates_in_order(values: Mapping[str, object], arrival: Arrival) -> Derived:
    """Doubt an activity that ends before it starts, or starts before its person was born."""
    start, born = values.get("start_date"), values.get("birth_date")
    troubles = [
        (field, END_BEFORE_START)
        for field in ("end_date", "expected_end_date", "leaving_date")
        if isinstance(ended := values.get(field), date) and isinstance(start, date) and ended < start
    ]
    if isinstance(start, date) and isinstance(born, date) and start < born:
        troubles.append(("start_date", BEFORE_BIRTH))
    return Derived(troubles=tuple(troubles))
