"""The set-up checklist. A step knows by itself whether it is done; nobody ticks it."""

from django.urls import reverse

from towpath.access import Viewer
from towpath.access.queries import list_roles
from towpath.web.parts import Tag, Task

TO_DO = Tag("To do", "blue")
NOT_YET = Tag("Not yet", "grey")


def steps_for(viewer: Viewer) -> list[Task]:
    """Return the steps in the order in which a council takes them. Three queries at most."""
    roles = list_roles(viewer).filter(ended_at__isnull=True)
    colleagues = roles.exclude(user_id=viewer.user_id).exists()
    managers = roles.filter(role="manager").exists()
    return [
        Task("Say which council this is", hint="Done when the council was created."),
        Task(
            "Invite the people who will use it",
            href=reverse("users"),
            hint="Everyone signs in as themselves. Nobody shares an account.",
            status=None if colleagues else TO_DO,
        ),
        Task(
            "Name a manager",
            href=reverse("users"),
            hint="Someone other than you, who can allocate young people and sign off the return.",
            status=None if managers else TO_DO,
        ),
        Task("Load last month’s caseload", hint="From the system you use now.", status=NOT_YET),
        Task(
            "Load school and college lists",
            hint="Each list is checked and shown to you before it is applied.",
            status=NOT_YET,
        ),
    ]
