from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "towpath.access"
    label = "access"
