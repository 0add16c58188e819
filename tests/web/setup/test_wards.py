"""The page of wards: a look-up is loaded, shown with its counts, replaced, taken back, and refused with what to do."""

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from lxml import html

from towpath.access.models import User
from towpath.audit.models import Event
from towpath.organisation.models import Organisation, WardLookup
from towpath.organisation.queries import wards_of
from towpath.rules.wards import Ward

pytestmark = pytest.mark.django_db

PAGE, BACK = "/set-up/wards/", "/set-up/wards/withdraw/"
OWN = b"Postcode,Ward\nSB9 8FJ,Quayside\nSB9 8FK,Quayside\nSB1 2AB,Lockgate\n"


@pytest.fixture
def lead(staff: dict[str, User], signed_in: Callable[[User], Client]) -> Client:
    return signed_in(staff["data_lead"])


def words_of(answer: object) -> str:
    return " ".join(html.fromstring(answer.content.decode()).text_content().split())  # type: ignore[attr-defined]


def load(client: Client, content: bytes, name: str = "wards.csv", **given: object) -> object:
    return client.post(PAGE, {"file": SimpleUploadedFile(name, content), **given}, follow=True)


def test_without_one_the_page_says_what_places_go_by(lead: Client) -> None:
    words = words_of(lead.get(PAGE))

    assert "No look-up is loaded" in words
    assert "Take this look-up back" not in words


def test_a_look_up_is_loaded_shown_with_its_counts_and_recorded(
    lead: Client, staff: dict[str, User], saltmarsh: Organisation
) -> None:
    words = words_of(load(lead, OWN))

    assert "2 wards and 3 postcodes are kept." in words
    assert "Lockgate Not given 1" in words
    assert "Quayside Not given 2" in words
    assert f"By {staff['data_lead'].name}" in words
    assert Event.objects.get(kind="wards.loaded").user == staff["data_lead"].public_id
    assert wards_of(saltmarsh) == {
        "SB9 8FJ": Ward("", "Quayside"),
        "SB9 8FK": Ward("", "Quayside"),
        "SB1 2AB": Ward("", "Lockgate"),
    }


def test_a_national_look_up_takes_the_names_and_the_council_beside_it(lead: Client, saltmarsh: Organisation) -> None:
    national = b"pcds,oslaua,osward\nSB9 8FJ,E08999001,E05999001\nLB4 1AA,E08999002,E05999050\n"
    names = SimpleUploadedFile("names.csv", b"WD24CD,WD24NM\nE05999001,Quayside\n")

    assert "Say which is yours by its nine-character code." in words_of(load(lead, national))
    assert "1 of the 1 wards have no name, such as E05999001." in words_of(load(lead, national, area="E08999001"))
    assert "1 ward and 1 postcode are kept." in words_of(load(lead, national, area="E08999001", names=names))
    assert wards_of(saltmarsh) == {"SB9 8FJ": Ward("E05999001", "Quayside")}


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"Street,Ward\nLock Road,Quayside\n", "wards.csv", "No column holds postcodes."),
        (OWN, "wards.pdf", "The file must be CSV, TSV, TXT, XLSX"),
        (b"\x00\x01\x02\x03" * 40, "wards.csv", "wards.csv: "),
    ],
)
def test_what_cannot_be_taken_is_said_and_nothing_is_kept(lead: Client, content: bytes, name: str, said: str) -> None:
    assert said in words_of(load(lead, content, name))
    assert not WardLookup.objects.exists()


def test_one_is_taken_back_once_and_the_one_before_speaks_again(lead: Client, saltmarsh: Organisation) -> None:
    load(lead, OWN)
    load(lead, b"Postcode,Ward\nSB9 8FJ,Heronwater\n", "newer.csv")
    newer = WardLookup.objects.latest("pk")

    first = words_of(lead.post(BACK, {"lookup": newer.pk}, follow=True))
    again = words_of(lead.post(BACK, {"lookup": newer.pk}, follow=True))

    assert "newer.csv is taken back." in first
    assert "That look-up is taken back already." in again
    assert len(wards_of(saltmarsh) or {}) == 3
    assert WardLookup.objects.filter(withdrawn_at__isnull=True).count() == 1


def test_another_councils_look_up_is_not_ours(lead: Client, farbank: Organisation, saltmarsh: Organisation) -> None:
    load(lead, OWN)

    assert wards_of(farbank) is None
