"""The page that asks what a list's columns are: who may, what it shows, what it saves and what it refuses."""

from collections.abc import Callable
from threading import Event as Flag

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.apps.imports.lists import leaver, load, pupil, roll, send
from tests.factories.moments import MORNING
from tests.imports.files import as_bytes
from tests.web.answers import filled_in, words_of
from towpath.access.models import User
from towpath.audit.models import Event
from towpath.files.models import StoredFile
from towpath.imports.models import Batch, Layout
from towpath.jobs.worker import run_worker
from towpath.organisation.models import Organisation

ASKED = {"Nom": "Surname", "Prenom": "Forename", "Né": "DOB", "Poste": "Postcode"}


@pytest.fixture
def officer(staff: dict[str, User], signed_in: Callable[[User], Client]) -> Client:
    return signed_in(staff["tracking_officer"])


@pytest.fixture
def asking(saltmarsh: Organisation) -> Batch:
    """Return a list of three people whom we know, in columns that we do not, which asks."""
    load(saltmarsh, roll(*(pupil(number) for number in (1, 2, 3))), code="a-school")
    rows = [[pupil(number)[name] for name in ASKED.values()] for number in (1, 2, 3)]
    content = as_bytes(
        [["Autumn"], [*ASKED, "Position"], *([*row, what] for row, what in zip(rows, ("On", "On", "Off"), strict=True))]
    )
    return send(saltmarsh, content, "people_list")


SAID = {
    "column-0": "legal_family_name", "column-1": "legal_given_name", "column-2": "birth_date", "column-3": "postcode",
    "column-4": "says", "constant-start_date": "8/9/2025", "constant-end_date": "as at",
    "constant-activity_code": "230",
}  # fmt: skip


def address(batch: Batch) -> str:
    return f"/lists/{batch.number}/columns/"


def test_an_unknown_list_is_tried_then_saved_and_read(officer: Client, asking: Batch) -> None:
    shown = officer.get(f"/lists/{asking.number}/")
    assert "We do not know this list’s columns" in words_of(shown)
    page = officer.get(address(asking))
    assert "What is “Nom”?" in words_of(page)
    assert filled_in(page)["row"] == "2"
    assert filled_in(page)["column-3"] == "postcode"  # By what stands in it.

    tried = officer.post(address(asking), {**filled_in(page), **SAID, "act": "save"})
    assert "What does “On” mean?" in words_of(tried)
    assert "3 would be turned away = 3 rows looked at." in words_of(tried)
    assert not Layout.objects.exists()

    means = {"word-4-0": "started", "word-4-1": "left"}
    tried = officer.post(address(asking), {**filled_in(tried), **means, "act": "try"})
    assert "3 can be read = 3 rows looked at." in words_of(tried)
    saved = officer.post(address(asking), {**filled_in(tried), "act": "save"})

    assert (saved.status_code, saved["Location"]) == (302, f"/lists/{asking.number}/")
    asking.refresh_from_db()
    assert (asking.state, asking.layout.version) == ("staged", 1)
    said = {column["heading"]: column for column in asking.layout.columns}
    assert said["Position"]["words"] == [["On", "started"], ["Off", "left"]]
    assert "As was said of them" in words_of(officer.get(f"/lists/{asking.number}/"))


def test_a_list_that_asks_is_still_to_do(officer: Client, asking: Batch) -> None:
    assert "What are its columns?" in words_of(officer.get("/lists/?show=to-do"))


@pytest.mark.django_db(transaction=True)
def test_a_long_list_is_read_again_by_a_job_even_where_one_was_cut_off(
    officer: Client, asking: Batch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("towpath.web.imports.columns.LONGEST_READ_AT_ONCE", 10)
    page = filled_in(officer.get(address(asking)))
    answers = {**page, **SAID, "word-4-0": "started", "word-4-1": "left", "act": "save"}

    sent = officer.post(address(asking), answers)
    # As a worker leaves it that dies while it reads.
    Batch.objects.filter(pk=asking.pk).update(asks_columns=False, problems=[])
    run_worker(Flag(), until_empty=True)

    assert sent["Location"].startswith("/jobs/")
    asking.refresh_from_db()
    assert (asking.state, asking.layout, asking.rows.exclude(outcome="skipped").count()) == (
        "staged",
        Layout.objects.get(),
        3,
    )


def test_a_second_pressing_saves_nothing_more(officer: Client, asking: Batch) -> None:
    page = filled_in(officer.get(address(asking)))
    answers = {**page, **SAID, "word-4-0": "started", "word-4-1": "left", "act": "save"}

    first, second = officer.post(address(asking), answers), officer.post(address(asking), answers)

    assert first["Location"] == second["Location"]
    assert Layout.objects.count() == 1


def test_two_tabs_are_told_of_each_other(officer: Client, asking: Batch) -> None:
    mine, theirs = (filled_in(officer.get(address(asking))) for _ in "ab")
    said = {**SAID, "word-4-0": "started", "word-4-1": "left", "act": "save"}
    officer.post(address(asking), {**theirs, **said, "column-3": "leave"})

    answer = officer.post(address(asking), {**mine, **said})

    assert "Somebody else said meanwhile what these columns are." in words_of(answer)
    assert Layout.objects.count() == 1


@pytest.mark.parametrize(
    ("spoilt", "words"),
    [
        ({"column-4": "shoe_size"}, "There is a problem"),
        ({"column-4": "birth_date"}, "Two columns fill the same: Date of birth."),
        ({"constant-start_date": "one day"}, "Write a date such as 1/9/2025"),
        ({"column-4": "leave"}, "The column What the row says is missing."),
        ({"seen_version": "many"}, "There is a problem"),
    ],
)
def test_what_cannot_be_so_is_said_and_not_saved(
    officer: Client, asking: Batch, spoilt: dict[str, str], words: str
) -> None:
    page = filled_in(officer.get(address(asking)))

    answer = officer.post(address(asking), {**page, **SAID, **spoilt, "act": "save"})

    assert words in words_of(answer)
    assert not Layout.objects.exists()


@pytest.mark.parametrize("where", ["row=2&heading_rows=1", "row=999999999&heading_rows=9&sheet=88", "row=-1", "row=x"])
def test_the_headings_are_looked_for_where_they_are_said_to_stand(officer: Client, asking: Batch, where: str) -> None:
    assert "What is “Prenom”?" in words_of(officer.get(f"{address(asking)}?{where}"))


def test_an_upper_row_of_headings_is_put_before_the_lower(officer: Client, asking: Batch) -> None:
    assert "What is “Autumn Prenom”?" in words_of(officer.get(f"{address(asking)}?row=1&heading_rows=2"))


def test_changed_headings_say_what_is_new_and_what_is_gone(
    officer: Client, saltmarsh: Organisation, asking: Batch
) -> None:
    page = filled_in(officer.get(address(asking)))
    officer.post(address(asking), {**page, **SAID, "word-4-0": "started", "word-4-1": "left", "act": "save"})
    changed = send(
        saltmarsh, as_bytes([[*ASKED, "State"], [*(pupil(1)[name] for name in ASKED.values()), "On"]]), "people_list"
    )

    answer = officer.get(address(changed))

    assert "New: “State”. Gone: “Position”." in words_of(answer)
    assert filled_in(answer)["column-0"] == "legal_family_name"
    assert filled_in(answer)["constant-activity_code"] == "230"


def test_what_was_said_is_let_go_of_on_the_sender_page(officer: Client, asking: Batch) -> None:
    page = filled_in(officer.get(address(asking)))
    officer.post(address(asking), {**page, **SAID, "word-4-0": "started", "word-4-1": "left", "act": "save"})
    layout = Layout.objects.get()
    assert "5 columns: Nom, Prenom, Né, Poste, Position" in words_of(officer.get(f"/lists/senders/{asking.sender_id}/"))

    officer.post(f"/lists/layouts/{layout.pk}/stop/")

    layout.refresh_from_db()
    assert layout.withdrawn_at is not None
    assert "Nothing was said" in words_of(officer.get(f"/lists/senders/{asking.sender_id}/"))


def test_looking_at_a_list_is_written_down_and_its_cost_does_not_grow(
    officer: Client, asking: Batch, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    officer.get(address(asking))
    assert Event.objects.filter(kind="imports.columns_viewed", subject=f"imports_batch:{asking.pk}").exists()

    with django_assert_max_num_queries(24):
        officer.get(address(asking))


def test_a_list_already_applied_or_not_a_table_is_not_asked_about(officer: Client, saltmarsh: Organisation) -> None:
    applied = load(saltmarsh, roll(pupil(1)))
    register = send(saltmarsh, b"Colour,Size\r\nred,9\r\n", "gias")

    for batch in (applied, register):
        assert officer.get(address(batch))["Location"] == f"/lists/{batch.number}/"
        assert "Say what each column is" not in words_of(officer.get(f"/lists/{batch.number}/"))


def test_a_list_whose_file_is_gone_says_so(officer: Client, asking: Batch) -> None:
    StoredFile.objects.filter(pk=asking.file_id).update(removed_at=MORNING)

    answer = officer.get(address(asking), follow=True)

    assert "This file was removed when its time was up. Load the list again" in words_of(answer)


def test_strangers_and_those_without_leave_get_nothing(
    asking: Batch, staff: dict[str, User], stranger: User, signed_in: Callable[[User], Client]
) -> None:
    assert signed_in(stranger).get(address(asking)).status_code == 404
    assert signed_in(staff["adviser"]).get(address(asking)).status_code == 403
    assert Client().get(address(asking)).status_code == 302


def test_long_and_right_to_left_headings_do_no_harm(officer: Client, saltmarsh: Organisation) -> None:
    headings = ["א" * 10_000, "שם משפחה", leaver(1)["Surname"], "<script>alert(1)</script>"]
    batch = send(saltmarsh, as_bytes([headings, ["a", "b", "c", "d"]]), "college_leavers")

    answer = officer.get(address(batch))

    assert answer.status_code == 200
    assert "<script>alert(1)" not in answer.content.decode()
