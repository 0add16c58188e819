"""Check FR-NOCLOSE: the file is whole: its root element is closed."""

SOURCE = "docs/published-facts.md, Checks and layout: FR-NOCLOSE"

TABLE = """
xml                              codes
<NCCIS>{header}{record}</NCCIS>  -
<NCCIS>{header}{record}          FR-NOCLOSE
<NCCIS>{header}<YoungPerso       FR-NOCLOSE  # cut short inside a tag
"""
