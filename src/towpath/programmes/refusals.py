"""How a programme says no."""

from towpath.programmes.models import RegisterMark


class ProgrammeRefusedError(ValueError):
    """It cannot be done as asked; the words say why and what to do. `asks_for` names what is missing, where one is."""

    def __init__(self, words: str, *, asks_for: str = "") -> None:
        super().__init__(words)
        self.asks_for = asks_for


class ProgrammeChangedError(ProgrammeRefusedError):
    """Somebody changed it since it was looked at; nothing was done."""

    def __init__(self) -> None:
        super().__init__("Somebody else changed this while you were writing. Look at it again.")


class MarkedMeanwhileError(Exception):
    """Somebody marked this person since the register was opened; `mark` is theirs, which stands."""

    def __init__(self, mark: RegisterMark) -> None:
        super().__init__("Somebody else marked them while you were looking.")
        self.mark = mark
