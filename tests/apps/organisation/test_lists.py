"""Lists that a council may change: what is added, worded anew and offered no more, and what rules hold on to."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from tests.factories.cast import SETUP
from tests.factories.moments import MORNING
from towpath.audit.models import Event
from towpath.organisation.actions import ListChangedError, ListRefusedError, add_choice, change_choice
from towpath.organisation.lists import Choice, ChoiceList, choices_in, choices_of, offered, words_of
from towpath.organisation.models import ListEntry, Organisation
from towpath.web.choices.catalogue import CATALOGUE

HELPERS = ChoiceList("helper", "Who helps", (Choice("aunt", "An aunt"), Choice("coach", "A coach")))
WAYS = ChoiceList(
    "way",
    "Ways",
    (Choice("walk", "Walk", means=("slow",), needed="Somebody always walks."), Choice("bus", "Bus", means=("fast",))),
    asks="How fast is it?",
    meanings={"slow": "Slow", "fast": "Fast"},
)
KITS = ChoiceList("kit", "Kit", (Choice("boots", "Boots", means=("aunt",)),), asks="Who gives it?", names=HELPERS)


@pytest.fixture
def change(saltmarsh: Organisation) -> Callable[..., ListEntry]:
    """Return a way to change one entry, as it stands if nobody says otherwise."""

    def change_one(of: ChoiceList, code: str, words: str, **how: object) -> ListEntry:
        told = {"seen": choices_of(saltmarsh.pk, of)[code].entry, "by": SETUP, "at": MORNING} | how
        return change_choice(organisation=saltmarsh, of=of, code=code, words=words, **told)  # type: ignore[arg-type]

    return change_one


@pytest.fixture
def add(saltmarsh: Organisation) -> Callable[..., ListEntry]:
    def add_one(to: ChoiceList, words: str, **how: object) -> ListEntry:
        return add_choice(organisation=saltmarsh, to=to, words=words, **{"by": SETUP, "at": MORNING, **how})  # type: ignore[arg-type]

    return add_one


def test_every_shipped_entry_fits_its_list() -> None:
    for name, asked in CATALOGUE.items():
        codes = [one.code for one in asked.shipped]
        assert len(set(codes)) == len(codes), name
        known = asked.meanings or {one.code for one in (asked.names.shipped if asked.names else ())}
        for one in asked.shipped:
            assert one.words
            assert len(one.code) <= 32
            assert set(one.means) <= set(known), f"{name} {one.code}"
            assert not asked.meanings or len(one.means) == 1, f"{name} {one.code} counts as one thing"
            assert not one.needed or one.needed.endswith("."), f"{name} {one.code} says why in a sentence"


def test_what_is_added_is_offered_last_and_the_log_is_told(
    saltmarsh: Organisation, add: Callable[..., ListEntry]
) -> None:
    entry = add(HELPERS, "  A  neighbour ", hint="Next\ndoor")

    assert offered(choices_of(saltmarsh.pk, HELPERS)) == [
        ("aunt", "An aunt"), ("coach", "A coach"), ("a_neighbour", "A neighbour"),
    ]  # fmt: skip
    assert entry.hint == "Next door"
    assert Event.objects.get(kind="list.changed").subject == f"organisation_list_entry:{entry.pk}"


def test_what_was_chosen_keeps_the_words_that_were_chosen(
    saltmarsh: Organisation, change: Callable[..., ListEntry]
) -> None:
    noon, evening = MORNING + timedelta(hours=3), MORNING + timedelta(hours=9)
    change(HELPERS, "coach", "A football coach", at=noon)
    change(HELPERS, "coach", "A trainer", at=evening)
    found = choices_of(saltmarsh.pk, HELPERS)

    said = [words_of(found, "coach", at) for at in (MORNING, noon, evening - timedelta(microseconds=1), evening)]

    assert said == ["A coach", "A football coach", "A football coach", "A trainer"]
    assert found["coach"].words == "A trainer"
    assert words_of(found, "long_gone", MORNING) == "long_gone"


def test_what_is_offered_no_more_keeps_its_words_and_may_be_offered_again(
    saltmarsh: Organisation, change: Callable[..., ListEntry]
) -> None:
    change(HELPERS, "coach", "A coach", is_offered=False)

    found = choices_of(saltmarsh.pk, HELPERS)
    assert offered(found) == [("aunt", "An aunt")]
    assert offered(found, also="coach") == [("aunt", "An aunt"), ("coach", "A coach")]
    assert words_of(found, "coach", MORNING) == "A coach"
    change(HELPERS, "coach", "A coach")
    assert len(offered(choices_of(saltmarsh.pk, HELPERS))) == 2


def test_what_rules_depend_on_is_worded_anew_and_never_taken_away(
    saltmarsh: Organisation, change: Callable[..., ListEntry]
) -> None:
    with pytest.raises(ListRefusedError, match=r"“Walk” must stay\. Somebody always walks\."):
        change(WAYS, "walk", "Walk", is_offered=False)

    change(WAYS, "walk", "On foot")

    found = choices_of(saltmarsh.pk, WAYS)["walk"]
    assert (found.words, found.means, found.needed) == ("On foot", ("slow",), "Somebody always walks.")


def test_the_last_that_may_be_chosen_stays(saltmarsh: Organisation, change: Callable[..., ListEntry]) -> None:
    change(HELPERS, "coach", "A coach", is_offered=False)

    with pytest.raises(ListRefusedError, match="last one"):
        change(HELPERS, "aunt", "An aunt", is_offered=False)


def test_of_two_who_change_the_same_entry_the_second_is_shown_the_first(
    saltmarsh: Organisation, change: Callable[..., ListEntry]
) -> None:
    change(HELPERS, "coach", "A trainer")

    with pytest.raises(ListChangedError) as caught:
        change(HELPERS, "coach", "A mentor", seen=None)

    assert caught.value.choice.words == "A trainer"
    assert choices_of(saltmarsh.pk, HELPERS)["coach"].words == "A trainer"


@pytest.mark.parametrize(
    ("words", "because"),
    [
        (" \n ", "in a few words"),
        ("x" * 121, "That is 121 characters"),
        ("an  AUNT", "in the list already"),
    ],
)
def test_words_that_will_not_do_are_refused_with_why(
    saltmarsh: Organisation, add: Callable[..., ListEntry], change: Callable[..., ListEntry], words: str, because: str
) -> None:
    with pytest.raises(ListRefusedError, match=because):
        add(HELPERS, words)
    with pytest.raises(ListRefusedError, match=because):
        change(HELPERS, "coach", words)
    assert not ListEntry.objects.exists()


def test_the_words_of_what_is_offered_no_more_are_not_used_for_another(
    saltmarsh: Organisation, add: Callable[..., ListEntry], change: Callable[..., ListEntry]
) -> None:
    change(HELPERS, "coach", "A coach", is_offered=False)

    with pytest.raises(ListRefusedError, match="offer it again"):
        add(HELPERS, "a coach")


def test_120_characters_will_do_and_make_a_code_of_their_own(
    saltmarsh: Organisation, add: Callable[..., ListEntry]
) -> None:
    one, other = add(HELPERS, "x" * 120), add(HELPERS, "x" * 119)

    assert (one.code, other.code) == ("x" * 28, f"{'x' * 28}_2")
    assert add(HELPERS, "عمة").code == "entry"


@pytest.mark.parametrize("means", [(), ("slow", "fast"), ("sideways",)])
def test_what_counts_says_as_what_and_keeps_it(
    saltmarsh: Organisation, add: Callable[..., ListEntry], change: Callable[..., ListEntry], means: tuple[str, ...]
) -> None:
    with pytest.raises(ListRefusedError, match="counts as"):
        add(WAYS, "Boat", means=means)

    boat = add(WAYS, "Boat", means=("slow",))
    change(WAYS, boat.code, "Ferry", means=("fast",))

    assert choices_of(saltmarsh.pk, WAYS)[boat.code].means == ("slow",)


def test_an_entry_names_entries_of_another_list_in_its_order(
    saltmarsh: Organisation, add: Callable[..., ListEntry], change: Callable[..., ListEntry]
) -> None:
    assert add(KITS, "Helmet", means=("coach", "aunt")).means == "aunt coach"
    change(KITS, "boots", "Boots", means=("coach",))
    assert choices_of(saltmarsh.pk, KITS)["boots"].means == ("coach",)
    change(KITS, "boots", "Work boots")
    assert choices_of(saltmarsh.pk, KITS)["boots"].means == ("coach",), "what is not said stays"
    with pytest.raises(ListRefusedError, match="list that is shown"):
        add(KITS, "Gloves", means=("stranger",))


def test_one_council_s_list_is_not_another_s_and_all_are_read_in_one_query(
    saltmarsh: Organisation,
    farbank: Organisation,
    add: Callable[..., ListEntry],
    django_assert_num_queries: Callable[[int], object],
) -> None:
    add(HELPERS, "A neighbour")

    with django_assert_num_queries(1):  # type: ignore[attr-defined]
        found = choices_in(farbank.pk, [HELPERS, WAYS])

    assert list(found["helper"]) == ["aunt", "coach"]
    assert list(found["way"]) == ["walk", "bus"]
