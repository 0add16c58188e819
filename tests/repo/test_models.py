"""Every table says what it keeps, by name and by privacy class."""

import re

from tests.repo import house

PRIVACY_CLASSES = {"identifying", "sensitive", "operational", "public"}
PUBLISHED = re.compile(r"(^|_)code$|ethnicity|characteristic|cohort_status|destination|guarantee")


def test_every_field_has_a_privacy_class():
    unclassified = [
        f"{model._meta.label}.{field.name}: {model.__dict__.get('privacy', {}).get(field.name)!r}"
        for model in house.our_models()
        for field in model._meta.concrete_fields
        if field.name != "id" and model.__dict__.get("privacy", {}).get(field.name) not in PRIVACY_CLASSES
    ]

    assert not unclassified, f'Say privacy = {{"field": one of {sorted(PRIVACY_CLASSES)}}}:\n{lines(unclassified)}'


def test_no_privacy_class_is_left_for_a_field_that_is_gone():
    stale = [
        f"{model._meta.label}.{name}"
        for model in house.our_models()
        for name in model.__dict__.get("privacy", {})
        if name not in {field.name for field in model._meta.get_fields()}
    ]

    assert not stale, f"Take these out of privacy:\n{lines(stale)}"


def test_every_table_is_named_by_hand():
    silent = [
        model._meta.label for model in house.our_models() if not model._meta.auto_created and not named_by_hand(model)
    ]

    assert not silent, f"Say db_table in Meta:\n{lines(silent)}"


def test_every_foreign_key_says_it_protects():
    careless = [
        f"{model._meta.label}.{field.name}"
        for model in house.our_models()
        if not model._meta.auto_created
        for field in model._meta.concrete_fields
        if field.is_relation and field.remote_field.on_delete.__name__ in ("CASCADE", "DO_NOTHING")
    ]

    assert not careless, (
        f"A row must never take others with it; use PROTECT, and erase through privacy:\n{lines(careless)}"
    )


def test_no_generic_foreign_key():
    generic = [
        f"{model._meta.label}.{field.name}"
        for model in house.our_models()
        for field in model._meta.concrete_fields
        if field.is_relation and field.related_model._meta.label == "contenttypes.ContentType"
    ]

    assert not generic, lines(generic)


def test_published_codes_are_never_choices():
    frozen = [
        f"{model._meta.label}.{field.name}"
        for model in house.our_models()
        for field in model._meta.concrete_fields
        if PUBLISHED.search(field.name) and field.choices
    ]

    assert not frozen, f"A new published code must not be a migration; check against standards:\n{lines(frozen)}"


def test_the_glossary_has_every_room_that_keeps_tables_and_every_table():
    terms = glossary_terms()
    wanted = {model._meta.app_label.replace("_", " ") for model in house.our_models()}
    wanted |= {" ".join(house.words_of(model.__name__)) for model in house.our_models() if not model._meta.auto_created}

    missing = sorted(wanted - terms)

    assert not missing, f"GLOSSARY.md: add a line for each of these:\n{lines(missing)}"


def glossary_terms() -> set[str]:
    """Return the terms of GLOSSARY.md: what stands in the first column, commas apart."""
    rows = re.findall(r"^\| *([^|]+?) *\|", (house.ROOT / "GLOSSARY.md").read_text(encoding="utf-8"), re.MULTILINE)
    return {term.strip().lower() for row in rows for term in row.split(",")}


def named_by_hand(model) -> bool:
    return "db_table" in model._meta.original_attrs


def lines(found: list[str]) -> str:
    return "\n".join(found)
