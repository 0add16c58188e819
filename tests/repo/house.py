"""
What the tests of the house read: its files, its rooms in order, and what a module says in its syntax.

Each `find_` function returns what it found as words with a line, so that a test can show all of it at once.
"""

import ast
import functools
import re
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
SOURCE = ROOT / "src" / "towpath"

BANNED_WORDS = frozenset("core common base utils util helpers helper misc manager processor handler data info".split())

WRITES = frozenset(
    "save create update delete bulk_create bulk_update get_or_create update_or_create save_base "
    "asave acreate aupdate adelete abulk_create abulk_update aget_or_create aupdate_or_create".split()
)
NOT_ROWS = frozenset({"cache", "filters", "globals"})


@functools.cache
def kept_files() -> tuple[Path, ...]:
    """Return every file that is, or is about to be, committed."""
    listing = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    done = subprocess.run(listing, cwd=ROOT, capture_output=True, check=True, text=True)
    return tuple(sorted(path for name in done.stdout.split("\0") if name and (path := ROOT / name).is_file()))


def modules(*rooms: str) -> list[Path]:
    """Return the Python files of these rooms, or of all of them; migrations are Django's writing and left out."""
    folders = [SOURCE / room for room in rooms] or [SOURCE]
    return [
        path
        for path in kept_files()
        if path.suffix == ".py"
        and "migrations" not in path.relative_to(ROOT).parts
        and any(path == folder.with_suffix(".py") or folder in path.parents for folder in folders)
    ]


@functools.cache
def syntax(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def place(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def room_of(path: Path) -> str:
    return path.relative_to(SOURCE).parts[0].removesuffix(".py")


def built_rooms() -> list[str]:
    """Return each package and module directly under towpath that can be imported."""
    packages = {path.parent.name for path in SOURCE.glob("*/__init__.py")}
    return sorted(packages | {path.stem for path in SOURCE.glob("*.py") if path.stem != "__init__"})


@functools.cache
def project() -> dict[str, dict[str, dict[str, object]]]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def contracts() -> list[dict[str, object]]:
    linter = project()["tool"]["importlinter"]
    found = linter["contracts"]
    assert isinstance(found, list)
    return found


def layer_lines() -> list[list[str]]:
    """Return the layers from top to bottom, each a list of siblings, brackets as written."""
    layers = next(contract["layers"] for contract in contracts() if contract["type"] == "layers")
    assert isinstance(layers, list)
    return [[sibling.strip() for sibling in line.split("|")] for line in layers]


def heights() -> dict[str, int]:
    """Return how high each room stands: a room may lean only on lower ones, or on itself."""
    lines = list(reversed(layer_lines()))
    return {room.strip("()"): height for height, line in enumerate(lines) for room in line}


def words_of(name: str) -> list[str]:
    """Return the words of a file, folder or class name, in small letters."""
    return [word.lower() for word in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+", name)]


def find_banned_words(name: str) -> list[str]:
    return [word for word in words_of(name) if word in BANNED_WORDS]


def find_late_imports(tree: ast.Module) -> list[str]:
    """Return every import inside a function, save in the `ready` that Django calls."""
    functions = (node for node in ast.walk(tree) if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)))
    return sorted(
        {
            f"line {inner.lineno}: {ast.unparse(inner)}"
            for function in functions
            if function.name != "ready"
            for inner in ast.walk(function)
            if isinstance(inner, (ast.Import, ast.ImportFrom))
        }
    )


def find_writes(tree: ast.Module) -> list[str]:
    """Return every call that would write a row, by its name: what it is called on cannot be known from the syntax."""
    return find_calls(tree, WRITES, but_not_on=NOT_ROWS)


def find_calls(tree: ast.Module, names: frozenset[str], *, but_not_on: frozenset[str] = frozenset()) -> list[str]:
    """Return every call of a method with one of these names, save on what is called one of the others."""
    return [
        f"line {node.lineno}: {ast.unparse(node)[:80]}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in names
        if ast.unparse(node.func.value).rpartition(".")[2] not in but_not_on
    ]


def find_clock_and_settings(tree: ast.Module) -> list[str]:
    """Return whatever asks the time or the deployment, rather than being told."""
    found = find_calls(tree, frozenset({"now", "today", "utcnow", "getenv", "fromtimestamp", "localtime", "gmtime"}))
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and ast.unparse(node) in ("os.environ", "time.time", "time.time_ns"):
            found.append(f"line {node.lineno}: {ast.unparse(node)}")
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            found += [f"line {node.lineno}: {name}" for name in imported_names(node) if asks_outside(name)]
    return found


def asks_outside(name: str) -> bool:
    return name.startswith(("towpath.clock", "django.conf", "os.environ", "time.time"))


def imported_names(node: ast.Import | ast.ImportFrom) -> list[str]:
    """Return what an import brings, each in full: `from a.b import c` brings a.b.c."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [f"{node.module or ''}.{alias.name}" for alias in node.names]


def all_imports(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            yield from imported_names(node)


def find_plain_locks(tree: ast.Module) -> list[str]:
    """Return every lock on rows that would keep others from writing what refers to them."""
    return [
        f"line {node.lineno}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "select_for_update"
        if not any(each.arg == "no_key" and getattr(each.value, "value", None) is True for each in node.keywords)
    ]


def public_functions(tree: ast.Module) -> list[ast.FunctionDef]:
    return [node for node in tree.body if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")]


def classes(tree: ast.Module) -> list[ast.ClassDef]:
    return [node for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]


def our_models() -> list[type]:
    """Return every model of ours, in a stated order."""
    from django.apps import apps  # The rest of this module is read without Django.

    ours = [app for app in apps.get_app_configs() if app.name.startswith("towpath.")]
    return sorted((model for app in ours for model in app.get_models()), key=lambda model: model._meta.label)
