"""Whether the chase is fair: each group's figures, small ones hidden and not to be worked out."""

from dataclasses import replace

from towpath.rules.fair_chase import EVERYBODY, Chased, fair_lines

CALM = Chased(groups={"send": "No plan"}, is_not_known=False)


def _group(name: str, *, people: int, not_known: int, found: int = 0, attempts: int = 0) -> list[Chased]:
    return [
        replace(
            CALM,
            groups={"send": name},
            is_not_known=number < not_known,
            attempts=attempts,
            days_to_first=number if attempts else None,
            was_lost=number < not_known + found,
            is_found=not_known <= number < not_known + found,
        )
        for number in range(people)
    ]


def test_each_group_stands_beside_everybody() -> None:
    people = _group("Plan", people=40, not_known=10, found=10, attempts=3)
    people += _group("No plan", people=60, not_known=6, found=24)

    no_plan, plan, everybody = fair_lines(people, "send", upper=4)

    assert [each.group for each in (no_plan, plan, everybody)] == ["No plan", "Plan", EVERYBODY]
    assert (str(plan.people), str(plan.not_known), str(plan.not_known_percent)) == ("40", "10", "25.0")
    assert (str(no_plan.not_known_percent), str(everybody.not_known_percent)) == ("10.0", "16.0")
    assert (str(plan.attempts_each), str(no_plan.attempts_each)) == ("3.0", "0.0")
    # The middle of 0, 1, … 39 is 19.5; nobody of the others was ever tried.
    assert (str(plan.days_to_first), str(no_plan.days_to_first)) == ("19.5", "z")
    assert (str(plan.found_percent), str(no_plan.found_percent)) == ("50.0", "80.0")


def test_a_small_count_is_hidden_and_what_would_give_it_away() -> None:
    people = _group("Plan", people=20, not_known=2) + _group("No plan", people=60, not_known=6)

    no_plan, plan, everybody = fair_lines(people, "send", upper=4)

    assert (str(plan.not_known), str(plan.not_known_percent)) == ("c", "c")
    assert "c" in (str(no_plan.not_known), str(everybody.not_known))


def test_a_group_too_small_to_tell_of_shows_nothing() -> None:
    people = _group("Plan", people=3, not_known=0, attempts=2) + _group("No plan", people=60, not_known=30)

    plan = fair_lines(people, "send", upper=4)[1]

    assert (str(plan.people), str(plan.attempts_each), str(plan.days_to_first)) == ("c", "c", "c")


def test_nobody_is_no_figure() -> None:
    [everybody] = fair_lines([], "send", upper=4)

    assert (str(everybody.people), str(everybody.not_known_percent), str(everybody.attempts_each)) == ("0", "c", "z")
