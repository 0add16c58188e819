"""Every page that opens by its address alone is sound at each width, without JavaScript and in forced colours."""

from collections.abc import Callable

from django.urls import reverse

from tests.journeys.visitor import EVERY_WIDTH, NARROWEST, PHONE, Visitor
from towpath.access.models import User

OPEN = (
    "accessibility",
    "cookies",
    "privacy",
    "account_login",
    "account_reset_password",
    "account_reset_password_done",
    "account_inactive",
    "refer",
    "say",
)
STAFF = (
    "today",
    "people",
    "setup",
    "setup_settings",
    "setup_wards",
    "users",
    "users_invite",
    "account",
    "mfa_index",
    "account_change_password",
    "account_logout",
    "imports",
    "imports_add",
    "imports_senders",
    "imports_senders_add",
    "matching",
    "conflicts",
    "desk",
    "desk_forecast",
    "desk_visits",
    "desk_sessions",
    "desk_fairness",
    "schools",
    "schools_runs",
    "directory",
    "directory_add",
    "directory_provider_add",
    "proposals",
    "charter_counts",
    "programmes",
    "returns",
    "returns_build",
    "rates",
    "rates_benchmark",
    "rates_years",
    "studies",
    "studies_freeze",
    "impact",
    "impact_make",
    "standards_assumed",
)


def test_pages_open_to_anyone_are_sound(visitor: Callable[..., Visitor], staff: dict[str, User]) -> None:
    someone = visitor(width=EVERY_WIDTH)
    for name in OPEN:
        someone.goes_to(reverse(name)).finds_no_fault().takes_picture(name)
    someone.goes_to("/no/such/page").finds_no_fault().takes_picture("404")


def test_pages_for_staff_are_sound(visitor: Callable[..., Visitor], staff: dict[str, User]) -> None:
    lead = visitor(staff["data_lead"], width=EVERY_WIDTH)
    for name in STAFF:
        lead.goes_to(reverse(name)).finds_no_fault().takes_picture(name)
    for key in ("residence.postcodes", "neet.not_known_breaks_run"):
        lead.goes_to(f"{reverse('setup_setting')}?key={key}").finds_no_fault().takes_picture(f"setup_setting-{key}")
    colleague = staff["adviser"].public_id
    for name in ("users_change", "users_suspend", "users_second_step"):
        lead.goes_to(reverse(name, args=[colleague])).finds_no_fault().takes_picture(name)


def test_pages_are_sound_with_text_spaced_out_at_the_narrowest(
    visitor: Callable[..., Visitor], staff: dict[str, User]
) -> None:
    lead = visitor(staff["data_lead"], width=NARROWEST)
    for name in STAFF:
        lead.goes_to(reverse(name)).spaces_text_out()

        assert lead.sideways() <= 0, name


def test_pages_are_sound_in_forced_colours(visitor: Callable[..., Visitor], staff: dict[str, User]) -> None:
    lead = visitor(staff["data_lead"], forced_colours=True)
    for name in ("today", "users", "users_invite", "imports", "imports_add", "imports_senders", "returns", "rates"):
        lead.goes_to(reverse(name)).finds_no_fault().takes_picture(f"forced-{name}")


def test_pages_hold_together_without_script(visitor: Callable[..., Visitor], staff: dict[str, User]) -> None:
    lead = visitor(staff["data_lead"], script=False, width=PHONE)
    for name in STAFF:
        lead.goes_to(reverse(name)).finds_no_fault().takes_picture(f"noscript-{name}")
