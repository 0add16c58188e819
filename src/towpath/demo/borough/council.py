"""What the council's previous case system gives up: everybody tracked, what was known of them, and how it was known."""

import random
from collections.abc import Iterator
from datetime import date

from towpath.demo.borough.borough import Borough
from towpath.demo.borough.ledger import Known, known_on
from towpath.demo.borough.lives import Life
from towpath.demo.borough.paths import NEET_CODES
from towpath.demo.borough.people import Person
from towpath.demo.borough.places import load_map
from towpath.demo.borough.schools import intended
from towpath.demo.borough.tables import Line, Table, Value

EXTRACT = tuple(
    """
    database_id source_la period_end_date nccis_id local_id cohort_status legal_given_name middle_names
    legal_family_name address_line_1 address_line_2 town county postcode phone email gender birth_date ethnicity
    lead_la educated_la uln upn guarantee_indicator year_11_la transferred_to_la guarantee_status_code guarantee_la
    year_12_guarantee_status_code year_12_guarantee_la level_of_need send_flag sen_support_flag characteristics
    activity_code start_date recorded_date verified_date stated_lapses_date currency_lapsed provider_number
    provider_name ukprn expected_end_date review_date neet_start_date intended_destination_code
    """.split()
)
HISTORY = tuple(
    """
    nccis_id local_id upn legal_given_name legal_family_name birth_date activity_code start_date end_date
    recorded_date verified_date review_date expected_end_date provider_number provider_name ukprn
    """.split()
)
CARE_OF = {
    "address_line_1": "c/o Children's Services",
    "address_line_2": "Saltmarsh House",
    "town": "Saltmarsh",
    "postcode": "SB1 1AA",
}


def known_people(borough: Borough) -> Iterator[tuple[Person, list[Known]]]:
    """
    Yield everybody the previous system held at the last month's end, with what it knew; newcomers and outsiders are
    not there.
    """
    for person in borough.people:
        year = borough.year_on(person, borough.last_month)
        held = person.is_ours and (
            borough.is_tracked(person, borough.last_month) or year > 13 or (year >= 11 and person.placement)
        )
        if held and person.id not in borough.newcomers:
            known = known_on(
                person,
                borough.facts[person.id],
                borough.lives.get(person.id),
                borough.confirmations.get(person.id, ()),
                borough.last_month,
            )
            if known:
                yield person, known


def extract_tables(borough: Borough) -> list[Table]:
    """
    Return the previous system's two files: a row a person with the current activity, and a row for each earlier
    activity.
    """
    current, earlier = [], []
    for person, known in known_people(borough):
        current.append(Line(person.id, record(borough, person, known[-1])))
        for activity in known[:-1]:
            cells = _person(borough, person) | _activity(activity)
            earlier.append(Line(person.id, {column: cells.get(column) for column in (*HISTORY, "lead_la")}))
    folder, due = "previous-system", borough.on.replace(day=5)
    month = f"{borough.last_month:%Y-%m}"
    return [
        Table(
            f"{folder}/caseload-{month}.csv",
            "Previous case system",
            "343",
            "caseload_extract",
            "Caseload",
            "data lead",
            due,
            "return",
            "csv",
            list(EXTRACT),
            current,
        ),
        Table(
            f"{folder}/caseload-history-{month}.csv",
            "Previous case system",
            "343",
            "caseload_extract",
            "Earlier activities",
            "data lead",
            due,
            "return",
            "csv",
            list(HISTORY),
            earlier,
        ),
    ]


def _person(borough: Borough, person: Person) -> dict[str, Value]:
    return {
        "nccis_id": person.nccis_id,
        "local_id": person.local_id,
        "upn": person.upn,
        "uln": person.uln,
        "legal_given_name": person.legal_given_name or "-",
        "middle_names": person.middle_names,
        "legal_family_name": person.legal_family_name,
        "birth_date": person.birth_date,
    }


def _activity(known: Known) -> dict[str, Value]:
    return {
        "activity_code": known.code,
        "start_date": known.start_date,
        "end_date": known.end_date,
        "recorded_date": known.recorded_date,
        "verified_date": known.verified_date,
        "review_date": known.review_date,
        "expected_end_date": known.expected_end_date,
        "stated_lapses_date": known.lapses_date,
        "provider_number": known.number,
        "provider_name": known.place,
        "ukprn": known.ukprn,
    }


def record(borough: Borough, person: Person, known: Known) -> dict[str, Value]:
    """Return one person's record as the previous system holds it on the last month's end, by canonical field."""
    facts, on, la = borough.facts[person.id], borough.last_month, load_map().la
    life = borough.lives.get(person.id)
    lapses = known.lapses_date
    plan = facts.sen == "E"
    moved = person.former_home
    home = moved if moved and int(person.id[1:]) % 3 == 0 else person.home
    place: dict[str, Value] = {
        "address_line_1": home.line_1,
        "address_line_2": home.line_2,
        "town": home.town,
        "postcode": home.postcode,
    }
    educated = facts.in_care_elsewhere or (known.number[:3] if known.number[:3].isdigit() and known.number else la)
    need = (
        "1"
        if life and life.support and life.support.level == 1
        else "2"
        if (life and life.at_risk) or facts.is_vulnerable or plan
        else "3"
    )
    return (
        _person(borough, person)
        | (CARE_OF if person.protected else place)
        | _activity(known)
        | _guarantee(borough, person, life)
        | {
            "database_id": la,
            "source_la": la,
            "period_end_date": on,
            "cohort_status": "P" if borough.is_tracked(person, on) else "A" if person.is_resident else "T",
            "transferred_to_la": "" if person.is_resident else person.home.la,
            "county": load_map().county,
            "phone": borough.september.number_of(person),
            "email": person.email,
            "gender": person.gender,
            "ethnicity": {"WIRT": "WOTH"}.get(person.ethnicity, person.ethnicity),
            "lead_la": la,
            "educated_la": educated,
            "level_of_need": need,
            "send_flag": plan,
            "sen_support_flag": facts.sen == "K",
            "characteristics": " ".join(sorted(facts.characteristics | _needed(known.code))),
            "currency_lapsed": bool(lapses and lapses < on),
            "neet_start_date": known.start_date if known.code in NEET_CODES else None,
            "intended_destination_code": intended(borough, person)
            if borough.year_on(person, on) == 11 and int(person.id[1:]) % 3
            else "",
        }
    )


def _needed(code: str) -> frozenset[str]:
    """Return the characteristic that an activity code must stand beside."""
    return frozenset({"620": ("140",), "630": ("120",), "650": ("180",)}.get(code, ()))


def _guarantee(borough: Borough, person: Person, life: Life | None) -> dict[str, Value]:
    """
    Return the September Guarantee statuses on record.

    From September to March the people of last summer's Years 11 and 12 are one year higher; from April to August they
    are this year's Years 11 and 12.
    """
    la = load_map().la
    later = 1 if borough.last_month.month >= 9 or borough.last_month.month <= 3 else 0
    year = borough.year_on(person, borough.last_month)
    if year not in (11 + later, 12 + later):
        return {}
    draw = random.Random(f"{person.id}:guarantee").random() + (0.02 if life and life.at_risk else 0)
    code = (
        "110"
        if draw < 0.962
        else "122"
        if draw < 0.968
        else "120"
        if draw < 0.974
        else "140"
        if draw < 0.981
        else "151"
        if draw < 0.99
        else "154"
    )
    year_11 = borough.facts[person.id].school
    where = la if year_11 or borough.facts[person.id].schooling in ("home", "missing", "independent") else "341"
    if year == 11 + later:
        return {"guarantee_indicator": True, "year_11_la": where, "guarantee_status_code": code, "guarantee_la": where}
    code = "114" if code == "110" and life and life.spells[-1].code in ("210", "220", "230", "270") else code
    return {"guarantee_indicator": True, "year_12_guarantee_status_code": code, "year_12_guarantee_la": la}


def establishments(on: date) -> list[Table]:
    """Return the register of invented schools and colleges, in the public register's own column names."""
    lines = []
    for school in load_map().schools:
        special = {
            "special": ("44", "Academy special converter"),
            "alternative": ("43", "Academy alternative provision sponsor led"),
        }
        code, words = special.get(school.kind, ("34", "Academy converter"))
        lines.append(
            Line(
                "",
                {
                    "URN": school.urn,
                    "LA (code)": load_map().la,
                    "LA (name)": load_map().council,
                    "EstablishmentNumber": school.laestab[3:],
                    "EstablishmentName": school.name,
                    "TypeOfEstablishment (code)": code,
                    "TypeOfEstablishment (name)": words,
                    "EstablishmentStatus (code)": "1",
                    "EstablishmentStatus (name)": "Open",
                    "OpenDate": "01-09-2011",
                    "CloseDate": "",
                    "PhaseOfEducation (code)": "4",
                    "PhaseOfEducation (name)": "Secondary",
                    "StatutoryLowAge": "11",
                    "StatutoryHighAge": "18" if school.sixth else "16",
                    "OfficialSixthForm (name)": "Has a sixth form" if school.sixth else "Does not have a sixth form",
                    "UKPRN": school.ukprn,
                    "Street": "School Lane",
                    "Town": next((d.town for d in load_map().districts if d.outward == school.outward), ""),
                    "Postcode": f"{school.outward} 9{school.name[0].translate(str.maketrans('CIKMOV', 'BHJLNU'))}A",
                },
            )
        )
    for number, provider in enumerate(load_map().providers):
        if not provider.laestab:
            continue
        lines.append(
            Line(
                "",
                {
                    "URN": str(990201 + number),
                    "LA (code)": provider.laestab[:3],
                    "LA (name)": load_map().council
                    if provider.laestab.startswith(load_map().la)
                    else dict(load_map().neighbours)[provider.laestab[:3]],
                    "EstablishmentNumber": provider.laestab[3:],
                    "EstablishmentName": provider.name,
                    "TypeOfEstablishment (code)": "18",
                    "TypeOfEstablishment (name)": "Further education",
                    "EstablishmentStatus (code)": "1",
                    "EstablishmentStatus (name)": "Open",
                    "OpenDate": "01-04-1993",
                    "CloseDate": "",
                    "PhaseOfEducation (code)": "6",
                    "PhaseOfEducation (name)": "16 plus",
                    "StatutoryLowAge": "16",
                    "StatutoryHighAge": "99",
                    "OfficialSixthForm (name)": "Not applicable",
                    "UKPRN": provider.ukprn,
                    "Street": "College Road",
                    "Town": "Saltmarsh",
                    "Postcode": f"SB2 9{provider.name[0].translate(str.maketrans('CIKMOV', 'BHJLNU'))}D",
                },
            )
        )
    columns = list(lines[0].cells)
    return [
        Table(
            "register/establishments.csv",
            "Register of schools",
            "",
            "gias",
            "Establishments",
            "data lead",
            on.replace(day=3),
            "return",
            "csv",
            columns,
            lines,
        )
    ]
