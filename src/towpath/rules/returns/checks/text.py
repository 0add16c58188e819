"""Shapes of text that several checks ask about."""


def is_digits(text: str, length: int) -> bool:
    """Return whether the text is that many digits, 0 to 9, and nothing else."""
    return len(text) == length and text.isascii() and text.isdigit()
