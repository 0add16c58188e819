"""Check FR-NOHEADER: the file has its header, before its records."""

SOURCE = "docs/published-facts.md, Checks and layout: FR-NOHEADER"

TABLE = """
xml                              codes
<NCCIS>{header}{record}</NCCIS>  -
<NCCIS>{record}</NCCIS>          FR-NOHEADER
<NCCIS>{record}{record}</NCCIS>  902 908 FR-NOHEADER           # told once
<NCCIS></NCCIS>                  FR-NOHEADER
<NCCIS>{record}{header}</NCCIS>  FR-NOHEADER TOWPATH-NO-PLACE  # too late to judge by
"""
