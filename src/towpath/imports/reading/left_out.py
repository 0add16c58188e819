"""Why a heading that lists are known to carry is not used: told to whoever asks, and counted in a council's move."""

import re
from functools import lru_cache

RESULTS = (
    r"\b(?:gcses?|igcse|vgcse|gce|btc\d?\S*|bcert\d*|camnatcer|afsm|prlearn\d|vrq\d|edexcel|edex|gradeex|othgen\d)\b"
    r"|\bks2\b|ebacc|english bacc|\bentr(?:y|ies)\b|point score|\bbonus|best 8|progress 8|attainment 8|a\*-c|pathway"
    r"|expected progress|prior (?:attainment|band)|score achieved|slots?\b|exclude previous school|performance category"
    r"|pupil inclusion|use of math|1/2 cert|capped score|entered all three|total score"
)
NOT_KEPT = "Exam results and school scores are not kept: nothing here is decided by them."
WORKED_OUT = "Worked out by others over years; we keep what is so now: free meals, care and moves."
OF_THE_ROLL = "The school's roll says this; a list of attendance does not correct it."
OF_SEN = "SEN is kept as a plan, support or none; the kind of need stays with the SEN team."
OF_A_LOOK_UP = "Schools come from Get Information about Schools, and not from a look-up list."
REASONS = (
    (RESULTS, NOT_KEPT),
    (r"idaci|deprivation", "Deprivation is looked up by postcode, so that it is of one edition for everybody."),
    (r"disadvantaged|fsm in the last 6|adopted from care|join within the last", WORKED_OUT),
    (r"^eal group$", "A group of the league tables, with no published meaning; the roll says the first language."),
    (r"^candidate number$|forvus|^exam number$|^uci$", "A number of the exam system, which nobody else knows."),
    (r"^(?:dateofsend|suppliername|supplierxmlversion|xmlschemaversion)$", "It speaks of the file and nobody in it."),
    (r"^youthcontract", "The Youth Contract ended in 2016."),
    (r"^age$", "Age is worked out from the date of birth."),
    (r"^t_reason_\w$", "Absence is kept by possible, authorised and unauthorised sessions, not by reason."),
    (r"^[dxyzq#]$", "Sessions so marked were not possible ones, and count for nothing."),
    (r"^enrol ?(?:ment)? ?status$|^boarder$|^part ?time$", "How somebody is enrolled changes nothing that we do."),
    (r"^sen ?need ?\d$|^senunitindicator$|^resourcedprovisionindicator$", OF_SEN),
    (r"^addressline5$", "The four lines above it, town, county and postcode hold an address."),
    (r"^(?:middle ?names?|preferred ?surname|former ?surname|gender|sex|entry ?date)$", OF_THE_ROLL),
    (r"^type$|^area$|^status$|electoral ward|\(anon\)", OF_A_LOOK_UP),
)
_COMPILED = tuple((re.compile(pattern, re.IGNORECASE), reason) for pattern, reason in REASONS)


@lru_cache(maxsize=4096)
def why_left_out(heading: str) -> str:
    """Return why a heading that no field of a list fills is left out, or nothing where that was never decided."""
    tidy = " ".join(heading.split())
    return next((reason for pattern, reason in _COMPILED if pattern.search(tidy)), "")


@lru_cache(maxsize=4096)
def is_result(heading: str) -> bool:
    """Return whether a heading is that of an exam's result or of a score worked out from some."""
    return bool(_COMPILED[0][0].search(" ".join(heading.split())))
