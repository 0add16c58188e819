"""What other rooms keep of where something came from, when it came from an application."""

OF_A_STEP = "application_step:"


def source_of_step(step_id: int) -> str:
    """Return the source of what a step told."""
    return f"{OF_A_STEP}{step_id}"
