"""One council on one day, and the two doors by which a list comes in: the command line and the page."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from lxml import html

from tests.apps.imports.lists import sender_of
from tests.bad_input.lists import Answer
from tests.factories.cast import make_saltmarsh, make_user
from towpath.cli import main
from towpath.imports.models import Batch
from towpath.organisation.models import Organisation


@pytest.fixture(autouse=True)
def _on_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOWPATH_TODAY", "2026-01-31")
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)


@pytest.fixture
def saltmarsh(db: None) -> Organisation:
    return make_saltmarsh()


@pytest.fixture
def command(
    saltmarsh: Organisation, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Answer]:
    """Return the door of the command line: `towpath import FILE --format NAME`."""
    # A test is inside a transaction already, in which nothing can be disclosed for good.
    monkeypatch.setattr("towpath.cli.service.import_list.disclose", lambda **_: None)

    def give(content: bytes, format_name: str, *further: str, name: str = "list.csv") -> Answer:
        file = tmp_path / name
        file.write_bytes(content)
        code = main(["import", str(file), "--format", format_name, *further])
        caught = capsys.readouterr()
        assert "Traceback" not in caught.err
        return Answer(code=code, words=caught.out, batch=Batch.objects.order_by("-number").first())

    return give


@pytest.fixture
def page(saltmarsh: Organisation) -> Callable[..., Answer]:
    """Return the door of the page: a list uploaded, and what its page then says. Nothing is applied yet."""
    client = Client(raise_request_exception=False)
    client.force_login(make_user(saltmarsh, "data_lead"), backend="allauth.account.auth_backends.AuthenticationBackend")

    def give(content: bytes, format_name: str, *, name: str = "list.csv", show: str = "") -> Answer:
        day = {"as_at_date-day": "31", "as_at_date-month": "1", "as_at_date-year": "2026"}
        asked = {"sender": sender_of(saltmarsh, format_name).pk, "file": SimpleUploadedFile(name, content), **day}
        sent = client.post("/lists/add/", asked)
        batch = Batch.objects.order_by("-number").first()
        assert (sent.status_code, sent["Location"]) == (302, f"/lists/{batch.number}/")
        shown = client.get(f"/lists/{batch.number}/", {"show": show})
        assert shown.status_code == 200
        words = " ".join(html.fromstring(shown.content.decode()).xpath("//main")[0].text_content().split())
        return Answer(code=0, words=words, batch=batch)

    return give
