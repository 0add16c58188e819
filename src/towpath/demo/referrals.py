"""
A month of referrals to the invented council: some answered in time, one late, one passed on, one before a panel.

Whoever is accepted is held already, so that no person is made whom the borough's truth does not know.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from towpath.access.models import User
from towpath.access.queries import viewer_for
from towpath.audit import Actor
from towpath.caseload.models import Case
from towpath.clock import LONDON
from towpath.contact.actions import NextStep, record_contact
from towpath.demo.month import NIGHT, Month
from towpath.people.models import Person
from towpath.people.queries import PersonRecord, list_records
from towpath.provision.actions import add_site, make_sharing_agreement, record_establishments
from towpath.provision.establishments import EstablishmentFacts
from towpath.provision.models import Establishment
from towpath.referrals.actions import (
    NewReferral,
    accept_referral,
    add_to_agenda,
    ask_referrer,
    call_panel,
    close_panel,
    decline_referral,
    give_action,
    list_drop_in,
    receive_referral,
    record_decision,
    record_reply,
    record_told,
    redirect_referral,
)
from towpath.referrals.models import Referral
from towpath.referrals.queries import list_waiting

AGENCIES = ("Harbour Young Carers", "The Lamp Room")
CANDIDATES = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class _Desk:
    month: Month
    manager: User
    adviser: User
    by: Actor

    def at(self, day: int, hour: int = 10) -> datetime:
        return datetime.combine(self.month.on.replace(day=day), time(hour), LONDON)

    def receive(self, day: int, **given: Any) -> Referral:
        public = Actor(organisation=self.month.organisation.code, user="public", role="referrer")
        told: dict[str, Any] = {"young_person_knows": "agrees", "postcode": "", **given}
        return receive_referral(
            organisation=self.month.organisation, given=NewReferral(**told), sending=f"demo {day}", by=public,
            at=self.at(day, 9),
        )  # fmt: skip

    def do(self, action: Any, row: Referral, day: int, **given: Any) -> None:
        row.refresh_from_db()
        action(referral=row, version=row.version, by=self.by, at=self.at(day), **given)


def play_referrals(month: Month) -> str:
    """Play the month's referrals, and return how many came and how many wait, in one line."""
    desk = _Desk(
        month=month, manager=month.holder("manager"), adviser=month.holder("adviser"), by=month.by("manager")
    )  # fmt: skip
    agencies = _make_agencies(desk)
    reached, waited = _known(desk)
    first = desk.receive(5, **_school(reached), why="Has missed most of this term and says school is not for them.")
    _accept(desk, first, reached, day=6)
    desk.do(record_told, first, 7, how="email")
    record_contact(
        person=Person.objects.get(pk=reached.id), happened_at=desk.at(12), channel="phone", outcome="spoke",
        owner=desk.adviser, words="Would like to see the boatyard.", by=desk.by, at=desk.at(12),
    )  # fmt: skip
    late = desk.receive(8, **_parent(waited), why="Has not left the house much since leaving college.")
    _accept(desk, late, waited, day=12)
    desk.do(record_told, late, 12, how="phone")
    declined = desk.receive(9, **_agency("Callum", "Thirlby"), why="Moving back to his dad’s next month.")
    desk.do(decline_referral, declined, 12, reason="out_of_area")
    desk.do(record_told, declined, 12, how="email")
    passed_on = desk.receive(14, **_agency("Nadia", "Farrow"), why="Looks after her mum and is missing lessons.")
    desk.do(ask_referrer, passed_on, 15, words="Does she want help with caring, with college, or with both?")
    desk.do(record_reply, passed_on, 20, words="With caring first. She knows that we asked you.")
    desk.do(redirect_referral, passed_on, 21, agency=agencies[0], is_agreed=True, words="")
    desk.do(record_told, passed_on, 22, how="email")
    alone = desk.receive(
        19, referred_by="young_person", given_name="Idris", family_name="Quennell", phone="07700 900518",
        how_to_reach="Text me, after 4pm", why="I want a job with animals and do not know where to start.",
    )  # fmt: skip
    asked = desk.receive(26, **_agency("Bethan", "Sowerby"), why="Left care last year and is between places to stay.")
    desk.do(ask_referrer, asked, 27, words="Which number is safe to ring?")
    desk.receive(28, **_school(None), given_name="Tamsin", family_name="Ogilby", why="Unsure between two colleges.")
    _play_panels(desk, late, alone)
    waiting = list_waiting(viewer_for(desk.manager, month.organisation, month.on), month.on)
    return (
        f"Referrals: {Referral.objects.filter(organisation=month.organisation).count()} came, {len(waiting)} wait for "
        f"something and {sum(each.is_late for each in waiting)} of these are late."
    )


def _make_agencies(desk: _Desk) -> list[Establishment]:
    """Return two agencies, one of which has agreed to take referrals; an adviser sits at each once a week."""
    organisation, at = desk.month.organisation, desk.at(2)
    recorded = record_establishments(
        organisation=organisation, source="demo:agencies", by=NIGHT, at=at,
        incoming=[EstablishmentFacts(name=name, is_agency=True, postcode="SB1 1AA") for name in AGENCIES],
    )  # fmt: skip
    made = [each.establishment_id for each in recorded if each.establishment_id is not None]
    rows = [Establishment.objects.get(pk=each) for each in made]
    make_sharing_agreement(
        establishment=rows[0], title="Referrals both ways", covers=["referral"], from_date=at.date(), by=desk.by, at=at
    )
    for weekday, row in enumerate(rows, start=1):
        site = add_site(
            establishment=row, name=f"{row.name} on the quay", address=f"{weekday} Quay Street", postcode="SB1 1AA",
            by=desk.by, at=at,
        )  # fmt: skip
        list_drop_in(
            site=site, adviser=desk.adviser, weekday=weekday, opens_at=time(14), closes_at=time(16, 30),
            from_date=at.date(), by=desk.by, at=at,
        )  # fmt: skip
    return rows


def _known(desk: _Desk) -> tuple[PersonRecord, PersonRecord]:
    """Return two people who are held and have no case, of 16 or 17 if there are such."""
    on = desk.month.on
    ids = Person.objects.filter(organisation=desk.month.organisation, withdrawn_at__isnull=True)
    free = ids.exclude(pk__in=Case.objects.values("person_id")).order_by("pk").values_list("pk", flat=True)[:CANDIDATES]
    records = list_records(viewer_for(desk.manager, desk.month.organisation, on), list(free), on)
    grown = [
        record
        for record in records.values()
        if record.birth_date and date(on.year - 18, on.month, 1) < record.birth_date < date(on.year - 16, 1, 1)
    ]
    first, second, *_ = [*grown, *records.values()]
    return first, second


def _about(record: PersonRecord) -> dict[str, Any]:
    given_name, _, family_name = record.shown_name.partition(" ")
    return {"given_name": given_name, "family_name": family_name or given_name, "birth_date": record.birth_date}


def _school(record: PersonRecord | None) -> dict[str, Any]:
    return {
        "referred_by": "school", "referrer_name": "Petra Voss", "referrer_job": "Head of Year 12",
        "referrer_place": "Saltmarsh Sixth Form", "referrer_email": "petra.voss@sixthform.example",
        **(_about(record) if record else {}),
    }  # fmt: skip


def _parent(record: PersonRecord) -> dict[str, Any]:
    return {
        "referred_by": "parent", "referrer_name": "Moira Lang", "referrer_phone": "07700 900611",
        "young_person_knows": "knows", **_about(record),
    }  # fmt: skip


def _agency(given_name: str, family_name: str) -> dict[str, Any]:
    return {
        "referred_by": "agency", "referrer_name": "Gwen Ashdown", "referrer_job": "Family worker",
        "referrer_place": "The Lamp Room", "referrer_email": "gwen@lamproom.example",
        "given_name": given_name, "family_name": family_name,
    }  # fmt: skip


def _accept(desk: _Desk, row: Referral, record: PersonRecord, *, day: int) -> None:
    step = NextStep(desk.month.on.replace(day=day) + timedelta(days=7), "Get in touch")
    person = Person.objects.select_related("organisation").get(pk=record.id)
    desk.do(accept_referral, row, day, person=person, adviser=desk.adviser, level_of_need="2", next_step=step)


def _play_panels(desk: _Desk, late: Referral, alone: Referral) -> None:
    organisation = desk.month.organisation
    panel = call_panel(
        organisation=organisation, name="Participation panel", meets_at=desk.at(28, 14), by=desk.by, at=desk.at(20)
    )
    item = add_to_agenda(panel=panel, referral=late, by=desk.by, at=desk.at(20))
    record_decision(
        item=item, version=item.version, decision="Visit at home with the family worker.", by=desk.by,
        at=desk.at(28, 15),
    )  # fmt: skip
    give_action(
        item=item, words="Arrange the home visit", owner=desk.adviser, due_date=desk.month.on + timedelta(days=5),
        by=desk.by, at=desk.at(28, 15),
    )  # fmt: skip
    panel.refresh_from_db()
    close_panel(
        panel=panel, version=panel.version, attended=f"{desk.manager.name}, the service\nGwen Ashdown, The Lamp Room",
        minutes="The next panel looks at young people who left college in the autumn.", by=desk.by, at=desk.at(28, 16),
    )  # fmt: skip
    following = call_panel(
        organisation=organisation, name="Participation panel", meets_at=desk.at(28, 14) + timedelta(days=28),
        by=desk.by, at=desk.at(28, 16),
    )  # fmt: skip
    add_to_agenda(panel=following, referral=alone, by=desk.by, at=desk.at(28, 16))
