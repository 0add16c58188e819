from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "towpath.config"
    label = "config"

    def ready(self) -> None:
        """Register the start-up checks."""
        from towpath.config import checks  # noqa: F401
