"""A document as a page that needs nothing else, and as PDF that a screen reader can follow."""

import io
import re
import subprocess
from collections.abc import Iterator

import pikepdf
import pytest

from towpath.documents import paper as printing
from towpath.documents.paper import (
    NO_PANGO,
    NoPdfError,
    Paper,
    PaperPart,
    PaperPicture,
    PaperTable,
    page_of,
    pdf_of,
)

SECRET = "A secret of this machine"
SQUARE = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><rect width="40" height="40"/></svg>'
YEAR = Paper(
    title="Our year",
    subtitle="1 April 2024 to 31 March 2025",
    author="Marion Fairclough",
    marking="Counts from 1 to 4 are hidden.",
    told=("Prepared for Saltmarsh.",),
    figures=(("97", "People supported"),),
    parts=(
        PaperPart(
            title="Who was supported",
            words=("Attempts are not counted.",),
            tables=(PaperTable(caption="In numbers", headings=("What", "Number"), rows=(("People", "97"),)),),
            pictures=(PaperPicture(svg=SQUARE, words="Chart. A square."),),
        ),
        PaperPart(title="Stories", quoted=(("Back", "She said <b>yes</b> & went.\nوجدت"),)),
    ),
)


@pytest.fixture(scope="module")
def pdf(tmp_path_factory: pytest.TempPathFactory) -> pikepdf.Pdf:
    """Return the document as PDF, asked besides to carry a file of this machine, which it must not."""
    secret = tmp_path_factory.mktemp("machine") / "secret.txt"
    secret.write_text(SECRET)
    page = page_of(YEAR).replace("</head>", f'<link rel="attachment" href="{secret.as_uri()}"></head>')
    try:
        return pikepdf.open(io.BytesIO(pdf_of(page)))
    except NoPdfError as reason:
        pytest.skip(f"pango is absent: {reason}")


def elements(node: pikepdf.Object) -> Iterator[pikepdf.Object]:
    below = node.get("/K")
    for child in below if isinstance(below, pikepdf.Array) else [below]:
        if isinstance(child, pikepdf.Dictionary) and "/S" in child:
            yield child
            yield from elements(child)


def test_a_page_asks_for_nothing_outside_itself():
    page = page_of(YEAR)

    assert re.findall(r'(?:src|href)="(?!data:image/svg\+xml;base64,)', page) == []
    assert "@import" not in page
    assert "url(" not in page
    assert '<html lang="en-GB">' in page


def test_words_are_never_taken_for_markup():
    assert "She said &lt;b&gt;yes&lt;/b&gt; &amp; went." in page_of(YEAR)


def test_every_heading_of_a_table_says_what_it_heads():
    page = page_of(YEAR)

    assert page.count('<th scope="col">') == 2
    assert page.count('<th scope="row">') == 1


def test_a_pdf_says_that_it_is_accessible_and_in_which_language(pdf: pikepdf.Pdf):
    with pdf.open_metadata() as told:
        assert told.get("pdfuaid:part") == "1"
    assert str(pdf.Root.Lang) == "en-GB"
    assert bool(pdf.Root.MarkInfo.Marked)
    assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
    assert str(pdf.docinfo["/Title"]) == "Our year"
    assert str(pdf.docinfo["/Author"]) == "Marion Fairclough"


def test_a_pdf_has_its_headings_lists_tables_and_pictures_in_order(pdf: pikepdf.Pdf):
    kinds = [str(each.S) for each in elements(pdf.Root.StructTreeRoot)]

    wanted = ["/H1", "/P", "/L", "/H2", "/Table", "/Caption", "/TH", "/TD", "/Figure", "/H2", "/H3", "/BlockQuote"]
    place = -1
    for kind in wanted:
        place = kinds.index(kind, place + 1)


def test_headings_of_a_pdfs_table_have_a_scope_and_pictures_have_words(pdf: pikepdf.Pdf):
    found = list(elements(pdf.Root.StructTreeRoot))

    assert [str(each.A.Scope) for each in found if each.S == "/TH"] == ["/Column", "/Column", "/Row"]
    assert next(str(each.Alt) for each in found if each.S == "/Figure") == "Chart. A square."


def test_a_pdf_holds_no_file_of_the_machine(pdf: pikepdf.Pdf):
    raw = b"".join(each.read_bytes() for each in pdf.objects if isinstance(each, pikepdf.Stream))

    assert SECRET.encode() not in raw


@pytest.mark.parametrize(
    ("code", "out", "words"),
    [(NO_PANGO, b"", "lacks the Pango library"), (1, b"", "could not be set"), (0, b"not one", "could not be set")],
)
def test_a_pdf_that_cannot_be_made_is_said_in_words(monkeypatch: pytest.MonkeyPatch, code, out, words):
    monkeypatch.setattr(
        printing.subprocess, "run", lambda *given, **how: subprocess.CompletedProcess(given, code, out, b"")
    )

    with pytest.raises(NoPdfError, match=words):
        pdf_of("<p>Ours</p>")


def test_a_pdf_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch):
    def never(*given: object, **how: object) -> None:
        raise subprocess.TimeoutExpired("python", 120)

    monkeypatch.setattr(printing.subprocess, "run", never)

    with pytest.raises(NoPdfError, match="more than 120 seconds"):
        pdf_of("<p>Ours</p>")
