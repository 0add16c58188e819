"""The Charter: who signed, who is put forward, and placements."""
