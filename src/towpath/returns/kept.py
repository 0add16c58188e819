"""The records of a return, as its kept file says."""

from towpath.files.store import open_checked
from towpath.returns.models import Run
from towpath.rules.returns.model import Record
from towpath.rules.returns.read import read_return


def records_of(run: Run) -> dict[str, Record]:
    """Return the records of a return's kept file by their number."""
    return records_kept(run.organisation.code, run.sha256)


def records_kept(organisation: str, digest: str) -> dict[str, Record]:
    """Return the records of a kept file by their number."""
    with open_checked(organisation, digest) as file:
        return {item.young_persons_id: item for item in read_return(file) if isinstance(item, Record)}
