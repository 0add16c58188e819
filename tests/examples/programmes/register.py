"""
What a register says: P present, L late, A absent, G away with leave agreed before. A dot is not yet marked, X cancelled.

Two sessions missed one after another call for the adviser.
"""

SOURCE = "docs/adr, A programme is a plan: a flag after two misses"

REGISTER = """
marks    came  expected  running  calls
-        0     0         0        no
P P P    3     3         0        no
A        0     1         1        no
P A      1     2         1        no
P A A    1     3         2        yes
A A P    1     3         0        no     # they came back: nobody need ring now
A L A    1     3         1        no     # late is there
A G A    0     2         2        yes    # an agreed interview between two misses is no coming back
P A X A  1     3         2        yes    # what was cancelled was missed by nobody
P A .    1     2         1        no     # what is not marked is not missed
A A A    0     3         3        yes
G G      0     0         0        no
"""
