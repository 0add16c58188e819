"""What a sender who does not answer for who somebody is may change of somebody known: only what we do not hold."""

import pytest

from tests.examples.drawn import UNKNOWN, day, rows
from towpath.imports.effects import Effects, of_somebody_known
from towpath.matching.register import described
from towpath.people.facts import PersonFacts

FIELDS = {
    "given": "legal_given_name",
    "middle": "middle_names",
    "family": "legal_family_name",
    "born": "birth_date",
    "upn": "upn",
    "uln": "uln",
    "nccis": "nccis_id",
}

DRAWN = """
what     given  middle  family   born        upn  uln  nccis  kept
held     Wren   -       Heron    2009-08-31  A1   U1   N1     -
said     Jenny  Ann     Finch    2009-08-13  A2   U2   N2     name birth_date upn uln nccis_id
changes  -      -       -        -           -    -    -      -

held     -      -       -        -           -    -    -      -  # all of it is a gap
said     Jenny  Ann     Finch    2009-08-13  A2   U2   N2     -
changes  Jenny  Ann     Finch    2009-08-13  A2   U2   N2     -

held     -      -       Heron    -           -    -    N1     -  # only a family name
said     Wren   Ann     Heron    2009-08-31  -    -    N1     -
changes  Wren   Ann     -        2009-08-31  -    -    N1     -

held     Wren   -       -        -           -    -    -      -  # only a given name
said     Wren   Ann     Heron    -           -    -    -      -
changes  -      -       Heron    -           -    -    -      -

held     "-"    -       Suharto  -           -    -    -      -  # said to have no given name, which is no gap
said     Siti   -       Suharto  -           -    -    -      name
changes  -      -       -        -           -    -    -      -

held     Jan    -       Nuñez    -           -    -    -      -  # the same name, which lost a letter
said     Jan    -       Nu?ez    -           -    -    -      -
changes  -      -       -        -           -    -    -      -

held     Jan    -       Nuñez    -           -    -    -      -  # another name, which lost a letter
said     Jan    -       Sm?th    -           -    -    -      name
changes  -      -       -        -           -    -    -      -
"""


def facts(drawn: dict[str, str]) -> PersonFacts:
    given = {
        name: day(drawn[column]) if column == "born" else drawn[column].strip('"')
        for column, name in FIELDS.items()
        if drawn[column] != UNKNOWN
    }
    return PersonFacts(**given)  # type: ignore[arg-type]


LINES = rows(DRAWN)


@pytest.mark.parametrize(
    ("held", "said", "changes"),
    list(zip(LINES[::3], LINES[1::3], LINES[2::3], strict=True)),
    ids=["everything", "nothing", "family name", "given name", "no given name", "lost letter", "another name"],
)
def test_what_is_held_stands_and_gaps_are_filled(
    held: dict[str, str], said: dict[str, str], changes: dict[str, str]
) -> None:
    found, kept = of_somebody_known(Effects(person=facts(said)), described(facts(held)))

    assert found.person == facts(changes)
    assert [name for name, _ in kept] == [each for each in said["kept"].split() if each != UNKNOWN]
