"""
Ranks among councils: 1 and the number strictly better, ties counted, the missing left out.

The rule is ours, as DfE publishes quintiles and no ranks. Each list is drawn in no order; "c" is suppressed and "-" missing.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class RankExample:
    """A list of values, whose rank is asked, and the answer with its sum."""

    name: str
    measure: str
    listed: str
    asked: str
    place: str
    tied: str
    of: str
    words: str


EXAMPLES = [
    RankExample(
        name="alone at the front",
        measure="neet",
        listed="2.1  3.4  1.9  2.2",
        asked="1.9",
        place="1 + 0",
        tied="1",
        of="4",
        words="1st of 4",
    ),
    RankExample(
        name="two are better and two share: joint third, and the next is fifth",
        measure="not_known",
        listed="0.2  0.0  0.1  0.2  0.4",
        asked="0.2",
        place="1 + 2",
        tied="2",
        of="5",
        words="joint 3rd of 5, 2 tied",
    ),
    RankExample(
        name="the next after those who share",
        measure="not_known",
        listed="0.2  0.0  0.1  0.2  0.4",
        asked="0.4",
        place="1 + 4",
        tied="1",
        of="5",
        words="5th of 5",
    ),
    RankExample(
        name="higher is better for participation",
        measure="participation",
        listed="93.0  94.2  90.1  93.0",
        asked="93.0",
        place="1 + 1",
        tied="2",
        of="4",
        words="joint 2nd of 4, 2 tied",
    ),
    RankExample(
        name="higher is better for the September Guarantee",
        measure="guarantee",
        listed="96.1  97.0  90.0",
        asked="97.0",
        place="1 + 0",
        tied="1",
        of="3",
        words="1st of 3",
    ),
    RankExample(
        name="the suppressed and the missing are in no list",
        measure="combined",
        listed="3.8  c  5.5  -  3.1",
        asked="3.8",
        place="1 + 1",
        tied="1",
        of="3",
        words="2nd of 3",
    ),
    RankExample(
        name="3 and 3.0 are one value, however the file writes it",
        measure="neet",
        listed="3  3.0  2.9",
        asked="3.0",
        place="1 + 1",
        tied="2",
        of="3",
        words="joint 2nd of 3, 2 tied",
    ),
    RankExample(
        name="a value of more decimals is ranked as published: 4.0999999999999996 is 4.1",
        measure="neet",
        listed="4.0999999999999996  4.1  4.0",
        asked="4.1",
        place="1 + 1",
        tied="2",
        of="3",
        words="joint 2nd of 3, 2 tied",
    ),
    RankExample(
        name="halves go up: 0.25 is published as 0.3",
        measure="not_known",
        listed="0.25  0.3  0.2",
        asked="0.25",
        place="1 + 1",
        tied="2",
        of="3",
        words="joint 2nd of 3, 2 tied",
    ),
]

SEFTON = """
    year  measure        value  place  tied  of
    2021  combined       3.5    26     5     150  # The list of 2021 has a row with no code, named "LA demo".
    2021  neet           3.0    81     6     150
    2021  not_known      0.6    14     6     150
    2021  participation  93.9   61     3     150
    2021  guarantee      96.9   55     4     149  # One council's value does not apply (z).
    2022  combined       3.1    34     2     150
    2022  neet           2.5    75     6     150
    2022  not_known      0.5    18     6     150
    2022  participation  93.6   60     4     150
    2022  guarantee      96.9   58     3     150
    2023  combined       3.3    33     11    150
    2023  neet           2.9    85     2     150
    2023  not_known      0.4    16     6     150
    2023  participation  94.4   48     3     150
    2023  guarantee      97.0   60     3     150
    2024  combined       3.7    44     6     151
    2024  neet           3.5    90     4     151
    2024  not_known      0.2    9      5     151
    2024  participation  93.7   54     2     151
    2024  guarantee      97.0   54     4     151
"""
"""Sefton among the councils of DfE's NEET and participation scorecards of 2021 to 2024."""
