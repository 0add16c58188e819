"""Lists that a council may change: every one on one page, whichever room it belongs to."""
