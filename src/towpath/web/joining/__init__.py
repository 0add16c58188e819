"""Records that may be one person twice: side by side, joined or kept apart, and either taken back."""
