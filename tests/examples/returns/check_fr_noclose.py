"""Check FR-NOCLOSE: the file is whole: its root element is closed."""

SOURCE = "nccis.md 12, FR-NOCLOSE"

TABLE = """
xml                              codes
<NCCIS>{header}{record}</NCCIS>  -
<NCCIS>{header}{record}          FR-NOCLOSE
<NCCIS>{header}<YoungPerso       FR-NOCLOSE  # cut short inside a tag
"""
