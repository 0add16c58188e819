"""
Which words an employer may never be sent. `title` is the job's own title and `name` the young person's, which may be said as they stand.
"""

SOURCE = "ours; docs/adr/0026-employers-never-learn-of-care.md"

TABLE = """
title                 name          text                                                      found
-                     -             Wren likes working outdoors.                              -
-                     -             Wren is in care.                                          in care
-                     -             Wren is a CARE-LEAVER and keen.                           care leaver
-                     -             Wren is careexperienced.                                  careexperienced
-                     -             She was looked-after until 16.                            looked after
-                     -             He lives with a foster family.                            foster family
-                     Jo Foster     Jo Foster has a driving licence.                          -
-                     -             Wren would like to be a health care worker.               -
-                     -             Wren wants to take care of people.                        -
-                     -             Her career plan is ready, and she is careful.             -
Care home assistant   -             Wren would like the place as Care home assistant.         -
Care home assistant   -             Wren lived in a care home.                                care
-                     -             A ringfenced place; her social worker agrees.             ringfenced, social worker
-                     -             Wren is a LAC.                                            lac
-                     -             Wren has some black work boots.                           -
-                     -             Ask her personal adviser at the Virtual School.           personal adviser, virtual school
-                     -             c\u00e1re                                                      care
-                     -             ca\u200bre                                                    care
"""

TITLES = """
title                               found
Care home assistant                 -
Health care apprentice              -
Warehouse work for care leavers     care leavers
Ring-fenced apprenticeship          ring fenced
"""
