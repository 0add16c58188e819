"""DfE's names of apprenticeship providers by UKPRN, in which one provider may be spelt in several ways."""

from dataclasses import replace

from towpath.imports.formats import columns as c
from towpath.imports.reading import values as v
from towpath.imports.reading.layout import Column, Format

FORMAT = Format(
    name="apprenticeship_providers",
    title="Apprenticeship providers (DfE names)",
    kind="establishments",
    columns=(
        c.compulsory(replace(c.ukprn, synonyms=("ukprn", "Provider UKPRN"))),
        Column("name", ("name", "Provider Name"), v.text, compulsory=True),
        Column("type_name", ("provider_type", "Provider Type"), v.text),
    ),
    keys=(("ukprn",),),
    notes="A provider already held keeps the name it has; the list adds that it trains.",
)
