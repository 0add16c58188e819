"""
How rows become the counts of a report. Each row of the table is one row somebody recorded: what it counts for, whose it is, and its own name.

Ash is in care, spoke to an adviser three times, and registered with the Charter twice: one person in two ways, three interventions.
"""

SOURCE = "service practice, part 10.1 (who is unique, what is interventions) and (a) N1; docs/adr/0033-an-impact-report-counts-kept-rows.md"

ROWS = """
kind             person  row  pence
SUPPORTED        Ash     c1   -
SUPPORTED        Bay     c2   -
INTERVENTION     Ash     e1   -
INTERVENTION     Ash     e2   -
INTERVENTION     Ash     e3   -
INTERVENTION     Bay     e4   -
INTERVENTION     Bay     e4   -      # the same row twice is one row
REGISTERED       Ash     r1   -
REGISTERED       Ash     r2   -      # a second time in the year is the same person
REGISTERED       Cove    r3   -
PLACEMENT        Ash     p1   -
PLACEMENT        Ash     p2   -      # two placements of one person are two placements
PERMANENT        Ash     p2   -
NUMERACY         Dale    n1   -
NUMERACY_FAMILY  Edda    n2   -      # Dale's mother is outside the young people
JOINED           Bay     j1   -
JOINED           Dale    j2   -
COMPLETED        Bay     j1   -
PROGRESSED       Bay     j1   -
APART            Dale    j2   -
FUNDED           Ash     f1   1250
FUNDED           Ash     f2   400
"""

COUNTS = """
name                     count
supported                2
interventions            3 + 1
registered               2
placements               2
permanent                1
numeracy                 1
numeracy_family          1
joined                   2
completed                1
progressed               1
progressed_of_completed  1
apart                    1
participations           2 + 2 + 1 + 2
people                   4            # Ash, Bay, Cove and Dale; Edda is family
in_1                     1            # Cove
in_2                     3            # Ash, Bay, Dale: 1 + 2 * 3 = 7 participations
in_3                     0
in_4                     0
funded                   1
payments                 2
pence                    1250 + 400
"""
