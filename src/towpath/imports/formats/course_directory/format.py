"""
The National Careers Service's course directory, as a provider uploads or exports it: one row is one run of a course.
"""

from towpath.imports.formats import columns as c
from towpath.imports.formats.course_directory.runs import description, place, run_length, start_rule, title_level
from towpath.imports.formats.course_directory.words import START_RULES, STUDY_MODES
from towpath.imports.reading import values as v
from towpath.imports.reading.layout import Column, Format

FORMAT = Format(
    name="course_directory",
    title="Courses (National Careers Service directory)",
    kind="openings",
    columns=(
        c.ukprn,
        Column("title", ("COURSE_NAME", "Course Title"), v.text, compulsory=True),
        Column("reference", ("ID", "Course Id"), v.text),
        Column("qualification", ("LARS_QAN", "LARS", "QAN"), v.text),
        Column("audience", ("WHO_IS_THIS_COURSE_FOR",), v.text),
        Column("content", ("WHAT_YOU_WILL_LEARN",), v.text),
        Column("entry_words", ("ENTRY_REQUIREMENTS",), v.text),
        Column("delivery", ("DELIVERY_MODE",), v.text),
        Column("start_date", ("START_DATE",), v.day, when_wrong="hold"),
        Column("is_flexible", ("FLEXIBLE_START_DATE",), v.yes_no),
        Column("venue", ("VENUE",), v.text),
        Column("is_national", ("NATIONAL_DELIVERY",), v.yes_no),
        Column("region", ("REGION",), v.text),
        Column("sub_region", ("SUB_REGION",), v.text),
        Column("url", ("URL",), v.text),
        Column("cost", ("COST",), v.money),
        Column("cost_words", ("COST_DESCRIPTION",), v.text),
        Column("length", ("DURATION",), v.whole_number),
        Column("length_unit", ("DURATION_UNIT",), v.text),
        Column("study_mode", ("STUDY_MODE",), v.translated(STUDY_MODES)),
        Column("attendance", ("ATTENDANCE_PATTERN",), v.text),
        # What the layout has no column for, and a council may add.
        Column("level", ("LEVEL",), v.whole_number),
        Column("start_rule", ("START_RULE",), v.translated(START_RULES)),
        Column("end_date", ("END_DATE",), v.day),
        Column("apply_by_date", ("APPLY_BY",), v.day),
        Column("hours_a_week", ("HOURS_A_WEEK",), v.whole_number),
        Column("least_age", ("MINIMUM_AGE",), v.whole_number),
        Column("most_age", ("MAXIMUM_AGE",), v.whole_number),
        Column("entry_level", ("ENTRY_LEVEL",), v.whole_number),
        Column("asks_english_and_maths", ("ASKS_ENGLISH_AND_MATHS",), v.yes_no),
        Column("teaches_english_and_maths", ("TEACHES_ENGLISH_AND_MATHS",), v.yes_no),
        Column("has_send_support", ("SEND_SUPPORT",), v.yes_no),
        Column("is_small_group", ("SMALL_GROUP",), v.yes_no),
        Column("is_reengagement", ("RE_ENGAGEMENT",), v.yes_no),
        Column("places", ("PLACES",), v.whole_number),
        Column("postcode", ("VENUE_POSTCODE",), v.postcode),
    ),
    keys=(("title",),),
    ignored=(
        "HOW_YOU_WILL_LEARN",
        "WHAT_YOU_WILL_NEED_TO_BRING",
        "HOW_YOU_WILL_BE_ASSESSED",
        "WHERE_NEXT",
        "ADVANCED_LEARNER_OPTION",
        "ADULT_EDUCATION_BUDGET",
    ),
    rules=(description, start_rule, place, run_length, title_level),
    notes="Send it as the provider whose courses they are, or add a column UKPRN.",
)
