"""Each kind of trouble a list has, drawn: what it says, what the caseload says, and what is made of the two."""

import pyarrow as pa
import pytest

from tests.analysis.linkage.drawn import others, person, table
from towpath.analysis.linkage import NotPeople, dedupe, link

# what it is | on the list | in the caseload | band, or "none" | what is said of the field that tells
DRAWN = """
everything agrees        / Orla | Quillfeather | 2008-01-31 | ZX1 1AB | F                / Orla | Quillfeather | 2008-01-31 | ZX1 1AB | F                / sure     / The birth date agrees.
upper case and spaces    / ORLA MAY | TREVENNA | 2008-02-01 | zx11ac                     / Orla | Trevenna | 2008-02-01 | ZX1 1AC | F                    / sure     / The postcode agrees.
a number alone too       / Perran | Godolphin | 2008-03-05 | | | | 9000000001            / Perran | Godolphin | 2008-03-05 | ZX2 4AA | M | | 9000000001   / sure     / The ULN agrees.
names changed places     / Polglaze | Wenna | 2007-11-05 | ZX3 2BB                       / Wenna | Polglaze | 2007-11-05 | ZX3 2BB                       / sure     / The given and family names have changed places.
a nickname               / Liz | Arkwright | 2007-05-14 | ZX4 2BD                        / Elizabeth | Arkwright | 2007-05-14 | ZX4 2BD                  / sure     / One given name is a short or other form of the other.
day and month turned     / Jowan | Penhaligon | 2008-02-11 | ZX5 3BD                     / Jowan | Penhaligon | 2008-11-02 | ZX5 3BD                     / sure     / The day and month of birth have changed places.
a digit of a birth date  / Elowen | Chirgwin | 2008-04-27 | ZX5 4BD                      / Elowen | Chirgwin | 2008-04-21 | ZX5 4BD                      / sure     / The birth date differs by one digit, or two that changed places.
moved within the sector  / Tamsyn | Rosewarne | 2008-06-17 | ZX6 1BD                     / Tamsyn | Rosewarne | 2008-06-17 | ZX6 1QR                     / sure     / The postcodes are in one sector.
moved far                / Denzel | Trewhella | 2008-06-18 | QV9 1BD                     / Denzel | Trewhella | 2008-06-18 | ZX6 2QR                     / sure     / The postcode differs.
a part of two names      / Keren | Nance | 2006-12-24 | ZX7 1LL                          / Keren | Nance-Boscawen | 2006-12-24 | ZX7 1LL                 / sure     / One family name is a part of the other.
accents only             / Zoe | Le Blond | 2007-01-02 | ZX7 2LL                         / Zoë | Leblond | 2007-01-02 | ZX7 2LL                          / sure     / The given name agrees but for accents, marks or spaces.
a letter in a name       / Morwena | Tregear | 2007-03-12 | ZX7 3LL                      / Morwenna | Tregear | 2007-03-12 | ZX7 3LL                     / sure     / The given name differs by one letter.
a middle name is used    / Rose | Tangye | 2007-03-22 | ZX7 4LL                          / Margaret Rose | Tangye | 2007-03-22 | ZX7 4LL                 / probable / One given name is a middle name of the other.
a twin, other given name / Piran | Kitto | 2008-08-08 | ZX8 1AA | M                      / Jago | Kitto | 2008-08-08 | ZX8 1AA | M                        / probable / The given name differs.
a brother born otherwise / Cubert | Hosken | 2007-08-03 | ZX8 2AA | M                    / Gorran | Hosken | 2009-10-16 | ZX8 2AA | M                     / none     /
a number of a twin       / Davy | Laity | 2008-08-09 | ZX8 3AA | M | | 9000000002        / Petroc | Laity | 2008-08-09 | ZX8 3AA | M | | 9000000002        / probable / The ULN agrees.
only a name agrees       / Sampson | Vingoe | 2006-05-01 | ZX9 1AA                       / Sampson | Vingoe | 2009-09-30 | QV1 9ZZ                         / probable / The birth date differs.
nobody                   / Hedra | Bolitho | 2006-05-02 | ZX9 2AA                        / Kerensa | Tonkin | 2009-09-30 | QV2 9ZZ                         / none     /
"""
CASES = [[part.strip() for part in line.split("/")] for line in DRAWN.strip().splitlines()]


@pytest.fixture(scope="module")
def found() -> dict[str, dict]:
    left = table((case[0], person(case[1])) for case in CASES)
    right = table([*((case[0], person(case[2])) for case in CASES), *others()])
    return {pair["left_id"]: pair for pair in link(left, right).to_pylist()}


@pytest.mark.parametrize(("name", "band", "words"), [(case[0], case[3], case[4]) for case in CASES])
def test_each_trouble_comes_to_what_was_drawn(found, name: str, band: str, words: str) -> None:
    if band == "none":
        assert found.get(name, {}).get("right_id") != name
    else:
        pair = found[name]
        assert (pair["right_id"], pair["band"]) == (name, band)
        assert words in [reason["words"] for reason in pair["reasons"]]


def test_a_reason_says_the_field_and_the_verdict(found) -> None:
    reasons = {each["field"]: each["verdict"] for each in found["moved within the sector"]["reasons"]}

    assert reasons == {
        "given_name": "agrees", "family_name": "agrees", "birth_date": "agrees", "postcode": "nearly",
        "gender": "not given", "upn": "not given", "uln": "not given",
    }  # fmt: skip


def test_twins_with_close_names_are_for_a_person_to_tell_apart() -> None:
    twins = [("Jayden", person("Jayden | Odgers | 2008-09-10 | ZX1 1AA | M"))]
    twins += [("Jaydon", person("Jaydon | Odgers | 2008-09-10 | ZX1 1AA | M"))]
    left = table([("which", person("Jaydn | Odgers | 2008-09-10 | ZX1 1AA | M"))])

    [pair] = link(left, table([*twins, *others()])).to_pylist()

    assert pair["band"] == "probable"
    assert {pair["right_id"], *(rival["right_id"] for rival in pair["rivals"])} == {"Jayden", "Jaydon"}


def test_two_alike_in_the_caseload_make_nobody_sure() -> None:
    alike = person("Merryn | Odgers | 2008-09-10 | ZX1 1AA | F")
    left = table([("row", alike)])

    [pair] = link(left, table([("first", alike), ("again", alike), *others()])).to_pylist()

    assert (pair["band"], pair["margin"]) == ("probable", 0.0)
    assert [rival["right_id"] for rival in pair["rivals"]] == ["first"]


def test_each_person_is_in_one_pair_unless_all_are_asked_for() -> None:
    alike = person("Merryn | Odgers | 2008-09-10 | ZX1 1AA | F")
    left, right = table([("one", alike), ("other", alike)]), table([("held", alike), *others()])

    assert len(link(left, right)) == 1
    assert {pair["left_id"] for pair in link(left, right, one_to_one=False).to_pylist()} == {"one", "other"}


def test_what_is_not_given_is_not_held_against_anybody() -> None:
    whole = person("Merryn | Odgers | 2008-09-10 | ZX1 1AA | F")
    right = table([("held", whole), *others()])

    told = {"whole": {}, "QV9 9ZZ": {"postcode": "QV9 9ZZ"}, "no postcode": {"postcode": None}}
    told |= {"2006": {"birth_date": "2006-03-01"}, "no birth date": {"birth_date": None}}
    told |= {"M": {"gender": "M"}, "no gender": {"gender": None}}
    left = table((name, {**whole, **changed}) for name, changed in told.items())
    weight = {pair["left_id"]: pair["weight"] for pair in link(left, right, one_to_one=False).to_pylist()}

    assert weight["QV9 9ZZ"] < weight["no postcode"] < weight["whole"]
    assert weight["2006"] < weight["no birth date"] < weight["whole"]
    assert weight["M"] < weight["no gender"] < weight["whole"]


@pytest.mark.parametrize("in_lists", [True, False])
def test_somebody_of_several_names_is_found_by_any(in_lists: bool) -> None:
    married = person("Merryn | Odgers | 2008-09-10 | ZX1 1AA")
    known_as = {**married, "given_name": "Bethia", "family_name": "Nankivell"}
    left = table([("row", known_as)])
    right = table([("held", married), ("held", known_as), *others()])
    if in_lists:
        rows = table([("held", married), *others()]).to_pylist()
        rows[0] |= {"given_name": ["Merryn", "Bethia"], "family_name": ["Odgers", "Nankivell"]}
        for row in rows[1:]:
            row |= {"given_name": [row["given_name"]], "family_name": [row["family_name"]]}
        right = pa.Table.from_pylist(rows, schema=_with_lists(right.schema))

    [pair] = link(left, right).to_pylist()

    assert (pair["right_id"], pair["band"]) == ("held", "sure")
    assert [each["words"] for each in pair["reasons"][:2]] == ["The given name agrees.", "The family name agrees."]


def _with_lists(schema: pa.Schema) -> pa.Schema:
    named = ("given_name", "family_name")
    return pa.schema([(field.name, pa.list_(pa.string()) if field.name in named else field.type) for field in schema])


def test_a_full_name_is_compared_with_its_parts() -> None:
    left = pa.table({"id": ["a", "b"], "full_name": ["Merryn Ann Odgers", "Nankivell, Bethia"],
                     "birth_date": ["2008-09-10", "2008-09-11"]})  # fmt: skip
    right = table(
        [("held", person("Merryn | Odgers | 2008-09-10")), ("too", person("Bethia | Nankivell | 2008-09-11"))]
    )

    pairs = link(left, pa.concat_tables([right, table(others())])).to_pylist()

    assert {(pair["left_id"], pair["right_id"]) for pair in pairs} == {("a", "held"), ("b", "too")}


def test_people_chosen_from_many_are_no_surer_than_among_them() -> None:
    left = table([("row", person("Merryn | Odgers | 2008-09-10 | QV1 1AA"))])
    held = table([("held", person("Merryn | Tregear | 2008-09-10 | ZX1 1AA"))])

    [among] = link(left, pa.concat_tables([held, table(others(3_000))])).to_pylist()
    [chosen] = link(left, held, out_of=3_001).to_pylist()
    [alone] = link(left, held).to_pylist()

    assert among["band"] == chosen["band"] == "probable"
    assert chosen["weight"] < among["weight"] < alone["weight"]


def test_an_empty_list_has_no_pairs() -> None:
    assert len(link(table([]), table(others(5)))) == 0
    assert len(link(table(others(5)), table([]))) == 0


@pytest.mark.parametrize("columns", [["given_name"], ["id"]])
def test_a_list_needs_an_id_and_something_beside_it(columns: list[str]) -> None:
    with pytest.raises(NotPeople):
        link(table(others(5)).select(columns), table(others(5)))


def test_a_row_needs_an_id() -> None:
    with pytest.raises(NotPeople, match="no id"):
        link(pa.table({"id": ["a", None], "given_name": ["Ada", "Bea"]}), table(others(5)))


def test_a_crowd_that_shares_a_key_is_passed_over() -> None:
    crowd = [(f"r{number}", person("Ada | Ashdown | 2008-01-01 | ZX1 1AA")) for number in range(3_000)]
    left = [(f"l{number}", person("Ada | Ashdown | 2008-01-01 | ZX1 1AA")) for number in range(3_000)]

    assert len(link(table(left), table(crowd))) == 0


def test_a_very_long_name_from_right_to_left_is_read() -> None:
    said = "\N{RIGHT-TO-LEFT MARK}" + "נ" * 10_000
    [pair] = link(
        table([("row", {**person("| Odgers | 2008-09-10 | ZX1 1AA"), "given_name": said})]),
        table([("held", {**person("| Odgers | 2008-09-10 | ZX1 1AA"), "given_name": said}), *others()]),
    ).to_pylist()

    assert pair["band"] == "sure"


def test_whoever_moved_often_is_found_as_surely_as_whoever_never_did() -> None:
    said = {"given_name": "Wenna", "family_name": "Polglaze", "birth_date": "2007-11-05", "postcode": "ZX3 2BB"}
    asked = pa.Table.from_pylist([{"id": "row", **said, "postcode": "ZX6 9QQ"}])
    weights = {}
    for homes in (1, 3, 6, 12):
        lived = [said["postcode"], *(f"QV{number} 1AA" for number in range(1, homes))]
        held = [{**said, "id": "held", "postcode": lived}]
        held += [
            {"id": number, **{name: each[name] for name in said}, "postcode": [each["postcode"]]}
            for number, each in others()
        ]
        [pair] = [each for each in link(asked, pa.Table.from_pylist(held)).to_pylist() if each["right_id"] == "held"]
        weights[homes] = round(pair["weight"], 2)

    # Only that a postcode more may be met by chance takes a little away.
    assert max(weights.values()) - min(weights.values()) <= 0.1, weights


def test_somebody_held_under_two_names_is_no_duplicate_of_themselves_and_may_be_of_another() -> None:
    said = {"family_name": "Polglaze", "birth_date": "2007-11-05", "postcode": ["ZX3 2BB"]}
    held = [
        {"id": "one", "given_name": ["Thomas"], **said},
        {"id": "two", "given_name": ["Tom", "Thom"], **said, "postcode": ["ZX3 2BB", "QV1 1AA"]},
    ]

    [pair] = dedupe(pa.Table.from_pylist(held)).to_pylist()

    assert (pair["left_id"], pair["right_id"]) == ("one", "two")
