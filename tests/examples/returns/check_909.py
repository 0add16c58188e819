"""Check 909: a compulsory-age activity started or was verified in this academic year."""

SOURCE = "docs/published-facts.md, Checks and layout: 909"

TABLE = """
base             start_date  ascertained_date  verified_date  codes
year_11          2021-09-06  2021-09-10        2025-09-01     -             # the first day of this academic year
year_11          2021-09-06  2021-09-10        2025-08-31     909           # the last of the one before
year_11          2025-09-01  2025-09-02        -              -             # started in it
year_11          2021-09-06  2021-09-10        -              909
year_11_in_2020  2015-09-07  2015-09-09        2019-08-31     -             # the check began on 1 April 2020
year_11          2021-09-06  2021-09-10        10/09/2025     TOWPATH-DATE  # a date that cannot be read may well be in it
sixth_former     2024-09-09  2024-09-10        2024-11-03     -             # sixth-form education is not of compulsory age
"""
