"""
How an employer's opening suits a young person, on 31 January 2026. A person decides; the table only gives the reasons.

`held` is an opening for care-experienced young people alone; `care` whether they are; `agrees` whether they want to be put forward for such.
The opening is in construction for people from 16, and starts on 2 March 2026.
"""

SOURCE = "service practice, part 8.2 (matching explains why and a human decides); docs/adr/0026-employers-never-learn-of-care.md"

TABLE = """
birth       sectors       hours_most  free        places  closes      hours  held  care  agrees  dbs  suits  reasons
2009-03-02  construction  40          -           1       -           30     no    -     -       no   YES    SECTOR:YES HOURS:YES            # 17 by then
2010-03-02  construction  40          -           1       -           30     no    -     -       no   YES    SECTOR:YES HOURS:YES            # 16 on the day it starts
2010-03-03  construction  40          -           1       -           30     no    -     -       no   NO     AGE:NO SECTOR:YES HOURS:YES     # 16 the day after
-           construction  40          -           1       -           30     no    -     -       no   ASK    AGE:ASK SECTOR:YES HOURS:YES    # age unknown is not a no
2008-05-01  -             40          -           1       -           30     no    -     -       no   ASK    SECTOR:ASK HOURS:YES
2008-05-01  hospitality   40          -           1       -           30     no    -     -       no   ASK    SECTOR:ASK HOURS:YES            # a wish is no bar
2008-05-01  construction  29          -           1       -           30     no    -     -       no   NO     HOURS:NO SECTOR:YES
2008-05-01  construction  30          -           1       -           30     no    -     -       no   YES    SECTOR:YES HOURS:YES
2008-05-01  construction  -           -           1       -           -      no    -     -       no   YES    SECTOR:YES
2008-05-01  construction  -           2026-03-02  1       -           -      no    -     -       no   YES    SECTOR:YES                      # free on the day
2008-05-01  construction  -           2026-03-03  1       -           -      no    -     -       no   ASK    START:ASK SECTOR:YES
2008-05-01  construction  -           -           0       -           -      no    -     -       no   NO     PLACES:NO SECTOR:YES
2008-05-01  construction  -           -           1       2026-01-30  -      no    -     -       no   NO     OPEN:NO SECTOR:YES
2008-05-01  construction  -           -           1       2026-01-31  -      no    -     -       no   YES    SECTOR:YES                      # its last day
2008-05-01  construction  -           -           1       -           -      yes   no    -       no   NO     HELD:NO SECTOR:YES
2008-05-01  construction  -           -           1       -           -      yes   -     -       no   ASK    HELD:ASK SECTOR:YES
2008-05-01  construction  -           -           1       -           -      yes   yes   -       no   ASK    HELD:ASK SECTOR:YES             # asked first
2008-05-01  construction  -           -           1       -           -      yes   yes   no      no   NO     HELD:NO SECTOR:YES
2008-05-01  construction  -           -           1       -           -      yes   yes   yes     no   YES    HELD:YES SECTOR:YES
2008-05-01  construction  -           -           1       -           -      no    yes   no      no   YES    SECTOR:YES                      # an open one never asks of care
2008-05-01  construction  -           -           1       -           -      no    -     -       yes  ASK    DBS:ASK SECTOR:YES
"""
