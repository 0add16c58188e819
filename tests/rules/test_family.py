"""Families, drawn: a relation from either side, which number may be rung, and what gives an address away."""

import pytest

from tests.examples.drawn import rows
from towpath.rules.family import gives_address_away, may_be_used, part_from_there, part_of, words_from_there

RELATIONS = """
relation              part     from_there  words
mother                parent   child       Child
Father                parent   child       Child
step-mum              parent   child       Child
Adoptive father       parent   child       Child
foster carer          carer    child       Cared_for_by_them
special guardian      carer    child       Cared_for_by_them
brother               sibling  sibling     Brother_or_sister   # Which, a brother's being one does not say.
half sister           sibling  sibling     Brother_or_sister
brother or sister     sibling  sibling     Brother_or_sister
twin                  sibling  sibling     Brother_or_sister
twin brother          sibling  sibling     Brother_or_sister
foster-sister         sibling  sibling     Brother_or_sister
daughter              child    parent      Parent
grandmother           other    other       Grandchild
nan                   other    other       Grandchild
aunt                  other    other       Niece_or_nephew
nephew                other    other       Aunt_or_uncle
cousin                other    other       Cousin
partner               other    other       Partner
mother's friend       other    other       none                # No word of ours, so it is shown as it stands.
grandmotherly friend  other    other       none
أم                    other    other       none
"""

USED = """
safe     whose   kept_from_somebody  used
yes      self    no                  yes
unknown  self    no                  yes
no       self    no                  no
yes      parent  no                  yes
unknown  parent  no                  yes
no       parent  no                  no
yes      self    yes                 yes
unknown  self    yes                 yes
no       self    yes                 no
yes      parent  yes                 yes
unknown  parent  yes                 no     # It may be the number of whoever must not be told.
no       parent  yes                 no
unknown  other   yes                 no
"""

AWAY = """
protected  lives_with  theirs_open  away
yes        yes         yes          yes
no         yes         yes          no
yes        no          yes          no
yes        unknown     yes          no
yes        yes         no           no
"""


@pytest.mark.parametrize("row", rows(RELATIONS), ids=lambda row: row["relation"])
def test_a_relation_is_told_from_either_side(row):
    words = "" if row["words"] == "none" else row["words"].replace("_", " ")

    assert part_of(row["relation"]) == row["part"]
    assert part_from_there(row["relation"]) == row["from_there"]
    assert words_from_there(row["relation"]) == words


@pytest.mark.parametrize("row", rows(USED), ids=lambda row: "-".join(row.values()))
def test_a_number_is_offered_only_where_it_may_be_used(row):
    used = may_be_used(
        is_safe=row["safe"], belongs_to=row["whose"], somebody_must_not_be_told=row["kept_from_somebody"] == "yes"
    )

    assert used is (row["used"] == "yes")


@pytest.mark.parametrize("row", rows(AWAY), ids=lambda row: "-".join(row.values()))
def test_a_relative_s_address_gives_a_protected_one_away(row):
    away = gives_address_away(
        is_protected=row["protected"] == "yes",
        lives_with=row["lives_with"],
        has_open_address=row["theirs_open"] == "yes",
    )

    assert away is (row["away"] == "yes")
