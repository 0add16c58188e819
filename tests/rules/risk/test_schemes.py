"""The schemes are whole: bands take in every total, factors are ours, and each row has a source that is explained."""

from decimal import Decimal
from pathlib import Path

import pytest

from towpath.rules.risk.factors import FACTORS
from towpath.standards import StandardsError
from towpath.standards.risk import Operator, Scheme, SchemeNotFoundError, load_references, load_scheme, load_schemes
from towpath.standards.risk.schemes import read_scheme

SCHEMES = list(load_schemes().values())
NUMBERS = {"attendance", "suspensions", "suspension_sessions"}


@pytest.mark.parametrize("scheme", SCHEMES, ids=lambda scheme: scheme.name)
def test_every_total_has_a_band(scheme: Scheme) -> None:
    bands = [scheme.band_of(points).code for points in range(scheme.most_points + 1)]

    assert bands == ["none", "green", "amber", "amber", *["red"] * (scheme.most_points - 3)]


@pytest.mark.parametrize("scheme", SCHEMES, ids=lambda scheme: scheme.name)
def test_every_criterion_asks_a_factor_of_ours_something_it_can_answer(scheme: Scheme) -> None:
    assert set(scheme.factors) <= {factor.code for factor in FACTORS}
    for criterion in scheme.criteria:
        is_numeric = criterion.operator not in (Operator.IS, Operator.NOT_IN)
        assert is_numeric == (criterion.factor in NUMBERS), criterion.code
        if is_numeric:
            Decimal(criterion.value)


def test_every_source_is_explained(pytestconfig: pytest.Config) -> None:
    explained = (pytestconfig.rootpath / "src/towpath/standards/risk/SOURCES.md").read_text(encoding="utf-8")
    rows = [*load_references(), *(row for scheme in SCHEMES for row in scheme.criteria)]
    keys = {key for row in (*rows, *SCHEMES) for key in row.basis}

    assert keys
    assert {key for key in keys if f"`{key}`" not in explained} == set()


def test_low_confidence_is_told_where_the_unit_of_exclusion_is_not_known() -> None:
    weak = {each.code for each in load_scheme("oxfordshire-2022").criteria if each.confidence == "low"}

    assert weak == {"some_suspension", "some_sessions", "many_sessions", "permanently_excluded"}


def test_a_scheme_is_found_by_name_and_by_its_latest_version() -> None:
    assert load_scheme("oxfordshire-2022").version == "2022"
    assert load_scheme("Oxfordshire_2023").version == "2023"
    assert load_scheme("oxfordshire").version == "2023"
    with pytest.raises(SchemeNotFoundError, match="oxfordshire-2022, oxfordshire-2023"):
        load_scheme("rutland")
    with pytest.raises(KeyError):
        load_scheme("oxfordshire").criterion("shoe_size")


def test_references_score_nobody_and_name_no_scheme_of_points() -> None:
    assert len(load_references()) == 51
    assert "oxfordshire" not in {row.scheme.lower() for row in load_references()}


CRITERIA = "code,factor,operator,value,points,group,months,label,confidence,note,basis\n"
SOUND = "a,attendance,<,90,1,,,,high,,ox-code22\n"


def made_scheme(tmp_path: Path, rows: str, *, bands: str = "", version: str = "1") -> Path:
    folder = tmp_path / "made-1"
    folder.mkdir()
    (folder / "criteria.csv").write_text(CRITERIA + rows)
    head = f'scheme = "made"\nversion = "{version}"\ntitle = ""\nauthor = ""\narea = ""\nconfidence = "high"\n'
    least = '[[bands]]\ncode = "none"\nleast = 0\nlabel = ""\n'
    (folder / "scheme.toml").write_text(f'{head}basis = []\nwords = ""\n{bands or least}')
    return folder


def test_a_scheme_of_a_folder_is_read(tmp_path: Path) -> None:
    scheme = read_scheme(made_scheme(tmp_path, SOUND))

    assert (scheme.name, scheme.most_points, scheme.criteria[0].group) == ("made-1", 1, "a")


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        (SOUND.replace("<", "~"), "'~' is not a valid Operator"),
        (SOUND.replace(",90,1", ",ninety,1"), "'ninety' is not a number"),
        (SOUND.replace(",90,1", ",90,0"), "points is 0"),
        (SOUND + SOUND, "stands twice"),
    ],
)
def test_a_row_that_cannot_score_is_refused(tmp_path: Path, rows: str, words: str) -> None:
    with pytest.raises(StandardsError, match=words):
        read_scheme(made_scheme(tmp_path, rows))


def test_bands_that_leave_out_nought_are_refused(tmp_path: Path) -> None:
    high = '[[bands]]\ncode = "red"\nleast = 4\nlabel = ""\n'

    with pytest.raises(StandardsError, match="down to 0"):
        read_scheme(made_scheme(tmp_path, SOUND, bands=high))


def test_a_folder_that_bears_another_name_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StandardsError, match="Give the folder the same name"):
        read_scheme(made_scheme(tmp_path, SOUND, version="2"))
