"""Logs hold codes and ids, whatever anybody hands them."""

import io
import logging
import sys
from uuid import UUID

import pytest
from django.http import HttpRequest

from towpath.config.logs import CodesOnly, ToStandardError

NAME = "Ann Example"


def line(logger: str, words: str, *values: object, raised: BaseException | None = None, **extra: object) -> str:
    trace = (type(raised), raised, raised.__traceback__) if raised else None
    record = logging.LogRecord(logger, logging.WARNING, "/srv/views.py", 7, words, values, trace)
    for name, value in extra.items():
        setattr(record, name, value)
    return CodesOnly().format(record)


def test_our_own_record_is_its_code_and_ids():
    written = line("towpath.imports", "imports.batch_applied", ids={"batch": 12, "council": "saltmarsh"})

    assert written.endswith("WARNING towpath.imports imports.batch_applied batch=12 council=saltmarsh")


def test_uuid_is_an_id():
    key = UUID(int=5)

    assert line("towpath.people", "people.merged", ids={"person": key}).endswith(f"person={key}")


@pytest.mark.parametrize("value", [NAME, "Siân", "x" * 65, "line\nbreak"])
def test_value_that_is_no_id_is_withheld(value: str):
    assert line("towpath.people", "people.merged", ids={"person": value}).endswith("person=withheld")


def test_sentence_of_our_own_is_not_written():
    assert NAME not in line("towpath.people", f"merged {NAME}")
    assert "log.not_a_code" in line("towpath.people", f"merged {NAME}")


def test_words_of_a_library_are_not_written():
    written = line("axes.handlers", "AXES: failed login by %s", "ann@example.org")

    assert "ann@" not in written
    assert "views:7" in written


def test_answer_to_a_request_is_its_status_and_route_and_not_its_address():
    request = HttpRequest()
    request.path = "/people/?q=Ann+Example"
    request.resolver_match = type("Match", (), {"view_name": "people:search"})()

    written = line("django.request", "Internal Server Error: %s", request.path, status_code=500, request=request)

    assert "Ann" not in written
    assert written.endswith("status=500 route=people:search")


def test_exception_is_its_type_and_its_lines_and_not_its_words():
    try:
        raise ValueError(NAME)
    except ValueError as raised:
        written = line("towpath.jobs", "jobs.handler_raised", raised=raised)

    assert NAME not in written
    assert "exception=builtins.ValueError" in written
    assert "at=test_logs.py:" in written


def test_line_cannot_be_broken_into_two():
    assert "\n" not in line("towpath.people", "people.merged\nroot logged in")


def test_what_is_logged_goes_to_standard_error_as_it_is_then(monkeypatch: pytest.MonkeyPatch) -> None:
    handler, then = ToStandardError(), io.StringIO()
    monkeypatch.setattr("sys.stderr", io.StringIO())
    sys.stderr.close()
    monkeypatch.setattr("sys.stderr", then)

    handler.emit(logging.LogRecord("towpath", logging.INFO, __file__, 1, "jobs.worker_started", None, None))

    assert then.getvalue() == "jobs.worker_started\n"
