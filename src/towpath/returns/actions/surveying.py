"""Letting the file of an activity survey go."""

import csv
import io
from datetime import datetime, timedelta
from typing import BinaryIO

from django.utils.timezone import localdate

from towpath.access.viewer import Viewer
from towpath.audit import Actor
from towpath.files.actions import keep, release
from towpath.files.agreement import Agreement
from towpath.files.models import StoredFile
from towpath.people.queries import organisation_of
from towpath.returns.queries.surveys import SURVEY_PURPOSE, SurveyFound
from towpath.rules.cells import plain_row

MOST_WORDS = 64
KEPT_FOR = timedelta(days=400)


class SurveyRefusedError(ValueError):
    """The survey's file cannot go as asked; `asks_for` names the question, if one."""

    def __init__(self, words: str, *, asks_for: str = "") -> None:
        super().__init__(words)
        self.asks_for = asks_for


def release_survey(
    viewer: Viewer, found: SurveyFound, *, to: str, ground: str, by: Actor, at: datetime
) -> tuple[BinaryIO, str]:
    """
    Let the file of a survey go, open, and return its name; that it went, and whose lines it holds, is committed first.

    :param ground: the law or agreement that it goes by, as whoever lets it go names it
    :raises SurveyRefusedError: the viewer may not, nobody is in it, or somebody or the ground is not named
    :raises towpath.files.actions.ReleaseRefusedError: the ground does not let it go
    """
    if not viewer.may("return.sign"):
        raise SurveyRefusedError("Whoever may sign the return lets this file go. Ask a manager or the data lead.")
    for name, words in (("to", to), ("ground", ground)):
        if not words.strip():
            raise SurveyRefusedError("Say it, so that the log can.", asks_for=name)
        if len(words.strip()) > MOST_WORDS:
            raise SurveyRefusedError(f"That is longer than {MOST_WORDS} characters. Shorten it.", asks_for=name)
    if not found.lines:
        raise SurveyRefusedError("Nobody is in this survey.")
    file = keep(
        organisation=organisation_of(viewer),
        content=io.BytesIO(_csv(found).encode("utf-8-sig")),
        original_name=f"activity-survey-{found.survey.leaving_year}-unverified-layout.csv",
        file_class=StoredFile.FileClass.EXPORT,
        keep_until_date=localdate(at) + KEPT_FOR,
        by=by,
        at=at,
    )
    agreement = Agreement(
        reference=ground.strip(),
        parties=frozenset({to.strip()}),
        covers=frozenset({SURVEY_PURPOSE}),
        from_date=localdate(at),
    )
    content = release(
        file,
        to=to.strip(),
        purpose=SURVEY_PURPOSE,
        agreement=agreement,
        by=by,
        at=at,
        persons=[each.public_id for each in found.lines],
    )
    return content, file.original_name


def _csv(found: SurveyFound) -> str:
    """Return the file of a survey; what begins as a formula is made text."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([heading for heading, _ in found.columns])
    for line in found.lines:
        writer.writerow(plain_row(line.values[name] for _, name in found.columns))
    return out.getvalue()
