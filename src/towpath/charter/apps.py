from django.apps import AppConfig


class CharterConfig(AppConfig):
    name = "towpath.charter"
    label = "charter"
