"""How far long work has got, said on a page."""

from collections.abc import Callable

import pytest
from django.test import Client
from lxml import html

from tests.factories.cast import SETUP
from tests.factories.moments import MORNING
from towpath.access.models import User
from towpath.jobs.actions import enqueue
from towpath.jobs.models import Job
from towpath.organisation.models import Organisation


def test_the_page_says_how_far_and_asks_again_until_it_is_finished(
    staff: dict[str, User], saltmarsh: Organisation, signed_in: Callable[[User], Client]
) -> None:
    job = enqueue("towpath.clock.today", organisation=saltmarsh, arguments={}, by=SETUP, at=MORNING)
    lead = signed_in(staff["data_lead"])

    waiting = lead.get(f"/jobs/{job.pk}/").content.decode()
    Job.objects.filter(pk=job.pk).update(
        state="running", heartbeat_at=MORNING, done=1250, total=4000, words="Applying rows"
    )
    running = lead.get(f"/jobs/{job.pk}/").content.decode()
    Job.objects.filter(pk=job.pk).update(state="done", done=4000, finished_at=MORNING)
    finished = lead.get(f"/jobs/{job.pk}/?next=/users/").content.decode()
    elsewhere = lead.get(f"/jobs/{job.pk}/?next=https://elsewhere.example/").content.decode()

    assert "Waiting to start" in waiting
    assert "1,250 of 4,000 done." in " ".join(running.split())
    assert "hx-get" in running
    assert "hx-get" not in finished
    assert 'href="/users/"' in finished
    assert "Go on" not in elsewhere


TITLES = {"waiting": "Work under way", "failed": "This was not finished"}
REFUSED = "Batch 7 is stopped by an alarm. Look at it and accept it, or undo it."
STATES = f"""
towpath.imports.jobs.apply_list | waiting |                      | Waiting to start.
towpath.imports.jobs.apply_list | waiting | builtins.MemoryError | will be tried again by itself
towpath.imports.jobs.apply_list | failed  | builtins.MemoryError | Go on applying it, or undo it.
towpath.imports.jobs.apply_list | failed  | builtins.MemoryError | job {{}}, builtins.MemoryError
towpath.imports.jobs.apply_list | failed  | {REFUSED}            | {REFUSED}
towpath.imports.jobs.undo_list  | failed  | worker_died          | Undo the list again
towpath.imports.jobs.read_list  | failed  | worker_died          | Load the file again.
towpath.returns.jobs.build      | failed  | worker_died          | No return was kept
towpath.risk.jobs.score_pupils  | failed  | worker_died          | The scores of before still stand.
towpath.clock.today             | failed  | worker_died          | Nothing is half done.
"""


@pytest.mark.parametrize("row", STATES.strip().splitlines())
def test_work_that_stopped_says_what_is_half_done_and_what_to_do(
    staff: dict[str, User], saltmarsh: Organisation, signed_in: Callable[[User], Client], row: str
) -> None:
    handler, state, failure, words = (part.strip() for part in row.split("|"))
    job = enqueue(handler, organisation=saltmarsh, arguments={}, by=SETUP, at=MORNING)
    finished = {"finished_at": MORNING} if state == "failed" else {}
    Job.objects.filter(pk=job.pk).update(state=state, failure=failure, **finished)

    page = html.fromstring(signed_in(staff["data_lead"]).get(f"/jobs/{job.pk}/").content.decode())

    assert " ".join(page.xpath("//h1")[0].text_content().split()) == TITLES[state]
    assert words.format(job.pk) in " ".join(page.xpath("//main")[0].text_content().split())
    assert bool(page.xpath("//*[@hx-get]")) is (state != "failed")


def test_a_refusal_names_no_error_and_asks_nobody_to_report_it(
    staff: dict[str, User], saltmarsh: Organisation, signed_in: Callable[[User], Client]
) -> None:
    job = enqueue("towpath.clock.today", organisation=saltmarsh, arguments={}, by=SETUP, at=MORNING)
    Job.objects.filter(pk=job.pk).update(state="failed", failure=REFUSED, finished_at=MORNING)

    assert "whoever looks after Towpath" not in signed_in(staff["data_lead"]).get(f"/jobs/{job.pk}/").content.decode()


def test_finished_work_leads_to_what_it_made_those_who_may_see_it(
    staff: dict[str, User], saltmarsh: Organisation, signed_in: Callable[[User], Client]
) -> None:
    job = enqueue("towpath.returns.jobs.build", organisation=saltmarsh, arguments={}, by=SETUP, at=MORNING)
    Job.objects.filter(pk=job.pk).update(state="done", outcome={"run": 5, "records": 1}, finished_at=MORNING)

    seen = {role: signed_in(staff[role]).get(f"/jobs/{job.pk}/").content.decode() for role in ("manager", "adviser")}

    assert 'href="/returns/5/"' in seen["manager"]
    assert "/returns/5/" not in seen["adviser"]


def test_work_that_failed_says_so_in_words(
    staff: dict[str, User], saltmarsh: Organisation, signed_in: Callable[[User], Client]
) -> None:
    job = enqueue("towpath.clock.today", organisation=saltmarsh, arguments={}, by=SETUP, at=MORNING)
    Job.objects.filter(pk=job.pk).update(state="failed", failure="The file could not be read.", finished_at=MORNING)

    page = signed_in(staff["data_lead"]).get(f"/jobs/{job.pk}/").content.decode()

    assert "This stopped before it was finished" in page
    assert "The file could not be read." in page
