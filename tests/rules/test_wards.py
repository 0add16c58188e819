"""Which ward a postcode lies in, as a look-up says: the national files, a council's own, and what cannot be taken."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.examples.drawn import UNKNOWN, rows
from towpath.rules.wards import (
    Ward,
    WardsRead,
    WardsRefusedError,
    read_ward_names,
    read_wards,
    wards_in_order,
    whole_postcode,
    words_of_read,
)

# Every code, name and postcode here is invented; the headings are those of the files named.
HERE = "E08999001"
QUAY, LOCK = Ward("E05999001", "Quayside"), Ward("E05999002", "Lockgate")
NAMES = {QUAY.code: QUAY.name, LOCK.code: LOCK.name}

POSTCODES = """
as_given      read
SB9 8FJ       SB9 8FJ
sb98fj        SB9 8FJ
S B98FJ       SB9 8FJ
EC1A1BB       EC1A 1BB
SB9           -         # half of one
SB9 8F        -
-             -
"""

HEADINGS = """
file                             headings                     row                                 ward
ONS directory to 2024            pcd,pcds,oslaua,osward       SB98FJ,SB9 8FJ,E08999001,E05999001  Quayside
statistics look-up to 2024       pcds,laua,ward               SB9 8FJ,E08999001,E05999001         Quayside
files of 2025                    pcd7,pcds,lad25cd,wd25cd     SB98FJ,SB9 8FJ,E08999001,E05999001  Quayside
a join of two                    pcds,WD24CD,WD24NM           SB9 8FJ,E05999009,Heronwater        Heronwater
a council's own                  Postcode,Ward                SB9 8FJ,Heronwater                  Heronwater
a council's own, names           Post code,Ward name          sb98fj,Heronwater                   Heronwater
a council's own, with both       POSTCODE,Ward Code,Ward      SB9 8FJ,E05999009,Heronwater        Heronwater
"""

REFUSED = """
what                    headings              row                            said
no postcodes            Street,Ward           Lock Road,Quayside             No column holds postcodes
no wards                pcds,oslaua           SB9 8FJ,E08999001              No column holds wards
codes without names     pcds,osward           SB9 8FJ,E05999077              1 of the 1 wards have no name, such as
nothing of use          Postcode,Ward         SB9,Quayside                   No row has both a whole postcode and a ward
"""


def lines(*rows: str) -> list[tuple[int, list[str]]]:
    return [(number, row.split(",")) for number, row in enumerate(rows, start=1)]


@pytest.mark.parametrize("drawn", rows(POSTCODES), ids=lambda drawn: drawn["as_given"])
def test_a_whole_postcode_is_read_however_it_is_spaced(drawn: dict[str, str]) -> None:
    assert (whole_postcode(drawn["as_given"]) or UNKNOWN) == drawn["read"]


@pytest.mark.parametrize("drawn", rows(HEADINGS), ids=lambda drawn: drawn["file"])
def test_each_look_up_is_read_by_its_headings(drawn: dict[str, str]) -> None:
    read = read_wards(lines(drawn["headings"], drawn["row"]), names=NAMES)

    assert {postcode: ward.name for postcode, ward in read.wards.items()} == {"SB9 8FJ": drawn["ward"]}
    assert (read.split, read.unread, read.first_unread) == (0, 0, None)


@pytest.mark.parametrize("drawn", rows(REFUSED), ids=lambda drawn: drawn["what"])
def test_what_cannot_be_taken_is_refused_with_what_to_do(drawn: dict[str, str]) -> None:
    with pytest.raises(WardsRefusedError, match=drawn["said"]):
        read_wards(lines(drawn["headings"], drawn["row"]))


def test_an_empty_file_is_refused() -> None:
    with pytest.raises(WardsRefusedError, match="The first line has nothing"):
        read_wards([])


def test_of_a_national_file_only_the_rows_of_the_council_are_kept() -> None:
    national = lines(
        "pcds,oslaua,osward",
        f"SB9 8FJ,{HERE},{QUAY.code}",
        "LB4 1AA,E08999002,E05999050",
        f"SB1 2AB,{HERE},{LOCK.code}",
        "GY1 1AA,L99999999,L99999999",
    )

    assert read_wards(national, area=HERE.lower(), names=NAMES).wards == {"SB9 8FJ": QUAY, "SB1 2AB": LOCK}
    with pytest.raises(WardsRefusedError, match="of 3 councils, such as E08999001, E08999002, L99999999"):
        read_wards(national, names=NAMES)
    with pytest.raises(WardsRefusedError, match="No row is of the council 'E08999003'"):
        read_wards(national, area="E08999003", names=NAMES)


def test_a_council_named_beside_a_file_of_its_own_changes_nothing() -> None:
    assert read_wards(lines("Postcode,Ward", "SB9 8FJ,Quayside"), area=HERE).wards == {"SB9 8FJ": Ward("", "Quayside")}


def test_a_postcode_in_two_wards_is_in_the_one_that_most_of_its_rows_name_and_is_counted() -> None:
    by_door = lines("Postcode,Ward", "SB9 8FJ,Quayside", "SB9 8FJ,Lockgate", "SB98FJ,Lockgate", "SB1 2AB,Quayside")

    read = read_wards(by_door)

    assert {postcode: ward.name for postcode, ward in read.wards.items()} == {
        "SB9 8FJ": "Lockgate",
        "SB1 2AB": "Quayside",
    }
    assert read.split == 1


def test_rows_that_name_no_ward_are_passed_over_and_rows_with_no_postcode_are_counted() -> None:
    read = read_wards(
        lines(
            "pcds,osward", f"SB9 8FJ,{QUAY.code}", "SB9 8FK,", "SB9 8FL,E99999999", "", f"SB9,{LOCK.code}", ",E05999050"
        ),
        names=NAMES,
    )

    assert read.wards == {"SB9 8FJ": QUAY}
    assert (read.unread, read.first_unread) == (2, 6)


def test_a_title_above_the_headings_is_passed_and_the_rows_keep_their_own_numbers() -> None:
    read = read_wards(lines("Wards of the borough,,", "", "Postcode,Ward", "SB9 8FJ,Quayside", "SB9,Lockgate"))

    assert {postcode: ward.name for postcode, ward in read.wards.items()} == {"SB9 8FJ": "Quayside"}
    assert read.first_unread == 5


def test_headings_are_looked_for_in_the_first_twenty_rows_alone() -> None:
    title = ["A title"] * 19

    assert read_wards(lines(*title, "Postcode,Ward", "SB9 8FJ,Quayside")).wards
    with pytest.raises(WardsRefusedError, match="The first line has 'A title'"):
        read_wards(lines("A title", *title, "Postcode,Ward", "SB9 8FJ,Quayside"))


def test_names_are_read_from_the_file_that_comes_with_a_look_up() -> None:
    assert read_ward_names(lines("WD25CD,WD25NM,x", f"{QUAY.code},Quayside,1", "E05999050,", "E05999051")) == {
        QUAY.code: "Quayside"
    }
    assert read_ward_names(lines("Ward code,Ward", f"{QUAY.code},Quayside")) == {QUAY.code: "Quayside"}
    for headings in ("", "WD25CD,Borough", "Code,Ward name"):
        with pytest.raises(WardsRefusedError, match="no column of ward codes and one of names"):
            read_ward_names(lines(headings, "E05999001,Quayside"))


def test_what_was_left_out_or_chosen_is_told_with_how_often() -> None:
    assert words_of_read(WardsRead({})) == []
    assert words_of_read(WardsRead({}, split=1, unread=1, first_unread=5)) == [
        "1 row has no whole postcode, the first in row 5. Left out.",
        "1 postcode has rows in more than one ward. The ward that most of them name is taken.",
    ]
    assert words_of_read(WardsRead({}, split=1200, unread=1300, first_unread=2000)) == [
        "1,300 rows have no whole postcode, the first in row 2,000. Left out.",
        "1,200 postcodes have rows in more than one ward. The ward that most of them name is taken.",
    ]


def test_wards_stand_in_the_order_of_their_names_each_with_its_count() -> None:
    assert list(wards_in_order([QUAY, LOCK, QUAY])) == [(LOCK, 1), (QUAY, 2)]


@given(st.lists(st.tuples(st.sampled_from(["SB9 8FJ", "SB1 2AB", "LB4 1AA"]), st.sampled_from(["A", "B", "C"]))))
def test_each_postcode_has_one_ward_and_it_is_one_of_its_rows(told: list[tuple[str, str]]) -> None:
    if not told:
        return
    read = read_wards(lines("Postcode,Ward", *map(",".join, told)))

    assert set(read.wards) == {postcode for postcode, _ in told}
    for postcode, ward in read.wards.items():
        counts = [sum(each == (postcode, name) for each in told) for name in "ABC"]
        assert sum(each == (postcode, ward.name) for each in told) == max(counts)
