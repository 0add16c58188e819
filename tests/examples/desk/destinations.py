"""
What leavers of summer 2025 meant to do, did in September and October, and were doing on 31 January 2026.

A stay is its direction, its place and its days: `education@estuary 2025-09-08..` goes on.
"""

SOURCE = "docs/published-facts.md, Destinations of leavers"

MEANT = """
code  meant
111   education
121   education
211   training
311   work
321   work
411   other
511   undecided
611   not_recorded     # not obtained is nobody's answer
-     not_recorded
999   not_recorded     # not published
130   education        # before April 2015: a college
410   undecided        # then this was undecided and 510 another destination
510   other
"""

DOES = """
code  direction
110   not_recorded     # at school until 31 August
210   education
230   education
250   education
260   other            # a gap year: no place yet
290   education        # education in custody
310   training         # an apprenticeship
320   work
330   work
381   work
410   training
460   training
530   training
540   neet
619   neet
710   other
810   not_recorded
830   not_recorded     # refused to say is no answer
-     not_recorded
"""

WAYS = """
stays                                                                             on          autumn        january
education@estuary 2025-09-08..                                                    2026-01-31  education     same_place
education@estuary 2025-09-08..2025-12-19                                          2026-01-31  education     not_recorded   # nobody said what came next
education@estuary 2025-09-08..2026-01-30, neet@- 2026-01-31..                     2026-01-31  education     does_other     # the day before, and on it
education@estuary 2025-09-08..2026-01-31                                          2026-01-31  education     same_place     # the last day counts
education@estuary 2025-09-08..2025-11-30, education@estuary 2025-12-01..          2026-01-31  education     same_place     # confirmed anew
education@estuary 2025-09-08..2025-11-30, training@harbour 2025-12-01..           2026-01-31  education     another_place
education@estuary 2025-09-08..2025-11-30, education@- 2025-12-01..                2026-01-31  education     somewhere      # nobody recorded where
education@estuary 2025-09-08..2025-09-30, education@harbour 2025-10-01..          2026-01-31  education     same_place     # changed in the first weeks
education@estuary 2025-09-08..2025-10-10, neet@- 2025-10-11..                     2026-01-31  education     does_other
neet@- 2025-09-01..2025-11-30, education@estuary 2025-12-01..                     2026-01-31  neet          joined
education@estuary 2025-11-01..                                                    2026-01-31  not_recorded  joined         # the day after October
education@estuary 2025-10-31..                                                    2026-01-31  education     same_place     # its last day
education@estuary 2025-06-01..2025-08-31                                          2026-01-31  not_recorded  not_recorded   # over before September
-                                                                                 2026-01-31  not_recorded  not_recorded
education@estuary 2025-09-08..                                                    2026-01-30  education     not_yet
education@estuary 2025-09-08..                                                    2025-08-31  not_recorded  not_yet        # not yet September
work@cafe 2025-09-08..                                                            2026-01-31  work          does_other
"""

AS_MEANT = """
meant         autumn        as_meant
education     education     yes
education     training      no
training      training      yes
undecided     education     -            # there was nothing to keep to
not_recorded  education     -
education     not_recorded  -            # never counted as a no
work          neet          no
"""
