"""A college's or provider's list of starters: a line a learner, with course, mode and dates and no activity code."""

from dataclasses import replace

from towpath.imports.formats import columns as c
from towpath.imports.formats.college_starters.activity import activity_from_learning
from towpath.imports.formats.college_starters.words import LEARNING_TYPES, MODES, PROVIDER_TYPES
from towpath.imports.reading import values as v
from towpath.imports.reading.layout import Column, Format
from towpath.imports.reading.row_rules import BOTH_NAMES, dates_in_order

FORMAT = Format(
    name="college_starters",
    title="College and provider starters",
    kind="starters",
    names_who_is_there=True,
    columns=(
        c.local_id,
        c.uln,
        c.upn,
        c.nccis_id,
        c.compulsory(c.family_name),
        c.compulsory(c.given_name),
        c.full_name,
        c.middle_names,
        c.preferred_given_name,
        c.former_family_name,
        c.compulsory(c.birth_date),
        c.gender,
        *c.address,
        c.postcode,
        c.phone,
        c.email,
        Column(
            "start_date",
            (
                "Start Date",
                "Date Started",
                "Course Start",
                "Course Start Date",
                "LearnStartDate",
                "Enrolment Date",
                "Enrolled Date",
                "Programme Start",
            ),
            v.day,
            compulsory=True,
        ),
        Column(
            "expected_end_date",
            (
                "Expected End Date",
                "Planned End Date",
                "LearnPlanEndDate",
                "Course End Date",
                "Course End",
                "Planned End",
            ),
            v.day,
        ),
        Column("verified_date", ("Date Verified", "Verified Date", "As At", "Attending On", "Data Date"), v.past_day),
        Column(
            "course_title",
            ("Course", "Course Title", "Course Name", "Programme", "Qualification", "Learning Aim Title"),
            v.text,
        ),
        Column("level", ("Level", "Course Level", "NVQ Level", "Notional Level"), v.text),
        Column(
            "mode",
            (
                "Mode",
                "FT/PT",
                "Mode of Attendance",
                "Mode of Study",
                "Full Time/Part Time",
                "Full or Part Time",
                "Attendance Mode",
                "Full-time/Part-time",
            ),
            v.translated(MODES),
            when_wrong="hold",
        ),
        Column(
            "planned_hours",
            ("Planned Hours", "Hours", "PlanLearnHours", "Guided Learning Hours", "GLH"),
            v.whole_number,
        ),
        Column(
            "learning_type",
            ("Learning Type", "Funding Stream", "Funding Model", "Programme Type", "ProgType", "Provision Type"),
            v.translated(LEARNING_TYPES),
            when_wrong="hold",
        ),
        Column(
            "provider_type",
            ("Provider Type", "Institution Type", "College Type"),
            v.translated(PROVIDER_TYPES),
            when_wrong="hold",
        ),
        Column(
            "provider_name",
            ("Provider", "Provider Name", "College", "College Name", "Institution", "Campus", "Site"),
            v.text,
        ),
        replace(c.ukprn, field="provider_ukprn", synonyms=(*c.ukprn.synonyms, "Provider UKPRN", "College UKPRN")),
        Column(
            "provider_number",
            ("LAESTAB", "DfE Number", "Establishment Number", "College DfE Number"),
            v.establishment_number,
        ),
        Column(
            "activity_code",
            ("Activity Code", "NCCIS Activity Code", "CCIS Code", "Destination Code"),
            v.coded("activity_codes"),
            when_wrong="hold",
        ),
        c.sharing_limited,
    ),
    keys=c.NATIONAL_KEYS,
    ignored=(
        *c.MIS_IGNORED,
        "Ethnicity",
        "Course Code",
        "Aim Reference",
        "LearnAimRef",
        "Tutor Name",
        "Faculty",
        "Department",
        "School",
        "Last School",
        "Previous School",
        "LLDD",
    ),
    rules=(*BOTH_NAMES, activity_from_learning, dates_in_order),
    notes=(
        "Where no code is given it is derived from mode, kind of learning and kind of provider, and the row "
        "says so; where these do not decide it, the row is held."
    ),
)
