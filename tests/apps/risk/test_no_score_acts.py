"""
A score changes nothing by itself: whatever follows from one was done by a named person who looked at it.

Two ways at it. A scoring is run, as the queue runs it, over people whose scores rise to the highest band, and every row
outside the risk room is compared before and after. And the house's own syntax is read for any way by which what a score
says could reach something that acts.
"""

import ast
from threading import Event as Stop

import pytest
from django.apps import apps

from tests.apps.risk.conftest import Scored
from tests.factories.cast import SETUP
from tests.factories.moments import DAY, MORNING
from tests.repo import house
from towpath.jobs.actions import enqueue
from towpath.jobs.models import Job
from towpath.jobs.worker import run_worker
from towpath.organisation.models import Organisation
from towpath.risk.actions import EVIDENCE, NewEvidence
from towpath.risk.jobs import SCORE
from towpath.risk.models import Assessment, Run

# The queue's own rows say that a job was done, and the log says whom it scored.
MAY_CHANGE = {
    "risk_run",
    "risk_assessment",
    "audit_event",
    "audit_chain_head",
    "jobs_job",
    "django_tasks_database_dbtaskresult",
}

GOES_IN = {"EVIDENCE", "Evidence", "NewEvidence", "ObjectionRefusedError", "record_objection"}
"""What rooms below the pages name of the risk room: what is told to it, and nothing that it says of a score."""

SHOWS = {"web", "demo", "cli", "insight"}
"""Rooms that may read scores and their evidence: pages, printed figures, and studies that compare like with like."""

SAYS_NO_SCORE = {
    "ListNotFoundError",
    "ListStanding",
    "Objection",
    "ObjectionNotFoundError",
    "find_latest_run",
    "find_round",
    "find_standing_objection",
    "get_addable",
    "get_line",
    "get_objection",
    "get_run",
    "get_standing",
    "list_confirmed",
    "list_to_add",
}
"""What says what people decided, who objected, or which run there was: no band, no points and no reason."""


def rows_elsewhere() -> dict[str, list[dict[str, object]]]:
    return {
        model._meta.db_table: list(model._default_manager.order_by("pk").values())
        for model in apps.get_models()
        if model._meta.managed and model._meta.db_table not in MAY_CHANGE
    }


def score(organisation: Organisation) -> Run:
    job = enqueue(SCORE, organisation=organisation, arguments={"as_at": DAY.isoformat()}, by=SETUP, at=MORNING)
    run_worker(Stop(), until_empty=True)
    job.refresh_from_db()
    assert job.state == Job.State.DONE, job.failure
    return Run.objects.get(pk=job.outcome["run"])


@pytest.mark.django_db(transaction=True)
def test_scores_that_rise_to_the_highest_band_change_no_row_outside_the_risk_room(
    saltmarsh: Organisation, scored: Scored
) -> None:
    worst = {"attendance_percent": "30", "fsm_eligible": "yes", "in_care": "yes", "permanently_excluded": "yes"}
    for person in scored.people.values():
        told = [
            NewEvidence(person_id=person.pk, name=name, value=value, as_at_date=DAY, source="import:9:1")
            for name, value in worst.items()
        ]
        EVIDENCE.record(organisation=saltmarsh, incoming=told, by=SETUP, at=MORNING)
    before = rows_elsewhere()

    made = score(saltmarsh)

    bands = set(Assessment.objects.filter(run=made).values_list("band", flat=True))
    # One limited sharing and has no band; had nobody else risen, sameness would prove nothing.
    assert bands == {"red", ""}
    changed = [table for table, rows in rows_elsewhere().items() if rows != before[table]]
    assert changed == []


def test_no_room_that_acts_names_what_the_risk_room_says():
    naming = [
        f"{house.place(path)} names {name}"
        for path in house.modules()
        if house.room_of(path) not in SHOWS | {"risk"}
        for name in _names_of_risk(house.syntax(path))
        if name not in GOES_IN
    ]

    assert naming == [], "A score may not reach what acts. Let a page show it, and a person act."


def test_no_view_that_reads_a_score_acts_in_the_same_breath():
    acting = [
        f"{house.place(path)} {function}"
        for path in house.modules("web")
        for function in _reads_and_acts(house.syntax(path))
    ]

    assert acting == [], "Show the score on one page, and take what a person decides on another."


def test_no_row_elsewhere_leans_on_a_score():
    leaning = [
        f"{model._meta.label}.{field.name}"
        for model in house.our_models()
        if model._meta.app_label != "risk"
        for field in model._meta.get_fields()
        if field.concrete and field.is_relation and field.related_model._meta.app_label == "risk"
    ]

    assert leaning == []


@pytest.mark.parametrize(
    "source",
    [
        "from towpath.risk.queries import get_latest_assessment",
        "from towpath.risk.models import Assessment, Evidence",
        "from towpath import risk",
        "import towpath.risk.queries",
        "import_string('towpath.risk.queries.find_latest_run')",
        "cursor.execute('select band from risk_assessment')",
    ],
)
def test_a_name_that_says_a_score_would_be_seen(source: str):
    assert set(_names_of_risk(ast.parse(source))) - GOES_IN


def test_a_view_that_opened_a_case_for_a_red_score_would_be_seen():
    source = (
        "from towpath.caseload.actions import open_case\n"
        "from towpath.risk.queries import get_latest_assessment\n"
        "def show(request):\n    if get_latest_assessment(viewer, 1, on).band == 'red':\n        open_case(by=by)\n"
    )

    assert _reads_and_acts(ast.parse(source)) == ["show"]


def _names_of_risk(tree: ast.Module) -> list[str]:
    """Return each name that a module takes from the risk room, and each text that points into it."""
    found: list[str] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            if node.module == "towpath":
                found += [alias.name for alias in node.names if alias.name == "risk"]
            elif (node.module + ".").startswith("towpath.risk."):
                found += [alias.name for alias in node.names]
        elif isinstance(node, ast.Import):
            found += [alias.name for alias in node.names if (alias.name + ".").startswith("towpath.risk.")]
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            found += [word for word in ("towpath.risk.", "risk_assessment", "risk_run") if word in node.value]
    return found


def _reads_and_acts(tree: ast.Module) -> list[str]:
    """Return each function that names both something that says a score and an action of any room."""
    says, acts = set(), set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            names = {alias.asname or alias.name for alias in node.names}
            if node.module.startswith("towpath.risk.queries"):
                says |= names - SAYS_NO_SCORE
            elif ".actions" in node.module:
                acts |= names
    # Asking for another scoring is no effect on anybody.
    acts -= {"enqueue"}
    return [
        function.name
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef)
        for named in [{node.id for node in ast.walk(function) if isinstance(node, ast.Name)}]
        if named & says and named & acts
    ]
