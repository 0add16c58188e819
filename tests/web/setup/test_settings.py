"""The settings page: what is chosen, since when and by whom, and choosing anew."""

from collections.abc import Callable

import pytest
from django.test import Client
from lxml import html

from towpath.access.models import User
from towpath.audit.models import Event
from towpath.organisation.models import Organisation, Setting
from towpath.organisation.setting_keys import SETTING_KEYS
from towpath.web.setup.words import TITLES

pytestmark = pytest.mark.django_db

PAGE = "/set-up/settings/"
CHANGE = "/set-up/settings/change/?key="
TODAY = {"from_date-day": "31", "from_date-month": "1", "from_date-year": "2026"}


@pytest.fixture
def lead(staff: dict[str, User], signed_in: Callable[[User], Client]) -> Client:
    return signed_in(staff["data_lead"])


def words_of(answer: object) -> str:
    return " ".join(html.fromstring(answer.content.decode()).text_content().split())  # type: ignore[attr-defined]


def hidden_in(answer: object) -> dict[str, str]:
    page = html.fromstring(answer.content.decode())  # type: ignore[attr-defined]
    form = next(one for one in page.forms if "once" in one.fields)
    return {name: form.fields[name] for name in ("once", "version")}


def save(client: Client, key: str, value: str, **given: str) -> object:
    return client.post(CHANGE + key, {**hidden_in(client.get(CHANGE + key)), **TODAY, "value": value, **given})


def test_every_setting_has_a_title_and_is_listed(lead: Client) -> None:
    assert set(TITLES) == {known.key for known in SETTING_KEYS}
    words = words_of(lead.get(PAGE))
    assert all(title in words for title in TITLES.values())
    assert "Nobody has chosen otherwise" in words


def test_a_setting_is_chosen_shown_with_its_day_and_name_and_recorded(lead: Client, staff: dict[str, User]) -> None:
    answer = save(lead, "residence.postcodes", "SB, LB9")

    assert answer.url == PAGE  # type: ignore[attr-defined]
    assert f"SB, LB9 Since 31 Jan 2026, chosen by {staff['data_lead'].name}" in words_of(lead.get(PAGE))
    assert Event.objects.get(kind="setting.changed").user == staff["data_lead"].public_id


def test_what_is_chosen_for_a_day_to_come_is_shown_beside_what_holds_now(lead: Client) -> None:
    save(lead, "return.gap", "leave", **{"from_date-year": "2027"})

    assert "Now Not known (fill) Since Nobody has chosen otherwise From 31 Jan 2027 Nothing new (leave)" in words_of(
        lead.get(PAGE)
    )


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("residence.postcodes", "SB;PR", "Put commas between them."),
        ("contact.neet_days", "often", "Give a number."),
        ("contact.neet_days", "0", "Give 1 or more."),
        ("neet.not_known_breaks_run", "", "Choose what it is to be."),
    ],
)
def test_what_cannot_be_so_is_said_and_nothing_is_chosen(lead: Client, key: str, value: str, said: str) -> None:
    words = words_of(save(lead, key, value))

    assert said in words
    assert "The setting" not in words
    assert not Setting.objects.exists()


def test_two_who_change_one_at_once_see_each_others(lead: Client) -> None:
    before = hidden_in(lead.get(CHANGE + "contact.neet_days"))
    save(lead, "contact.neet_days", "21")

    answer = lead.post(CHANGE + "contact.neet_days", {**before, **TODAY, "value": "14"})

    assert answer.status_code == 409
    assert Setting.objects.get().value == 21


def test_a_setting_that_there_is_not_leads_back_to_the_list(lead: Client) -> None:
    assert lead.get(CHANGE + "contact.moon_days").url == PAGE  # type: ignore[attr-defined]
    assert lead.get("/set-up/settings/change/").url == PAGE  # type: ignore[attr-defined]


def test_the_next_councils_choices_are_not_ours(
    lead: Client, stranger: User, farbank: Organisation, signed_in: Callable[[User], Client]
) -> None:
    save(signed_in(stranger), "contact.neet_days", "21")

    assert Setting.objects.get().organisation == farbank
    assert "chosen by" not in words_of(lead.get(PAGE))
