from django.apps import AppConfig


class MatchingConfig(AppConfig):
    name = "towpath.matching"
    label = "matching"
