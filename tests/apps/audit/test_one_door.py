"""Nobody opens a write transaction but the log's own door."""

import ast
from pathlib import Path

import towpath

SOURCE = Path(towpath.__file__).parent
# The queue's own bookkeeping (claimed, tried again, given up) is machinery; what a job does goes through the door.
MAY_OPEN = {"audit/actions.py", "jobs/work.py"}
WAYS_IN = {"atomic", "set_autocommit", "commit", "rollback", "savepoint"}


def opens_a_transaction(tree: ast.Module) -> bool:
    names = {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "django.db"
        for alias in node.names
        if alias.name == "transaction"
    }
    return any(
        isinstance(node, ast.Attribute)
        and node.attr in WAYS_IN
        and isinstance(node.value, ast.Name)
        and node.value.id in names
        for node in ast.walk(tree)
    )


def test_only_the_audit_room_opens_write_transactions():
    opening = {
        str(path.relative_to(SOURCE))
        for path in SOURCE.rglob("*.py")
        if "migrations" not in path.parts and opens_a_transaction(ast.parse(path.read_text(encoding="utf-8")))
    }

    assert opening == MAY_OPEN


def test_another_door_would_be_seen():
    assert opens_a_transaction(ast.parse("from django.db import transaction as t\nwith t.atomic(): pass"))
    assert not opens_a_transaction(ast.parse("from towpath.audit.actions import transaction\nwith transaction(): pass"))
