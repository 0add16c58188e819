import pytest

from towpath.access.models import User
from towpath.access.viewer import Viewer


@pytest.fixture
def lead(adviser: Viewer) -> User:
    """Return who leads the runs of this room."""
    return User.objects.get(pk=adviser.user_id)
