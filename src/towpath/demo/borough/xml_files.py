"""The three XML files that arrive: last month's return, two schools' census, and two transfer files."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from xml.sax.saxutils import escape

from towpath.demo.borough.borough import Borough
from towpath.demo.borough.council import known_people, record
from towpath.demo.borough.people import Person
from towpath.demo.borough.places import School, load_map
from towpath.demo.borough.schools import pupils_of
from towpath.demo.borough.tables import Value
from towpath.rules.dates import academic_year

Node = tuple[str, "Value | Sequence[Node]"]


@dataclass(frozen=True, slots=True)
class XmlFile:
    """One XML file: its text, and for each record the true person and the line its element stands on."""

    path: str
    sender: str
    sender_number: str
    format: str
    what: str
    owner: str
    due_date: date
    text: str
    rows: tuple[tuple[str, int], ...]


class _Lines:
    """Lines of XML being written, which know where each record began."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.rows: list[tuple[str, int]] = []

    def add(self, node: Node, depth: int = 0) -> None:
        """Write an element; one with nothing in it is left out."""
        name, inside = node
        pad = "  " * depth
        if isinstance(inside, str | int | float | date) or inside is None:
            if inside not in (None, ""):
                self.lines.append(f"{pad}<{name}>{escape(_text(inside))}</{name}>")
            return
        if not any(child[1] not in (None, "", []) for child in inside):
            return
        self.lines.append(f"{pad}<{name}>")
        for child in inside:
            self.add(child, depth + 1)
        self.lines.append(f"{pad}</{name}>")

    def record(self, person_id: str, node: Node, depth: int) -> None:
        self.rows.append((person_id, len(self.lines) + 1))
        self.add(node, depth)


def _text(value: Value) -> str:
    if isinstance(value, bool):
        return "Y" if value else "N"
    return value.isoformat() if isinstance(value, date) else str(value)


def xml_files(borough: Borough) -> list[XmlFile]:
    """Return every XML file of the month."""
    schools = load_map().schools
    return [
        nccis(borough),
        *(census(borough, school) for school in (schools[7], schools[13])),
        *(transfer(borough, school) for school in (schools[2], schools[9])),
    ]


def nccis(borough: Borough) -> XmlFile:
    """Return last month's return as the previous system sent it."""
    on, la = borough.last_month, load_map().la
    out = _Lines()
    out.lines += ['<?xml version="1.0" encoding="UTF-8"?>', "<!DOCTYPE NCCIS>", "<NCCIS>"]
    header: Node = (
        "FileHeader",
        [
            ("Databases", [("DatabaseID", la)]),
            ("SourceLEAs", [("LEACode", la)]),
            ("DateOfSend", on + timedelta(days=5)),
            ("PeriodEnd", on),
            ("SupplierName", "Previous case system"),
            ("SupplierXMLVersion", "4.2"),
            ("XMLSchemaVersion", "1.0"),
        ],
    )
    out.add(header, 1)
    for person, known in known_people(borough):
        if borough.is_tracked(person, on):
            out.record(person.id, _young_person(record(borough, person, known[-1])), 1)
    out.lines.append("</NCCIS>")
    text = "\r\n".join(out.lines) + "\r\n"
    return XmlFile(
        f"previous-system/nccis-{on:%Y-%m}.xml",
        "Previous case system",
        la,
        "nccis_xml",
        "Monthly return",
        "data lead",
        borough.on.replace(day=5),
        text,
        tuple(out.rows),
    )


def _pick(cells: dict[str, Value], pairs: str) -> list[Node]:
    """Return elements from "Element:field" words, in order."""
    return [(element, cells.get(field)) for element, field in (word.split(":") for word in pairs.split())]


def _young_person(cells: dict[str, Value]) -> Node:
    details = _pick(
        cells,
        """
        YoungPersonsID:nccis_id CohortStatus:cohort_status GivenName:legal_given_name MiddleName:middle_names
        FamilyName:legal_family_name AddressLine1:address_line_1 AddressLine2:address_line_2 Town:town County:county
        Postcode:postcode Gender:gender DOB:birth_date Ethnicity:ethnicity LeadLEA:lead_la EducatedLEA:educated_la
        LEACodeAtYear11:year_11_la UniqueLearnerNo:uln UniquePupilNumber:upn
        GuaranteeStatusIndicator:guarantee_indicator
        """,
    )
    activity = _pick(
        cells,
        """
        ActivityCode:activity_code StartDate:start_date DateAscertained:recorded_date DateVerified:verified_date
        ReviewDate:review_date DueToLapseDate:stated_lapses_date CurrencyLapsed:currency_lapsed
        EstablishmentNumber:provider_number EstablishmentName:provider_name UKProviderReferenceNumber:ukprn
        NEETStartDate:neet_start_date PredictedEndDate:expected_end_date
        """,
    )
    reasons: list[Node] = [("CharacteristicCode", code) for code in str(cells["characteristics"]).split()]
    return (
        "YoungPersonsRecord",
        [
            ("PersonalDetails", details),
            (
                "SeptemberGuarantee",
                [
                    *(
                        [("Year11", _pick(cells, "GuaranteeStatus:guarantee_status_code LEACode:guarantee_la"))]
                        if cells.get("guarantee_la")
                        else []
                    ),
                    *(
                        [
                            (
                                "Year12",
                                _pick(
                                    cells, "GuaranteeStatus:year_12_guarantee_status_code LEACode:year_12_guarantee_la"
                                ),
                            )
                        ]
                        if cells.get("year_12_guarantee_la")
                        else []
                    ),
                ],
            ),
            (
                "LevelOfNeed",
                [
                    *_pick(cells, "LevelOfNeedCode:level_of_need SENDFlag:send_flag SENSupportFlag:sen_support_flag"),
                    ("Characteristics", reasons),
                ],
            ),
            ("Activities", [("Cohort", activity)]),
            ("IntendedDestination", _pick(cells, "IntendedDestinationYr11:intended_destination_code")),
        ],
    )


def census(borough: Borough, school: School) -> XmlFile:
    """Return a school's January census, as its system writes it."""
    out = _Lines()
    out.lines += ['<?xml version="1.0" encoding="UTF-8"?>', "<Message>"]
    source: Node = (
        "Header",
        [
            (
                "CollectionDetails",
                [
                    ("Collection", "SC"),
                    ("Term", "SPR"),
                    ("Year", borough.on.year),
                    ("ReferenceDate", borough.on.replace(day=15)),
                ],
            ),
            (
                "Source",
                [
                    ("SourceLevel", "S"),
                    ("LEA", school.laestab[:3]),
                    ("Estab", school.laestab[3:]),
                    ("SoftwareCode", "Invented"),
                ],
            ),
        ],
    )
    out.add(source, 1)
    out.lines += ["  <School>", "    <Pupils>", "      <PupilsOnRoll>"]
    for person in pupils_of(borough, school):
        out.record(person.id, _census_pupil(borough, person), 4)
    out.lines += ["      </PupilsOnRoll>", "    </Pupils>", "  </School>", "</Message>"]
    return _file(borough, school, "school_census", "School census", f"census-{borough.on:%Y-%m}", out, 22)


def _home(person: Person) -> Node:
    door, _, street = person.home.line_1.rpartition(", ")[2].partition(" ")
    flat = person.home.line_1.rpartition(", ")[0]
    if person.protected:
        return ("AddressOnRoll", [])
    return (
        "AddressOnRoll",
        [
            ("PostCode", person.home.postcode),
            ("SAON", flat),
            ("PAON", door),
            ("Street", street),
            ("Town", person.home.town),
        ],
    )


def _census_pupil(borough: Borough, person: Person) -> Node:
    facts = borough.facts[person.id]
    possible = 146
    missed = possible - round(possible * facts.attendance / 100)
    identifiers: list[Node] = [
        ("UPN", person.upn),
        ("FormerUPN", person.former_upn),
        ("UniqueLearnerNumber", person.uln),
        ("Surname", person.legal_family_name),
        ("Forename", person.legal_given_name or "-"),
        ("Middlenames", person.middle_names),
        ("PreferredSurname", person.preferred_family_name),
        ("FormerSurname", person.former_family_name),
        ("DOB", person.birth_date),
        ("Sex", person.gender),
    ]
    return (
        "PupilOnRoll",
        [
            ("PupilIdentifiers", identifiers),
            (
                "PupilCharacteristics",
                [("Ethnicity", person.ethnicity), ("Language", person.first_language), ("FSMeligible", facts.fsm)],
            ),
            (
                "PupilStatus",
                [
                    ("EnrolStatus", "C"),
                    ("NCyearActual", person.year_group),
                    ("SENprovision", facts.sen),
                    ("InCare", facts.has("110")),
                ],
            ),
            _home(person),
            (
                "Attendance",
                [
                    ("TermlySessionsPossible", possible),
                    ("TermlySessionsAuthorised", missed // 2),
                    ("TermlySessionsUnauthorised", missed - missed // 2),
                ],
            ),
        ],
    )


def transfer(borough: Borough, school: School) -> XmlFile:
    """Return a transfer file for those who joined a school in mid-year."""
    joined = [p for p in pupils_of(borough, school) if borough.facts[p.id].in_year_move]
    out = _Lines()
    out.lines += ['<?xml version="1.0" encoding="UTF-8"?>', "<CTfile>"]
    header: Node = (
        "Header",
        [
            ("DocumentName", "Common Transfer File"),
            ("CTFversion", "25.0"),
            ("DateTime", f"{borough.on.replace(day=8).isoformat()}T10:15:00"),
            ("DocumentQualifier", "full"),
            ("SupplierID", "Invented"),
            (
                "SourceSchool",
                [
                    ("LEA", school.laestab[:3]),
                    ("Estab", school.laestab[3:]),
                    ("URN", school.urn),
                    ("SchoolName", school.name),
                    ("AcademicYear", academic_year(borough.on)),
                ],
            ),
            ("DestSchool", [("LEA", "LLL"), ("Estab", "LLLL")]),
        ],
    )
    out.add(header, 1)
    out.lines.append("  <CTFpupilData>")
    for person in joined:
        out.record(person.id, _transfer_pupil(borough, person), 2)
    out.lines += ["  </CTFpupilData>", "</CTfile>"]
    return _file(borough, school, "ctf", "Common transfer file", f"{school.laestab}_CTF_{school.laestab}_001", out, 9)


def _transfer_pupil(borough: Borough, person: Person) -> Node:
    facts = borough.facts[person.id]
    family = person.parent_name.rpartition(" ")
    address: list[Node] = [child for child in _home(person)[1] if isinstance(child, tuple)]  # type: ignore[union-attr]
    return (
        "Pupil",
        [
            ("UPN", person.upn),
            ("FormerUPN", person.former_upn),
            ("UniqueLearnerNumber", person.uln),
            ("Surname", person.legal_family_name),
            ("Forename", person.legal_given_name or "-"),
            ("DOB", person.birth_date),
            ("Sex", person.gender),
            (
                "BasicDetails",
                [
                    ("MiddleNames", person.middle_names),
                    ("PreferredSurname", person.preferred_family_name),
                    ("Ethnicity", person.ethnicity),
                    ("Language", person.first_language),
                    ("NCyearActual", person.year_group),
                    ("FSMeligible", facts.fsm),
                ],
            ),
            ("SEN", [("SENprovision", facts.sen)]),
            ("LookedAfter", [("InCare", facts.has("110"))]),
            ("Address", address),
            (
                "Contacts",
                [
                    (
                        "Contact",
                        [
                            ("Order", 1),
                            ("Surname", family[2]),
                            ("Forename", family[0]),
                            ("Phones", [("Phone", [("PhoneNo", person.parent_phone)])]),
                        ],
                    )
                ],
            ),
        ],
    )


def _file(borough: Borough, school: School, kind: str, what: str, stem: str, out: _Lines, day: int) -> XmlFile:
    folder = school.name.lower().replace("'", "").replace(" ", "-")
    text = "\n".join(out.lines) + "\n"
    return XmlFile(
        f"{folder}/{stem}.xml",
        school.name,
        school.laestab,
        kind,
        what,
        "data lead",
        borough.on.replace(day=day),
        text,
        tuple(out.rows),
    )
