"""Who in one list is who in another."""
