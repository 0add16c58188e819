from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest

from tests.examples import returns
from tests.rules.returns.tables import HEADER, SIXTH_FORMER, YEAR_11
from towpath.rules.returns.check import UnknownEditionError, check_return, edition_for
from towpath.rules.returns.checks import CHECKS
from towpath.rules.returns.model import Header, Record, read_date
from towpath.rules.returns.write import write_return
from towpath.standards import load_standards, read_overlay

STANDARDS = load_standards()
FILES = Path(returns.__file__).parent
# One fault to a record, the record's number in the comment above it; the lines are those of the committed file.
TEN_FAULTS = {
    "1": ("123000000002", "YoungPersonsID", "123000000002"),
    "5": ("1230000000003", "Gender", "Q"),
    "43": ("1230000000004", "Postcode", "ZZ999ZZ"),
    "40": ("1230000000005", "SENDFlag", "N"),
    "224": ("1230000000006", "NEETStartDate", ""),
    "230": ("1230000000007", "ActivityCode", "110"),
    "232": ("1230000000008", "CurrencyLapsed", "N"),
    "259": ("1230000000009", "PredictedEndDate", ""),
    "306": ("1230000000010", "SENSupportFlag", "Y"),
    "907": ("1230000000011", "UniqueLearnerNo", "1000000001"),
}


def written(header: Header, *records: Record) -> bytes:
    out = BytesIO()
    write_return(out, header, records)
    return out.getvalue()


def test_ten_faults_made_by_hand_are_found_and_nothing_else() -> None:
    content = (FILES / "ten_faults.xml").read_bytes()

    result = check_return(content, STANDARDS)

    found = {problem.code: (problem.young_persons_id, problem.element, problem.value) for problem in result.problems}
    assert found == TEN_FAULTS
    assert (result.records, len(result.problems)) == (11, 10)
    assert not result.is_sound
    assert not result.fails_whole


def test_a_problem_stands_on_the_line_of_its_element_or_else_of_its_record() -> None:
    content = (FILES / "ten_faults.xml").read_bytes()
    lines = content.decode().splitlines()

    by_code = {problem.code: problem for problem in check_return(content, STANDARDS).problems}

    assert lines[by_code["43"].line - 1].strip() == "<Postcode>ZZ999ZZ</Postcode>"
    assert lines[by_code["306"].line - 1].strip() == "<SENSupportFlag>Y</SENSupportFlag>"
    assert lines[by_code["224"].line - 1].strip() == "<YoungPersonsRecord>"
    assert "224:" in lines[by_code["224"].line - 2]


@pytest.mark.parametrize("name", ["sound.xml", "sound_latin_1.xml"])
def test_a_sound_return_that_we_did_not_write_has_no_problems(name: str) -> None:
    with (FILES / name).open("rb") as file:
        result = check_return(file, STANDARDS)

    assert result.problems == ()
    assert (result.records, result.period_end, result.edition) == (7, date(2026, 1, 31), "2020-21")
    assert result.is_sound


@pytest.mark.parametrize(
    ("period_end", "edition"),
    [
        ("2016-01-31", "2019-20"),
        ("2020-03-31", "2019-20"),
        ("2020-04-30", "2020-21"),
        ("2026-03-31", "2020-21"),
        ("2026-04-30", "2026-27"),
        ("2031-01-31", "2026-27"),
        ("", "2026-27"),
    ],
)
def test_the_edition_is_the_one_in_force_on_the_period_end(period_end: str, edition: str) -> None:
    header = replace(HEADER, period_end=read_date(period_end))

    assert check_return(written(header), STANDARDS).edition == edition


def test_a_named_edition_decides_which_checks_run() -> None:
    content = written(HEADER, replace(SIXTH_FORMER, given_name="Amara2", send_flag="Y", sen_support_flag="Y"))

    codes = {
        name: set(check_return(content, STANDARDS, edition=name).counts) for name in ("2019-20", "2020-21", "2026-27")
    }

    # 306 began in 2020-21 and 44 in 2026-27.
    assert codes == {"2019-20": set(), "2020-21": {"306"}, "2026-27": {"306", "44"}}


def test_an_edition_that_there_is_not_is_refused_before_anything_is_read() -> None:
    with pytest.raises(
        UnknownEditionError, match=r"There is no edition 2024-25\. Use one of 2019-20, 2020-21, 2026-27\."
    ):
        check_return(b"", STANDARDS, edition="2024-25")


@pytest.mark.parametrize(
    ("name", "period_end", "judged_on"),
    [
        ("2020-21", "2026-01-31", "2026-01-31"),
        ("2020-21", "2026-04-30", "2026-03-31"),
        ("2020-21", "2019-04-30", "2020-04-01"),
        ("2026-27", "2031-01-31", "2031-01-31"),
    ],
)
def test_corrections_stand_as_on_the_nearest_day_of_a_named_edition(name: str, period_end: str, judged_on: str) -> None:
    found = edition_for(STANDARDS, date.fromisoformat(period_end), name)

    assert found is STANDARDS.edition_on(date.fromisoformat(judged_on))


def test_a_council_can_correct_a_list_without_touching_code() -> None:
    overlay = """
        [[correction]]
        list = "checks"
        code = "40"
        from = 2026-01-01
        set = {valid_to = 2025-12-31}
        reason = "withdrawn, by our copy of the requirement"
        source = "requirement 2026-27, page 80"

        [[correction]]
        list = "characteristics"
        code = "220"
        from = 2026-01-01
        add = true
        set = {label = "Electively home educated", vulnerable_group = false}
        reason = "added, by our copy of the requirement"
        source = "requirement 2026-27, page 40"
    """
    older = replace(SIXTH_FORMER, birth_date=read_date("2007-08-31"), characteristics=("220",))
    content = written(HEADER, older)

    assert set(check_return(content, STANDARDS).counts) == {"40", "104"}
    assert check_return(content, STANDARDS.with_corrections(read_overlay(overlay))).problems == ()


def test_a_fault_of_the_whole_file_is_told_and_its_records_are_still_checked() -> None:
    content = written(HEADER, replace(SIXTH_FORMER, cohort_status="X"), replace(YEAR_11, gender="", uln=""))

    result = check_return(content[: content.rindex(b"</NCCIS>")], STANDARDS)

    assert result.counts == {"4": 1, "FR-NOCLOSE": 1, "FR-STATUSX": 1, "902": 1}
    assert result.fails_whole


def test_counts_stand_in_the_order_of_the_checks() -> None:
    content = written(HEADER, replace(SIXTH_FORMER, gender="", postcode="", activity_code="", level_of_need=""))

    assert list(check_return(content, STANDARDS).counts) == ["4", "32", "100", "200"]


@pytest.mark.parametrize(
    ("changed", "severity", "is_sound"),
    [
        ({"gender": ""}, "priority_2", False),
        ({"given_name": ""}, "priority_1", False),
        ({"cohort_status": "Z"}, "file_failed", False),
        ({"send_flag": "Y", "sen_support_flag": "Y"}, "unknown", False),
        ({"birth_date": read_date("soon")}, "error", False),
        ({"uln": "1000000002", "young_persons_id": "1230000000002"}, "priority_3", True),
    ],
)
def test_severity_is_the_published_one_and_only_advice_leaves_a_return_sound(
    changed: dict[str, str], severity: str, is_sound: bool
) -> None:
    other = replace(SIXTH_FORMER, given_name="Beth", young_persons_id="1230000000009", uln="1000000009")
    twin = severity == "priority_3"
    changed_one = replace(SIXTH_FORMER, **changed)  # type: ignore[arg-type]

    result = check_return(written(HEADER, SIXTH_FORMER if twin else other, changed_one), STANDARDS)

    assert {problem.severity for problem in result.problems} == {severity}
    assert result.is_sound is is_sound


def test_nothing_given_is_said_as_blank() -> None:
    (problem,) = check_return(written(HEADER, replace(SIXTH_FORMER, young_persons_id="")), STANDARDS).problems

    assert problem.value == ""
    assert problem.message.startswith("The young person's identifier is blank, which is not 13 characters.")


def test_a_value_with_braces_does_not_spoil_the_words() -> None:
    (problem,) = check_return(written(HEADER, replace(SIXTH_FORMER, gender="{line}")), STANDARDS).problems

    assert problem.message.startswith("The gender is {line}, which is not a gender code.")


@pytest.mark.parametrize("birth_date", ["9999-12-31", "1900-01-01", "2026-02-28"])
def test_an_absurd_birth_date_is_judged_and_breaks_nothing(birth_date: str) -> None:
    guarantee = {"guarantee_12_status": "110", "guarantee_12_la": "343", "neet_start_date": read_date("2025-09-08")}
    absurd = replace(SIXTH_FORMER, birth_date=read_date(birth_date), cohort_status="G", **guarantee)  # type: ignore[arg-type]

    assert {"9", "10"} & set(check_return(written(HEADER, absurd), STANDARDS).counts)


def test_a_period_end_at_either_end_of_time_breaks_nothing() -> None:
    for period_end in ("1900-01-31", "9999-12-31"):
        header = replace(HEADER, period_end=read_date(period_end))
        assert check_return(written(header, SIXTH_FORMER, YEAR_11), STANDARDS).records == 2


def test_every_check_is_there_once() -> None:
    assert len({check.code for check in CHECKS}) == len(CHECKS) == 108
