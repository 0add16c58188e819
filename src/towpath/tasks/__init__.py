"""Anything that somebody must do by a date."""
