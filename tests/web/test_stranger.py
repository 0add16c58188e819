"""
The stranger's crawl: every route, as everybody, with an id of one's own council and of the next.

What to expect comes from the policy table alone. A new route joins by itself, and asks for any new kind of id.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client

from tests.factories.answers import make_answer
from tests.factories.cast import NAMES, SETUP
from tests.factories.charter import check_everything, forward, make_opportunity, make_placement, make_signing, promise
from tests.factories.desk import desk_ids
from tests.factories.funds import ask_of, make_pot
from tests.factories.impact import impact_ids
from tests.factories.leavers import make_study
from tests.factories.messages import message_ids
from tests.factories.moments import DAY, MORNING
from tests.factories.openings import make_college, make_opening
from tests.factories.people import WREN, make_person, make_school, pupil
from tests.factories.programmes import join, make_pre_employment, make_run
from tests.factories.referrals import referral_ids
from tests.factories.returns import return_ids
from tests.factories.school_lists import school_list_ids
from tests.factories.uploads import sending_ids
from tests.factories.voice import voice_ids
from tests.web.imports.waiting import decided_row, layout_of, propose_by_list, waiting_row
from tests.web.routes import Found, every_route
from towpath.access.models import User
from towpath.access.queries import viewer_for
from towpath.applications.actions import shortlist
from towpath.audit import Actor
from towpath.caseload.actions import Step, make_code, open_barrier, raise_concern, write_plan
from towpath.charter.actions import start_placement
from towpath.contact.actions import record_contact
from towpath.jobs.actions import enqueue
from towpath.organisation.models import Organisation
from towpath.people.facts import PersonFacts
from towpath.people.models import ContactRoute
from towpath.privacy.actions import open_urgent_look, place_hold, record_request
from towpath.programmes.models import ProgrammeReason
from towpath.provision.actions import add_site, let_speak_for
from towpath.returns.actions import build_return
from towpath.tasks.actions import add_task
from towpath.tracking.actions import record_statement
from towpath.tracking.actions.merging import merge_people
from towpath.tracking.values import NewStatement
from towpath.web.policy import ANYONE, NOBODY, OWN, SIGNED_IN, Route, find_route

ASKED_BY_ALL = ("GET", "POST")
ASKED_BY_SOME = ("PUT", "DELETE")
"""What no page answers: those outside are refused before it is looked at, and of those inside one asks for all."""

# Libraries' pages send some people elsewhere for reasons of their own; they show nobody's record.
LIBRARY = ("account_", "mfa_")

# Signed in, in a council: the answers that mean "let in", whatever the page then made of an empty form.
LET_IN = frozenset({200, 302, 409})
# What every council has by the same name: whoever knocks is shown their own.
NAMED_ALIKE = frozenset({"list_name", "entry_code", "ready_list", "wording_code"})


@dataclass(frozen=True, slots=True)
class Visit:
    """Somebody at a door: who, their role here if any, and whether the ids in their hand are of their own council."""

    who: str
    role: str
    ids_are_own: bool


def expected(route: Route, found: Found, method: str, visit: Visit) -> frozenset[int]:
    """Return the answers the policy allows, worked out without looking at any view."""
    if route.who == NOBODY:
        return frozenset({404})
    if route.who == ANYONE:
        allowed = frozenset({200, 302, 404}) if route.name.startswith(LIBRARY) or found.takes else frozenset({200})
        return allowed if method in route.methods else frozenset({405})
    if visit.who == "anonymous" or route.who == OWN:
        return frozenset({302})  # A young person's own pages are opened by a code, and by nobody's role.
    if route.who == SIGNED_IN:
        if method not in route.methods:
            return frozenset({405})
        return frozenset({200, 302}) | (
            frozenset({403, 404}) if route.name.startswith(LIBRARY) or not visit.role else frozenset()
        )
    if visit.role not in route.roles:
        return frozenset({403})
    if method not in route.methods:
        return frozenset({405})
    return LET_IN if visit.ids_are_own or not set(found.takes) - NAMED_ALIKE else frozenset({404})


def methods_of(route: Route, visit: Visit) -> tuple[str, ...]:
    """Return how somebody knocks: an outsider in every way, and of those inside the first whom the policy lets in."""
    first = next((role for role in NAMES if role in route.roles), next(iter(NAMES)))
    return ASKED_BY_ALL + ASKED_BY_SOME if not visit.ids_are_own or visit.role == first else ASKED_BY_ALL


@pytest.fixture
def ids(staff: dict[str, User], saltmarsh: Organisation) -> dict[str, str]:
    """Return one id of each kind that an address may take, all of Saltmarsh."""
    job = enqueue("towpath.clock.today", organisation=saltmarsh, arguments={}, by=SETUP, at=MORNING)
    school = make_school(saltmarsh)
    person = make_person(saltmarsh, replace(WREN, establishment_id=school.pk, year_group=12))
    task = add_task(
        organisation=saltmarsh,
        kind="next_step",
        words="Ring",
        due_date=DAY,
        person=person,
        owner=staff["adviser"],
        by=SETUP,
        at=MORNING,
    )
    contact = record_contact(
        person=person,
        happened_at=MORNING,
        channel="phone",
        outcome="spoke",
        owner=staff["adviser"],
        by=SETUP,
        at=MORNING,
    )
    told = NewStatement(
        person_id=person.pk, code="230", start_date=DAY, how="young_person", sender="advisers", source="page:1"
    )
    statement = record_statement(organisation=saltmarsh, new=told, by=SETUP, at=MORNING)
    let_speak_for(user=staff["school_lead"], establishment=school, from_date=DAY, by=SETUP, at=MORNING)
    opening = make_opening(make_college(saltmarsh))
    application = shortlist(person=person, opening=opening, by=SETUP, at=MORNING)
    run = build_return(organisation=saltmarsh, period_end=DAY, known_at=MORNING, by=SETUP, at=MORNING)
    row, conflict = waiting_row(saltmarsh)
    plan = write_plan(
        person=person, number=0, goal="Boats", review_date=DAY, owner=staff["adviser"], by=SETUP, at=MORNING,
        steps=[Step(words="Look up bus times", whose="young_person", due_date=DAY)],
    )  # fmt: skip
    barrier = open_barrier(person=person, code="travel", opened_date=DAY, by=SETUP, at=MORNING)
    concern = raise_concern(person=person, seen_date=DAY, words="Seen", told="lead", by=SETUP, at=MORNING)
    put_forward, _ = forward(person, make_opportunity(make_signing(saltmarsh, school.name)))
    placement = make_placement(put_forward)
    check_everything(placement)
    start_placement(placement=placement, version=1, started_date=DAY, owner=staff["adviser"], by=SETUP, at=MORNING)
    own_code, _ = make_code(person=person, made_by=staff["adviser"], by=SETUP, at=MORNING)
    asked = record_request(
        person=person, asked_by="young_person", received_date=DAY, identity="not_yet", by=SETUP, at=MORNING
    )
    hold = place_hold(person=person, reason="court", words="Ordered", by=SETUP, at=MORNING)
    # It was over the day before, so that no page of the crawl shows what it opened.
    urgent_look = open_urgent_look(
        person=person, door="notes", reason="Her mother rang and said that she has not come home",
        by=Actor("saltmarsh", staff["adviser"].public_id, "adviser"), at=MORNING - timedelta(days=1),
    )  # fmt: skip
    programme = make_pre_employment(saltmarsh)
    programme_run = make_run(programme, staff["adviser"])
    participation = join(programme_run, person)
    pot = make_pot(saltmarsh, staff["manager"])
    support_request = ask_of(pot, person, staff["adviser"])
    other = make_person(saltmarsh, PersonFacts(legal_given_name="Rowan", legal_family_name="Tait"))
    again = make_person(saltmarsh, PersonFacts(legal_given_name="Wrenna", legal_family_name="Tait"))
    alias = merge_people(person=again, same_as=person, by=SETUP, at=MORNING)
    return {
        "other_id": other.public_id,
        "join_id": str(alias.pk),
        **desk_ids(saltmarsh, make_person(saltmarsh, pupil(80)), staff["adviser"]),
        **referral_ids(saltmarsh, staff["adviser"]),
        **voice_ids(saltmarsh, staff["adviser"]),
        **message_ids(saltmarsh, staff["adviser"], person),
        **school_list_ids(saltmarsh, school, person, make_person(saltmarsh, pupil(70))),
        "programme_id": str(programme.pk),
        "stage_id": str(programme.stages.get(position=1).pk),
        "programme_run_id": str(programme_run.pk),
        "session_id": str(programme_run.sessions.order_by("session_date")[0].pk),
        "participation_id": str(participation.pk),
        "reason_id": str(ProgrammeReason.objects.filter(organisation=saltmarsh).order_by("pk")[0].pk),
        "number": str(row.batch.number),
        "sender_id": str(row.batch.sender_id),
        **sending_ids(row.batch.sender, staff["provider"]),
        "receipt": "no-such-receipt",
        "layout_id": str(layout_of(row.batch.sender).pk),
        "proposal_id": str(propose_by_list(person).pk),
        "row_id": str(row.pk),
        "decision_id": str(decided_row(row.batch.organisation).pk),
        "conflict_id": str(conflict.pk),
        "establishment_id": str(school.pk),
        "site_id": str(add_site(establishment=school, name="Annexe", by=SETUP, at=MORNING).pk),
        "list_name": "barrier",
        "entry_code": "travel",
        "run_id": str(run.pk),
        **return_ids(saltmarsh, person),
        "pot_id": str(pot.pk),
        "support_request_id": str(support_request.pk),
        "study_id": str(make_study(saltmarsh).pk),
        **impact_ids(saltmarsh, person, staff["manager"]),
        "code": run.problems.order_by("pk").values_list("code", flat=True)[0],
        "person_id": person.public_id,
        "task_id": str(task.pk),
        "contact_id": str(contact.pk),
        "statement_id": str(statement.statement_id),
        "opening_id": str(opening.pk),
        "application_id": str(application.pk),
        "field": "gender",
        "step_id": str(plan.steps.get().pk),
        "barrier_id": str(barrier.pk),
        "concern_id": concern.public_id,
        "kind": "contact-routes",
        "fact_id": str(ContactRoute.objects.get(person=person).pk),
        "user_id": staff["adviser"].public_id,
        "job_id": str(job.pk),
        "code_id": str(own_code.pk),
        "letters": "NOSUCHLETTER",
        "said": "help",
        "answer_id": str(make_answer(viewer_for(staff["adviser"], saltmarsh, DAY), person).pk),
        "about": "plan",
        "secret": "no-such-secret",
        "pledge_id": str(promise(school.signings.get()).pk),
        "opportunity_id": str(put_forward.opportunity_id),
        "consent_id": str(put_forward.consent_id),
        "submission_id": str(put_forward.pk),
        "placement_id": str(placement.pk),
        "weeks": "4",
        "copy_request_id": asked.public_id,
        "hold_id": str(hold.pk),
        "look_id": urgent_look.public_id,
        "uidb36": "1",
        "key": "none-set",
        "pk": "1",
    }


@pytest.fixture
def doors(
    staff: dict[str, User], stranger: User, suspended: User, signed_in: Callable[[User], Client]
) -> list[tuple[Visit, Callable[[], Client]]]:
    everyone: list[tuple[Visit, Callable[[], Client]]] = [
        (Visit("anonymous", "", ids_are_own=False), lambda: Client(raise_request_exception=False)),
        (Visit("suspended", "", ids_are_own=False), lambda: signed_in(suspended)),
        (Visit("stranger", "data_lead", ids_are_own=False), lambda: signed_in(stranger)),
    ]
    for role in NAMES:
        everyone.append((Visit(role, role, ids_are_own=True), lambda user=staff[role]: signed_in(user)))  # type: ignore[misc]
    return everyone


def visits(
    doors: list[tuple[Visit, Callable[[], Client]]], ids: dict[str, str]
) -> Iterator[tuple[str, frozenset[int], int]]:
    for visit, come_in in doors:
        client = come_in()
        for found in every_route():
            route = find_route(found.name)
            assert route is not None, f"{found.name} has no policy row"
            for method in methods_of(route, visit):
                if (visit.who, found.name) == ("suspended", "account_logout"):
                    continue
                answer = client.generic(method, found.address(ids))
                if answer.streaming:
                    b"".join(answer.streaming_content)  # A file is closed when it has been read to its end.
                yield f"{visit.who} {method} {found.name}", expected(route, found, method, visit), answer.status_code
                # Whoever is signed out is told so by their cookie.
                if settings.SESSION_COOKIE_NAME in answer.cookies and visit.who != "anonymous":
                    client = client if client.session.get("_auth_user_id") else come_in()


@pytest.mark.once
@pytest.mark.slow
def test_everybody_gets_what_the_policy_says_at_every_door(
    doors: list[tuple[Visit, Callable[[], Client]]], ids: dict[str, str]
) -> None:
    seen = list(visits(doors, ids))

    unexpected = [f"{what}: {status}, not {sorted(wanted)}" for what, wanted, status in seen if status not in wanted]
    assert unexpected == []
    # Every route by two methods as everybody, and by two more as the three outsiders and one inside.
    asked = len(ASKED_BY_ALL) * (3 + len(NAMES)) + len(ASKED_BY_SOME) * (3 + 1)
    assert len(seen) == len(every_route()) * asked - len(ASKED_BY_ALL + ASKED_BY_SOME)


def test_an_id_of_the_next_council_is_answered_as_one_that_does_not_exist(
    stranger: User, ids: dict[str, str], signed_in: Callable[[User], Client]
) -> None:
    client = signed_in(stranger)

    foreign = client.get(f"/users/{ids['user_id']}/")
    made_up = client.get(f"/users/{'0' * 32}/")

    assert (foreign.status_code, made_up.status_code) == (404, 404)
    assert len(foreign.content) == len(made_up.content)


def test_no_page_says_anything_of_the_next_council(
    stranger: User, staff: dict[str, User], ids: dict[str, str], signed_in: Callable[[User], Client]
) -> None:
    """A page whose address takes no id is answered to everybody with leave, so what it says is read."""
    pages = [
        found.address(ids) + question
        for found in every_route()
        if not found.takes and (route := find_route(found.name)) and route.who not in (ANYONE, NOBODY, OWN, SIGNED_IN)
        for question in ("", "?q=Halloran", f"?q={WREN.upn}", "?adviser=mine&show=all")
    ]
    theirs, own = signed_in(stranger), signed_in(staff["data_lead"])

    told = [page for page in pages if _names_saltmarsh(theirs, page)]

    assert told == []
    # Whoever belongs there is shown them, or nothing said to the stranger would prove nothing.
    assert sum(_names_saltmarsh(own, page) for page in pages) >= 10


def _names_saltmarsh(client: Client, page: str) -> bool:
    answer = client.get(page)
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    # A page says back what was looked for, as the value of a box and in quotation marks.
    said = content.decode(errors="replace").replace('value="Halloran"', "").replace("‘Halloran’", "").casefold()
    return "halloran" in said or "saltmarsh" in said
