from django.apps import AppConfig


class ApplicationsConfig(AppConfig):
    name = "towpath.applications"
    label = "applications"
