import dataclasses
from pathlib import Path

import pytest

from tests.rules.returns.tables import drawn_checks
from towpath.rules.returns import checks, layout
from towpath.rules.returns.check import label_of
from towpath.rules.returns.checks import CHECKS
from towpath.rules.returns.checks.form import OURS, Check, FaultCheck, own_words
from towpath.rules.returns.layout import HEADER_ELEMENTS, RECORD_ELEMENTS
from towpath.rules.returns.model import FaultKind, Header, Record
from towpath.standards import load_standards

EDITIONS = load_standards().editions


def file_name(code: str) -> str:
    return f"check_{code.lower().replace('-', '_')}"


def words_of(check: Check) -> list[str]:
    return list(check.words.values()) if isinstance(check, FaultCheck) else [check.words]


def test_the_tuple_holds_every_file_of_the_folder_and_no_other() -> None:
    files = {path.stem for path in Path(checks.__file__).parent.glob("check_*.py")}

    assert sorted(file_name(check.code) for check in CHECKS) == sorted(files)


def test_every_published_check_has_a_rule_and_every_rule_but_ours_is_published() -> None:
    published = {code for edition in EDITIONS for code in edition.checks}

    assert {check.code for check in CHECKS if not check.code.startswith(OURS)} == published


def test_every_check_has_a_table() -> None:
    assert set(drawn_checks()) == {file_name(check.code) for check in CHECKS}


def test_only_checks_of_ours_state_their_own_severity() -> None:
    assert {check.code for check in CHECKS if own_words(check)} == {
        check.code for check in CHECKS if check.code.startswith(OURS)
    }


def test_every_check_has_a_label_in_an_edition_that_holds_it() -> None:
    for check in CHECKS:
        edition = next((edition for edition in EDITIONS if check.code in edition.checks), EDITIONS[-1])
        assert label_of(check.code, edition)


def test_every_kind_of_fault_is_told_by_one_check() -> None:
    told = [kind for check in CHECKS if isinstance(check, FaultCheck) for kind in check.words]

    assert sorted(told, key=lambda kind: kind.value) == list(FaultKind)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.code)
def test_words_say_what_is_wrong_then_what_to_do(check: Check) -> None:
    for words in words_of(check):
        said = words.format(value="V", other="O", line=7)
        assert said.count(". ") >= 1
        assert said.endswith(".")
        assert not {"invalid", "error", "please", "must"} & set(said.lower().split())


def test_the_layout_fills_every_field_of_the_header_and_the_record_once() -> None:
    not_elements = {"line", "lines", "number", "has_details", "has_activities"}
    for kind, elements in ((Header, HEADER_ELEMENTS), (Record, RECORD_ELEMENTS)):
        named = [field.name for field in dataclasses.fields(kind) if field.name not in not_elements]
        assert [element.field for element in elements] == named


def test_the_layout_is_the_published_one_in_its_order() -> None:
    published = [field.code for field in EDITIONS[-1].fields.values()]
    ours = [f"{layout.HEADER}/{element.path}" for element in HEADER_ELEMENTS]
    ours += [f"{layout.RECORD}/{element.path}" for element in RECORD_ELEMENTS]

    # The schema spells one element in another way than the published list of fields does.
    assert [path.replace("DatabaseId", "DatabaseID") for path in ours] == published
