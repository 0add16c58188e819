"""The Charter: who signed, what they pledged and what came of it, down to jobs that lasted."""
