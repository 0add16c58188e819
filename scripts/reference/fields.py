"""The page of every table's fields and their privacy class."""

import importlib.util
import os

WORDS = """# Fields and their privacy class

Every field that Towpath keeps, by room. Export, retention and subject access read these classes from the models.

| Class | Means |
|---|---|
| identifying | says who somebody is, or how to reach them |
| sensitive | would harm or embarrass if seen by the wrong person; includes special categories of personal data |
| operational | about the work rather than the person |
| public | published by somebody else already |
"""


def pages() -> dict[str, str]:
    """Return the page of fields, or nothing while there are no tables."""
    if importlib.util.find_spec("towpath.config") is None:
        return {}
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "towpath.config.settings_test")
    import django
    from django.apps import apps

    django.setup()
    parts = [WORDS]
    ours = sorted((app for app in apps.get_app_configs() if app.name.startswith("towpath.")), key=lambda app: app.label)
    for app in ours:
        models = sorted(app.get_models(), key=lambda model: model._meta.db_table)
        if models:
            parts.append(f"## {app.label}\n")
        for model in models:
            classes = getattr(model, "privacy", {})
            rows = "".join(
                f"| `{field.column}` | {field.get_internal_type()} | {classes.get(field.name, '')} |\n"
                for field in model._meta.concrete_fields
                if not field.primary_key or field.name != "id"
            )
            parts.append(f"### `{model._meta.db_table}`\n\n| Field | Kind | Class |\n|---|---|---|\n{rows}")
    return {"reference/fields.md": "\n".join(parts)} if len(parts) > 1 else {}
