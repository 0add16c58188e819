"""
The invented people that the tables of the checks begin from: each is a sound record, and each row changes a thing or two.

Year groups on 31 January 2026, in the academic year that began on 1 September 2025: born from 1 September 2009 to
31 August 2010, Year 11; a year earlier, Year 12; a year earlier still, Year 13.
"""

from dataclasses import replace

from towpath.rules.returns.model import Header, Record, read_date

HEADER = Header(
    database_ids=("123",),
    source_las=("343",),
    send_date=read_date("2026-02-05"),
    period_end=read_date("2026-01-31"),
    supplier_name="Towpath",
    supplier_xml_version="1",
    xml_schema_version="1",
)

SIXTH_FORMER = Record(
    young_persons_id="1230000000001",
    cohort_status="P",
    given_name="Amara",
    family_name="Lockwood",
    address_line_1="1 Canal Row",
    town="Netherby",
    postcode="ZZ99 9ZZ",
    gender="F",
    birth_date=read_date("2009-03-15"),
    ethnicity="WBRI",
    lead_la="343",
    educated_la="343",
    year_11_la="343",
    uln="1000000001",
    upn="A123456789012",
    level_of_need="3",
    send_flag="N",
    sen_support_flag="N",
    activity_code="210",
    start_date=read_date("2025-09-08"),
    ascertained_date=read_date("2025-09-10"),
    verified_date=read_date("2025-11-03"),
    due_to_lapse_date=read_date("2026-08-31"),
    currency_lapsed="N",
    establishment_number="3434001",
    establishment_name="Netherby High School",
    ukprn="10000001",
    predicted_end_date=read_date("2027-07-31"),
)

YEAR_11 = replace(
    SIXTH_FORMER,
    birth_date=read_date("2010-03-15"),
    activity_code="110",
    start_date=read_date("2021-09-06"),
    ascertained_date=read_date("2021-09-10"),
    verified_date=read_date("2025-09-10"),
    predicted_end_date=read_date("2026-08-31"),
    intended_destination="121",
)

SEEKING = replace(
    SIXTH_FORMER,
    birth_date=read_date("2008-10-02"),
    activity_code="619",
    start_date=read_date("2025-11-10"),
    ascertained_date=read_date("2025-11-12"),
    verified_date=read_date("2026-01-12"),
    neet_start_date=read_date("2025-11-10"),
    due_to_lapse_date=read_date(""),
    predicted_end_date=read_date(""),
    establishment_number="",
    establishment_name="",
    ukprn="",
)

WITH_PLAN = replace(SIXTH_FORMER, birth_date=read_date("2004-03-15"), activity_code="280", send_flag="Y")

IN_CUMBRIA = replace(
    SIXTH_FORMER,
    birth_date=read_date("2006-03-15"),
    lead_la="909",
    educated_la="909",
    year_11_la="909",
    establishment_number="9094001",
    start_date=read_date("2022-09-05"),
    ascertained_date=read_date("2022-09-07"),
    verified_date=read_date("2022-11-02"),
    due_to_lapse_date=read_date("2023-08-31"),
    predicted_end_date=read_date("2024-07-31"),
)
"""Cumbria's code, 909, stood until 31 March 2023; Cumberland (942) followed it on 1 April."""

YEAR_11_IN_2020 = replace(
    YEAR_11,
    birth_date=read_date("2004-03-15"),
    start_date=read_date("2015-09-07"),
    ascertained_date=read_date("2015-09-09"),
    verified_date=read_date("2019-09-11"),
    due_to_lapse_date=read_date("2020-08-31"),
    predicted_end_date=read_date("2020-08-31"),
)

IN_2016 = replace(
    SIXTH_FORMER,
    birth_date=read_date("1999-03-15"),
    start_date=read_date("2015-09-07"),
    ascertained_date=read_date("2015-09-09"),
    verified_date=read_date("2015-11-02"),
    due_to_lapse_date=read_date("2016-08-31"),
    predicted_end_date=read_date("2017-07-31"),
)


def _ending(period_end: str, council: str = "343") -> Header:
    return replace(HEADER, period_end=read_date(period_end), source_las=(council,))


BASES = {
    "sixth_former": (HEADER, SIXTH_FORMER),
    "year_11": (HEADER, YEAR_11),
    "seeking": (HEADER, SEEKING),
    "with_plan": (HEADER, WITH_PLAN),
    "in_cumbria": (_ending("2023-03-31", "909"), IN_CUMBRIA),
    "year_11_in_2020": (_ending("2020-01-31"), YEAR_11_IN_2020),
    "in_2016": (_ending("2016-01-31"), IN_2016),
}
