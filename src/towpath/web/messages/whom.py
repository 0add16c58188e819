"""Whom a message can be written to: one young person, one's own cases, and each list that the site shows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import parse_qsl

from towpath.access import Viewer
from towpath.caseload.queries import list_advisers_of, list_own_cases
from towpath.people.queries import get_person
from towpath.rules.ready_lists import LISTS_BY_CODE, READY_LISTS
from towpath.tracking.queries import DeskLine, list_waiting_notices
from towpath.web.desk.guarantee import chosen_people
from towpath.web.desk.presenters import of_adviser
from towpath.web.desk.reading import desk_of
from towpath.web.people.reading import staff_names
from towpath.web.writing_links import GUARANTEE, LEAVERS, LISTED

MINE, ONE = "mine", "one"
OF_ADVISER = {"mine": "mine", "nobody": "nobody’s"}


@dataclass(frozen=True, slots=True)
class Whom:
    """Some people to write to. `code` names them in a form; `ids` finds them anew whenever it is asked."""

    code: str
    words: str
    ids: Callable[[], Sequence[int]]
    wording: str = ""
    public_id: str = ""


def every_list(viewer: Viewer, on: date) -> list[Whom]:
    """Return what can always be chosen: one's own cases, and each list of the status desk."""
    lists = [_listed(viewer, on, each.code) for each in READY_LISTS]
    if not viewer.may("caseload.view"):
        return lists
    own = Whom(
        MINE,
        "Everybody whose case is mine",
        lambda: list(list_own_cases(viewer, on).values_list("person_id", flat=True)),
    )
    return [own, *lists]


def one(viewer: Viewer, public_id: str, on: date) -> Whom:
    """
    Return one young person to write to.

    :raises PersonNotFoundError: the viewer may see nobody of that id
    """
    record = get_person(viewer, public_id, on)
    return Whom(f"{ONE}:{public_id}", record.shown_name, lambda: [record.id], public_id=public_id)


def asked_for(viewer: Viewer, asked: str, on: date) -> Whom:
    """
    Return the people whom a page sends somebody here to write to: see `towpath.web.writing_links`.

    :raises LookupError: there are no such people
    """
    kind, _, query = asked.partition(":")
    chosen = dict(parse_qsl(query))
    if kind == LISTED:
        return _listed(viewer, on, chosen.get("code", ""), chosen.get("adviser", ""))
    if kind == GUARANTEE:
        words, ids, wording = chosen_people(viewer, chosen, on)
        return Whom(asked, words, lambda: ids, wording)
    if kind == LEAVERS:
        ids = [each.notice.person_id for each in list_waiting_notices(viewer, on)]
        return Whom(asked, "Everybody with a notice of leaving that waits", lambda: ids, "leaver")
    raise LookupError(f"There is no list {kind}.")


def _listed(viewer: Viewer, on: date, code: str, adviser: str = "") -> Whom:
    words = f"On the status desk: {LISTS_BY_CODE[code].words}"

    def ids() -> Sequence[int]:
        lines: Sequence[DeskLine] = desk_of(viewer, on).on_list(code)
        if adviser:
            advisers = list_advisers_of(viewer, [line.person_id for line in lines], on)
            lines = of_adviser(lines, advisers, adviser, viewer.user)
        return [line.person_id for line in lines]

    if not adviser:
        return Whom(f"{LISTED}:{code}", words, ids)
    whose = OF_ADVISER.get(adviser) or staff_names(viewer).get(adviser, "one adviser’s")
    return Whom(f"{LISTED}:{code}:{adviser}", f"{words} ({whose})", ids)
