"""
Where each value stands in the XML, in the order the return's layout asks for.

Source: the fields of the standards; tests hold the two together. Some elements are spelt in two ways in real files:
both are read, and one is written.
"""

from dataclasses import dataclass
from enum import Enum, StrEnum, auto


class Kind(Enum):
    """What an element holds."""

    TEXT = auto()
    DATE = auto()
    REPEATED = auto()


class Spelling(StrEnum):
    """Which of two spellings is written: the published schema's, or the other one that real files use."""

    XSD = "xsd"
    VARIANT = "variant"


@dataclass(frozen=True, slots=True)
class Element:
    """One value: the field it fills, and the path of its element in the published schema's spelling."""

    field: str
    path: str
    kind: Kind = Kind.TEXT
    variant: str = ""
    is_retired: bool = False

    @property
    def tag(self) -> str:
        """Return the element's own name."""
        return self.path.rpartition("/")[2]

    @property
    def parents(self) -> tuple[str, ...]:
        """Return the names of the elements around it, outermost first, within the header or record."""
        return tuple(self.path.split("/")[:-1])

    @property
    def shown(self) -> str:
        """Return the name that tells it from every other element of its kind: "Gender", "Year11/LEACode"."""
        return "/".join(self.path.split("/")[-2:]) if self.path.startswith("SeptemberGuarantee/") else self.tag

    def spelt(self, spelling: Spelling) -> str:
        """Return the element's own name as it is to be written."""
        return self.variant if self.variant and spelling is Spelling.VARIANT else self.tag


ROOT = "NCCIS"
HEADER = "FileHeader"
RECORD = "YoungPersonsRecord"
DETAILS = "PersonalDetails"
ACTIVITIES = "Activities"
ALWAYS_WRITTEN = frozenset({"Databases", "SourceLEAs", DETAILS, "LevelOfNeed", ACTIVITIES, "Activities/Cohort"})

HEADER_ELEMENTS = (
    Element("database_ids", "Databases/DatabaseId", Kind.REPEATED, variant="DatabaseID"),
    Element("source_las", "SourceLEAs/LEACode", Kind.REPEATED),
    Element("send_date", "DateOfSend", Kind.DATE),
    Element("period_end", "PeriodEnd", Kind.DATE),
    Element("supplier_name", "SupplierName"),
    Element("supplier_xml_version", "SupplierXMLVersion"),
    Element("xml_schema_version", "XMLSchemaVersion"),
)

RECORD_ELEMENTS = (
    Element("young_persons_id", "PersonalDetails/YoungPersonsID"),
    Element("cohort_status", "PersonalDetails/CohortStatus"),
    Element("given_name", "PersonalDetails/GivenName"),
    Element("middle_name", "PersonalDetails/MiddleName"),
    Element("family_name", "PersonalDetails/FamilyName"),
    Element("address_line_1", "PersonalDetails/AddressLine1"),
    Element("address_line_2", "PersonalDetails/AddressLine2"),
    Element("address_line_3", "PersonalDetails/AddressLine3"),
    Element("address_line_4", "PersonalDetails/AddressLine4"),
    Element("town", "PersonalDetails/Town"),
    Element("county", "PersonalDetails/County"),
    Element("postcode", "PersonalDetails/Postcode"),
    Element("gender", "PersonalDetails/Gender"),
    Element("birth_date", "PersonalDetails/DOB", Kind.DATE),
    Element("ethnicity", "PersonalDetails/Ethnicity"),
    Element("lead_la", "PersonalDetails/LeadLEA"),
    Element("educated_la", "PersonalDetails/EducatedLEA"),
    Element("transferred_to_la", "PersonalDetails/TransferredToLACode"),
    Element("year_11_la", "PersonalDetails/LEACodeAtYear11"),
    Element("uln", "PersonalDetails/UniqueLearnerNo"),
    Element("upn", "PersonalDetails/UniquePupilNumber"),
    Element("guarantee_indicator", "PersonalDetails/GuaranteeStatusIndicator"),
    Element("youth_contract_indicator", "PersonalDetails/YouthContractIndicator", is_retired=True),
    Element("youth_contract_start_date", "PersonalDetails/YouthContractStartDate", Kind.DATE, is_retired=True),
    Element("previous_young_persons_id", "PersonalDetails/PreviousYPIDIdentifier"),
    Element("guarantee_11_status", "SeptemberGuarantee/Year11/GuaranteeStatus"),
    Element("guarantee_11_la", "SeptemberGuarantee/Year11/LEACode"),
    Element("guarantee_12_status", "SeptemberGuarantee/Year12/GuaranteeStatus"),
    Element("guarantee_12_la", "SeptemberGuarantee/Year12/LEACode"),
    Element("level_of_need", "LevelOfNeed/LevelOfNeedCode", variant="LevelofNeedCode"),
    Element("send_flag", "LevelOfNeed/SENDFlag"),
    Element("sen_support_flag", "LevelOfNeed/SENSupportFlag"),
    Element("characteristics", "LevelOfNeed/Characteristics/CharacteristicCode", Kind.REPEATED),
    Element("activity_code", "Activities/Cohort/ActivityCode"),
    Element("start_date", "Activities/Cohort/StartDate", Kind.DATE),
    Element("ascertained_date", "Activities/Cohort/DateAscertained", Kind.DATE),
    Element("verified_date", "Activities/Cohort/DateVerified", Kind.DATE),
    Element("review_date", "Activities/Cohort/ReviewDate", Kind.DATE),
    Element("due_to_lapse_date", "Activities/Cohort/DueToLapseDate", Kind.DATE),
    Element("currency_lapsed", "Activities/Cohort/CurrencyLapsed"),
    Element("establishment_number", "Activities/Cohort/EstablishmentNumber"),
    Element("establishment_name", "Activities/Cohort/EstablishmentName"),
    Element("ukprn", "Activities/Cohort/UKProviderReferenceNumber"),
    Element("neet_start_date", "Activities/Cohort/NEETStartDate", Kind.DATE, variant="NeetStartDate"),
    Element("predicted_end_date", "Activities/Cohort/PredictedEndDate", Kind.DATE),
    Element("intended_destination", "IntendedDestination/IntendedDestinationYr11"),
)

PARTS = (Element("has_details", DETAILS), Element("has_activities", ACTIVITIES))
ELEMENTS = {element.field: element for element in (*HEADER_ELEMENTS, *RECORD_ELEMENTS, *PARTS)}
