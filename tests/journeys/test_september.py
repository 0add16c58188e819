"""
A tracking officer's September in the browser, from nearly everybody not known to nearly nobody.

Forty messy lists are loaded, the rows that wait are decided from what the page shows, the rest are rung and visited,
and the month's return is built, signed by another and checked. What a young person or a parent says when they are
reached is the truth file's; nothing else of it is read before the end is scored against it.

`TOWPATH_SEPTEMBER_SIZE` makes the borough larger: 2150 begins with about 2,000 not known.
"""

import csv
import os
import random
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from threading import Event as Flag
from typing import Any

import pytest
from django.db.models import Q
from django.urls import reverse

from tests.journeys.visitor import Visitor
from towpath.audit.models import Event
from towpath.audit.queries import verify
from towpath.cli.standalone.return_check import main as check
from towpath.clock import LONDON
from towpath.demo.borough import generate
from towpath.demo.month import ListSent, Month, expect_from, lists_sent, load_list, open_month
from towpath.demo.scoring import score_identity, score_status, true_people
from towpath.imports.models import Batch
from towpath.jobs.worker import run_worker
from towpath.matching.models import Decision
from towpath.people.models import Identifier, Name, Person
from towpath.returns.models import Run, RunProblem
from towpath.tracking.models import CallTurn, Conflict

SIZE = int(os.environ.get("TOWPATH_SEPTEMBER_SIZE", "120"))
MONTH_END = date(2026, 9, 30)
LISTS_DAY, CALLS_DAY, VISITS_DAY = date(2026, 9, 28), date(2026, 9, 29), MONTH_END
OF_STATUS = ("school_roll", "school_census", "ctf", "college_starters", "college_leavers")
"""Lists that say where somebody is; the others of the month say other things."""
HELD_BEFORE = ("gias", "caseload_extract")
ANSWERS_THE_PHONE, IS_IN = 0.7, 0.9
ON_TWO_LISTS = "On two lists that disagree"
NOT_A_NAME = ("44", "45")
"""The checks that a given and a family name holds what a name may hold."""
NOT_KNOWN = ("Not known, Year 12", "Not known, Year 13")
EVERY_KIND = (
    "lists", "rows decided", "conflicts left to ask", "calls answered", "calls in vain",
    "statuses told", "moved away", "doors opened",
)  # fmt: skip
"""What an officer comes to do in a borough of any size; alarms, and doors where nobody is in, a small one may lack."""


@dataclass(frozen=True, slots=True)
class Told:
    """What whoever is reached says: the activity and what is known of it, or where the family lives now."""

    code: str = ""
    start_date: str = ""
    place: str = ""
    expected_end_date: str = ""
    gone_to: str = ""
    gone_la: str = ""


@dataclass(slots=True)
class Borough:
    """The council with last month's caseload, the lists that came since, and what its people would say."""

    month: Month
    lists: list[ListSent]
    senders: Mapping[str, int]
    says: Mapping[str, Told]
    names: Mapping[str, tuple[str, str]]


def _rows(folder: Path, name: str) -> Iterator[dict[str, str]]:
    with (folder / "truth" / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


def _says(folder: Path) -> dict[str, Told]:
    """Return what everybody would say of themselves on the month's last day, by NCCIS number."""
    ends = {(row["person_id"], row["start_date"]): row["expected_end_date"] for row in _rows(folder, "spells")}
    doing = {
        row["person_id"]: Told(
            row["code"], row["start_date"], row["place"], ends.get((row["person_id"], row["start_date"]), "")
        )
        for row in _rows(folder, "status")
        if row["month_end"] == MONTH_END.isoformat()
    }
    gone = {row["person_id"]: row["where"] for row in _rows(folder, "september") if row["what"] == "gone"}
    said = {}
    for row in _rows(folder, "people"):
        la = gone.get(row["person_id"], "")
        moved = Told(gone_to=f"{row['address']}|{row['postcode']}", gone_la=la) if la else None
        if found := moved or doing.get(row["person_id"]):
            said[row["nccis_id"]] = found
    return said


@pytest.fixture
def borough(tmp_path: Path, transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> Borough:
    """Return a borough on 28 September whose caseload was carried over at the end of August, with its lists unread."""
    monkeypatch.setenv("TOWPATH_TODAY", LISTS_DAY.isoformat())
    folder = tmp_path / "borough"
    generate(folder, month="2026-09", size=SIZE)
    month = open_month(folder)
    lists = lists_sent(month)
    for sent in lists:
        if sent.format in HELD_BEFORE:
            month.batches[sent.path] = load_list(month, sent, lambda words: None)
    for user in month.users.values():
        user.refresh_from_db()
    at = datetime(2026, 9, 1, 9, tzinfo=LONDON)
    of_status = [sent for sent in lists if sent.format in OF_STATUS]
    senders = {sent.path: expect_from(month, sent, at).pk for sent in of_status}
    names = {row["person_id"]: (row["legal_given_name"], row["legal_family_name"]) for row in _rows(folder, "people")}
    return Borough(month, of_status, senders, _says(folder), names)


class Officer:
    """A tracking officer at work: what the hands do, page by page, and what was counted on the way."""

    def __init__(self, borough: Borough, window: Visitor, lead: Visitor) -> None:
        self.borough, self.window, self.lead = borough, window, lead
        self.done: Counter[str] = Counter()
        # A list of a thousand rows takes its time on a busy machine, and how long is measured elsewhere.
        for each in (window, lead):
            each.page.set_default_timeout(120_000)
            each.page.set_default_navigation_timeout(120_000)

    @property
    def page(self) -> Any:
        return self.window.page

    def not_known(self) -> int:
        """Return how many of 16 and 17 the desk says are not known."""
        self.window.goes_to("/desk/").sees("Status desk")
        rows = [self.page.locator("tr", has=self.page.get_by_role("link", name=name)) for name in NOT_KNOWN]
        return sum(int(row.locator("td").first.inner_text().split()[0].replace(",", "")) for row in rows if row.count())

    def loads(self, sent: ListSent) -> None:
        """Read a list, have a stopped one looked at by the data lead, and apply it."""
        self.window.goes_to("/lists/add/").sees("Load a list")
        self.page.locator("select[name=sender]").select_option(f"{self.borough.senders[sent.path]}")
        self.page.locator("input[name=as_at_date-day]").fill(sent.due_date.isoformat())
        self.page.locator("input[type=file]").set_input_files(str(self.borough.month.folder / "inbox" / sent.path))
        self._press("Read the list")
        if "/jobs/" in self.page.url:
            # A long file is read in the background.
            run_worker(Flag(), until_empty=True)
            self.page.reload()
            self.window.sees("Finished").follows("See what the list would do")
            self.page.wait_for_load_state()
        if self.page.get_by_text("Only a data lead may accept the alarm").count():
            self.lead.goes_to(self.page.url).presses("Accept the alarm and go on")
            self.lead.page.get_by_text("The alarm is accepted").wait_for()
            self.page.reload()
            self.done["alarms accepted by the data lead"] += 1
        if self.page.get_by_text("There are no records in this file").count():
            self.done["lists with nobody in them"] += 1
            return
        apply = self.page.get_by_role("button", name="Apply this list")
        assert apply.count(), f"{sent.path}: {self.window.text()[:800]}"
        self._press("Apply this list")
        run_worker(Flag(), until_empty=True)
        self.done["lists"] += 1

    def decides_rows(self) -> None:
        """Say whom each row that waits is about: the record that agrees on most, where it agrees on name and birth."""
        self.window.goes_to("/who-is-this/").sees("Who is this?")
        if not self.page.get_by_text("Start with the first").count():
            return
        self.page.get_by_text("Start with the first").click()
        while self.page.locator("button[name=decision][value=parked]").count():
            found = self._most_alike()
            same = self.page.locator("button[name=decision][value^='same:']")
            (self.page.locator("button[value=new]") if found is None else same.nth(found)).click()
            self.page.wait_for_load_state()
            self.done["rows decided"] += 1

    def _most_alike(self) -> int | None:
        """Return which record on the page agrees on most, the birth date and a name among it; None where none."""
        agreeing: Counter[int] = Counter()
        names: dict[int, set[str]] = {}
        for row in self.page.locator("table tbody tr").all():
            question, *cells = (cell.inner_text() for cell in row.locator("th, td").all())
            for place, cell in enumerate(cells[1:]):
                if "Agrees" in cell or "Nearly" in cell:
                    agreeing[place] += 1
                    names.setdefault(place, set()).add(question.strip())
        for place, _ in agreeing.most_common():
            if "Birth date" in names[place] and names[place] & {"First name", "Family name"}:
                return place
        return None

    def decides_conflicts(self) -> None:
        """Do what is suggested where two sources disagree, and leave for the phone what nothing tells."""
        self.window.goes_to("/conflicts/").sees("Conflicts")
        left: set[str] = set()
        while links := [
            each.get_attribute("href") for each in self.page.locator("main table a[href^='/conflicts/']").all()
        ]:
            ahead = [each for each in links if each not in left]
            if not ahead:
                return
            self.window.goes_to(ahead[0])
            suggested = self.page.locator("button[name=decision]:not(.govuk-button--secondary)")
            if suggested.count():
                suggested.first.click()
                self.page.wait_for_load_state()
                self.done["conflicts decided as suggested"] += 1
            else:
                left.add(ahead[0])
                self.done["conflicts left to ask"] += 1
            self.window.goes_to("/conflicts/").sees("Conflicts")

    def rings_down(self, words: str, luck: random.Random) -> None:
        """Ring everybody on one list once; whoever answers says what they do, or where they live now."""
        self.window.goes_to("/desk/").sees("Status desk")
        if not self.page.get_by_role("link", name=words).count():
            return
        self.window.follows(words).presses("Ring down this list")
        self.page.wait_for_load_state()
        rung: set[str] = set()
        while place := re.search(r"/desk/calls/([0-9]+)/([0-9]+)/$", self.page.url):
            if place[2] in rung:
                # Whoever has no number stands there again: the doors come next.
                self._press("Stop for now")
                return
            rung.add(place[2])
            person = CallTurn.objects.get(session=place[1], position=place[2]).person
            if self.page.get_by_text("There is no number that may be rung").count():
                self._press("Stay on the list, next person")
                self.done["nobody to ring"] += 1
            elif luck.random() > ANSWERS_THE_PHONE:
                self._press("No answer")
                self.done["calls in vain"] += 1
            else:
                self._press("Spoke to a parent")
                self.done["calls answered"] += 1
                self._writes_down(person, "Save, next person", "They did not say, next person")

    def _writes_down(self, person: Person, save: str, nothing: str) -> None:
        """Fill in what was told; whoever moved away is noted, and put right on their record afterwards."""
        told = self.says(person)
        if told is None or told.gone_to:
            if nothing:
                self._press(nothing)
            if told is not None:
                self.moves(person, told)
            return
        self.page.locator("select[name=code]").select_option(told.code)
        dates = {"start_date": told.start_date, "expected_end_date": told.expected_end_date}
        dates["review_date"] = (MONTH_END + timedelta(days=42)).isoformat()
        for name, day in dates.items():
            for part in ("day", "month", "year"):
                self.page.locator(f"input[name={name}-{part}]").fill("")
            self.page.locator(f"input[name={name}-day]").fill(day)
        self.page.locator("input[name=provider]").fill(told.place)
        self._press(save)
        if self.page.get_by_text("There is a problem").count():
            raise AssertionError(f"{told}: {self.window.text()[:500]}")
        self.done["statuses told"] += 1

    def moves(self, person: Person, told: Told) -> None:
        """Write down where a family that moved away lives now, and hand them over to that council."""
        back = self.page.url
        line, postcode = told.gone_to.split("|")
        street, _, town = line.rpartition(", ")
        self.window.goes_to(f"/people/{person.public_id}/details/addresses/add/")
        for name, value in (("address_line_1", street), ("town", town), ("postcode", postcode)):
            self.page.locator(f"input[name={name}]").fill(value)
        self.page.locator("input[name=is_protected][value=no]").check()
        self._press("Save")
        assert not self.page.get_by_text("There is a problem").count(), self.window.text()[:400]
        # This council led for them until it says that another does.
        self.window.goes_to(f"/desk/people/{person.public_id}/moved-out/")
        self.page.locator("select[name=la_code]").select_option(told.gone_la)
        self.page.locator("input[name=moved_date-day]").fill("2026-08-20")
        self.page.locator("input[name=to_whom]").fill("Participation team")
        self.page.locator("input[name=ground]").fill("Education and Skills Act 2008, section 68")
        self._press("Save")
        assert not self.page.get_by_text("There is a problem").count(), self.window.text()[:400]
        self.done["moved away"] += 1
        self.window.goes_to(back)

    def visits(self, luck: random.Random) -> None:
        """Go to every door where nobody answered the phone, sector by sector."""
        self.window.goes_to("/desk/visits/").sees("Plan visits")
        sectors = [each.get_attribute("href") for each in self.page.locator("main table a").all()]
        for sector in sectors:
            self.window.goes_to(f"/desk/visits/{sector}" if sector.startswith("?") else sector)
            doors = [each.get_attribute("href") for each in self.page.locator("main a[href*='/desk/visits/']").all()]
            for door in [each for each in doors if re.search(r"/desk/visits/[0-9a-f-]{8,}", each)]:
                self.window.goes_to(door)
                person = Person.objects.get(public_id=re.search(r"/desk/visits/([^/?]+)/", door)[1])  # type: ignore[index]
                if luck.random() > IS_IN:
                    self._press("Nobody in, card left")
                    self.done["doors in vain"] += 1
                    continue
                self._press("Saw them")
                self.done["doors opened"] += 1
                self._writes_down(person, "Save", "")

    def says(self, person: Person) -> Told | None:
        """Return what somebody would say; whoever is held under no number that the truth knows says nothing."""
        numbers = Identifier.objects.filter(person=person, kind="nccis", withdrawn_at__isnull=True)
        return next((self.borough.says[each.value] for each in numbers if each.value in self.borough.says), None)

    def _press(self, words: str) -> None:
        self.page.get_by_role("button", name=words).first.click()
        self.page.wait_for_load_state()


def rung_about() -> set[int]:
    """Return of whom somebody said what they do, when they were rung because two lists disagree."""
    turns = CallTurn.objects.filter(session__list_code="two_lists", contact__outcome="spoke_family")
    return set(turns.values_list("person_id", flat=True))


def did_its_work(done: Mapping[str, int], told: Mapping[str, int], *, lists: int) -> None:
    """Return only where the officer did each kind of work, without which the figures below would say nothing."""
    never = [kind for kind in EVERY_KIND if not done.get(kind)]
    assert not never, f"nobody did this: {never}"
    assert done["lists"] + done["lists with nobody in them"] == lists
    # The lists leave some to the officer, and each of these who is known in the end is so by something that was done.
    *_, at_the_end = told.values()
    decided = done["rows decided"] + done.get("conflicts decided as suggested", 0)
    assert 0 < told["after the lists"] - at_the_end <= done["statuses told"] + done["moved away"] + decided
    assert done["statuses told"] <= done["calls answered"] + done["doors opened"]


def builds_the_return(lead: Visitor) -> Run:
    """Build the month's return and return it, with its page open."""
    lead.goes_to("/returns/").sees("Monthly returns").presses("Build a return").sees("Build a return")
    lead.page.locator("select[name=month]").select_option(MONTH_END.isoformat())
    lead.presses("Build and check").page.wait_for_load_state()
    run_worker(Flag(), until_empty=True)
    lead.goes_to("/returns/").follows("September 2026").sees("Return of September 2026")
    return Run.objects.latest("pk")


def mends_names(lead: Visitor, built: Run, borough: Borough) -> int:
    """Ask the family of everybody whose name holds what names may not, as a bad encoding left it, and write it down."""
    wrong = RunProblem.objects.filter(run=built, code__in=NOT_A_NAME).select_related("person")
    whose = true_people(borough.month)
    for problem in {each.person_id: each for each in wrong}.values():
        spoilt = Q(given_name=problem.value) | Q(family_name=problem.value)
        held = Name.objects.filter(spoilt, person=problem.person, withdrawn_at__isnull=True).latest("recorded_at")
        lead.goes_to(reverse("people_details_change", args=[problem.person.public_id, "names", held.pk]))
        lead.page.get_by_label("It was written down wrongly").check()
        given, family = borough.names[str(whose[problem.person_id])]
        lead.fills({"Given name": given, "Family name": family}).presses("Save")
        lead.page.wait_for_load_state()
    return len(wrong)


def signs_the_return(lead: Visitor, manager: Visitor) -> str:
    """Have a second person sign the return whose page is open, and return the address of its page."""
    assert "somebody else must sign it off" in lead.text()
    manager.goes_to(lead.page.url).presses("Sign it off").sees("Sign off the return of September 2026?")
    manager.presses("Sign off").sees("Return of September 2026")
    return str(lead.page.url)


def test_a_september_ends_with_nearly_everybody_known(
    borough: Borough, visitor: Callable[..., Visitor], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    # Given a borough of which nearly nobody is known on 28 September, and its lists
    month = borough.month
    lead = visitor(month.holder("data lead"), script=False)
    officer = Officer(borough, visitor(month.holder("tracking officer"), script=False), lead)
    luck, told = random.Random(SIZE), {"at the start": officer.not_known()}

    # When an officer loads every list and decides what waits
    for sent in borough.lists:
        officer.loads(sent)
    told["after the lists"] = officer.not_known()
    officer.decides_rows()
    officer.decides_conflicts()

    # And rings, and goes to the doors where nobody answered
    for day in (LISTS_DAY, CALLS_DAY, VISITS_DAY):
        monkeypatch.setenv("TOWPATH_TODAY", day.isoformat())
        for words in (*NOT_KNOWN, ON_TWO_LISTS):
            officer.rings_down(words, luck)
        if day != LISTS_DAY:
            officer.visits(luck)
        told[f"after {day:%d %B}"] = officer.not_known()
    officer.decides_conflicts()

    # Then nearly everybody is known, and what is known is so
    score = score_status(month, MONTH_END)
    applied = {batch.sender_id: batch for batch in Batch.objects.filter(state="applied")}
    month.batches.update({path: applied[sender] for path, sender in borough.senders.items() if sender in applied})
    given = score_identity(month)
    print(told, dict(officer.done), score, given, sep="\n")
    did_its_work(officer.done, told, lists=len(borough.lists))
    assert told["at the start"] >= 0.9 * score.people
    assert officer.not_known() <= max(1, 0.005 * score.people)
    assert score.people - score.right <= max(2, 0.01 * score.people)
    assert given.wrong <= max(1, 0.0005 * given.rows)

    asked = rung_about()
    assert asked, "somebody on two lists was asked"
    assert not Conflict.objects.filter(state="open", person__in=asked).exists(), "whoever was asked has settled it"

    # And the month's return is signed by a second person and breaks no check
    run = builds_the_return(lead)
    if mends_names(lead, run, borough):
        run = builds_the_return(lead)
    address = signs_the_return(lead, visitor(month.holder("manager"), script=False))
    run.refresh_from_db()
    assert run.sign_off.signed_by != run.built_by
    with lead.page.expect_download() as sent_file:
        lead.page.evaluate("address => { location.href = address }", f"{address}file/")
    sent_file.value.save_as(tmp_path / "return.xml")
    assert check([str(tmp_path / "return.xml")]) == 0

    # And the log is whole, and has each decision with who made it
    assert verify()["ok"]
    by = month.holder("tracking officer").public_id
    kinds = Counter(Event.objects.filter(user=by).values_list("kind", flat=True))
    # Once somebody new is on record, who they became takes the place of that they are new.
    became = Decision.objects.filter(kind=Decision.Kind.SOMEBODY_NEW, undone_at__isnull=False).count()
    assert kinds["matching.decided"] == officer.done["rows decided"] + became
    assert kinds["desk.turn_done"] == officer.done["calls answered"] + officer.done["calls in vain"]
    assert kinds["person.viewed"] > officer.done["calls answered"]
