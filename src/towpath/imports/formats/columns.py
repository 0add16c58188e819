"""Columns that several formats share, so one new synonym serves them all."""

from dataclasses import replace

from towpath.imports.reading import values as v
from towpath.imports.reading.layout import Column

FAMILY_NAME = (
    "Legal Surname",
    "Legal Family Name",
    "Legal Last Name",
    "Surname",
    "Family Name",
    "Last Name",
    "FamilyName",
)
GIVEN_NAME = (
    "Legal Forename",
    "Legal First Name",
    "Legal Given Name",
    "Forename",
    "First Name",
    "Given Name",
    "Forenames",
)

upn = Column("upn", ("UPN", "Unique Pupil Number", "UniquePupilNumber", "Pupil UPN", "UPN Number"), v.upn)
former_upn = Column("former_upn", ("Former UPN", "FormerUPN", "Previous UPN", "Old UPN"), v.upn)
uln = Column(
    "uln",
    ("ULN", "Unique Learner Number", "UniqueLearnerNumber", "UniqueLearnerNo", "Learner Number", "ULN Number"),
    v.uln,
)
local_id = Column(
    "local_id",
    (
        "Local ID",
        "Adno",
        "Admission Number",
        "Admission No",
        "Student ID",
        "Pupil ID",
        "Learner Ref",
        "Learner Reference",
        "LearnRefNumber",
        "Student Reference",
        "Student Ref",
        "Student Number",
        "Person ID",
        "NativeID",
        "Client ID",
    ),
    v.text,
)
nccis_id = Column(
    "nccis_id", ("YoungPersonsID", "Young Persons ID", "Young Person ID", "YPID", "NCCIS ID", "CCIS ID"), v.nccis_id
)
family_name = Column("legal_family_name", FAMILY_NAME, v.own_name)
given_name = Column("legal_given_name", GIVEN_NAME, v.own_name)
full_name = Column(
    "full_name",
    (
        "Full Name",
        "Name",
        "Student Name",
        "Pupil Name",
        "Learner Name",
        "Student",
        "Pupil",
        "Young Person",
        "Legal Full Name",
    ),
    v.full_name,
    provides=("legal_family_name", "legal_given_name"),
    when_wrong="reject",
)
middle_names = Column("middle_names", ("Middle Names", "Middle Name", "Middle Name(s)", "Middlenames"), v.name)
preferred_given_name = Column(
    "preferred_given_name",
    (
        "Preferred Forename",
        "Preferred First Name",
        "Preferred Given Name",
        "Preferred Name",
        "Chosen Name",
        "Known As",
        "PreferredForename",
    ),
    v.name,
)
preferred_family_name = Column(
    "preferred_family_name",
    ("Preferred Surname", "Preferred Family Name", "Preferred Last Name", "Chosen Surname"),
    v.name,
)
former_family_name = Column(
    "former_family_name", ("Former Surname", "Former Family Name", "Previous Surname", "FormerSurname"), v.name
)
birth_date = Column(
    "birth_date",
    ("Date of Birth", "DOB", "D.O.B.", "Birth Date", "DateOfBirth", "Birthdate", "Date Birth"),
    v.birth_date(),
)
gender = Column("gender", ("Gender", "Sex", "Gender as returned", "Legal Sex"), v.gender)
ethnicity = Column(
    "ethnicity",
    ("Ethnicity", "Ethnicity Code", "Ethnic Code", "Ethnic Origin", "Ethnic Group", "Ethnicity (code)"),
    v.ethnicity,
)
first_language = Column(
    "first_language", ("First Language", "FirstLanguage", "Language", "Home Language", "Mother Tongue"), v.text
)
year_group = Column(
    "year_group",
    (
        "Year Group",
        "NC Year Actual",
        "NCyearActual",
        "NC Year",
        "Year",
        "National Curriculum Year",
        "Yr",
        "Yr Grp",
        "YearGroup",
        "School Year",
    ),
    v.year_group,
)
sen_provision = Column(
    "sen_provision",
    ("SEN Provision", "SENprovision", "SEN Status", "SEN", "SEN Code", "SEN Stage", "SEND Status", "SEND"),
    v.sen_provision,
)
fsm_eligible = Column(
    "fsm_eligible",
    (
        "FSM Eligible",
        "FSM",
        "Eligible for free meals",
        "Free School Meals",
        "FSM Eligibility",
        "FSME",
        "FSME on Census Day",
        "Free Meals",
    ),
    v.yes_no,
)
house = (
    Column("saon", ("SAON", "Flat", "Flat Number"), v.text),
    Column("paon", ("PAON", "House Name", "House Number", "House Name or Number"), v.text),
    Column("street", ("Street", "Road", "Street Name"), v.text),
)
"""An address in parts, which `address_from_parts` makes a first line of."""
address = (
    Column(
        "address_line_1",
        ("Address Line 1", "AddressLine1", "Address1", "Address 1", "Address", "Home Address"),
        v.text,
    ),
    Column("address_line_2", ("Address Line 2", "AddressLine2", "Address2", "Address 2", "Locality"), v.text),
    Column("address_line_3", ("Address Line 3", "AddressLine3", "Address3", "Address 3"), v.text),
    Column("address_line_4", ("Address Line 4", "AddressLine4", "Address4", "Address 4"), v.text),
    Column("town", ("Town", "Post Town", "City", "Town/City", "Address Town"), v.text),
    Column("county", ("County", "Administrative Area", "AdministrativeArea"), v.text),
)
postcode = Column(
    "postcode", ("Postcode", "Post Code", "Home Postcode", "Address Postcode", "PCode", "Postal Code"), v.postcode
)
phone = Column(
    "phone",
    (
        "Phone",
        "Telephone",
        "Mobile",
        "Phone Number",
        "Mobile Number",
        "Telephone Number",
        "Tel",
        "Student Mobile",
        "Contact Number",
    ),
    v.phone,
)
email = Column("email", ("Email", "E-mail", "Email Address", "Student Email", "Personal Email"), v.email)
parent = (
    Column(
        "parent_name",
        (
            "Parent Name",
            "Parent/Carer",
            "Parent/Carer Name",
            "Parent Carer",
            "Contact 1 Name",
            "Priority 1 Contact",
            "Parental Salutation",
        ),
        v.text,
    ),
    Column(
        "parent_phone",
        (
            "Parent Phone",
            "Parent/Carer Phone",
            "Parent Mobile",
            "Parent Telephone",
            "Contact 1 Phone",
            "Contact 1 Mobile",
            "Parent/Carer Mobile",
        ),
        v.phone,
    ),
    Column("parent_email", ("Parent Email", "Parent/Carer Email", "Contact 1 Email", "Parent E-mail"), v.email),
)
in_care = Column(
    "in_care",
    (
        "In Care",
        "Looked After",
        "In LA Care",
        "LAC",
        "CLA",
        "CIC",
        "Child Looked After",
        "LookedAfter",
        "In Local Authority Care",
    ),
    v.yes_no,
)
establishment_number = Column(
    "establishment_number",
    (
        "LAESTAB",
        "LA Estab",
        "DfE Number",
        "DfES Number",
        "DfE No",
        "Establishment Number",
        "EstablishmentNumber",
        "School DfE Number",
        "School Number",
        "DCSF Number",
        "School LAESTAB",
    ),
    v.establishment_number,
)
school_number = Column("estab", ("Estab", "School Estab", "Establishment"), v.school_number)
urn = Column("urn", ("URN", "School URN", "Unique Reference Number", "Establishment URN"), v.urn)
ukprn = Column("ukprn", ("UKPRN", "UK Provider Reference Number", "School UKPRN", "UKProviderReferenceNumber"), v.ukprn)
entry_date = Column(
    "entry_date",
    ("Entry Date", "EntryDate", "Date of Entry", "Admission Date", "Start Date at School", "DOA", "Date of Admission"),
    v.day,
)
leaving_date = Column(
    "leaving_date", ("Leaving Date", "LeavingDate", "Date of Leaving", "Date Left", "DOL", "Leave Date"), v.day
)
sharing_limited = Column(
    "sharing_limited",
    (
        "Sharing Limited",
        "Information Sharing Limited",
        "Limited Sharing",
        "Opt Out",
        "Opted Out",
        "Youth Support Services Opt Out",
        "YSSA Opt Out",
        "Data Sharing Opt Out",
        "Connexions Opt Out",
        "Youth Services Opt Out",
        "Name Address DOB Only",
    ),
    v.opted_out,
)
sharing_agreed = Column("sharing_agreed", ("YSSA", "Youth Support Services Agreement", "Sharing Agreed"), v.agreed)
home_educated = Column(
    "home_educated",
    ("Home Educated", "EHE", "Elective Home Education", "Electively Home Educated", "Home Education"),
    v.yes_no,
)

NAMES = (family_name, given_name, full_name, middle_names)
"""Family and given name each, or one full-name column that `row_rules.split_full_name` takes apart."""

KEYS = (("upn",), ("uln",), ("legal_family_name", "legal_given_name", "birth_date"))
NATIONAL_KEYS = (("nccis_id",), *KEYS)
"""For lists that may give the young person's identifier in the national system."""

MIS_IGNORED = (
    "Reg",
    "Reg Group",
    "Registration Group",
    "Form",
    "Tutor Group",
    "Tutor",
    "House",
    "Class",
    "Boarder",
    "Enrolment Status",
    "EnrolStatus",
    "Photo",
    "Age",
    "Title",
    "Religion",
    "Nationality",
    "Country of Birth",
    "Medical",
    "Medical Notes",
    "Dietary Needs",
    "Doctor",
    "Pupil Premium",
    "Pupil Premium Indicator",
    "Service Child",
    "Mode of Travel",
    "Part Time",
    "Notes",
    "Comments",
    "Exam Number",
    "UCI",
    "Candidate Number",
)
"""Columns a school system's list report often carries and we neither need nor keep."""


def compulsory(column: Column) -> Column:
    """Return the same column, compulsory."""
    return replace(column, compulsory=True)


def also(column: Column, *synonyms: str) -> Column:
    """Return the same column answering to further headers, after its own."""
    return replace(column, synonyms=(*column.synonyms, *synonyms))
