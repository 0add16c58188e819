"""A real browser on the live site: Debian's Chromium driven by Playwright, with axe looking at each page."""

import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from playwright.sync_api import sync_playwright

from tests.factories.cast import Staff, make_farbank, make_saltmarsh
from tests.journeys.visitor import DESK, FLAGS, HEIGHT, Visitor
from towpath.access.models import User
from towpath.organisation.models import Organisation

PROJECT = Path(__file__).resolve().parents[2]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test in this folder as a journey."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.journey)


@pytest.fixture(scope="session")
def pictures() -> Path | None:
    """Return the folder for pictures, `TOWPATH_PICTURES`; nobody would look at any where it is not named."""
    named = os.environ.get("TOWPATH_PICTURES")
    if not named:
        return None
    folder = Path(named)
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def axe() -> str:
    """Return the text of axe-core, from the npm packages that `make assets` installs."""
    script = PROJECT / "node_modules/axe-core/axe.min.js"
    if not script.exists():
        pytest.skip("node_modules is absent: run npm ci --ignore-scripts for axe-core")
    return script.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def chromium() -> Iterator[object]:
    """Return the browser, started once."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found is None:
        pytest.skip("chromium is absent: on Debian, apt-get install chromium")
    # Playwright keeps an event loop in this thread, which Django would otherwise refuse to touch its database from.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=FLAGS)
        yield browser
        browser.close()
    os.environ.pop("DJANGO_ALLOW_ASYNC_UNSAFE")


@pytest.fixture(scope="session", autouse=True)
def _static_files() -> None:
    # The files are served from where they stand; WhiteNoise only warns that they were not collected.
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)


@pytest.fixture(autouse=True)
def _on_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOWPATH_TODAY", "2026-01-31")


@pytest.fixture
def saltmarsh(transactional_db: None) -> Organisation:
    return make_saltmarsh()


@pytest.fixture
def farbank(transactional_db: None) -> Organisation:
    return make_farbank()


@pytest.fixture
def staff(saltmarsh: Organisation) -> dict[str, User]:
    """Return one person for each role of the council: whoever walks in meets colleagues to choose from."""
    return Staff(saltmarsh).everybody()


@pytest.fixture
def visitor(chromium: object, live_server: object, axe: str, pictures: Path | None) -> Iterator[Callable[..., Visitor]]:
    """
    Return a way to open the site in a fresh window.

    `visitor()` is a stranger; `visitor(user)` is signed in. `script=False` has no JavaScript, `width` is in CSS pixels;
    of several, each page is looked at in all.
    """
    windows = []

    def opened(
        user: User | None = None,
        *,
        width: int | Sequence[int] = DESK,
        script: bool = True,
        forced_colours: bool = False,
    ) -> Visitor:
        widths = (width,) if isinstance(width, int) else width
        window = chromium.new_context(  # type: ignore[attr-defined]
            viewport={"width": widths[0], "height": HEIGHT},
            java_script_enabled=script,
            forced_colors="active" if forced_colours else "none",
            base_url=live_server.url,  # type: ignore[attr-defined]
            reduced_motion="reduce",
        )
        windows.append(window)
        if user is not None:
            client = Client()
            client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
            cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
            window.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}])  # type: ignore[attr-defined]
        return Visitor(window.new_page(), widths=widths, axe=axe, pictures=pictures, script=script)

    yield opened
    for window in windows:
        window.close()


@pytest.fixture(autouse=True)
def empty_cache() -> None:
    """Forget what was sent and how often, as a new day would."""
    cache.clear()
