"""
What a score adds to exact agreement. `exact` is what exact agreement came to, `like` whom scoring found: each person with
the score, "!" where scoring is sure, and "x" where both go by a number of one kind and not by the same. People in `taken` are spoken of by another row of the list.
"""

SOURCE = "docs/published-facts.md, What practice asks: a likeness proposes, and what is not sure is for a person"

ROWS = """
exact                      of   like            taken  never  verdict     person  because                    rivals
NOBODY_ALIKE               -    3:.999!         -      -      RECOGNISED  3       VERY_ALIKE                 -      # moved, nickname, day and month turned round
NOBODY_ALIKE               -    3:.93           -      -      HELD        -       MAY_BE                     3
NOBODY_ALIKE               -    4:.61 3:.93     -      -      HELD        -       MAY_BE                     3 4    # the likeliest first
NOBODY_ALIKE               -    3:.999!         3      -      HELD        -       TAKEN                      3      # a twin's row, or a second course
NOBODY_ALIKE               -    3:.999!         -      3      UNKNOWN     -       NOBODY_ALIKE               -      # somebody said it is never that person
NOBODY_ALIKE               -    3:.999! 4:.7    -      3      HELD        -       MAY_BE                     4
NOBODY_ALIKE               -    -               -      -      UNKNOWN     -       NOBODY_ALIKE               -
NOBODY_ALIKE               -    3:.999!x        -      -      HELD        -       MAY_BE                     3      # another ULN and a family name one letter out: a number speaks against it however the name is spelt
ALMOST                     3    3:.999!x        -      -      HELD        -       ALMOST                     3
NAME_AND_BIRTH_DATE        3    3:.999!         -      -      RECOGNISED  3       VERY_ALIKE                 -      # moved house
NAME_AND_BIRTH_DATE        3    3:.95           -      -      HELD        -       NAME_AND_BIRTH_DATE        3
NAME_AND_BIRTH_DATE        3    5:.999!         -      -      HELD        -       NAME_AND_BIRTH_DATE        5 3    # scoring and agreement name two people
ALMOST                     1 2  2:.999!         -      -      RECOGNISED  2       VERY_ALIKE                 -
IDENTIFIER_BUT_BIRTH_DATE  3    3:.999!         -      -      RECOGNISED  3       VERY_ALIKE                 -      # our birth date, or theirs, is turned round
IDENTIFIER_BUT_TWIN        1 2  2:.999!         -      -      HELD        -       IDENTIFIER_BUT_TWIN        2 1
IDENTIFIERS_DISAGREE       1 3  1:.999!         -      -      HELD        -       IDENTIFIERS_DISAGREE       1 3
OTHER_IDENTIFIER           1    1:.999!         -      -      HELD        -       OTHER_IDENTIFIER           1
SEVERAL_ALIKE              4 5  4:.8 5:.8       -      -      HELD        -       SEVERAL_ALIKE              4 5
IDENTIFIER_AND_BIRTH_DATE  7    4:.999!         -      -      RECOGNISED  7       IDENTIFIER_AND_BIRTH_DATE  -      # agreement needs no score
"""
