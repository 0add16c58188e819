"""How long somebody who is NEET has been silent: neither reached, nor heard of from anybody else."""

from datetime import date, timedelta

from towpath.standards import Group


def silent_since(
    group: Group, *, reached_date: date | None, verified_date: date | None, on: date, quiet_days: int
) -> date | None:
    """
    Return the day on which somebody who is NEET was last heard of, where that is more than `quiet_days` ago.

    Nothing where they are not NEET or are not silent. Who was never heard of has been silent since `date.min`. What a
    young person told us of themselves is a contact, though nobody wrote it in the log, so both dates count.
    """
    if group is not Group.NEET:
        return None
    heard = max(filter(None, (reached_date, verified_date)), default=date.min)
    return heard if heard < on - timedelta(days=quiet_days) else None
