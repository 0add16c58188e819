from django.apps import AppConfig


class TrackingConfig(AppConfig):
    name = "towpath.tracking"
    label = "tracking"
