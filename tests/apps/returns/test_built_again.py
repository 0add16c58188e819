"""
The promise that outranks the others: a return built again, as known on its day, is the same to the last byte.

Between the two buildings everything that can reach a return is changed some two hundred times, at random, in every way
there is: facts, names, numbers, addresses, statements, guarantees, merges, undone lists, settings, corrections of
published lists, establishments, and other returns.
"""

import random
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.apps.returns.conftest import LATER, PERIOD_END, SOON, Borough, statement
from tests.factories.cast import SETUP
from tests.factories.moments import MORNING
from tests.factories.people import mark_address, pupil
from towpath.audit.queries import verify
from towpath.files.actions import open_kept
from towpath.organisation.actions import change_setting, correct_standards, withdraw_correction
from towpath.organisation.models import Overlay
from towpath.people import actions as people
from towpath.people.facts import FactsRefusedError, PersonFacts
from towpath.people.models import Alias, Person
from towpath.provision.models import Establishment
from towpath.returns.actions import build_return, sign_off
from towpath.returns.models import Run
from towpath.rules.dates import month_end
from towpath.tracking.actions import (
    DESTINATIONS,
    GUARANTEES,
    NewGuarantee,
    NewIntendedDestination,
    record_statements,
    withdraw_source,
    withdraw_statements,
)
from towpath.tracking.models import Statement

pytestmark = [pytest.mark.django_db, pytest.mark.database]

CHANGES = 200
SEEDS = (20260131, 7, 4711)
CODES = ("210", "230", "310", "330", "619", "650", "710", "810", "350", "110")
OVERLAY = """
[[correction]]
list = "activity_codes"
code = "{code}"
from = 2025-09-01
set = {{ lapse_from = "verified", lapse_amount = {months}, lapse_unit = "months" }}
reason = "Our copy says so"
source = "the requirement"
"""


def build(borough: Borough, *, known_at=SOON, at=SOON, period_end=PERIOD_END) -> tuple[Run, bytes]:
    run = build_return(organisation=borough.organisation, period_end=period_end, known_at=known_at, by=SETUP, at=at)
    with open_kept(run.file) as file:
        return run, file.read()


@pytest.mark.parametrize("seed", SEEDS)
def test_a_return_built_again_after_two_hundred_changes_is_the_same_to_the_byte(borough, seed):
    print(f"seed {seed}")
    pick = random.Random(seed)
    people.merge_people(
        person=borough.person("silent"), same_as=borough.person("ended"), by=SETUP, at=SOON - timedelta(days=1)
    )
    first, before = build(borough)

    done = [_changed(pick, number, borough) for number in range(CHANGES + 40)]
    again, after = build(borough, at=LATER + timedelta(days=40))
    newest, now = build(borough, known_at=LATER + timedelta(days=40), at=LATER + timedelta(days=40))

    assert sum(done) >= CHANGES
    assert after == before
    assert again.sha256 == first.sha256
    assert again.standards_version == first.standards_version
    # The changes were such as a return shows, or sameness would prove nothing.
    assert now != before
    assert newest.standards_version != first.standards_version
    assert verify("saltmarsh")["ok"]


@pytest.mark.parametrize("name", ["nccis_given_since", "never_built_before"])
def test_a_first_building_long_after_is_the_same_to_the_byte_as_the_second(borough, name):
    pick = random.Random(name)
    print(f"seed {name}")
    for number in range(60):
        _changed(pick, number, borough)
    if name == "nccis_given_since":
        facts = PersonFacts(nccis_id="3430000007777")
        people.record_person(
            organisation=borough.organisation,
            person_id=borough.ids["wren"],
            facts=facts,
            source="page",
            by=SETUP,
            at=LATER + timedelta(days=20),
        )

    _, first = build(borough, at=LATER + timedelta(days=30))
    for number in range(60, 160):
        _changed(pick, number, borough, since=LATER + timedelta(days=31))
    _, again = build(borough, at=LATER + timedelta(days=60))

    assert again == first


def test_a_return_built_in_the_midst_of_an_undoing_is_built_again_the_same(borough, monkeypatch):
    monkeypatch.setattr("towpath.people.actions.undo.CHUNK", 1)
    facts = PersonFacts(address_line_1="3 Weir Lane", postcode="SM4 4SM")
    for name in ("sixth_former", "seeking", "silent"):
        people.record_person(
            organisation=borough.organisation,
            person_id=borough.ids[name],
            facts=facts,
            source="import:9",
            by=SETUP,
            at=MORNING + timedelta(hours=1),
        )
    meanwhile = []

    def clock():
        # A return is built a minute after each part, and the next part begins a minute later.
        built_at = LATER + timedelta(minutes=1 + 2 * len(meanwhile))
        _, content = build(borough, known_at=built_at, at=built_at)
        meanwhile.append((built_at, content))
        return built_at + timedelta(minutes=1)

    people.withdraw_source(organisation=borough.organisation, source="import:9", by=SETUP, at=LATER, clock=clock)

    assert len({content for _, content in meanwhile}) == 3
    for built_at, content in meanwhile:
        assert build(borough, known_at=built_at, at=LATER + timedelta(days=1))[1] == content


def _changed(pick: random.Random, number: int, borough: Borough, *, since=LATER) -> bool:
    """Change one thing, and return whether it could be: a merge with oneself, say, cannot."""
    at = since + timedelta(minutes=number)
    person = pick.choice(list(Person.objects.filter(withdrawn_at__isnull=True).order_by("pk")))
    change = KINDS[number % len(KINDS)]
    with suppress(FactsRefusedError, people.MergeRefusedError, IndexError):
        change(pick, number, borough, person, {"by": SETUP, "at": at})
        return True
    return False


def _facts(**given):
    def change(pick, number, borough, person, who):
        stated = {name: value(pick, number) if callable(value) else value for name, value in given.items()}
        people.record_person(
            organisation=borough.organisation,
            person_id=person.pk,
            facts=PersonFacts(**stated),
            source=f"import:{number}",
            **who,
        )

    return change


def _newcomer(pick, number, borough, person, who):
    facts = replace(pupil(1_000 + number), nccis_id=f"343{number:010d}" if number % 2 else None)
    people.record_person(organisation=borough.organisation, facts=facts, source=f"import:{number}", **who)


def _told(pick, number, borough, person, who):
    told = statement(
        person.pk,
        pick.choice(CODES),
        start_date=date(2025, 9, 1) + timedelta(days=pick.randrange(140)),
        verified_date=None if number % 3 else date(2026, 1, pick.randrange(1, 31)),
        establishment_id=borough.school.pk if number % 2 else None,
        provider_name="" if number % 2 else "Quay Training",
        sender=f"sender-{number}",
        source=f"import:{number}",
    )
    [recorded] = record_statements(organisation=borough.organisation, incoming=[told], **who)
    assert recorded.outcome


def _taken_back(pick, number, borough, person, who):
    standing = Statement.objects.filter(withdrawn_at__isnull=True).order_by("pk").values_list("pk", flat=True)
    withdraw_statements(
        organisation=borough.organisation, statement_ids=[pick.choice(list(standing))], reason="wrong", **who
    )


def _offered(pick, number, borough, person, who):
    new = NewGuarantee(
        person_id=person.pk,
        cohort_year=2025,
        year_group=pick.choice((11, 12)),
        status=pick.choice(("110", "120", "151")),
        la_code="343",
        source=f"import:{number}",
    )
    GUARANTEES.record(organisation=borough.organisation, incoming=[new], **who)


def _meant(pick, number, borough, person, who):
    code = pick.choice(("121", "131", "141"))
    new = NewIntendedDestination(person_id=person.pk, cohort_year=2026, code=code, words="", source=f"import:{number}")
    DESTINATIONS.record(organisation=borough.organisation, incoming=[new], **who)


def _merged(pick, number, borough, person, who):
    other = pick.choice(list(Person.objects.order_by("pk")))
    people.merge_people(person=person, same_as=other, **who)


def _unmerged(pick, number, borough, person, who):
    standing = list(Alias.objects.filter(undone_at__isnull=True).order_by("pk"))
    people.unmerge_people(alias=pick.choice(standing), **who)


def _undone(pick, number, borough, person, who):
    source = "import:1" if number > 150 else f"import:{number - 7}"
    withdraw_source(organisation=borough.organisation, source=source, **who)
    people.withdraw_source(organisation=borough.organisation, source=source, **who)


def _chosen(pick, number, borough, person, who):
    key, value = pick.choice(
        (
            ("return.gap", pick.choice(("fill", "leave"))),
            ("return.element_spelling", pick.choice(("published", "example"))),
            ("neet.not_known_breaks_run", pick.choice((True, False))),
        )
    )
    change_setting(borough.organisation, key=key, value=value, from_date=date(2025, 9, 1), **who)


def _corrected(pick, number, borough, person, who):
    text = OVERLAY.format(code=pick.choice(("210", "330", "310")), months=1 + number % 11)
    correct_standards(borough.organisation, name=pick.choice(("ours", "theirs")), text=text, **who)


def _uncorrected(pick, number, borough, person, who):
    standing = list(Overlay.objects.filter(withdrawn_at__isnull=True).order_by("pk"))
    # One is left, for the last building to be seen to differ by it.
    if len(standing) < 3:
        raise IndexError
    withdraw_correction(pick.choice(standing[:-1]), **who)


def _renamed_school(pick, number, borough, person, who):
    # A register is loaded over what was there: establishments keep no history of their own.
    Establishment.objects.filter(pk=borough.school.pk).update(
        name=f"Saltmarsh Academy {number}", establishment_number=f"343{4002 + number}", ukprn=f"1000{number:04d}"
    )


def _built(pick, number, borough, person, who):
    """Build some month, which gives numbers to whoever has none, and sign it."""
    period_end = pick.choice((PERIOD_END, month_end(PERIOD_END + timedelta(days=1)), date(2025, 12, 31)))
    known_at = who["at"] - timedelta(days=pick.randrange(3))
    run, _ = build(borough, known_at=known_at, at=who["at"], period_end=period_end)
    if run.state == Run.State.CHECKED:
        sign_off(run=run, by=replace(SETUP, user="second"), at=who["at"], because="built again")


def _return_value(field, *values, dated=False):
    def change(pick, number, borough, person, who):
        from_date = {"from_date": date(2026, 1, pick.randrange(1, 31))} if dated else {}
        people.set_return_fact(person=person, field=field, value=pick.choice(values), source="page", **from_date, **who)

    return change


def _with_person(action, **given):
    def change(pick, number, borough, person, who):
        stated = {name: value(pick, number) if callable(value) else value for name, value in given.items()}
        action(person=person, source=f"import:{number}", **stated, **who)

    return change


KINDS = (
    _told,
    _facts(legal_given_name=lambda pick, number: f"Given{chr(97 + number % 26)}", legal_family_name="Vance"),
    _facts(preferred_given_name="Robin"),
    _facts(upn=lambda pick, number: pupil(5_000 + number).upn),
    _facts(nccis_id=lambda pick, number: f"999{number:010d}"),
    _facts(former_nccis_id=lambda pick, number: f"888{number:010d}"),
    _facts(address_line_1=lambda pick, number: f"{number} Weir Lane", postcode="SM4 4SM"),
    _facts(gender="F", ethnicity="WBRI"),
    _facts(in_care=True),
    _newcomer,
    _told,
    _with_person(people.correct_birth_date, because="passport", birth_date=lambda p, n: date(2008, 1 + n % 12, 1)),
    _with_person(mark_address, care_of="Towpath, Weir House, SM9 9MS"),
    _with_person(mark_address, is_protected=False),
    _with_person(
        people.record_characteristic, code=lambda pick, n: pick.choice(("130", "140", "170")), from_date=PERIOD_END
    ),
    _return_value("send_flag", "Y", "N"),
    _return_value("level_of_need", "1", "2", dated=True),
    _return_value("cohort_status", "T", "E", "D", "P", "G", dated=True),
    _return_value("lead_la", "341", "343", "000", "004", "elsewhere", dated=True),
    _return_value("educated_la", "341", "343"),
    _return_value("year_11_la", "341", "343"),
    _taken_back,
    _offered,
    _meant,
    _merged,
    _unmerged,
    _undone,
    _chosen,
    _corrected,
    _uncorrected,
    _renamed_school,
    _built,
)
