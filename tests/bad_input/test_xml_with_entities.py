"""XML that blows up or reaches outside itself is refused by each door at once; a bare DOCTYPE is ordinary."""

import time
from pathlib import Path

import pytest

from tests.bad_input.lists import XMLS, example
from tests.examples import returns
from towpath.cli import main
from towpath.imports.models import Batch, Row
from towpath.people.models import Person

SOUND = (Path(returns.__file__).parent / "sound.xml").read_text(encoding="utf-8")
MOST_SECONDS = 5

LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
ENTITIES = (
    "The file declares entities, which can be used to attack a computer, so we did not read it. Export it again from "
    "the system it came from."
)
OUTSIDE = (
    "The file points to something outside itself, so we did not read it. Export it again from the system it came from."
)
ATTACKS = {
    "a billion laughs": (f'<!DOCTYPE X [<!ENTITY l0 "lol">{LAUGHS}]>', "&l9;", ENTITIES),
    "one entity": ('<!DOCTYPE X [<!ENTITY a "b">]>', "&a;", ENTITIES),
    "a file read": ('<!DOCTYPE X [<!ENTITY a SYSTEM "file:///etc/passwd">]>', "&a;", ENTITIES),
    "a call home": ('<!DOCTYPE X [<!ENTITY a SYSTEM "http://192.0.2.1/a">]>', "&a;", ENTITIES),
    "a parameter entity": ('<!DOCTYPE X [<!ENTITY % a SYSTEM "file:///etc/passwd"> %a;]>', "", ENTITIES),
    "rules from outside": ('<!DOCTYPE X SYSTEM "http://192.0.2.1/x.dtd">', "", OUTSIDE),
    "rules of a public name": ('<!DOCTYPE X PUBLIC "-//X//X" "x.dtd">', "", OUTSIDE),
}


def attacked(xml: str, before: str, within: str) -> bytes:
    """Return the file with a declaration put in front of it and the entity used inside its first element."""
    body = xml[xml.index("<", xml.index("?>") + 2) :]
    while body.startswith(("<!DOCTYPE", "<!--")):
        body = body[body.index(">") + 1 :].lstrip()
    first = body.index(">") + 1
    return f'<?xml version="1.0"?>\n{before}\n{body[:first]}{within}{body[first:]}'.encode()


@pytest.mark.django_db
@pytest.mark.parametrize("format_name", XMLS)
def test_an_import_refuses_it_at_once_and_keeps_nothing_of_it(command, format_name):
    for before, within, words in ATTACKS.values():
        started = time.monotonic()

        answer = command(attacked(example(format_name).content().decode(), before, within), format_name)

        assert time.monotonic() - started < MOST_SECONDS
        assert (answer.code, answer.batch.state) == (1, Batch.State.REFUSED)
        assert answer.words.splitlines()[-1] == f"  line 2: {words}"
        assert not Row.objects.exists()
        assert not Person.objects.exists()


@pytest.mark.django_db
def test_the_page_refuses_it(page):
    before, within, words = ATTACKS["a file read"]

    answer = page(attacked(example("ctf").content().decode(), before, within), "ctf")

    assert "We could not read this file" in answer.words
    assert f"Line 2: {words}" in answer.words
    assert "root:" not in answer.words


@pytest.mark.django_db
@pytest.mark.parametrize("format_name", XMLS)
def test_an_import_reads_past_a_bare_doctype(command, format_name):
    answer = command(attacked(example(format_name).content().decode(), "<!DOCTYPE Anything>", ""), format_name)

    assert (answer.code, answer.batch.state) == (0, Batch.State.APPLIED)


@pytest.mark.parametrize("attack", ATTACKS)
def test_the_checker_tells_of_it_and_reads_no_further(capsys, tmp_path, attack):
    before, within, _ = ATTACKS[attack]
    file = tmp_path / "return.xml"
    file.write_bytes(attacked(SOUND, before, within))
    started = time.monotonic()

    code = main(["return", "check", str(file)])

    said = capsys.readouterr().out
    assert time.monotonic() - started < MOST_SECONDS
    assert code == 1
    assert "The whole file would be turned away" in said
    assert "Line 2: " in said
    assert "root:" not in said


def test_the_checker_reads_past_a_bare_doctype(capsys, tmp_path):
    file = tmp_path / "return.xml"
    file.write_bytes(attacked(SOUND, "<!DOCTYPE NCCIS>", ""))

    assert main(["return", "check", str(file)]) == 0
    assert "No problems found." in capsys.readouterr().out
