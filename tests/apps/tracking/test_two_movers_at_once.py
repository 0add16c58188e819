"""Two who write down the same move at the same instant, each with a connection of their own, write it once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, connections

from tests.apps.tracking.test_moves import move
from tests.factories.cast import make_saltmarsh, make_viewer
from tests.factories.people import make_person
from towpath.documents.paper import NoPdfError
from towpath.files.models import StoredFile
from towpath.tracking.actions import MoveRefusedError, moves
from towpath.tracking.models import CouncilMove


@pytest.mark.django_db(transaction=True)
def test_two_who_write_a_move_at_once_leave_one_and_its_papers(monkeypatch: pytest.MonkeyPatch) -> None:
    # SQLite lets one write at a time, and its database in memory has one connection: there they come one by one.
    at_once = connection.vendor != "sqlite"
    saltmarsh = make_saltmarsh()
    wren = make_person(saltmarsh)
    officers = [make_viewer(saltmarsh, role) for role in ("tracking_officer", "manager")]
    gate, made = Barrier(2 if at_once else 1), moves.letter_of

    def no_pdf(page: str) -> bytes:
        raise NoPdfError("Not here.")

    def made_together(*told: object, **how: object) -> tuple[bytes, str]:
        gate.wait()
        return made(*told, **how)  # type: ignore[arg-type]

    def write(number: int) -> bool:
        try:
            move(officers[number], wren)
        except MoveRefusedError:
            return False
        finally:
            if at_once:
                connections.close_all()
        return True

    monkeypatch.setattr("towpath.tracking.moving.pdf_of", no_pdf)
    monkeypatch.setattr(moves, "letter_of", made_together)
    if at_once:
        with ThreadPoolExecutor(2) as pool:
            written = list(pool.map(write, (0, 1)))
    else:
        written = [write(0), write(1)]

    assert sorted(written) == [False, True]
    assert (CouncilMove.objects.count(), StoredFile.objects.count()) == (1, 2)
