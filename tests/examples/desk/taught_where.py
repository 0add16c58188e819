"""
Who is taught across a border, and how the cohort, the guarantee and the return of Saltmarsh (343) treat each.

TREATED is of 31 May 2026 for the guarantee and 30 June 2026 for the rest. `tracked` is for the return, and `guarantee` the council that answers. `left_out` is of letters.
"""

SOURCE = "docs/published-facts.md, Cohort, Activities and Guarantee"

BORDERS = """
lives  taught  where
yes    343     -
yes    341     resident_elsewhere
no     343     here_from_elsewhere
no     341     -
yes    -       -                      # nobody knows where
no     -       -
"""

TREATED = """
who                                       born        lives  taught  plan  code  tracked  guarantee  sent  in_rate  letters
taught next door, Year 11                 2010-01-15  yes    341     no    110   yes      341        P     no       yes
taught next door, Year 12                 2009-01-15  yes    341     no    230   yes      343        P     yes      yes       # Year 12 goes by where they live
lives next door, Year 11                  2010-01-15  no     343     no    110   no       343        -     no       yes       # our guarantee, their return
lives next door, Year 12                  2009-01-15  no     343     no    230   no       -          -     no       yes
past Year 13 with a plan                  2005-01-15  yes    343     yes   280   yes      -          P     no       yes       # SEND to 25
past Year 13 without one                  2005-01-15  yes    343     no    230   no       -          -     no       yes
24 with a plan, taught next door          2001-10-01  yes    341     yes   280   yes      -          P     no       yes
25 that academic year, with a plan        2000-08-31  yes    343     yes   280   no       -          -     no       yes
in custody in Year 11                     2010-01-15  yes    343     no    130   yes      343        P     no       no
in custody and in education, Year 12      2009-01-15  yes    343     no    290   yes      343        P     yes      no        # counts as full-time education
in custody as a young adult, Year 13      2008-01-15  yes    343     no    710   yes      -          P     no       no        # left out of both counts
"""
