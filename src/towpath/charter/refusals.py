"""Why something of the Charter cannot be done; the words say what to do."""


class CharterRefusedError(ValueError):
    """It cannot be recorded as asked."""


class CharterChangedError(Exception):
    """Somebody changed the row since it was looked at."""

    def __init__(self) -> None:
        super().__init__(
            "Somebody else changed this while you were writing. Look at what they saved, then do yours again."
        )


def not_later(words: str, told: object, at: object) -> None:
    """
    Return only where something told to have happened is not still to come.

    :raises CharterRefusedError: it is in the future
    """
    if told is not None and told > at:  # type: ignore[operator]
        raise CharterRefusedError(f"{words} is on {told}, which has not come yet. Give the day on which it was.")
