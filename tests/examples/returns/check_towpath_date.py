"""Check TOWPATH-DATE: every other date can be read as a date (checks 244 and 258 tell two of them)."""

SOURCE = "ours: nothing in a return is passed over in silence"

TABLE = """
base     birth_date  start_date  ascertained_date  verified_date  review_date  codes
seeking  2008-10-02  2025-11-10  2025-11-12        2026-01-12     -            -
seeking  02/10/2008  2025-11-10  2025-11-12        2026-01-12     -            TOWPATH-DATE
seeking  2008-10-02  2025-11-31  2025-11-12        2026-01-12     -            TOWPATH-DATE                            # no such day
seeking  2008-10-02  2025-11-10  20251112          2026-1-12      soon         TOWPATH-DATE TOWPATH-DATE TOWPATH-DATE
seeking  0208-10-02  2025-11-10  2025-11-12        2026-01-12     -            TOWPATH-DATE                            # a slip of the keyboard
"""
