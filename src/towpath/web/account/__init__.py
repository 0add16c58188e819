"""Signing in, choosing a council, and one's own account."""
