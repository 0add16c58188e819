"""Whose case it is, what comes next, and by when."""
