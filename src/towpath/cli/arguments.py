"""Arguments that several commands read alike: dates and overlays, each refused in words that say what to write."""

import argparse
import os
from datetime import date
from pathlib import Path

from towpath.standards import Standards, StandardsError, load_standards, read_overlay


def iso_date(text: str) -> date:
    """Return the date an argument states."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a date. Write it as 2026-01-31.") from None


def month(text: str) -> date:
    """Return the first day of the month an argument states."""
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a month. Write it as 2026-01.") from None


def overlaid_standards(file: str) -> Standards:
    """Return the published lists with the corrections of an overlay file laid over them."""
    try:
        return load_standards().with_corrections(read_overlay(Path(file).read_text(encoding="utf-8")))
    except OSError as reason:
        raise argparse.ArgumentTypeError(f"{file!r} cannot be read: {reason.strerror}.") from None
    except UnicodeDecodeError:
        raise argparse.ArgumentTypeError(f"{file!r} is not text in UTF-8.") from None
    except StandardsError as reason:
        raise argparse.ArgumentTypeError(f"{file!r}: {reason}") from None


def check_writable(out: Path) -> None:
    """
    Return only where a file can be put, asked before anything is done whose result would have nowhere to go.

    :raises OSError: it is a folder, or its own folder cannot be written in; `strerror` says which
    """
    if out.is_dir():
        raise IsADirectoryError(None, "it is a folder")
    if not os.access(out.parent, os.W_OK):
        raise PermissionError(None, "its folder is not there, or may not be written in")
