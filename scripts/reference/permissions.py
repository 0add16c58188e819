"""The page of which role may do what."""

from scripts.reference.markdown import page, table
from towpath.rules.access import ROLE_PERMISSIONS, ROLES


def pages() -> dict[str, str]:
    """Return one page: each role in words, then every permission against every role."""
    roles = table(("Role", "In words"), ((role.replace("_", " "), words) for role, words in ROLES.items()))
    matrix = table(
        ("May", *(role.replace("_", " ") for role in ROLES)),
        (
            (permission.words, *("●" if role in permission.roles else "" for role in ROLES))
            for permission in ROLE_PERMISSIONS
        ),
    )
    return {"reference/permissions.md": page("Who may do what", roles, matrix)}
