"""The house stands in one order, and the contract that says so keeps up with what is built."""

import pytest

from tests.repo import house

HEAVY_TOOLS = ("altair", "docx", "duckdb", "sklearn", "splink", "statsmodels", "weasyprint")
CALLERS_OF_THE_CLOCK = {"cli", "jobs", "web"}
BELOW_ACCESS = {"audit", "jobs", "organisation"}
BEFORE_ANYBODY_IS_SIGNED_IN = {"roles_in_force", "roles_of", "viewer_for", "viewer_with"}


def test_every_room_has_its_line_in_the_layers():
    lines = house.heights()

    homeless = [room for room in house.built_rooms() if room not in lines]

    assert not homeless, f"pyproject.toml, contract 'One-way layers': give these rooms their line: {homeless}"


def test_no_built_room_stands_in_brackets():
    bracketed = {name.strip("()") for line in house.layer_lines() for name in line if name.startswith("(")}

    built = sorted(bracketed & set(house.built_rooms()))

    assert not built, f"pyproject.toml, contract 'One-way layers': these are built, take their brackets away: {built}"


def test_every_room_without_brackets_is_built():
    promised = {name for line in house.layer_lines() for name in line if not name.startswith("(")}

    missing = sorted(promised - set(house.built_rooms()))

    assert not missing, f"pyproject.toml, contract 'One-way layers': put these in brackets until built: {missing}"


def test_every_heavy_tool_in_use_has_one_door():
    protected = {
        module
        for contract in house.contracts()
        if contract["type"] == "protected"
        for module in contract["protected_modules"]  # type: ignore[attr-defined]
    }

    used = {
        tool
        for path in house.modules()
        for name in house.all_imports(house.syntax(path))
        if (tool := name.partition(".")[0]) in HEAVY_TOOLS
    }

    assert used <= protected, f"pyproject.toml: give these a contract of type 'protected': {sorted(used - protected)}"


def test_only_the_doors_of_the_house_ask_the_clock():
    askers = [
        f"{house.place(path)} imports {name}"
        for path in house.modules()
        if house.room_of(path) not in {*CALLERS_OF_THE_CLOCK, "clock"}
        for name in house.all_imports(house.syntax(path))
        if name.startswith("towpath.clock") and name != "towpath.clock.LONDON"
    ]

    assert not askers, f"Take the date or the instant as an argument; only {CALLERS_OF_THE_CLOCK} ask:\n{lines(askers)}"


def test_rules_standards_and_analysis_are_told_the_date_and_the_settings():
    asking = [
        f"{house.place(path)} {found}"
        for path in house.modules("rules", "standards", "analysis")
        for found in house.find_clock_and_settings(house.syntax(path))
    ]

    assert not asking, f"Take it as an argument:\n{lines(asking)}"


def test_no_import_hides_inside_a_function():
    hidden = [
        f"{house.place(path)} {found}"
        for path in house.modules()
        if house.place(path) != "src/towpath/cli/__init__.py"
        for found in house.find_late_imports(house.syntax(path))
    ]

    assert not hidden, f"Move the shared noun down, pass facts as arguments, or compose in web:\n{lines(hidden)}"


def test_foreign_keys_lean_only_on_lower_rooms():
    heights = house.heights()

    climbing = [
        f"{model._meta.label}.{field.name} leans on {field.related_model._meta.label}"
        for model in house.our_models()
        for field in model._meta.get_fields()
        if field.is_relation and field.concrete and field.related_model is not None
        for own, other in [(model._meta.app_label, field.related_model._meta.app_label)]
        if own != other and other in heights and heights[other] >= heights[own]
    ]

    assert not climbing, f"Put the row that ties them in the upper room:\n{lines(climbing)}"


def test_nothing_is_written_from_web():
    written = [
        f"{house.place(path)} {found}"
        for path in house.modules("web")
        for found in house.find_writes(house.syntax(path))
    ]

    assert not written, f"Call an action of the room that owns the rows (for a dict, write |=):\n{lines(written)}"


def test_every_lock_lets_what_refers_to_the_row_be_written():
    """
    PostgreSQL checks a foreign key when the transaction ends, by when it holds the end of the log.

    Where that check waits for a row that is locked whole, and whoever locked it waits for the log, both stand still
    until one is thrown out. Among those who lock, a lock without its key keeps out as many.
    """
    plain = [
        f"{house.place(path)} {found}"
        for path in house.modules()
        for found in house.find_plain_locks(house.syntax(path))
    ]

    assert not plain, f"Say select_for_update(no_key=True):\n{lines(plain)}"


@pytest.mark.parametrize(
    ("source", "seen"),
    [
        ("rows.select_for_update().get(pk=1)\n", ["line 1"]),
        ('rows.select_for_update(of=("self",))\n', ["line 1"]),
        ("rows.select_for_update(no_key=False)\n", ["line 1"]),
        ('rows.select_for_update(of=("self",), no_key=True)\n', []),
    ],
)
def test_a_plain_lock_would_be_seen(source, seen):
    assert house.find_plain_locks(house.ast.parse(source)) == seen


def test_every_public_query_takes_its_viewer_first():
    blind = [
        f"{house.place(path)} {function.name}"
        for path in house.modules()
        if "queries" in (path.stem, path.parent.name) and house.room_of(path) not in BELOW_ACCESS
        for function in house.public_functions(house.syntax(path))
        if not (house.room_of(path) == "access" and function.name in BEFORE_ANYBODY_IS_SIGNED_IN)
        if next((argument.arg for argument in [*function.args.posonlyargs, *function.args.args]), "") != "viewer"
    ]

    assert not blind, f"Who is asking? Take viewer as the first argument:\n{lines(blind)}"


@pytest.mark.parametrize(
    ("source", "seen"),
    [
        ("def act():\n    import json\n", ["line 2: import json"]),
        ("def act():\n    if True:\n        from json import dumps\n", ["line 3: from json import dumps"]),
        ("class A:\n    def ready(self):\n        import json\n", []),
        ("import json\n", []),
    ],
)
def test_a_hidden_import_would_be_seen(source, seen):
    assert house.find_late_imports(house.ast.parse(source)) == seen


@pytest.mark.parametrize(
    "source",
    [
        "datetime.now(LONDON)",
        "date.today()",
        "from towpath.clock import today",
        "from towpath import clock",
        "from django.conf import settings",
        "os.environ['TOWPATH_TODAY']",
        "from os import environ",
        "time.time()",
    ],
)
def test_a_rule_that_asks_the_time_or_the_settings_would_be_seen(source):
    assert house.find_clock_and_settings(house.ast.parse(source))


@pytest.mark.parametrize(
    "source",
    ["person.save()", "Person.objects.create(name=name)", "rows.filter(x=1).update(y=2)", "form.instance.delete()"],
)
def test_a_write_from_web_would_be_seen(source):
    assert house.find_writes(house.ast.parse(source))


@pytest.mark.parametrize("source", ["cache.delete(key)", "environment.filters.update(ours)", "save_person(by=by)"])
def test_what_only_looks_like_a_write_is_left_alone(source):
    assert house.find_writes(house.ast.parse(source)) == []


def test_a_rule_that_is_told_the_date_is_left_alone():
    assert house.find_clock_and_settings(house.ast.parse("def age(born, on):\n    return on.year - born.year\n")) == []


def lines(found: list[str]) -> str:
    return "\n".join(found)
