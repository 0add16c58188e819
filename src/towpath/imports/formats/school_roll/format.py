"""A school's roll: who is here, as a list report from any school system or a sheet kept by hand."""

from towpath.imports.formats import columns as c
from towpath.imports.reading.layout import Format
from towpath.imports.reading.row_rules import address_from_parts, split_full_name

FORMAT = Format(
    name="school_roll",
    title="School roll",
    kind="people",
    columns=(
        c.upn,
        c.former_upn,
        c.uln,
        c.local_id,
        c.compulsory(c.family_name),
        c.compulsory(c.given_name),
        c.full_name,
        c.middle_names,
        c.preferred_given_name,
        c.preferred_family_name,
        c.former_family_name,
        c.compulsory(c.birth_date),
        c.gender,
        c.ethnicity,
        c.first_language,
        c.year_group,
        c.sen_provision,
        c.fsm_eligible,
        *c.house,
        *c.address,
        c.postcode,
        c.phone,
        c.email,
        *c.parent,
        c.in_care,
        c.establishment_number,
        c.urn,
        c.ukprn,
        c.entry_date,
        c.leaving_date,
        c.sharing_limited,
        c.sharing_agreed,
        c.home_educated,
    ),
    keys=c.KEYS,
    ignored=c.MIS_IGNORED,
    rules=(split_full_name, address_from_parts),
)
