"""Logs that carry codes and ids, never names, dates of birth or free text."""

import logging
import sys
import traceback
from datetime import UTC, datetime
from uuid import UUID

OURS = "towpath"


class CodesOnly(logging.Formatter):
    """
    Write one line: instant, level, logger, code, ids.

    Our own records are `log.info("imports.batch_applied", extra={"ids": {"batch": 12}})`. The words of anybody else's
    record may hold anything, an e-mail address or a row's values, so only where it came from is written, and for an
    answer to a request its status and route. An exception is its type and its lines of code; its words are left out for
    the same reason.
    """

    def format(self, record: logging.LogRecord) -> str:
        """Return the line for `record`."""
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        parts = [at, record.levelname, record.name, *_what(record)]
        if record.exc_info and record.exc_info[0]:
            parts += _exception(record.exc_info[0], record.exc_info[2])
        return " ".join(parts)


class ToStandardError(logging.Handler):
    """Write to what standard error is at that moment: it may be another, or closed, since the house was set up."""

    def emit(self, record: logging.LogRecord) -> None:
        """Write one record."""
        try:
            sys.stderr.write(f"{self.format(record)}\n")
            sys.stderr.flush()
        except (OSError, ValueError):
            self.handleError(record)


def _what(record: logging.LogRecord) -> list[str]:
    if record.name.partition(".")[0] == OURS:
        ids = getattr(record, "ids", {})
        return [_code(record.msg), *(f"{name}={_id(value)}" for name, value in ids.items())]
    parts = [f"{record.module}:{record.lineno}"]
    if status := getattr(record, "status_code", None):
        parts.append(f"status={status}")
    match = getattr(getattr(record, "request", None), "resolver_match", None)
    if match is not None:
        parts.append(f"route={match.view_name or 'unnamed'}")
    return parts


def _code(words: object) -> str:
    """Return the code, or what to mend where somebody logged a sentence."""
    code = str(words)
    return code if code.isascii() and not any(letter.isspace() for letter in code) else "log.not_a_code"


def _id(value: object) -> str:
    if isinstance(value, bool | int | UUID):
        return str(value)
    text = str(value)
    is_code = len(text) <= 64 and text.isascii() and not any(letter.isspace() for letter in text)
    return text if is_code else "withheld"


def _exception(kind: type[BaseException], frames: object) -> list[str]:
    lines = traceback.extract_tb(frames)[-6:] if frames is not None else []  # type: ignore[arg-type]
    where = " < ".join(f"{frame.filename.rpartition('/')[2]}:{frame.lineno}:{frame.name}" for frame in reversed(lines))
    return [f"exception={kind.__module__}.{kind.__qualname__}", f"at={where}"]
