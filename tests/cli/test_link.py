"""`towpath link`: its keys, the pairs it writes, how a map is read, and how it refuses."""

import csv
import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet
import pytest

from towpath.analysis.linkage.mapped import MapRefused, further_names, read_map
from towpath.cli.standalone import link

KEYS = ["left_rows", "right_rows", "pairs", "sure", "probable", "seconds"]
LIST = """\
Row,First,Last,Born,Home,Who
1,Liz,Arkwright,14/05/2007,zx4 2bd,a
2,Zoe,Leblond,02/01/2007,ZX7 2LL,b
3,Hedra,Bolitho,31/12/2006,ZX9 2AA,x
"""
CASELOAD = """\
number,given,family,birth,postcode,Who
P1,Elizabeth,Arkwright,2007-05-14,ZX4 2BD,a
P2,Zoë,Le Blond,2007-01-02,ZX7 2LL,b
P3,Perran,Godolphin,2008-03-05,ZX2 4AA,c
"""
MAP = """\
[left]
id = "Row"
given_name = "First"
family_name = "Last"
birth_date = "Born"
birth_date_format = "DD/MM/YYYY"
postcode = "Home"
[right]
id = "number"
given_name = "given"
family_name = "family"
birth_date = "birth"
postcode = "postcode"
"""


@pytest.fixture
def files(tmp_path: Path) -> Path:
    (tmp_path / "list.csv").write_text(LIST, encoding="utf-8")
    (tmp_path / "caseload.csv").write_text(CASELOAD, encoding="utf-8-sig")
    (tmp_path / "map.toml").write_text(MAP)
    return tmp_path


def asked(capsys, files: Path, *arguments: str, right: str | None = "caseload.csv") -> tuple[int, dict]:
    named = [str(files / "list.csv"), *([str(files / right)] if right else [])]
    told = ["--map", str(files / "map.toml"), "--out", str(files / "pairs.csv"), "--json", *arguments]
    code = link.main([*named, *told])
    return code, json.loads(capsys.readouterr().out)


def refused(capsys, files: Path, *arguments: str) -> str:
    with pytest.raises(SystemExit, match="2"):
        link.main(list(arguments))
    return capsys.readouterr().err


def written(files: Path) -> list[list[str]]:
    return list(csv.reader((files / "pairs.csv").read_text(encoding="utf-8").splitlines()))


def test_pairs_are_written_with_their_scores_and_reasons(capsys, files: Path) -> None:
    code, answer = asked(capsys, files)

    headings, *pairs = written(files)
    assert code == 0
    assert list(answer) == [*KEYS, "problems"]
    assert (answer["left_rows"], answer["right_rows"], answer["pairs"]) == (3, 3, 2)
    assert answer["sure"] + answer["probable"] == 2
    assert headings == ["left_id", "right_id", "score", "band", "reasons"]
    assert sorted(pair[:2] for pair in pairs) == [["1", "P1"], ["2", "P2"]]
    assert "One given name is a short or other form of the other." in next(pair[4] for pair in pairs if pair[0] == "1")


def test_pairs_are_judged_by_what_equal_people_share(capsys, files: Path) -> None:
    _, answer = asked(capsys, files, "--truth", "who")

    assert list(answer) == [*KEYS, "precision", "recall", "f1", "problems"]
    # Two pairs told, both right, of the two there are.
    assert (answer["precision"], answer["recall"], answer["f1"]) == (2 / 2, 2 / 2, 2 * 2 / (2 + 2))


def test_one_file_is_gathered_into_people(capsys, files: Path) -> None:
    (files / "list.csv").write_text(LIST + "4,Liz,Arkwright,14/05/2007,ZX4 2BD,a\n")

    code, answer = asked(capsys, files, "--dedupe", "--truth", "Who", right=None)

    assert code == 0
    assert (answer["left_rows"], answer["right_rows"], answer["pairs"], answer["f1"]) == (4, None, 1, 1.0)
    assert written(files)[1][:2] == ["1", "4"]


def test_a_parquet_file_and_an_old_code_page_are_read(capsys, files: Path) -> None:
    (files / "list.csv").write_bytes(LIST.replace("Zoe", "Zoë").encode("cp1252"))
    rows = list(csv.DictReader(CASELOAD.splitlines()))
    pyarrow.parquet.write_table(pa.Table.from_pylist(rows), files / "caseload.parquet")

    _, answer = asked(capsys, files, right="caseload.parquet")

    assert answer["pairs"] == 2


def test_further_columns_of_other_names_are_compared_in_order(capsys, files: Path) -> None:
    (files / "map.toml").write_text(
        MAP.replace('postcode = "Home"', 'other = ["Home"]').replace('postcode = "postcode"', 'other = ["postcode"]')
    )

    _, answer = asked(capsys, files)

    assert answer["pairs"] == 2
    assert "The home agrees." in written(files)[1][4]


def test_a_person_is_told_what_was_found(capsys, files: Path) -> None:
    told = ["--map", str(files / "map.toml"), "--out", str(files / "pairs.csv"), "--truth", "who"]

    assert link.main([str(files / "list.csv"), str(files / "caseload.csv"), *told]) == 0

    said = capsys.readouterr().out
    assert "2 pairs of 3 and 3 rows" in said
    assert "f1 1.0000" in said


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('"Home"', '"House"', "There is no column house. The headings are Row, First, Last, Born, Home, Who."),
        ('id = "Row"\n', "", "does not say which column is the id"),
        ("[right]", "[other]", "has no table [right]"),
        ("given_name = ", "forename = ", "has a key 'forename'. The keys are id, given_name"),
        ('postcode = "Home"', "postcode = 7", "left.postcode is 7. Give the name of a column."),
        ('postcode = "Home"', 'other = "Home"', "left.other is 'Home'. Give a list of columns."),
        ('postcode = "Home"', 'other = ["Home"]', "left.other has 1 columns and right.other 0."),
        ("DD/MM/YYYY", "day first", "left.birth_date_format is 'day first'. Write it as %d/%m/%Y or DD/MM/YYYY."),
        ("[left]", "[left", "is not TOML"),
    ],
)
def test_a_map_that_cannot_be_followed_says_what_to_change(capsys, files: Path, old: str, new: str, words: str) -> None:
    (files / "map.toml").write_text(MAP.replace(old, new, 1))
    told = ["--map", str(files / "map.toml"), "--out", str(files / "pairs.csv")]

    code = link.main([str(files / "list.csv"), str(files / "caseload.csv"), *told])

    assert code in (1, 2)
    assert words in capsys.readouterr().err
    assert not (files / "pairs.csv").exists()


def test_ids_given_twice_or_not_at_all_are_named(capsys, files: Path) -> None:
    (files / "list.csv").write_text(LIST + "2,Ada,Ashdown,01/01/2008,ZX1 1AA,q\n")
    (files / "caseload.csv").write_text(CASELOAD + ",Bea,Birtwell,2008-01-01,ZX1 1AA,q\n")

    code, answer = asked(capsys, files)

    assert code == 1
    assert [(each["sheet"], each["row"], each["code"], each["value"]) for each in answer["problems"]] == [
        ("left", 5, "id-given-twice", "2"),
        ("right", 5, "no-id", None),
    ]
    assert not (files / "pairs.csv").exists()


def test_birth_dates_that_cannot_be_read_are_told_of_once(capsys, files: Path) -> None:
    (files / "list.csv").write_text(LIST.replace("31/12/2006", "31/02/2006"))

    code, answer = asked(capsys, files)

    assert code == 0
    [problem] = answer["problems"]
    assert (problem["code"], problem["severity"], problem["row"]) == ("birth-date-unread", "warning", 4)
    assert answer["pairs"] == 2


def test_it_refuses_what_it_cannot_do(capsys, files: Path) -> None:
    named = ["--map", str(files / "map.toml"), "--out"]
    one, other = str(files / "list.csv"), str(files / "caseload.csv")

    assert "Give two files, or one file with --dedupe." in refused(capsys, files, one, *named, str(files / "p.csv"))
    assert "Give two files" in refused(capsys, files, one, other, "--dedupe", *named, str(files / "p.csv"))
    assert "Name a file that ends in .csv." in refused(capsys, files, one, other, *named, str(files / "p.txt"))
    assert "is a file to be read" in refused(capsys, files, one, other, *named, one)
    assert link.main([one, str(files / "none.csv"), *named, str(files / "p.csv")]) == 2
    assert "There is no file" in capsys.readouterr().err
    assert link.main([one, other, *named, str(files / "nowhere" / "p.csv")]) == 2
    assert "its folder is not there" in capsys.readouterr().err


def test_a_file_that_may_not_be_read_is_named_and_not_the_one_to_be_written(capsys, files: Path, monkeypatch) -> None:
    def closed(path: Path, *_: object) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(link, "load_people", closed)
    one, other = str(files / "list.csv"), str(files / "caseload.csv")

    assert link.main([one, other, "--map", str(files / "map.toml"), "--out", str(files / "p.csv")]) == 2

    told = capsys.readouterr().err
    assert f"{one} cannot be read: Permission denied." in told
    assert "p.csv" not in told


@pytest.mark.parametrize(
    ("left", "right", "refused_for"),
    [
        (
            '["school", "tutor"]',
            '["form", "school"]',
            "would compare 'school' with 'form', though both files have 'school'",
        ),
        (
            '["tutor", "school"]',
            '["school", "form"]',
            "would compare 'tutor' with 'school', though both files have 'school'",
        ),
        ('["school", "tutor"]', '["school", "form"]', ""),
        ('["school", "tutor"]', '["tutor", "school"]', ""),
    ],
)
def test_further_columns_that_stand_in_another_order_are_not_paired_by_it(
    files: Path, left: str, right: str, refused_for: str
) -> None:
    told = MAP.replace('postcode = "Home"', f"other = {left}").replace('postcode = "postcode"', f"other = {right}")
    (files / "map.toml").write_text(told)

    said = ""
    try:
        paired = further_names(read_map(files / "map.toml", sides=("left", "right")))
    except MapRefused as reason:
        said = str(reason)
    else:
        assert paired[1]["school"] == "school"

    assert refused_for in said
    assert bool(said) is bool(refused_for)
