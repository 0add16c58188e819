"""DfE's reports loaded back: every line kept, set beside our own checks, and dealt with by whoever's turn it is."""

from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO

import pytest

from tests.apps.returns.conftest import PERIOD_END, SOON
from tests.factories.cast import SETUP, make_viewer
from tests.factories.returns import make_report
from towpath.audit.models import Event
from towpath.people.models import Identifier
from towpath.returns import queries
from towpath.returns.actions import (
    LineChangedError,
    LineRefusedError,
    ReportRefusedError,
    build_return,
    load_report,
    note_line,
    receive_report,
    sign_off,
)
from towpath.returns.models import DfeLine, DfeNote, DfeReport
from towpath.returns.queries import ReportNotFoundError

pytestmark = [pytest.mark.django_db, pytest.mark.database]

TODAY = SOON.date()


@pytest.fixture
def run(borough):
    run = build_return(organisation=borough.organisation, period_end=PERIOD_END, known_at=SOON, by=SETUP, at=SOON)
    sign_off(run=run, by=replace(SETUP, user="second"), at=SOON)
    return run


def number_of(borough, name):
    return Identifier.objects.get(person_id=borough.ids[name], kind=Identifier.Kind.NCCIS).value


def test_each_line_says_whom_it_is_about_and_whether_we_found_it_too(borough, run):
    ours = number_of(borough, "year_11")
    report = make_report(
        borough.organisation,
        "\n".join(
            (
                "Report of errors,,,",
                "Error number,YPID,Surname,DOB",
                f"31,{ours},,",
                f"44,{ours},,",
                "31,,Halloran,14/02/2010",
                "30,9990000000001,Nobody,1/1/2009",
                "31,,Vye,5/5/2009",
            )
        ),
        run=run,
    )

    found = {each.row: (each.person_id, each.standing) for each in report.lines.all()}
    wren = DfeLine.objects.get(row=5)
    assert found[3] == (borough.ids["year_11"], "known")
    assert found[4] == (borough.ids["year_11"], "new")
    assert wren.birth_date == date(2010, 2, 14)
    assert found[6] == (None, "not_sent")
    # Somebody we hold, and did not send, for another council leads.
    assert found[7] == (borough.ids["next_door"], "not_sent")
    assert sum(report.counts.values()) == 5


def test_the_same_report_twice_changes_nothing(borough, run):
    text = f"Error,YPID\n31,{number_of(borough, 'year_11')}\n"
    first = make_report(borough.organisation, text, run=run)
    line = first.lines.get()
    note_line(line=line, version=1, words="Asked", turn="asked", due_date=TODAY, by=SETUP, at=SOON)

    assert make_report(borough.organisation, text, run=run) == first
    assert DfeReport.objects.count() == DfeLine.objects.count() == 1
    assert DfeLine.objects.get().turn == "asked"


def test_what_an_earlier_report_says_already_is_no_second_thing_to_do(borough, run, data_lead):
    ours = number_of(borough, "year_11")
    first = make_report(borough.organisation, f"Error,YPID\n31,{ours}\n", run=run)
    again = make_report(borough.organisation, f"Error,YPID\n31,{ours}\n44,{ours}\n", run=run)

    [same, other] = again.lines.order_by("row")
    assert (same.repeats, same.turn, other.repeats) == (first.lines.get(), "settled", None)
    assert [each.pk for each in queries.list_dfe_lines(data_lead, turn="ours")] == [first.lines.get().pk, other.pk]
    assert queries.count_dfe_lines(data_lead) == {"ours": 2}


def test_one_thing_said_twice_in_one_report_is_one_thing_to_do(borough, run, data_lead):
    ours = number_of(borough, "year_11")

    report = make_report(borough.organisation, f"Error,YPID\n31,{ours}\n31,{ours}\n31,{ours}\n", run=run)

    first, *rest = report.lines.order_by("row")
    assert [(each.repeats, each.turn) for each in rest] == [(first, "settled"), (first, "settled")]
    assert queries.count_dfe_lines(data_lead) == {"ours": 1}
    assert report.counts["again"] == 2


def test_duplicates_name_the_other_council(borough, run):
    report = make_report(
        borough.organisation,
        f"NCCIS ID,Other LA,Matched YPID\n{number_of(borough, 'seeking')},Farbank,3410000000001\n",
        run=run,
        kind="duplicates",
    )

    line = report.lines.get()
    assert (line.person_id, line.other_la, line.other_number) == (borough.ids["seeking"], "Farbank", "3410000000001")


def test_a_line_is_dealt_with_turn_by_turn_and_keeps_every_word(borough, run):
    line = make_report(borough.organisation, f"Error,YPID\n31,{number_of(borough, 'year_11')}\n", run=run).lines.get()
    due = TODAY + timedelta(days=3)

    asked = note_line(line=line, version=1, words="Rang them", turn="asked", due_date=due, by=SETUP, at=SOON)
    done = note_line(line=asked, version=2, words="Mended", turn="settled", due_date=due, by=SETUP, at=SOON)

    assert (done.turn, done.due_date, done.version) == ("settled", None, 3)
    assert list(DfeNote.objects.order_by("pk").values_list("words", "turn")) == [
        ("Rang them", "asked"),
        ("Mended", "settled"),
    ]
    assert Event.objects.filter(kind="returns.dfe_line_noted", person=borough.person("year_11").public_id).count() == 2


def test_of_two_who_deal_with_a_line_at_once_the_second_is_told(borough, run):
    line = make_report(borough.organisation, "Error,YPID\n31,1\n", run=run).lines.get()
    told = {"line": line, "version": 1, "turn": "settled", "due_date": None, "by": SETUP, "at": SOON}
    note_line(words="Mended", **told)

    with pytest.raises(LineChangedError):
        note_line(words="Mended too", **told)
    assert DfeNote.objects.count() == 1


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"words": "   "}, "Say what was done"),
        ({"turn": "somebody"}, "Choose whose turn"),
        ({"due_date": None}, "Say by which day"),
        ({"due_date": TODAY - timedelta(days=1)}, "today or later"),
    ],
)
def test_what_cannot_be_is_refused(borough, run, given, words):
    line = make_report(borough.organisation, "Error,YPID\n31,1\n", run=run).lines.get()
    told = {"line": line, "version": 1, "words": "x" * 10_000, "turn": "ours", "due_date": TODAY}

    with pytest.raises(LineRefusedError, match=words):
        note_line(**{**told, **given}, by=SETUP, at=SOON)


def test_a_report_that_cannot_be_read_or_answers_nothing_is_refused(borough):
    told = {"organisation": borough.organisation, "content": BytesIO(b"x"), "name": "x.csv", "by": SETUP, "at": SOON}
    unsigned = build_return(organisation=borough.organisation, period_end=PERIOD_END, known_at=SOON, by=SETUP, at=SOON)
    with pytest.raises(ReportRefusedError, match="never signed"):
        receive_report(kind="errors", run=unsigned, **told)
    with pytest.raises(ReportRefusedError, match="Choose errors or duplicates"):
        receive_report(kind="praise", run=None, **told)
    kept = receive_report(kind="errors", run=None, **told)
    with pytest.raises(ReportRefusedError, match="Say which column"):
        load_report(report=kept, columns={"code": 0}, lines=[], by=SETUP, at=SOON)
    with pytest.raises(ReportRefusedError, match="nothing below the headings"):
        load_report(report=kept, columns={"code": 0, "young_persons_id": 1}, lines=[], by=SETUP, at=SOON)


def test_who_may_see_what_dfe_said(borough, run, stranger):
    report = make_report(borough.organisation, "Error,YPID\n31,1\n", run=run)
    line = report.lines.get()

    for viewer in (stranger, make_viewer(borough.organisation, "adviser")):
        assert not queries.list_dfe_reports(viewer).exists()
        assert not queries.list_dfe_lines(viewer).exists()
        assert not queries.list_dfe_notes(viewer, line.pk).exists()
        with pytest.raises(ReportNotFoundError):
            queries.get_dfe_report(viewer, report.pk)
        with pytest.raises(ReportNotFoundError):
            queries.get_dfe_line(viewer, line.pk)
