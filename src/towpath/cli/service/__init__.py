"""Commands that work on the database: each starts by saying for which council and as whom."""
