"""How things are for somebody, how far they have come, and what stands in their way."""
