"""The page of every table's fields and their privacy class."""

import django
from django.apps import apps

from scripts.reference.markdown import page, table

CLASSES = (
    ("identifying", "says who somebody is, or how to reach them"),
    ("sensitive", "would harm or embarrass if seen by the wrong person; includes special categories of personal data"),
    ("operational", "about the work rather than the person"),
    ("public", "published by somebody else already"),
)


def pages() -> dict[str, str]:
    """Return one page: every field that is kept, by room and table, with its privacy class."""
    django.setup()
    parts = [
        "Export, retention and subject access read these classes from the models.\n",
        table(("Class", "Means"), CLASSES),
    ]
    ours = sorted((app for app in apps.get_app_configs() if app.name.startswith("towpath.")), key=lambda app: app.label)
    for app in ours:
        models = sorted(app.get_models(), key=lambda model: model._meta.db_table)
        if models:
            parts.append(f"## {app.label}\n")
        for model in models:
            classes = getattr(model, "privacy", {})
            fields = [field for field in model._meta.concrete_fields if field.name != "id"]
            rows = [(f"`{field.column}`", field.get_internal_type(), classes.get(field.name)) for field in fields]
            parts += [f"### `{model._meta.db_table}`\n", table(("Field", "Kind", "Class"), rows)]
    return {"reference/fields.md": page("Fields and their privacy class", *parts)}
