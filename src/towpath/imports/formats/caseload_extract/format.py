"""An extract of another system's caseload in the columns of the monthly return: the 2016 and the 2022 layouts alike."""

from collections.abc import Mapping
from dataclasses import replace

from towpath.imports.formats import columns as c
from towpath.imports.formats.people_list.words import WHOSE_WORD
from towpath.imports.reading import values as v
from towpath.imports.reading.layout import Answer, Arrival, Column, Derived, Format
from towpath.imports.reading.row_rules import NAMES, birth_month_from_date, dates_in_order

NOT_SHARED = "activity_not_shared"
NOTHING_SHARED = Answer(
    None,
    "noted",
    "activity.not_shared",
    "The sender may share nothing of what they do: the person arrives, and we do not know what they do.",
)


def note_nothing_shared(values: Mapping[str, object], arrival: Arrival) -> Derived:
    """Say of a row whose sender may share no activity that it brings none: not being told is not activity 810."""
    if NOT_SHARED not in values or "activity_code" in values:
        return Derived()
    return Derived(troubles=((NOT_SHARED, NOTHING_SHARED),))


FORMAT = Format(
    name="caseload_extract",
    title="Caseload extract",
    kind="activities",
    columns=(
        Column("database_id", ("DatabaseId", "DatabaseID", "Database ID"), v.text),
        Column("source_la", ("LEACode", "LA Code", "LACode", "Source LA"), v.la_code),
        Column("period_end_date", ("PeriodEnd", "Period End"), v.day),
        c.nccis_id,
        Column("previous_nccis_id", ("PreviousYPIDIdentifier", "Previous YPID"), v.nccis_id),
        c.local_id,
        c.upn,
        c.uln,
        Column("cohort_status", ("CohortStatus", "Cohort Status"), v.coded("cohort_statuses")),
        c.family_name,
        c.given_name,
        c.full_name,
        c.middle_names,
        *c.address,
        c.postcode,
        c.phone,
        c.email,
        c.gender,
        c.birth_date,
        Column(
            "birth_month", ("month/year of birth", "moth/year of birth", "Birth Month", "Month of Birth"), v.birth_month
        ),
        c.ethnicity,
        Column("lead_la", ("LeadLEA", "Lead LA", "Lead LEA"), v.la_code),
        Column("educated_la", ("EducatedLEA", "Educated LA", "LA Where Educated"), v.la_code),
        Column("year_11_la", ("LEACodeAtYear11", "LA Code at Year 11", "Year 11 LA"), v.la_code),
        Column("transferred_to_la", ("TransferredToLACode", "Transferred to LA"), v.la_code),
        Column("guarantee_indicator", ("GuaranteeStatusIndicator",), v.yes_no),
        Column(
            "guarantee_status_code",
            ("GuaranteeStatus", "Year 11 Guarantee Status", "Guarantee Status"),
            v.coded("guarantee_statuses"),
        ),
        Column("guarantee_la", ("LEACode2", "Year 11 Guarantee LA"), v.la_code),
        Column(
            "year_12_guarantee_status_code",
            ("GuaranteeStatus3", "Year 12 Guarantee Status"),
            v.coded("guarantee_statuses"),
        ),
        Column("year_12_guarantee_la", ("LEACode4", "Year 12 Guarantee LA"), v.la_code),
        Column("level_of_need", ("LevelOfNeedCode", "LevelofNeedCode", "Level of Need"), v.level_of_need),
        Column("send_flag", ("SENDFlag", "SEND Flag", "EHCP", "EHC Plan"), v.yes_no),
        Column("sen_support_flag", ("SENSupportFlag", "SEN Support Flag", "SEN Support"), v.yes_no),
        Column(
            "characteristics",
            ("CharacteristicCode", "Characteristics", "Characteristic Code", "Characteristic"),
            v.code_list("characteristics"),
            repeats=True,
        ),
        Column(
            "activity_code",
            ("ActivityCode", "Activity Code", "Current Activity", "Activity"),
            v.coded("activity_codes"),
            compulsory=True,
            unless=NOT_SHARED,
        ),
        Column(
            "start_date",
            ("StartDate", "Start Date", "Activity Start Date"),
            v.day,
            compulsory=True,
            unless=NOT_SHARED,
        ),
        Column(NOT_SHARED, ("Activity Note",), v.translated({"not_shared": ("Nothing that may be shared",)})),
        Column("recorded_date", ("DateAscertained", "Date Ascertained", "Recorded Date", "Date Recorded"), v.past_day),
        Column("verified_date", ("DateVerified", "Date Verified", "Verified Date", "Last Verified"), v.past_day),
        Column("review_date", ("ReviewDate", "Review Date"), v.day),
        Column("stated_lapses_date", ("DueToLapseDate", "Due to Lapse Date", "Lapse Date"), v.day),
        Column("currency_lapsed", ("CurrencyLapsed", "Currency Lapsed"), v.yes_no),
        Column("end_date", ("EndDate", "End Date", "Activity End Date"), v.day),
        Column("expected_end_date", ("PredictedEndDate", "Predicted End Date", "Expected End Date"), v.day),
        Column("neet_start_date", ("NEETStartDate", "NeetStartDate", "NEET Start Date"), v.day),
        Column(
            "provider_number",
            ("EstablishmentNumber", "Establishment Number", "Provider Number"),
            v.establishment_number,
        ),
        Column("provider_name", ("EstablishmentName", "Establishment Name", "Provider", "Provider Name"), v.text),
        replace(c.ukprn, field="provider_ukprn"),
        Column(
            "intended_destination_code",
            ("IntendedDestinationYr11", "Intended Destination"),
            v.coded("intended_destinations"),
        ),
        Column("source_kind", ("Whose Word", "Source Kind"), v.translated(WHOSE_WORD)),
        c.sharing_limited,
    ),
    keys=c.NATIONAL_KEYS,
    ignored=(
        "DateOfSend",
        "SupplierName",
        "SupplierXMLVersion",
        "XMLSchemaVersion",
        "YouthContractIndicator",
        "YouthContractStartDate",
    ),
    rules=(*NAMES, birth_month_from_date, dates_in_order, note_nothing_shared),
    notes=(
        "Where only the month and year of birth are given, birth_month is the first of that month and "
        "birth_date stays unknown."
    ),
)
