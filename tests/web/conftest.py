"""The whole cast of one council, the stranger from the next, and a browser without a screen for each."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client

from tests.factories.cast import SETUP, Staff, make_farbank, make_saltmarsh, make_user
from tests.factories.moments import DAY, MORNING
from tests.factories.people import make_person
from towpath.access.actions import suspend_user
from towpath.access.models import User
from towpath.caseload.actions import open_case
from towpath.caseload.models import Case
from towpath.contact.actions import NextStep
from towpath.organisation.models import Organisation
from towpath.people.models import Person


@pytest.fixture(autouse=True)
def _on_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOWPATH_TODAY", "2026-01-31")
    # The files are served from where they stand in tests; WhiteNoise only warns that they were not collected.
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)


@pytest.fixture
def saltmarsh(db: None) -> Organisation:
    return make_saltmarsh()


@pytest.fixture
def farbank(db: None) -> Organisation:
    return make_farbank()


@pytest.fixture
def staff(saltmarsh: Organisation) -> Staff:
    return Staff(saltmarsh)


@pytest.fixture
def stranger(farbank: Organisation) -> User:
    return make_user(farbank, "data_lead", name="Stanley Peel")


@pytest.fixture
def suspended(saltmarsh: Organisation) -> User:
    user = make_user(saltmarsh, "data_lead", name="Iris Tolland", email="iris@saltmarsh.example")
    suspend_user(user, organisation=saltmarsh, by=SETUP, at=MORNING)
    return user


@pytest.fixture
def signed_in() -> Callable[[User], Client]:
    """Return a way to open the site as somebody, past the sign-in page."""

    def as_user(user: User) -> Client:
        client = Client(raise_request_exception=False)
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return as_user


@pytest.fixture
def adviser(staff: dict[str, User], signed_in: Callable[[User], Client]) -> Client:
    return signed_in(staff["adviser"])


@pytest.fixture
def wren(saltmarsh: Organisation) -> Person:
    return make_person(saltmarsh)


@pytest.fixture
def case(wren: Person, staff: dict[str, User]) -> Case:
    """Return Wren's case with the adviser, due in a week."""
    next_step = NextStep(DAY + timedelta(days=7), "Ring about the open day")
    return open_case(
        person=wren, adviser=staff["adviser"], level_of_need="2", because="Left college", next_step=next_step,
        by=SETUP, at=MORNING,
    )  # fmt: skip


@pytest.fixture(autouse=True)
def empty_cache() -> None:
    """Forget what was sent and how often, as a new day would."""
    cache.clear()
