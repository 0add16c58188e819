"""
Who a row is about. Everybody known is drawn once; each row names what arrives and what should come of it.

Maya and Zara are twins; two boys are called Adam Khan, born on one day in one street.
"""

SOURCE = "docs/published-facts.md, What practice asks: exact identifiers, then exact name, birth date and postcode; all else held for a person"

KNOWN = """
id  upn            uln         given        family         birth       postcode
1   A100000000001  1000000001  Maya         Fernández      2009-05-04  ZZ1 1AA
2   A100000000002  -           Zara         Fernández      2009-05-04  ZZ1 1AA
3   A100000000003  1000000003  Thomas|Tom   O'Brien        2009-11-30  ZZ1 2BB
4   -              -           Adam         Khan           2010-01-01  ZZ1 3CC
5   -              -           Adam         Khan           2010-01-01  ZZ1 3CC
6   -              1000000006  Łukasz       Nowak          2008-02-29  ZZ1 4DD
7   A100000000007  -           Ellie-May    Price|Hughes   2010-07-07  ZZ1 5EE
"""

ROWS = """
upn            uln         given       family       birth       postcode  never  verdict     person  because                     rivals
A100000000001  -           Maya        Fernandez    2009-05-04  ZZ9 9ZZ   -      RECOGNISED  1       IDENTIFIER_AND_BIRTH_DATE   -       # accent lost, moved house
A100000000003  -           Tomasz      O’BRIEN      2009-11-30  -         -      RECOGNISED  3       IDENTIFIER_AND_BIRTH_DATE   -       # nickname, and no twin to mistake him for
A100000000001  -           Zara        Fernández    2009-05-04  ZZ1 1AA   -      HELD        -       IDENTIFIER_BUT_TWIN         1 2     # her sister's UPN
A100000000007  -           Ellie-May   Bancroft     2010-07-07  ZZ1 5EE   -      RECOGNISED  7       IDENTIFIER_AND_BIRTH_DATE   -       # new family name
A100000000007  -           Ellie May   Hughes       -           -         -      HELD        -       IDENTIFIER_OF_ANOTHER       7       # first word "Ellie" is not "Ellie-May" and no birth date to lean on
A100000000003  -           Tom         O'Brien      -           -         -      RECOGNISED  3       IDENTIFIER_AND_NAMES        -
A100000000003  -           Thomas      O'Brien      2009-12-30  ZZ1 2BB   -      HELD        -       IDENTIFIER_BUT_BIRTH_DATE   3       # a month out
A100000000003  -           Jade        Walsh        2010-03-03  ZZ1 8HH   -      HELD        -       IDENTIFIER_OF_ANOTHER       3       # one UPN on two people
A100000000003  -           Jade        Walsh        2009-11-30  ZZ1 8HH   -      HELD        -       IDENTIFIER_OF_ANOTHER       3       # same birthday is not enough
A100000000003  -           Th?mas      O?Brien      2009-11-30  -         -      RECOGNISED  3       IDENTIFIER_AND_BIRTH_DATE   -       # letters lost from both names
A100000000001  -           May?        Fern?ndez    2009-05-04  -         -      RECOGNISED  1       IDENTIFIER_AND_BIRTH_DATE   -       # it cannot be her sister
A100000000001  -           ?a?a        Fern?ndez    2009-05-04  -         -      HELD        -       IDENTIFIER_OF_ANOTHER       1       # it may be either twin
A100000000003  -           Th?mas      Wal?h        2009-11-30  -         -      HELD        -       IDENTIFIER_OF_ANOTHER       3       # one name that may be his is not enough
A100000000003  -           Th?mas      O?Brien      2009-12-30  ZZ1 2BB   -      HELD        -       IDENTIFIER_OF_ANOTHER       3       # letters lost and a month out
A100000000001  1000000003  Maya        Fernández    2009-05-04  ZZ1 1AA   -      HELD        -       IDENTIFIERS_DISAGREE        1 3     # UPN of one, ULN of another
-              1000000006  Lukasz      Nowak        2008-02-29  -         -      RECOGNISED  6       IDENTIFIER_AND_BIRTH_DATE   -
-              -           łukasz jan  NOWAK        2008-02-29  ZZ1 4DD   -      RECOGNISED  6       NAME_BIRTH_DATE_POSTCODE    -       # a middle name more
-              -           Maya        Fernandez    2009-05-04  ZZ1 1AA   -      RECOGNISED  1       NAME_BIRTH_DATE_POSTCODE    -
-              -           Maya        Fernandez    2009-05-04  ZZ1 7GG   -      HELD        -       NAME_AND_BIRTH_DATE         1       # moved, or another Maya
-              -           Maya        Fernandez    2009-05-04  -         -      HELD        -       NAME_AND_BIRTH_DATE         1       # no postcode given
-              -           Adam        Khan         2010-01-01  ZZ1 3CC   -      HELD        -       SEVERAL_ALIKE               4 5
-              -           Adam        Khan         2010-01-01  ZZ1 3CC   5      RECOGNISED  4       NAME_BIRTH_DATE_POSTCODE    -       # somebody said it is never the other
A999999999999  -           Maya        Fernandez    2009-05-04  ZZ1 1AA   -      HELD        -       OTHER_IDENTIFIER            1       # our UPN for her is another
-              -           Mia         Fernández    2009-05-04  ZZ1 1AA   -      HELD        -       ALMOST                      1 2
-              -           Thomas      O'Brien      2009-11-03  ZZ1 2BB   -      HELD        -       ALMOST                      3       # day and month put wrong
A888888888888  -           Mia         Fernández    2009-05-04  ZZ1 1AA   -      UNKNOWN     -       NOBODY_ALIKE                -       # a third sister, with her own UPN
-              -           Siobhán     O'Brien      2012-06-06  ZZ1 2BB   -      UNKNOWN     -       NOBODY_ALIKE                -       # his sister
-              -           Maya        Fernandez    2009-05-04  ZZ1 1AA   1      HELD        -       ALMOST                      2       # not Maya, said somebody; her twin is still alike
-              -           Priya       Nair         2010-10-10  ZZ1 9JJ   -      UNKNOWN     -       NOBODY_ALIKE                -
"""
