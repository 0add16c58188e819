"""A provider's Individualised Learner Record: each learner a row, several deliveries one activity, any year's file."""

from datetime import date

import pytest

from tests.imports.files import codes, read, records
from towpath.imports.reading.refusals import FileRefused

FILES = {
    "ILR-10033670-1819-20190617-102124-03.xml": 33,
    "ILR-10033670-1819-20181210-090910-36.xml": 3,
    "ILR-10033670-1819-20180831-094549-03.xml": 20,
    "ILR-10033670-1819-20181213-230923-03.xml": 10,
    "ILR-10033670-1819-20180712-144437-03.xml": 7,
    "ILR-10033670-1819-20180704-120055-03.xml": 669,
    "ILR-10033670-1819-20181018-093353-03.xml": 6,
}
"""Files of the agency's own tests, and how many learners each names."""


def delivery(**given: str) -> str:
    told = {
        "LearnAimRef": "60306182", "AimType": "5", "AimSeqNumber": "1", "LearnStartDate": "2025-09-08",
        "LearnPlanEndDate": "2027-07-02", "FundModel": "25", "CompStatus": "1", **given,
    }  # fmt: skip
    inside = "".join(f"<{name}>{text}</{name}>" for name, text in told.items() if text)
    monitoring = "<LearningDeliveryFAM><LearnDelFAMType>SOF</LearnDelFAMType></LearningDeliveryFAM>"
    return f"<LearningDelivery>{inside}{monitoring}</LearningDelivery>"


def record(
    *deliveries: str, namespace: str = "ESFA/ILR/2025-26", born: str = "2008-11-17", hours: str = "600"
) -> bytes:
    learner = (
        "<LearnRefNumber>C1</LearnRefNumber><ULN>7100000121</ULN><FamilyName>Sméth</FamilyName>"
        f"<GivenNames>Liam</GivenNames><DateOfBirth>{born}</DateOfBirth><Ethnicity>31</Ethnicity><Sex>M</Sex>"
        f"<NINumber>LJ000000A</NINumber><PlanLearnHours>{hours}</PlanLearnHours><PlanEEPHours>40</PlanEEPHours>"
        "<Postcode>L21 8AA</Postcode><LearnerEmploymentStatus><EmpStat>10</EmpStat></LearnerEmploymentStatus>"
    )
    return (
        f"<Message xmlns='{namespace}'><LearningProvider><UKPRN>10099002</UKPRN></LearningProvider>"
        f"<Learner>{learner}{''.join(deliveries)}</Learner></Message>"
    ).encode()


def the_row(content: bytes, provider_type: str = "further_education"):
    _, rows = read(content, "ilr", provider_type=provider_type)
    [row] = records(rows)
    return row


@pytest.mark.parametrize(
    "namespace", ["SFA/ILR/2016-17", "ESFA/ILR/2018-19", "ESFA/ILR/2019-20", "ESFA/ILR/2020-21", "ESFA/ILR/2025-26"]
)
def test_a_study_programme_is_read_in_any_years_namespace(namespace):
    row = the_row(record(delivery(), namespace=namespace))

    assert row.outcome_hint == "ready"
    assert {name: row.values[name] for name in ("says", "activity_code", "start_date", "expected_end_date")} == {
        "says": "started",
        "activity_code": "230",
        "start_date": date(2025, 9, 8),
        "expected_end_date": date(2027, 7, 2),
    }
    assert (row.values["provider_ukprn"], row.values["uln"]) == ("10099002", "7100000121")
    # 600 + 40 planned hours.
    assert row.values["planned_hours"] == 600 + 40


def test_an_apprentice_with_components_is_one_apprentice():
    programme = delivery(LearnAimRef="ZPROG001", AimType="1", FundModel="36", ProgType="25")
    component = delivery(LearnAimRef="60178545", AimType="3", FundModel="36", ProgType="25", AimSeqNumber="2")

    row = the_row(record(component, programme))

    assert (row.values["activity_code"], row.values["says"]) == ("310", "started")
    assert "course_title" not in row.values


def test_who_withdrew_left_on_their_last_day():
    row = the_row(record(delivery(CompStatus="3", LearnActEndDate="2025-11-14")))

    assert (row.values["says"], row.values["end_date"], row.outcome_hint) == ("left", date(2025, 11, 14), "ready")


@pytest.mark.parametrize(
    ("deliveries", "code"),
    [
        ((delivery(CompStatus="3"),), "says.end_missing"),
        ((delivery(CompStatus="6", LearnActEndDate="2025-12-19"),), "learner_record.break"),
        ((delivery(LearnStartDate=""),), "learner_record.no_learning"),
        ((), "learner_record.no_learning"),
    ],
)
def test_what_only_a_person_can_say_waits(deliveries, code):
    row = the_row(record(*deliveries))

    assert row.outcome_hint == "held"
    assert code in codes(row.problems)


def test_hours_decide_whether_it_is_full_time():
    assert the_row(record(delivery(), hours="499")).values["activity_code"] == "250"  # 499 + 40 < 540
    assert the_row(record(delivery(), hours="500")).values["activity_code"] == "230"


def test_an_adult_is_turned_away_and_not_asked_about():
    row = the_row(record(delivery(), born="1985-01-01"))

    assert (row.outcome_hint, codes(row.problems)[0]) == ("rejected", "birth_date.not_ours")


def test_what_we_have_no_use_for_is_dropped_before_it_is_kept():
    row = the_row(record(delivery()))

    kept = {path for path, _ in row.as_given}
    assert not any("NINumber" in path or "EmpStat" in path or "Ethnicity" in path for path in kept)
    assert "LearningDelivery[1]/LearnAimRef" in kept


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (lambda text: text[: len(text) // 2], "xml.malformed"),
        (lambda text: b"<!DOCTYPE a [<!ENTITY b 'c'>]>" + text, "xml.entity"),
        (lambda text: b"<!DOCTYPE a SYSTEM 'http://example.org/a'>" + text, "xml.external"),
        (lambda text: text.replace(b"LearningProvider", b"Learning Provider", 1), "xml.malformed"),
    ],
)
def test_a_broken_or_hostile_record_is_refused_with_its_line(spoil, code):
    with pytest.raises(FileRefused) as refused:
        read(spoil(record(delivery())), "ilr")

    assert refused.value.problem.code == code
    assert refused.value.problem.line


@pytest.mark.parametrize(("file", "learners"), FILES.items())
def test_the_agencys_own_files_are_read_whole(shared, file, learners):
    reading, rows = read(shared / "data" / "formats" / "ilr" / file, "ilr")

    assert len(rows) == learners
    assert [problem.code for problem in reading.problems if problem.code == "column.unknown"] == []
    # A learner either starts or leaves, or the row says in words why a person must look.
    for row in rows:
        assert "says" in row.values or row.outcome_hint in ("held", "rejected")


def test_the_agencys_apprentices_are_apprentices(shared):
    _, rows = read(shared / "data" / "formats" / "ilr" / "ILR-10033670-1819-20181210-090910-36.xml", "ilr")

    assert {row.values["learning_type"] for row in rows} == {"apprenticeship"}
