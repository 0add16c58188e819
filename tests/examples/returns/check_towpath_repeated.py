"""Check TOWPATH-REPEATED: an element stands once where one is asked for."""

SOURCE = "ours: nothing in a return is passed over in silence"

TABLE = """
xml                                                                                                 codes
<NCCIS>{header}{record}</NCCIS>                                                                     -
<NCCIS>{header}<YoungPersonsRecord>{inside}<PersonalDetails/></YoungPersonsRecord></NCCIS>          TOWPATH-REPEATED
<NCCIS>{header}<YoungPersonsRecord>{inside}<Activities/><Activities/></YoungPersonsRecord></NCCIS>  TOWPATH-REPEATED TOWPATH-REPEATED
"""
