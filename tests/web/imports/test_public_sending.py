"""A contact with no account sends a list by a link, sees how it reads, and a link passed on shows nothing of it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.apps.imports.lists import starter, starters
from tests.apps.imports.test_uploads import GOOD, SPOILT, known, protected, twins, work
from tests.factories.cast import make_user
from tests.factories.uploads import list_secret, worries_secret
from towpath.imports.models import AttendanceWorry, SentFile
from towpath.organisation.models import Organisation

pytestmark = pytest.mark.django_db
DAY = {"as_at_date-day": "30", "as_at_date-month": "1", "as_at_date-year": "2026"}
WORRY = {
    "given_name": "Wren", "family_name": "Halloran", "birth_date-day": "31", "birth_date-month": "8",
    "birth_date-year": "2009", "words": "Not seen since Monday.", "once": "one",
}  # fmt: skip


def post(client: Client, secret: str, content: bytes = SPOILT, name: str = "starters.csv"):
    file = SimpleUploadedFile(name, content, content_type="text/csv")
    return client.post(reverse("send_list", args=[secret]), {**DAY, "file": file}, follow=True)


def test_what_is_to_be_mended_is_shown_with_the_cell_as_given(saltmarsh: Organisation, client: Client) -> None:
    shown = post(client, list_secret(saltmarsh)).content.decode()

    assert "1 row to mend" in shown
    for said in ("2 rows in your list", "sometime", "Start Date"):
        assert said in shown


def test_a_link_passed_on_says_who_it_is_for_and_what_is_asked(saltmarsh: Organisation, client: Client) -> None:
    secret = list_secret(saltmarsh)
    before = Client().get(reverse("send_list", args=[secret])).content.decode()
    post(client, secret)

    other = Client()
    after = other.get(reverse("send_list", args=[secret])).content.decode()

    assert "Lock College" in after
    assert "27 February 2026" in after
    assert not [told for told in ("sometime", "Blackshaw", "Priya", "starters.csv") if told in before + after]
    for name in ("send_list_read", "send_list_to_mend"):
        assert other.get(reverse(name, args=[secret])).status_code == 302
    assert other.post(reverse("send_list_end", args=[secret])).status_code == 302
    assert not SentFile.objects.get().sender_link.link.used_at


def test_rows_to_mend_are_taken_away_and_run_as_no_formula(saltmarsh: Organisation, client: Client) -> None:
    secret = list_secret(saltmarsh)
    post(client, secret, starters(starter(1, **{"Start Date": "=1+1;x"})))

    lines = client.get(reverse("send_list_to_mend", args=[secret])).content.decode("utf-8-sig").splitlines()

    assert lines[0] == "Sheet,Row,Column,Value as given,What to do"
    assert ",2,Start Date,'=1+1;x," in lines[1]


def test_a_mended_file_ends_it_and_the_link_is_over(saltmarsh: Organisation, client: Client) -> None:
    secret = list_secret(saltmarsh)
    post(client, secret)

    assert "2 rows read" in post(client, secret, GOOD).content.decode()
    assert client.get(reverse("send_list", args=[secret])).status_code == 404
    assert post(client, secret, GOOD).status_code == 404
    assert client.get(reverse("send_list_read", args=[secret]), follow=True).status_code == 404


def test_whoever_can_send_no_better_says_so(saltmarsh: Organisation, client: Client) -> None:
    secret = list_secret(saltmarsh)
    post(client, secret)

    shown = client.post(reverse("send_list_end", args=[secret]), follow=True).content.decode()

    assert "2 rows read, of which 1 could not be read well" in shown


def test_a_file_that_cannot_be_read_is_told_in_words(saltmarsh: Organisation, client: Client) -> None:
    shown = post(client, list_secret(saltmarsh), b"%PDF-1.7").content.decode()

    assert "We could not read this file" in shown
    assert "not a list" in shown


@pytest.mark.parametrize("held", [known, protected, twins])
def test_the_page_is_the_same_to_the_byte_whomever_the_council_knows(
    saltmarsh: Organisation, farbank: Organisation, held
) -> None:
    held(saltmarsh)
    pages = []
    for council in (saltmarsh, farbank):
        client, secret = Client(), list_secret(council)
        post(client, secret)
        # Even once the queue has found out who is known.
        work()
        page = client.get(reverse("send_list_read", args=[secret])).content.decode()
        taken = client.get(reverse("send_list_to_mend", args=[secret])).content
        pages.append((plain_page(page).replace(secret, "SECRET"), taken))

    assert pages[0] == pages[1]


def plain_page(page: str) -> str:
    """Return the content of a page without the tokens that are new each time."""
    main = page[page.index("<main") : page.index("</main>")]
    return "\n".join(line for line in main.splitlines() if "csrf" not in line)


@pytest.mark.parametrize("given_name", ["Wren", "Nobody"])
def test_a_worry_is_answered_alike_whoever_it_is_about(
    saltmarsh: Organisation, client: Client, given_name: str
) -> None:
    known(saltmarsh)
    secret = worries_secret(saltmarsh, make_user(saltmarsh, "data_lead"))

    for _ in range(2):
        answer = client.post(reverse("send_worry", args=[secret]), {**WORRY, "given_name": given_name}, follow=True)
        assert "Somebody follows it up" in answer.content.decode()
    assert AttendanceWorry.objects.get().given_name == given_name


def test_too_long_a_worry_keeps_what_was_typed(saltmarsh: Organisation, client: Client) -> None:
    secret = worries_secret(saltmarsh, make_user(saltmarsh, "data_lead"))

    shown = client.post(reverse("send_worry", args=[secret]), {**WORRY, "words": "ש" * 10_000}).content.decode()

    assert "There is a problem" in shown
    assert not AttendanceWorry.objects.exists()


def test_a_link_of_one_kind_opens_no_other(saltmarsh: Organisation, client: Client) -> None:
    assert client.get(reverse("send_worry", args=[list_secret(saltmarsh)])).status_code == 404
    assert client.get(reverse("send_list", args=["no-such-secret"])).status_code == 404


def test_whoever_looks_at_the_list_sees_who_sent_it(saltmarsh: Organisation, client: Client, signed_in) -> None:
    post(client, list_secret(saltmarsh), GOOD)
    work()

    page = signed_in(make_user(saltmarsh, "data_lead")).get(reverse("imports_batch", args=[1])).content.decode()

    assert "Priya Nair, by a link" in page
