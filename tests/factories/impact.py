"""
A month of invented work at Saltmarsh, small enough to count by hand: January 2026, as known at nine on its last day.

Fourteen young people by number: 0 to 11 are in care and were reached twice each, 0 to 5 registered with the Charter,
5 to 7 came to the numeracy course, 7, 12 and 13 joined the pre-employment programme. So 12 + 6 + 3 + 3 = 24
participations of 14 people: 6 in one way, 6 in two (0 to 4, and 6), 2 in three (5 and 7).
"""

from datetime import date, datetime

from tests.factories.cast import SETUP
from tests.factories.charter import make_signing, register
from tests.factories.moments import DAY, MORNING
from tests.factories.people import make_pupils
from tests.factories.programmes import join, make_count_on_you, make_pre_employment, make_run
from towpath.access.models import User
from towpath.access.queries import viewer_for
from towpath.access.viewer import Viewer
from towpath.charter.models import Placement
from towpath.clock import LONDON
from towpath.contact.actions import record_contact
from towpath.contact.models import ContactEvent
from towpath.insight.models import ImpactReport, ImpactStory
from towpath.insight.reports.impact.actions import (
    Papers,
    StoryTold,
    check_story,
    lock_report,
    make_report,
    release_report,
    write_story,
)
from towpath.organisation.models import Organisation
from towpath.people.actions import record_care_fact
from towpath.people.models import Person
from towpath.programmes.actions import complete_stage, mark_register, record_outcome
from towpath.programmes.models import Participation, ProgrammeRun, RegisterMark

JANUARY = date(2026, 1, 1)
BY = {"by": SETUP, "at": MORNING}
COUNTS = {
    "supported": 12,
    "interventions": 12 * 2,
    "registered": 6,
    "placements": 2,
    "permanent": 1,
    "numeracy": 3,
    "numeracy_family": 1,
    "joined": 3,
    "completed": 2,
    "progressed": 1,
    "progressed_of_completed": 1,
    "apart": 1,
    "participations": 12 + 6 + 3 + 3,
    "people": 14,
    "in_1": 6,
    "in_2": 6,
    "in_3": 2,
    "in_4": 0,
    "funded": 0,
    "payments": 0,
    "pence": 0,
}
"""What the month comes to, by hand."""


def make_busy_month(organisation: Organisation, adviser: User) -> list[Person]:
    """Return the people of that month, by number: the fourteen, and after them some of whom nothing counts."""
    ids = make_pupils(organisation, 18)
    people = [Person.objects.get(pk=person_id) for person_id in ids]
    for person in people[:12]:
        care(person)
        for day in (12, 31):
            reach(person, adviser, datetime(2026, 1, day, 8, 0, tzinfo=LONDON))
        reach(person, adviser, datetime(2026, 1, 20, 8, 0, tzinfo=LONDON), outcome="no_answer")
    # In care and only tried; reached and not in care.
    care(people[14])
    reach(people[14], adviser, MORNING, outcome="left_message")
    reach(people[15], adviser, MORNING)
    _work(organisation, people)
    _learn(organisation, people, adviser)
    return people


def care(person: Person, *, from_date: date = date(2020, 5, 1), to_date: date | None = None) -> None:
    """Put somebody in care between two days."""
    told = {"kind": "looked_after", "source": "page:1", "from_date": from_date, "to_date": to_date}
    record_care_fact(person=person, **told, **BY)  # type: ignore[arg-type]


def reach(person: Person, adviser: User, at: datetime, *, outcome: str = "spoke") -> ContactEvent:
    """Return one contact, or try at one, written down at nine on `DAY`."""
    told = {"happened_at": at, "channel": "phone", "outcome": outcome, "owner": adviser}
    return record_contact(person=person, **told, **BY)  # type: ignore[arg-type]


def _work(organisation: Organisation, people: list[Person]) -> None:
    for person in people[:6]:
        register(person)
    employer = make_signing(organisation).establishment
    for person, permanent in ((people[0], DAY), (people[1], None)):
        Placement.objects.create(
            organisation=organisation, person=person, establishment=employer, title="Site assistant", is_paid=True,
            planned_date=DAY, started_date=DAY, permanent_date=permanent, recorded_at=MORNING, recorded_by="setup",
        )  # fmt: skip
    Placement.objects.create(
        organisation=organisation, person=people[2], establishment=employer, title="Unpaid taster", is_paid=False,
        planned_date=DAY, started_date=DAY, recorded_at=MORNING, recorded_by="setup",
    )  # fmt: skip


def _learn(organisation: Organisation, people: list[Person], adviser: User) -> None:
    course = make_run(make_count_on_you(organisation), adviser, name="Winter course", places=20)
    learners = [attend(course, each) for each in people[5:8]]
    attend(course, people[16], joined_as="family", beside=learners[0])
    work = make_run(make_pre_employment(organisation), adviser, places=20)
    joined = [join(work, people[number]) for number in (7, 12, 13)]
    first, completing = work.sessions.order_by("session_date")[0], work.stages.get(completes=True)
    for each in joined:
        mark_register(session=first, participation=each, mark="present", seen=0, **BY)  # type: ignore[arg-type]
    for each in joined[:2]:
        complete_stage(participation=each, stage=completing, completed_date=DAY, **BY)  # type: ignore[arg-type]
    for each, is_apart in ((joined[0], False), (joined[2], True)):
        told = {"kind": "apprenticeship", "where_words": "Saltmarsh Hospital", "start_date": DAY, "is_apart": is_apart}
        record_outcome(participation=each, **told, **BY)  # type: ignore[arg-type]


def attend(
    run: ProgrammeRun, person: Person, *, joined_as: str = "young_person", beside: Participation | None = None
) -> Participation:
    """Return somebody who came to the first session of a course, whatever it asks of whoever joins."""
    taking_part = Participation.objects.create(
        organisation=run.organisation, run=run, person=person, joined_as=joined_as, beside=beside,
        joined_date=run.start_date, recorded_at=MORNING, recorded_by="setup",
    )  # fmt: skip
    RegisterMark.objects.create(
        organisation=run.organisation, session=run.sessions.order_by("session_date")[0], participation=taking_part,
        mark="present", recorded_at=MORNING, recorded_by="setup",
    )  # fmt: skip
    return taking_part


def make_january(organisation: Organisation, **how: object) -> ImpactReport:
    """Return a draft of January 2026, prepared by the manager."""
    told = {"title": "Our impact in January", "from_date": JANUARY, "to_date": DAY, "by_name": "Marion Fairclough"}
    return make_report(organisation=organisation, **(told | how), **BY)  # type: ignore[arg-type]


STORY = StoryTold(
    title="Back on the water",
    words="After a hard year she found a course she likes, and a bus that gets her there.",
    agreed_for="everybody",
    agreed_date=DAY,
    agreed_how="in_person",
)


def make_story(report: ImpactReport, person: Person, *, by: Viewer | None = None, checked: bool = True) -> ImpactStory:
    """Return a story of somebody in a report, checked unless it says otherwise."""
    who = by.actor if by else SETUP
    story = write_story(report=report, person=person, told=STORY, by=who, at=MORNING)
    return check_story(story=story, by=who, at=MORNING) if checked else story


def impact_ids(organisation: Organisation, person: Person, manager: User) -> dict[str, str]:
    """Return one id of each kind that the pages of a locked and released report take."""
    report = make_january(organisation)
    story = make_story(report, person)
    lock_report(report=report, viewer=viewer_for(manager, organisation, DAY), at=MORNING)
    gone = release_report(
        report=report, papers=Papers(page=b"<p>Ours</p>", figures=b"a\n", pdf=None), stories=[story],
        to="The cabinet", purpose="Its report", upper=4, by_name="Marion Fairclough", **BY,  # type: ignore[arg-type]
    )  # fmt: skip
    return {
        "report_id": str(report.pk),
        "story_id": str(story.pk),
        "release_id": str(gone.pk),
        "measure": "supported",
        "ending": "figures",
    }
