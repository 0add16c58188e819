"""What the published lists do not say for sure, and what our figures take to hold instead."""
