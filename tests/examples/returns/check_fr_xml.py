"""Check FR-XML: the file is XML, plain enough to be read safely."""

SOURCE = "docs/published-facts.md, Checks and layout: FR-XML"

TABLE = """
xml                                                        codes
<NCCIS>{header}{record}</NCCIS>                            -
<NCCIS>{header}{record} Marks & Co</NCCIS>                 FR-XML                   # an ampersand as it stands
<!DOCTYPE NCCIS><NCCIS>{header}{record}</NCCIS>            -                        # the bare name of the root
<!DOCTYPE NCCIS SYSTEM "x.dtd"><NCCIS>{header}</NCCIS>     FR-XML                   # outside the file
<!DOCTYPE NCCIS [<!ENTITY a "b">]><NCCIS>{header}</NCCIS>  FR-XML                   # entities of its own
<!DOCTYPE NCCIS [%a;]><NCCIS>{header}&b;</NCCIS>           FR-XML                   # used and never declared
<NCCIS>{header}{record}<A></B></NCCIS>                     FR-XML TOWPATH-NO-PLACE
not a return at all                                        FR-XML
"""
