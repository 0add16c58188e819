"""Two councils and their staff, for every test of what is stored."""

import pytest

from tests.factories.cast import make_farbank, make_saltmarsh, make_stranger, make_viewer
from towpath.access.viewer import Viewer
from towpath.organisation.models import Organisation


@pytest.fixture
def saltmarsh(db: None) -> Organisation:
    return make_saltmarsh()


@pytest.fixture
def farbank(db: None) -> Organisation:
    return make_farbank()


@pytest.fixture
def adviser(saltmarsh: Organisation) -> Viewer:
    return make_viewer(saltmarsh, "adviser")


@pytest.fixture
def manager(saltmarsh: Organisation) -> Viewer:
    return make_viewer(saltmarsh, "manager")


@pytest.fixture
def data_lead(saltmarsh: Organisation) -> Viewer:
    return make_viewer(saltmarsh, "data_lead")


@pytest.fixture
def stranger(farbank: Organisation) -> Viewer:
    return make_stranger(farbank)
