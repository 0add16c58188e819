"""A whole copy of an installation in one sealed file, and its way back."""
