"""Whether the first language is English: a census code speaks before a school's yes or no."""

SOURCE = "src/towpath/standards/risk/SOURCES.md; codes of the school census"

TABLE = """
first_language  eal  value
ENG             -    english
ENB             -    believed_english    # believed to be English
POL             -    other
OTB             -    other               # believed to be other than English
ENG             yes  english             # the code speaks first
-               yes  other
-               no   english             # a plain no does not tell whether it was only believed
REF             -    -                   # asked, and refused to say
NOT             yes  other               # not obtained: the plain answer speaks
-               -    -
"""
