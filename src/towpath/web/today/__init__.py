"""Where a working day starts."""
