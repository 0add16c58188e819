"""A September of the borough: who moved away, whom no list names, and whom two lists name."""

from collections import defaultdict

PEOPLE_SIZE = 600


def test_a_september_is_hard_in_the_three_ways_it_says(make_small):
    made = make_small(month="2026-09", size=PEOPLE_SIZE)
    people, files = made.people(), defaultdict(set)
    lists = {sent.path for sent in made.manifest.files if sent.format in ("school_roll", "college_starters")}
    for row in made.truth("rows"):
        if row["file"] in lists:
            files[row["person_id"]].add(row["file"])
    happened = {what: [] for what in ("gone", "unlisted", "twice")}
    for row in made.truth("september"):
        happened[row["what"]].append(row)

    assert all(happened.values()), "each way has somebody"
    for row in happened["gone"]:
        assert people[row["person_id"]]["is_resident"] == "N"
        assert people[row["person_id"]]["postcode"].startswith("LB")
        assert not files[row["person_id"]]
    for row in happened["unlisted"]:
        assert not files[row["person_id"]]
    for row in happened["twice"]:
        assert sum(row["where"].lower().replace(" ", "-") in path for path in files[row["person_id"]]) == 1
    on_two = sum(len(files[row["person_id"]]) == 2 for row in happened["twice"])
    # Whoever is at a place that sends no list, or was left out by a fault, is on one.
    assert on_two >= 0.7 * len(happened["twice"])


def test_nothing_of_it_happens_in_another_month(made):
    assert made.truth("september") == []
