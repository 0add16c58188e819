"""
What the tables of the checks begin from: invented people whose records are sound.

Each row of a table is a return of one record: a sound one (`base`, else the sixth former) with the row's columns laid
over it, "-" for nothing given. `codes` are all that the check of the whole return may find, so a row also shows what
one fault does not set off. Rows that share a `file` are one return. An `xml` column draws the file itself, with
{header}, {record} and {inside} (the record's own contents) standing for what is sound.

Each person after the sixth former is drawn by what differs from the sixth former, period end and councils of the
header included.

Year groups on 31 January 2026, in the academic year that began on 1 September 2025: born from 1 September 2009 to
31 August 2010, Year 11; a year earlier, Year 12; a year earlier still, Year 13.
"""

HEADER = """
field                 value
database_ids          123
source_las            343
send_date             2026-02-05
period_end            2026-01-31
supplier_name         Towpath
supplier_xml_version  1
xml_schema_version    1
"""

SIXTH_FORMER = """
field                 value
young_persons_id      1230000000001
cohort_status         P
given_name            Amara
family_name           Lockwood
address_line_1        1 Canal Row
town                  Netherby
postcode              ZZ99 9ZZ
gender                F
birth_date            2009-03-15
ethnicity             WBRI
lead_la               343
educated_la           343
year_11_la            343
uln                   1000000001
upn                   A123456789012
level_of_need         3
send_flag             N
sen_support_flag      N
activity_code         210
start_date            2025-09-08
ascertained_date      2025-09-10
verified_date         2025-11-03
due_to_lapse_date     2026-08-31
currency_lapsed       N
establishment_number  3434001
establishment_name    Netherby High School
ukprn                 10000001
predicted_end_date    2027-07-31
"""

YEAR_11 = """
field                 value
birth_date            2010-03-15
activity_code         110
start_date            2021-09-06
ascertained_date      2021-09-10
verified_date         2025-09-10
predicted_end_date    2026-08-31
intended_destination  121
"""

SEEKING = """
field                 value
birth_date            2008-10-02
activity_code         619
start_date            2025-11-10
ascertained_date      2025-11-12
verified_date         2026-01-12
due_to_lapse_date     -
establishment_number  -
establishment_name    -
ukprn                 -
neet_start_date       2025-11-10
predicted_end_date    -
"""

WITH_PLAN = """
field          value
birth_date     2004-03-15
send_flag      Y
activity_code  280
"""

IN_CUMBRIA = """
field                 value
source_las            909
period_end            2023-03-31
birth_date            2006-03-15
lead_la               909   # Cumbria's code, until 31 March 2023; Cumberland (942) followed it on 1 April
educated_la           909
year_11_la            909
start_date            2022-09-05
ascertained_date      2022-09-07
verified_date         2022-11-02
due_to_lapse_date     2023-08-31
establishment_number  9094001
predicted_end_date    2024-07-31
"""

YEAR_11_IN_2020 = """
field                 value
period_end            2020-01-31
birth_date            2004-03-15
activity_code         110
start_date            2015-09-07
ascertained_date      2015-09-09
verified_date         2019-09-11
due_to_lapse_date     2020-08-31
predicted_end_date    2020-08-31
intended_destination  121
"""

IN_2016 = """
field               value
period_end          2016-01-31
birth_date          1999-03-15
start_date          2015-09-07
ascertained_date    2015-09-09
verified_date       2015-11-02
due_to_lapse_date   2016-08-31
predicted_end_date  2017-07-31
"""
