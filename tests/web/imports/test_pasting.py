"""Rows pasted from a spreadsheet or an e-mail come in as any list does: a file kept, read, and not applied."""

from collections.abc import Callable

import pytest
from django.test import Client

from tests.apps.imports.lists import pupil, sender_of
from tests.web.answers import words_of
from towpath.access.models import User
from towpath.files.actions import open_kept
from towpath.imports.models import Batch
from towpath.organisation.models import Organisation

ROLL = ("UPN", "Surname", "Forename", "DOB")
DAY_SENT = {"as_at_date-day": "30", "as_at_date-month": "1", "as_at_date-year": "2026"}


@pytest.fixture
def lead(staff: dict[str, User], signed_in: Callable[[User], Client]) -> Client:
    return signed_in(staff["data_lead"])


def paste(client: Client, organisation: Organisation, text: str, format_name: str = "school_roll") -> object:
    return client.post("/lists/add/", {"sender": sender_of(organisation, format_name).pk, "pasted": text, **DAY_SENT})


def rows(*numbers: int, headings: bool = True) -> str:
    lines = ["\t".join(ROLL)] if headings else []
    return "\r\n".join([*lines, *("\t".join(pupil(number)[name] for name in ROLL) for number in numbers), ""])


def test_pasted_rows_are_kept_and_read(lead: Client, saltmarsh: Organisation) -> None:
    paste(lead, saltmarsh, rows(1, 2))

    batch = Batch.objects.get()
    assert (batch.state, batch.file.original_name, len(batch.file.sha256)) == ("staged", "pasted-rows.txt", 64)
    assert batch.rows.exclude(outcome="skipped").count() == 2
    with open_kept(batch.file) as kept:
        assert kept.read().decode().startswith("UPN\tSurname\t")


def test_the_same_rows_pasted_again_are_the_same_file(lead: Client, saltmarsh: Organisation) -> None:
    for _ in "ab":
        paste(lead, saltmarsh, rows(1))

    first, second = Batch.objects.order_by("number")
    assert first.file.sha256 == second.file.sha256


def test_rows_without_headings_are_asked_about_and_read_this_once(lead: Client, saltmarsh: Organisation) -> None:
    paste(lead, saltmarsh, rows(1, 2, headings=False))
    batch = Batch.objects.get()
    assert batch.asks_columns
    page = lead.get(f"/lists/{batch.number}/columns/")
    assert "you will be asked each time" in words_of(page)

    said = {
        "column-0": "upn",
        "column-1": "legal_family_name",
        "column-2": "legal_given_name",
        "column-3": "birth_date",
    }
    where = {"sheet": "0", "row": "1", "heading_rows": "0", "seen_version": "0"}
    lead.post(f"/lists/{batch.number}/columns/", {**said, **where, "act": "save"})

    batch.refresh_from_db()
    assert (batch.state, batch.layout, batch.rows.filter(planned="created").count()) == ("staged", None, 2)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "Choose a file."),
        (" \r\n\t\r\n ", "Choose a file."),
        ("a" * 1_000_001, "Paste at most 1,000,000 characters."),
    ],
)
def test_nothing_or_too_much_is_said(lead: Client, saltmarsh: Organisation, text: str, words: str) -> None:
    assert words in words_of(paste(lead, saltmarsh, text))
    assert not Batch.objects.exists()


def test_hostile_text_does_no_harm(lead: Client, saltmarsh: Organisation) -> None:
    paste(lead, saltmarsh, "UPN\tSurname\tForename\tDOB\r\n=cmd|' /C calc'!A0\t<b>x</b>\t\u202eevil\t31/12/2999")

    assert Batch.objects.get().rows.filter(outcome="rejected").count() == 1
