"""
Who is in the cohort of September 2026 that Saltmarsh (343) keeps, fixed on 31 May 2026, and what its figures are.

Year 11 on that day was born from 1 September 2009 to 31 August 2010, Year 12 the year before.
"""

SOURCE = "docs/published-facts.md, Guarantee"

COHORT = """
born        lives  taught  gone  year  council
2009-09-01  yes    343     no    11    343      # the first day of Year 11
2010-08-31  yes    343     no    11    343      # and the last
2010-09-01  yes    343     no    -     -        # Year 10
2009-08-31  yes    343     no    12    343      # the last day of Year 12
2008-09-01  yes    -       no    12    343
2008-08-31  yes    343     no    -     -        # Year 13
2010-01-15  no     343     no    11    343      # taught here and lives elsewhere: ours
2010-01-15  yes    341     no    11    341      # lives here and is taught elsewhere: theirs
2010-01-15  yes    -       no    11    343      # nobody knows where, or at home
2010-01-15  no     341     no    -     -
2010-01-15  no     -       no    -     -
2009-01-15  no     343     no    -     -        # Year 12 goes by where they live
2009-01-15  yes    341     no    12    343
2010-01-15  yes    343     yes   -     -
"""

STATES = """
status  category               accepted  state
110     offer_made             no        offered
110     offer_made             yes       accepted
114     offer_made             no        accepted          # already there, and goes on
115     offer_made             no        accepted
120     offer_not_appropriate  yes       not_appropriate   # what is recorded stands
151     no_offer               no        no_offer
159     not_recorded           no        not_recorded
-       -                      no        not_recorded      # nobody recorded anything
"""

FIGURES = """
who                              fixed  settled          at_close
ash, birch, cedar, dahlia        yes    accepted         accepted
elder                            yes    offered          no_offer      # the offer was told in November, and carried over
fir                              yes    not_appropriate  not_appropriate
gorse, hazel                     no     accepted         accepted      # joined in September
ivy                              no     not_recorded     not_recorded
"""

COUNTS = """
cohort     offers     joined_with_offer  carried  percent_offers  percent_not_recorded
4 + 1 + 1  4 + 1 + 2  2                  1        700/6           100/6                 # seven of six: above 100%, as two joined
"""
