"""Check TOWPATH-NO-PLACE: everything in the file has a place in the return."""

SOURCE = "ours: nothing in a return is passed over in silence"

TABLE = """
xml                                                                                     codes
<NCCIS>{header}{record}</NCCIS>                                                         -
<NCCIS>{header}<Notes><A>1</A></Notes>{record}</NCCIS>                                  TOWPATH-NO-PLACE
<NCCIS>{header}<YoungPersonsRecord>{inside}<RONI/><RONI/></YoungPersonsRecord></NCCIS>  TOWPATH-NO-PLACE  # told once, with how many
<NCCIS version="2">{header}{record}</NCCIS>                                             TOWPATH-NO-PLACE  # an attribute
<NCCIS xmlns:xsi="x" xsi:nil="y">{header}{record}</NCCIS>                               -                 # a schema's own
<NCCIS>stray{header}{record}</NCCIS>                                                    TOWPATH-NO-PLACE  # text between elements
<Message>{header}{record}</Message>                                                     TOWPATH-NO-PLACE  # another root
"""
