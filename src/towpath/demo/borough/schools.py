"""What schools send: the roll, the term's indicators, and Year 11's intended destinations with their offers."""

import random
from datetime import date, timedelta

from towpath.demo.borough.borough import Borough
from towpath.demo.borough.indicators import indicator_cells
from towpath.demo.borough.people import Person
from towpath.demo.borough.places import School, load_map
from towpath.demo.borough.tables import Line, Table, Value
from towpath.rules.dates import academic_year

ROLL = tuple(
    """
    upn uln local_id legal_family_name legal_given_name middle_names preferred_given_name preferred_family_name
    former_family_name birth_date gender ethnicity first_language year_group sen_provision fsm_eligible
    address_line_1 town postcode phone email parent_name parent_phone parent_email in_care establishment_number
    entry_date former_upn sharing_limited
    """.split()
)
INDICATORS = tuple(
    """
    upn legal_family_name legal_given_name birth_date year_group establishment_number term period_start_date
    period_end_date sessions_possible sessions_attended sessions_authorised sessions_unauthorised suspensions
    permanently_excluded alternative_provision young_carer pregnant parent youth_justice child_in_need in_care eal
    in_year_move sen_provision fsm_eligible
    """.split()
)
DESTINATIONS = tuple(
    """
    upn legal_given_name legal_family_name birth_date year_group intended_destination_words provider_name
    course_title guarantee_status_words applied_date offer_date offer_accepted recorded_date
    """.split()
)
WORDS = {
    "111": "Sixth form",
    "121": "College",
    "211": "Apprenticeship",
    "321": "Job",
    "411": "Other",
    "511": "Undecided",
}
PROVIDER_ADDRESS = "Address withheld"


def pupils_of(borough: Borough, school: School) -> list[Person]:
    """Return a school's true pupils on the last day of the month: Years 9 to 11, and its sixth form, by name."""
    found = []
    for person in borough.people:
        if person.year_group <= 11:
            here = borough.facts[person.id].school is school
        elif not person.is_ours:
            here = person.year_group <= 13 and borough.facts[person.id].school is school and school.sixth
        else:
            spell = borough.spell_on(person, borough.on)
            is_listed = not borough.september.is_off_lists(person)
            here = is_listed and spell is not None and spell.code == "210" and spell.number == school.laestab
        if here:
            found.append(person)
    return sorted(found, key=lambda p: (p.year_group, p.legal_family_name, p.legal_given_name, p.id))


def school_tables(borough: Borough, rng: random.Random) -> list[Table]:
    """Return every school's files for the month."""
    tables = []
    for school in load_map().schools:
        pupils = pupils_of(borough, school)
        tables.append(
            _table(
                borough,
                school,
                "school_roll",
                "Pupils on roll",
                ROLL,
                [_roll(borough, school, p, rng) for p in pupils],
                16,
            )
        )
        lines = [_indicators(borough, school, p) for p in pupils if p.year_group <= 11]
        tables.append(_table(borough, school, "school_indicators", "Autumn term indicators", INDICATORS, lines, 20))
        leaving = [p for p in pupils if p.year_group == 11]
        if leaving and school.laestab != "3431192":
            lines = [_destination(borough, school, p, rng) for p in leaving]
            tables.append(
                _table(
                    borough,
                    school,
                    "intended_destinations",
                    "Intended destinations and offers",
                    DESTINATIONS,
                    lines,
                    28,
                )
            )
    return tables


def _table(
    borough: Borough, school: School, kind: str, what: str, columns: tuple[str, ...], lines: list[Line], day: int
) -> Table:
    folder = school.name.lower().replace("'", "").replace(" ", "-")
    endings = {"school_roll": "roll", "school_indicators": "indicators", "intended_destinations": "destinations"}
    form = school.form if kind == "school_roll" else "xlsx" if school.form == "ods" else "csv"
    path = f"{folder}/{endings[kind]}-{borough.on:%Y-%m}.{form}"
    return Table(
        path,
        school.name,
        school.laestab,
        kind,
        what,
        "school lead" if kind != "school_roll" else "data lead",
        borough.on.replace(day=day),
        school.style,
        form,
        list(columns),
        lines,
    )


def identity(person: Person) -> dict[str, Value]:
    """Return who somebody is, as a sender with good records gives it."""
    return {
        "upn": person.upn,
        "uln": person.uln,
        "legal_given_name": person.legal_given_name,
        "legal_family_name": person.legal_family_name,
        "birth_date": person.birth_date,
    }


def address(borough: Borough, person: Person) -> dict[str, Value]:
    """Return where somebody lives; a protected address is not given to, or by, a sender."""
    if person.protected:
        return {"address_line_1": PROVIDER_ADDRESS, "town": "", "postcode": ""}
    return {"address_line_1": person.home.line_1, "town": person.home.town, "postcode": person.home.postcode}


def _roll(borough: Borough, school: School, person: Person, rng: random.Random) -> Line:
    facts = borough.facts[person.id]
    joined = date(academic_year(borough.on) - person.year_group + 7, 9, 4)
    if facts.in_year_move:
        joined = borough.on - timedelta(days=rng.randint(20, 150))
    elif person.year_group > 11 and (facts.school is not school):
        joined = date(academic_year(borough.on) - (person.year_group - 12), 9, 4)
    cells: dict[str, Value] = identity(person) | address(borough, person)
    cells |= {
        "uln": person.uln if person.year_group >= 10 else "",
        "local_id": f"{int(person.id[1:]) % 90000 + 5000:06}",
        "middle_names": person.middle_names,
        "preferred_given_name": person.preferred_given_name,
        "preferred_family_name": person.preferred_family_name,
        "former_family_name": person.former_family_name,
        "gender": person.gender,
        "ethnicity": person.ethnicity,
        "first_language": person.first_language,
        "year_group": person.year_group,
        "sen_provision": facts.sen,
        "fsm_eligible": facts.fsm,
        "phone": person.phone,
        "email": person.email,
        "parent_name": person.parent_name,
        "parent_phone": person.parent_phone,
        "parent_email": person.parent_email,
        "in_care": facts.has("110"),
        "establishment_number": school.laestab,
        "entry_date": joined,
        "former_upn": person.former_upn,
        "sharing_limited": facts.sharing_limited,
    }
    return Line(person.id, cells)


def _indicators(borough: Borough, school: School, person: Person) -> Line:
    autumn = academic_year(borough.on) if borough.on.month not in (9, 10, 11, 12) else academic_year(borough.on) - 1
    told = indicator_cells(person, borough.facts[person.id], school, autumn)
    place: dict[str, Value] = {"year_group": person.year_group, "establishment_number": school.laestab}
    return Line(person.id, identity(person) | place | told)


def intended(borough: Borough, person: Person) -> str:
    """Return a Year 11 pupil's intended destination code: the abler stay on, those at risk are less sure."""
    facts = borough.facts[person.id]
    draw = random.Random(f"{person.id}:{person.birth_date}").random() - 0.1 * facts.attainment
    if draw > 0.93:
        return "511"
    if facts.school and facts.school.sixth and draw < 0.42:
        return "111"
    return "211" if 0.80 < draw <= 0.88 else "321" if 0.88 < draw <= 0.895 else "411" if 0.895 < draw <= 0.9 else "121"


def _destination(borough: Borough, school: School, person: Person, rng: random.Random) -> Line:
    code = intended(borough, person)
    colleges = [p for p in load_map().providers if p.kind == "college"]
    where = {
        "111": school.name,
        "121": rng.choices(colleges, [p.weight for p in colleges])[0].name,
        "211": "Harbour Apprenticeships",
    }.get(code, "")
    applied = borough.on - timedelta(days=rng.randint(10, 110)) if where and rng.random() < 0.85 else None
    offered = applied + timedelta(days=rng.randint(7, 50)) if applied else None
    if offered and (offered > borough.on or code == "211"):
        offered = None
    status = (
        "Offer made"
        if offered
        else "Awaiting outcome"
        if applied
        else "Not applied"
        if code in ("111", "121", "211", "511")
        else "Not yet recorded"
    )
    cells: dict[str, Value] = identity(person)
    cells |= {
        "year_group": 11,
        "intended_destination_words": WORDS[code],
        "provider_name": where,
        "course_title": "A Levels" if code == "111" else "",
        "guarantee_status_words": status,
        "applied_date": applied,
        "offer_date": offered,
        "offer_accepted": rng.random() < 0.7 if offered else None,
        "recorded_date": borough.on - timedelta(days=rng.randint(3, 25)),
    }
    return Line(person.id, cells)
