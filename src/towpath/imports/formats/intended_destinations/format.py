"""Intended destinations and September Guarantee offers: one row a young person, or one row an application."""

from towpath.imports.formats import columns as c
from towpath.imports.formats.intended_destinations.words import DESTINATIONS, GUARANTEE
from towpath.imports.reading import values as v
from towpath.imports.reading.layout import Column, Format
from towpath.imports.reading.row_rules import NAMES
from towpath.imports.reading.translations import code_from_words

FORMAT = Format(
    name="intended_destinations",
    title="Intended destinations and offers",
    kind="destinations",
    names_who_is_there=True,
    columns=(
        c.upn,
        c.uln,
        c.nccis_id,
        c.local_id,
        c.family_name,
        c.given_name,
        c.full_name,
        c.birth_date,
        c.year_group,
        c.establishment_number,
        c.urn,
        Column(
            "intended_destination_code",
            ("Intended Destination Code", "IntendedDestinationYr11", "Destination Code", "ID Code"),
            v.coded("intended_destinations"),
            when_wrong="hold",
        ),
        Column(
            "intended_destination_words",
            (
                "Intended Destination",
                "Destination",
                "Intended Route",
                "Post-16 Plan",
                "Plans",
                "First Choice Route",
                "Intention",
            ),
            v.text,
        ),
        Column(
            "guarantee_status_code",
            ("Guarantee Status Code", "September Guarantee Code", "Guarantee Code", "Offer Status Code"),
            v.coded("guarantee_statuses"),
            when_wrong="hold",
        ),
        Column(
            "guarantee_status_words",
            ("Guarantee Status", "September Guarantee", "Offer Status", "Offer", "Application Status"),
            v.text,
        ),
        Column(
            "provider_name",
            (
                "Provider",
                "Provider Name",
                "Institution",
                "College",
                "First Choice",
                "College or Sixth Form",
                "Destination Provider",
                "Applied To",
            ),
            v.text,
        ),
        Column("provider_ukprn", ("Provider UKPRN", "UKPRN"), v.ukprn),
        Column("course_title", ("Course", "Course Title", "Subject", "Programme", "Course Applied For"), v.text),
        Column("level", ("Level", "Course Level"), v.text),
        Column("applied_date", ("Date Applied", "Application Date", "Applied On"), v.day),
        Column("offer_date", ("Offer Date", "Date of Offer"), v.day),
        Column("offer_accepted", ("Offer Accepted", "Accepted"), v.yes_no),
        Column(
            "recorded_date",
            ("Date Recorded", "Recorded Date", "Survey Date", "Date of Survey", "Interview Date"),
            v.past_day,
        ),
        c.phone,
        c.email,
        c.sharing_limited,
    ),
    keys=c.NATIONAL_KEYS,
    ignored=(*c.MIS_IGNORED, "Gender", "Sex", "School", "School Name", "Adviser", "Careers Adviser"),
    rules=(
        *NAMES,
        code_from_words("intended_destination_words", "intended_destination_code", DESTINATIONS),
        code_from_words("guarantee_status_words", "guarantee_status_code", GUARANTEE),
    ),
    notes=(
        "Words we do not know how to code hold the row: a person chooses the code, and it is remembered "
        "nowhere but on the row."
    ),
)
