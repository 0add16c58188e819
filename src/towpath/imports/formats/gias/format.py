"""Get Information About Schools: the register of establishments, as its public 'all data' or 'links' style extract."""

from dataclasses import replace

from towpath.imports.formats import columns as c
from towpath.imports.reading import values as v
from towpath.imports.reading.layout import Column, Format
from towpath.imports.reading.row_rules import establishment_from_la_and_number

FORMAT = Format(
    name="gias",
    title="Establishments (GIAS)",
    kind="establishments",
    columns=(
        c.compulsory(c.urn),
        Column("la_code", ("LA (code)", "LA Code", "Local Authority Code"), v.la_code),
        Column("la_name", ("LA (name)", "LA Name", "Local Authority"), v.text),
        Column("dfe_number", ("EstablishmentNumber", "Establishment Number", "DfE Number"), v.dfe_number),
        replace(c.ukprn, synonyms=("UKPRN",)),
        Column("name", ("EstablishmentName", "Establishment Name", "School Name", "Name"), v.text, compulsory=True),
        Column("type_code", ("TypeOfEstablishment (code)",), v.text),
        Column("type_name", ("TypeOfEstablishment (name)", "Type of Establishment", "Establishment Type"), v.text),
        Column("phase_code", ("PhaseOfEducation (code)",), v.text),
        Column("phase_name", ("PhaseOfEducation (name)", "Phase of Education", "Phase"), v.text),
        Column("status_code", ("EstablishmentStatus (code)",), v.text),
        Column("status_name", ("EstablishmentStatus (name)", "Establishment Status", "Status"), v.text),
        Column("open_date", ("OpenDate", "Open Date"), v.day),
        Column("close_date", ("CloseDate", "Close Date", "Closed Date"), v.day),
        Column("low_age", ("StatutoryLowAge", "Low Age"), v.whole_number),
        Column("high_age", ("StatutoryHighAge", "High Age"), v.whole_number),
        Column("sixth_form", ("OfficialSixthForm (name)", "Sixth Form"), v.text),
        Column("further_education_type", ("FurtherEducationType (name)",), v.text),
        Column("section_41", ("Section41Approved (name)",), v.text),
        Column("address_line_1", ("Street", "Address Line 1"), v.text),
        Column("address_line_2", ("Locality",), v.text),
        Column("address_line_3", ("Address3",), v.text),
        Column("town", ("Town",), v.text),
        Column("county", ("County (name)", "County"), v.text),
        c.postcode,
        Column("phone", ("TelephoneNum", "Telephone"), v.phone),
        Column("website", ("SchoolWebsite", "Website"), v.text),
        Column("last_changed_date", ("LastChangedDate",), v.day),
    ),
    keys=(("urn",),),
    ignored=(
        "EstablishmentTypeGroup (code)", "EstablishmentTypeGroup (name)", "ReasonEstablishmentOpened (code)", "ReasonEstablishmentOpened (name)",
        "ReasonEstablishmentClosed (code)", "ReasonEstablishmentClosed (name)", "Boarders (code)", "Boarders (name)", "NurseryProvision (name)",
        "OfficialSixthForm (code)", "Gender (code)", "Gender (name)", "ReligiousCharacter (code)", "ReligiousCharacter (name)", "ReligiousEthos (name)",
        "Diocese (code)", "Diocese (name)", "AdmissionsPolicy (code)", "AdmissionsPolicy (name)", "SchoolCapacity", "SpecialClasses (code)",
        "SpecialClasses (name)", "CensusDate", "NumberOfPupils", "NumberOfBoys", "NumberOfGirls", "PercentageFSM", "TrustSchoolFlag (code)",
        "TrustSchoolFlag (name)", "Trusts (code)", "Trusts (name)", "SchoolSponsorFlag (name)", "SchoolSponsors (name)", "FederationFlag (name)",
        "Federations (code)", "Federations (name)", "FEHEIdentifier", "OfstedLastInsp", "OfstedSpecialMeasures (code)", "OfstedSpecialMeasures (name)",
        "HeadTitle (name)", "HeadFirstName", "HeadLastName", "HeadPreferredJobTitle", "BSOInspectorateName (name)", "InspectorateReport",
        "DateOfLastInspectionVisit", "NextInspectionVisit", "TeenMoth (name)", "TeenMothPlaces", "CCF (name)", "SENPRU (name)", "EBD (name)", "PlacesPRU",
        "FTProv (name)", "EdByOther (name)", *(f"SEN{number} (name)" for number in range(1, 14)), "TypeOfResourcedProvision (name)",
        "ResourcedProvisionOnRoll", "ResourcedProvisionCapacity", "SenUnitOnRoll", "SenUnitCapacity", "GOR (code)", "GOR (name)",
        "DistrictAdministrative (code)", "DistrictAdministrative (name)", "AdministrativeWard (code)", "AdministrativeWard (name)",
        "ParliamentaryConstituency (code)", "ParliamentaryConstituency (name)", "UrbanRural (code)", "UrbanRural (name)", "GSSLACode (name)", "Easting",
        "Northing", "MSOA (name)", "LSOA (name)", "InspectorateName (name)", "SENStat", "SENNoStat", "BoardingEstablishment (name)", "PropsName",
        "PreviousLA (code)", "PreviousLA (name)", "PreviousEstablishmentNumber", "OfstedRating (name)", "RSCRegion (name)", "Country (name)", "UPRN",
        "SiteName", "QABName (code)", "QABName (name)", "EstablishmentAccredited (code)", "EstablishmentAccredited (name)", "QABReport", "CHNumber",
        "MSOA (code)", "LSOA (code)", "FSM", "AccreditationExpiryDate",
    ),
    rules=(establishment_from_la_and_number,),
    date_style="Day first (29/05/1993 or 29-05-1993).",
)  # fmt: skip
