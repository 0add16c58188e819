"""The monthly return's own XML, as any system writes it: the caseload extract's columns by their element names."""

from dataclasses import replace

from towpath.imports.formats.caseload_extract import format as caseload_extract
from towpath.imports.reading.layout import Format

FORMAT: Format = replace(
    caseload_extract.FORMAT,
    name="nccis_xml",
    title="Monthly return (NCCIS XML)",
    medium="xml",
    records=("YoungPersonsRecord",),
    carried=("FileHeader",),
    closed=("Year11", "Year12"),
    columns=tuple(
        replace(column, synonyms=(*column.synonyms, *names))
        for column in caseload_extract.FORMAT.columns
        for names in [
            {
                "guarantee_status_code": ("Year11/GuaranteeStatus",),
                "guarantee_la": ("Year11/LEACode",),
                "year_12_guarantee_status_code": ("Year12/GuaranteeStatus",),
                "year_12_guarantee_la": ("Year12/LEACode",),
                "characteristics": ("Characteristics/CharacteristicCode",),
            }.get(column.field, ())
        ]
    ),
    date_style="Year first (2025-12-31), as the return requires.",
    notes="",
)
