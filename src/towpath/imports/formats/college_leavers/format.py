"""A provider's list of leavers: who stopped, when, why and where they went, as far as it is known."""

from dataclasses import replace

from towpath.imports.formats import columns as c
from towpath.imports.formats.college_leavers.words import DESTINATIONS
from towpath.imports.reading import values as v
from towpath.imports.reading.layout import Column, Format
from towpath.imports.reading.row_rules import BOTH_NAMES, dates_in_order
from towpath.imports.reading.translations import code_from_words

FORMAT = Format(
    name="college_leavers",
    title="College and provider leavers",
    kind="leavers",
    columns=(
        c.local_id,
        c.uln,
        c.upn,
        c.nccis_id,
        c.compulsory(c.family_name),
        c.compulsory(c.given_name),
        c.full_name,
        c.middle_names,
        c.compulsory(c.birth_date),
        c.gender,
        *c.address,
        c.postcode,
        c.phone,
        c.email,
        Column(
            "end_date",
            (
                "Leaving Date",
                "Date Left",
                "Leave Date",
                "End Date",
                "Actual End Date",
                "LearnActEndDate",
                "Withdrawal Date",
                "Date Withdrawn",
                "Last Date Attended",
                "Last Date of Attendance",
            ),
            v.day,
            compulsory=True,
        ),
        Column("start_date", ("Start Date", "Course Start Date", "LearnStartDate", "Date Started"), v.day),
        Column("course_title", ("Course", "Course Title", "Course Name", "Programme"), v.text),
        Column("level", ("Level", "Course Level"), v.text),
        Column("completed", ("Completed", "Course Completed", "Completion"), v.yes_no),
        Column(
            "leaving_reason",
            ("Reason", "Leaving Reason", "Reason for Leaving", "Withdrawal Reason", "WithdrawReason"),
            v.text,
        ),
        Column(
            "destination_words",
            ("Destination", "Known Destination", "Leaver Destination", "Gone To", "Next Step", "Intended Destination"),
            v.text,
        ),
        Column(
            "activity_code",
            ("Activity Code", "Destination Code", "NCCIS Activity Code", "CCIS Code"),
            v.coded("activity_codes"),
            when_wrong="hold",
        ),
        Column(
            "destination_provider_name",
            ("Destination Provider", "New Provider", "Destination Establishment", "Employer"),
            v.text,
        ),
        Column(
            "provider_name", ("Provider", "Provider Name", "College", "College Name", "Institution", "Campus"), v.text
        ),
        replace(c.ukprn, field="provider_ukprn", synonyms=(*c.ukprn.synonyms, "Provider UKPRN", "College UKPRN")),
        Column("provider_number", ("LAESTAB", "DfE Number", "Establishment Number"), v.establishment_number),
        Column("recorded_date", ("Date Recorded", "Recorded Date", "Date Notified"), v.past_day),
        c.sharing_limited,
    ),
    keys=c.NATIONAL_KEYS,
    ignored=(
        *c.MIS_IGNORED,
        "Ethnicity",
        "Course Code",
        "Tutor Name",
        "Faculty",
        "Department",
        "Mode",
        "FT/PT",
        "Attendance",
        "Attendance %",
    ),
    rules=(*BOTH_NAMES, code_from_words("destination_words", "activity_code", DESTINATIONS), dates_in_order),
    notes=(
        "activity_code and destination_words say what came after. No destination given is not known, and is "
        "left out, never guessed."
    ),
)
