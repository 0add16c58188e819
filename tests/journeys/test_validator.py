"""
The return checker, opened as a file by double click: it finds what `towpath return check` finds, and asks nobody.

Every file goes through the page as a person would put it there; the list it gives to take away is then the same, byte
for byte, as the one that this Python makes of the same file.
"""

import io
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.examples import returns
from tests.journeys.visitor import DESK, HEIGHT, PHONE, Visitor
from tests.rules.returns.tables import HEADER, SIXTH_FORMER, drawn_checks, returns_drawn
from towpath.rules.returns.check import check_return, edition_for
from towpath.rules.returns.listing import Listing
from towpath.rules.returns.model import Fault, Header, Record, read_date
from towpath.rules.returns.read import read_return
from towpath.rules.returns.write import write_return
from towpath.standards import Standards, load_standards, read_overlay

PROJECT = Path(__file__).resolve().parents[2]
FILES = Path(returns.__file__).parent
BYTE_ORDER = "\ufeff"
OVERLAY = """
[[correction]]
list = "checks"
code = "43"
from = 2026-01-01
set = {valid_to = 2025-12-31}
reason = "withdrawn"
source = "our copy"
"""


def written(*records: Record, header: Header = HEADER) -> bytes:
    out = io.BytesIO()
    write_return(out, header, records)
    return out.getvalue()


ANOTHER = replace(SIXTH_FORMER, young_persons_id="1230000000002", given_name="Bilal", uln="1000000002", upn="")
SOUND = written(SIXTH_FORMER, ANOTHER)


def with_change(**values: Any) -> bytes:
    return written(SIXTH_FORMER, replace(ANOTHER, **values))


def in_place(what: str, other: str) -> bytes:
    changed = SOUND.decode().replace(what, other, 1)
    assert changed != SOUND.decode(), f"{what} is not in a return"
    return changed.encode()


BROKEN = {
    "no gender": with_change(gender=""),
    "a postcode of letters": with_change(postcode="NOWHERE"),
    "one number on two people": with_change(uln=SIXTH_FORMER.uln),
    "one id on two people": written(SIXTH_FORMER, SIXTH_FORMER),
    "an id that is short": with_change(young_persons_id="123"),
    "a code that is not one": with_change(activity_code="999"),
    "a date that is not one": with_change(start_date=read_date("2025-02-30")),
    "born next year": with_change(birth_date=read_date("2027-03-15")),
    "lapsed and not said so": with_change(due_to_lapse_date=read_date("2025-12-31")),
    "a name from right to left": with_change(family_name="\u202eلوكوود", postcode="=1+1"),
    "a council that is not one": with_change(lead_la="999"),
    "no month at all": written(SIXTH_FORMER, header=replace(HEADER, period_end=read_date(""))),
    "cut off halfway": SOUND[: len(SOUND) // 2],
    "a tag that is never closed": in_place("</GivenName>", ""),
    "an entity": in_place("<NCCIS>", '<!DOCTYPE NCCIS [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>\n<NCCIS>'),
    "something from outside": in_place("<NCCIS>", '<!DOCTYPE NCCIS SYSTEM "file:///etc/passwd">\n<NCCIS>'),
    "a name without end": in_place(SIXTH_FORMER.family_name, "A" * 20_000),
    "parts within parts": in_place("<FileHeader>", "<a>" * 50 + "</a>" * 50 + "<FileHeader>"),
    "two returns in one": SOUND + SOUND.partition(b"?>")[2],
    "not a return": b"%PDF-1.7 \xff\xfe\x00",
    "nothing in it": b"",
    "bytes that are not UTF-8": SOUND.replace(SIXTH_FORMER.family_name.encode(), b"L\xe9vy", 1),
}
EXAMPLES = {path.name: path.read_bytes() for path in sorted(FILES.glob("*.xml"))}


def drawn_together() -> dict[str, bytes]:
    """Return every return that the tables of the checks draw, those under one header as one file."""
    alone: dict[str, bytes] = {}
    together: dict[str, tuple[Header, list[Record]]] = {}
    for drawn in [drawn for check in drawn_checks() for drawn in returns_drawn(check)]:
        header, *rest = read_return(drawn.content) if drawn.content else [None]
        if isinstance(header, Header) and not any(isinstance(item, Fault) for item in rest):
            together.setdefault(repr(replace(header, line=0, lines={})), (header, []))[1].extend(rest)  # type: ignore[arg-type]
        else:
            alone[drawn.name] = drawn.content
    return alone | {
        f"drawn {place}": written(*them, header=head) for place, (head, them) in enumerate(together.values())
    }


def list_here(content: bytes, standards: Standards, edition: str | None = None) -> str:
    """Return the list to take away as this Python makes it."""
    result = check_return(content, standards, edition=edition)
    return "".join(Listing(result, edition_for(standards, result.period_end, edition)).csv_parts())


class Checker(Visitor):
    """Somebody at the return checker, and every address that their browser asked for."""

    def __init__(self, page: Any, *, axe: str, pictures: Path | None) -> None:
        super().__init__(page, widths=(DESK, PHONE), axe=axe, pictures=pictures, script=True)
        self.asked: list[str] = []
        page.context.on("request", lambda request: self.asked.append(request.url))

    def chooses(self, name: str, content: bytes) -> "Checker":
        self.page.locator("#file").set_input_files({"name": name, "mimeType": "text/xml", "buffer": content})
        return self

    def is_told(self, words: str) -> "Checker":
        self.page.get_by_role("heading", level=2, name=words, exact=True).wait_for(timeout=60_000)
        return self

    def checks(self, name: str, content: bytes) -> str:
        """Put a file through the page and return the list it gives, empty where nothing was found."""
        self.chooses(name, content).presses("Check this file")
        self.page.locator("#results-title", has_text=f" in {name}").wait_for(timeout=60_000)
        if self.page.locator("#results-title").inner_text().startswith("No problems"):
            return ""
        with self.page.expect_download() as waiting:
            self.page.get_by_role("button", name="Download the list (CSV)").click()
        return Path(waiting.value.path()).read_bytes().decode().removeprefix(BYTE_ORDER)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the page, built as `make validator` builds it."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("node is absent: the return checker cannot be built")
    if not (PROJECT / "node_modules/pyodide").is_dir():
        pytest.skip("node_modules has no pyodide: run npm ci --ignore-scripts")
    out = tmp_path_factory.mktemp("checker") / "towpath-validator.html"
    subprocess.run([node, "assets/validator/build.mjs", str(out)], cwd=PROJECT, check=True, capture_output=True)
    return out


@pytest.fixture
def checker(built: Path, chromium: Any, axe: str, pictures: Path | None) -> Iterator[Checker]:
    window = chromium.new_context(viewport={"width": DESK, "height": HEIGHT}, offline=True, accept_downloads=True)
    yield Checker(window.new_page(), axe=axe, pictures=pictures).goes_to(built.as_uri())  # type: ignore[misc]
    window.close()


def test_a_return_is_checked_with_no_server_and_no_network(checker: Checker) -> None:
    checker.sees("Check an NCCIS return")
    checker.finds_no_fault().takes_picture("validator-1-empty")
    checker.page.emulate_media(forced_colors="active")
    checker.finds_no_fault().tabs_to("Check this file")
    checker.page.emulate_media(forced_colors="none")
    it_finds_what_the_command_finds_in_every_file(checker)
    a_person_goes_through_what_was_found(checker)
    corrections_of_a_council_and_another_edition_are_used(checker)
    a_wrong_file_is_refused_in_words(checker)
    a_check_that_takes_long_can_be_stopped(checker)
    assert all(address.startswith(("file:", "blob:")) for address in checker.asked), checker.asked


def it_finds_what_the_command_finds_in_every_file(checker: Checker) -> None:
    standards = load_standards()
    files = BROKEN | EXAMPLES | drawn_together()

    for number, (about, content) in enumerate(files.items()):
        there = checker.checks(f"{number:03}.xml", content)
        here = list_here(content, standards)
        assert there == (here if here.count("\n") > 1 else ""), about

    assert len(BROKEN) >= 20
    assert all(list_here(content, standards).count("\n") > 1 for content in BROKEN.values())


def a_person_goes_through_what_was_found(checker: Checker) -> None:
    checker.checks("ten.xml", EXAMPLES["ten_faults.xml"])
    checker.is_told("10 problems in ten.xml").finds_no_fault().takes_picture("validator-2-found")
    assert checker.page.evaluate("document.activeElement.id") == "list"

    checker.page.get_by_label("Young person’s id, or part of it").fill("0004")
    checker.presses("Show these")
    checker.page.get_by_text("Showing 1 of 1").wait_for()
    assert "Line 137 · check 43" in checker.text()

    checker.page.get_by_label("Check", exact=True).select_option("code:224")
    checker.presses("Show these")
    checker.page.get_by_text("Nobody has such a problem").wait_for()


def corrections_of_a_council_and_another_edition_are_used(checker: Checker) -> None:
    ten = EXAMPLES["ten_faults.xml"]
    checker.page.get_by_text("Another year’s rules").click()
    overlay = checker.page.get_by_label("Corrections to the published lists, a TOML file")

    overlay.set_input_files({"name": "ours.toml", "mimeType": "text/plain", "buffer": b"[[correction]]\nlist = 1"})
    checker.presses("Check this file")
    checker.page.get_by_role("alert").wait_for()
    assert "ours.toml: Correction 1 of the overlay lacks" in checker.page.get_by_role("alert").inner_text()
    checker.finds_no_fault().takes_picture("validator-3-refused")

    overlay.set_input_files({"name": "ours.toml", "mimeType": "text/plain", "buffer": OVERLAY.encode()})
    corrected = load_standards().with_corrections(read_overlay(OVERLAY))
    assert checker.checks("ours.xml", ten) == list_here(ten, corrected)

    overlay.set_input_files([])
    checker.page.get_by_label("Judge it by the requirement for").select_option("2019-20")
    assert checker.checks("old.xml", ten) == list_here(ten, load_standards(), "2019-20")
    checker.page.get_by_label("Judge it by the requirement for").select_option("in-force")


def a_wrong_file_is_refused_in_words(checker: Checker) -> None:
    checker.page.locator("#file").set_input_files([])
    checker.presses("Check this file")
    checker.page.get_by_role("alert").get_by_text("Choose the return, an XML file").wait_for()

    checker.page.evaluate(
        """text => {
          const given = new DataTransfer();
          given.items.add(new File([text], 'dropped.xml'));
          document.body.dispatchEvent(new DragEvent('drop', {dataTransfer: given, bubbles: true, cancelable: true}));
        }""",
        BROKEN["an entity"].decode(),
    )
    checker.is_told("1 problem in dropped.xml")
    assert "The whole file would be turned away" in checker.text()
    assert "Line 2 · check FR-XML" in checker.text()


def a_check_that_takes_long_can_be_stopped(checker: Checker) -> None:
    checker.chooses("long.xml", SOUND)
    checker.page.evaluate("document.getElementById('go').click(); document.getElementById('stop').click();")
    checker.page.get_by_text("Stopped. Nothing of the file was kept.").wait_for()

    assert checker.checks("again.xml", SOUND) == ""
