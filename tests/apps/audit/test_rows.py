import pytest

from tests.factories.moments import MORNING
from towpath.audit.models import ChainHead, Event
from towpath.audit.rows import insert_numbered, insert_rows
from towpath.organisation.models import Organisation
from towpath.provision.models import Establishment

COLUMNS = tuple(field.attname for field in Establishment._meta.concrete_fields if not field.primary_key)
HEAD = ("organisation", "sequence", "hash")


@pytest.mark.django_db(transaction=True)
def test_rows_outside_a_transaction_are_refused() -> None:
    with pytest.raises(RuntimeError, match="inside a transaction"):
        insert_rows(ChainHead, HEAD, [("saltmarsh", 1, "0")])
    with pytest.raises(RuntimeError, match="inside a transaction"):
        insert_numbered(Event, HEAD, [("saltmarsh", 1, "0")])

    assert ChainHead.objects.count() == 0


@pytest.mark.django_db
def test_ids_come_in_the_order_of_the_rows_however_many_statements_it_takes(
    saltmarsh: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Two rows at a time.
    monkeypatch.setattr("towpath.audit.rows.MOST_MARKS", 2 * len(COLUMNS) + 1)
    names = ["Reedbed", "Beacon Street", "Plover Lane", "Tideway", "Lockgate"]
    places = [
        Establishment(organisation=saltmarsh, name=name, is_school=True, recorded_at=MORNING, source="import:1")
        for name in names
    ]

    ids = insert_numbered(Establishment, COLUMNS, [[getattr(place, column) for column in COLUMNS] for place in places])

    written = Establishment.objects.in_bulk(ids)
    assert [written[pk].name for pk in ids] == names
    assert {row.recorded_at for row in written.values()} == {MORNING}


@pytest.mark.django_db
def test_no_rows_are_no_statement(saltmarsh: Organisation, django_assert_num_queries: object) -> None:
    with django_assert_num_queries(0):
        insert_rows(Establishment, COLUMNS, [])
        assert insert_numbered(Establishment, COLUMNS, []) == []
