"""How far long work has got, said on a page."""

from collections.abc import Callable

from django.test import Client

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


def test_work_that_failed_says_so_in_words(
    staff: dict[str, User], saltmarsh: Organisation, signed_in: Callable[[User], Client]
) -> None:
    job = enqueue("towpath.clock.today", organisation=saltmarsh, arguments={}, by=SETUP, at=MORNING)
    Job.objects.filter(pk=job.pk).update(state="failed", failure="The file could not be read.", finished_at=MORNING)

    page = signed_in(staff["data_lead"]).get(f"/jobs/{job.pk}/").content.decode()

    assert "This stopped before it was finished" in page
    assert "The file could not be read." in page
