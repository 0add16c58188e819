"""Limits on what we will read, and the words for a file we will not."""

from dataclasses import dataclass

from towpath.rules.problems import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The most a file may hold: far above any real list, as a council's whole school roll is some 40,000 rows."""

    file_bytes: int = 50 * 1024 * 1024
    unpacked_bytes: int = 400 * 1024 * 1024
    rows: int = 200_000
    columns: int = 500
    cells: int = 12_000_000
    cell_characters: int = 32_767
    depth: int = 40


LIMITS = Limits()


class FileRefused(Exception):
    """
    A file cannot be read, or not to its end. Whoever was keeping its rows keeps none of them.

    `problem` says why, in words for the sender.
    """

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem


MESSAGES = {
    "file.empty": "The file is empty. Check that the right file was chosen and send it again.",
    "file.too_large": (
        "The file is too large to be a list we can read: the most is {limit} MB. Send only the "
        "columns and people asked for."
    ),
    "file.unpacks_too_large": (
        "The workbook unpacks to more than we can read safely. Save the list alone as CSV and send that."
    ),
    "file.too_many_rows": (
        "There are more rows than we can read: the most is {limit:,}. Split the list, or "
        "remove empty rows that have formatting."
    ),
    "file.too_many_columns": (
        "There are more columns than we can read: the most is {limit:,}. Remove the columns that were not asked for."
    ),
    "file.cell_too_long": (
        "One cell holds more than {limit:,} characters. A quotation mark may not be closed. "
        "Correct the cell and send the file again."
    ),
    "file.quote_open": (
        "A quotation mark opens here and is not closed, so rows have run together. Correct it and send the file again."
    ),
    "file.password": (
        "The file is protected with a password, so we cannot open it. Save a copy without a "
        "password and send it by the secure route agreed."
    ),
    "file.damaged": (
        "The file is damaged and cannot be opened. Open it where it came from, save it again and send the new copy."
    ),
    "file.wrong_type": "This is {limit}, not a list. Send a CSV file or a workbook (XLSX, XLS or ODS).",
    "file.archive": "This is a compressed folder. Unpack it and send the list inside.",
    "file.several_in_archive": (
        "This is a compressed folder of {limit} XML files. Unpack it and send each of them by itself."
    ),
    "file.old_xml_workbook": (
        "This is a workbook in an old XML form that we cannot read. Open it, save it as XLSX or CSV and send that."
    ),
    "file.xml_not_expected": (
        "This is an XML file, and this list should be a CSV file or a workbook. Choose the "
        "format that matches the file."
    ),
    "file.xml_expected": (
        "This format is an XML file and what was sent is not. Choose the format that matches the file."
    ),
    "file.no_sheets": (
        "The workbook has no sheet that can be seen. Show the sheet with the list and send the file again."
    ),
    "xml.entity": (
        "The file declares entities, which can be used to attack a computer, so we did not read it. "
        "Export it again from the system it came from."
    ),
    "xml.external": (
        "The file points to something outside itself, so we did not read it. Export it again from "
        "the system it came from."
    ),
    "xml.malformed": (
        "The XML is broken at this line, so nothing was read. Export the file again from the system it came from."
    ),
    "xml.too_deep": (
        "The XML nests far deeper than any list we know, so we did not read it. Export it again "
        "from the system it came from."
    ),
    "xml.no_records": (
        "There are no records in this file that this format knows. Choose the format that matches the file."
    ),
}


def refusal(
    code: str,
    *,
    limit: object = None,
    sheet: str | None = None,
    row: int | None = None,
    column: str | None = None,
    line: int | None = None,
    value: str | None = None,
) -> FileRefused:
    """Return the refusal with that code, in its words, to be raised."""
    message = MESSAGES[code].format(limit=limit)
    return FileRefused(Problem(code=code, message=message, sheet=sheet, row=row, column=column, line=line, value=value))
