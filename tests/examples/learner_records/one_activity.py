"""
What a learner's deliveries come to. Each learner is drawn as all their deliveries, and named once with the answer.

Types of aim: 1 programme, 3 component, 4 other, 5 core. Completion: 1 goes on, 2 completed, 3 withdrew, 6 on a break.
"""

SOURCE = "docs/published-facts.md, Learner records: types of aim, programme types, funding models and completion"

DELIVERIES = """
learner  aim       type  programme  funding  start       planned     ended       completion
Ada      ZPROG001  1     25         36       2025-09-08  2027-03-31  -           1           # an apprentice
Ada      60178545  3     25         36       2025-09-08  2026-07-31  -           1           # and a component of it
Ada      50114979  3     25         36       2025-09-08  2026-01-30  2026-01-30  2           # functional skills, done
Bo       60306182  5     -          25       2025-09-03  2027-07-02  -           1           # a study programme by its core aim
Bo       60149431  4     -          25       2025-09-10  2026-06-26  -           1           # with GCSE maths again
Cai      60306182  5     -          25       2025-09-03  2027-07-02  2025-11-14  3           # left in November
Cai      60149431  4     -          25       2025-09-10  2026-06-26  2025-11-21  3           # the last of it a week later
Dee      ZPROG001  1     3          36       2024-09-02  2025-08-29  2025-08-29  2           # done with one apprenticeship
Dee      ZPROG001  1     2          36       2025-09-15  2027-09-14  -           1           # and on the next
Eli      60306182  5     -          25       2024-09-04  2026-07-03  2025-10-01  3           # left college
Eli      ZPROG001  1     25         36       2025-10-13  2027-04-30  -           1           # for an apprenticeship there
Fay      ZPROG001  1     25         36       2025-02-03  2026-08-31  2025-12-19  6           # on an agreed break
Gus      60178545  3     25         36       2025-09-08  2027-03-31  -           1           # its programme aim is missing
Hal      Z0002347  5     -          25       2025-09-08  2026-07-17  -           1           # a supported intern
Ivy      60133533  4     -          35       2025-10-14  2026-07-31  -           1           # adult skills, not for 16 to 19
Jan      ZPROG001  1     31         25       2025-09-03  2027-07-02  -           1           # a T Level, its programme aim
Jan      61000001  5     31         25       2025-09-03  2027-07-02  -           1           # and core aim
Kit      60306182  5     -          25       2025-09-03  2027-07-02  -           3           # withdrew, and nobody says when
Lou      60306182  5     -          25       -           2027-07-02  -           1           # no start is known
Max      ZPROG001  1     24         25       2025-09-08  2026-01-30  -           1           # a trainee
Ned      60306182  5     -          25       2024-09-04  2025-07-04  2025-07-04  2           # done with one course
Ned      60400000  5     -          25       2025-09-03  2027-07-02  2025-10-24  3           # and left the next
Oli      60306182  9     -          99       2025-09-03  2026-07-02  -           1           # a type of aim that there is not
Oli      60149431  4     -          99       2025-09-03  2026-07-02  -           1
"""

LEARNERS = """
learner  kind                  aim       start       planned     is ended  ended       on break
Ada      apprenticeship        ZPROG001  2025-09-08  2027-03-31  no        -           no
Bo       education             60306182  2025-09-03  2027-07-02  no        -           no
Cai      education             60149431  2025-09-10  2026-06-26  yes       2025-11-21  no        # the last of it is what they left
Dee      apprenticeship        ZPROG001  2025-09-15  2027-09-14  no        -           no
Eli      apprenticeship        ZPROG001  2025-10-13  2027-04-30  no        -           no
Fay      apprenticeship        ZPROG001  2025-02-03  2026-08-31  yes       2025-12-19  yes
Gus      apprenticeship        60178545  2025-09-08  2027-03-31  no        -           no
Hal      supported_internship  Z0002347  2025-09-08  2026-07-17  no        -           no
Ivy      -                     60133533  2025-10-14  2026-07-31  no        -           no
Jan      education             ZPROG001  2025-09-03  2027-07-02  no        -           no
Kit      education             60306182  2025-09-03  2027-07-02  yes       -           no
Lou      none                  -         -           -           no        -           no
Max      traineeship           ZPROG001  2025-09-08  2026-01-30  no        -           no
Ned      education             60400000  2025-09-03  2027-07-02  yes       2025-10-24  no
Oli      -                     60149431  2025-09-03  2026-07-02  no        -           no
"""
