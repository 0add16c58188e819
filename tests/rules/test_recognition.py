import pytest

from tests.examples.drawn import UNKNOWN, day, rows
from tests.examples.recognition import how_alike, who_is_this
from towpath.rules.names import folded, folded_given, given_with_gaps, with_gaps
from towpath.rules.recognition import (
    Because,
    Candidate,
    Description,
    Likeness,
    Recognition,
    Verdict,
    recognise,
    weighed,
)


def described(drawn: dict[str, str]) -> Description:
    return Description(
        identifiers={kind: frozenset({drawn[kind]}) for kind in ("upn", "uln") if drawn[kind] != UNKNOWN},
        given_names=frozenset(given_with_gaps(name) for name in drawn["given"].split("|")),
        family_names=frozenset(with_gaps(name) for name in drawn["family"].split("|")),
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


def _ids(drawn: str) -> tuple[int, ...]:
    return tuple(int(one) for one in drawn.split() if one != UNKNOWN)


def _exactly(drawn: dict[str, str]) -> Recognition:
    because, of = Because[drawn["exact"]], _ids(drawn["of"])
    if because is Because.NOBODY_ALIKE:
        return Recognition(verdict=Verdict.UNKNOWN, because=because)
    if because is Because.IDENTIFIER_AND_BIRTH_DATE:
        return Recognition(verdict=Verdict.RECOGNISED, because=because, person_id=of[0])
    return Recognition(verdict=Verdict.HELD, because=because, rivals=of)


@pytest.mark.parametrize("drawn", rows(how_alike.ROWS), ids=lambda drawn: f"{drawn['exact']} {drawn['like']}")
def test_a_score_settles_what_exact_agreement_leaves_open_as_drawn(drawn: dict[str, str]) -> None:
    likenesses = [
        Likeness(
            person_id=int(one.split(":")[0]),
            score=float(one.split(":")[1].strip("!x")),
            is_sure="!" in one,
            numbers_differ="x" in one,
        )
        for one in drawn["like"].split()
        if one != UNKNOWN
    ]

    found = weighed(
        _exactly(drawn), likenesses, taken=frozenset(_ids(drawn["taken"])), never=frozenset(_ids(drawn["never"]))
    )

    assert (found.verdict, found.because) == (Verdict[drawn["verdict"]], Because[drawn["because"]])
    assert found.person_id == (None if drawn["person"] == UNKNOWN else int(drawn["person"]))
    assert found.rivals == _ids(drawn["rivals"])


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
