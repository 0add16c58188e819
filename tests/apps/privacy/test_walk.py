"""No table about a person is forgotten: each is on a road, is classified, and what it says is in their copy alone."""

from html import unescape

import pytest
from django.apps import apps

from tests.apps.privacy.planting import Planted, Planter, without_checks
from tests.factories.cast import SETUP
from tests.factories.moments import DAY, MORNING
from tests.factories.people import make_person, pupil
from towpath.files.actions import open_kept
from towpath.organisation.models import Organisation
from towpath.privacy import tables
from towpath.privacy.actions import build_pack, decide, record_request
from towpath.privacy.collecting import about, collect
from towpath.privacy.copying import gather
from towpath.privacy.looking import Why
from towpath.privacy.models import AccessRequest
from towpath.privacy.models.requests import Part
from towpath.privacy.tables import LOOKS, classified, roads_told
from towpath.privacy.walk import roads, tables_that_tell
from towpath.rules.retention import CATEGORIES, Event, category_of

pytestmark = pytest.mark.django_db


def test_every_table_about_a_person_or_with_something_to_tell_is_classified() -> None:
    forgotten = (set(roads()) | set(tables_that_tell())) - set(classified())

    assert not forgotten, (
        f"src/towpath/privacy/tables.csv: say what each of these is to its person: {sorted(forgotten)}"
    )


def test_nothing_is_classified_that_is_gone_or_that_nothing_leads_to() -> None:
    known = {model._meta.label for model in apps.get_models()}
    rows = classified().values()

    assert not [row.label for row in rows if row.label not in known]
    assert not [row.label for row in rows if row.label not in roads() and not row.road and not row.kept_out]


def test_every_classification_says_what_it_must() -> None:
    for row in classified().values():
        assert row.title, row
        assert row.look in LOOKS, row
        assert row.part in Part.values, row
        if row.label in roads():
            assert row.category in {each.code for each in CATEGORIES}, row
            assert bool(row.written) == (category_of(row.category).event == Event.WRITTEN), row


def test_a_table_that_nobody_classified_is_told_and_waits_for_a_person(
    saltmarsh: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    # As another room's new table would stand before anybody looked at it.
    left = {label: row for label, row in classified().items() if label != "people.Name"}
    person = make_person(saltmarsh)
    request = ask(person)
    monkeypatch.setattr(tables, "classified", lambda: left)
    roads_told.cache_clear()
    try:
        [unit] = [each for each in gather(request, "main", DAY).units if each.held.told.label == "people.Name"]
    finally:
        roads_told.cache_clear()

    assert unit.why == {Why.UNCLASSIFIED}
    assert "Halloran" in unit.text


@pytest.fixture
def two(saltmarsh: Organisation) -> tuple[Planted, Planted]:
    """Return two people with a row of every table each."""
    one, other, third = (make_person(saltmarsh, pupil(number)) for number in range(3))
    planter = Planter(saltmarsh)
    with without_checks():
        return planter.plant(one, third), planter.plant(other, third)


def ask(person: object) -> AccessRequest:
    return record_request(
        person=person, asked_by="young_person", received_date=DAY, identity="known", identity_shown_date=DAY,
        by=SETUP, at=MORNING,
    )  # type: ignore[arg-type]  # fmt: skip


@pytest.mark.once
def test_a_row_of_every_table_is_found_for_its_person_and_for_nobody_else(
    saltmarsh: Organisation, two: tuple[Planted, Planted]
) -> None:
    mine, theirs = two

    for planted, other in ((mine, theirs), (theirs, mine)):
        found = {(row.told.label, row.row) for row in collect(about(planted.person, saltmarsh), DAY)}
        assert not [label for label in roads_told() if (label, planted.rows[label].pk) not in found]
        assert not [label for label in roads_told() if (label, other.rows[label].pk) in found]


@pytest.mark.once
def test_every_word_planted_is_in_the_copy_of_its_person_and_in_nobody_elses(
    saltmarsh: Organisation, two: tuple[Planted, Planted]
) -> None:
    copies = []
    for planted in two:
        request = AccessRequest.objects.select_related("person", "organisation").get(person=planted.person)
        texts = []
        for part in Part.values:
            for unit in gather(request, part, DAY).units:
                decide(request=request, unit=unit, seen_digest=unit.digest, choice="include", by=SETUP, at=MORNING)
            pack = build_pack(request=request, part=part, by=SETUP, at=MORNING)
            texts.append([_read(pack.page), _read(pack.json)])
        copies.append([unescape("".join(pages)) for pages in zip(*texts, strict=True)])
    told = [{label: words for label, words in planted.words.items() if label in roads_told()} for planted in two]

    assert sum(len(words) for words in told[0].values()) >= 100
    for mine, theirs in ((0, 1), (1, 0)):
        for form in copies[mine]:
            assert not [(label, word) for label, words in told[mine].items() for word in words if word not in form]
            assert not [(label, word) for label, words in two[theirs].words.items() for word in words if word in form]


def _read(file: object) -> str:

    with open_kept(file) as content:  # type: ignore[arg-type]
        return content.read().decode()
