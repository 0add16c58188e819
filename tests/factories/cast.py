"""The councils and the people who work for them: the same names in every test."""

from dataclasses import replace

from tests.factories.moments import DAY, MORNING
from towpath.access.actions import accept_invitation, invite_user
from towpath.access.models import User
from towpath.access.queries import viewer_for
from towpath.access.viewer import Viewer
from towpath.audit import Actor
from towpath.organisation.actions import open_organisation
from towpath.organisation.models import Organisation

SETUP = Actor(organisation="saltmarsh", user="setup", role="system")
PASSWORD = "herring gulls over the lock"

NAMES = {
    "adviser": "Adaeze Okafor",
    "specialist": "Siân Prosser",
    "tracking_officer": "Tomasz Wilk",
    "manager": "Marion Fairclough",
    "data_lead": "Devinder Gill",
    "school_lead": "Sheila Ince",
    "commissioner": "Colm Rafferty",
    "safeguarding_lead": "Bernadette Quill",
    "provider": "Priya Nair",
}
"""Who holds each role at Saltmarsh. The stranger from the next borough is Stanley Peel, an adviser at Farbank."""


def make_saltmarsh() -> Organisation:
    """Return the council in which everything happens."""
    return open_organisation(
        code="saltmarsh", name="Saltmarsh", kind="council", la_code="343", database_id="343", by=SETUP, at=MORNING
    )


def make_farbank() -> Organisation:
    """Return the next borough, whose staff may see nothing of Saltmarsh."""
    by = replace(SETUP, organisation="farbank")
    return open_organisation(code="farbank", name="Farbank", kind="council", la_code="341", by=by, at=MORNING)


def make_user(organisation: Organisation, role: str, *, name: str = "", email: str = "") -> User:
    """Return somebody who has accepted an invitation and holds a role from `DAY`."""
    by = replace(SETUP, organisation=organisation.code)
    user, secret = invite_user(
        organisation=organisation,
        email=email or f"{role}@{organisation.code}.example",
        name=name or NAMES[role],
        role=role,
        from_date=DAY,
        by=by,
        at=MORNING,
    )
    return accept_invitation(secret, password=PASSWORD, at=MORNING) if secret else user


class Staff(dict[str, User]):
    """Whoever works for a council, by role; each comes when they are first asked for, since most tests need but one."""

    def __init__(self, organisation: Organisation) -> None:
        super().__init__()
        self._organisation = organisation

    def __missing__(self, role: str) -> User:
        self[role] = make_user(self._organisation, role)
        return self[role]

    def everybody(self) -> dict[str, User]:
        """Return one person for each role."""
        return {role: self[role] for role in NAMES}


def make_viewer(organisation: Organisation, role: str, *, name: str = "") -> Viewer:
    """Return a new member of staff as a viewer on `DAY`."""
    return viewer_for(make_user(organisation, role, name=name), organisation, DAY)


def make_stranger(farbank: Organisation) -> Viewer:
    """Return the adviser from the next borough."""
    return make_viewer(farbank, "adviser", name="Stanley Peel")
