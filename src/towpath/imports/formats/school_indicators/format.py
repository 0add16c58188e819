"""A school's termly indicators: attendance, exclusions and circumstances that bear on the risk of NEET."""

from towpath.imports.formats import columns as c
from towpath.imports.reading import values as v
from towpath.imports.reading.layout import Column, Format
from towpath.imports.reading.row_rules import attendance_from_sessions, split_full_name

FORMAT = Format(
    name="school_indicators",
    title="School termly indicators",
    kind="indicators",
    columns=(
        c.upn,
        c.uln,
        c.local_id,
        c.family_name,
        c.given_name,
        c.full_name,
        c.birth_date,
        c.year_group,
        c.establishment_number,
        c.urn,
        Column("term", ("Term", "Reporting Term", "Collection Term"), v.text),
        Column("period_start_date", ("Period Start", "Attendance From", "From Date", "Date From"), v.day),
        Column("period_end_date", ("Period End", "Attendance To", "To Date", "Date To", "As At", "Data Date"), v.day),
        Column(
            "attendance_percent",
            (
                "Attendance %",
                "Attendance",
                "% Attendance",
                "Percentage Attendance",
                "Attendance Percent",
                "% Attend",
                "Att %",
            ),
            v.percent,
        ),
        Column(
            "sessions_possible",
            ("Sessions Possible", "TermlySessionsPossible", "Possible Sessions", "Possible Marks", "Possible"),
            v.whole_number,
        ),
        Column(
            "sessions_attended",
            ("Sessions Attended", "Attended Sessions", "Present Marks", "Attendances", "Present"),
            v.whole_number,
        ),
        Column(
            "sessions_authorised",
            (
                "Authorised Absence",
                "TermlySessionsAuthorised",
                "Sessions Authorised",
                "Authorised Absences",
                "Authorised Sessions Missed",
            ),
            v.whole_number,
        ),
        Column(
            "sessions_unauthorised",
            (
                "Unauthorised Absence",
                "TermlySessionsUnauthorised",
                "Sessions Unauthorised",
                "Unauthorised Absences",
                "Unauthorised Sessions Missed",
            ),
            v.whole_number,
        ),
        Column(
            "suspensions",
            ("Suspensions", "Number of Suspensions", "Fixed Term Exclusions", "Fixed Period Exclusions", "FTE", "FTEX"),
            v.whole_number,
        ),
        Column(
            "suspension_sessions",
            ("Suspension Sessions", "Sessions Suspended", "Sessions Lost to Suspension", "Excluded Sessions"),
            v.whole_number,
        ),
        Column(
            "permanently_excluded",
            ("Permanently Excluded", "Permanent Exclusion", "Permanent Exclusions", "PEX"),
            v.yes_no,
        ),
        Column(
            "alternative_provision",
            ("Alternative Provision", "AP", "In AP", "Educated Off Site", "Educated Away", "Attends AP"),
            v.yes_no,
        ),
        Column("young_carer", ("Young Carer", "Carer"), v.yes_no),
        Column("pregnant", ("Pregnant", "Pregnancy"), v.yes_no),
        Column("parent", ("Young Parent", "Parent", "Is a Parent", "Teenage Parent"), v.yes_no),
        Column(
            "youth_justice",
            ("Youth Justice", "Known to YJS", "YOT", "YJS", "Youth Offending", "Supervised by Youth Justice"),
            v.yes_no,
        ),
        Column("custody", ("Custody", "In Custody"), v.yes_no),
        Column("child_in_need", ("Child in Need", "CIN", "CiN Plan", "Child in Need Plan"), v.yes_no),
        Column("child_protection", ("Child Protection", "CP", "CP Plan", "Child Protection Plan"), v.yes_no),
        c.in_care,
        Column("eal", ("EAL", "English as an Additional Language", "English Additional Language"), v.yes_no),
        c.first_language,
        Column(
            "in_year_move",
            ("In-Year Move", "In Year Admission", "Mid-Year Move", "Moved School This Year", "Joined Mid Year"),
            v.yes_no,
        ),
        c.sen_provision,
        c.fsm_eligible,
        c.home_educated,
        c.sharing_limited,
    ),
    keys=c.KEYS,
    ignored=(
        *c.MIS_IGNORED,
        "Gender",
        "Sex",
        "Lates",
        "Late",
        "Late Marks",
        "Attendance Band",
        "Behaviour Points",
        "Achievement Points",
    ),
    rules=(split_full_name, attendance_from_sessions),
    notes="A circumstance left blank is unknown, not no. A person whose sharing is limited gives no indicators at all.",
)
