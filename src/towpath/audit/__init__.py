"""The append-only, chained log of everything changed or disclosed; strings only, it knows nobody."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Actor:
    """
    Who did it: an organisation's code, a user's public id and the role they acted in.

    Work that no person set off has a user such as `worker` or `demo` and the role `system`.
    """

    organisation: str
    user: str
    role: str

    def __post_init__(self) -> None:
        """
        Refuse an actor with a part missing, for such an event could never be answered for.

        :raises ValueError: a part is empty
        """
        if not (self.organisation and self.user and self.role):
            raise ValueError(f"An actor needs an organisation, a user and a role; this one is {self}.")
