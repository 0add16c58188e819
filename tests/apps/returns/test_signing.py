"""A second person signs, somebody uploads by hand, and the log knows whose records went out."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.apps.returns.conftest import LATER, PERIOD_END, SOON
from tests.factories.cast import SETUP
from towpath.audit.models import Event
from towpath.audit.queries import verify
from towpath.organisation.actions import correct_standards
from towpath.people.actions import set_return_fact
from towpath.people.models import Person
from towpath.returns.actions import (
    SignOffRefusedError,
    UploadRefusedError,
    build_return,
    log_upload,
    release_to_hand,
    sign_off,
)
from towpath.returns.models import Run, SignOff, Upload
from towpath.returns.queries import RunNotFoundError, find_version_before, list_differences, list_versions
from towpath.rules.returns.compare import Changed

pytestmark = [pytest.mark.django_db, pytest.mark.database]

SECOND = replace(SETUP, user="second")


@pytest.fixture
def run(borough):
    return build(borough)


def build(borough, at=SOON):
    return build_return(organisation=borough.organisation, period_end=PERIOD_END, known_at=at, by=SETUP, at=at)


def test_a_second_person_signs(run):
    sign_off(run=run, by=SECOND, at=LATER, note="Looked at the leavers.")

    assert Run.objects.get().state == run.state == Run.State.SIGNED
    signed = SignOff.objects.get()
    assert (signed.signed_by, signed.role, signed.signed_at) == ("second", "system", LATER)
    assert Event.objects.filter(kind="returns.signed", subject=f"returns_run:{run.pk}").count() == 1


def test_whoever_built_it_may_not_sign_it(run):
    with pytest.raises(SignOffRefusedError, match="somebody else must sign"):
        sign_off(run=run, by=SETUP, at=LATER)

    assert not SignOff.objects.exists()


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (Run.State.BUILT, "turn the whole file away"),
        (Run.State.SIGNED, "signed off already"),
        (Run.State.SUPERSEDED, "taken its place"),
    ],
)
def test_only_a_return_that_stands_may_be_signed(run, state, words):
    Run.objects.update(state=state)

    with pytest.raises(SignOffRefusedError, match=words):
        sign_off(run=run, by=SECOND, at=LATER)


def test_a_signed_return_stands_until_another_is_signed(borough, run):
    sign_off(run=run, by=SECOND, at=SOON)
    again = build(borough, at=LATER)

    assert Run.objects.get(pk=run.pk).state == Run.State.SIGNED

    sign_off(run=again, by=SECOND, at=LATER, because="Two records were turned away")

    assert Run.objects.get(pk=run.pk).state == Run.State.SUPERSEDED
    assert Run.objects.get(pk=again.pk).state == Run.State.SIGNED


def test_a_month_signed_anew_is_another_version_and_says_why(borough, run):
    sign_off(run=run, by=SECOND, at=SOON, because="not asked of the first")
    again = build(borough, at=LATER)
    for because in ("", "   "):
        with pytest.raises(SignOffRefusedError, match="Say why it is signed anew"):
            sign_off(run=again, by=SECOND, at=LATER, because=because)
    assert Run.objects.get(pk=run.pk).state == Run.State.SIGNED

    sign_off(run=again, by=SECOND, at=LATER, because="Two records were turned away")

    versions = SignOff.objects.order_by("version").values_list("run_id", "version", "why_anew")
    assert list(versions) == [(run.pk, 1, ""), (again.pk, 2, "Two records were turned away")]


def test_the_first_version_can_still_be_told_of_and_is_compared_with(borough, run, data_lead, stranger):
    sign_off(run=run, by=SECOND, at=SOON)
    log_upload(run=run, uploaded_at=SOON, by=SETUP, at=SOON, answer="partly")
    told = {"source": "page", "by": SETUP, "at": SOON}
    set_return_fact(person=borough.person("seeking"), field="level_of_need", value="1", from_date=None, **told)
    again = build(borough, at=LATER)

    assert find_version_before(data_lead, again) == run
    assert [each.pk for each in list_versions(data_lead, PERIOD_END)] == [run.pk]
    assert not list_versions(stranger, PERIOD_END).exists()
    [changed] = list_differences(data_lead, again.pk, earlier_id=run.pk)
    assert (changed.person_id, changed.values) == (borough.ids["seeking"], (Changed("LevelOfNeedCode", "3", "1"),))
    with pytest.raises(RunNotFoundError):
        list_differences(stranger, again.pk, earlier_id=run.pk)


def test_a_return_that_fails_whole_is_kept_and_cannot_be_signed(borough):
    # Check 903 or its like fails the whole file: here the council's correction makes a check of a record one of those.
    text = """
[[correction]]
list = "checks"
code = "31"
from = 2025-09-01
set = { severity = "file_failed" }
reason = "to see it"
source = "ours"
"""
    correct_standards(borough.organisation, name="ours", text=text, by=SETUP, at=SOON)

    run = build(borough)

    assert run.state == Run.State.BUILT
    with pytest.raises(SignOffRefusedError, match="turn the whole file away"):
        sign_off(run=run, by=SECOND, at=LATER)


def test_an_upload_is_logged_and_so_is_the_answer_when_it_comes(run):
    sign_off(run=run, by=SECOND, at=SOON)
    log_upload(run=run, uploaded_at=SOON, by=SETUP, at=SOON)
    log_upload(run=run, uploaded_at=SOON, by=SETUP, at=LATER, answer="partly", words="Two records turned away.")

    waiting, answered = Upload.objects.order_by("pk")
    assert (waiting.answer, answered.answer, answered.words) == ("", "partly", "Two records turned away.")
    assert Event.objects.filter(kind="returns.upload_logged").count() == 2
    assert "turned away" not in Event.objects.filter(kind="returns.upload_logged").last().facts


def test_an_unsigned_return_was_not_uploaded(run):
    with pytest.raises(UploadRefusedError, match="not signed off"):
        log_upload(run=run, uploaded_at=SOON, by=SETUP, at=LATER)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"answer": "fine"}, "Choose accepted"),
        ({"uploaded_at": SOON - timedelta(days=1)}, "before the return was built"),
        ({"uploaded_at": LATER + timedelta(minutes=1)}, "in the future"),
    ],
)
def test_an_upload_that_cannot_be_is_refused(run, given, words):
    sign_off(run=run, by=SECOND, at=SOON)

    with pytest.raises(UploadRefusedError, match=words):
        log_upload(run=run, by=SETUP, at=LATER, **{"uploaded_at": SOON, **given})

    assert not Upload.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_taking_the_file_out_names_everyone_in_it_first(borough, run):
    with release_to_hand(run=run, by=SETUP, at=LATER) as content:
        event = Event.objects.get(kind="returns.taken_out")
        taken = content.read()

    sent = Person.objects.filter(pk__in=set(borough.ids.values()) - {borough.ids["next_door"]})
    assert all(person.public_id in event.persons for person in sent)
    assert borough.person("next_door").public_id not in event.persons
    assert taken.startswith(b"<?xml")
    assert verify("saltmarsh")["ok"]
