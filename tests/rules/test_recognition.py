import pytest

from tests.examples.drawn import UNKNOWN, day, rows
from tests.examples.recognition import who_is_this
from towpath.rules.names import folded, folded_given
from towpath.rules.recognition import Because, Candidate, Description, Verdict, recognise


def described(drawn: dict[str, str]) -> Description:
    return Description(
        identifiers={kind: frozenset({drawn[kind]}) for kind in ("upn", "uln") if drawn[kind] != UNKNOWN},
        given_names=frozenset(folded_given(name) for name in drawn["given"].split("|")),
        family_names=frozenset(folded(name) for name in drawn["family"].split("|")),
        birth_date=day(drawn["birth"]),
        postcode=None if drawn["postcode"] == UNKNOWN else drawn["postcode"],
    )


CANDIDATES = [Candidate(person_id=int(drawn["id"]), description=described(drawn)) for drawn in rows(who_is_this.KNOWN)]


@pytest.mark.parametrize("drawn", rows(who_is_this.ROWS), ids=lambda drawn: f"{drawn['because']} {drawn['given']}")
def test_rows_are_recognised_as_drawn(drawn: dict[str, str]) -> None:
    never = frozenset() if drawn["never"] == UNKNOWN else frozenset({int(drawn["never"])})

    recognition = recognise(described(drawn), CANDIDATES, never=never)

    assert recognition.verdict is Verdict[drawn["verdict"]]
    assert recognition.because is Because[drawn["because"]]
    assert recognition.person_id == (None if drawn["person"] == UNKNOWN else int(drawn["person"]))
    assert recognition.rivals == tuple(int(one) for one in drawn["rivals"].split() if one != UNKNOWN)


def test_the_order_of_candidates_does_not_matter() -> None:
    for drawn in rows(who_is_this.ROWS):
        row = described(drawn)
        assert recognise(row, CANDIDATES) == recognise(row, CANDIDATES[::-1])


@pytest.mark.parametrize(
    ("name", "same"),
    [
        ("O’Brien", "o'brien"),
        ("Fernández", "FERNANDEZ"),
        ("Łukasz", "lukasz"),
        ("Smith - Jones", "Smith-Jones"),
        ("Ng\N{NO-BREAK SPACE}", "ng"),
        ("Strauß", "Strauss"),
    ],
)
def test_names_fold_alike(name: str, same: str) -> None:
    assert folded(name) == folded(same)


def test_a_blank_given_name_folds_to_nothing() -> None:
    assert folded_given("  ") == ""
