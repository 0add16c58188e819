"""`towpath wards`: a look-up is kept, shown and taken back, in the shape of the national files or a council's own."""

import json
from pathlib import Path

import pytest

from tests.factories.cast import make_saltmarsh, make_user
from tests.imports.files import as_xlsx
from towpath.audit.models import Event
from towpath.cli.service.wards import main
from towpath.organisation.models import Organisation, WardLookup, WardPostcode
from towpath.organisation.queries import wards_of
from towpath.rules.wards import Ward

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.database]

NATIONAL = (
    "pcds,doterm,oslaua,osward\n"
    '"SB9 8FJ",,E08999001,E05999001\n'
    '"SB1 2AB",202001,E08999001,E05999002\n'
    '"LB4 1AA",,E08999002,E05999050\n'
)
NAMES = "WD24CD,WD24NM,WD24NMW\nE05999001,Quayside,\nE05999002,Lockgate,\nE05999050,Elsewhere,\n"
HERE = {"SB9 8FJ": Ward("E05999001", "Quayside"), "SB1 2AB": Ward("E05999002", "Lockgate")}


@pytest.fixture
def council() -> Organisation:
    return make_saltmarsh()


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    lookup, names = tmp_path / "ONSPD_MAY_2024_UK.csv", tmp_path / "Ward names.csv"
    lookup.write_text(NATIONAL, encoding="utf-8-sig")
    names.write_text(NAMES, encoding="cp1252")
    return str(lookup), str(names)


def test_a_national_look_up_is_kept_for_the_council_alone_and_recorded(
    council: Organisation, files: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    lead = make_user(council, "data_lead")

    assert main([files[0], "--names", files[1], "--area", "E08999001", "--as", lead.email]) == 0

    assert wards_of(council) == HERE
    event = Event.objects.get(kind="wards.loaded")
    assert (event.user, '"postcodes":2' in event.facts) == (lead.public_id, True)
    out = capsys.readouterr()
    assert out.out.splitlines() == [
        f"{council.name}: 2 wards and 2 postcodes, from ONSPD_MAY_2024_UK.csv.",
        "  Lockgate  E05999002  1 postcode",
        "  Quayside  E05999001  1 postcode",
    ]
    assert out.err == ""


def test_the_next_takes_the_place_of_the_one_before_and_taking_it_back_brings_that_again(
    council: Organisation, files: tuple[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main([files[0], "--names", files[1], "--area", "E08999001"])
    own = tmp_path / "own.csv"
    own.write_text("Postcode,Ward\nSB98FJ,Heronwater\nSB98FJ,Quayside\nSB9 8FJ,Quayside\nSB9,Quayside\n")

    assert main([str(own), "--json"]) == 0

    assert wards_of(council) == {"SB9 8FJ": Ward("", "Quayside")}
    out = capsys.readouterr()
    assert json.loads(out.out.splitlines()[-1]) == {
        "file": "own.csv",
        "wards": [{"code": "", "name": "Quayside", "postcodes": 1}],
    }
    assert "1 row has no whole postcode, the first in row 5. Left out." in out.err
    assert "1 postcode has rows in more than one ward." in out.err
    assert main(["--withdraw"]) == 0
    assert wards_of(council) == HERE
    assert main(["--withdraw"]) == 0
    assert wards_of(council) is None
    assert main(["--withdraw"]) == 2
    assert "has no look-up of wards to take back" in capsys.readouterr().err
    assert WardLookup.objects.count() == 2


@pytest.mark.parametrize("asked", [["--names", "wards.csv"], ["--area", "E08999001"], ["--withdraw", "--area", "E0"]])
def test_what_goes_with_a_file_is_not_passed_over_where_none_is_given(
    council: Organisation, asked: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main(asked)

    assert "--area and --names say how to read a look-up, so they go with its FILE" in capsys.readouterr().err


def test_a_workbook_is_read_too(council: Organisation, tmp_path: Path) -> None:
    path = tmp_path / "wards.xlsx"
    path.write_bytes(as_xlsx([["Wards of the borough"], ["Postcode", "Ward name"], ["SB9 8FJ", "Quayside"]]))

    assert main([str(path)]) == 0

    assert wards_of(council) == {"SB9 8FJ": Ward("", "Quayside")}


@pytest.mark.parametrize(
    ("text", "asked", "said"),
    [
        (NATIONAL, [], "The look-up is of 2 councils, such as E08999001, E08999002."),
        (NATIONAL, ["--area", "E08999001"], "2 of the 2 wards have no name, such as E05999001, E05999002."),
        ("Street,Ward\nLock Road,Quayside\n", [], "No column holds postcodes. The first line has 'Street', 'Ward'."),
        (f"Postcode,Ward\nSB9 8FJ,{'Q' * 121}\n", [], "is too long for the name of a ward"),
        ("", [], "The file is empty."),
        ("<html", [], "wards.csv: "),
    ],
)
def test_what_cannot_be_taken_is_said_and_nothing_is_kept(
    council: Organisation,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    text: str,
    asked: list[str],
    said: str,
) -> None:
    file = tmp_path / "wards.csv"
    file.write_text(text)

    assert main([str(file), *asked]) == 2

    assert said in capsys.readouterr().err
    assert not WardPostcode.objects.exists()
    assert not Event.objects.filter(kind="wards.loaded").exists()


def test_a_file_that_is_not_there_and_somebody_who_may_not_are_refused(
    council: Organisation, files: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["nowhere.csv"]) == 2
    assert "'nowhere.csv' is no file." in capsys.readouterr().err
    assert main([files[0], "--as", make_user(council, "adviser").email]) == 2
    assert "may not load wards" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        main([files[0], "--withdraw"])
