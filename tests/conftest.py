"""What every test may rely on: London's clock, no network, no leaked settings, and the same examples on every run."""

import gc
import os
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

PROJECT = Path(__file__).resolve().parent.parent

os.environ["TZ"] = "Europe/London"
time.tzset()
os.environ.pop("TOWPATH_TODAY", None)

# A failure prints the lines that repeat it. A build tries the same histories each time; a desk tries new ones.
settings.register_profile(
    "ci", derandomize=True, deadline=None, print_blob=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("desk", deadline=None, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "desk")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test that asks for the database, so that none is forgotten when they run again on PostgreSQL."""
    for item in items:
        fixtures = set(getattr(item, "fixturenames", ()))
        if item.get_closest_marker("django_db") or fixtures & {"db", "transactional_db"}:
            item.add_marker(pytest.mark.database)


def pytest_collection_finish() -> None:
    """Set what was loaded aside, so that it is not looked through for waste again and again."""
    gc.collect()
    gc.freeze()


def pytest_unconfigure() -> None:
    gc.unfreeze()


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder beside the project that holds published files we may read and never commit."""
    folder = PROJECT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("../shared is absent")
    return folder
