"""Who asks us for help, for whom, what we answered and by when; panels, and where an adviser sits."""
