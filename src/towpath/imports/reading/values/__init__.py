"""
Converters: each turns one cell into a canonical value, or says in words what is wrong with it.

A converter is called with the cell and the arrival, never for a blank cell. It repairs only what has one reading, and
says when it did. What could be read two ways is doubtful or unusable, never guessed.
"""

from towpath.imports.reading.values.codes import (
    code_list,
    coded,
    ethnicity,
    gender,
    level_of_need,
    sen_provision,
    translated,
    year_group,
)
from towpath.imports.reading.values.days import birth_date, birth_month, day, past_day
from towpath.imports.reading.values.numbers import (
    dfe_number,
    establishment_number,
    la_code,
    money,
    nccis_id,
    percent,
    school_number,
    ukprn,
    uln,
    upn,
    urn,
    whole_number,
)
from towpath.imports.reading.values.words import (
    agreed,
    email,
    full_name,
    name,
    opted_out,
    own_name,
    phone,
    postcode,
    text,
    yes_no,
)

__all__ = [
    "agreed",
    "birth_date",
    "birth_month",
    "code_list",
    "coded",
    "day",
    "dfe_number",
    "email",
    "establishment_number",
    "ethnicity",
    "full_name",
    "gender",
    "la_code",
    "level_of_need",
    "money",
    "name",
    "nccis_id",
    "opted_out",
    "own_name",
    "past_day",
    "percent",
    "phone",
    "postcode",
    "school_number",
    "sen_provision",
    "text",
    "translated",
    "ukprn",
    "uln",
    "upn",
    "urn",
    "whole_number",
    "year_group",
    "yes_no",
]
