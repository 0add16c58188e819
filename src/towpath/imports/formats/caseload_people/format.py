"""Another system's people without what they do: addresses, identifiers, characteristics, SEND and level of need."""

from towpath.imports.formats import columns as c
from towpath.imports.formats.caseload_extract.format import FORMAT as EXTRACT
from towpath.imports.reading.layout import Format
from towpath.imports.reading.row_rules import NAMES, address_from_parts, birth_month_from_date

OF_AN_ACTIVITY = frozenset(
    (
        "activity_code activity_not_shared start_date end_date expected_end_date recorded_date verified_date "
        "review_date stated_lapses_date currency_lapsed neet_start_date provider_number provider_name provider_ukprn "
        "guarantee_indicator guarantee_status_code guarantee_la year_12_guarantee_status_code year_12_guarantee_la "
        "period_end_date intended_destination_code"
    ).split()
)
FURTHER = (
    *c.house,
    c.preferred_given_name,
    c.preferred_family_name,
    c.former_family_name,
    c.establishment_number,
    c.urn,
    *c.parent,
    c.in_care,
    c.sharing_limited,
    c.sharing_agreed,
    c.home_educated,
)
TOLD_FURTHER = frozenset(column.field for column in FURTHER)
OWN = tuple(column for column in EXTRACT.columns if column.field not in OF_AN_ACTIVITY | TOLD_FURTHER)

FORMAT = Format(
    name="caseload_people",
    title="Caseload extract: people only",
    kind="people",
    columns=(*OWN, *FURTHER),
    keys=c.NATIONAL_KEYS,
    ignored=(*EXTRACT.ignored, *c.MIS_IGNORED),
    rules=(*NAMES, address_from_parts, birth_month_from_date),
    notes="Load this before what they do, so that each activity finds its person. Several rows of one person are one.",
)
