"""Loading what DfE reported: known columns at once, unknown ones asked for, and each line dealt with."""

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from lxml import html

from tests.factories.returns import make_report
from towpath.access.models import User
from towpath.organisation.models import Organisation
from towpath.returns.models import DfeLine, DfeReport


def words(answer: object) -> str:
    return " ".join(html.fromstring(answer.content.decode()).text_content().split())  # type: ignore[attr-defined]


@pytest.fixture
def officer(staff: dict[str, User], signed_in: Callable[[User], Client]) -> Client:
    return signed_in(staff["tracking_officer"])


def load(client: Client, text: str, *, name: str = "errors.csv") -> object:
    file = SimpleUploadedFile(name, text.encode())
    return client.post("/returns/dfe/load/", {"kind": "errors", "run": "none", "file": file})


def test_a_report_whose_columns_are_known_is_read_at_once(officer: Client) -> None:
    answer = load(officer, "Error no,Forename,Surname,DOB\n30,Amara,Nobody,1/1/2009\n")

    report = DfeReport.objects.get()
    assert answer["Location"] == f"/returns/dfe/{report.pk}/"  # type: ignore[index]
    said = words(officer.get(f"/returns/dfe/{report.pk}/"))
    assert "Not known here: Amara Nobody" in said
    assert "Nobody we sent" in said


def test_columns_that_are_not_known_are_asked_for(officer: Client) -> None:
    load(officer, "Who,What\n1230000000001,30\n")
    report = DfeReport.objects.get()
    page = f"/returns/dfe/{report.pk}/columns/"

    assert "1230000000001" in words(officer.get(page))
    assert "Say which column has the number of the error" in words(officer.post(page, {"young_persons_id": "0"}))
    answer = officer.post(page, {"young_persons_id": "0", "code": "1", "words": "none"})

    assert answer["Location"] == f"/returns/dfe/{report.pk}/"
    assert DfeLine.objects.get().code == "30"
    # Asked again, it is read already.
    assert officer.get(page)["Location"] == f"/returns/dfe/{report.pk}/"


def test_the_same_file_again_and_one_that_is_no_list_change_nothing(officer: Client) -> None:
    text = "Error no,YPID\n30,1\n"
    load(officer, text)
    load(officer, text)
    refused = load(officer, "%PDF-1.4 ...", name="errors.csv")

    assert DfeReport.objects.count() == DfeLine.objects.count() == 1
    assert "There is a problem" in words(refused)


def test_a_line_is_dealt_with_and_the_second_tab_is_told(officer: Client, saltmarsh: Organisation) -> None:
    line = make_report(saltmarsh, "Error no,YPID\n30,1\n").lines.get()
    page = f"/returns/dfe/lines/{line.pk}/"
    given = {"words": "Sent a corrected number", "turn": "settled", "version": "1"}

    assert officer.post(page, given).status_code == 302
    second = officer.post(page, given | {"words": "שלום"})

    assert "Someone else changed this" in words(second)
    assert "Sent a corrected number" in words(officer.get(page))
    assert "Settled (1)" in words(officer.get("/returns/dfe/?turn=settled"))
    assert "There are none." in words(officer.get("/returns/dfe/?turn=ours"))
