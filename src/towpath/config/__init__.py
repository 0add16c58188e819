"""Deployment: settings from the environment, addresses, start-up checks and logging."""
