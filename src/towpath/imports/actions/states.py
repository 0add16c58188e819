"""What is said where a list is in no state for what was asked."""


class NotReadyError(Exception):
    """A batch is not in a state in which this can be done; the words say what it is and what to do."""
