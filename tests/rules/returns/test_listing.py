import csv
from datetime import date
from io import StringIO
from pathlib import Path

from tests.examples import returns
from towpath.rules.returns.check import CheckResult, ReturnProblem, check_return, edition_for
from towpath.rules.returns.listing import LINES_AT_ONCE, Listing
from towpath.standards import load_standards

FILES = Path(returns.__file__).parent


def problem(code: str, whose: str, line: int, value: str = "") -> ReturnProblem:
    words = "It is {value}. Mend it."
    return ReturnProblem(
        code=code,
        severity="priority_2",
        young_persons_id=whose,
        element="Postcode",
        value=value,
        line=line,
        words=words,
        other="",
    )


def listing(*problems: ReturnProblem) -> Listing:
    edition = load_standards().edition_on(date(2026, 1, 31))
    result = CheckResult(
        records=9, period_end=date(2026, 1, 31), edition=edition.name, counts={"43": 2}, problems=problems
    )
    return Listing(result, edition)


TWO_PEOPLE = listing(
    problem("43", "123B", 10),
    problem("40", "123A", 20),
    problem("43", "123A", 21),
    problem("907", "", 30),
)


def owners(told: dict) -> list[str]:
    return [person["young_persons_id"] for person in told["people"]]


def test_the_file_itself_comes_first_then_people_in_the_order_of_the_file() -> None:
    told = TWO_PEOPLE.by_person()

    assert (told["total"], owners(told)) == (3, ["", "123B", "123A"])
    assert [found["line"] for found in told["people"][2]["problems"]] == [20, 21]


def test_a_code_keeps_only_its_own_problems() -> None:
    told = TWO_PEOPLE.by_person(code="43")

    assert [(person["young_persons_id"], len(person["problems"])) for person in told["people"]] == [
        ("123B", 1),
        ("123A", 1),
    ]


def test_part_of_an_id_finds_its_person_whatever_its_case() -> None:
    assert owners(TWO_PEOPLE.by_person(find=" 3a ")) == ["123A"]


def test_people_are_given_some_at_a_time_and_counted_altogether() -> None:
    told = TWO_PEOPLE.by_person(first=1, many=1)

    assert (told["total"], owners(told)) == (3, ["123B"])


def test_a_summary_counts_people_and_says_what_each_code_is_about() -> None:
    content = (FILES / "ten_faults.xml").read_bytes()
    standards = load_standards()
    result = check_return(content, standards)

    told = Listing(result, edition_for(standards, result.period_end, None)).summary()

    assert (told["records"], told["problems"], told["period_end"]) == (11, 10, "2026-01-31")
    assert told["people"] == len({each.young_persons_id for each in result.problems} - {""})
    assert {"code": "43", "count": 1, "severity": "priority_2", "label": "Postcode format not recognised"} in told[
        "codes"
    ]


def test_a_file_without_a_period_end_is_summed_up_too() -> None:
    standards = load_standards()
    result = check_return(b"<NCCIS></NCCIS>", standards)

    assert Listing(result, edition_for(standards, None, None)).summary()["period_end"] is None


def test_no_cell_of_the_list_is_one_that_a_spreadsheet_would_run() -> None:
    parts = list(listing(problem("43", "=1+1", 10, '+cmd|"x"'), problem("43", "-2+1", 11)).csv_parts())

    rows = list(csv.DictReader(StringIO("".join(parts))))
    assert [row["young_persons_id"] for row in rows] == ["'=1+1", "'-2+1"]
    assert rows[0]["value"] == '\'+cmd|"x"'
    assert rows[0]["message"] == 'It is +cmd|"x". Mend it.'


def test_a_long_list_comes_in_parts_and_loses_nothing() -> None:
    many = LINES_AT_ONCE + 1

    parts = list(listing(*(problem("43", "123A", line) for line in range(1, many + 1))).csv_parts())

    assert len(parts) == 3
    assert [int(row["line"]) for row in csv.DictReader(StringIO("".join(parts)))] == list(range(1, many + 1))
