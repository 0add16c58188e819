"""
One HTML page in, tagged PDF out: `python -m towpath.documents.pdf`, which `paper` runs as a process of its own.

The one room that may import weasyprint and pikepdf.
"""

import io
import sys

import pikepdf

from towpath.documents.paper import NO_PANGO

try:
    from weasyprint import HTML
    from weasyprint.urls import URLFetcher
except OSError:
    # It loads Pango as it is imported. Whoever started this process tells the reader what the machine lacks.
    sys.exit(NO_PANGO)


def main() -> int:
    """Read a page, write its PDF, and return 0."""
    sys.stdout.buffer.write(printed(sys.stdin.buffer.read().decode()))
    return 0


def printed(page: str) -> bytes:
    """Return a page as PDF/UA-1, each heading of a table saying what it heads."""
    # A page may show what stands in it and nothing else: no file of this machine, nothing of the network.
    fetcher = URLFetcher(allowed_protocols=["data"])
    document = HTML(string=page, url_fetcher=fetcher, base_url="about:blank")
    return with_scopes(document.write_pdf(pdf_variant="pdf/ua-1"))


def with_scopes(content: bytes) -> bytes:
    """
    Return the PDF with a scope on each heading of a table.

    A heading in the head of a table heads its column; any other heads its row.
    """
    with pikepdf.open(io.BytesIO(content)) as pdf:
        root = pdf.Root.StructTreeRoot
        _scope_below(root, in_head=False)
        out = io.BytesIO()
        pdf.save(out, static_id=True)
    return out.getvalue()


def _scope_below(node: pikepdf.Object, *, in_head: bool) -> None:
    for child in _children(node):
        kind = str(child.get("/S", ""))
        if kind == "/TH":
            scope = "/Column" if in_head else "/Row"
            said = child.get("/A") or pikepdf.Dictionary(O=pikepdf.Name("/Table"))
            said.Scope = pikepdf.Name(scope)
            child.A = said
        _scope_below(child, in_head=in_head or kind == "/THead")


def _children(node: pikepdf.Object) -> list[pikepdf.Object]:
    """Return the elements below one, leaving out the marks of where their content stands."""
    if "/K" not in node:
        return []
    below = node.K
    listed = list(below) if isinstance(below, pikepdf.Array) else [below]
    return [each for each in listed if isinstance(each, pikepdf.Dictionary) and "/S" in each]


if __name__ == "__main__":
    sys.exit(main())
