"""Bytes to sheets of rows, by what the file is and never by what it is called."""

import os

from towpath.imports.reading import delimited, old_workbooks, web_pages, workbooks
from towpath.imports.reading.refusals import LIMITS, Limits, refusal
from towpath.imports.reading.sheets import Source, Table, opened, size_of

WRONG_TYPES = (
    (b"%PDF", "a PDF document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"{\\rtf", "a text document"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
)
ARCHIVES = (b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def kind_of(source: Source) -> str:
    """
    Return what the bytes are: zip, ole, xml, html or text.

    :raises FileRefused: empty, or a kind of file that is never a list
    """
    with opened(source) as stream:
        head = stream.read(8192)
    if not head.strip(b"\xef\xbb\xbf \r\n\t\0"):
        raise refusal("file.empty")
    for mark, words in WRONG_TYPES:
        if head.startswith(mark):
            raise refusal("file.wrong_type", limit=words)
    if head.startswith(ARCHIVES):
        raise refusal("file.archive")
    if head.startswith(b"PK"):
        return "zip"
    if head.startswith(OLE):
        return "ole"
    start = head.removeprefix(b"\xef\xbb\xbf").replace(b"\0", b"").lstrip(b"\xff\xfe \r\n\t").lower()
    if start.startswith(b"<"):
        if b"urn:schemas-microsoft-com:office:spreadsheet" in start:
            raise refusal("file.old_xml_workbook")
        return "html" if any(mark in start for mark in (b"<html", b"<table", b"<!doctype html")) else "xml"
    strange = sum(byte < 9 or 13 < byte < 32 for byte in head) - head.count(0)
    if strange * 20 > len(head):
        raise refusal("file.wrong_type", limit="not a kind of file we know")
    return "text"


def read_table(source: Source, name: str = "", limits: Limits = LIMITS) -> Table:
    """
    Open a CSV, tab or semicolon separated file, a workbook, or a web page saved as one, as sheets of rows.

    `source` is a path or bytes; `name` is what the sender called it, and decides nothing.

    :raises FileRefused: it cannot be read, with words for its sender
    """
    if size_of(source) > limits.file_bytes:
        raise refusal("file.too_large", limit=limits.file_bytes // 1024 // 1024)
    kind = kind_of(source)
    if kind == "xml":
        raise refusal("file.xml_not_expected")
    reader = {"zip": workbooks.read, "ole": old_workbooks.read, "html": web_pages.read, "text": delimited.read}[kind]
    return reader(source, os.path.basename(name), limits)
