"""The table of who may do what, read as a table."""

import pytest

from towpath.rules.access import ROLE_PERMISSIONS, ROLES, is_known_role, may, roles_that_may

# One row a permission worth arguing about. A letter is a role that has it, a dot one that has not:
# a adviser, s specialist, t tracking officer, m manager, d data lead, l school lead, c commissioner,
# g safeguarding lead, p provider.
TABLE = """
    people.search                  astmd..g.  A school cannot look for other people's pupils.
    people.view                    astmdl.g.  A school opens its own pupils' records and no others.
    people.merge                   ...md....
    people.view_protected_address  .s.m...g.  Not even the data lead.
    people.view_care               as.md..g.  A tracking officer and a school do not need to know.
    people.view_justice            as.md....
    people.view_health             as.md....
    status.record                  astmd....
    chase.work                     astmd....
    desk.manage                    ...md....  Totals for whoever leads, and no league table.
    dip_sample.look                ...m.....  Somebody else looks, and never at their own.
    caseload.whose                 astmd....  Whoever chases must know whom to ask first.
    caseload.view                  as.m.....  What is planned is for those who work cases.
    caseload.allocate              ...m.....
    charter.view                   as.m.....
    charter.work                   as.m.....  Never more than may see care facts.
    charter.manage                 .s.m.....
    concern.raise                  astmd..g.  Whoever works here may fear for somebody.
    concern.read                   .......g.  Not even a manager, who may be whom it is about.
    lists.change                   ...md....
    imports.load                   ..t.d....
    lists.send_own                 ........p  Their own rows, and nothing of the caseload.
    imports.accept_alarm           ....d....
    return.build                   ....d....
    return.sign                    ...md....
    voice.work                     astmd....
    voice.release                  ...md....  Whoever wrote the words never lets them out.
    voice.manage                   ...m.....  Who said it is for whoever heard it, and their manager.
    rates.view                     astmdlcg.  Counts are for everybody, once small ones are hidden.
    risk.view                      astmdl...
    users.manage                   ....d....
    audit.view                     ...md....
    urgent.look                    a.t.d....  Whom there is something to hide from, and whose reason a manager may read.
    urgent.review                  ...m.....  Who sees it all, and so never asks.
    subject_access.view            ...md..g.  What is of a concern is a part of its own, for the lead alone.
    subject_access.work            ...md....
    subject_access.release         ...m.....  Somebody else made it.
    retention.view                 ...md....
    retention.hold                 ...md....
"""
ROWS = [line.split(maxsplit=2)[:2] for line in TABLE.strip().splitlines()]
LETTERS = dict(zip("astmdlcgp", ROLES, strict=True))


@pytest.mark.parametrize(("permission", "drawn"), ROWS, ids=[row[0] for row in ROWS])
def test_permission_belongs_to_the_roles_drawn(permission: str, drawn: str):
    expected = {LETTERS[letter] for letter in drawn if letter != "."}

    assert {role for role in ROLES if may(role, permission)} == expected
    assert roles_that_may(permission) == expected


def test_commissioner_sees_figures_and_no_person():
    assert {each.name for each in ROLE_PERMISSIONS if "commissioner" in each.roles} == {
        "rates.view",
        "programmes.figures",
        "studies.view",
        "impact.view",
        "improvement.view",
    }


def test_provider_sends_lists_and_does_nothing_else():
    assert {each.name for each in ROLE_PERMISSIONS if "provider" in each.roles} == {"lists.send_own"}


def test_whoever_works_the_charter_may_see_care_facts():
    assert roles_that_may("charter.work") | roles_that_may("charter.view") <= roles_that_may("people.view_care")


def test_role_we_do_not_know_may_do_nothing():
    assert not any(may("headteacher", each.name) for each in ROLE_PERMISSIONS)


def test_misspelt_permission_is_no_refusal_but_an_error():
    with pytest.raises(KeyError):
        may("manager", "people.serach")


def test_every_permission_is_named_once_in_words_and_held_by_known_roles():
    names = [each.name for each in ROLE_PERMISSIONS]

    assert len(names) == len(set(names))
    for each in ROLE_PERMISSIONS:
        assert each.words
        assert each.words[-1] != "."
        assert each.roles
        assert each.roles <= set(ROLES)


def test_a_role_is_known_or_not() -> None:
    assert is_known_role("adviser")
    assert not is_known_role("auditor")
