"""Check FR-MULTIROOT: the file holds one return, with one header."""

SOURCE = "docs/published-facts.md, Checks and layout: FR-MULTIROOT"

TABLE = """
xml                                             codes
<NCCIS>{header}{record}</NCCIS>                 -
<NCCIS2015>{header}{record}</NCCIS2015>         -             # until 2015-16 the root carried its year
<NCCIS>{header}{record}</NCCIS><NCCIS></NCCIS>  FR-MULTIROOT
<NCCIS>{header}{header}{record}</NCCIS>         FR-MULTIROOT
<NCCIS>{header}{record}</NCCIS> and more        FR-MULTIROOT
"""
