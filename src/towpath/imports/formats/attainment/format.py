"""Key stage results as schools download them: whom they are about and their circumstances; no result is kept."""

from towpath.imports.formats import columns as c
from towpath.imports.reading import values as v
from towpath.imports.reading.layout import Column, Format
from towpath.imports.reading.row_rules import NAMES

FORMAT = Format(
    name="attainment",
    title="Key stage results (circumstances only)",
    kind="indicators",
    columns=(
        c.upn,
        c.uln,
        c.family_name,
        c.given_name,
        c.full_name,
        c.birth_date,
        c.gender,
        c.also(c.ethnicity, "Student's ethnicity"),
        c.also(c.establishment_number, "DfE Establishment Number"),
        c.urn,
        c.sen_provision,
        c.also(c.in_care, "Is the pupil looked after?"),
        Column("eal", ("EAL", "English as an Additional Language"), v.yes_no),
        c.sharing_limited,
    ),
    keys=c.KEYS,
    ignored=(
        "Candidate Number",
        "Forvus index number",
        "Age",
        "EAL Group",
        "Is the pupil disadvantaged?",
        "Has the pupil been eligible for FSM in the last 6 years?",
        "Has the pupil been adopted from care?",
        "Did the pupil join within the last 2 yrs?",
        "Deprivation indicator - IDACI score",
    ),
    ignores_results=True,
    rules=NAMES,
    notes="Results and scores are left out by name. Somebody whom we do not know yet is held.",
)
