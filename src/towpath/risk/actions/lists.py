"""Opening school lists after a run, saying of each pupil whether they stay, and signing a list off."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError

from towpath.audit import Actor
from towpath.audit.actions import Events, transaction
from towpath.audit.facts import facts
from towpath.organisation.lists import choices_of
from towpath.organisation.queries import settings_on
from towpath.people.models import Person, SchoolPlace
from towpath.people.sameness import Sameness
from towpath.risk.holding_back import held_back
from towpath.risk.list_reasons import OTHER, REASONS
from towpath.risk.models import Assessment, LineEntry, ListLine, ListSignOff, Run, SchoolList
from towpath.rules.dates import day_words
from towpath.rules.risk.lists import is_listed
from towpath.standards.risk import load_scheme

LISTED_BAND = "risk.list_band"
LONGEST = 10_000
HELD_BACK = {
    Assessment.NotScored.SHARING_LIMITED: "Sharing is limited to name, address and date of birth, so nothing more may "
    "be written about this pupil here. If they ask for help, send a referral.",
    Assessment.NotScored.OBJECTED: "An objection stands, so this pupil is on no list until a manager has decided it. "
    "If they ask for help, send a referral.",
}


class ListRefusedError(ValueError):
    """A list cannot be opened, changed or signed as asked; the words say what to do."""


class ListChangedError(Exception):
    """Somebody changed the list, or the line, since it was looked at; both are to be shown."""

    def __init__(self, version: int) -> None:
        super().__init__("Somebody else changed this while you were looking at it. Look at theirs, then say yours.")
        self.version = version


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What somebody says of a pupil on a list; taking off and adding need a `reason` of their kind."""

    kind: str
    reason: str = ""
    words: str = ""


def open_lists(*, run: Run, due_date: date, by: Actor, at: datetime) -> list[SchoolList]:
    """
    Open a list for each school of a finished run, and one for those without a school, and return them.

    On it is whoever reached the council's band, save those of whom no score may be shown now.

    :raises ListRefusedError: the run is unfinished, its lists are open already, or the day has passed
    """
    if run.finished_at is None:
        raise ListRefusedError("This scoring was interrupted. Score the pupils again.")
    if due_date < at.date():
        raise ListRefusedError(f"The lists would be due on {day_words(due_date)}, which has passed. Give a later day.")
    least = str(settings_on(run.organisation, run.as_at_date)[LISTED_BAND])
    bands = [band.code for band in load_scheme(run.scheme_name).bands]
    sameness = Sameness.of(run.organisation)
    held = held_back(sameness, run.organisation_id, at.date())
    try:
        with transaction(by=by, at=at) as events:
            lists = _make_lists(run, due_date, least, by=by, at=at)
            lines = [
                ListLine(
                    organisation_id=run.organisation_id,
                    school_list=lists[row.establishment_id],
                    person_id=row.person_id,
                    assessment=row,
                    origin=ListLine.Origin.SUGGESTED,
                )
                for row in Assessment.objects.filter(run=run).defer("reasons", "missing").order_by("pk")
                if is_listed(row.band, least, bands) and sameness.leading(row.person_id) not in held
            ]
            ListLine.objects.bulk_create(lines)
            told = {"lists": len(lists), "pupils": len(lines), "due_date": due_date, "listed_band": least}
            events.record("school_list.opened", subject=f"risk_run:{run.pk}", after=told)
    except IntegrityError:
        raise ListRefusedError("The lists of this scoring are open already.") from None
    return list(lists.values())


def _make_lists(run: Run, due_date: date, least: str, *, by: Actor, at: datetime) -> dict[int | None, SchoolList]:
    schools = Assessment.objects.filter(run=run).order_by("establishment_id").values_list("establishment_id", flat=True)
    rows = [
        SchoolList(
            organisation_id=run.organisation_id,
            run=run,
            establishment_id=school,
            listed_band=least,
            due_date=due_date,
            opened_at=at,
            opened_by=by.user,
        )
        for school in dict.fromkeys(schools)
    ]
    return {row.establishment_id: row for row in SchoolList.objects.bulk_create(rows)}


def say_of_pupil(*, line: ListLine, version: int, said: Said, by: Actor, at: datetime) -> LineEntry:
    """
    Keep a pupil on a list, take them off with a reason, or leave a comment.

    :param version: the line's version that whoever says it has looked at; a comment changes nothing and needs no match
    :raises ListChangedError: somebody said otherwise since; nothing is recorded
    :raises ListRefusedError: the list is signed off, it is not said why, or nobody may act on this pupil now
    """
    if said.kind == LineEntry.Kind.ADDED or said.kind not in LineEntry.Kind.values:
        raise ListRefusedError("Choose whether the pupil stays on the list.")
    _refuse_said(said, line.organisation_id)
    with transaction(by=by, at=at) as events:
        school_list = _unsigned(line.school_list_id)
        held = (
            ListLine.objects.select_for_update(of=("self",), no_key=True)
            .select_related("person__organisation")
            .get(pk=line.pk)
        )
        _refuse_held_back(held.person, at)
        if said.kind != LineEntry.Kind.COMMENTED:
            if held.version != version:
                raise ListChangedError(held.version)
            held.standing = said.kind
            held.version += 1
            held.save(update_fields=["standing", "version"])
            _count_up(school_list)
        return _enter(held, said, events, by=by, at=at)


def add_pupil(*, school_list: SchoolList, person: Person, said: Said, by: Actor, at: datetime) -> ListLine:
    """
    Put a pupil on a list who is not on it, with a reason.

    :raises ListRefusedError: they are not at this school, are on the list, or may not be listed; or it is not said why
    """
    if said.kind != LineEntry.Kind.ADDED:
        raise ListRefusedError("Say why you add this pupil.")
    _refuse_said(said, school_list.organisation_id)
    records = Sameness.around(person.organisation, [person.pk])
    with transaction(by=by, at=at) as events:
        held = _unsigned(school_list.pk)
        if not _is_taught_there(held, records.everyone, at.date()):
            raise ListRefusedError("This pupil is not at this school today. Look at the roll.")
        _refuse_held_back(person, at)
        if ListLine.objects.filter(school_list=held, person__in=records.everyone).exists():
            raise ListRefusedError("This pupil is on the list already. Find them there, and keep them on it.")
        assessment = Assessment.objects.filter(run=held.run_id, person__in=records.everyone).order_by("pk").first()
        line = ListLine.objects.create(
            organisation_id=held.organisation_id,
            school_list=held,
            person=person,
            assessment=assessment,
            origin=ListLine.Origin.ADDED,
            standing=ListLine.Standing.KEPT,
        )
        _count_up(held)
        _enter(line, said, events, by=by, at=at)
    return line


def sign_off_list(*, school_list: SchoolList, version: int, by: Actor, at: datetime) -> ListSignOff:
    """
    Sign a list off as it stands: whoever was not taken off stays on it. Only the council may open it again.

    :param version: the list's version that whoever signs has looked at
    :raises ListChangedError: a line changed since
    :raises ListRefusedError: it is signed off already
    """
    with transaction(by=by, at=at) as events:
        held = _unsigned(school_list.pk)
        if held.version != version:
            raise ListChangedError(held.version)
        lines = Sameness.of(held.organisation).speaking(held.lines.order_by("pk")).values()
        pupils = sum(line.standing != ListLine.Standing.TAKEN_OFF for line in lines)
        signed = ListSignOff.objects.create(school_list=held, signed_at=at, signed_by=by.user, pupils=pupils)
        _count_up(held)
        events.record("school_list.signed_off", subject=f"risk_school_list:{held.pk}", after=facts(signed))
    return signed


def reopen_list(
    *, school_list: SchoolList, version: int, because: str, due_date: date, by: Actor, at: datetime
) -> None:
    """
    Open a list again that was signed off, with a reason and a new day by which it is due.

    :raises ListChangedError: somebody changed it since
    :raises ListRefusedError: it is not signed off, no reason is given, or the day has passed
    """
    if not because.strip():
        raise ListRefusedError("Say why the list is opened again: the school reads it.")
    _refuse_long(because)
    if due_date < at.date():
        raise ListRefusedError(f"The list would be due on {day_words(due_date)}, which has passed. Give a later day.")
    with transaction(by=by, at=at) as events:
        held = _held(school_list.pk)
        signed = held.sign_offs.filter(reopened_at__isnull=True).first()
        if signed is None:
            raise ListRefusedError("This list is open already.")
        if held.version != version:
            raise ListChangedError(held.version)
        signed.reopened_at, signed.reopened_by, signed.reopened_because = at, by.user, because.strip()
        signed.save(update_fields=["reopened_at", "reopened_by", "reopened_because"])
        held.due_date = due_date
        held.save(update_fields=["due_date"])
        _count_up(held)
        events.record("school_list.reopened", subject=f"risk_school_list:{held.pk}", after={"due_date": due_date})


def _held(list_id: int) -> SchoolList:
    return SchoolList.objects.select_for_update(no_key=True).get(pk=list_id)


def _unsigned(list_id: int) -> SchoolList:
    """Return a list that may be changed, locked: what is said of a pupil waits for whoever signs, and they for it."""
    held = _held(list_id)
    if held.sign_offs.filter(reopened_at__isnull=True).exists():
        raise ListRefusedError("This list is signed off. Ask the council to open it again.")
    return held


def _count_up(school_list: SchoolList) -> None:
    school_list.version += 1
    school_list.save(update_fields=["version"])


def _enter(line: ListLine, said: Said, events: Events, *, by: Actor, at: datetime) -> LineEntry:
    entry = LineEntry.objects.create(
        line=line, kind=said.kind, reason=said.reason, words=said.words.strip(), recorded_at=at, recorded_by=by.user
    )
    events.record(
        f"school_list.{said.kind}",
        person=line.person.public_id,
        subject=f"risk_line_entry:{entry.pk}",
        after=facts(entry),
    )
    return entry


def _refuse_held_back(person: Person, at: datetime) -> None:
    records = Sameness.around(person.organisation, [person.pk])
    if why_not := held_back(records, person.organisation_id, at.date()).get(records.leading(person.pk)):
        raise ListRefusedError(HELD_BACK[Assessment.NotScored(why_not)])


def _refuse_said(said: Said, organisation_id: int) -> None:
    _refuse_long(said.words)
    if said.kind in REASONS:
        reason = choices_of(organisation_id, REASONS[said.kind]).get(said.reason)
        if reason is None or not reason.is_offered:
            raise ListRefusedError("Choose the reason that fits best.")
        if said.reason == OTHER and not said.words.strip():
            raise ListRefusedError("Say in a few words what the other reason is.")
    elif said.reason:
        raise ListRefusedError("A reason is given for taking a pupil off or adding one, and for nothing else.")
    if said.kind == LineEntry.Kind.COMMENTED and not said.words.strip():
        raise ListRefusedError("Write the comment.")


def _refuse_long(words: str) -> None:
    if len(words) > LONGEST:
        raise ListRefusedError(f"That is {len(words):,} characters. Keep it to {LONGEST:,}.")


def _is_taught_there(school_list: SchoolList, records: frozenset[int], on: date) -> bool:
    places = SchoolPlace.objects.known_at(None).in_force(on).filter(person__in=records)
    if school_list.establishment_id is None:
        return not places.filter(establishment__isnull=False).exists()
    return places.filter(establishment=school_list.establishment_id).exists()
